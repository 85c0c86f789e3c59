"""Oracle D of the method, and numbers that others have published (METHOD 10.1)."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import audit as audits
from cxaudit import framework
from cxaudit.analysis.agreement import (
    agreement,
    alpha_reading,
    compare,
    icc_reading,
    linear,
    pairs,
    quadratic,
    table,
    weighted_kappa,
)
from cxaudit.analysis.alpha import alpha
from cxaudit.analysis.icc import icc
from cxaudit.errors import KnownError
from cxaudit.i18n import round_half_up
from cxaudit.model import Rating

A = [int(x) for x in "4433243324233332"]
B = [int(x) for x in "4333143224333342"]

KRIPPENDORFF_4_BY_12 = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
WIKIPEDIA_3_BY_15 = """
. . . . . 3 4 1 2 1 1 3 3 . 3
1 . 2 1 3 3 4 3 . . . . . . .
. . 2 1 3 4 4 . 2 1 1 3 3 . 4
"""
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
SLIDES = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]
COHEN = [[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]
COHEN_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]


def rows(text):
    return [[None if x == "." else float(x) for x in line.split()] for line in text.strip().split("\n")]


def shown(value, places):
    return str(round_half_up(value, places))


def unweighted(one, other):
    return one != other


# --- two auditors ---------------------------------------------------------------------------


def test_oracle_d_describes_two_auditors_to_the_printed_digit():
    found = agreement(pairs(A, B))
    assert found.units == 16
    assert (found.exact, found.within_one) == (0.6875, 1.0)
    assert found.leniency == 0.0625 and shown(found.sd, 4) == "0.5737"
    assert shown(found.sigma_r, 4) == "0.4057"
    assert shown(found.kappa_quadratic, 4) == "0.7368" and shown(found.kappa_linear, 4) == "0.6154"
    assert shown(found.alpha_ordinal, 4) == "0.7624" and shown(found.alpha_interval, 4) == "0.7446"
    assert found.enough == "few" and alpha_reading(found.alpha_ordinal) == "tentative"


def test_a_rater_who_scores_higher_has_leniency_above_zero():
    assert agreement([(4, 3)] * 12).leniency == 1 and agreement([(3, 4)] * 12).leniency == -1


def test_marks_that_only_one_auditor_scored_are_no_unit():
    assert pairs([3, "N", 4, "U", None, 0], [3, 2, "U", "U", 1, 5]) == [(3, 3), (0, 5)]
    with pytest.raises(ValueError):
        pairs([3], [3, 4])


def test_scores_without_any_variance_are_not_computable():
    found = agreement([(3, 3)] * 20)
    assert found.exact == 1 and found.sd == 0
    assert found.kappa_quadratic is found.kappa_linear is None
    assert found.alpha_ordinal is found.alpha_interval is None


def test_fewer_than_ten_shared_units_give_shares_but_no_coefficient():
    found = agreement([(n % 6, n % 5) for n in range(9)])
    assert found.enough == "too_few" and found.exact is not None and found.sd is not None
    assert found.kappa_quadratic is found.alpha_ordinal is None
    assert agreement([(n % 6, n % 5) for n in range(10)]).alpha_ordinal is not None
    assert agreement([(n % 6, n % 5) for n in range(30)]).enough == "enough"


def test_no_shared_unit_says_nothing():
    found = agreement([])
    assert found.units == 0 and found.enough == "too_few"
    computed = [getattr(found, f.name) for f in fields(found) if f.name != "units"]
    assert computed == [None] * len(computed) and found.sigma_r is None


# --- weighted kappa -------------------------------------------------------------------------


def test_kappa_of_cohens_table_of_1968():
    assert shown(weighted_kappa(COHEN, lambda i, j: COHEN_WEIGHTS[i][j]), 4) == "0.3478"
    assert shown(weighted_kappa(COHEN, unweighted), 4) == "0.4915"


def test_kappa_of_118_slides():
    assert shown(weighted_kappa(SLIDES, unweighted), 4) == "0.4930"
    assert shown(weighted_kappa(SLIDES, linear), 4) == "0.6488"
    assert shown(weighted_kappa(SLIDES, quadratic), 4) == "0.7838"


def test_the_table_has_all_six_categories_also_where_some_were_not_used():
    counted = table([(3, 3), (3, 4)])
    assert len(counted) == len(counted[0]) == 6 and counted[3][3] == counted[3][4] == 1


# --- alpha ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "published"),
    [("nominal", "0.743"), ("ordinal", "0.815"), ("interval", "0.849"), ("ratio", "0.797")],
)
def test_alpha_of_four_raters_with_gaps(level, published):
    assert shown(alpha(rows(KRIPPENDORFF_4_BY_12), level), 3) == published


@pytest.mark.parametrize(("level", "published"), [("nominal", "0.691358"), ("interval", "0.810845")])
def test_alpha_of_three_raters_with_gaps(level, published):
    assert shown(alpha(rows(WIKIPEDIA_3_BY_15), level), 6) == published


def test_alpha_without_a_pair_or_without_variance_is_not_computable():
    assert alpha([]) is None
    assert alpha([[1, 2, 3]]) is None
    assert alpha([[1, None], [None, 2]]) is None
    assert alpha([[3, 3], [3, 3]]) is None


LEVELS = st.sampled_from(["nominal", "ordinal", "interval", "ratio"])
MARKS = st.one_of(st.none(), st.integers(0, 5))


@st.composite
def rated(draw):
    units = draw(st.integers(0, 12))
    return draw(st.lists(st.lists(MARKS, min_size=units, max_size=units), min_size=2, max_size=4))


def same(one, other):
    return one is other is None or math.isclose(one, other, abs_tol=1e-12)


@given(rated(), LEVELS, st.randoms())
def test_alpha_does_not_depend_on_the_order_of_raters_or_units(given_rows, level, random):
    before = alpha(given_rows, level)
    units = list(zip(*given_rows, strict=True))
    random.shuffle(units)
    mixed = [list(row) for row in zip(*units, strict=True)] or given_rows
    random.shuffle(mixed)
    assert same(alpha(mixed, level), before)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=12), st.integers(2, 4), LEVELS)
def test_identical_raters_agree_fully_or_have_nothing_to_tell_apart(marks, raters, level):
    assert alpha([marks] * raters, level) == (1 if len(set(marks)) > 1 else None)


@given(rated())
def test_alpha_agrees_with_every_pair_counted_one_by_one(given_rows):
    units = [[v for v in unit if v is not None] for unit in zip(*given_rows, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [v for unit in units for v in unit]
    between = [(a - b) ** 2 for i, a in enumerate(values) for j, b in enumerate(values) if i != j]
    found = alpha(given_rows, "interval")
    if not any(between):
        assert found is None
        return
    within = sum(
        (a - b) ** 2 / (len(unit) - 1)
        for unit in units
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    )
    expected = sum(between) / (len(values) - 1)
    assert math.isclose(found, 1 - within / expected, abs_tol=1e-12)


PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=10, max_size=40)


@given(PAIRS)
def test_swapping_the_auditors_turns_only_the_leniency_round(shared):
    one, other = agreement(shared), agreement([(b, a) for a, b in shared])
    assert one.leniency == -other.leniency
    assert (one.exact, one.within_one, one.sd) == (other.exact, other.within_one, other.sd)
    for name in ("kappa_quadratic", "kappa_linear", "alpha_ordinal", "alpha_interval"):
        assert same(getattr(one, name), getattr(other, name))


@given(st.lists(st.integers(0, 5), min_size=10, max_size=40))
def test_an_auditor_agrees_fully_with_itself(marks):
    found = agreement([(m, m) for m in marks])
    full = 1 if len(set(marks)) > 1 else None
    assert (found.exact, found.leniency, found.sd) == (1, 0, 0)
    assert (found.kappa_quadratic, found.kappa_linear, found.alpha_ordinal) == (full, full, full)


# --- ICC ------------------------------------------------------------------------------------


def test_icc_of_shrout_and_fleiss():
    found = icc(SHROUT_FLEISS)
    assert (found.targets, found.raters) == (6, 4)
    computed = [getattr(found, f.name) for f in fields(found)[2:]]
    assert [shown(x, 2) for x in computed] == ["0.17", "0.29", "0.71", "0.44", "0.62", "0.91"]
    assert [shown(x, 4) for x in computed] == ["0.1657", "0.2898", "0.7148", "0.4428", "0.6201", "0.9093"]


def test_icc_leaves_rows_with_a_gap_out():
    assert icc([*SHROUT_FLEISS, [3, None, 4, 5]]) == icc(SHROUT_FLEISS)


@pytest.mark.parametrize("targets", [[], [[1, 2]], [[1], [2]], [[3, 3], [3, 3]], [[None, 1], [2, 3]]])
def test_icc_is_not_computable_without_targets_raters_or_variance(targets):
    found = icc(targets)
    assert [getattr(found, f.name) for f in fields(found)[2:]] == [None] * 6


def test_identical_raters_of_different_targets_have_an_icc_of_one():
    found = icc([[2.5, 2.5, 2.5], [3.25, 3.25, 3.25], [4, 4, 4]])
    assert [getattr(found, f.name) for f in fields(found)[2:]] == [1] * 6


def test_rows_of_different_length_are_a_mistake():
    with pytest.raises(ValueError):
        icc([[1, 2], [1, 2, 3]])
    with pytest.raises(ValueError):
        alpha([[1, 2], [1, 2, 3]])


TABLES = st.integers(2, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 5), min_size=k, max_size=k), min_size=2, max_size=8)
)


@given(TABLES, st.randoms())
def test_icc_does_not_depend_on_the_order_of_targets_or_raters(targets, random):
    columns = list(zip(*targets, strict=True))
    random.shuffle(columns)
    mixed = [list(row) for row in zip(*columns, strict=True)]
    random.shuffle(mixed)
    assert icc(mixed) == icc(targets)


# --- readings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        (1, "reliable"),
        (0.8, "reliable"),
        (0.7999, "tentative"),
        (0.667, "tentative"),
        (0.6669, "not_for_publication"),
        (-0.2, "not_for_publication"),
    ],
)
def test_alpha_is_read_by_krippendorffs_convention(value, reading):
    assert alpha_reading(value) == reading


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        (0.91, "excellent"),
        (0.9, "good"),
        (0.75, "good"),
        (0.7499, "moderate"),
        (0.5, "moderate"),
        (0.4999, "poor"),
        (-1, "poor"),
    ],
)
def test_icc_is_read_in_four_steps(value, reading):
    assert icc_reading(value) == reading


# --- two audits -----------------------------------------------------------------------------


def audit(marks):
    checklist, _ = framework.default()
    blank = audits.read("a", checklist, {})
    return replace(blank, ratings={c: Rating(mark=m) for c, m in marks.items()})


def test_two_audits_are_compared_criterion_by_criterion_the_largest_difference_first():
    ids = list(framework.default()[0].criteria)[:16]
    one, other = dict(zip(ids, A, strict=True)), dict(zip(ids, B, strict=True))
    found = compare(audit(one | {ids[2]: 5}), audit(other | {ids[2]: 0, "OFF-01": 4}))
    assert found.disagreements[0].criterion == ids[2]
    assert (found.disagreements[0].a, found.disagreements[0].b, found.disagreements[0].size) == (5, 0, 5)
    ordered = [(-d.size, ids.index(d.criterion)) for d in found.shared]
    assert ordered == sorted(ordered) and len(found.shared) == found.agreement.units == 16
    assert found.unshared == ("OFF-01",)
    assert all(d.size for d in found.disagreements)


def test_not_applicable_unverified_empty_and_contested_marks_are_not_compared():
    one = audit({"ACQ-01": "N", "ACQ-02": 3, "ACQ-03": "U", "ACQ-04": 2})
    other = audit({"ACQ-01": 2, "ACQ-02": "U", "ACQ-03": "U", "ACQ-04": 2})
    other = replace(other, ratings={**other.ratings, "ACQ-05": Rating(rivals=(1, 4))})
    one = replace(one, ratings={**one.ratings, "ACQ-05": Rating(mark=1)})
    found = compare(one, other)
    assert [d.criterion for d in found.shared] == ["ACQ-04"] and found.disagreements == ()
    assert found.unshared == ("ACQ-01", "ACQ-02", "ACQ-05")


def test_audits_with_different_checklists_are_refused():
    other = audit({"ACQ-01": 3})
    newer = replace(other, framework=replace(other.framework, version="99"))
    with pytest.raises(KnownError, match="different checklists"):
        compare(other, newer)
