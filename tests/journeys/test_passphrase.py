"""An auditor locks the audits, starts again, mistypes, unlocks, changes the passphrase and takes it off."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtWidgets import QApplication, QLabel

from cxaudit.store.store import Store

WORDS = "seven quiet kettles"

pytestmark = pytest.mark.usefixtures("quick_keys")


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def ring():
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def lock(auditor, words=WORDS, remember=False):
    auditor.window.go("settings")
    card = auditor.page.passphrase
    card.on.click()
    answer(auditor, card, words, words, remember)


def answer(auditor, card, one, other, remember=False):
    sheet = card.sheet
    for field, said in zip(sheet.fields, (one, other), strict=True):
        field.control.setFocus()
        field.control.clear()
        auditor.type(said)
    auditor.rest()
    if remember:
        sheet.remember.click()
    sheet.go.click()
    auditor.rest()


def start_again(auditor):
    auditor.quit()
    auditor.start_without_store()
    auditor.wait(lambda: auditor.desk.store is not None or auditor.desk.is_locked)
    auditor.rest()
    auditor.window.activateWindow()
    auditor.wait(lambda: QApplication.activeWindow() is auditor.window)


def test_a_locked_store_is_unlocked_at_the_next_start(auditor):
    auditor.start()
    audit = auditor.open_sample()
    lock(auditor)
    assert auditor.page.passphrase.on.isChecked() and auditor.desk.store.safe.is_locked
    auditor.window.go("overview")

    start_again(auditor)
    assert auditor.desk.store is None and auditor.page.key == "unlock"
    auditor.window.go("home")
    auditor.rest()
    assert auditor.page.key == "unlock"

    auditor.type("not the passphrase")
    auditor.enter()
    auditor.rest()
    assert "does not open the audits" in auditor.page.field.error
    assert auditor.page.passphrase.text() == "" and auditor.page.passphrase.hasFocus()

    auditor.type(WORDS)
    auditor.enter()
    auditor.wait(lambda: auditor.desk.store is not None)
    auditor.rest()
    assert auditor.page.key == "overview" and auditor.audit.id == audit
    assert not auditor.faults


def test_the_keyring_of_the_system_remembers_the_passphrase(auditor, ring):
    auditor.start()
    auditor.open_sample()
    lock(auditor, remember=True)
    assert list(ring.kept.values()) == [WORDS]
    start_again(auditor)
    assert auditor.desk.store is not None and auditor.desk.store.safe.is_locked

    auditor.window.go("settings")
    auditor.page.passphrase.on.click()
    auditor.page.passphrase.sheet.go.click()
    auditor.rest()
    assert not auditor.desk.store.safe.is_locked and not auditor.page.passphrase.on.isChecked()
    assert ring.kept == {}


def test_a_keyring_that_remembers_something_else_only_leads_to_the_question(auditor, ring):
    auditor.start()
    auditor.open_sample()
    lock(auditor, remember=True)
    (key,) = ring.kept
    ring.kept[key] = "an older passphrase"
    start_again(auditor)
    assert auditor.desk.store is None and auditor.page.key == "unlock"
    auditor.type(WORDS)
    auditor.page.remember.click()
    auditor.page.unlock.click()
    auditor.wait(lambda: auditor.desk.store is not None)
    auditor.rest()
    assert ring.kept == {key: WORDS}


def test_two_unlike_or_short_passphrases_lock_nothing(auditor):
    auditor.start()
    auditor.window.go("settings")
    card = auditor.page.passphrase
    copy = auditor.desk.folder / "backups" / "audits-v1.sqlite"
    copy.parent.mkdir()
    copy.write_bytes(b"SQLite format 3\0")
    card.on.click()
    assert not card.on.isChecked()
    texts = " ".join(label.text() for label in card.sheet.findChildren(QLabel))
    assert "The copy in the folder “backups”, which anybody can read, is deleted." in texts
    answer(auditor, card, "short", "short")
    assert "at least 8" in card.sheet.fields[0].error
    answer(auditor, card, WORDS, WORDS + "x")
    assert "not the same" in card.sheet.fields[1].error
    card.sheet.cancel.click()
    auditor.rest()
    assert not auditor.desk.store.safe.is_locked and not card.on.isChecked()


def test_the_passphrase_is_changed(auditor):
    auditor.start()
    lock(auditor)
    card = auditor.page.passphrase
    card.change.click()
    answer(auditor, card, "another four words", "another four words")
    auditor.quit()
    with Store(auditor.home, "another four words") as store:
        assert store.safe.is_locked
