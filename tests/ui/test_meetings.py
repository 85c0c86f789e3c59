"""The spaces of a desk: when they are synced, what is remembered, and what a place that hangs may cost."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import keyring
import keyring.backends.fail
import pytest
from keyring.backend import KeyringBackend

from cxaudit import changes
from cxaudit.errors import KnownError
from cxaudit.model import Brief
from cxaudit.phone.trail import Span
from cxaudit.sync import secrets
from cxaudit.sync.engine import Outcome
from cxaudit.sync.recovery import Recovery
from cxaudit.sync.targets import address
from cxaudit.sync.targets.address import Secret
from cxaudit.sync.targets.folder import Folder
from cxaudit.sync.targets.troubles import unreachable
from ui import worker
from ui.meeting import diary, meetings, work
from ui.meeting.words import line
from ui.meeting.work import Way


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Team"
    made.mkdir()
    return made


@pytest.fixture
def team(desk, qtbot, folder):
    """A team that this desk has begun."""
    found = meetings.of(desk)
    found.automatic = False
    begin(found, qtbot, folder)
    return found


def begin(found, qtbot, folder, recovery=None):
    spaces, faults = [], []
    way = Way(address.parse(str(folder)))
    found.begin(way, "Wave 2", "Ann", recovery, spaces.append, faults.append)
    qtbot.waitUntil(lambda: not found.is_busy and bool(spaces or faults))
    assert not faults
    return spaces[0]


def sync(found, qtbot):
    found.sync()
    qtbot.waitUntil(lambda: not found.is_busy)


def test_the_pause_grows_while_a_place_is_out_of_reach_and_ends_with_it(team, qtbot, folder):
    one = team.all[0]
    folder.rename(folder.with_name("away"))
    pauses = []
    for _ in range(8):
        team._miss(one, unreachable("x"))
        pauses.append(round((one.due - time.monotonic()) / 60))
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    folder.with_name("away").rename(folder)
    sync(team, qtbot)
    assert round((one.due - time.monotonic()) / 60) == 5 and not one.offline


def test_a_space_that_is_due_is_synced_by_itself_and_one_by_hand_is_not(team, qtbot):
    one = team.all[0]
    before = one.kept.at
    team.automatic = True
    team.choose(one.id, every=0)
    one.due = 0
    team._times.plan()
    assert not team._times.waits
    team.choose(one.id, every=1)
    one.due = 0
    team._times.plan()
    qtbot.waitUntil(lambda: one.kept.at > before)


def test_what_was_chosen_and_what_came_is_there_after_a_restart(team, desk, qtbot):
    space = team.all[0].id
    team.choose(space, metered=True, every=60, share_new=True)
    made = desk.create_audit(Brief(company="North House")).audit.id
    qtbot.waitUntil(lambda: not team.is_busy)
    kept = diary.read(desk.store, space)
    assert (kept.metered, kept.every, kept.share_new) == (True, 60, True)
    assert kept.log[0].sent and desk.store.spaces.of_audit(made) == (space,)


def test_the_others_hear_when_somebody_last_did_something_and_not_when_they_last_synced(team, desk):
    opened, space = desk.create_audit(Brief(company="North House")), team.all[0].id
    assert team.whereabouts.now(space) is None
    desk.store.spaces.share(space, opened.audit.id)
    before = team.whereabouts.now(space)
    assert opened.set_score("SEL-05", 4)
    scored = team.whereabouts.now(space)
    assert (scored.audit, scored.criterion) == (opened.audit.id, "") and before.at < scored.at
    assert scored == team.whereabouts.now(space)
    begun = datetime.now(UTC)
    desk.store.memory.keep_trail(opened.audit.id, [Span("SEL-07", "1", begun, begun + timedelta(hours=9))])
    there = team.whereabouts.now(space)
    assert (there.criterion, there.at) == ("SEL-07", changes.stamp(begun))


def test_a_diary_that_cannot_be_read_begins_anew(team, desk):
    space = team.all[0].id
    desk.store.memory.keep_place(f"team {space}", {"every": "often"})
    assert diary.read(desk.store, space) == diary.Diary()


def test_what_lasts_is_told_once_until_it_has_ended_and_begun_again(team, qtbot):
    one = team.all[0]

    def sync_with(*notices):
        team._take(one, work.Synced(Outcome(notices=[KnownError(text) for text in notices]), one.now))
        return [notice.text for notice in one.unread]

    assert sync_with("A part has not arrived.") == ["A part has not arrived."]
    team.read_notices(one.id)
    assert sync_with("A part has not arrived.") == []
    assert len(one.kept.log) == 1
    assert sync_with() == []
    assert sync_with("A part has not arrived.") == ["A part has not arrived."]


def test_a_folder_that_is_not_there_is_a_wrong_one(team, tmp_path):
    with pytest.raises(KnownError, match="There is no folder"):
        work.look_at(Way(address.parse(str(tmp_path / "Tema"))))


class Hanging(Folder):
    """A folder on a drive that answers nobody until it is let go."""

    let_go = threading.Event()

    def list(self, prefix):
        self.let_go.wait(30)
        raise unreachable("drive")

    get = list


def test_a_place_that_hangs_holds_the_window_open_for_three_seconds_at_most(team, desk, monkeypatch):
    desk.store.spaces.share(team.all[0].id, desk.create_audit(Brief(company="North House")).audit.id)
    monkeypatch.setattr(work, "connect", lambda where, secret, patience: Hanging(where))
    begun = time.monotonic()
    try:
        team.close(seconds=0.5)
        worker.finish(longest=20, stopping=0.5)
        assert time.monotonic() - begun < 5
        assert not worker.is_idle()
    finally:
        Hanging.let_go.set()
    worker.finish()


def test_nothing_waits_so_the_window_closes_at_once(team, monkeypatch):
    monkeypatch.setattr(work, "connect", lambda *_: pytest.fail("nobody has anything to say"))
    begun = time.monotonic()
    team.close()
    assert time.monotonic() - begun < 1 and not team.is_busy


def test_a_fault_of_the_program_is_told_once_and_stops_what_goes_by_itself(team, desk, qtbot, monkeypatch):
    faults = []
    desk.failed.connect(faults.append)
    team.automatic = True
    monkeypatch.setattr(work, "connect", lambda *_: 1 / 0)
    sync(team, qtbot)
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert not team.automatic and not team._times.waits


def test_a_wrong_password_wants_attention_and_is_no_dialog(team, desk, qtbot, plain, monkeypatch):
    faults = []
    desk.failed.connect(faults.append)

    def refuse(*_):
        raise KnownError("The place does not accept the password.")

    monkeypatch.setattr(work, "connect", refuse)
    sync(team, qtbot)
    assert line(plain, team.all[0]).short == "Needs attention" and not faults


class Remembering(KeyringBackend):
    """A keyring of the system, for the time of a test."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.mark.parametrize("ring", [Remembering(), keyring.backends.fail.Keyring()], ids=["keyring", "none"])
def test_a_password_is_kept_where_the_system_keeps_them_else_in_the_store(desk, ring):
    secret = Secret("s3cret")
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    try:
        assert secrets.keep(desk.store, "space", secret) == isinstance(ring, Remembering)
        assert secrets.of(desk.store, "space") == secret
        in_store = "s3cret" in str(desk.store.memory.place("secret space"))
        assert in_store != isinstance(ring, Remembering)
        assert secrets.forget(desk.store, "space")
        assert secrets.of(desk.store, "space") == Secret()
    finally:
        keyring.set_keyring(before)


class Locked(Remembering):
    """The keyring of a system whose user does not unlock it."""

    def get_password(self, service, username):
        raise keyring.errors.KeyringLocked

    delete_password = get_password


def test_a_keyring_that_is_locked_is_not_taken_for_an_empty_one(desk):
    before = keyring.get_keyring()
    keyring.set_keyring(Remembering())
    try:
        secrets.keep(desk.store, "space", Secret("s3cret"))
        keyring.set_keyring(Locked())
        with pytest.raises(KnownError, match="Unlock the keyring"):
            secrets.of(desk.store, "space")
        assert secrets.of(desk.store, "another space") == Secret()
        assert not secrets.forget(desk.store, "space")
    finally:
        keyring.set_keyring(before)


def test_a_password_is_in_no_text_that_could_be_logged():
    assert "s3cret" not in repr(Way(address.parse("https://cloud.example.org/x"), Secret("s3cret")))


def test_an_invitation_names_the_folder_but_not_where_it_is_on_this_device(team, folder):
    code = work.invitation(team.all[0].now.space)
    assert code.address == "folder:Team"
    assert str(folder) not in code.to_text()


def test_an_invitation_holds_nobodys_user_name(team):
    from dataclasses import replace

    space = replace(team.all[0].now.space, address="webdav:https://ann@cloud.example.org/team")
    assert work.invitation(space).address == "webdav:https://cloud.example.org/team"


def test_the_place_of_a_team_with_a_key_holds_no_name_and_no_text(desk, qtbot, folder):
    found = meetings.of(desk)
    found.automatic = False
    begin(found, qtbot, folder, Recovery.new().recipient)
    audit = desk.create_audit(Brief(company="North House"))
    found.share(found.all[0].id, audit.audit.id)
    qtbot.waitUntil(lambda: not found.is_busy)
    there = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert found.all[0].kept.log[0].sent
    assert not any(word in there for word in (b"North House", b"Ann", b"Wave 2"))


@pytest.mark.parametrize("ending", [".txt", ".png"])
def test_an_invitation_is_read_from_a_file_or_a_picture(team, plain, tmp_path, ending, qtbot):
    from cxaudit import evidence
    from ui.pages.team.invitation import Invitation

    card = Invitation(plain)
    qtbot.addWidget(card)
    card.show_space(team.all[0].now)
    file = tmp_path / f"invitation{ending}"
    if ending == ".txt":
        card.write(file)
    else:
        card.code.resize(card.code.sizeHint())
        card.code.grab().save(str(file))
    assert work.code_in(file).space == team.all[0].id
    evidence.close_process()
