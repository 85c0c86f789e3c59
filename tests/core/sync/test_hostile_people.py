"""Whoever can write at the place, is let go, or plays old words again, gains nothing by it."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cxaudit import changes
from cxaudit.errors import KnownError
from cxaudit.sync import cargo, founder, joining, place, presence, request, segment, statements, team
from cxaudit.sync.identity import Identity
from cxaudit.sync.seal import Open
from cxaudit.sync.target import LARGEST, Unreachable
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.world import attach


def rewrite_founding(crew, **values):
    said = json.loads(crew.target.files[place.FOUNDING])
    crew.target.files[place.FOUNDING] = json.dumps({**said, **values}).encode()


def junk_under(crew, name, number):
    """Bytes that nobody signed, under a name of that device."""
    data = b"junk"
    sha = hashlib.sha256(data).hexdigest()
    crew.target.files[f"segments/{crew.signer(name)}/{number:08d}-{number:08d}-{sha}"] = data


def say(crew, name, cell, value, number, parents=()):
    """A statement on the team, signed by that device under any number."""
    path, data, _ = statements.written(crew.of(name), {cell: value}, number, {cell: parents})
    crew.target.files[path] = data


# --- whoever runs the place -----------------------------------------------------------------


def test_a_place_that_denies_the_key_of_a_team_gets_nothing_in_the_open(gather):
    crew = gather("Ann", keyed=True)
    code = joining.code_of(crew.of("Ann"))
    rewrite_founding(crew, keyed=False)
    store, before = crew.open("Eve"), dict(crew.target.files)
    with pytest.raises(KnownError, match="has a key"):
        joining.ask(store, crew.target, code, "Eve")
    assert not store.spaces.all() and crew.target.files == before
    crew.stores.pop("Eve")


@pytest.mark.parametrize("founder", ["cxmember1-nonsense", "", "x" * 10_000])
def test_a_founding_with_a_broken_key_is_written_again_by_who_knows_the_place(gather, founder):
    crew = gather("Ann", "Bob")
    rewrite_founding(crew, founder=founder)
    crew.sync("Ann")
    assert place.founding_at(crew.target).space == crew.space


def test_the_name_of_a_package_that_nobody_signed_moves_nobodys_number(gather):
    crew = gather("Ann", "Bob")
    audit = crew.audit("Ann")
    crew.meet()
    bob = crew.signer("Bob")
    junk_under(crew, "Bob", 99_999_999)
    crew.sync("Ann")
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), bob, "out")
    crew.target.files = {n: d for n, d in crew.target.files.items() if "99999999" not in n}
    crew.sync("Ann")
    crew.score("Bob", audit, "ACQ-01", 3)
    crew.sync("Bob")
    crew.sync("Ann")
    assert crew.stores["Ann"].audit(audit).rating("ACQ-01").mark is None


class Heavy(Memory):
    """A place that says of every file of strangers that it is huge, and tells what it was asked for."""

    def __init__(self, files):
        super().__init__()
        self.files, self.asked = files, []

    def list(self, prefix):
        return {n: LARGEST if "f" * 32 in n else size for n, size in super().list(prefix).items()}

    def get(self, name):
        self.asked.append(name)
        return super().get(name)


def test_what_is_too_large_to_be_meant_is_not_even_fetched(gather):
    crew = gather("Ann", "Bob", keyed=True)
    stranger = "f" * 32
    names = [f"requests/{stranger}-1", f"keys/00000001-{stranger}", f"presence/{stranger}-20260101000000"]
    heavy = Heavy(crew.target.files | dict.fromkeys(names, b""))
    crew.sync("Ann", heavy)
    assert joining.requests(heavy, crew.of("Ann"), crew.team("Ann")) == []
    assert not set(names) & set(heavy.asked)


def test_a_word_on_where_somebody_is_cannot_be_a_book(gather):
    crew = gather("Ann", "Bob")
    identity = Identity.from_text(crew.of("Bob").identity)
    now = presence.Presence("a" * 32, "A" * 500, changes.stamp(datetime.now(UTC)))
    presence.tell(crew.target, crew.space, Open(), identity, now)
    assert crew.sync("Ann").present == {}


def test_a_request_counts_under_the_name_of_its_sender_alone(gather):
    crew = gather("Ann")
    identity = Identity.new()
    data = request.close("Eve", joining.code_of(crew.of("Ann")), identity)
    crew.target.put(f"requests/{'0' * 32}-{'0' * 32}", data)
    assert joining.requests(crew.target, crew.of("Ann"), crew.team("Ann")) == []
    crew.target.put(f"requests/{identity.signer}-{'0' * 32}", data)
    assert [one.name for one in joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))] == ["Eve"]


# --- a line that breaks is no answer --------------------------------------------------------


class Cut(Memory):
    """A place whose line breaks at the files of one folder."""

    def __init__(self, files, folder):
        super().__init__()
        self.files, self._folder = files, folder

    def get(self, name):
        if name.startswith(self._folder):
            raise Unreachable("away")
        return super().get(name)


def test_keys_that_could_not_be_looked_at_are_not_taken_for_missing(gather):
    crew = gather("Ann", keyed=True)
    joining.ask(crew.open("Dan"), crew.target, joining.code_of(crew.of("Ann")), "Dan")
    with pytest.raises(Unreachable):
        crew.sync("Dan", Cut(crew.target.files, place.KEYS))


def test_a_sheet_that_could_not_be_tried_is_not_called_wrong(gather):
    crew = gather("Ann", keyed=True)
    for folder in (founder.SHEET, place.KEYS):
        store = crew.open(f"new {folder[:-1]}")
        with pytest.raises(Unreachable):
            joining.recover(store, Cut(crew.target.files, folder), "memory:", crew.sheet, "Ann")
        assert not store.spaces.all()


def test_requests_that_could_not_be_looked_at_are_not_taken_for_none(gather, tmp_path):
    crew = gather("Ann")
    joining.ask(crew.open("Dan"), crew.target, joining.code_of(crew.of("Ann")), "Dan")
    with pytest.raises(Unreachable):
        joining.requests(Cut(crew.target.files, "requests/"), crew.of("Ann"), crew.team("Ann"))


# --- whoever was let go ---------------------------------------------------------------------


def let_go(crew, name, by="Ann", role="out"):
    joining.set_role(crew.stores[by], crew.target, crew.of(by), crew.signer(name), role)


def test_a_lead_who_was_let_go_lets_nobody_in_under_a_number_of_before(gather):
    crew = gather("Ann", "Bob", "Cem", roles={"Bob": "lead"})
    bob = crew.signer("Bob")
    crew.score("Bob", crew.audit("Bob"), "ACQ-01", 3)
    crew.meet()
    let_go(crew, "Bob")
    crew.meet()
    heads, before = crew.team("Bob").heads, crew.team("Bob").members[bob]
    cell, eve = team.member_cell(bob), Identity.new().public
    say(
        crew, "Bob", cell, team.value("Bob", before.public, "auditor", before.roles[-1].after), 1, heads[cell]
    )
    say(crew, "Bob", team.member_cell(eve.signer), team.value("Eve", eve, "auditor"), 1)
    crew.meet()
    for name in ("Ann", "Cem"):
        assert crew.team(name).members[bob].now == "out"
        assert eve.signer not in crew.team(name).members


def test_what_a_lead_had_said_before_they_were_let_go_stays(gather):
    crew = gather("Ann", "Bob", roles={"Bob": "lead"})
    joining.ask(crew.open("Dan"), crew.target, joining.code_of(crew.of("Ann")), "Dan")
    (asked,) = joining.requests(crew.target, crew.of("Bob"), crew.team("Bob"))
    joining.admit(crew.stores["Bob"], crew.target, crew.of("Bob"), asked, "auditor")
    crew.meet()
    let_go(crew, "Bob")
    crew.meet()
    assert crew.team("Ann").members[asked.public.signer].now == "auditor"


@pytest.mark.parametrize("role", ["out", "viewer"])
def test_whoever_may_do_less_writes_nothing_new_under_a_number_of_before(gather, role):
    crew = gather("Ann", "Bob", "Cem")
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Bob", audit, "ACQ-01", 3)
    crew.meet()
    let_go(crew, "Bob", role=role)
    crew.meet()
    crew.score("Bob", audit, "ACQ-02", 5)
    (late,) = crew.stores["Bob"].spaces.unsent(crew.space, 9)
    sha = crew.stores["Bob"].checklist_of(audit)
    part = segment.Part(1, audit, sha, (late,))
    path, data = segment.encode(crew.space, [part], Identity.from_text(crew.of("Bob").identity), Open())
    crew.target.files[str(path)] = data
    for _ in range(2):
        for name in ("Ann", "Cem"):
            crew.sync(name)
    for name in ("Ann", "Cem"):
        found = crew.stores[name].audit(audit)
        assert (found.rating("ACQ-01").mark, found.rating("ACQ-02").mark) == (3, None)


def test_many_parts_of_somebody_who_was_let_go_still_count_when_they_are_one(gather):
    crew = gather("Ann", "Bob", "Cem")
    audit = crew.audit("Ann")
    crew.meet()
    for n in range(18):
        crew.score("Bob", audit, "ACQ-01", n % 6)
        crew.sync("Bob")
    crew.meet()
    let_go(crew, "Bob")
    crew.meet()
    dan = crew.open("Dan")
    joining.ask(dan, crew.target, joining.code_of(crew.of("Ann")), "Dan")
    (asked,) = joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))
    joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), asked, "auditor")
    crew.meet()
    assert (
        dan.audit(audit).rating("ACQ-01").mark == crew.stores["Ann"].audit(audit).rating("ACQ-01").mark == 5
    )


@pytest.mark.parametrize("role", ["out", "lead"])
def test_only_the_founder_says_who_leads(gather, role):
    crew = gather("Ann", "Bob", "Cem", "Dan", roles={"Bob": "lead", "Cem": "lead"})
    ann, cem, dan = (crew.signer(name) for name in ("Ann", "Cem", "Dan"))
    with pytest.raises(KnownError, match="who leads it"):
        let_go(crew, "Cem" if role == "out" else "Dan", by="Bob", role=role)
    stolen = Identity.new().public
    for of, what in ((cem, "out"), (ann, "out"), (dan, "lead")):
        public = crew.team("Bob").members[of].public
        public = replace(public, recipient=stolen.recipient) if of == ann else public
        cell = team.member_cell(of)
        say(crew, "Bob", cell, team.value("Eve", public, what), 50, crew.team("Bob").heads[cell])
    crew.meet()
    members = crew.team("Cem").members
    assert [members[one].now for one in (ann, cem, dan)] == ["lead", "lead", "auditor"]
    assert members[ann].public == Identity.from_text(crew.of("Ann").identity).public


def test_bytes_under_our_name_that_nobody_signed_do_not_move_our_next_number(gather):
    crew = gather("Ann", "Bob")
    audit = crew.audit("Ann")
    junk_under(crew, "Ann", 99_999_999)
    crew.meet()
    crew.score("Ann", audit, "ACQ-01", 3)
    crew.meet()
    assert crew.stores["Bob"].audit(audit).rating("ACQ-01").mark == 3


def test_what_strangers_lay_down_is_counted_and_neither_fetched_nor_kept(gather):
    crew = gather("Ann", "Bob")
    crew.meet()
    stranger = Identity.new()
    for number in (1, 2, 3):
        part = segment.Part(number, "f" * 32, "e" * 64, (said_by_a_stranger(number),))
        name, data = segment.encode(crew.space, [part], stranger, Open())
        crew.target.files[str(name)] = data
    outcome = crew.sync("Ann")
    known = crew.stores["Ann"].spaces.known(crew.space)
    assert outcome.waiting == 3 and not [path for path in known if stranger.signer in path]
    assert crew.of("Ann").options["strangers"] == 3


def said_by_a_stranger(number):
    at = changes.stamp(datetime.now(UTC))
    return changes.make(audit="f" * 32, cell="note", value="x", author="x", device="d", seq=number, at=at)


def test_a_checklist_that_was_altered_at_its_length_is_put_back_by_a_verifying_sync(gather):
    crew = gather("Ann", "Bob")
    crew.audit("Ann")
    crew.meet()
    (name,) = [path for path in crew.target.files if path.startswith(place.CHECKLISTS)]
    good = crew.target.files[name]
    crew.target.files[name] = b"x" + good[1:]
    crew.sync("Ann", verify=True)
    assert crew.target.files[name] == good


@pytest.mark.parametrize("named, size", [("0000-0001", cargo.CHUNK + 1), ("0000-9999", 10)])
def test_evidence_that_claims_to_be_larger_than_any_is_not_fetched(gather, named, size):
    crew = gather("Ann", "Bob")
    audit = crew.audit("Ann")
    sha = attach(crew.stores["Ann"], audit, "e1", b"a receipt" * 100)
    crew.sync("Ann")
    base = f"blobs/{sha[:2]}/{sha}/"
    gone = [path for path in crew.target.files if path.startswith(base)]
    for path in gone:
        del crew.target.files[path]
    total = int(named.split("-")[1])
    for number in range(total):
        crew.target.files[f"{base}{number:04d}-{named.split('-')[1]}"] = b"x" * size
    asked = []
    crew.target.get = lambda name: asked.append(name) or Memory.get(crew.target, name)
    assert crew.sync("Bob").pending_files == 1
    assert not [name for name in asked if name.startswith(base)]
