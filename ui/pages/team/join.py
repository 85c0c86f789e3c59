"""Joins a team: the invitation, one's own way to the place, one's name."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cxaudit.errors import KnownError
from cxaudit.sync.code import SpaceCode
from cxaudit.sync.targets import address
from ui import worker
from ui.desk import Desk
from ui.file_dialog import open_files
from ui.files import documents
from ui.look import Look
from ui.meeting import work
from ui.meeting.meetings import Meetings
from ui.pages.team.form import PICTURES, TeamForm
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field, LineEdit, TextEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space

_PAUSE_MS = 300


class JoinForm(TeamForm):
    """`asked` has the space once the request lies at the place."""

    asked = Signal(object)

    def __init__(self, look: Look, desk: Desk, meetings: Meetings) -> None:
        tr = look.tr
        super().__init__(look, desk, meetings, tr("Join with an invitation"), tr("Ask to join"))
        self.code: SpaceCode | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.read)
        self.text = TextEdit(look, tr("Invitation"), example="cxspace1-…", lines=2, most=4)
        self.text.textChanged.connect(self._soon.start)
        self._text = Field(
            tr("Invitation"), self.text, tr("Paste the whole message; the rest of it does no harm.")
        )
        self.open_file = SecondaryButton(look, tr("Open a file…"), "folder-open")
        self.open_picture = SecondaryButton(look, tr("Picture of a QR code…"), "qr-code")
        self.open_file.clicked.connect(lambda: self._choose(tr("Invitations (*.txt *.eml)")))
        self.open_picture.clicked.connect(lambda: self._choose(tr("Pictures ({kinds})", kinds=PICTURES)))
        self.who = Label(look, "", "strong")
        self.name = LineEdit(look, tr("Your name"), desk.settings.auditor)
        self._name = Field(tr("Your name"), self.name, tr("By it they know who asks."))
        self.card.add(self._text)
        buttons = FlowLayout()
        buttons.addWidget(self.open_file)
        buttons.addWidget(self.open_picture)
        self.card.add(buttons)
        self._line = Line(look)
        for part in (self._line, self.who, self.place, self._name):
            self.card.add(part)
        self.end_card()
        self.first: QWidget = self.text
        self._show()

    def take(self, text: str) -> None:
        """Use that invitation."""
        self.text.set_text(text)
        self.read()

    def read(self) -> None:
        """Look for an invitation in what was pasted."""
        self._soon.stop()
        self.hush()
        text = self.text.text.strip()
        self.code = None
        if text:
            try:
                self._use(SpaceCode.from_text(text))
                self._text.set_error("")
            except KnownError as error:
                self._text.set_error(error.said(self.look.tr))
        self._show()

    def _use(self, code: SpaceCode) -> None:
        self.place.fix(address.parse(code.address))
        self.code = code

    def _show(self) -> None:
        """Only with an invitation there is something to fill in."""
        code = self.code
        for part in (self._line, self.who, self.place, self._name, self.test):
            part.setVisible(code is not None)
        self.go.setEnabled(code is not None)
        if code:
            tr = self.look.tr
            keyed = tr("Invitation to “{name}”, protected with a key", name=code.name)
            self.who.setText(keyed if code.keyed else tr("Invitation to “{name}”", name=code.name))

    def _choose(self, kinds: str) -> None:
        tr = self.look.tr
        open_files(self, self.look, tr("Open an invitation"), documents(), kinds, self._open, several=False)

    def _open(self, files: list[Path]) -> None:
        if files:
            file = files[0]
            worker.run(lambda _: work.code_in(file), self._found, self._fail, owner=self)

    def _found(self, code: SpaceCode) -> None:
        self.take(code.to_text())

    def accept(self) -> None:
        """Ask to join, if all is named."""
        name = self.read_name(self._name, self.name)
        if not name:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        if not name or not self.code or not (way := self.read_way()):
            return
        if self.attempt(partial(self.meetings.ask, way, self.code, name, self._done, self._fail)):
            self.sign(name)

    def _done(self, space: Space) -> None:
        self.set_busy(False)
        self.asked.emit(space)
