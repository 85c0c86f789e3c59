"""The invitation of a space: text to copy, code to photograph, file to send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.languages import LANGS, Lang
from ui.file_dialog import save_file
from ui.files import documents, fitting
from ui.look import GAP, Look
from ui.meeting import work
from ui.pages.team.qr_code import QrCode
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import TextEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from ui.meeting.standing import Standing

_SIDE = 180


class Invitation(Card):
    """Holds no secret: whoever has it can ask to come in, and no more."""

    failed = Signal(object)

    def __init__(self, look: Look) -> None:
        tr = look.tr
        super().__init__(look, tr("Invite"))
        self._title = ""
        self.text = TextEdit(look, tr("Invitation"), lines=3, most=5)
        self.text.setReadOnly(True)
        self.copy = SecondaryButton(look, tr("Copy"), "copy")
        self.save = SecondaryButton(look, tr("Save as file…"), "file-down")
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_file)
        self.said = Label(look, "", "caption", "ok")
        self.said.hide()
        self.code = QrCode(look, tr("The invitation as a QR code"), _SIDE)
        self._note = Label(look, "", "second")
        buttons = FlowLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._note)
        words.addWidget(self.text)
        words.addLayout(buttons)
        words.addWidget(self.said)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(words, 1)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        self.add(row)

    def show_space(self, now: Standing) -> None:
        """Show the invitation of that space."""
        tr = self.look.tr
        try:
            code = work.invitation(now.space, now.title)
            text = code.to_text()
            modules = code.modules() if text != self.text.text else ()
        except (KnownError, ValueError):
            self.hide()  # of a place without an address that others could use
            return
        self._title = now.title
        if modules:
            self.text.set_text(text)
            self.code.show_modules(modules)
            self.said.hide()
        self._note.setText(
            tr(
                "Send it any way you like: it holds no password. Whoever uses it asks, "
                "and a lead admits them."
            )
        )

    def message(self) -> str:
        """What a colleague gets, whichever language they read: what it is, and the invitation itself."""
        own = self.look.tr.lang
        said = "\n\n".join(self._said_in(lang) for lang in sorted(LANGS, key=lambda lang: lang != own))
        return f"{said}\n\n{self.text.text}\n"

    def _said_in(self, lang: Lang) -> str:
        tr = translator(lang)
        first = tr("Invitation to the team “{name}” in cxaudit.", name=self._title)
        second = tr("In cxaudit open Team, choose “Join with an invitation” and paste all of this:")
        return f"{first}\n{second}"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message())
        self._tell(self.look.tr("Copied"))

    def _ask_file(self) -> None:
        tr = self.look.tr
        name = fitting(tr("Invitation {name}", name=self._title), "invitation") + ".txt"
        save_file(
            self, self.look, tr("Save the invitation"), documents(), tr("Texts (*.txt)"), name, self.write
        )

    def write(self, path: Path) -> None:
        """Write the message to that file."""
        from cxaudit.whole_file import whole_file

        try:
            with whole_file(path) as out:
                out.write(self.message().encode())
        except OSError as error:
            from cxaudit.reasons import reason_of

            self.failed.emit(
                KnownError(
                    "“{name}” could not be written: {reason}. Choose another folder.",
                    name=path.name,
                    reason=reason_of(error),
                )
            )
            return
        self._tell(self.look.tr("Saved: {name}", name=path.name))

    def _tell(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()
