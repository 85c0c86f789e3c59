"""Leads a team again with its recovery sheet, on a device that knows nothing of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cxaudit.errors import KnownError
from ui import worker
from ui.desk import Desk
from ui.file_dialog import open_files
from ui.files import documents
from ui.look import Look
from ui.meeting.meetings import Meetings
from ui.pages.team.form import PICTURES, TeamForm
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field, LineEdit, TextEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.sync.recovery import Recovery


class RecoverForm(TeamForm):
    """`recovered` has the space; the key is let go of with the form."""

    recovered = Signal(object)

    def __init__(self, look: Look, desk: Desk, meetings: Meetings) -> None:
        tr = look.tr
        title = tr("Open with a recovery sheet")
        super().__init__(look, desk, meetings, title, tr.context("recovery sheet", "Open"))
        self.text = TextEdit(look, tr("Recovery key"), lines=2, most=3)
        help = tr(
            "The groups of the sheet, with or without spaces. A typing error is found and its group named."
        )
        self._text = Field(tr("Recovery key"), self.text, help)
        self.open_picture = SecondaryButton(look, tr("Picture of the sheet…"), "qr-code")
        self.open_picture.clicked.connect(self._choose)
        self.name = LineEdit(look, tr("Your name"), desk.settings.auditor)
        self._name = Field(tr("Your name"), self.name)
        note = tr("For the founder who has lost every device. Everybody else joins with an invitation.")
        self.card.add(Label(look, note, "second"))
        self.card.add(self._text)
        buttons = FlowLayout()
        buttons.addWidget(self.open_picture)
        self.card.add(buttons)
        for part in (Line(look), self.place, self._name):
            self.card.add(part)
        self.end_card()
        self.first: QWidget = self.text

    def _choose(self) -> None:
        tr = self.look.tr
        kinds = tr("Pictures ({kinds})", kinds=PICTURES)
        open_files(
            self, self.look, tr("Picture of the sheet…"), documents(), kinds, self._open, several=False
        )

    def _open(self, files: list[Path]) -> None:
        from cxaudit.sync.recovery import Recovery

        if files:
            file = files[0]
            worker.run(lambda _: Recovery.from_picture(file), self._found, self._fail, owner=self)

    def _found(self, sheet: Recovery) -> None:
        self.text.set_text(" ".join(sheet.groups()))

    def accept(self) -> None:
        """Lead the team again, if the key is its own."""
        from cxaudit.sync.recovery import Recovery

        name = self.read_name(self._name, self.name)
        try:
            sheet = Recovery.from_text(self.text.text)
            self._text.set_error("")
        except KnownError as error:
            self._text.set_error(error.said(self.look.tr))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not name:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        if not name or not (way := self.read_way()):
            return
        if self.attempt(partial(self.meetings.recover, way, sheet, name, self._done, self._fail)):
            self.sign(name)

    def _done(self, space: Space) -> None:
        self.set_busy(False)
        self.recovered.emit(space)
