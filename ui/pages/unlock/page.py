"""Asks for the passphrase of a locked store, before anything else is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from cxaudit import system_keyring
from cxaudit.errors import KnownError
from ui import worker
from ui.desk import Desk
from ui.look import MARGIN, Look
from ui.page import Page
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.choices import CheckRow
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.messages import Picture
from ui.widgets.scroll import Content, ScrollArea

_WIDTH = 420


class UnlockPage(Page):
    """One field; the right passphrase opens the store, and a wrong one is said under it."""

    key = "unlock"
    wants_rail = False

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        tr = look.tr
        self._desk = desk
        self.passphrase = LineEdit(look, tr("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = Field(tr("Passphrase"), self.passphrase)
        self.remember = CheckRow(look, tr("Remember on this device"), tr("In the keyring of the system."))
        self.remember.hide()
        self.unlock = PrimaryButton(look, tr.context("passphrase", "Unlock"), "lock")
        self.passphrase.returnPressed.connect(self._unlock)
        self.unlock.clicked.connect(self._unlock)
        self.setFocusProxy(self.passphrase)
        self._lay_out()
        desk.locked.connect(self._show_refused)
        desk.failed.connect(lambda _: self._set_busy(False))
        worker.run(
            lambda _: system_keyring.keyring() is not None,
            self.remember.setVisible,
            lambda _: None,
            owner=self,
        )

    def _lay_out(self) -> None:
        look, tr = self.look, self.look.tr
        card = Card(look)
        card.setFixedWidth(look.px(_WIDTH))
        card.add(Picture(look, "lock", "muted", 32))
        card.add(Label(look, tr("The audits on this device are locked"), "object"))
        card.add(Label(look, tr("Enter the passphrase that was chosen in the settings."), colour="muted"))
        card.add(self.field)
        card.add(self.remember)
        card.add(self.unlock)
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollArea(look, inside))

    @property
    def title(self) -> str:
        return self.look.tr.context("passphrase", "Locked")

    def up(self) -> bool:
        """Nothing lies above: the audits are not there yet."""
        return True

    def _unlock(self) -> None:
        passphrase = self.passphrase.text()
        if not passphrase:
            self.field.set_error(self.look.tr("Type the passphrase."))
            return
        self.field.set_error("")
        self._set_busy(True)
        self._desk.open_store(passphrase, self.remember.isChecked() and self.remember.isVisible())

    def _show_refused(self, error: KnownError) -> None:
        """What was typed stays out of sight and is typed anew."""
        if self.passphrase.text():
            self.field.set_error(error.said(self.look.tr))
        self.passphrase.clear()
        self._set_busy(False)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        self.unlock.set_busy(busy)
        self.passphrase.setEnabled(not busy)
