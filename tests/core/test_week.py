"""The plan of the field week, what waits for an answer, and what is checked again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.errors import KnownError
from cxaudit.field import week

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)


def say(store, audit, **said):
    edits = [Edit(cell, value) for cell, value in said.items()]
    return store.append(audit.id, edits, "Auditor One").audit


def begun(store, audit, day="2027-01-15"):
    return say(store, audit, **{cells.PLAN_START: day})


def sent(store, audit, criterion="ACQ-14", at=NOON, **more):
    said = {"criterion": criterion, "channel": "chat", "sent": week.moment(at)}
    said |= {"due": week.moment(week.promised(criterion, at)), **more}
    return say(store, audit, **{cells.contact("c1", name): value for name, value in said.items()})


def task(audit, key, now=NOON):
    return next(one for one in week.tasks(audit, now) if one.key == key)


def test_there_is_no_plan_before_its_start_day(audit):
    assert week.tasks(audit, NOON) == ()
    assert week.follow_up_day(audit) is None


def test_every_stage_has_its_days_from_the_start_on(store, audit):
    now = begun(store, audit)
    days = {one.key: (one.day.day, one.until.day) for one in week.tasks(now, NOON)}
    assert days["ACQ"] == (15, 16) and days["SAL"] == (17, 17) and days["ONB"] == (17, 21)
    assert days["SOL"] == days["LOY"] == (18, 19) and days["OFF"] == (20, 20) and days["report"] == (21, 21)
    assert week.follow_up_day(now) == date(2027, 1, 29)
    assert sum(one.total for one in week.tasks(now, NOON) if one.stage) == 120


def test_a_task_is_overdue_only_once_its_last_day_is_over(store, audit):
    one = task(begun(store, audit), "ACQ")
    states = [one.state(date(2027, 1, day)) for day in (14, 15, 16, 17)]
    assert states == ["ahead", "today", "today", "overdue"]


def test_a_stage_is_done_when_every_criterion_has_a_mark(store, audit):
    now = begun(store, audit)
    ids = [c.id for c in now.framework.stage("OFF").criteria]
    now = say(store, now, **{cells.score(one): 3 for one in ids[:-1]})
    assert task(now, "OFF").state(date(2027, 2, 1)) == "overdue"
    now = say(store, now, **{cells.score(ids[-1]): cells.score_value("U", "too new")})
    assert task(now, "OFF").state(date(2027, 2, 1)) == "done"
    assert week.unverified(now) == (ids[-1],)


def test_a_criterion_that_waits_for_an_answer_in_time_is_not_overdue(store, audit):
    now = begun(store, audit)
    others = [c.id for c in now.framework.stage("ACQ").criteria if c.id != "ACQ-14"]
    now = say(store, now, **{cells.score(one): 3 for one in others})
    assert task(now, "ACQ").state(date(2027, 1, 20)) == "overdue"
    now = sent(store, now, due=week.moment(NOON + timedelta(days=9)))
    assert task(now, "ACQ").state(date(2027, 1, 20)) == "ahead"
    assert task(now, "ACQ", NOON + timedelta(days=10)).state(date(2027, 1, 25)) == "overdue"


def test_an_item_is_moved_to_another_day_with_its_length(store, audit):
    now = say(store, begun(store, audit), **{cells.plan_day("SOL"): "2027-01-20"})
    assert (task(now, "SOL").day, task(now, "SOL").until) == (date(2027, 1, 20), date(2027, 1, 21))
    assert task(now, "SOL").moved


def test_open_contacts_come_first_and_a_removed_one_is_gone(store, audit):
    now = sent(store, audit)
    (one,) = week.contacts(now)
    assert one.open and one.due == "2027-01-16T12:00:00.000000Z"
    assert not one.overdue(NOON + timedelta(hours=23)) and one.overdue(NOON + timedelta(hours=25))
    now = say(store, now, **{cells.contact("c1", "removed"): True})
    assert week.contacts(now) == ()


def test_an_answer_is_a_measure_of_its_criterion(store, audit):
    now = sent(store, audit)
    (one,) = week.contacts(now)
    taken = week.measure_of(now, one, NOON + timedelta(minutes=41))
    assert (taken.id, taken.criterion, taken.seconds, taken.label) == ("c1", "ACQ-14", 2460.0, "chat")
    assert week.measure_of(now, one, NOON - timedelta(minutes=1)) is None, "the clock was set back"


def test_what_is_counted_or_not_timed_gets_no_measure(store, audit):
    now = sent(store, audit, "ACQ-15")
    assert week.measure_of(now, week.contacts(now)[0], NOON + timedelta(hours=1)) is None


def test_every_criterion_that_waits_is_one_of_the_checklist(audit):
    assert set(week.WAITS) <= set(audit.framework.criteria)
    assert {"ACQ-14", "ACQ-16", "SAL-15", "ONB-12", "SOL-16"} <= set(week.WAITS)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (cells.PLAN_START, "2027-02-30"),
        (cells.plan_day("SOL"), "tomorrow"),
        (cells.contact("c1", "criterion"), "XYZ-01"),
        (cells.contact("c1", "sent"), "yesterday"),
        (cells.contact("c1", "channel"), "two\nlines"),
        (cells.contact("c1", "removed"), "yes"),
    ],
)
def test_a_cell_of_the_week_refuses_what_it_cannot_hold(store, audit, cell, value):
    with pytest.raises(KnownError):
        say(store, audit, **{cell: value})


def test_of_two_start_days_the_earlier_holds_until_it_is_settled(store, audit):
    for day in ("2027-01-18", "2027-01-16"):
        store.append(audit.id, [Edit(cells.PLAN_START, day, ())], "Auditor")
    assert week.start_of(store.audit(audit.id)) == date(2027, 1, 16)


def test_of_a_contact_that_two_people_wrote_differently_no_version_is_lost(store, audit):
    (one,) = week.contacts(sent(store, audit, to="manager"))
    assert not one.contested
    said = {"channel": "phone", "to": "manager", "answered": week.moment(NOON)}
    (one,) = week.contacts(say(store, audit, **{cells.contact("c1", name): v for name, v in said.items()}))
    assert one.contested and (one.to, one.open) == ("manager", False)
    assert set(one.channel.split(" ⟷ ")) == {"chat", "phone"}
