"""The ratings that lack something, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from cxaudit.model import Audit
from cxaudit.quality.debrief import Need, wait
from cxaudit.visits import numbered, view
from ui.look import Look
from ui.pages.debrief.words import left_of, pill_of
from ui.widgets.buttons import FilterChip
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea

Key = tuple[str, str]
"""A criterion and a sheet."""


class NeedList(QWidget):
    """Two filters, and a row for each rating of the one that is chosen."""

    chosen = Signal(object)
    """The key of a row."""
    filtered = Signal(bool)
    """Whether those that block the sign-off are wanted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        tr = look.tr
        self.rows: dict[Key, ListRow] = {}
        self._folded = False
        self.blocking = FilterChip(look, tr("Block sign-off"), 0)
        self.desirable = FilterChip(look, tr("Desirable"), 0)
        self._note = Label(look, "", "second")
        one_of = QButtonGroup(self)
        chips = QWidget()
        flow = FlowLayout(chips, gap=8)
        for chip, blocks in ((self.blocking, True), (self.desirable, False)):
            one_of.addButton(chip)
            flow.addWidget(chip)
            chip.clicked.connect(lambda _=False, blocks=blocks: self.filtered.emit(blocks))
        inside = Content()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._note)
        self._column.addStretch(1)
        self._scroll = ScrollArea(look, inside)
        self._card = Card(look)
        self._card.body.setContentsMargins(0, 0, 0, 0)
        self._card.add(self._scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(chips)
        column.addWidget(self._card, 1)
        column.addStretch()

    def fold(self, folded: bool) -> None:
        """Where width is short, what a rating lacks stands in the line above its title."""
        self._folded = folded

    def show_counts(self, blocking: int, desirable: int, blocks: bool) -> None:
        """How many there are of each kind, and which is shown."""
        self.blocking.set_count(blocking)
        self.desirable.set_count(desirable)
        (self.blocking if blocks else self.desirable).setChecked(True)

    def show_needs(self, audit: Audit, needs: Sequence[Need], now: datetime, note: str) -> None:
        """Show these rows in this order; one that stays is only worded anew."""
        keys = [need.key for need in needs]
        if keys != list(self.rows):
            self._make(keys)
        names = numbered(audit.sheets) if len(audit.sheets) > 1 else {}
        views = {sheet.id: view(audit, sheet.id) for sheet in audit.sheets}
        for need in needs:
            self._say(need, views[need.sheet], names.get(need.sheet, ""), now)
        self._note.setText(note)
        self._card.setVisible(bool(needs))

    def _make(self, keys: Sequence[Key]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for at, key in enumerate(keys):
            row = ListRow(self.look, "", chip=None, chevron=False, note_above=True)
            row.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._column.insertWidget(at, row)
            self.rows[key] = row

    def _say(self, need: Need, audit: Audit, visit: str, now: datetime) -> None:
        tr = self.look.tr
        left = left_of(wait(need.observed, now), self.look) if need.lacks else ""
        pill = pill_of(need.lacks[0], tr) if need.lacks else ("ok", tr("complete"))
        folded = pill[1] if self._folded else ""
        parts = [need.criterion, tr("visit {n}", n=visit) if visit else "", folded, left]
        title = audit.framework.criteria[need.criterion].title[tr.lang]
        note = " \u00b7 ".join(part for part in parts if part)
        mark = audit.rating(need.criterion).given
        self.rows[need.key].set_row(title, note, mark, None if self._folded else pill)

    def point_at(self, key: Key) -> None:
        """Mark the row that the detail shows, and bring it into sight."""
        for each, row in self.rows.items():
            row.set_selected(each == key)
        if key in self.rows:
            self._scroll.ensureWidgetVisible(self.rows[key], 0, 8)
