"""An audit that a device shares no more loses nothing, neither then nor when it is shared again."""

import pytest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.store.doctor import examine
from cxaudit.sync import apart, joining, leaving, mending
from cxaudit.sync.targets.memory import Memory


def marks(crew, name, audit, *criteria):
    found = crew.stores[name].audit(audit)
    return [found.rating(criterion).mark for criterion in criteria]


def part(crew, name, audit):
    apart.part(crew.stores[name], crew.of(name), audit)


@pytest.fixture
def parted(gather):
    """Bob shares an audit of Ann's no more; each has scored since, and Bob had one score to send."""

    def make(keyed=False):
        crew = gather("Ann", "Bob", "Cem", keyed=keyed)
        audit = crew.audit("Ann")
        crew.score("Ann", audit, "ACQ-01", 3)
        crew.meet()
        crew.score("Bob", audit, "ACQ-02", 2)
        part(crew, "Bob", audit)
        crew.score("Bob", audit, "ACQ-03", 4)
        crew.score("Ann", audit, "ACQ-04", 5)
        crew.meet()
        return crew, audit

    return make


def test_nothing_of_it_goes_or_comes_and_what_was_sent_stays(parted):
    crew, audit = parted()
    every = ("ACQ-01", "ACQ-02", "ACQ-03", "ACQ-04")
    assert marks(crew, "Ann", audit, *every) == marks(crew, "Cem", audit, *every) == [3, None, None, 5]
    assert marks(crew, "Bob", audit, *every) == [3, 2, 4, None]
    assert not leaving.unsent(crew.stores["Bob"], crew.of("Bob")) and not examine(crew.stores["Bob"])
    assert crew.stores["Bob"].spaces.of_audit(audit) == ()


def test_other_audits_of_the_team_go_on(parted):
    crew, _ = parted()
    other = crew.audit("Ann", "South")
    crew.meet()
    crew.score("Bob", other, "ACQ-01", 1)
    crew.meet()
    assert marks(crew, "Cem", other, "ACQ-01") == [1]


@pytest.mark.parametrize("keyed", [False, True])
def test_shared_again_both_get_what_was_written_meanwhile_and_nothing_goes_twice(parted, keyed):
    crew, audit = parted(keyed)
    crew.stores["Bob"].spaces.share(crew.space, audit)
    assert crew.sync("Bob").sent == 2
    crew.meet()
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit) == crew.heads("Cem", audit)
    assert marks(crew, "Bob", audit, "ACQ-02", "ACQ-03", "ACQ-04") == [2, 4, 5]
    assert crew.sync("Bob").sent == 0 and not examine(crew.stores["Bob"])


def test_what_a_store_mends_of_itself_brings_nothing_of_it(parted):
    crew, audit = parted()
    mending.retake(crew.stores["Bob"])
    assert crew.stores["Bob"].spaces.of_audit(audit) == ()
    assert marks(crew, "Bob", audit, "ACQ-04") == [None]


def test_a_new_role_takes_nothing_out_of_it_until_it_is_shared_again(gather):
    crew = gather("Ann", "Bob", "Cem")
    audit = crew.audit("Ann")
    crew.meet()
    crew.score("Cem", audit, "ACQ-01", 3)
    crew.sync("Cem")
    crew.sync("Bob")
    part(crew, "Bob", audit)
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Cem"), "viewer")
    crew.meet()
    assert (marks(crew, "Ann", audit, "ACQ-01"), marks(crew, "Bob", audit, "ACQ-01")) == ([None], [3])
    crew.stores["Bob"].spaces.share(crew.space, audit)
    crew.meet()
    assert marks(crew, "Bob", audit, "ACQ-01") == [None]
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)


def test_who_leaves_and_comes_back_shares_it_no_more_still(parted):
    crew, audit = parted()
    code = joining.code_of(crew.of("Ann"))
    leaving.leave(crew.stores["Bob"], crew.of("Bob"))
    joining.ask(crew.stores["Bob"], crew.target, code, "Bob")
    (asked,) = joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))
    joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), asked, "auditor")
    crew.meet()
    assert crew.stores["Bob"].spaces.of_audit(audit) == ()
    crew.stores["Bob"].spaces.share(crew.space, audit)
    crew.meet()
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)
    assert marks(crew, "Ann", audit, "ACQ-02", "ACQ-03", "ACQ-04") == [2, 4, 5]


def a_file(store, audit, name):
    """Add a file to the audit; returns its hash."""
    sha = store.blobs.put_bytes(b"a file" * 1000)
    said = {"criterion": "ACQ-01", "kind": "file", "name": "a.txt", "media_type": "text/plain", "size": 6000}
    file = said | {"added": "2027-01-15T09:30:00.000000Z", "sha256": sha}
    store.append(audit, [edit(store.audit(audit), cells.evidence("e1"), file)], name)
    return sha


@pytest.mark.parametrize("is_named", [False, True])
def test_a_file_that_was_not_sent_stays_here_unless_the_team_was_told_of_it(gather, is_named):
    crew = gather("Ann", "Bob")
    audit, store = crew.audit("Ann"), crew.stores["Ann"]
    crew.meet()
    sha = a_file(store, audit, "Ann")
    if is_named:
        crew.sync("Ann", evidence=False)
    part(crew, "Ann", audit)
    crew.meet()
    assert bool(crew.target.list("blobs/")) == crew.stores["Bob"].blobs.has(sha) == is_named
    store.spaces.share(crew.space, audit)
    crew.meet()
    assert crew.stores["Bob"].blobs.has(sha) and not leaving.unsent(store, crew.of("Ann"))


def test_a_file_that_was_on_its_way_still_comes_and_is_not_called_missing(gather):
    crew = gather("Ann", "Bob")
    audit, bob = crew.audit("Ann"), crew.stores["Bob"]
    sha = a_file(crew.stores["Ann"], audit, "Ann")
    crew.sync("Ann", evidence=False)
    crew.sync("Bob")
    part(crew, "Bob", audit)
    assert not examine(bob) and not bob.blobs.has(sha)
    crew.meet()
    assert bob.blobs.has(sha)


def test_an_audit_shared_with_two_teams_parts_from_one(gather):
    crew = gather("Ann", "Bob")
    audit, store = crew.audit("Ann"), crew.stores["Ann"]
    other = joining.found(store, Memory(), "memory:2", "Wave 2", "Ann")
    store.spaces.share(other.id, audit)
    part(crew, "Ann", audit)
    assert store.spaces.of_audit(audit) == (other.id,)
    store.append(audit, [edit(store.audit(audit), cells.score("ACQ-01"), 2)], "Ann")
    assert store.spaces.waiting(other.id) and not store.spaces.waiting(crew.space)
