"""What is chosen for a space on this device, where it meets, its recovery sheet, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.sync.targets import address
from ui.look import Look
from ui.meeting.diary import EVERY
from ui.pages.team.place import short_kinds
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.fields import ComboBox, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, Line

if TYPE_CHECKING:
    from ui.meeting.meetings import Meeting


class Options(Card):
    """Acts at once; whatever cannot be undone is asked for elsewhere."""

    metered = Signal(bool)
    every = Signal(int)
    moved = Signal()
    verified = Signal()
    renewed = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        tr = look.tr
        super().__init__(look, tr("On this device"))
        self.every_box = ComboBox(look, tr("Sync by itself"), [(n, _every(tr, n)) for n in EVERY], 5)
        self.every_box.chosen.connect(lambda n: self.every.emit(n))
        self.saving = Switch(
            look,
            tr("Without files"),
            tr("Scores and notes travel, photos and recordings wait: for a dear or slow line."),
        )
        self.saving.toggled.connect(self.metered)
        self._where = Label(look, "", "body")
        self._kept = Label(look, "", "caption")
        self.change = SecondaryButton(look, tr("Change the place…"), "pencil")
        self.verify = SecondaryButton(look, tr("Read back everything"), "shield-check")
        self.verify.setToolTip(
            tr("Reads all that this device has sent, and sends again what is not whole there.")
        )
        self.sheet = SecondaryButton(look, tr("New recovery sheet…"), "file-text")
        self.leave = SecondaryButton(look, tr("Leave the team…"), "log-out", danger=True)
        self.change.clicked.connect(self.moved)
        self.verify.clicked.connect(self.verified)
        self.sheet.clicked.connect(self.renewed)
        self.leave.clicked.connect(self.left)
        self.add(Field(tr("Sync by itself"), self.every_box))
        for part in (self.saving, Line(look), self._where, self._kept):
            self.add(part)
        buttons = FlowLayout()
        for button in (self.change, self.verify, self.sheet, self.leave):
            buttons.addWidget(button)
        self.add(buttons)

    def show_space(self, one: Meeting) -> None:
        """Show what was chosen for that space."""
        tr, now = self.look.tr, one.now
        self.sheet.setVisible(now.keyed and now.signer == now.team.founder.signer)
        self.every_box.set_value(one.kept.every)
        self.saving.blockSignals(True)
        self.saving.setChecked(one.kept.metered)
        self.saving.blockSignals(False)
        self.saving.update()
        try:
            found = address.parse(now.space.address)
            self._where.setText(f"{short_kinds(tr)[found.kind]}: {found.label}")
            has_password = found.kind != "folder"
        except KnownError:
            self._where.setText(now.space.address)
            has_password = False
        said = [
            tr("Protected with a key.")
            if now.keyed
            else tr("Without a key: whoever runs the place can read it.")
        ]
        if has_password:
            said.append(
                tr("The keyring of this system keeps the password.")
                if one.kept.in_keyring
                else tr("This system has no keyring: the password is kept in the store on this device.")
            )
        self._kept.setText(" ".join(said))


def _every(tr: Translator, minutes: int) -> str:
    if not minutes:
        return tr("Only by the button")
    return tr.plural("Every minute", "Every {n} minutes", minutes)
