"""What is due over all audits: a card with the most urgent, or one message where height is short."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look import Look
from ui.theme import Kind
from ui.widgets.card import Card
from ui.widgets.messages import MessageBar
from ui.widgets.rows import ListRow

if TYPE_CHECKING:
    from cxaudit.store.agenda import Due

_MOST = 3
_NAMED = 2
"""So many criteria are named in a row."""


class Agenda(QWidget):
    """Out of sight while nothing is due; `chosen` gives what was pressed."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows: list[ListRow] = []
        self.bar: MessageBar | None = None
        self._folded = False
        self._due: tuple[Sequence[Due], date] = ((), date.min)
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def fold(self, folded: bool) -> None:
        """Be one line where height is short."""
        if folded != self._folded:
            self._folded = folded
            self._make()

    def show_due(self, due: Sequence[Due], today: date) -> None:
        """Show these, the most urgent first."""
        if (due, today) != self._due:
            self._due = (due, today)
            self._make()

    def _make(self) -> None:
        if self._shown:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()  # later, since a row of it may be what was pressed
        self.rows, self.bar, self._shown = [], None, None
        due, today = self._due
        if due:
            self._shown = self._message(due, today) if self._folded else self._card(due, today)
            self._column.addWidget(self._shown)
        self.setVisible(bool(due))

    def _card(self, due: Sequence[Due], today: date) -> Card:
        tr = self.look.tr
        more = len(due) - _MOST
        said = tr("and {n} more", n=more) if more > 0 else ""
        card = Card(self.look, tr("Due: checks and replies"), said)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in due[:_MOST]:
            made = self._row(one, today)
            self.rows.append(made)
            row.addWidget(made, 1)
        card.add(row)
        return card

    def _row(self, one: Due, today: date) -> ListRow:
        tr = self.look.tr
        what = tr("check again") if one.kind == "follow_up" else tr("waiting for a reply")
        named = ", ".join(one.criteria[:_NAMED]) + (" …" if len(one.criteria) > _NAMED else "")
        company = one.company or tr("Unnamed audit")
        row = ListRow(self.look, named, f"{company} \u00b7 {what}", pill=when(one.day, today, self.look))
        row.clicked.connect(lambda: self.chosen.emit(one))
        return row

    def _message(self, due: Sequence[Due], today: date) -> MessageBar:
        tr = self.look.tr
        late = sum(one.day < today for one in due)
        parts = [tr.plural("{n} is overdue", "{n} are overdue", late)] if late else []
        if soon := len(due) - late:
            parts.append(tr.plural("{n} is due within a week", "{n} are due within a week", soon))
        said = tr("Checks and replies: {what}.", what=", ".join(parts))
        self.bar = MessageBar(self.look, "warn", said, tr("Show"), lambda: self.chosen.emit(due[0]))
        return self.bar


def when(day: date, today: date, look: Look) -> tuple[Kind, str]:
    """How late or how soon."""
    tr, days = look.tr, (day - today).days
    if days < 0:
        late = tr.plural("{n} day", "{n} days", -days)
        return "danger", tr("overdue by {time}", time=late)
    if days == 0:
        return "warn", tr("today")
    if days == 1:
        return "warn", tr("tomorrow")
    return "quiet", tr.plural("in {n} day", "in {n} days", days)
