"""What was sent to the company, and whether it has answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.field.week import WAITS, Contact
from cxaudit.model import Framework
from cxaudit.timing import durations
from ui.look import Look
from ui.moments import said_minute
from ui.pages.debrief.words import span
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox, Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea


class Contacts(Card):
    """A form for what is sent now, the open ones, and those that were answered."""

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
        form = QGridLayout()
        form.setSpacing(8)
        form.addWidget(Field(tr("Criterion"), self.criterion), 0, 0, 1, 2)
        form.addWidget(Field(tr("Channel"), self.channel), 1, 0)
        form.addWidget(Field(tr("To whom, by role"), self.to), 1, 1)
        form.addWidget(self.send, 2, 0, 1, 2)
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addLayout(form)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.add(ScrollArea(look, inside), 1)

    def _send(self) -> None:
        self.sent.emit(str(self.criterion.value), self.channel.text().strip(), self.to.text().strip())

    def empty(self) -> None:
        """Be ready for the next one."""
        self.channel.set_text("")
        self.to.set_text("")

    def show_contacts(self, contacts: Sequence[Contact], now: datetime, framework: Framework) -> None:
        empty(self._rows)
        self.answers, self.editors = {}, {}
        column = self._rows
        for one in contacts:
            column.addWidget(self._row(one, now, framework))
            if one.note.strip():
                note = Label(self.look, one.note.strip(), "second", "text")
                note.setContentsMargins(10, 0, 10, 0)
                column.addWidget(note)
            column.addWidget(self._buttons(one))
        if not contacts:
            nothing = self.look.tr("Nothing waits. Write down here what you have just sent.")
            column.addWidget(Label(self.look, nothing, "second"))

    def _row(self, one: Contact, now: datetime, framework: Framework) -> ListRow:
        tr = self.look.tr
        to = " \u00b7 ".join(part for part in (one.criterion, one.channel, one.to) if part)
        times = [tr("sent {when}", when=said_minute(one.sent, self.look))]
        if one.answered:
            taken = datetime.fromisoformat(one.answered) - datetime.fromisoformat(one.sent)
            times.append(
                tr("answered after {time}", time=durations.said(max(0.0, taken.total_seconds()), tr))
            )
            state = ("ok", tr("answered"))
        elif one.overdue(now):
            late = now - datetime.fromisoformat(one.due)
            times.append(tr("due {when}", when=said_minute(one.due, self.look)))
            state = ("danger", tr("overdue by {time}", time=span(late, tr)))
        else:
            times.append(tr("due {when}", when=said_minute(one.due, self.look)))
            state = ("quiet", tr("open"))
        if one.contested:
            state = ("warn", tr("in conflict"))
        row = ListRow(
            self.look,
            framework.criteria[one.criterion].title[tr.lang],
            f"{to}\n{', '.join(times)}",
            pill=state,  # type: ignore[arg-type]
            chevron=False,
        )
        row.clicked.connect(lambda: self.chosen.emit(one.criterion))
        return row

    def _buttons(self, one: Contact) -> QWidget:
        tr, line = self.look.tr, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(10, 0, 0, 6)
        if one.open:
            answered = self.answers[one.id] = SecondaryButton(self.look, tr("Mark as answered"), "check")
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
