"""Oracle A of the method, and the four kinds of nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cxaudit import audit as audits
from cxaudit import cells, changes, framework
from cxaudit.errors import KnownError
from cxaudit.i18n import round_half_up, translator
from cxaudit.model import Rating
from cxaudit.scoring import band_of, external_core, grade, is_draft, require_weights, score

DEMO = {
    "ACQ": "4433243324233332",
    "SEL": "343223343332342U",
    "SAL": "433354334424241",
    "ONB": "43323313433012",
    "SOL": "4334443433423212",
    "EVO": "211222323212U2",
    "LOY": "34323343112NN21",
    "OFF": "3344442124UU3U",
}
ORACLE_A = """
ACQ 16 0 0 3.0000 3.00 1.0000 3.0000 3.0000 3.0000
SEL 15 0 1 2.9333 2.93 0.9375 2.7500 3.0625 2.9333
SAL 15 0 0 3.2667 3.27 1.0000 3.2667 3.2667 3.2667
ONB 14 0 0 2.5000 2.50 1.0000 2.5000 2.5000 2.5000
SOL 16 0 0 3.0625 3.06 1.0000 3.0625 3.0625 3.2857
EVO 13 0 1 1.9231 1.92 0.9286 1.7857 2.1429 2.1111
LOY 13 2 0 2.4615 2.46 1.0000 2.4615 2.4615 2.5000
OFF 11 0 3 3.0909 3.09~ 0.7857 2.4286 3.5000 3.1000
"""


def marks_of(letters):
    return [None if x == "." else int(x) if x.isdigit() else x for x in letters]


def audit(stages=DEMO, **weights):
    checklist, _ = framework.default()
    blank = audits.read("a", checklist, {})
    ratings = {
        criterion.id: Rating(mark=mark, reason="because" if mark in ("N", "U") else "")
        for stage in checklist.stages
        for criterion, mark in zip(stage.criteria, marks_of(stages.get(stage.code, "")), strict=False)
    }
    return replace(blank, ratings=ratings, weights={**blank.weights, **weights})


def shown(value, places=4):
    return str(round_half_up(value, places))


@pytest.mark.parametrize("line", ORACLE_A.split("\n")[1:-1])
def test_oracle_a_stage_by_stage(line):
    code, scored, n, u, mean, printed, coverage, low, high, core = line.split()
    stage = score(audit()).stage(code)
    assert (stage.scored, stage.n, stage.u) == (int(scored), int(n), int(u))
    assert (shown(stage.score), shown(stage.coverage)) == (mean, coverage)
    assert (shown(stage.low), shown(stage.high)) == (low, high)
    assert translator("en").number(stage.score) + ("~" if stage.status == "provisional" else "") == printed
    assert shown(score(audit(), external_core).stage(code).score) == core


def test_oracle_a_overall():
    overall = score(audit()).overall
    assert shown(overall.score, 6) == "2.804264" and shown(overall.score, 2) == "2.80"
    assert (shown(overall.percent, 1), overall.band, overall.status) == ("56.1", "developing", "full")
    assert (shown(overall.low), shown(overall.high)) == ("2.6995", "2.8870")
    assert (overall.scored, overall.base, shown(overall.coverage)) == (113, 118, "0.9576")
    assert shown(score(audit(), external_core).overall.score, 6) == "2.871762"
    assert shown(score(audit(**dict.fromkeys(DEMO, 12.5))).overall.score) == "2.7798"
    marks = [m for letters in DEMO.values() for m in marks_of(letters) if isinstance(m, int)]
    assert shown(sum(marks) / len(marks)) == "2.7965"


def test_without_offboarding_the_overall_is_partial():
    overall = score(audit({**DEMO, "OFF": ""})).overall
    assert (shown(overall.score, 6), overall.status, overall.stages_scored) == ("2.772415", "partial", 7)


def test_a_critical_check_at_one_raises_the_only_flag_and_moves_its_stage():
    assert score(audit()).red_flags == ()
    flagged = score(audit({**DEMO, "SEL": "3432133433323" + "42U"}))
    assert flagged.red_flags == ("SEL-05",)
    assert flagged.stage("SEL").score == pytest.approx(43 / 15, abs=1e-15)


@pytest.mark.parametrize(
    ("preset", "overall"),
    [("equal", "2.7798"), ("subscription", "2.7714"), ("retail", "2.8297"), ("b2b", "2.7973")],
)
def test_presets_weigh_the_stages_as_the_method_says(preset, overall):
    checklist, _ = framework.default()
    weights = dict(zip(DEMO, checklist.presets[preset], strict=True))
    assert shown(score(audit(**weights)).overall.score) == overall


def test_n_u_empty_and_zero_are_four_different_things():
    zero, n, u, empty = (score(audit({"ACQ": "333333333333333" + last})).stage("ACQ") for last in "0NU.")
    assert [shown(s.score) for s in (zero, n, u, empty)] == ["2.8125", "3.0000", "3.0000", "3.0000"]
    assert [s.coverage for s in (zero, n, u, empty)] == [1, 1, 15 / 16, 15 / 16]
    assert [(s.scored, s.n, s.u, s.empty) for s in (zero, n, u, empty)] == [
        (16, 0, 0, 0),
        (15, 1, 0, 0),
        (15, 0, 1, 0),
        (15, 0, 0, 1),
    ]
    assert (u.low, u.high) == (45 / 16, 50 / 16) and (empty.low, empty.high) == (3, 3)


@pytest.mark.parametrize(
    ("letters", "status"),
    [
        ("3" * 13 + "UUU", "full"),
        ("3" * 12 + "UUUU", "provisional"),
        ("3" * 8 + "U" * 8, "provisional"),
        ("3" * 7 + "U" * 9, "not_scored"),
        ("3" * 5 + "N" * 11, "full"),
        ("3" * 4 + "N" * 12, "not_scored"),
        ("N" * 16, "not_scored"),
        ("", "not_scored"),
    ],
)
def test_a_stage_is_published_only_with_enough_coverage(letters, status):
    stage = score(audit({"ACQ": letters})).stage("ACQ")
    assert stage.status == status
    assert (stage.score is None) == (status == "not_scored")


def test_the_overall_needs_sixty_percent_of_the_weight():
    four = {code: DEMO[code] for code in ("SAL", "ONB", "SOL", "EVO")}
    assert score(audit(four)).overall.status == "not_published"
    assert score(audit(four)).overall.score is None
    assert score(audit(four, SAL=20)).overall.status == "partial"


def test_a_stage_that_does_not_apply_counts_as_missing_weight():
    overall = score(audit({**DEMO, "LOY": "N" * 15})).overall
    assert (overall.status, overall.stages_scored) == ("partial", 7)


def test_weights_are_divided_by_their_sum():
    tenth = {code: weight / 10 for code, weight in audit().weights.items()}
    assert score(audit(**tenth)).overall.score == score(audit()).overall.score


def test_weights_that_are_all_zero_are_an_error_of_the_brief():
    scores = score(audit(**dict.fromkeys(DEMO, 0)))
    assert scores.overall.score is None and scores.overall.status == "no_weights"
    with pytest.raises(KnownError, match="All stage weights are zero"):
        require_weights(scores)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0, "critical"),
        (0.9999, "critical"),
        (1, "weak"),
        (2, "developing"),
        (2.9999, "developing"),
        (3, "solid"),
        (4, "strong"),
        (4.4999, "strong"),
        (4.5, "leading"),
        (5, "leading"),
    ],
)
def test_bands_use_the_unrounded_value(value, band):
    assert band_of(value) == band


def test_a_mean_that_binary_numbers_cannot_hold_still_reaches_its_band():
    third = score(
        audit({"ACQ": "3" * 16, "SEL": "3" * 16, "SAL": "3" * 15, "ONB": "3" * 14, "SOL": "3" * 16}, ACQ=0.1)
    )
    assert third.overall.score == 3 and third.overall.band == "solid"


@pytest.mark.parametrize(
    ("value", "printed"), [(2.675, "2.68"), (2.665, "2.67"), (1.005, "1.01"), (0.125, "0.13")]
)
def test_figures_are_rounded_half_up(value, printed):
    assert round_half_up(value, 2) == Decimal(printed)


def test_an_inherited_zero_counts_and_is_named_once():
    scores = score(audit({**DEMO, "LOY": "00323343112NN21"}))
    assert scores.inherited == ("LOY-02",)
    assert scores.stage("LOY").scored == 13
    assert not is_draft(audit({**DEMO, "LOY": "00323343112NN21"}), "LOY-02")


def test_a_zero_one_or_five_without_an_artefact_is_a_draft():
    seen = audit()
    assert is_draft(seen, "SAL-05") and not is_draft(seen, "SAL-01")
    noted = replace(seen, ratings={**seen.ratings, "SAL-05": Rating(mark=5, note="Price held.")})
    assert grade(noted, "SAL-05") == 1 and is_draft(noted, "SAL-05")


def test_a_conflict_shows_the_range_and_no_score():
    base = audit()
    rivals = replace(
        base, ratings={**base.ratings, "ACQ-01": Rating(rivals=(4, 1))}, conflicts=(cells.score("ACQ-01"),)
    )
    stage, overall = score(rivals).stage("ACQ"), score(rivals).overall
    assert (stage.status, stage.score, stage.span) == ("conflict", None, (45 / 16, 3))
    assert overall.status == "conflict" and overall.score is None
    assert overall.span[1] == score(base).overall.score
    assert shown(overall.span[0], 6) == "2.785514"


def test_a_conflict_between_a_score_and_not_applicable_spans_both_readings():
    base = audit({"ACQ": "3333333333333330"})
    rivals = replace(base, ratings={**base.ratings, "ACQ-16": Rating(rivals=(0, "N"))})
    assert score(rivals).stage("ACQ").span == (45 / 16, 3)


def test_a_contested_weight_spans_both_weights():
    head = changes.make(audit="a", cell="weights/EVO", value=12, author="x", device="x", seq=1, at="1")
    other = changes.make(audit="a", cell="weights/EVO", value=0, author="y", device="y", seq=1, at="1")
    contested = replace(audit(), cells={"weights/EVO": (head, other)})
    overall = score(contested).overall
    assert overall.status == "conflict" and overall.span[0] == score(audit()).overall.score
    assert overall.span[1] == score(audit(EVO=0)).overall.score
