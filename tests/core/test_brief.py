"""The brief: personas, legal check, what is left out, when field work begins and who signed."""

from __future__ import annotations

import pytest

from cxaudit import cells, scoring
from cxaudit.edits import Edit, edit
from cxaudit.errors import KnownError
from cxaudit.field import briefing, exclusions, fieldwork
from cxaudit.model import Audit
from cxaudit.quality import completeness
from tests.written import Log


@pytest.fixture
def log() -> Log:
    return Log()


def leave_out(log: Log, *criteria: str, reason: str = "No shop") -> Audit:
    return log.say(exclusions.leaving_out(log.audit, criteria, reason))


# --- personas and texts ---------------------------------------------------------------------------


def test_personas_stay_in_the_order_in_which_they_came_in_whatever_is_edited(log):
    log.say({cells.persona("b", "begun"): True, cells.persona("b", "name"): "First"})
    log.say({cells.persona("a", "begun"): True, cells.persona("a", "name"): "Second"})
    log.say({cells.persona("b", "name"): "First again"})
    assert [one.name for one in briefing.personas(log.audit)] == ["First again", "Second"]


def test_a_removed_persona_is_gone_and_a_contested_removal_does_not_count(log):
    log.say({cells.persona("a", "begun"): True})
    before = log.audit
    log.say({cells.persona("a", "removed"): True})
    assert briefing.personas(log.audit) == ()
    log.write([edit(before, cells.persona("a", "removed"), False)], "two")
    assert [one.id for one in briefing.personas(log.audit)] == ["a"]


def test_a_persona_has_its_key_once_right_and_wrong_solutions_are_known(log):
    log.say({cells.persona("a", "begun"): True, cells.persona("a", "right"): "Plan S"})
    assert not briefing.personas(log.audit)[0].has_key
    log.say({cells.persona("a", "wrong"): "Plan XL"})
    assert briefing.personas(log.audit)[0].has_key


def test_a_list_of_the_brief_is_its_lines_without_the_empty_ones(log):
    log.say({cells.brief("needs"): "coffee at home\n\n  no   visits to a shop \n"})
    assert briefing.lines_of(log.audit, "needs") == ("coffee at home", "no visits to a shop")


def test_two_versions_of_a_text_both_stand_and_are_a_gap(log):
    log.write([Edit(cells.brief("cover_story"), "A new flat")], "one")
    log.write([Edit(cells.brief("cover_story"), "A gift")], "two")
    assert briefing.text_of(log.audit, "cover_story") == "A new flat ⟷ A gift"
    (gap,) = [g for g in completeness.gaps(log.audit, scoring.score(log.audit)) if g.kind == "conflict"]
    assert gap.fields == ("brief/cover_story",)


def test_a_conflict_about_a_removed_persona_is_nobodys_business(log):
    log.say({cells.persona("a", "begun"): True})
    log.write([Edit(cells.persona("a", "need"), "Cheap")], "one")
    log.write([Edit(cells.persona("a", "need"), "Good")], "two")
    assert completeness.conflicts(log.audit) == 1
    log.say({cells.persona("a", "removed"): True})
    assert completeness.conflicts(log.audit) == 0


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("brief/cover_story", None),
        ("persona/a/name", 3),
        ("persona/a/begun", "yes"),
        ("excluded/ACQ-01", " "),
        ("legal/law", "no"),
        ("legal/law", ["yes"]),
        ("signature/a", {"by": "", "state": "0" * 64}),
        ("signature/a", {"by": "A", "state": "0"}),
        ("signature/a", {"by": "A"}),
    ],
)
def test_what_a_cell_of_the_brief_cannot_hold_is_refused(log, cell, value):
    with pytest.raises(KnownError, match="not valid"):
        log.say({cell: value})


# --- legal check ----------------------------------------------------------------------------------


def test_an_item_is_open_until_it_is_answered_and_again_when_two_disagree(log):
    assert all(answer.is_open for answer in briefing.answers(log.audit))
    log.write([Edit(cells.legal("law"), "yes")], "one")
    law = briefing.answers(log.audit)[0]
    assert (law.said, law.heads[0].author) == ("yes", "one")
    log.write([Edit(cells.legal("law"), "not_applicable")], "two")
    assert briefing.answers(log.audit)[0].is_open
    assert completeness.conflicts(log.audit) == 1


# --- left out -------------------------------------------------------------------------------------


def test_a_criterion_that_is_left_out_is_n_with_the_reason_of_the_brief(log):
    leave_out(log, "ACQ-05", "ACQ-06", reason=" No shop ")
    rating = log.audit.rating("ACQ-05")
    assert (rating.mark, rating.reason) == ("N", "No shop")
    assert [(e.criterion, e.reason) for e in exclusions.exclusions(log.audit)] == [
        ("ACQ-05", "No shop"),
        ("ACQ-06", "No shop"),
    ]
    assert fieldwork.begun(log.audit) is None


def test_leaving_out_needs_a_reason(log):
    with pytest.raises(KnownError, match="reason"):
        exclusions.leaving_out(log.audit, ["ACQ-05"], "  ")


def test_taking_it_back_makes_the_rating_empty_if_nobody_changed_it(log):
    leave_out(log, "ACQ-05", "ACQ-06")
    log.say(exclusions.taking_back(log.audit, "ACQ-05"))
    assert log.audit.rating("ACQ-05").mark is None and log.audit.rating("ACQ-06").mark == "N"
    assert [e.criterion for e in exclusions.exclusions(log.audit)] == ["ACQ-06"]


def test_taking_it_back_leaves_a_rating_that_was_changed_since(log):
    leave_out(log, "ACQ-05", "ACQ-06", "ACQ-07")
    log.say({cells.score("ACQ-05"): 3})
    log.say({cells.score("ACQ-06"): 3})
    log.say({cells.score("ACQ-06"): cells.score_value("N", "No shop")})
    log.say({cells.score("ACQ-07"): cells.score_value("N", "My own reason")})
    for criterion in ("ACQ-05", "ACQ-06", "ACQ-07"):
        log.say(exclusions.taking_back(log.audit, criterion))
    assert [log.audit.rating(f"ACQ-0{n}").mark for n in (5, 6, 7)] == [3, "N", "N"]


def test_it_can_be_left_out_and_taken_back_again_and_again(log):
    for hours in (0, 9, -9):
        log.say(exclusions.leaving_out(log.audit, ["ACQ-05"], "No shop"), hours=hours)
        assert log.audit.rating("ACQ-05").mark == "N"
        log.say(exclusions.taking_back(log.audit, "ACQ-05"), hours=-hours)
        assert log.audit.rating("ACQ-05").mark is None


def test_two_reasons_are_settled_with_their_ratings_but_a_score_stays(log):
    before = log.audit
    for device, reason in (("one", "No shop"), ("two", "Not wanted")):
        both = exclusions.leaving_out(before, ["ACQ-05", "ACQ-06"], reason)
        log.write([Edit(cell, value) for cell, value in both.items()], device)
    assert log.audit.rating("ACQ-05").conflict and completeness.conflicts(log.audit) == 4
    log.say(exclusions.settling(log.audit, "ACQ-05", "Not wanted"))
    assert (log.audit.rating("ACQ-05").mark, log.audit.rating("ACQ-05").reason) == ("N", "Not wanted")
    log.say({cells.score("ACQ-06"): 2})
    log.say(exclusions.settling(log.audit, "ACQ-06", None))
    assert log.audit.rating("ACQ-06").mark == 2 and log.audit.conflicts == ()
    log.say(exclusions.taking_back(log.audit, "ACQ-05"))
    assert log.audit.rating("ACQ-05").mark is None


def test_every_sheet_gets_the_n_also_one_that_comes_later(log):
    log.say({cells.visit("x", "of"): ""})
    leave_out(log, "ACQ-05")
    assert log.audit.rating("ACQ-05").mark == "N"
    log.say({cells.visit("y", "of"): "", **exclusions.on_new_sheet(log.audit, "y")})
    assert {r["ACQ-05"].mark for r in log.audit.sheet_ratings.values()} == {"N"}
    log.say(exclusions.taking_back(log.audit, "ACQ-05"))
    assert {r["ACQ-05"].mark for r in log.audit.sheet_ratings.values()} == {None}


def test_what_was_scored_cannot_be_left_out_afterwards(log):
    log.say({cells.score("ACQ-05"): 1})
    assert not exclusions.can_leave_out(log.audit, "ACQ-05")
    assert exclusions.can_leave_out(log.audit, "ACQ-06")


# --- field work -----------------------------------------------------------------------------------


def test_field_work_begins_with_the_first_score(log):
    log.say({cells.note("ACQ-01"): "Looked it up", cells.brief("company"): "Demo Co"})
    assert fieldwork.begun(log.audit) is None
    log.say({cells.score("ACQ-01"): cells.score_value("N", "No shop")})
    assert fieldwork.begun(log.audit) is None
    log.say({cells.score("ACQ-02"): cells.score_value("U", "Closed")})
    begun = fieldwork.begun(log.audit)
    assert begun is not None and begun.by == "rating"


def test_field_work_begins_with_the_signed_brief(log):
    log.say(fieldwork.signing(log.audit, "s", "Vera"))
    begun = fieldwork.begun(log.audit)
    assert begun is not None and begun.by == "signature"
    log.say({cells.signature("s"): None})
    assert fieldwork.begun(log.audit) is None


def test_limits_that_came_in_later_are_known_as_late(log):
    cell = cells.threshold("ACQ-14")
    value = {"0": 100, "3": 50, "5": 5}
    log.say({cell: value}, "two", hours=-1)
    log.say({cells.score("ACQ-01"): 3})
    assert not fieldwork.is_late(log.audit.cells[cell][0], fieldwork.begun(log.audit))
    log.say({cell: {**value, "5": 4}}, "two")
    assert fieldwork.is_late(log.audit.cells[cell][0], fieldwork.begun(log.audit))


# --- signatures -----------------------------------------------------------------------------------


def test_a_signature_says_whether_the_brief_still_reads_as_it_did(log):
    log.say({cells.brief("company"): "Demo Co"})
    log.say(fieldwork.signing(log.audit, "s", " Vera  Lapina "))
    (signed,) = fieldwork.signatures(log.audit)
    assert (signed.by, signed.current) == ("Vera Lapina", True)
    log.say({cells.score("ACQ-01"): 3, cells.brief("budget"): ""})
    assert fieldwork.signatures(log.audit)[0].current
    log.say({cells.brief("budget"): "100"})
    assert not fieldwork.signatures(log.audit)[0].current
    log.say({cells.brief("budget"): ""})
    assert fieldwork.signatures(log.audit)[0].current


def test_several_people_sign_and_one_takes_it_back(log):
    log.say(fieldwork.signing(log.audit, "s", "Vera"))
    log.say(fieldwork.signing(log.audit, "t", "Client"), "two")
    assert [one.by for one in fieldwork.signatures(log.audit)] == ["Vera", "Client"]
    log.say({cells.signature("s"): None})
    assert [one.by for one in fieldwork.signatures(log.audit)] == ["Client"]
    assert log.audit.conflicts == ()
