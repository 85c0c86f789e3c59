"""Oracle E and the grade of the method, and how errors must behave."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit.analysis import confidence as c
from cxaudit.analysis.agreement import agreement, pairs
from cxaudit.model import Rating
from cxaudit.scoring import score
from tests.core.test_scoring import audit, shown
from tests.marks import DEMO, marks_of

SIGMA = st.floats(0, 2)
AUDITORS = st.integers(1, 20)
METHOD = c.Facts(coverage=0.9576, proven=0.85, visits=2, alpha=0.7624, reviewed=True)


def demo(**weights):
    return score(audit(**weights))


# --- oracle E -------------------------------------------------------------------------------


def test_oracle_e_standard_errors():
    scores = demo()
    acq = scores.stage("ACQ")
    assert [shown(c.of_stage(acq, n).error) for n in (1, 2)] == ["0.3354", "0.2372"]
    assert [shown(c.of_overall(scores, n).error) for n in (1, 2)] == ["0.3054", "0.2160"]


def test_oracle_e_smallest_detectable_change():
    one, two = (c.of_overall(demo(), n) for n in (1, 2))
    assert [shown(c.smallest_change(p)) for p in (one, two)] == ["0.8466", "0.5986"]
    assert shown(c.change(one, one, same_auditor=True).error) == "0.0810"
    assert shown(c.smallest_change(one, same_auditor=True)) == "0.1587"


def test_oracle_e_number_of_visits():
    assert shown(c.reliability(0.3, 5), 3) == "0.682"
    assert shown(c.exact_visits(0.3), 2) == "9.33"
    assert (c.visits_needed(0.3), c.visits_needed(0.5)) == (10, 4)


# --- errors ---------------------------------------------------------------------------------


@given(SIGMA, SIGMA, AUDITORS)
def test_more_auditors_never_make_a_score_less_exact(rating, leniency, auditors):
    errors, scores = c.Errors(rating, leniency), demo()
    for precision in (
        lambda n: c.of_overall(scores, n, errors),
        lambda n: c.of_stage(scores.stages[0], n, errors),
    ):
        assert precision(auditors + 1).error <= precision(auditors).error


@given(SIGMA, SIGMA)
def test_the_overall_score_is_no_less_exact_than_its_least_exact_stage(rating, leniency):
    errors, scores = c.Errors(rating, leniency), demo()
    worst = max(c.of_stage(stage, 1, errors).error for stage in scores.stages)
    assert c.of_overall(scores, 1, errors).error <= worst + 1e-12


def test_a_stage_without_a_weight_adds_no_error():
    alone = demo(**{code: 0.0 for code in DEMO if code != "ACQ"})
    assert c.of_overall(alone).error == pytest.approx(c.of_stage(alone.stage("ACQ")).error, abs=1e-12)


def test_the_range_of_a_score_stays_on_the_scale():
    assert c.Precision(4.9, 0.25, 0.25).interval[1] == 5
    assert c.Precision(0.1, 0.25, 0.25).interval[0] == 0
    assert [shown(end, 2) for end in c.of_overall(demo()).interval] == ["2.21", "3.40"]


def test_what_has_no_score_has_no_error():
    empty = score(audit({}))
    assert c.of_overall(empty) is None and c.of_stage(empty.stages[0]) is None


def test_a_score_without_an_auditor_is_a_mistake():
    with pytest.raises(ValueError, match="auditor"):
        c.of_overall(demo(), 0)


def test_defaults_are_called_assumed_and_a_double_scored_visit_replaces_one():
    assert (c.ASSUMED.rating, c.ASSUMED.leniency, c.ASSUMED.assumed) == (0.6, 0.3, True)
    a, b = marks_of(DEMO["ACQ"]), marks_of("4333143224333342")
    found = c.measured(agreement(pairs(a, b)))
    assert (shown(found.rating), found.rating_assumed) == ("0.4057", False)
    assert (found.leniency, found.leniency_assumed, found.assumed) == (0.3, True, True)
    assert c.measured(agreement(pairs(a[:9], b[:9]))) is c.ASSUMED


# --- waves ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moved", "same_auditor", "real"),
    [
        (0.84, False, False),
        (0.85, False, True),
        (-0.85, False, True),
        (0.15, True, False),
        (0.16, True, True),
    ],
)
def test_a_change_is_real_only_above_the_smallest_detectable_one(moved, same_auditor, real):
    before = c.of_overall(demo())
    change = c.change(before, replace(before, score=before.score + moved), same_auditor)
    assert change.real is real and change.difference == pytest.approx(moved)


@given(st.floats(0, 5), st.floats(0, 5), SIGMA, SIGMA)
def test_turning_the_waves_round_turns_the_sign_and_nothing_else(one, other, random, shared):
    first, second = c.Precision(one, random, shared), c.Precision(other, shared, random)
    there, back = c.change(first, second), c.change(second, first)
    assert (there.difference, there.error, there.real) == (-back.difference, back.error, back.real)
    assert c.change(first, second, same_auditor=True).error <= there.error


# --- visits ---------------------------------------------------------------------------------


@given(st.integers(1, 99).map(lambda n: n / 100), st.integers(1, 99).map(lambda n: n / 100))
def test_the_visits_needed_are_enough_and_one_fewer_is_not(one, wanted):
    needed = c.visits_needed(one, wanted)
    assert c.reliability(one, needed) >= wanted - 1e-12
    assert needed == 1 or c.reliability(one, needed - 1) < wanted


@pytest.mark.parametrize("one", [0.0, 1.0, 1.2, -0.1])
def test_a_reliability_of_nothing_or_all_needs_no_count_of_visits(one):
    with pytest.raises(ValueError, match="reliability"):
        c.visits_needed(one)


# --- grade ----------------------------------------------------------------------------------


def test_oracle_of_the_grade():
    found = c.confidence(METHOD)
    assert [reason.points for reason in found.reasons] == [2, 2, 1, 1, 1]
    assert (found.points, found.most, found.letter, found.caps) == (7, 9, "B", ())


@pytest.mark.parametrize(
    ("facts", "points", "letter", "caps"),
    [
        (c.Facts(0.90, 0.80, 3, 0.800, True), 9, "A", ()),
        (c.Facts(0.899, 0.799, 2, 0.799, True), 5, "C", ()),
        (c.Facts(0.70, 0.60, 2, 0.667, False), 4, "C", ("no_review",)),
        (c.Facts(0.699, 0.599, 1, 0.666, False), 0, "D", ("one_visit", "no_review")),
        (c.Facts(1.0, 1.0, 1, 0.9, True), 7, "B", ("one_visit",)),
        (c.Facts(1.0, 1.0, 3, 0.9, False), 8, "C", ("no_review",)),
        (c.Facts(1.0, 1.0, 1, 0.9, False), 6, "C", ("one_visit", "no_review")),
        (c.Facts(1.0, 1.0), 4, "C", ("one_visit", "no_review")),
    ],
)
def test_points_and_caps_of_the_grade(facts, points, letter, caps):
    found = c.confidence(facts)
    assert (found.points, found.letter, found.caps) == (points, letter, caps)


def test_agreement_that_was_not_measured_earns_nothing():
    reason = c.confidence(replace(METHOD, alpha=None)).reasons[3]
    assert (reason.ground, reason.value, reason.points) == ("alpha", None, 0)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 5), st.none() | st.floats(-1, 1), st.booleans())
def test_a_single_visit_never_makes_an_a_and_no_review_nothing_above_c(
    coverage, proven, visits, alpha, reviewed
):
    found = c.confidence(c.Facts(coverage, proven, visits, alpha, reviewed))
    assert found.letter >= found.uncapped
    assert visits > 1 or found.letter >= "B"
    assert reviewed or found.letter >= "C"
    assert found.caps or found.letter == found.uncapped


def test_what_an_audit_itself_tells_of_its_confidence():
    whole = audit()
    facts = c.facts_of(whole, score(whole))
    assert (shown(facts.coverage), facts.proven, facts.visits, facts.alpha) == ("0.9576", 0, 1, None)
    assert c.confidence(facts).letter == "D"
    noted = replace(whole, ratings={**whole.ratings, "ACQ-01": Rating(mark=4, note="A note is no artefact")})
    assert c.facts_of(noted, score(noted)).proven == 0
