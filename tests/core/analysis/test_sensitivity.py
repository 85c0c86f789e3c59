"""Oracle B of the method, and what other weights and methods can and cannot do to a score."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxaudit import cells, changes
from cxaudit.analysis.sensitivity import noise, sensitivity
from cxaudit.audit import reread
from cxaudit.model import Rating
from cxaudit.scoring import score
from tests.core.test_scoring import audit, shown
from tests.marks import DEMO

ORACLE_B = """
ACQ 2.7992 2.8090
SEL 2.8003 2.8080
SAL 2.7862 2.8210
ONB 2.8145 2.7947
SOL 2.7921 2.8154
EVO 2.8315 2.7786
LOY 2.8131 2.7959
OFF 2.7969 2.8113
"""
PRESETS = {"equal": "2.7798", "subscription": "2.7714", "retail": "2.8297", "b2b": "2.7973"}
LETTERS = st.lists(st.sampled_from("012345NU."), min_size=16, max_size=16).map("".join)
WEIGHTS = st.fixed_dictionaries(dict.fromkeys(DEMO, st.integers(0, 40).map(float)))


def of(letters=DEMO, **weights):
    found = audit(letters, **weights)
    return sensitivity(found, score(found))


# --- oracle B -------------------------------------------------------------------------------


def test_oracle_b_one_weight_at_a_time():
    rows = [line.split() for line in ORACLE_B.strip().split("\n")]
    found = of()
    assert [[s.stage, shown(s.less), shown(s.more)] for s in found.swings] == rows
    assert [shown(end) for end in found.span] == ["2.7786", "2.8315"]
    assert found.widest.stage == "EVO"


def test_oracle_b_weight_sets_and_geometric_mean():
    found = of()
    assert {name: shown(value) for name, value in found.presets.items()} == PRESETS
    assert (shown(found.geometric), found.weakest) == ("2.7793", ("EVO",))
    assert [shown(end) for end in found.bounds] == ["2.6995", "2.8870"]


def test_oracle_b_noisy_weights():
    noisy = of().noisy
    assert [noisy.p5, noisy.p50, noisy.p95] == pytest.approx([2.7689, 2.8045, 2.8395], abs=0.001)


# --- what holds for every audit -------------------------------------------------------------


@given(letters=LETTERS, weights=WEIGHTS)
@settings(max_examples=60)
def test_every_figure_is_the_score_of_an_audit_with_those_weights(letters, weights):
    first = next(iter(DEMO))
    stages = DEMO | {first: letters}
    found = audit(stages, **weights)
    scores = score(found)
    result = sensitivity(found, scores)
    assert (result is None) == (scores.overall.score is None)
    if result is None:
        return
    for swing in result.swings:
        for factor, value in ((0.75, swing.less), (1.25, swing.more)):
            changed = {**weights, swing.stage: weights[swing.stage] * factor}
            assert value == pytest.approx(_mean(scores, changed), abs=1e-12)
    for name, value in result.presets.items():
        preset = dict(zip(DEMO, found.framework.presets.get(name, ()), strict=False))
        preset = preset or {stage.code: stage.weight for stage in found.framework.stages}
        assert value == pytest.approx(_mean(scores, preset), abs=1e-12)
    assert result.geometric <= result.score + 1e-12
    assert result.bounds[0] <= result.score <= result.bounds[1]
    assert result.noisy.p5 <= result.noisy.p50 <= result.noisy.p95


def _mean(scores, weights):
    known = [(weights[s.code], s.score) for s in scores.stages if s.score is not None]
    return sum(w * s for w, s in known) / sum(w for w, _ in known)


@given(mark=st.integers(0, 5), weights=WEIGHTS.filter(lambda w: sum(w.values()) > 0))
@settings(max_examples=30)
def test_weights_do_not_matter_when_all_stages_are_equal(mark, weights):
    found = of({code: str(mark) * len(letters) for code, letters in DEMO.items()}, **weights)
    figures = [*found.span, *found.presets.values(), found.geometric, found.noisy.p5, found.noisy.p95]
    assert figures == pytest.approx([mark] * len(figures), abs=1e-12)
    assert found.widest.width == pytest.approx(0, abs=1e-12)
    assert found.weakest == tuple(DEMO)


@pytest.mark.parametrize("criterion", ["SAL-01", "ONB-12", "EVO-01", "OFF-14"])
def test_no_criterion_left_out_moves_the_score_more_than_the_one_named(criterion):
    whole = audit()
    most = sensitivity(whole, score(whole)).left_out
    assert (most.criterion, shown(most.score)) == ("ONB-12", "2.8293")
    without = replace(whole, ratings={**whole.ratings, criterion: Rating(mark="N", reason="left out")})
    change = abs(score(without).overall.score - score(whole).overall.score)
    assert change <= abs(most.score - score(whole).overall.score) + 1e-12
    if criterion == most.criterion:
        assert score(without).overall.score == pytest.approx(most.score, abs=1e-12)


def test_no_criterion_is_named_if_none_moves_the_score():
    level = audit({code: str(at % 6) * len(letters) for at, (code, letters) in enumerate(DEMO.items())})
    assert sensitivity(level, score(level)).left_out is None
    only = of(**{code: 0.0 for code in DEMO if code != "LOY"}).left_out
    assert only.criterion.startswith("LOY")


def test_the_weight_set_in_use_is_not_compared_with_itself():
    equal = dict.fromkeys(DEMO, 12.5)
    assert set(of(**equal).presets) == {"default", "subscription", "retail", "b2b"}
    assert shown(of(**equal).presets["default"]) == "2.8043"


def test_a_stage_without_a_score_shifts_the_draws_of_no_other():
    found = audit(DEMO | {"ACQ": "U" * 16})
    scores = score(found)
    drawn = noise(8)[:, 1:]
    used = [found.weights[s.code] for s in scores.stages[1:]]
    means = [s.score for s in scores.stages[1:]]
    by_hand = sorted(
        sum(f * w * m for f, w, m in zip(row, used, means, strict=True))
        / sum(f * w for f, w in zip(row, used, strict=True))
        for row in drawn.tolist()
    )
    noisy = sensitivity(found, scores).noisy
    assert noisy.p50 == pytest.approx((by_hand[4999] + by_hand[5000]) / 2, abs=1e-12)


def test_there_is_no_sensitivity_without_a_single_score():
    assert of({}) is None
    assert of(**dict.fromkeys(DEMO, 0.0)) is None
    whole = audit()
    proposed = [
        changes.make(
            audit="a",
            cell=cells.weight("SAL"),
            value=value,
            author=str(value),
            device=str(value),
            seq=1,
            at="2026-05-18T00:00:00.000000Z",
        )
        for value in (10, 20)
    ]
    contested = reread(whole, cells.weight("SAL"), tuple(proposed))
    assert sensitivity(contested, score(contested)) is None


def test_ten_thousand_draws_come_at_once():
    found = audit()
    scores = score(found)
    sensitivity(found, scores)
    started = time.perf_counter()
    sensitivity(found, scores)
    assert time.perf_counter() - started < 0.5  # a few ms; a draw at a time takes over a second
