"""One sentence about the TOP, and the texts around the score, in both languages."""

from dataclasses import replace

import pytest

from cxaudit.analysis import confidence
from cxaudit.analysis.confidence import Errors
from cxaudit.analysis.growth import growth
from cxaudit.analysis.reliability_words import (
    change_notes,
    error_note,
    grade_limits,
    grade_rows,
    grade_sum,
    headline,
    reliability,
    top_sentence,
    trials,
    zone_shares,
)
from cxaudit.analysis.top_survival import Survival
from cxaudit.i18n import translator
from cxaudit.model import Rating
from cxaudit.scoring import score
from tests.core.analysis.test_growth import proven
from tests.core.test_scoring import audit
from tests.marks import DEMO

EN, RU = translator("en"), translator("ru")


def found(whole=None, **known):
    whole = whole or audit()
    scores = score(whole)
    return reliability(whole, scores, growth(whole, scores, grade=proven), **known)


def survival(same, stays=None, enters=None):
    return Survival(10_000, same, stays or {"SAL-D": same}, enters or {})


def smooth(text):
    return text.replace("\u00a0", " ")


# --- the TOP --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("survived", "said"),
    [
        (survival(1.0), "Yes: in all 10,000 draws of weights within ±25% the TOP is the same."),
        (survival(0.9999), "Yes: in 99.9% of 10,000 draws of weights within ±25% the TOP is the same."),
        (
            survival(0.69, {"SAL-D": 1.0, "LOY-B": 0.82}),
            "In part: the same TOP in 69% of 10,000 draws of weights within ±25%; LOY-B stays in 82%.",
        ),
        (
            survival(0.3, {"SAL-D": 1.0}, {"OFF-B": 0.7}),
            "No: the same TOP in only 30% of 10,000 draws of weights within ±25%; OFF-B comes in in 70%.",
        ),
        (None, "There is no TOP of growth zones to test."),
    ],
)
def test_one_sentence_says_whether_the_top_survives(survived, said):
    assert top_sentence(survived, EN) == said


def test_the_sentence_about_demo_in_russian():
    assert smooth(top_sentence(found().survival, RU)) == (
        "Отчасти: ТОП тот же в 69 % из 10 000 случайных наборов весов в пределах ±25 %; "
        "EVO-C остаётся в 84 %; LOY-B остаётся в 82 %."
    )


def test_a_newcomer_that_is_hardly_ever_seen_is_not_listed():
    rows = dict(zone_shares(found().survival, EN))
    assert rows["SAL-D"] == "100%" and rows["OFF-B"] == "1%"
    assert "SEL-B" not in rows


# --- the score ------------------------------------------------------------------------------


def test_every_test_of_the_score_is_named_with_its_value():
    rows = [(t.name, t.said(EN)) for t in trials(found(), EN)]
    assert rows == [
        ("Weights “Equal”", "2.78"),
        ("Weights “Subscription”", "2.77"),
        ("Weights “Retail”", "2.83"),
        ("Weights “B2B”", "2.80"),
        ("One weight changes by ±25%", "2.78–2.83"),
        ("All weights change by ±25%, 90% of cases", "2.77–2.84"),
        ("Geometric mean instead of the plain one", "2.78"),
        ("Without ONB-12, which moves it most", "2.83"),
        ("Not verified criteria: all 0 or all 5", "2.70–2.89"),
        ("Error of one auditor, 95% (assumed)", "2.21–3.40"),
    ]


def test_an_error_that_was_measured_is_not_called_assumed():
    measured = found(errors=Errors(0.4, 0.2))
    assert trials(measured, EN)[-1].name == "Error of one auditor, 95%"
    assert not trials(measured, EN)[-1].assumed
    assert error_note(measured.errors, EN).startswith("The error of an auditor was measured: 0.40")
    half = found(errors=Errors(0.4, 0.3, leniency_assumed=True))
    assert "The error of one rating was measured: 0.40." in error_note(half.errors, EN)
    assert trials(half, EN)[-1].assumed


def test_the_headline_says_which_is_larger():
    assert headline(found(), EN) == (
        "Other weights move the overall score by 0.04 at most; an auditor may err by 0.60"
    )
    exact = found(errors=Errors(0.1, 0.0))
    assert headline(exact, EN) == (
        "Other weights move the overall score by up to 0.04, more than an auditor may err: 0.02"
    )


def test_without_a_score_nothing_is_claimed():
    whole = audit()
    contested = replace(whole, ratings={**whole.ratings, "SAL-01": Rating(rivals=(0, 5))})
    for nothing in (found(audit({})), found(contested)):
        assert trials(nothing, EN) == []
        assert headline(nothing, EN) == "There is no single overall score to test yet"
    [visits] = change_notes(score(audit({})), confidence.ASSUMED, EN)
    assert visits == "Visits: reliability 0.8 takes 10 of them if one has 0.3, 4 if it has 0.5."


def test_what_change_is_real_is_said_for_the_same_and_for_different_auditors():
    first, second, _ = change_notes(score(audit()), confidence.ASSUMED, RU)
    assert "больше 0,85 балла" in first and "больше 0,60" in first
    assert second.startswith("Тот же аудитор: больше 0,16")


# --- the grade ------------------------------------------------------------------------------


def test_the_grade_lists_its_grounds_and_limits():
    facts = confidence.Facts(0.9576, 0.85, 2, 0.7624, True)
    grade = found(facts=facts).confidence
    assert grade_rows(grade, EN) == [
        ("Coverage", "95.8%", "2 of 2"),
        ("Scores with evidence E2+", "85.0%", "2 of 2"),
        ("Visits per key touchpoint", "2", "1 of 2"),
        ("Agreement of auditors, α", "0.76", "1 of 2"),
        ("Second check", "yes", "1 of 1"),
    ]
    assert grade_sum(grade, EN) == ("Total: 6–7 is B", "7 of 9")
    assert grade_limits(grade, EN) == []
    alone = found().confidence
    assert grade_rows(alone, RU)[3:] == [
        ("Согласованность аудиторов, α", "не измерено", "0 из 2"),
        ("Вторая проверка", "нет", "0 из 1"),
    ]
    assert grade_limits(alone, RU) == ["Один визит: не выше B.", "Нет второй проверки: не выше C."]


def test_points_that_a_limit_takes_away_are_still_said():
    grade = found(facts=confidence.Facts(1.0, 1.0, 3, 0.9, False)).confidence
    assert (grade.letter, grade_sum(grade, EN)) == ("C", ("Total: 8–9 is A", "8 of 9"))


def test_equal_stages_make_weights_irrelevant():
    level = audit({code: "3" * len(letters) for code, letters in DEMO.items()})
    assert (
        headline(found(level), EN)
        == "Other weights move the overall score by less than 0.01; an auditor may err by 0.60"
    )
