"""The conflicts of the open audit, and how many there are in others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.model import Audit, is_scored
from cxaudit.quality.conflict_words import named
from cxaudit.quality.conflicts import Conflict
from ui.look import Look
from ui.theme import Kind
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.rows import ListRow
from ui.widgets.scroll import ScrollArea

if TYPE_CHECKING:
    from cxaudit.store.summary import AuditRow


class ConflictList(Card):
    """A row for each conflict: what it is about, who against whom, how far apart."""

    chosen = Signal(str)
    """The key of a conflict."""
    jumped = Signal(str)
    """The id of another audit."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.rows: dict[str, ListRow] = {}
        self.others: dict[str, ListRow] = {}
        self._counted: list[AuditRow] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._here, self._there = QVBoxLayout(), QVBoxLayout()
        for part in (self._here, self._there):
            part.setSpacing(2)
            column.addLayout(part)
        column.addStretch(1)
        self._scroll = ScrollArea(look, inside)
        self.add(self._scroll, 1)

    def show_conflicts(self, audit: Audit, found: Sequence[Conflict], begun: Collection[str]) -> None:
        """Show these, one row each; of some, something is begun."""
        keys = [one.key for one in found]
        if keys != list(self.rows):
            self._make(keys)
        for one in found:
            title, _, place = named(one, audit, self.look.tr)
            note = "\n".join(part for part in (place, _who(one, self.look)) if part)
            self.rows[one.key].set_row(title, note, pill=_pill(one, one.key in begun, self.look))

    def show_others(self, rows: Sequence[AuditRow]) -> None:
        """Show how many conflicts other audits have."""
        if [*rows] == self._counted:
            return
        self._counted = [*rows]
        empty(self._there)
        self.others = {}
        if rows:
            self._there.addSpacing(8)
            self._there.addWidget(Label(self.look, self.look.tr("In other audits"), "second"))
        for row in rows:
            note = " \u00b7 ".join(part for part in (row.product, row.wave, row.country) if part)
            said = self.look.tr.plural("{n} conflict", "{n} conflicts", row.conflicts)
            name = row.company or self.look.tr("Unnamed audit")
            one = ListRow(self.look, name, "\n".join(part for part in (note, said) if part))
            one.clicked.connect(lambda _=False, audit=row.audit: self.jumped.emit(audit))
            self.others[row.audit] = one
            self._there.addWidget(one)

    def point_at(self, key: str) -> None:
        """Mark the row that is shown, and bring it into sight."""
        for each, row in self.rows.items():
            row.set_selected(each == key)
        if key in self.rows:
            self._scroll.ensureWidgetVisible(self.rows[key], 0, 8)

    def _make(self, keys: Sequence[str]) -> None:
        empty(self._here)
        self.rows = {}
        for key in keys:
            row = ListRow(self.look, "", chevron=False)
            row.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._here.addWidget(row)
            self.rows[key] = row


def _who(found: Conflict, look: Look) -> str:
    said = (side.author or look.tr("Nobody named") for side in found.sides)
    names = list(dict.fromkeys(said))
    more = f" +{len(names) - 2}" if len(names) > 2 else ""
    return " \u2194 ".join(names[:2]) + more


def _pill(found: Conflict, begun: bool, look: Look) -> tuple[Kind, str] | None:
    """How far the marks are apart; else that something was begun."""
    if begun:
        return "accent", look.tr("begun")
    marks = [
        cells.mark_of(head.value)[0]
        for cell, heads in found.heads.items()
        if cell.endswith("/score") and found.criterion
        for head in heads
    ]
    scores = sorted(mark for mark in marks if is_scored(mark))
    words = [str(mark) for mark in marks if not is_scored(mark) and mark is not None]
    if not scores:
        return ("warn", " \u00b7 ".join(dict.fromkeys(words))) if words else None
    reach = "\u2013".join(dict.fromkeys((str(scores[0]), str(scores[-1]))))
    return "warn", " \u00b7 ".join((reach, *dict.fromkeys(words)))
