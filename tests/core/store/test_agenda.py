"""What is due over all audits."""

from datetime import UTC, datetime, timedelta

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.field import week
from cxaudit.model import Brief

NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
TODAY = NOON.astimezone().date()


def day(n):
    return TODAY + timedelta(n)


def say(store, audit, **said):
    store.append(audit.id, [Edit(cell, value) for cell, value in said.items()], "Auditor One")


def sent(store, audit, criterion, due, at="c1"):
    said = {"criterion": criterion, "sent": week.moment(NOON), "due": week.moment(due)}
    say(store, audit, **{cells.contact(at, name): value for name, value in said.items()})


def found(store, now=NOON):
    return [(one.company, one.kind, one.criteria, one.day) for one in store.catalog.due(now)]


def test_open_contacts_of_every_audit_are_due_until_they_are_answered(store, audit):
    other = store.create(Brief(company="North House")).audit
    sent(store, audit, "ACQ-14", NOON + timedelta(days=1))
    sent(store, other, "SAL-15", NOON - timedelta(days=2))
    assert found(store) == [
        ("North House", "contact", ("SAL-15",), day(-2)),
        ("Demo Co", "contact", ("ACQ-14",), day(1)),
    ]
    say(store, other, **{cells.contact("c1", "answered"): week.moment(NOON)})
    say(store, audit, **{cells.contact("c1", "removed"): True})
    assert found(store) == []


def test_what_could_not_be_verified_is_due_a_fortnight_after_the_start(store, audit):
    unknown = cells.score_value("U", "The account is too new")
    say(store, audit, **{cells.PLAN_START: day(-11).isoformat(), cells.score("OFF-11"): unknown})
    say(store, audit, **{cells.score("OFF-14"): unknown, cells.score("ACQ-01"): 3})
    assert found(store) == [("Demo Co", "follow_up", ("OFF-11", "OFF-14"), day(3))]
    say(store, audit, **{cells.plan_day("follow_up"): day(5).isoformat()})
    assert found(store)[0][3] == day(5)
    assert found(store, NOON - timedelta(days=10)) == [], "not yet"
    assert found(store, NOON + timedelta(days=60)) == [], "no longer"


def test_an_approved_or_removed_audit_has_nothing_due(store, audit):
    say(store, audit, **{cells.PLAN_START: day(-11).isoformat()})
    say(store, audit, **{cells.score("OFF-11"): cells.score_value("U", "why")})
    assert found(store)
    say(store, audit, **{"review/state": {"state": "approved", "round": "r1", "sample": []}})
    assert found(store) == []
    other = store.create(Brief(company="North House")).audit
    sent(store, other, "SAL-15", NOON)
    say(store, other, **{cells.REMOVED: True})
    assert found(store) == []


def test_a_cell_of_a_newer_program_below_a_contact_is_nothing_due(store, audit):
    sent(store, audit, "ACQ-14", NOON)
    before = found(store)
    say(store, audit, **{"contact/c1": "newer", "contact/c1/sent/how": {"a": 1}, "plan/c1": 7})
    assert found(store) == before


def test_what_two_people_say_differently_is_due_on_the_earlier_day(store, audit):
    cell, unknown = cells.contact("c1", "due"), cells.score_value("U", "why")
    sent(store, audit, "ACQ-14", NOON + timedelta(days=1))
    for days in (4, 2, 3):
        store.append(audit.id, [Edit(cell, week.moment(NOON + timedelta(days=days)))], "Auditor Two")
    for days in (-9, -11, -10):
        store.append(audit.id, [Edit(cells.PLAN_START, day(days).isoformat())], "Auditor Two")
    say(store, audit, **{cells.score("OFF-11"): unknown})
    assert [(kind, when) for _, kind, _, when in found(store)] == [("contact", day(1)), ("follow_up", day(3))]
    assert week.start_of(store.audit(audit.id)) == day(-11)
