"""What was sent to the company, and whether it has answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.field.week import WAITS, Contact
from cxaudit.model import Framework
from cxaudit.timing import durations
from ui.look import Look
from ui.moments import said_minute
from ui.pages.debrief.words import span
from ui.theme import Kind
from ui.widgets.buttons import FurtherButton, IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox, Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea

_AT_ONCE = 20
_LINES = 5
"""To whom and when in a narrow column."""
_ABREAST = 400
"""With less width than this, in points, channel and role stand one below the other."""
_State = tuple[str, tuple[Kind, str]]
_Said = tuple[Contact, _State]


class Contacts(Card):
    """A form for what is sent now, the open ones, and those that were answered; of very many the first."""

    sent = Signal(str, str, str)
    """The criterion, the channel, and the role that it went to."""
    answered = Signal(object)
    opened = Signal(object)
    """A contact that is to be edited."""
    removed = Signal(object)
    chosen = Signal(str)
    """A criterion."""

    def __init__(self, look: Look, framework: Framework, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Waiting for a reply"), parent=parent)
        tr = look.tr
        options = [
            (c, f"{c} {framework.criteria[c].title[tr.lang]}") for c in WAITS if c in framework.criteria
        ]
        self.criterion = ComboBox(look, tr("Criterion"), options, options[0][0] if options else None)
        self.channel = LineEdit(look, tr("Channel"), example=tr("chat, phone, mail"))
        self.to = LineEdit(look, tr("To whom, by role"))
        self.send = SecondaryButton(look, tr("Mark as sent"))
        self.send.clicked.connect(self._send)
        self.to.returnPressed.connect(self._send)
        self.answers: dict[str, SecondaryButton] = {}
        self.editors: dict[str, IconButton] = {}
        self._most = _AT_ONCE
        self._entries: dict[str, tuple[_Said, QWidget]] = {}
        """What each contact that is shown says, and its place."""
        self._shown: tuple[Sequence[Contact], datetime, Framework] | None = None
        self._nothing = Label(look, tr("Nothing waits. Write down here what you have just sent."), "second")
        self.further = FurtherButton(look, _AT_ONCE)
        self.further.clicked.connect(self._show_more)
        form = QVBoxLayout()
        form.setSpacing(8)
        form.addWidget(Field(tr("Criterion"), self.criterion))
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addWidget(Field(tr("Channel"), self.channel), 1)
        self._both.addWidget(Field(tr("To whom, by role"), self.to), 1)
        form.addLayout(self._both)
        form.addWidget(self.send)
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addLayout(form)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addWidget(self._nothing)
        column.addLayout(self._rows)
        column.addWidget(self.further, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.add(ScrollArea(look, inside), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        abreast = self.width() >= self.look.px(_ABREAST)
        self._both.setDirection(directions.LeftToRight if abreast else directions.TopToBottom)

    def _send(self) -> None:
        self.sent.emit(str(self.criterion.value), self.channel.text().strip(), self.to.text().strip())

    def empty(self) -> None:
        """Be ready for the next one."""
        self.channel.set_text("")
        self.to.set_text("")

    def show_contacts(self, contacts: Sequence[Contact], now: datetime, framework: Framework) -> None:
        """Show them in this order; what says the same as before stays as it is, and keeps the focus."""
        self._shown = contacts, now, framework
        shown = {one.id: (one, self._state(one, now)) for one in contacts[: self._most]}
        for gone in [at for at, (said, _) in self._entries.items() if shown.get(at) != said]:
            _, entry = self._entries.pop(gone)
            self._rows.removeWidget(entry)
            entry.hide()
            entry.deleteLater()  # later, since a button of it may be what was pressed
            self.answers.pop(gone, None)
            self.editors.pop(gone, None)
        for place, (at, said) in enumerate(shown.items()):
            if at not in self._entries:
                self._entries[at] = said, self._entry(*said, framework)
            entry = self._entries[at][1]
            if self._rows.indexOf(entry) != place:
                self._rows.insertWidget(place, entry)
        self._nothing.setVisible(not contacts)
        self.further.offer(len(contacts) - len(shown), len(contacts))

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        if self._shown:
            self.show_contacts(*self._shown)

    def _entry(self, one: Contact, state: _State, framework: Framework) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._row(one, state, framework))
        if one.note.strip():
            note = Label(self.look, one.note.strip(), "second", "text")
            note.setContentsMargins(10, 0, 10, 0)
            column.addWidget(note)
        column.addWidget(self._buttons(one))
        return entry

    def _state(self, one: Contact, now: datetime) -> _State:
        """Its times in words, and the pill that says how it stands."""
        tr = self.look.tr
        times = [tr("sent {when}", when=said_minute(one.sent, self.look))]
        if one.answered:
            taken = datetime.fromisoformat(one.answered) - datetime.fromisoformat(one.sent)
            times.append(
                tr("answered after {time}", time=durations.said(max(0.0, taken.total_seconds()), tr))
            )
            pill: tuple[Kind, str] = ("ok", tr("answered"))
        elif one.overdue(now):
            late = now - datetime.fromisoformat(one.due)
            times.append(tr("due {when}", when=said_minute(one.due, self.look)))
            pill = ("danger", tr("overdue by {time}", time=span(late, tr)))
        else:
            times.append(tr("due {when}", when=said_minute(one.due, self.look)))
            pill = ("quiet", tr("open"))
        return ", ".join(times), ("warn", tr("in conflict")) if one.contested else pill

    def _row(self, one: Contact, state: _State, framework: Framework) -> ListRow:
        times, pill = state
        to = " \u00b7 ".join(part for part in (one.criterion, one.channel, one.to) if part)
        title = framework.criteria[one.criterion].title[self.look.tr.lang]
        row = ListRow(self.look, title, f"{times}\n{to}", pill=pill, chevron=False, note_lines=_LINES)
        row.clicked.connect(lambda: self.chosen.emit(one.criterion))
        return row

    def _buttons(self, one: Contact) -> QWidget:
        tr, line = self.look.tr, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(10, 0, 0, 6)
        row.setSpacing(2)
        if one.open:
            answered = self.answers[one.id] = SecondaryButton(self.look, tr("Mark as answered"))
            answered.clicked.connect(lambda: self.answered.emit(one))
            answered.setAccessibleName(f"{one.criterion} {one.channel}: {tr('Mark as answered')}")
            row.addWidget(answered)
        edit = self.editors[one.id] = IconButton(self.look, "pencil", tr("Edit this contact"), False)
        edit.clicked.connect(lambda: self.opened.emit(one))
        gone = IconButton(self.look, "trash-2", tr("Remove this contact"), False)
        gone.clicked.connect(lambda: self.removed.emit(one))
        for button in (edit, gone):
            row.addWidget(button)
        row.addStretch(1)
        return line
