"""Oracle A of the method, and the four kinds of nothing."""

import itertools
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxaudit import audit as audits
from cxaudit import cells, changes, framework
from cxaudit.errors import KnownError
from cxaudit.i18n import round_half_up, translator
from cxaudit.model import Rating
from cxaudit.proof import grade, is_draft, is_proven
from cxaudit.scoring import band_of, external_core, require_weights, score
from tests.examples import examples
from tests.marks import DEMO, marks_of

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


def test_an_inherited_zero_has_the_proof_of_its_parent_and_no_more():
    none = audit({**DEMO, "LOY": "00323343112NN21"})
    assert not is_proven(none, "LOY-01") and not is_proven(none, "LOY-02")


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


# --- against a reckoning of its own ---------------------------------------------------------

MARKS = st.sampled_from([0, 1, 2, 3, 4, 5, 0, 3, 5, "N", "U", None])


@st.composite
def rated(draw):
    """An audit with every kind of mark, a few conflicts and contested weights."""
    checklist, _ = framework.default()
    blank = audits.read("a", checklist, {})
    ratings = {c: Rating(mark=draw(MARKS)) for c in checklist.criteria if draw(st.integers(0, 9))}
    for criterion in draw(st.lists(st.sampled_from(sorted(checklist.criteria)), max_size=3)):
        ratings[criterion] = Rating(rivals=tuple(draw(st.lists(MARKS, min_size=2, max_size=3))))
    numbers = st.one_of(st.just(0), st.integers(0, 30), st.decimals(0, 30, places=2).map(float))
    weights = {code: draw(numbers) for code in blank.weights}
    contested = draw(st.lists(st.sampled_from(sorted(weights)), max_size=3, unique=True))
    heads = {
        cells.weight(code): tuple(
            changes.make(
                audit="a", cell=cells.weight(code), value=said, author="", device=str(n), seq=1, at="2026"
            )
            for n, said in enumerate((weights[code], draw(numbers)))
        )
        for code in contested
    }
    return replace(blank, ratings=ratings, weights=weights, cells=heads)


def means(stage, audit):
    """Every mean that the stage has over rivals, and over rivals with each U as 0 and as 5."""
    settled = [r.mark for c in stage.criteria if not (r := audit.rating(c.id)).rivals]
    rivals = [r.rivals for c in stage.criteria if (r := audit.rating(c.id)).rivals]
    plain, bounded = [], []
    for choice in itertools.product(*rivals):
        numbers = [m for m in (*settled, *choice) if isinstance(m, int)]
        u = settled.count("U")
        if numbers:
            plain.append(Fraction(sum(numbers), len(numbers)))
        if numbers or u:
            bounded += [Fraction(sum(numbers) + x * u, len(numbers) + u) for x in (0, 5)]
    return plain, bounded


def weighted(spans, weights):
    """Every weighted mean of the ends, over every choice of weights."""
    found = []
    for chosen in itertools.product(*weights):
        for values in (tuple(min(s) for s in spans), tuple(max(s) for s in spans)):
            if any(chosen):
                found.append(sum(w * v for w, v in zip(chosen, values, strict=True)) / sum(chosen))
    return found


@settings(max_examples=examples(60))
@given(audit=rated())
def test_scores_agree_with_every_choice_tried_in_exact_fractions(audit):
    scores = score(audit)
    plain, bounded, weights = {}, {}, {}
    for stage, found in zip(audit.framework.stages, scores.stages, strict=True):
        marks = [audit.rating(c.id) for c in stage.criteria]
        counted = sum(isinstance(r.mark, int) for r in marks) + found.conflicts
        base = sum(r.mark != "N" or r.conflict for r in marks)
        assert (found.base, found.scored + found.conflicts) == (base, counted)
        heads = audit.cells.get(cells.weight(stage.code), ())
        said = {Fraction(str(h.value)) for h in heads} or {Fraction(str(audit.weights[stage.code]))}
        weights[stage.code] = sorted(said)
        published = counted >= 5 and 2 * counted >= base
        assert found.published == published
        if not published:
            assert found.score is found.low is found.high is None
            continue
        plain[stage.code], bounded[stage.code] = means(stage, audit)
        assert (found.low, found.high) == (float(min(bounded[stage.code])), float(max(bounded[stage.code])))
        if found.conflicts:
            assert found.status == "conflict" and found.score is None
            assert found.span == (float(min(plain[stage.code])), float(max(plain[stage.code])))
        else:
            assert found.score == float(plain[stage.code][0])
            assert found.status == ("full" if 5 * counted >= 4 * base else "provisional")
    overall = scores.overall
    total, carried = sum(w[0] for w in weights.values()), sum(weights[code][0] for code in plain)
    if not total or not carried or 5 * carried < 3 * total:
        assert overall.status == ("not_published" if total else "no_weights")
        assert overall.score is overall.low is None
        return
    reach = weighted([plain[code] for code in plain], [weights[code] for code in plain])
    wide = weighted([bounded[code] for code in plain], [weights[code] for code in plain])
    assert (overall.low, overall.high) == (float(min(wide)), float(max(wide)))
    if any(s.conflicts for s in scores.stages) or any(len(w) > 1 for w in weights.values()):
        assert overall.status == "conflict" and overall.score is None
        assert overall.span == (float(min(reach)), float(max(reach)))
    else:
        assert overall.score == float(reach[0])
        assert overall.status == ("full" if len(plain) == 8 else "partial")


def test_forty_contested_weights_are_scored_at_once():
    checklist, _ = framework.default()
    first = checklist.stages[0]
    stages = tuple(replace(first, code=f"S{n}") for n in range(40))
    many = replace(checklist, stages=stages, criteria={c.id: c for c in first.criteria})
    heads = {
        cells.weight(stage.code): tuple(
            changes.make(
                audit="a",
                cell=cells.weight(stage.code),
                value=said,
                author="",
                device=str(said),
                seq=1,
                at="t",
            )
            for said in (1, 7)
        )
        for stage in stages
    }
    blank = audits.read("a", many, heads)
    scores = score(replace(blank, ratings={c.id: Rating(mark=3) for c in first.criteria}))
    assert scores.overall.status == "conflict" and scores.overall.span == (3, 3)
