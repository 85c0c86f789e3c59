"""What waits over all audits: a card with the most urgent, or one message where height is short."""

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
    from ui.pages.home.waiting import Comments

_MOST = 3
_NAMED = 2
"""So many criteria are named in a row."""


class Agenda(QWidget):
    """Out of sight while nothing waits; `chosen` gives what was pressed, Comments or Due."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows: list[ListRow] = []
        self.bar: MessageBar | None = None
        self._folded = False
        self._due: Sequence[Due] = ()
        self._comments: Sequence[Comments] = ()
        self._today = date.min
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def fold(self, folded: bool) -> None:
        """Be one line where height is short."""
        if folded != self._folded:
            self._folded = folded
            self._make()

    def show_waiting(self, due: Sequence[Due], comments: Sequence[Comments], today: date) -> None:
        """Show these, the most urgent first."""
        if (due, comments, today) != (self._due, self._comments, self._today):
            self._due, self._comments, self._today = due, comments, today
            self._make()

    def _make(self) -> None:
        if self._shown:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()  # later, since a row of it may be what was pressed
        self.rows, self.bar, self._shown = [], None, None
        some = bool(self._due or self._comments)
        if some:
            self._shown = self._message() if self._folded else self._card()
            self._column.addWidget(self._shown)
        self.setVisible(some)

    def _card(self) -> Card:
        tr = self.look.tr
        comments = self._comments[: _MOST - 1] if self._due else self._comments[:_MOST]
        due = self._due[: _MOST - len(comments)]
        more = len(self._due) - len(due) + len(self._comments) - len(comments)
        said = tr("and {n} more", n=more) if more > 0 else ""
        titles = {
            (True, True): tr("For you: comments, checks and replies"),
            (True, False): tr("Comments for you"),
            (False, True): tr("Due: checks and replies"),
        }
        card = Card(self.look, titles[bool(comments), bool(due)], said)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.rows = [*map(self._comments_row, comments), *map(self._row, due)]
        for made in self.rows:
            row.addWidget(made, 1)
        card.add(row)
        return card

    def _comments_row(self, one: Comments) -> ListRow:
        tr = self.look.tr
        said = tr.plural("{n} comment for you", "{n} comments for you", one.n)
        company = one.company or tr("Unnamed audit")
        note = " \u00b7 ".join(part for part in (company, ", ".join(one.authors), one.criterion) if part)
        row = ListRow(self.look, said, note, icon="message-square-dot", icon_role="accent")
        row.clicked.connect(lambda: self.chosen.emit(one))
        return row

    def _row(self, one: Due) -> ListRow:
        tr, today = self.look.tr, self._today
        what = tr("check again") if one.kind == "follow_up" else tr("waiting for a reply")
        named = ", ".join(one.criteria[:_NAMED]) + (" …" if len(one.criteria) > _NAMED else "")
        company = one.company or tr("Unnamed audit")
        row = ListRow(self.look, named, f"{company} \u00b7 {what}", pill=when(one.day, today, self.look))
        row.clicked.connect(lambda: self.chosen.emit(one))
        return row

    def _message(self) -> MessageBar:
        tr, said = self.look.tr, []
        if n := sum(one.n for one in self._comments):
            said.append(tr.plural("{n} comment for you", "{n} comments for you", n) + ".")
        if self._due:
            said.append(tr("Checks and replies: {what}.", what=self._due_said()))
        first = [*self._comments, *self._due][0]
        kind: Kind = "warn" if self._due else "accent"
        self.bar = MessageBar(self.look, kind, " ".join(said), tr("Show"), lambda: self.chosen.emit(first))
        return self.bar

    def _due_said(self) -> str:
        tr, late = self.look.tr, sum(one.day < self._today for one in self._due)
        parts = [tr.plural("{n} is overdue", "{n} are overdue", late)] if late else []
        if soon := len(self._due) - late:
            parts.append(tr.plural("{n} is due within a week", "{n} are due within a week", soon))
        return ", ".join(parts)


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
