"""Whoever leaves a team loses nothing, and comes back with all they did meanwhile."""

from contextlib import nullcontext

import pytest

from cxaudit import auditfile, cells, changes
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.quality import talk
from cxaudit.store.doctor import examine
from cxaudit.store.store import Store
from cxaudit.sync import founder, joining, leaving, statements, team
from cxaudit.sync.leaving import Left, Unsent
from cxaudit.sync.presence import Presence
from cxaudit.sync.recovery import Recovery
from cxaudit.sync.target import Unreachable
from cxaudit.sync.targets.memory import Memory
from tests import commands


def ask_again(crew, name, code):
    joining.ask(crew.stores[name], crew.target, code, name)
    for one in joining.requests(crew.target, crew.of("Ann"), crew.team("Ann")):
        joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), one, "auditor")


def test_an_audit_that_two_had_already_is_shared_with_what_each_had_said(gather):
    crew = gather("Ann", "Bob")
    audit = crew.stores["Ann"].create(Brief(company="North"), author="Ann").audit.id
    package = crew.stores["Ann"].package(audit)
    crew.stores["Bob"].merge(package)
    crew.score("Ann", audit, "ACQ-01", 3)
    crew.score("Bob", audit, "ACQ-02", 4)
    crew.stores["Ann"].spaces.share(crew.space, audit)
    crew.sync("Ann")
    assert crew.sync("Bob").sent == 1
    crew.meet()
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)
    assert crew.stores["Ann"].audit(audit).rating("ACQ-02").mark == 4


def test_what_was_packed_and_kept_here_by_a_broken_line_is_not_sent_yet(gather):
    crew = gather("Ann", "Bob")
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Bob", audit, "ACQ-01", 3)
    with pytest.raises(Unreachable):
        crew.sync("Bob", Deaf(crew.target.files))
    store = crew.stores["Bob"]
    assert (store.spaces.waiting(crew.space), leaving.unsent(store, crew.of("Bob"))) == (0, Unsent(1, 0))
    crew.sync("Bob")
    assert not leaving.unsent(store, crew.of("Bob"))


class Deaf(Memory):
    """A place that takes nothing any more."""

    def __init__(self, files):
        super().__init__()
        self.files = files

    def put(self, name, data):
        raise Unreachable("away")


@pytest.mark.parametrize("keyed", [False, True])
def test_who_comes_back_sends_what_they_did_meanwhile_and_nothing_twice(gather, keyed):
    crew = gather("Ann", "Bob", keyed=keyed)
    audit, code = crew.audit("Ann"), joining.code_of(crew.of("Ann"))
    crew.meet()
    crew.score("Bob", audit, "ACQ-01", 3)
    crew.sync("Bob")
    crew.score("Bob", audit, "ACQ-02", 4)
    before = crew.signer("Bob")
    leaving.withdraw(crew.stores["Bob"], crew.target, crew.of("Bob"))
    assert leaving.leave(crew.stores["Bob"], crew.of("Bob"))
    crew.score("Bob", audit, "ACQ-03", 5)
    ask_again(crew, "Bob", code)
    assert crew.signer("Bob") != before  # the same keys in two places would be a clone
    assert sum(crew.sync(name).sent for name in ("Ann", "Bob", "Ann", "Bob")) == 2
    crew.sync("Ann")
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)
    found = crew.stores["Ann"].audit(audit)
    assert [found.rating(c).mark for c in ("ACQ-01", "ACQ-02", "ACQ-03")] == [3, 4, 5]


@pytest.mark.parametrize("keyed", [False, True])
def test_the_founder_comes_back_as_nobody_else(gather, keyed):
    crew = gather("Ann", "Bob", keyed=keyed)
    audit, code, signer = crew.audit("Ann"), joining.code_of(crew.of("Ann")), crew.signer("Ann")
    crew.meet()
    leaving.leave(crew.stores["Ann"], crew.of("Ann"))
    crew.score("Ann", audit, "ACQ-01", 3)
    joining.ask(crew.stores["Ann"], crew.target, code, "Ann")
    crew.meet()
    assert crew.signer("Ann") == signer and crew.team("Bob").role(signer, 1) == "lead"
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)
    ask_again(crew, crew.open("Dan") and "Dan", code)
    crew.meet()
    assert crew.heads("Dan", audit) == crew.heads("Bob", audit)


def test_the_founder_comes_back_although_another_sheet_was_still_to_be_laid(gather):
    crew = gather("Ann", "Bob", keyed=True)
    audit, code, sheet = crew.audit("Ann"), joining.code_of(crew.of("Ann")), Recovery.new()
    crew.meet()
    joining.new_sheet(crew.stores["Ann"], crew.of("Ann"), sheet.recipient)
    leaving.leave(crew.stores["Ann"], crew.of("Ann"))
    joining.ask(crew.stores["Ann"], crew.target, code, "Ann")
    crew.score("Bob", audit, "ACQ-01", 3)
    crew.meet()
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)
    assert founder.by_sheet(crew.target, crew.space, crew.team("Bob").founder, sheet)


def test_whoever_leaves_takes_their_request_and_their_word_on_where_they_are_away(gather):
    crew = gather("Ann")
    joining.ask(crew.open("Dan"), crew.target, joining.code_of(crew.of("Ann")), "Dan")
    crew.sync("Dan", at=Presence("", "", "2026-11-23T10:00:00.000000Z"))
    assert crew.target.list("requests/") and crew.target.list("presence/")
    leaving.withdraw(crew.stores["Dan"], crew.target, crew.of("Dan"))
    assert not crew.target.list("requests/") and not crew.target.list("presence/")


def depart(crew, name):
    assert leaving.depart(crew.stores[name], crew.of(name), nullcontext(crew.target)) == Left(True, True)


@pytest.mark.parametrize("keyed", [False, True])
def test_the_team_hears_who_has_left_and_knows_who_comes_back_as_one_person(gather, keyed):
    crew = gather("Ann", "Bob", "Cem", keyed=keyed)
    audit, code, before = crew.audit("Ann"), joining.code_of(crew.of("Ann")), crew.signer("Bob")
    crew.meet()
    crew.score("Bob", audit, "ACQ-01", 3)
    depart(crew, "Bob")
    crew.sync("Cem")
    now = crew.team("Cem")
    assert not now.members[before].is_here and now.members[before].now == "auditor" and not now.earlier
    assert crew.stores["Cem"].audit(audit).rating("ACQ-01").mark is None  # it was not packed yet
    ask_again(crew, "Bob", code)
    crew.meet()
    assert crew.team("Cem").earlier == {before}
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), before, "out")
    crew.meet()
    assert crew.team("Cem").earlier == {before} and crew.team("Cem").members[crew.signer("Bob")].is_here


class Away:
    """A way to a place that cannot be reached."""

    def __enter__(self):
        raise Unreachable("away")

    def __exit__(self, *_):
        return None


@pytest.mark.parametrize(("name", "is_told"), [("Ann", True), ("Bob", False), ("Dan", False)])
def test_whom_the_place_is_out_of_reach_for_learns_that_the_team_was_not_told(gather, name, is_told):
    crew = gather("Ann", "Bob")
    joining.ask(crew.open("Dan"), crew.target, joining.code_of(crew.of("Ann")), "Dan")
    crew.meet()
    assert leaving.depart(crew.stores[name], crew.of(name), Away()) == Left(is_told, True)
    assert not crew.stores[name].spaces.all()


def test_who_could_not_be_heard_and_stays_has_nothing_more_to_send_than_before(gather):
    crew = gather("Ann", "Bob")
    crew.meet()
    with pytest.raises(Unreachable):
        leaving.withdraw(crew.stores["Bob"], Gone(), crew.of("Bob"))
    assert not leaving.unsent(crew.stores["Bob"], crew.of("Bob"))


class Gone(Memory):
    """A place that cannot be reached."""

    def list(self, prefix):
        raise Unreachable("away")


def test_nobody_says_that_another_one_has_left(gather):
    crew = gather("Ann", "Bob", "Cem")
    for who, of in (("Bob", "Cem"), ("Cem", "Ann"), ("Ann", "Cem")):
        statements.say(crew.stores[who], crew.of(who), {team.left_cell(crew.signer(of)): True})
    crew.meet()
    assert all(member.is_here for member in crew.team("Bob").members.values())


def test_who_was_cut_off_while_leaving_is_there_again_with_the_next_sync(gather):
    crew = gather("Ann", "Bob")
    leaving.withdraw(crew.stores["Bob"], crew.target, crew.of("Bob"))
    crew.sync("Ann")
    assert not crew.team("Ann").members[crew.signer("Bob")].is_here
    crew.meet()
    assert crew.team("Ann").members[crew.signer("Bob")].is_here


def test_the_founder_who_leaves_stays_the_founder(gather):
    crew = gather("Ann", "Bob")
    before = crew.signer("Ann")
    depart(crew, "Ann")
    crew.sync("Bob")
    assert crew.team("Bob").members[before].is_here


@pytest.fixture
def refused(gather):
    """A team that refused a score of Vic, with an audit of it and two changes of Bob, one after the other."""
    crew = gather("Ann", "Bob", "Vic", roles={"Vic": "viewer"})
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Vic", audit, "ACQ-01", 0)
    vic = crew.stores["Vic"]
    vic.append(audit, [edit(vic.audit(audit), cells.talk("1"), talk.value("ACQ-01", "Why?"))], "Vic")
    one, two = (crew.score("Bob", audit, "ACQ-02", mark).changes[0] for mark in (3, 4))
    crew.meet()
    return crew, audit, (one, two)


def test_what_a_team_refused_is_no_missing_change_to_whoever_has_left_it(refused):
    crew, audit, (one, two) = refused
    bob = crew.stores["Bob"]
    assert changes.gaps(bob.history(audit))
    depart(crew, "Bob")
    assert not examine(bob)
    assert bob.take_back(audit, {one.id})  # as a damaged disk might
    assert [str(fault) for fault in examine(bob)] == [
        f"audit {audit[:8]}: device {two.device}: the change before number {two.seq} is missing"
    ]


def test_what_a_team_refused_is_no_missing_change_in_a_file_nor_to_who_takes_it_in(refused, tmp_path, capsys):
    crew, audit, (one, two) = refused
    bob = crew.stores["Bob"]
    file, again = tmp_path / "a.cxaudit", tmp_path / "b.cxaudit"
    auditfile.write(bob.package(audit), file)
    assert not auditfile.verify(file)
    code, said, _ = commands.run(capsys, "verify", file, "--lang", "en")
    assert code == 0 and said.startswith("1 change is left out, as the file says: a team did not take it.\n")
    auditfile.write(auditfile.merge([auditfile.read(file), auditfile.read(file)]), again)
    assert not auditfile.verify(again)
    with Store(tmp_path / "Dan") as dan:
        dan.merge(auditfile.read(again))
        assert not examine(dan)
    bob.take_back(audit, {one.id})  # as a damaged disk might
    auditfile.write(bob.package(audit), file)
    assert [str(fault) for fault in auditfile.verify(file)] == [
        f"device {two.device}: the change before number {two.seq} is missing"
    ]


@pytest.mark.parametrize("name", ["Ann", "Bob"])
def test_nothing_of_a_space_is_remembered_after_leaving_but_who_founded_it(gather, name):
    crew = gather("Ann", "Bob", keyed=True)
    audit, store = crew.audit("Ann"), crew.stores[name]
    crew.meet()
    crew.sync(name, at=Presence(audit, "", "2026-11-23T10:00:00.000000Z"))
    for what in ("missing", "refused", "team"):
        store.memory.keep_place(f"{what} {crew.space}", {"a": [1, 1, ""]})
    depart(crew, name)
    kinds = ("presence", "missing", "refused", "team", "keys", "secret", "founded")
    left = [kind for kind in kinds if store.memory.place(f"{kind} {crew.space}")]
    assert left == (["founded"] if name == "Ann" else [])


def test_a_team_that_could_not_be_begun_leaves_its_place_to_the_next_attempt(gather):
    crew = gather("Ann")
    place, store = Tiring(), crew.open("Eve")
    for place.left in range(4):
        with pytest.raises(Unreachable):
            joining.found(store, place, "memory:", "Wave 2", "Eve", crew.sheet.recipient)
        assert not store.spaces.all()
    place.left = 9
    assert joining.found(store, place, "memory:", "Wave 2", "Eve", crew.sheet.recipient).id
    crew.stores.pop("Eve")


class Tiring(Memory):
    """A place that takes so many files and no more."""

    left = 0

    def put(self, name, data):
        if not self.left:
            raise Unreachable("away")
        self.left -= 1
        super().put(name, data)


def test_what_the_founder_had_said_of_the_team_and_not_sent_goes_when_they_are_back(gather):
    crew = gather("Ann", "Bob", "Cem", keyed=True)
    audit, code, bob = crew.audit("Ann"), joining.code_of(crew.of("Ann")), crew.signer("Bob")
    crew.meet()
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), bob, "out")
    assert leaving.unsent(crew.stores["Ann"], crew.of("Ann"))
    leaving.leave(crew.stores["Ann"], crew.of("Ann"))
    joining.ask(crew.stores["Ann"], crew.target, code, "Ann")
    crew.score("Ann", audit, "ACQ-01", 3)
    crew.meet()
    assert crew.team("Cem").members[bob].now == crew.team("Ann").members[bob].now == "out"
    assert crew.stores["Bob"].audit(audit).rating("ACQ-01").mark is None
