"""The recovery sheet can be replaced, and every lead of a space with a key opens requests to join."""

from contextlib import closing
from functools import partial

import pytest

from cxaudit.errors import KnownError
from cxaudit.sync import founder, joining, place
from cxaudit.sync.identity import Identity
from cxaudit.sync.keyed import KeyRing
from cxaudit.sync.recovery import Recovery
from cxaudit.sync.target import Unreachable
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.crew import Crew


@pytest.fixture
def gather(gather):
    """Make a crew with a key."""
    return partial(gather, keyed=True)


@pytest.fixture
def renewed(gather):
    """Ann leads Bob with a second sheet; what the place held before, and who she was, are in `before`."""
    crew = gather("Ann", "Bob")
    crew.audit_id = crew.audit("Ann")
    crew.meet()
    crew.before = dict(crew.target.files)
    crew.second = Recovery.new()
    joining.new_sheet(crew.stores["Ann"], crew.of("Ann"), crew.second.recipient)
    crew.score("Ann", crew.audit_id, "ACQ-01", 3)
    crew.meet()
    return crew


def recover(crew, name, sheet, target=None):
    return joining.recover(crew.open(name), target or crew.target, "memory:", sheet, "Ann")


def test_the_new_sheet_makes_a_new_device_the_founder_with_all_there_is(renewed):
    crew = renewed
    recover(crew, "new", crew.second)
    crew.meet()
    assert crew.heads("new", crew.audit_id) == crew.heads("Bob", crew.audit_id)
    assert crew.stores["Bob"].audit(crew.audit_id).rating("ACQ-01").mark == 3
    assert crew.team("new").role(crew.signer("new"), 1) == "lead"


def test_the_old_sheet_opens_nothing_any_more(renewed):
    with pytest.raises(KnownError, match="opens nothing"):
        recover(renewed, "new", renewed.sheet)
    assert not renewed.stores.pop("new").spaces.all()


def test_where_nothing_can_be_removed_the_old_sheet_is_told_to_be_replaced(renewed):
    renewed.target.files |= {n: d for n, d in renewed.before.items() if n.startswith(founder.SHEET)}
    with pytest.raises(KnownError, match="was replaced"):
        recover(renewed, "new", renewed.sheet)
    renewed.stores.pop("new")


def test_the_old_sheet_with_all_that_lay_there_opens_nothing_that_came_after(renewed):
    crew, kept = renewed, Memory()
    kept.files = {**crew.target.files, **crew.before}
    for name in set(crew.target.files) - set(crew.before):
        if name.startswith(founder.SHEET):
            del kept.files[name]
    stolen = recover(crew, "thief", crew.sheet, kept)
    had = KeyRing.from_bytes(stolen.ring)
    assert KeyRing.from_bytes(crew.of("Ann").ring).current not in had.ids
    own = frozenset({crew.signer("Ann")})
    thief = Identity.from_text(stolen.identity)
    for keys in place.rings_in(kept.list(place.KEYS), kept, crew.space, own, thief):
        assert set(keys.ring.ids) <= set(had.ids)
    crew.stores.pop("thief")


def test_a_sheet_is_replaced_offline_and_whatever_breaks_the_old_or_the_new_one_opens(gather):
    crew = gather("Ann", "Bob")
    second = Recovery.new()
    joining.new_sheet(crew.stores["Ann"], crew.of("Ann"), second.recipient)
    for folder in (place.KEYS, founder.DOORS, founder.SHEET):
        with pytest.raises(Unreachable):
            crew.sync("Ann", Cut(crew.target.files, folder))
        assert founder.by_sheet(crew.target, crew.space, crew.team("Ann").founder, crew.sheet)
    crew.meet()
    assert founder.by_sheet(crew.target, crew.space, crew.team("Ann").founder, second)
    assert len(crew.target.list(founder.SHEET)) == 1


class Cut(Memory):
    """A place whose line breaks when something is to be put into one folder."""

    def __init__(self, files, folder):
        super().__init__()
        self.files, self._folder = files, folder

    def put(self, name, data):
        if name.startswith(self._folder):
            raise Unreachable("away")
        super().put(name, data)


def test_a_place_that_was_put_back_gets_the_new_sheet_and_the_new_keys_again(renewed):
    crew = renewed
    crew.target.files = dict(crew.before)
    crew.sync("Ann")
    with pytest.raises(KnownError, match="opens nothing"):
        recover(crew, "old", crew.sheet)
    crew.stores.pop("old")
    recover(crew, "new", crew.second)
    crew.meet()
    assert crew.heads("new", crew.audit_id) == crew.heads("Bob", crew.audit_id)


def test_a_line_that_breaks_while_a_place_is_filled_again_does_not_lose_the_sheet(renewed):
    crew = renewed
    crew.target.files = dict(crew.before)
    with pytest.raises(Unreachable):
        crew.sync("Ann", Cut(crew.target.files, founder.SHEET))
    crew.sync("Ann")
    assert founder.by_sheet(crew.target, crew.space, crew.team("Ann").founder, crew.second)


def test_a_sheet_that_the_place_has_lost_is_laid_again(renewed):
    crew = renewed
    for name in crew.target.list(founder.SHEET):
        del crew.target.files[name]
    crew.target.files |= {n: d for n, d in crew.before.items() if n.startswith(founder.SHEET)}
    crew.sync("Ann")
    assert founder.by_sheet(crew.target, crew.space, crew.team("Ann").founder, crew.second)
    assert len(crew.target.list(founder.SHEET)) == 1


def test_another_lead_hands_keys_on_to_the_founder_of_a_new_sheet(gather):
    crew = gather("Ann", "Bob", "Cem", roles={"Bob": "lead"})
    audit = crew.audit("Ann")
    crew.meet()
    joining.new_sheet(crew.stores["Ann"], crew.of("Ann"), Recovery.new().recipient)
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Cem"), "out")
    crew.meet(4)
    crew.score("Bob", audit, "ACQ-01", 2)
    crew.score("Ann", audit, "ACQ-02", 4)
    crew.meet()
    assert crew.heads("Ann", audit) == crew.heads("Bob", audit)
    assert crew.stores["Cem"].audit(audit).rating("ACQ-01").mark is None


def test_only_the_founder_of_a_space_with_a_key_replaces_its_sheet(gather):
    crew = gather("Ann", "Bob", roles={"Bob": "lead"})
    with pytest.raises(KnownError, match="Only who began"):
        joining.new_sheet(crew.stores["Bob"], crew.of("Bob"), Recovery.new().recipient)
    crew.stores["Ann"].spaces.change(crew.of("Ann"), keyed=False)
    with pytest.raises(KnownError, match="no key"):
        joining.new_sheet(crew.stores["Ann"], crew.of("Ann"), Recovery.new().recipient)


# --- requests -------------------------------------------------------------------------------


def asks(crew, name):
    joining.ask(crew.open(name), crew.target, joining.code_of(crew.of("Ann")), name)


def asked_of(crew, name):
    return [one.name for one in joining.requests(crew.target, crew.of(name), crew.team(name))]


def test_every_lead_sees_who_asks_and_nobody_else_does(gather):
    crew = gather("Ann", "Bob", "Cem", roles={"Bob": "lead"})
    asks(crew, "Dan")
    assert [asked_of(crew, name) for name in ("Ann", "Bob", "Cem")] == [["Dan"], ["Dan"], []]
    assert b"Dan" not in b"".join(crew.target.files.values())


def test_a_lead_admits_while_the_founder_is_away(gather):
    crew = gather("Ann", "Bob", roles={"Bob": "lead"})
    audit = crew.audit("Bob")
    crew.meet()
    asks(crew, "Dan")
    (one,) = joining.requests(crew.target, crew.of("Bob"), crew.team("Bob"))
    joining.admit(crew.stores["Bob"], crew.target, crew.of("Bob"), one, "auditor")
    for name in ("Bob", "Dan"):
        crew.sync(name)
    assert crew.heads("Dan", audit) == crew.heads("Bob", audit)


def test_who_asked_before_somebody_became_a_lead_is_seen_by_them_after_the_next_sync(gather):
    crew = gather("Ann", "Bob")
    asks(crew, "Dan")
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "lead")
    crew.meet()
    assert asked_of(crew, "Bob") == asked_of(crew, "Ann") == ["Dan"]
    assert len(crew.target.list("requests/")) == 2  # of Bob, who is in, and the newer one of Dan


def test_a_lead_who_was_let_go_opens_no_further_request(gather):
    crew = gather("Ann", "Bob", roles={"Bob": "lead"})
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "out")
    crew.meet()
    asks(crew, "Dan")
    assert (asked_of(crew, "Ann"), asked_of(crew, "Bob")) == (["Dan"], [])


def test_doors_that_the_founder_has_not_opened_are_not_used(gather):
    crew = gather("Ann", "Bob")
    (true,) = crew.target.list(founder.DOORS)
    eve = Identity.new()
    founder.open_doors(crew.target, crew.space, eve, [eve.public])
    asks(crew, "Dan")
    assert asked_of(crew, "Ann") == ["Dan"] and true not in crew.target.files
    crew.sync("Ann")
    assert true.split("-")[0] in {name.split("-")[0] for name in crew.target.list(founder.DOORS)}


def test_a_place_keeps_one_file_of_keys_for_each_lead(gather):
    crew = gather("Ann", "Bob", "Cem", "Dan")
    assert len(crew.target.list(place.KEYS)) == 1


def test_a_line_that_breaks_after_new_keys_were_met_does_not_keep_them_from_the_others(gather):
    crew = gather("Ann", "Bob", "Cem", roles={"Bob": "lead"})
    asks(crew, "Dan")
    (one,) = joining.requests(crew.target, crew.of("Bob"), crew.team("Bob"))
    joining.admit(crew.stores["Bob"], crew.target, crew.of("Bob"), one, "auditor")
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Cem"), "out")
    with pytest.raises(Unreachable):
        crew.sync("Bob", Deaf(crew.target.files))
    audit = crew.audit("Ann")
    crew.sync("Ann")
    for name in ("Bob", "Dan"):
        crew.sync(name)
    assert crew.stores["Dan"].audit(audit).brief.company


class Deaf(Memory):
    """A place whose line breaks before the segments are listed."""

    def __init__(self, files):
        super().__init__()
        self.files = files

    def list(self, prefix):
        if prefix == "segments/":
            raise Unreachable("away")
        return super().list(prefix)


class Growing(Memory):
    """A place that removes nothing, and tells what it was asked for."""

    asked = ()

    def remove(self, names):
        return

    def get(self, name):
        self.asked = (*self.asked, name)
        return super().get(name)


def test_keys_that_were_read_are_not_asked_for_again_where_nothing_can_be_removed(tmp_path):
    with closing(Crew(tmp_path, ("Ann", "Bob", "Cem", "Dan"), Growing(), keyed=True)) as crew:
        assert len(crew.target.list(place.KEYS)) > 2
        crew.meet()
        crew.target.asked = ()
        crew.meet()
        assert not [name for name in crew.target.asked if name.startswith(place.KEYS)]
        joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Dan"), "out")
        audit = crew.audit("Ann")
        crew.meet()
        assert crew.heads("Bob", audit) == crew.heads("Ann", audit)


def test_what_somebody_closed_before_they_heard_that_they_lead_no_more_is_opened_by_all(gather):
    crew = gather("Ann", "Bob", "Cem", "Dan", roles={"Bob": "lead"})
    audit = crew.audit("Bob")
    crew.meet()
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "auditor")
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Cem"), "out")
    crew.score("Bob", audit, "ACQ-01", 3)
    crew.meet(3)
    for name in ("Ann", "Cem", "Dan"):
        assert crew.heads(name, audit) == crew.heads("Bob", audit)
    with pytest.raises(KnownError, match="Only a lead"):
        joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Cem"), "out")


def test_keys_are_not_handed_to_who_was_let_go_while_the_word_on_it_is_on_its_way(gather):
    crew = gather("Ann", "Bob", "Cem", "Dan", roles={"Bob": "lead"})
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Cem"), "out")
    crew.sync("Bob")  # the keys are there, the word is not
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Dan"), "viewer")
    audit = crew.audit("Ann")
    crew.meet(3)
    assert crew.stores["Dan"].knows(audit) and not crew.stores["Cem"].knows(audit)
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Cem"), "auditor")
    crew.meet(3)
    assert crew.heads("Cem", audit) == crew.heads("Ann", audit)


def test_a_new_sheet_while_a_lead_is_let_go_who_lets_somebody_go_loses_nothing(gather):
    crew = gather("Ann", "Bob", "Cem", "Dan", "Eva", roles={"Bob": "lead"})
    audit = crew.audit("Dan")
    crew.meet()
    joining.new_sheet(crew.stores["Ann"], crew.of("Ann"), Recovery.new().recipient)
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "out")
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Eva"), "out")
    crew.sync("Dan")  # has the keys of Bob, and not the word of Ann
    crew.score("Dan", audit, "ACQ-01", 3)
    crew.meet(3)
    for name in ("Ann", "Cem", "Eva"):
        assert crew.heads(name, audit) == crew.heads("Dan", audit)


def test_a_word_on_the_team_that_waited_for_a_key_is_heard_although_its_senders_role_has_changed(gather):
    crew = gather("Ann", "Bob", "Cem", "Dan", roles={"Bob": "lead"})
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Cem"), "out")
    joining.set_role(crew.stores["Bob"], crew.target, crew.of("Bob"), crew.signer("Dan"), "viewer")
    crew.sync("Bob")
    late = Memory()  # a folder that has not brought the new keys yet
    late.files = {n: d for n, d in crew.target.files.items() if not n.startswith(place.KEYS)}
    crew.sync("Dan", late)
    crew.sync("Ann")
    joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Bob"), "auditor")
    crew.sync("Ann")
    crew.sync("Dan")
    assert crew.team("Dan").members == crew.team("Ann").members
