"""What each rating still lacks, oldest first, and how much of its day is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.model import Evidence, Measure
from cxaudit.quality import debrief
from cxaudit.timing import measures

MOSCOW = timezone(timedelta(hours=3))


def say(store, audit, *said):
    return store.append(audit.id, [Edit(cell, value) for cell, value in said], "Auditor One").audit


def score(store, audit, **marks):
    said = [
        (cells.score(key.replace("_", "-")), cells.score_value(mark, "why")) for key, mark in marks.items()
    ]
    return say(store, audit, *said)


def lacks(audit, first=None):
    return {need.criterion: (need.lacks, need.blocks) for need in debrief.needs(audit, first or {})}


def file_of(criterion):
    return Evidence("e1", criterion, "file", "a.txt", "text/plain", 1, "0" * 64, "2027-01-01")


def test_an_empty_audit_lacks_nothing_yet(audit):
    assert debrief.needs(audit, {}) == ()
    assert debrief.rated(audit) == 0


def test_0_1_and_5_block_until_there_is_a_file_and_others_only_want_a_note(store, audit):
    now = score(store, audit, ACQ_01=0, ACQ_02=1, ACQ_03=5, ACQ_04=3, ACQ_05="N", ACQ_06="U")
    assert lacks(now) == {
        "ACQ-01": (("evidence",), True),
        "ACQ-02": (("evidence",), True),
        "ACQ-03": (("evidence",), True),
        "ACQ-04": (("note",), False),
    }
    assert (debrief.blocking(now), debrief.rated(now)) == (3, 6)
    now = say(store, now, (cells.evidence("e1"), cells.evidence_value(file_of("ACQ-01"))))
    now = say(store, now, (cells.note("ACQ-04"), "Six of ten fit."))
    assert set(lacks(now)) == {"ACQ-02", "ACQ-03"}


def test_an_inherited_0_lacks_neither_a_file_nor_a_note(store, audit):
    child = next(c for c in audit.framework.criteria.values() if c.parent)
    now = say(store, audit, (cells.score(child.id), 0), (cells.score(child.parent), 0))
    assert child.id not in lacks(now)
    assert child.parent in lacks(now)


def test_a_timed_score_wants_its_time_but_a_0_may_have_none(store, audit):
    now = score(store, audit, ACQ_14=3, ACQ_16=0)
    assert lacks(now)["ACQ-14"] == (("note", "time"), False)
    assert lacks(now)["ACQ-16"] == (("evidence",), True)
    taken = Measure("m1", "ACQ-14", "1", "waiting", "2027-01-15T09:30:00+03:00", seconds=1800.0)
    now = say(store, now, (cells.measure("m1"), measures.value_of(taken)))
    assert "ACQ-14" not in lacks(now)


def test_a_conflict_blocks(store, audit):
    for mark in (2, 4):
        store.append(audit.id, [Edit(cells.score("ACQ-01"), mark, ())], "Auditor")
    assert lacks(store.audit(audit.id))["ACQ-01"] == (("conflict",), True)


def test_the_first_score_says_when_it_was_observed_and_the_oldest_comes_first(store, audit):
    now = score(store, audit, ACQ_02=5)
    now = score(store, now, ACQ_01=5)
    seen = store.history(now.id, cells.score("ACQ-02"))[0].at
    head = now.cells[cells.score("ACQ-02")][0]
    now = store.append(now.id, [Edit(cells.score("ACQ-02"), 1, (head.id,))], "Auditor Two").audit
    found = debrief.needs(now, store.first_scored(now.id))
    assert [need.criterion for need in found] == ["ACQ-02", "ACQ-01"]
    assert found[0].observed == seen


def test_each_sheet_has_its_own_ratings(store, audit):
    now = say(store, audit, (cells.score("ACQ-01"), 3), (cells.note("ACQ-01"), "Five of ten."))
    now = say(store, now, (cells.visit("v2", "of"), ""), (cells.score("ACQ-01", "v2"), 5))
    found = debrief.needs(now, {})
    assert [(need.key, need.lacks, need.blocks) for need in found] == [
        (("ACQ-01", "v2"), ("evidence",), False)
    ]


@pytest.mark.parametrize(
    ("now", "hours_left", "overdue"),
    [
        ("2027-01-15T21:30:00+03:00", 2.5, False),
        ("2027-01-15T23:59:59+03:00", 1 / 3600, False),
        ("2027-01-16T00:00:00+03:00", 0, True),
        ("2027-01-16T05:00:00+03:00", -5, True),
    ],
)
def test_the_target_is_the_midnight_after_the_visit_where_the_auditor_is(now, hours_left, overdue):
    seen = "2027-01-15T15:30:00.000000Z"  # half past six in the evening in Moscow
    found = debrief.wait(seen, datetime.fromisoformat(now), MOSCOW)
    assert found.left == timedelta(hours=hours_left)
    assert found.overdue is overdue


def test_the_same_moment_is_of_another_day_in_another_zone():
    seen, now = "2027-01-15T22:30:00.000000Z", datetime(2027, 1, 15, 23, 30, tzinfo=UTC)
    assert debrief.wait(seen, now, UTC).left == timedelta(minutes=30)
    assert debrief.wait(seen, now, MOSCOW).left == timedelta(hours=21, minutes=30)


def test_a_clock_that_was_set_back_makes_nothing_older_than_now():
    found = debrief.wait("2027-01-15T12:00:00.000000Z", datetime(2027, 1, 14, 9, tzinfo=UTC), UTC)
    assert found.ago == timedelta(0)
    assert found.left == timedelta(hours=15)


def test_the_day_of_a_change_to_summer_time_is_as_long_as_it_is():
    from zoneinfo import ZoneInfo

    berlin = ZoneInfo("Europe/Berlin")
    found = debrief.wait("2027-03-28T00:00:00.000000Z", datetime(2027, 3, 28, 0, tzinfo=UTC), berlin)
    assert found.left == timedelta(hours=22)  # from one in the morning, with one hour left out


def test_several_ratings_change_nothing_in_the_audit(store, audit):
    now = score(store, audit, ACQ_01=5)
    before = replace(now)
    debrief.needs(now, {})
    assert now == before
