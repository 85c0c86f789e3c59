"""The zones in order: red flags above, the TOP, and below it why the others are not in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis.actions import Action, of_zone
from cxaudit.analysis.growth import Growth
from cxaudit.analysis.growth_text import pins_said, targets_said
from cxaudit.analysis.practice import target_of
from cxaudit.changes import disagree
from cxaudit.i18n import Translator
from cxaudit.model import Audit
from ui.look import MARGIN, Look
from ui.pages.growth.row import ZoneRow
from ui.pages.growth.words import points_said, row_words, why_not, zones_of
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox
from ui.widgets.labels import Label, Line
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea


class ZonesCard(Card):
    """Rows to press; the rows of a list that stays the same are kept, and so is the focus."""

    chosen = Signal(str)
    """The code of the zone that was pressed."""
    opened = Signal(str)
    """The id of the red flag that was pressed."""
    aimed = Signal(str)
    """The target that was chosen: 5, 4 or best."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Growth zones"), parent=parent)
        self.flags: dict[str, ListRow] = {}
        self.top: dict[str, ZoneRow] = {}
        self.others: dict[str, ListRow] = {}
        """Rows by criterion, and by zone in the order they stand."""
        self.fold = LinkButton(look, "", "chevron-down")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        self._chosen = ""
        inside = Content()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.area = ScrollArea(look, inside)
        self.target = self._make_target()
        self.layout().setContentsMargins(8, 8, 8, MARGIN)  # type: ignore[union-attr]
        self.title.setContentsMargins(8, 0, 0, 0)
        self.add(self.area, 1)

    def _make_target(self) -> ComboBox:
        """Which score the gaps are measured to."""
        tr = self.look.tr
        options = [(score, tr("Up to {score} of 5", score=score)) for score in ("5", "4")]
        options.append(("best", tr("Up to the benchmark's best")))
        target = ComboBox(self.look, tr("Score to reach"), options, "5")
        target.setToolTip(
            tr("Of the benchmark: the best score of each check among other audits with consent.")
        )
        target.chosen.connect(lambda value: self.aimed.emit(str(value)))
        line = QHBoxLayout()
        line.setContentsMargins(8, 0, 8, 0)
        line.addWidget(target)
        self.add(line)
        return target

    def show_growth(self, audit: Audit, growth: Growth, actions: Sequence[Action]) -> None:
        """Show these zones; the chosen one stays chosen if it is still there."""
        held = self._held()
        self._clear()
        self.target.set_value(target_of(audit))
        self._set_title(growth, len(zones_of(audit)))
        self._add_flags(audit, growth)
        self._add_top(audit, growth, actions)
        self._add_others(audit, growth)
        self._rows.addStretch(1)
        self.select(self._chosen)
        self._hold(*held)

    def select(self, zone: str) -> None:
        """Mark that zone as the one that is shown; it comes into view."""
        self._chosen = zone
        if zone in self.others:
            self.fold.setChecked(True)
        for code in (*self.top, *self.others):
            if row := self.row(code):
                row.set_selected(code == zone)

    @property
    def order(self) -> list[str]:
        """The zones whose rows can be seen, from the top."""
        return [*self.top, *(self.others if self.fold.isChecked() else ())]

    def row(self, zone: str) -> ZoneRow | ListRow | None:
        """The row of that zone."""
        return self.top.get(zone) or self.others.get(zone)

    def walk(self) -> list[QWidget]:
        """The rows from top to bottom, as Tab visits them."""
        return [*self.flags.values(), *self.top.values(), self.fold, *self.others.values()]

    # --- rows

    def _set_title(self, growth: Growth, total: int) -> None:
        tr, n = self.look.tr, len(growth.top)
        said = tr("TOP {n} of {total} zones", n=n, total=total) if n else tr("Growth zones")
        self.title.setText(said)
        self.setAccessibleName(said)

    def _add_flags(self, audit: Audit, growth: Growth) -> None:
        for criterion in growth.red_flags:
            title = audit.framework.criteria[criterion].title[self.look.tr.lang]
            note = self.look.tr("Red flag · {criterion}", criterion=criterion)
            mark = audit.rating(criterion).mark
            row = ListRow(
                self.look, title, note, chip=mark, soft="danger_soft", note_above=True, chevron=False
            )
            row.clicked.connect(lambda _=False, one=criterion: self.opened.emit(one))
            self.flags[criterion] = row
            self._rows.addWidget(row)

    def _add_top(self, audit: Audit, growth: Growth, actions: Sequence[Action]) -> None:
        titles = zones_of(audit)
        first = max((pick.zone.index for pick in growth.top), default=0.0)
        for pick in growth.top:
            code = pick.zone.code
            title = titles[code].title[self.look.tr.lang]
            row = ZoneRow(self.look, row_words(self.look, pick, title, first, len(of_zone(actions, code))))
            row.clicked.connect(lambda _=False, one=code: self.chosen.emit(one))
            self.top[code] = row
            self._rows.addWidget(row)
        self._add_notes(audit, growth)

    def _add_notes(self, audit: Audit, growth: Growth) -> None:
        """What the reader should know of this TOP."""
        sentences = notes(growth, self.look.tr)
        if disagree(audit.cells.get(cells.GROWTH_TARGET, ())):
            sentences.insert(
                0, self.look.tr("Two people chose different targets: 5 holds until one is chosen.")
            )
        if sentences:
            self._rows.addWidget(MessageBar(self.look, "warn", " ".join(sentences)))
        if growth.top:
            said = self.look.tr(
                "Index = gap × weight × uplift of the stage; money ignores the weights. "
                "Robust: in the TOP by points, by index and by money alike."
            )
            said = f"{targets_said(self.look.tr, growth.choices)} {said}"
            caption = Label(self.look, said, "caption")
            caption.setContentsMargins(8, 6, 8, 6)
            self._rows.addWidget(caption)

    def _add_others(self, audit: Audit, growth: Growth) -> None:
        tr, points = self.look.tr, {zone.code: zone for zone in growth.zones}
        rest = self._in_order(audit, growth, points)
        if self.top:
            self.fold.setText(tr.plural("{n} other zone", "{n} other zones", len(rest)))
        else:
            self.fold.setText(tr.plural("{n} zone", "{n} zones", len(rest)))
        self.fold.setAccessibleName(self.fold.text())
        self._rows.addWidget(Line(self.look))
        self._rows.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        for code, title in rest.items():
            said = points_said(self.look, points[code]) if code in points else code
            note = " · ".join(part for part in (said, why_not(growth, audit, code, tr)) if part)
            row = ListRow(self.look, title, note, chevron=False)
            row.clicked.connect(lambda _=False, one=code: self.chosen.emit(one))
            self.others[code] = row
            self._rows.addWidget(row)
            row.setVisible(self.fold.isChecked())  # only in the layout: on its own it would be a window

    def _in_order(self, audit: Audit, growth: Growth, scored: Mapping[str, object]) -> dict[str, str]:
        """The zones outside the TOP: by index, then those without a score."""
        titles = {code: zone.title[self.look.tr.lang] for code, zone in zones_of(audit).items()}
        codes = [*scored, *(code for code in titles if code not in scored)]
        return {code: titles[code] for code in codes if code not in self.top}

    def _unfold(self, open_: bool) -> None:
        self.fold.set_icon("chevron-up" if open_ else "chevron-down")
        for row in self.others.values():
            row.setVisible(open_)

    # --- focus

    def _held(self) -> tuple[str, bool]:
        """Which zone's row has the focus, and whether the keyboard brought it."""
        rows = {**self.top, **self.others}
        return next(((code, row.ring) for code, row in rows.items() if row.hasFocus()), ("", False))

    def _hold(self, zone: str, ring: bool) -> None:
        reason = Qt.FocusReason.OtherFocusReason if ring else Qt.FocusReason.MouseFocusReason
        if row := self.row(zone):
            row.setFocus(reason)

    def _clear(self) -> None:
        for rows in (self.flags, self.top, self.others):
            rows.clear()
        empty(self._rows, but=self.fold)


def notes(growth: Growth, tr: Translator) -> list[str]:
    """What a reader of the TOP has to know, in sentences."""
    said = []
    if growth.in_conflict:
        stages = ", ".join(growth.in_conflict)
        said.append(tr("In conflict and left out until it is settled: {stages}.", stages=stages))
    if growth.contested:
        zones = ", ".join(growth.contested)
        said.append(tr("Two people disagree about the place of {zones}: open it to settle.", zones=zones))
    said += pins_said(tr, growth)
    if growth.waiting:
        zones = ", ".join(growth.waiting)
        said.append(tr("{zones}: in the TOP once their low scores have an artefact.", zones=zones))
    if not growth.top:
        said.append(tr("No zone qualifies yet."))
    elif growth.few:
        said.append(tr("Fewer than three zones qualify, so fewer are shown."))
    elif growth.relaxed:
        said.append(tr("Too few stages qualify, so a stage may appear more than once."))
    return said
