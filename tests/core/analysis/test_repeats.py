"""What several visits and auditors of one audit tell of how sure it is."""

from dataclasses import replace

import numpy as np
import pytest

from cxaudit import audit as audits
from cxaudit import framework, scoring
from cxaudit.analysis.confidence import ASSUMED, of_overall
from cxaudit.analysis.reliability_words import reliability, trials
from cxaudit.analysis.repeats import confidence_of, precision_of, repeats_of
from cxaudit.i18n import translator
from cxaudit.model import Brief, Rating, Sheet
from tests.marks import visited

CHECKLIST, _ = framework.default()
BLANK = replace(audits.read("a", CHECKLIST, {}), brief=Brief(auditor="Ann"))
ALL = tuple(CHECKLIST.criteria)


def audited(marks, worst=False):
    """An audit from `{sheet: marks}`, where a sheet is a number of a visit or a Sheet."""
    sheets = (s if isinstance(s, Sheet) else Sheet(str(s), str(s)) for s in marks)
    first, *more = zip(sheets, map(ratings_of, marks.values()), strict=True)
    return visited(replace(BLANK, ratings=first[1]), *more, worst=worst)


def ratings_of(marks):
    return {c: Rating(mark=m) for c, m in zip(ALL, marks, strict=False) if m is not None}


def second(visit="1", **known):
    return Sheet(f"{visit}b", visit, **known)


def test_one_visit_of_one_auditor_tells_nothing_of_itself():
    one = replace(BLANK, ratings={c: Rating(mark=3) for c in ALL})
    found = repeats_of(one)
    assert (len(found.visits), found.touchpoints, found.auditors) == (1, 1, 1)
    assert (found.alpha, found.pair, found.agreed, found.between, found.drawn) == (
        None,
        None,
        False,
        None,
        None,
    )
    assert found.errors == ASSUMED
    assert precision_of(one, scoring.score(one)) == of_overall(scoring.score(one))


def test_oracle_d_comes_out_of_a_visit_with_two_auditors():
    a, b = (list(map(int, said)) for said in ("4433243324233332", "4333143224333342"))
    two = audited({Sheet(): a, second(auditor="Ben"): b})
    found = repeats_of(two)
    assert (round(found.alpha, 4), round(found.pair.sigma_r, 4), found.auditors) == (0.7624, 0.4057, 2)
    assert found.errors.rating == found.pair.sigma_r and found.errors.leniency_assumed


def test_auditors_are_counted_by_name_and_the_brief_names_the_first():
    def count(*names):
        sheets = [Sheet(str(n), str(n), auditor=name) for n, name in enumerate(names, 1)]
        return repeats_of(audited({s: [3] * 120 for s in sheets})).auditors

    assert count("", "Ann", "ann ") == 1
    assert count("", "Ben", "") == 2


def test_more_auditors_make_the_score_surer():
    one = audited({1: [3] * 120})
    two = audited({1: [3] * 120, Sheet("2", "2", auditor="Ben"): [3] * 120})
    errors = [precision_of(a, scoring.score(a)).error for a in (one, two)]
    assert errors[1] == pytest.approx(errors[0] / 2**0.5)


def test_the_range_between_visits_needs_three_and_drawing_them_anew_five():
    levels = {n: [n % 4 + 1] * 120 for n in range(1, 6)}
    for n in range(1, 6):
        found = repeats_of(audited(dict(list(levels.items())[:n])))
        assert (found.between is None, found.drawn is None) == (n < 3, n < 5)
    assert repeats_of(audited(levels)).between == (1, 4)


def test_visits_drawn_anew_give_the_range_that_scipy_gives():
    from scipy.stats import bootstrap  # a second that each process of the tests would spend on it

    levels = [1, 2, 2, 3, 5, 4, 2]
    found = repeats_of(audited({n: [level] * 120 for n, level in enumerate(levels, 1)}))
    theirs = bootstrap((levels,), np.mean, n_resamples=20_000, method="percentile", rng=7)
    low, high = theirs.confidence_interval
    assert found.drawn == pytest.approx((low, high), abs=0.08)


def test_visits_that_agree_leave_no_range():
    marks = [n % 6 for n in range(120)]
    found = repeats_of(audited(dict.fromkeys(range(1, 7), marks)))
    score = scoring.score(audited({1: marks})).overall.score
    assert found.between == pytest.approx((score, score)) and found.drawn == pytest.approx((score, score))


def test_the_worst_visit_of_a_critical_check_is_the_worst_of_those_drawn():
    levels = {n: [n % 3 + 2] * 120 for n in range(1, 7)}
    mean, worst = (repeats_of(audited(levels, worst=w)).drawn for w in (False, True))
    assert worst[0] < mean[0] and worst[1] < mean[1]


def test_the_grade_rises_with_visits_agreement_and_a_second_check():
    marks = [n % 5 + 1 for n in range(120)]
    alone = audited({1: marks})
    agreed = Sheet("1c", "1", agreed=True)
    more = audited({1: marks, second(): marks, agreed: marks, 2: marks, 3: marks})
    before, after = (confidence_of(a, scoring.score(a)) for a in (alone, more))
    points = {
        r.ground: (r.points, later.points) for r, later in zip(before.reasons, after.reasons, strict=True)
    }
    assert points["visits"] == (0, 2) and points["alpha"] == (0, 2) and points["review"] == (0, 1)
    assert before.caps == ("one_visit", "no_review") and after.caps == ()


def test_the_critical_check_with_the_fewest_visits_says_how_many_there_are():
    marks = [3] * 120
    gone = ["U" if CHECKLIST.criteria[c].critical else 3 for c in ALL]
    assert repeats_of(audited({1: marks, 2: marks, 3: gone})).touchpoints == 2


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_visits_stand_among_the_trials_of_the_score(lang):
    audit = audited({n: [n % 4 + 1] * 120 for n in range(1, 6)})
    names = [trial.name for trial in trials(reliability(audit, scoring.score(audit)), translator(lang))]
    wanted = {"en": "Each of the 5 visits alone", "ru": "Каждый из 5 визитов сам по себе"}[lang]
    assert wanted in names
