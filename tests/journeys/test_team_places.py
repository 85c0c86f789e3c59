"""A team meets on servers, through the form of the window."""

from __future__ import annotations

import keyring
import keyring.backends.fail
import pytest

from cxaudit.model import Brief
from cxaudit.sync import secrets
from tests.core.sync.servers import PASSWORD, USER, Servers, postgresql_programs
from tests.journeys.members import click
from ui.pages.team.recovery import RecoveryOffer


@pytest.fixture
def servers(tmp_path):
    running = Servers(tmp_path / "servers")
    yield running
    running.close()


@pytest.fixture(autouse=True)
def no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(before)


def fill(form, **said):
    for name, text in said.items():
        form.place.fields[name].setText(text)


def turn_to(form, kind):
    form.place.kind.set_value(kind)
    form.place.kind.chosen.emit(kind)


def test_a_wrong_password_is_said_and_with_the_right_one_two_meet_at_webdav(people, servers):
    address, _ = servers.place("webdav")
    ann, bob = people("Ann", "Bob")
    page = ann.front("team", "begin")
    form = page.form
    form.title.setText("North House 2026-2")
    turn_to(form, "webdav")
    assert form.key.isChecked()
    form.key.click()
    fill(form, place=address.place, user=USER, password="wrong")
    click(form.test)
    ann.settle()
    assert "does not accept the user name or the password" in form.message.sentence
    fill(form, password=PASSWORD)
    click(form.test)
    ann.settle()
    assert form.message.sentence == "The place answers, and no team meets there yet."
    click(form.go)
    ann.settle()
    invitation = ann.invitation()
    assert PASSWORD not in invitation and USER not in invitation
    form = bob.front("team", "join").form
    form.text.setPlainText(invitation)
    bob.wait(lambda: form.code)
    assert list(form.place.fields) == ["user", "password"]
    fill(form, user=USER, password=PASSWORD)
    click(form.go)
    bob.settle()
    ann.admit_all()
    bob.sync()
    assert bob.one.now.role == "auditor" and not ann.faults and not bob.faults
    assert secrets.of(bob.desk.store, bob.one.id).password == PASSWORD
    assert "the password is kept in the store" in bob.front("team").view.options._kept.text()


def test_the_key_of_a_server_is_shown_and_trusted_once(people, servers):
    address, _ = servers.place("sftp")
    (ann,) = people("Ann")
    form = ann.front("team", "begin").form
    form.title.setText("North House 2026-2")
    turn_to(form, "sftp")
    form.key.click()
    fill(form, place=address.place, user=USER, password=PASSWORD)
    click(form.go)
    ann.settle()
    assert address.host_key in form.message.sentence
    click(form.message.link)
    assert form.place.fields["host_key"].text() == address.host_key
    click(form.go)
    ann.settle()
    assert ann.one.now.role == "lead" and ann.said.startswith("Synced at")


@pytest.mark.parametrize("kind", ["s3", "postgresql", "sftp"])
def test_two_meet_with_a_key_at_a_server_that_each_has_named_and_opened(people, servers, kind):
    if kind == "postgresql" and not postgresql_programs():
        pytest.skip("PostgreSQL is not installed: the Debian package is called postgresql")
    address, secret = servers.place(kind)
    ann, bob = people("Ann", "Bob")
    form = ann.front("team", "begin").form
    form.title.setText("North House 2026-2")
    turn_to(form, kind)
    own = {"user": address.user, "password": secret.password}
    trusted = {"host_key": address.host_key} if kind == "sftp" else {}
    fill(form, place=address.place, **own, **trusted)
    click(form.go)
    ann.settle()
    [sheet] = [s for s in ann.window.findChildren(RecoveryOffer) if s.isVisible()]
    sheet.safe.setChecked(True)
    click(sheet.done)
    audit = ann.desk.create_audit(Brief(company="North House")).audit.id
    form = bob.front("team", "join").form
    form.text.setPlainText(ann.invitation())
    bob.wait(lambda: form.code)
    assert "place" not in form.place.fields and "host_key" not in form.place.fields
    fill(form, **own)
    click(form.go)
    bob.settle()
    ann.admit_all()
    ann.share(audit)
    bob.sync()
    assert bob.desk.store.audit(audit).brief.company == "North House"
    assert bob.said.startswith("Synced at") and not ann.faults and not bob.faults
