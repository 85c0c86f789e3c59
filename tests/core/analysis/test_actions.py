"""Actions: where they may go, who may verify them, and how they came to stand where they stand."""

from datetime import date

import pytest

from cxaudit import cells
from cxaudit.analysis import actions
from cxaudit.analysis.actions import Standing
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError

ACTION = "a1"
STATUS = cells.action(ACTION, "status")


@pytest.fixture
def said(store, audit):
    """Write fields of the action as somebody; returns the action as it then reads."""

    def say(author="Ann", reason="", **values):
        seen = store.audit(audit.id)
        edits = [edit(seen, cells.action(ACTION, name), value, reason) for name, value in values.items()]
        return actions.read_one(store.append(audit.id, edits, author).audit, ACTION)

    return say


@pytest.fixture
def action(said):
    return said(zone="SAL-D", title="Letter within 24 hours", status="proposed")


@pytest.fixture
def moved(said):
    """Take the action somewhere by its rules; returns it."""

    def go(action, status, author="Ann", proof="", **more):
        value = actions.move(action, Standing(status, **more), author, proof)
        return said(author, proof, status=value)

    return go


@pytest.fixture
def rivals(store, audit):
    """Two people write over what both had on screen; returns the action."""

    def disagree(name, one, two):
        cell = cells.action(ACTION, name)
        seen = tuple(head.id for head in store.audit(audit.id).cells.get(cell, ()))
        store.append(audit.id, [Edit(cell, one, seen)], "Ann")
        return actions.read_one(store.append(audit.id, [Edit(cell, two, seen)], "Bob").audit, ACTION)

    return disagree


def test_an_action_is_read_from_its_cells(said, action):
    after = said(owner="CRM marketing", due="2027-01-15", effort="S", metric="CR", effect="SAL-15: 1 to 4")
    assert after.zones == ("SAL-D",)
    assert (after.title, after.owner, after.due, after.effort) == (
        "Letter within 24 hours",
        "CRM marketing",
        "2027-01-15",
        "S",
    )
    assert (after.metric, after.effect, after.standing) == ("CR", "SAL-15: 1 to 4", Standing("proposed"))


def test_actions_stand_in_the_order_they_were_begun(store, audit, action):
    for action_id in ("b", "a"):
        made = [Edit(cells.action(action_id, "zone"), "SAL-D"), Edit(cells.action(action_id, "title"), "x")]
        store.append(audit.id, made, "Ann")
    found = actions.read(store.audit(audit.id))
    assert [one.id for one in found] == ["a1", "b", "a"]
    assert actions.of_zone(found, "SAL-D") == found and actions.of_zone(found, "SAL-A") == ()


def test_an_action_that_was_taken_back_is_gone(store, audit, said, action):
    assert said(zone=None, title=None, status=None) is None
    assert actions.read(store.audit(audit.id)) == ()


def test_a_removal_that_somebody_contests_does_not_count(rivals, action):
    assert rivals("zone", None, "SAL-C").zones == ("SAL-C",)


@pytest.mark.parametrize(
    ("way", "ahead"),
    [
        ((), ("accepted", "rejected", "deferred")),
        (("accepted",), ("in_progress",)),
        (("accepted", "in_progress"), ("done",)),
        (("accepted", "in_progress", "done"), ("verified", "reopened")),
        (("accepted", "in_progress", "done", "reopened"), ("in_progress",)),
        (("accepted", "in_progress", "done", "verified"), ()),
        (("rejected",), ()),
        (("deferred",), ("accepted", "rejected", "deferred")),
    ],
)
def test_where_an_action_may_go_depends_on_where_it_stands(action, moved, way, ahead):
    for status in way:
        more = {"rejected": {"reason": "too dear"}, "deferred": {"until": "2027-03-01"}}.get(status, {})
        author = "Bob" if status == "verified" else "Ann"
        action = moved(action, status, author, "the letter as sent", **more)
    assert actions.next_statuses(action) == ahead
    for status in set(actions.STATUSES) - set(ahead):
        with pytest.raises(KnownError, match="does not go there"):
            actions.move(action, Standing(status, "why", "2027-03-01"), "Carl", "proof")


def test_a_rejection_needs_a_reason_and_keeps_it(action, moved):
    with pytest.raises(KnownError, match="reason"):
        moved(action, "rejected", reason="  ")
    assert moved(action, "rejected", reason="No budget").standing == Standing("rejected", "No budget")


def test_a_deferral_needs_a_date_and_keeps_it(action, moved):
    with pytest.raises(KnownError, match="date"):
        moved(action, "deferred")
    after = moved(action, "deferred", until="2027-03-01")
    assert after.standing == Standing("deferred", until="2027-03-01")


def test_done_needs_what_shows_it_and_reopened_needs_a_reason(action, moved):
    for status in ("accepted", "in_progress"):
        action = moved(action, status)
    with pytest.raises(KnownError, match="shows"):
        moved(action, "done")
    action = moved(action, "done", proof="Letter of 12 May")
    with pytest.raises(KnownError, match="reason"):
        moved(action, "reopened")
    assert moved(action, "reopened", proof="No letter came").standing == Standing("reopened")


@pytest.fixture
def claimed(action, moved):
    for status in ("accepted", "in_progress", "done"):
        action = moved(action, status, proof="Letter of 12 May")
    return action


@pytest.mark.parametrize("author", ["Ann", " ann ", "ANN"])
def test_whoever_claimed_it_done_cannot_verify_it(claimed, author):
    with pytest.raises(KnownError, match="another person"):
        actions.move(claimed, Standing("verified"), author)


def test_another_person_verifies_it(claimed, moved):
    assert moved(claimed, "verified", "Bob").standing == Standing("verified")


def test_nobody_without_a_name_claims_or_verifies(action, moved, said, claimed):
    with pytest.raises(KnownError, match="name"):
        actions.move(claimed, Standing("verified"), " ")
    nameless = said("", status="in_progress")
    with pytest.raises(KnownError, match="name"):
        actions.move(nameless, Standing("done"), "", "proof")
    nameless = said("", status="done")
    with pytest.raises(KnownError, match="Nobody signed"):
        actions.move(nameless, Standing("verified"), "Bob")


def test_a_contested_status_is_none_until_one_of_its_rivals_is_kept(action, rivals, moved):
    contested = rivals("status", "accepted", {"status": "rejected", "reason": "No budget"})
    assert contested.standing is None
    assert contested.rivals == (Standing("accepted"), Standing("rejected", "No budget"))
    assert actions.next_statuses(contested) == ("accepted", "rejected")
    with pytest.raises(KnownError, match="does not go there"):
        actions.move(contested, Standing("rejected", "Another reason"), "Ann")
    after = moved(contested, "rejected", reason="No budget")
    assert after.standing == Standing("rejected", "No budget") and not after.contested


def test_one_cannot_settle_a_conflict_as_verified_over_ones_own_claim(claimed, rivals):
    rivals("status", "reopened", "in_progress")
    contested = rivals("status", "done", "verified")
    with pytest.raises(KnownError, match="another person"):
        actions.move(contested, Standing("verified"), "Ann")
    assert actions.move(contested, Standing("verified"), "Bob") == "verified"


def test_contested_fields_show_both_versions_and_choose_none(action, rivals):
    after = rivals("owner", "Sales", "Marketing")
    assert after.owner == "Sales ⟷ Marketing"
    assert [head.value for head in after.contested["owner"]] == ["Sales", "Marketing"]
    assert rivals("due", "2027-01-15", "2027-02-15").due == ""
    assert rivals("effort", "S", "L").effort == ""


def test_the_history_says_who_did_what_and_why(store, audit, claimed, moved):
    moved(claimed, "verified", "Bob", "Three letters came in time")
    log = actions.steps(store.history(audit.id, STATUS))
    assert [(s.standing.status, s.author) for s in log] == [
        ("proposed", "Ann"),
        ("accepted", "Ann"),
        ("in_progress", "Ann"),
        ("done", "Ann"),
        ("verified", "Bob"),
    ]
    assert log[-1].reason == "Three letters came in time"
    assert [s.at for s in log] == sorted(s.at for s in log)


def test_what_was_undone_stands_in_the_history(store, audit, said, action):
    said(status=None)
    assert [step.standing for step in actions.steps(store.history(audit.id, STATUS))] == [
        Standing("proposed"),
        None,
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "rejected"),
        ("status", {"status": "rejected", "reason": " "}),
        ("status", {"status": "deferred", "until": "soon"}),
        ("status", {"status": "deferred", "until": "2027-02-30"}),
        ("status", {"status": "rejected", "reason": "x", "more": 1}),
        ("status", "finished"),
        ("due", "15.01.2027"),
        ("due", "20270115"),
        ("effort", "XL"),
        ("title", 3),
    ],
)
def test_a_cell_of_an_action_refuses_what_it_cannot_hold(said, action, name, value):
    with pytest.raises(KnownError, match="not valid"):
        said(**{name: value})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("15.01.2027", "2027-01-15"), (" 2027-01-15 ", "2027-01-15"), ("5.1.2027", "2027-01-05"), ("", "")],
)
def test_a_date_is_read_as_people_type_it(typed, meant):
    assert actions.day(typed) == meant


@pytest.mark.parametrize("typed", ["31.02.2027", "soon", "15.01", "01/15/2027"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError):
        actions.day(typed)


def test_an_action_is_overdue_after_its_date_until_it_is_done(said, action, moved):
    action = said(due="2027-01-15")
    assert not actions.is_overdue(action, date(2027, 1, 15))
    assert actions.is_overdue(action, date(2027, 1, 16))
    for status in ("accepted", "in_progress", "done"):
        action = moved(action, status, proof="Letter of 12 May")
    assert not actions.is_overdue(action, date(2027, 1, 16))
