"""The log keeps every value, and every device reads it alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from cxaudit import changes
from cxaudit.model import Change

NOW = datetime(2026, 5, 20, 14, 12, tzinfo=UTC)
CELLS = ("visit/1/rating/SEL-05/score", "visit/1/rating/SEL-05/note", "weights/SAL")


def test_a_change_is_known_by_its_content():
    one = change(value=4)
    assert one.id == change(value=4).id
    assert one.id != change(value=5).id
    assert one.id != change(value=4, reason="second look").id


def test_an_altered_change_is_named():
    good = change(value=4)
    assert changes.faults([good]) == []
    assert "was altered" in str(changes.faults([replace(good, value=5)])[0])


def test_a_missing_change_in_a_devices_chain_is_named():
    first = change(value=1)
    second = change(value=2, seq=2, prev=first.id, parents=[first.id])
    third = change(value=3, seq=3, prev=second.id, parents=[second.id])
    found = [str(fault) for fault in changes.faults([third, first])]
    assert found == ["device tablet: the change before number 3 is missing"]


def test_a_clock_set_back_does_not_put_an_edit_before_the_one_it_replaces():
    late = change(value=1, at=changes.stamp(NOW))
    assert changes.stamp(NOW - timedelta(days=3650), [late]) > late.at
    assert changes.stamp(NOW + timedelta(seconds=1), [late]).startswith("2026-05-20T14:12:01")


def test_a_clock_beyond_all_calendars_writes_the_last_moment_that_can_be_read():
    last = changes.stamp(NOW.replace(year=2500))
    assert last == changes.stamp(NOW, [change(value=1, at=last)]) == "2199-12-31T23:59:59.999999Z"


def test_two_edits_of_the_same_value_both_stay_until_one_change_names_both():
    base = change(value=3)
    here = change(value=4, parents=[base.id], device="tablet", seq=2, prev=base.id)
    there = change(value=1, parents=[base.id], device="laptop")
    found = changes.heads([base, here, there])[base.cell]
    assert {h.value for h in found} == {4, 1} and changes.disagree(found)
    settled = change(
        value=2, parents=[here.id, there.id], device="laptop", seq=2, prev=there.id, reason="seen twice"
    )
    assert changes.heads([there, settled, here, base])[base.cell] == (settled,)


def test_equal_values_from_two_devices_are_not_a_conflict():
    assert not changes.disagree(changes.heads([change(value=4), change(value=4, device="laptop")])[CELLS[0]])


def change(
    *, value, device="tablet", seq=1, at="2026-05-20T14:12:00.000000Z", parents=(), prev="", reason=""
):
    return changes.make(
        audit="a",
        cell=CELLS[0],
        value=value,
        author="Auditor",
        device=device,
        seq=seq,
        at=at,
        parents=parents,
        prev=prev,
        reason=reason,
    )


class Device:
    """A replica that edits and reads its own copy of the log."""

    def __init__(self, name: str, clock: timedelta) -> None:
        self.name, self.clock = name, clock
        self.log: tuple[Change, ...] = ()

    def edit(self, cell: str, value: object) -> Change:
        before = changes.heads(self.log).get(cell, ())
        mine = [c for c in self.log if c.device == self.name]
        made = changes.make(
            audit="a",
            cell=cell,
            value=value,
            author=self.name,
            device=self.name,
            seq=len(mine) + 1,
            at=changes.stamp(NOW + self.clock, before),
            parents=[h.id for h in before],
            prev=max(mine, key=lambda c: c.seq).id if mine else "",
        )
        after = changes.follow(before, made)
        self.log = changes.merge(self.log, [made])
        assert changes.heads(self.log)[cell] == after == (made,)
        return made


class Replicas(RuleBasedStateMachine):
    """Three devices, one with its clock ten years ahead, edit and meet in any order."""

    written = Bundle("written")

    @initialize()
    def start(self):
        self.devices = [
            Device("tablet", timedelta()),
            Device("laptop", timedelta(days=3650)),
            Device("pc", -timedelta(1)),
        ]
        self.all: dict[str, Change] = {}

    @rule(who=st.integers(0, 2), cell=st.sampled_from(CELLS), value=st.integers(0, 5), target=written)
    def edit(self, who, cell, value):
        made = self.devices[who].edit(cell, value)
        self.all[made.id] = made
        return made

    @rule(giver=st.integers(0, 2), taker=st.integers(0, 2))
    def meet(self, giver, taker):
        self.devices[taker].log = changes.merge(self.devices[taker].log, self.devices[giver].log)

    @rule(edited=written, giver=st.integers(0, 2), taker=st.integers(0, 2))
    def receive_an_older_copy(self, edited, giver, taker):
        part = [c for c in self.devices[giver].log if c.at <= edited.at]
        self.devices[taker].log = changes.merge(self.devices[taker].log, part)

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "devices"):
            return
        union = changes.merge(*(d.log for d in self.devices))
        assert {c.id for c in union} == set(self.all)
        for cell, found in changes.heads(union).items():
            named = {p for c in union if c.cell == cell for p in c.parents}
            assert {h.id for h in found} == {c.id for c in union if c.cell == cell and c.id not in named}
            assert found

    @invariant()
    def merge_does_not_care_about_order(self):
        if not hasattr(self, "devices"):
            return
        a, b, c = (d.log for d in self.devices)
        assert changes.merge(a, b) == changes.merge(b, a)
        assert changes.merge(changes.merge(a, b), c) == changes.merge(a, changes.merge(b, c))
        assert changes.merge(a, a, b, b) == changes.merge(a, b)
        assert changes.faults(changes.merge(a, b, c)) == []


TestReplicas = Replicas.TestCase


@given(st.lists(st.integers(0, 5), min_size=2, max_size=4), st.integers(0, 5))
def test_a_resolved_conflict_stays_resolved_whoever_merges_again(values, verdict):
    rivals = [change(value=v, device=f"device {i}") for i, v in enumerate(values)]
    settled = change(value=verdict, device="judge", parents=[r.id for r in rivals], reason="seen again")
    log = changes.merge(rivals, [settled], rivals[:1])
    assert changes.heads(changes.merge(log, reversed(rivals)))[CELLS[0]] == (settled,)
