"""A contact as a form: its channel, to whom it went, until when a reply is waited for, and a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QWidget

from cxaudit import cells
from cxaudit.field import due, week
from cxaudit.field.week import Contact
from cxaudit.model import Json
from ui.look import Look
from ui.moments import said_minute
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, LineEdit, TextEdit
from ui.widgets.sheet import Sheet


class ContactSheet(Sheet):
    """Edits one contact; `save` gets the cells that were changed."""

    def __init__(
        self, look: Look, over: QWidget, one: Contact, save: Callable[[Mapping[str, Json]], bool]
    ) -> None:
        tr = look.tr
        sent = tr("sent {when}", when=said_minute(one.sent, look))
        super().__init__(look, over, tr("Contact for {criterion}", criterion=one.criterion), sent)
        self._one, self._save = one, save
        self.channel = LineEdit(look, tr("Channel"), one.channel, tr("chat, phone, mail"))
        self.to = LineEdit(look, tr("To whom, by role"), one.to)
        self._due = due.written(one.due, tr.lang)
        self.due = LineEdit(look, tr("Reply due"), self._due)
        self.note = TextEdit(look, tr("Note"), one.note, lines=2)
        help = tr("A day and time, or how long after sending: {example}, 48 h, 3 d.", example=self._due)
        self.due_field = Field(tr("Reply due"), self.due, help)
        for field in (
            Field(tr("Channel"), self.channel),
            Field(tr("To whom, by role"), self.to),
            self.due_field,
            Field(tr("Note"), self.note),
        ):
            self.body.addWidget(field)
        cancel = SecondaryButton(look, tr("Cancel"))
        cancel.clicked.connect(lambda: self.close_with(False))
        self.done = PrimaryButton(look, tr("Save"))
        self.done.clicked.connect(self.accept)
        for edit in (self.channel, self.to, self.due):
            edit.returnPressed.connect(self.accept)
        for button in (cancel, self.done):
            self.buttons.addWidget(button)

    def accept(self) -> None:
        """Save what was changed, or say under the field what is wrong with it."""
        changed = self._read()
        if changed is not None and (not changed or self._save(changed)):
            self.close_with(True)

    def _read(self) -> dict[str, Json] | None:
        one, found = self._one, dict[str, Json]()
        said = {"channel": self.channel.text(), "to": self.to.text(), "note": self.note.toPlainText()}
        for name, text in said.items():
            if text.strip() != getattr(one, name).strip():
                found[cells.contact(one.id, name)] = text.strip()
        if self.due.text().strip() != self._due:
            until = due.typed(self.due.text(), datetime.fromisoformat(one.sent))
            if until is None:
                self.due_field.set_error(
                    self.look.tr("Write a day and time after the sending, or how long to wait, such as 48 h.")
                )
                return None
            found[cells.contact(one.id, "due")] = week.moment(until)
        return found
