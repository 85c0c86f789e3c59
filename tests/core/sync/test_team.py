"""Roles hold when changes are read, whoever wrote them with whatever program and in whatever order."""

import itertools
from dataclasses import replace

import pytest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.field import assignment
from cxaudit.quality import approval, talk
from cxaudit.store.store import Store
from cxaudit.sync import joining, segment, statements, team
from cxaudit.sync.engine import Sync
from cxaudit.sync.identity import Identity
from cxaudit.sync.reader import refused_of
from cxaudit.sync.recovery import Recovery
from cxaudit.sync.seal import Open
from cxaudit.sync.target import Unreachable
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.crew import Crew

CANARIES = ("Zanzibar Canary Co", "canary note 7731", "canary-receipt.txt", "Canary Wave", "Quentin Canary")


@pytest.fixture
def crew(gather):
    return gather("Ann", "Bob", "Vic", "Rev", roles={"Vic": "viewer", "Rev": "reviewer"})


def refused(crew, name):
    known = crew.stores[name].spaces.known(crew.space).values()
    return [why for one in known if one.state == "taken" for why in refused_of(one.why).values()]


def test_what_a_reader_writes_is_shown_as_refused_and_never_applied(crew):
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Vic", audit, "ACQ-01", 0)
    crew.meet()
    for name in ("Ann", "Bob", "Rev"):
        assert crew.stores[name].audit(audit).rating("ACQ-01").mark is None
        assert refused(crew, name) == ["a reader may comment, and changes nothing else"]
    assert crew.sync("Ann").refused == 0  # said once, listed for good


def test_everybody_may_comment_and_an_auditor_assigns_nothing(crew):
    audit = crew.audit("Ann")
    crew.meet()
    asked = assignment.Assignment("m1", "Bob", ("ACQ",))
    for name in ("Vic", "Bob", "Rev"):
        store = crew.stores[name]
        seen = store.audit(audit)
        said = [edit(seen, cells.talk(name), talk.value("ACQ-01", f"{name} asks", ("Ann",)))]
        said.append(edit(seen, cells.looked(name), True))
        store.append(audit, [*said, edit(seen, cells.assigned(name), assignment.value(asked))], name)
    crew.meet()
    now = crew.stores["Ann"].audit(audit)
    assert [one.author for one in talk.mentions(now, "ann")] == ["Vic", "Bob", "Rev"]
    found = {c for c in now.cells if c.startswith("assigned/")}
    assert found == {"assigned/Rev", cells.looked("Bob"), cells.looked("Rev")}


@pytest.mark.parametrize(("name", "holds"), [("Bob", False), ("Rev", True)])
def test_an_auditor_approves_nothing_with_whatever_program(crew, name, holds):
    audit = crew.audit("Ann")
    crew.meet()
    store = crew.stores[name]
    value = approval.value("approved", "r1", (), approval.approve(store.audit(audit), name))
    store.append(audit, [edit(store.audit(audit), approval.CELL, value)], name)
    crew.meet()
    assert (approval.standing(crew.stores["Ann"].audit(audit)).state == "approved") == holds
    assert refused(crew, "Ann") == ([] if holds else ["only a reviewer or a lead decides on an audit"])


def test_who_is_not_admitted_waits_and_is_heard_from_the_beginning_once_admitted(crew):
    audit = crew.audit("Ann")
    crew.meet()
    store = crew.open("Dan")
    joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), "Dan")
    crew.sync("Dan")
    crew.score("Dan", audit, "ACQ-01", 3)
    crew.sync("Dan")
    outcome = crew.sync("Bob")
    assert outcome.waiting == 1 and crew.stores["Bob"].audit(audit).rating("ACQ-01").mark is None
    (asked,) = joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))
    joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), asked, "auditor")
    crew.meet()
    assert all(one.audit(audit).rating("ACQ-01").mark == 3 for one in crew.stores.values())


@pytest.mark.parametrize("order", list(itertools.permutations(("Ann", "Bob", "Rev"))))
def test_who_left_keeps_what_was_read_and_adds_nothing_in_whatever_order_it_is_heard(gather, order):
    crew = gather("Ann", "Bob", "Rev", roles={"Rev": "reviewer"})
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Bob", audit, "ACQ-01", 5)
    crew.sync("Bob")
    crew.sync("Ann")
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "out")
    crew.score("Bob", audit, "ACQ-02", 5)
    crew.sync("Bob")
    crew.sync("Rev")  # has read what Bob wrote afterwards before the word that he left
    for name in order * 2:
        crew.sync(name)
    for name in crew.stores:
        now = crew.stores[name].audit(audit)
        assert (now.rating("ACQ-01").mark, now.rating("ACQ-02").mark) == (5, None), name
        assert crew.heads(name, audit) == crew.heads("Ann", audit)


def test_a_lead_named_by_the_founder_admits_others_and_nobody_else_does(crew):
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Rev"), "lead")
    crew.meet()
    for name, works in (("Bob", False), ("Rev", True)):
        newcomer = f"New of {name}"
        store = crew.open(newcomer)
        joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), newcomer)
        asked = joining.requests(crew.target, crew.of(name), crew.team(name))
        one = next(request for request in asked if request.name == newcomer)
        if not works:
            with pytest.raises(KnownError, match="Only a lead"):
                joining.admit(crew.stores[name], crew.target, crew.of(name), one, "auditor")
            said = {team.member_cell(one.public.signer): team.value(newcomer, one.public, "auditor")}
            statements.say(crew.stores[name], crew.of(name), said)  # as another program might
        else:
            joining.admit(crew.stores[name], crew.target, crew.of(name), one, "auditor")
        crew.meet()
        assert (crew.signer(newcomer) in crew.team("Ann").members) == works


def test_a_segment_that_somebody_else_signed_is_refused_and_named(crew):
    audit = crew.audit("Ann")
    crew.meet()
    genuine = max(n for n in crew.target.files if n.startswith(f"segments/{crew.signer('Ann')}/"))
    told = segment.decode(crew.target.files[genuine], segment.name_of(genuine), crew.space, Open())
    stranger = Identity.new()
    name, data = segment.encode(crew.space, told.parts, stranger, Open())
    under_ann = str(name).replace(stranger.signer, crew.signer("Ann"))
    crew.target.files[under_ann] = data
    outcome = crew.sync("Bob")
    assert any("was refused: its signature" in str(notice) for notice in outcome.notices)
    assert crew.heads("Bob", audit) == crew.heads("Ann", audit)
    assert not crew.sync("Bob").notices  # named once, never fetched again


def test_the_storage_of_a_space_with_a_key_sees_no_word_and_no_name(gather):
    crew = gather("Quentin Canary", "Bob", keyed=True)
    first = "Quentin Canary"
    audit = crew.audit(first, "Zanzibar Canary Co")
    crew.score(first, audit, "ACQ-01", 4, "canary note 7731")
    store = crew.stores[first]
    sha = store.blobs.put_bytes(b"Zanzibar Canary Co " * 500)
    file = {
        "criterion": "ACQ-01",
        "kind": "file",
        "name": "canary-receipt.txt",
        "media_type": "text/plain",
        "size": 9500,
        "sha256": sha,
        "added": "2027-01-15T09:30:00.000000Z",
    }
    store.append(audit, [edit(store.audit(audit), cells.evidence("e1"), file)], first)
    crew.meet()
    assert crew.stores["Bob"].audit(audit).rating("ACQ-01").note == "canary note 7731"
    assert crew.stores["Bob"].blobs.has(sha)
    for path, data in crew.target.files.items():
        for canary in (*CANARIES, sha, audit, "ACQ-01", "rating"):
            assert canary.encode() not in data and canary not in path, (canary, path)


def test_who_left_a_space_with_a_key_cannot_open_what_comes_after(gather):
    crew = gather("Ann", "Bob", "Cem", keyed=True)
    audit = crew.audit("Ann")
    crew.meet()
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "out")
    crew.score("Ann", audit, "ACQ-01", 2)
    crew.meet()
    assert crew.stores["Cem"].audit(audit).rating("ACQ-01").mark == 2
    assert crew.stores["Bob"].audit(audit).rating("ACQ-01").mark is None
    assert any(one.state == "waiting" for one in crew.stores["Bob"].spaces.known(crew.space).values())


def test_two_leads_who_let_go_of_members_at_once_split_no_team(gather):
    crew = gather("Ann", "Bob", "Cem", "Dan", "Eve", roles={"Bob": "lead"}, keyed=True)
    audit = crew.audit("Ann")
    crew.meet()
    for lead, out in (("Ann", "Dan"), ("Bob", "Eve")):
        joining.set_role(crew.stores[lead], crew.target, crew.of(lead), crew.signer(out), "out")
    crew.score("Ann", audit, "ACQ-01", 2)
    crew.score("Bob", audit, "ACQ-02", 3)
    crew.meet(3)
    crew.score("Cem", audit, "ACQ-03", 4)
    crew.meet()
    for name in ("Ann", "Bob", "Cem"):
        seen = crew.stores[name].audit(audit)
        assert [seen.rating(c).mark for c in ("ACQ-01", "ACQ-02", "ACQ-03")] == [2, 3, 4], name
    rings = {crew.of(name).ring for name in ("Ann", "Bob", "Cem")}
    assert len(rings) == 1 and not rings & {crew.of("Dan").ring, crew.of("Eve").ring}
    for name in ("Dan", "Eve"):
        assert crew.stores[name].audit(audit).rating("ACQ-03").mark is None


def test_who_was_admitted_with_keys_that_were_out_of_date_gets_the_new_ones(gather, tmp_path):
    crew = gather("Ann", "Bob", "Cem", roles={"Bob": "lead"}, keyed=True)
    audit = crew.audit("Ann")
    crew.meet()
    code = joining.code_of(crew.of("Ann"))
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Cem"), "out")
    crew.sync("Bob")
    joining.ask(crew.open("Dan"), crew.target, code, "Dan")
    (one,) = joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))
    joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), one, "auditor")
    crew.score("Bob", audit, "ACQ-01", 3)
    crew.meet()
    assert crew.stores["Dan"].audit(audit).rating("ACQ-01").mark == 3


def test_a_device_that_joins_without_the_key_waits_and_sends_nothing_open(gather, tmp_path):
    crew = gather("Ann", keyed=True)
    crew.audit("Ann")
    crew.meet()
    with Store(tmp_path / "Eve") as store:
        joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), "Eve")
        before = dict(crew.target.files)
        outcome = Sync(store, store.spaces.get(crew.space), crew.target, pauses=()).run()
        assert outcome.waiting > 0 and store.audit_ids() == [] and crew.target.files == before


def test_the_recovery_sheet_makes_a_new_device_the_founder_again(gather, tmp_path):
    crew = gather("Ann", "Bob", keyed=True)
    audit = crew.audit("Ann")
    crew.score("Ann", audit, "ACQ-01", 4)
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "reviewer")
    crew.meet()
    crew.stores["Ann"].close()
    store = crew.open("Ann's new laptop")
    space = joining.recover(store, crew.target, "memory:", Recovery.from_text(crew.sheet.to_text()), "Ann")
    crew.sync("Ann's new laptop")
    assert store.audit(audit).rating("ACQ-01").mark == 4
    joining.set_role(store, crew.target, space, crew.signer("Bob"), "lead")
    del crew.stores["Ann"]
    crew.meet()
    assert crew.team("Bob").members[crew.signer("Bob")].now == "lead"


def test_another_sheet_recovers_nothing(gather, tmp_path):
    crew = gather("Ann", keyed=True)
    with Store(tmp_path / "Eve") as store, pytest.raises(KnownError, match="recovery key"):
        joining.recover(store, crew.target, "memory:", Recovery.new(), "Eve")
    with Store(tmp_path / "Eve") as store:
        assert store.spaces.all() == ()


def test_an_emptied_place_gets_its_keys_and_the_founders_again(gather):
    crew = gather("Ann", "Bob", keyed=True)
    audit = crew.audit("Ann")
    crew.meet()
    crew.target.files.clear()
    crew.sync("Bob")
    crew.sync("Ann")
    store = crew.open("Cem")
    joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), "Cem")
    (asked,) = joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))
    joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), asked, "auditor")
    crew.meet()
    assert crew.heads("Cem", audit) == crew.heads("Ann", audit)
    again = crew.open("Ann by her sheet")
    joining.recover(again, crew.target, "memory:", crew.sheet, "Ann")
    crew.sync("Ann by her sheet")
    assert crew.heads("Ann by her sheet", audit) == crew.heads("Ann", audit)


def test_a_request_that_the_place_has_lost_is_laid_there_again(crew):
    store = crew.open("Dan")
    joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), "Dan")
    for name in [n for n in crew.target.files if n.startswith("requests/")]:
        del crew.target.files[name]
    crew.sync("Dan")
    assert [one.name for one in joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))] == ["Dan"]


def test_whoever_sends_a_leads_word_under_their_own_name_does_not_silence_the_lead(tmp_path):
    crew = Crew(tmp_path, ("Ann", "Bob", "Cem", "Dan"), roles={"Bob": "lead"})
    bob, cem = crew.signer("Bob"), crew.signer("Cem")
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), cem, "out")
    crew.sync("Bob")
    word = max(path for path in crew.target.files if path.startswith(f"segments/{bob}/"))
    data = crew.target.files.pop(word)
    (part,) = segment.decode(data, segment.name_of(word), crew.space, Open()).parts
    identity = Identity.from_text(crew.of("Cem").identity)
    copied, forged = segment.encode(crew.space, [replace(part, number=900)], identity, Open())
    crew.target.files[str(copied)] = forged
    crew.sync("Dan")
    crew.target.files[word] = data
    crew.sync("Dan")
    assert crew.team("Dan").members[cem].now == "out"
    crew.close()


class Broken(Memory):
    """A place that takes no keys any more."""

    def put(self, name, data):
        if name.startswith("keys/"):
            raise Unreachable("away")
        super().put(name, data)


def test_who_was_admitted_as_the_line_broke_gets_the_key_by_the_next_sync(gather):
    crew = gather("Ann", keyed=True)
    audit = crew.audit("Ann")
    crew.meet()
    store = crew.open("Dan")
    joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), "Dan")
    (asked,) = joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))
    broken = Broken()
    broken.files = crew.target.files
    with pytest.raises(Unreachable):
        joining.admit(crew.stores["Ann"], broken, crew.of("Ann"), asked, "auditor")
    crew.meet()
    assert crew.heads("Dan", audit) == crew.heads("Ann", audit)


def test_who_was_let_go_as_the_line_broke_reads_nothing_further_and_the_others_do(gather):
    crew = gather("Ann", "Bob", "Cem", keyed=True)
    audit = crew.audit("Ann")
    crew.meet()
    broken = Broken()
    broken.files = crew.target.files
    with pytest.raises(Unreachable):
        joining.set_role(crew.stores["Ann"], broken, crew.of("Ann"), crew.signer("Bob"), "out")
    crew.score("Ann", audit, "ACQ-01", 2)
    crew.meet()
    assert crew.stores["Cem"].audit(audit).rating("ACQ-01").mark == 2
    assert crew.stores["Bob"].audit(audit).rating("ACQ-01").mark is None
