"""Locks the audits of this device with a passphrase, changes it, and takes it off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from cxaudit import system_keyring
from cxaudit.errors import KnownError
from cxaudit.i18n import Translator
from cxaudit.progress import Progress
from ui import worker
from ui.desk import Desk
from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choices import CheckRow, Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.messages import MessageBar
from ui.widgets.sheet import Sheet


class PassphraseCard(Card):
    """The switch, and what it does and does not protect."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, look.tr("Passphrase"))
        tr = look.tr
        self._desk = desk
        self.sheet: PassphraseSheet | None = None
        self.on = Switch(
            look,
            tr("Lock the audits with a passphrase"),
            tr("Scores, notes and evidence are encrypted on this disk."),
        )
        self.change = SecondaryButton(look, tr("Change the passphrase"), "lock")
        self.on.clicked.connect(self._turn)
        self.change.clicked.connect(lambda: self._ask("change"))
        self.add(self.on)
        buttons = FlowLayout()
        buttons.addWidget(self.change)
        self.add(buttons)
        self.add(
            Label(
                look,
                tr(
                    "What you export, a recording until it is finished, and these settings with your name "
                    "stay readable."
                ),
                "caption",
            )
        )
        desk.store_opened.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """What the store is now; without one there is nothing to switch."""
        store = self._desk.store
        locked = bool(store and store.safe.is_locked)
        self.on.setEnabled(store is not None)
        self.on.setChecked(locked)
        self.change.setVisible(locked)

    def _turn(self) -> None:
        """The switch shows what is so, not what was asked for."""
        wanted = self.on.isChecked()
        self.show_state()
        self._ask("on" if wanted else "off")

    def _ask(self, what: str) -> None:
        self.sheet = PassphraseSheet(self.look, self, self._desk, what)
        self.sheet.closed.connect(lambda _: self.show_state())
        self.sheet.open(self.sheet.first)


class PassphraseSheet(Sheet):
    """Asks for a new passphrase twice, or whether to take it off; stays until the store is written anew."""

    def __init__(self, look: Look, over: QWidget, desk: Desk, what: str) -> None:
        tr = look.tr
        questions = {
            "on": tr("Choose a passphrase"),
            "change": tr("Choose another passphrase"),
            "off": tr("Take the passphrase off?"),
        }
        texts = {
            "on": tr(
                "Nobody can open the audits without it, and nobody can give it back to you. Write it down."
            ),
            "change": tr("The old one does not open the audits any more."),
            "off": tr("Whoever has this device or its disk can then read the audits."),
        }
        text = f"{texts[what]} {copies}" if what == "on" and (copies := _copies_go(desk, tr)) else texts[what]
        super().__init__(look, over, questions[what], text)
        self._desk, self._what, self._busy = desk, what, False
        self.fields = [self._password(tr("Passphrase")), self._password(tr("The same once more"))]
        self.remember = CheckRow(
            look,
            tr("Remember on this device"),
            tr("In the keyring of the system: whoever is signed in there needs no passphrase."),
        )
        self.remember.hide()
        self.cancel = SecondaryButton(look, tr("Cancel"))
        verbs = {
            "on": tr.context("passphrase", "Lock"),
            "change": tr.context("passphrase", "Change"),
            "off": tr("Take it off"),
        }
        self.go = PrimaryButton(look, verbs[what], danger=what == "off")
        self.cancel.clicked.connect(lambda: self.close_with(False))
        self.go.clicked.connect(self._act)
        for button in (self.cancel, self.go):
            self.buttons.addWidget(button)
        if what != "off":
            for field in self.fields:
                self.body.addWidget(field)
            self.body.addWidget(self.remember)
            worker.run(
                lambda _: system_keyring.keyring() is not None,
                self.remember.setVisible,
                lambda _: None,
                owner=self,
            )
        self._message: MessageBar | None = None

    @property
    def first(self) -> QWidget:
        return self.cancel if self._what == "off" else self.fields[0].control

    def _password(self, name: str) -> Field:
        line = LineEdit(self.look, name)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.returnPressed.connect(self._act)
        return Field(name, line)

    def _texts(self) -> list[str]:
        return [field.control.text() for field in self.fields if isinstance(field.control, LineEdit)]

    def _act(self) -> None:
        from cxaudit.store import encryption

        if self._busy or self._desk.store is None:
            return
        one, other = self._texts() if self._what != "off" else ("", "")
        for field in self.fields:
            field.set_error("")
        try:
            passphrase = encryption.checked(one) if self._what != "off" else ""
        except KnownError as error:
            self.fields[0].set_error(error.said(self.look.tr))
            self.fields[0].control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if one != other:
            self.fields[1].set_error(self.look.tr("The two are not the same. Type it once more."))
            self.fields[1].control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._run(passphrase)

    def _run(self, passphrase: str) -> None:
        """Write the store anew; nothing can be done beside it."""
        store, folder = self._desk.store, self._desk.folder
        remember = self.remember.isVisible() and self.remember.isChecked()
        if store is None:
            return

        def work(progress: Progress) -> None:
            store.safe.lock_with(passphrase, progress)
            system_keyring.remember(folder, passphrase if remember else "")

        self._set_busy(True)
        worker.run(work, lambda _: self._end(), self._fail, owner=self)

    def _end(self) -> None:
        self._set_busy(False)
        self.close_with(True)

    def _fail(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, KnownError):
            self._desk.failed.emit(error)
            return
        if self._message:
            self._message.hide()
            self._message.deleteLater()
        self._message = MessageBar(self.look, "danger", error.said(self.look.tr))
        self.body.addWidget(self._message)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.go.set_busy(busy)
        for part in (self.cancel, self.remember, *(field.control for field in self.fields)):
            part.setEnabled(not busy)

    def close_with(self, accepted: bool) -> None:
        """Not while the store is being written."""
        if not self._busy:
            super().close_with(accepted)


def _copies_go(desk: Desk, tr: Translator) -> str:
    """What happens to the copies of the audits from before an upgrade; empty where there are none."""
    from cxaudit.store.migrations import BACKUPS

    n = len([*(desk.folder / BACKUPS).glob("*.sqlite")])
    return (
        tr.plural(
            "The copy in the folder “{folder}”, which anybody can read, is deleted.",
            "The {n} copies in the folder “{folder}”, which anybody can read, are deleted.",
            n,
            folder=BACKUPS,
        )
        if n
        else ""
    )
