"""Oracle C of the method: one criterion over several visits and auditors."""

import math
import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit.analysis.visits import consolidate
from cxaudit.i18n import round_half_up
from cxaudit.visits import VisitMarks

THREE = [VisitMarks((3, 4)), VisitMarks((2,)), VisitMarks((4, 4, 5))]
MARKS = st.sampled_from([0, 1, 2, 3, 4, 5, "N", "U", None])
VISITS = st.lists(
    st.builds(
        VisitMarks,
        st.lists(MARKS, max_size=4).map(tuple),
        st.sampled_from([None, None, None, 0, 3, 5, "N"]),
    ),
    max_size=6,
)


def shown(value, places):
    return str(round_half_up(value, places))


def test_oracle_c_weighs_visits_and_not_auditors():
    found = consolidate(THREE)
    assert [shown(value, 4) for value in found.visits] == ["3.5000", "2.0000", "4.3333"]
    assert shown(found.value, 4) == "3.2778" and found.exact == Fraction(59, 18)
    assert (shown(found.low, 2), shown(found.high, 2), found.n) == ("2.00", "4.33", 3)
    assert shown(found.sd, 4) == "1.1824"
    assert [shown(end, 2) for end in found.interval] == ["0.34", "5.00"]


def test_the_interval_of_oracle_c_is_wider_than_the_scale_before_it_is_clipped():
    from cxaudit.analysis.visits import t_interval

    low, high = t_interval(59 / 18, consolidate(THREE).sd, 3)
    assert (shown(low, 2), shown(high, 2)) == ("0.34", "6.22")


def test_three_visits_say_almost_nothing_even_if_they_agree():
    assert consolidate(THREE).reading == "almost_nothing"
    assert consolidate([VisitMarks((3,))] * 3).reading == "almost_nothing"


@pytest.mark.parametrize(
    ("marks", "reading"),
    [
        ([], "unscored"),
        ([4], "single"),
        ([4, 1], "almost_nothing"),
        ([5, 1, 4, 0], "rough"),
        ([4, 4, 5, 4], "usable"),
    ],
)
def test_the_reading_follows_the_number_of_visits_and_their_spread(marks, reading):
    assert consolidate([VisitMarks((mark,)) for mark in marks]).reading == reading


def test_one_visit_has_no_spread_and_no_interval():
    found = consolidate([VisitMarks((4, 5))])
    assert (found.value, found.low, found.high, found.sd, found.interval) == (4.5, 4.5, 4.5, None, None)


def test_the_word_of_quality_control_wins_over_the_auditors():
    assert consolidate([VisitMarks((0, 1), agreed=4)]).value == 4
    assert consolidate([VisitMarks((0, 1), agreed=0)]).value == 0


def test_a_visit_that_quality_control_found_not_applicable_does_not_count():
    assert consolidate([VisitMarks((5,), agreed="N"), VisitMarks((2,))]).visits == (2.0,)


def test_not_applicable_not_verified_and_empty_marks_do_not_count():
    found = consolidate([VisitMarks(("N", 4)), VisitMarks(("U", None)), VisitMarks((2, "U"))])
    assert found.visits == (4.0, 2.0) and found.value == 3


def test_the_worst_visit_counts_where_that_is_asked_for():
    found = consolidate(THREE, worst=True)
    assert (found.value, shown(found.mean, 4)) == (2.0, "3.2778")
    assert consolidate([], worst=True).value is None


@given(VISITS, st.randoms())
def test_the_order_of_visits_and_auditors_does_not_matter(visits, random):
    mixed = [VisitMarks(tuple(random.sample(v.marks, len(v.marks))), v.agreed) for v in visits]
    random.shuffle(mixed)
    one, other = consolidate(visits), consolidate(mixed)
    assert (one.exact, one.sd, one.interval, one.reading) == (
        other.exact,
        other.sd,
        other.interval,
        other.reading,
    )


@given(VISITS)
def test_the_value_agrees_with_a_reckoning_of_its_own(visits):
    values = []
    for visit in visits:
        scored = [m for m in visit.marks if isinstance(m, int)]
        if visit.agreed is not None:
            scored = [visit.agreed] if visit.agreed != "N" else []
        if scored:
            values.append(statistics.fmean(scored))
    found, worst = consolidate(visits), consolidate(visits, worst=True)
    if not values:
        assert found.value is worst.value is None and found.reading == "unscored"
        return
    assert math.isclose(found.value, statistics.fmean(values), abs_tol=1e-12)
    assert worst.value == min(values)
    assert 0 <= found.low <= found.value <= found.high <= 5
    if len(values) > 1:
        assert math.isclose(found.sd, statistics.stdev(values), abs_tol=1e-12)
        assert 0 <= found.interval[0] <= found.value <= found.interval[1] <= 5
