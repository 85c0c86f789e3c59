"""Cells that this version does not know, and values at the edge of what it knows, from a stranger's file."""

from datetime import UTC, datetime

import pytest

from cxaudit import audit, cell_values, changes, framework, scoring, staff, trends
from cxaudit.errors import KnownError
from cxaudit.field import exclusions, fieldwork, week
from cxaudit.i18n import translator
from cxaudit.quality import approval, completeness, debrief, review
from cxaudit.sound import recording
from cxaudit.timing import limits, measures
from tests import said

NOW = datetime(2027, 1, 15, tzinfo=UTC)
LAST, FIRST = "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00.000000Z"
WAIT = "SEL-10"
MEASURE = {**said.MEASURE, "criterion": WAIT, "label": ""}
RECORDING = {
    "evidence": "r",
    "sheet": "1",
    "begun": "2027-01-01T00:00:00.000000Z",
    "seconds": 9,
    "stamps": [],
    "deleted": False,
}
UNKNOWN = (
    "measure/m/n",
    "recording/r/n",
    "signature/s/n",
    "staff/s/n",
    "trend/t/n",
    "trend",
    "contact/k",
    "contact/k/sent/n",
    "plan/SEL",
    "persona/p",
    "persona/p/q/begun",
    "visit/1/rating/ZZZ-99/score",
    "visit/1/other/score",
    "excluded/ZZZ-99",
    f"threshold/{WAIT}/n",
    "legal/unheard/of",
    "review/state/n",
    "review/r/score",
)


@pytest.fixture(scope="module")
def checklist():
    return framework.default()[0]


def reading(checklist, said):
    log = [
        changes.make(
            audit="a",
            cell=cell,
            value=value,
            author="A",
            device=f"d{n}",
            seq=1,
            at=f"2027-01-14T00:00:{n:02}Z",
        )
        for n, (cell, value) in enumerate(said)
    ]
    return audit.read("a", checklist, changes.heads(log))


def read_all(one):
    """Everything that the pages and the list ask of an audit."""
    scores, en = scoring.score(one), translator("en")
    return (
        one.measures,
        one.ratings,
        scores,
        completeness.gaps(one, scores),
        fieldwork.begun(one),
        fieldwork.signatures(one),
        limits.limit_changes(one),
        exclusions.exclusions(one),
        recording.recordings(one),
        recording.overdue(one, NOW),
        review.review_of(one),
        review.raters(one),
        approval.standing(one),
        week.tasks(one, NOW),
        week.follow_up_day(one),
        week.contacts(one),
        trends.trends_of(one),
        staff.members(one),
        staff.by_role(one, en).ratings,
        debrief.needs(one, {}),
        [measures.suggestion(one, criterion) for criterion in one.framework.criteria],
    )


@pytest.mark.parametrize("cell", UNKNOWN)
@pytest.mark.parametrize(
    "value", [True, 7, "text", [], {}, {"mark": "N"}, {"by": "x"}, MEASURE, RECORDING], ids=repr
)
def test_what_a_newer_program_says_below_a_known_name_is_shown_nowhere(checklist, cell, value):
    known = [("measure/m", MEASURE), ("recording/r", RECORDING), ("plan/start", "2027-01-11")]
    cell_values.check(cell, value, checklist)
    assert read_all(reading(checklist, [*known, (cell, value)])) == read_all(reading(checklist, known))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("plan/start", "9999-12-31"),
        ("plan/follow_up/day", "0001-01-01"),
        ("contact/k/due", LAST),
        ("contact/k/sent", FIRST),
        ("recording/r", {**RECORDING, "begun": LAST}),
        ("measure/m", {**MEASURE, "at": "0001-01-01T00:00:00+14:00"}),
        ("measure/m", {**MEASURE, "at": "9999-12-31T23:59:59-14:00"}),
        ("action/a/due", "9999-12-31"),
    ],
)
def test_a_day_that_no_calendar_can_count_from_is_refused(checklist, cell, value):
    with pytest.raises(KnownError, match="is not valid"):
        cell_values.check(cell, value, checklist)


@pytest.mark.parametrize("round_id", ["", "a/b", "two words", "\ud800", "line\n"])
def test_a_round_of_review_whose_name_no_cell_can_hold_is_refused(checklist, round_id):
    with pytest.raises(KnownError, match="is not valid"):
        cell_values.check("review/state", approval.value("in_review", round_id, ()), checklist)


def test_a_sample_that_names_a_criterion_twice_is_refused(checklist):
    with pytest.raises(KnownError, match="is not valid"):
        cell_values.check("review/state", approval.value("in_review", "r", [WAIT, WAIT]), checklist)


def test_a_stage_set_to_no_weight_makes_a_signature_out_of_date(checklist):
    plain = reading(checklist, [])
    assert fieldwork.brief_state(plain) != fieldwork.brief_state(reading(checklist, [("weights/SEL", 0)]))
