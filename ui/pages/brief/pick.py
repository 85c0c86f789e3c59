"""Choosing criteria by stage, zone, id or words, and saying why they are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.model import Framework
from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.choices import CheckRow
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.scroll import Content, ScrollArea
from ui.widgets.sheet import Sheet

WIDTH = 640
_STEP = 20
_SHOWN = 300
"""How high the list is where the window is high enough."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A stage or a zone, and the criteria that its box stands for."""

    row: CheckRow
    criteria: tuple[str, ...]


class PickSheet(Sheet):
    """`free` says of each criterion whether it may be chosen; `picked` carries the ids and the reason."""

    picked = Signal(tuple, str)

    def __init__(self, look: Look, over: QWidget, framework: Framework, free: Mapping[str, bool]) -> None:
        tr = look.tr
        super().__init__(look, over, tr("Which criteria does the brief leave out?"), width=WIDTH)
        self.search = LineEdit(
            look, tr("Find by id or words"), example=tr("Find by id or words"), icon="search"
        )
        self.rows: dict[str, CheckRow] = {}
        self.groups: list[_Group] = []
        self._words: dict[str, str] = {}
        self._free = free
        self._nothing = Label(look, tr("No criterion has these words."), "second")
        self.reason = LineEdit(look, tr("Reason"), example=tr("The company has no shop"))
        self.field = Field(tr("Why they are left out"), self.reason)
        self.body.addWidget(self.search)
        self.body.addWidget(self._list(framework))
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.field)
        cancel = SecondaryButton(look, tr("Cancel"))
        self.accept = PrimaryButton(look, "")
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.accept)
        cancel.clicked.connect(lambda: self.close_with(False))
        self.accept.clicked.connect(self._take)
        self.reason.returnPressed.connect(self._take)
        self.search.textChanged.connect(self._find)
        self._find("")
        self._count()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The criteria that are ticked, in the order of the framework."""
        return tuple(c for c, row in self.rows.items() if row.isChecked())

    def _list(self, framework: Framework) -> QWidget:
        content = Content()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(0)
        for depth, row in self._boxes(framework):
            line = QVBoxLayout()
            line.setContentsMargins(self.look.px(_STEP) * depth, 0, 0, 0)
            line.addWidget(row)
            column.addLayout(line)
        column.addStretch(1)
        area = ScrollArea(self.look, content)
        area.setFixedHeight(max(self.look.px(140), min(self.look.px(_SHOWN), self.window().height() - 340)))
        return area

    def _boxes(self, framework: Framework) -> Iterator[tuple[int, CheckRow]]:
        """Every box with its depth: stages, their zones, their criteria."""
        lang = self.look.tr.lang
        for stage in framework.stages:
            listed = [c for c in stage.criteria if c.id in self._free]
            if not listed:
                continue
            yield 0, self._group(stage.title[lang], tuple(c.id for c in listed))
            for zone in stage.zones:
                inside = [c for c in listed if c.zone == zone.code]
                if not inside:
                    continue
                yield 1, self._group(zone.title[lang], tuple(c.id for c in inside))
                for criterion in inside:
                    names = (stage.title, zone.title, criterion.title)
                    words = " ".join(f"{name.en} {name.ru}" for name in names)
                    self._words[criterion.id] = f"{criterion.id} {words}".casefold()
                    yield 2, self._criterion(criterion.id, criterion.title[lang])

    def _group(self, title: str, criteria: tuple[str, ...]) -> CheckRow:
        row = CheckRow(self.look, f"{title} ({len(criteria)})")
        row.clicked.connect(lambda on: self._tick(criteria, on))
        row.setEnabled(any(self._free[c] for c in criteria))
        self.groups.append(_Group(row, criteria))
        return row

    def _criterion(self, criterion: str, title: str) -> CheckRow:
        free = self._free[criterion]
        note = "" if free else self.look.tr("Scored already, so it cannot be left out")
        row = CheckRow(self.look, f"{criterion}  {title}", note)
        row.setEnabled(free)
        row.toggled.connect(lambda _: self._count())
        self.rows[criterion] = row
        return row

    def _tick(self, criteria: tuple[str, ...], on: bool) -> None:
        """A stage or a zone stands for those of its criteria that are in sight."""
        for c in criteria:
            row = self.rows[c]
            if row.isEnabled() and not row.isHidden():
                row.setChecked(on)
        self._count()

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        shown = {c for c, words in self._words.items() if all(word in words for word in wanted)}
        for c, row in self.rows.items():
            row.setVisible(c in shown)
        for group in self.groups:
            group.row.setVisible(not shown.isdisjoint(group.criteria))
        self._nothing.setVisible(not shown)

    def _count(self) -> None:
        """Say how many are chosen, and tick the groups that are whole."""
        chosen = set(self.chosen)
        for group in self.groups:
            free = {c for c in group.criteria if self._free[c]}
            group.row.setChecked(bool(free) and free <= chosen)
        tr, n = self.look.tr, len(chosen)
        said = tr.plural("Leave {n} out", "Leave {n} out", n) if n else tr("Leave criteria out")
        self.accept.setText(said)
        self.accept.setEnabled(bool(n))
        self.accept.updateGeometry()

    def _take(self) -> None:
        chosen, reason = self.chosen, " ".join(self.reason.text().split())
        if not chosen:
            return
        if not reason:
            self.field.set_error(self.look.tr("Write the reason: it stands beside each N in the report."))
            self.reason.setFocus()
            return
        self.close_with(True)
        self.picked.emit(chosen, reason)
