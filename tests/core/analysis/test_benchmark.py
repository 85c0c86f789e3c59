"""Ranks, gaps and positions among the audits at hand, to the digits of METHOD 5."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import framework, weights
from cxaudit.analysis import benchmark
from cxaudit.analysis.benchmark import Shown, Spread

SE = 0.3054
SE_SAME_AUDITOR = 0.0810
NAMES = ("Demo", "A", "B", "C", "D", "E", "F")
VALUES = (2.80, 3.45, 3.10, 2.80, 2.55, 2.10, 3.90)

DEMO = (3.0, 44 / 15, 49 / 15, 2.5, 49 / 16, 25 / 13, 32 / 13, 34 / 11)
PEERS = {
    "A": (3.8, 3.5, 3.6, 3.2, 3.4, 2.8, 3.9, 2.6),
    "B": (3.2, 3.1, 2.9, 2.7, 3.3, 2.2, 3.4, 2.2),
    "C": (2.6, 2.8, 3.1, 2.4, 2.9, 2.0, 3.2, 2.4),
    "D": (3.5, 2.4, 2.6, 2.1, 2.7, 1.6, 2.4, 2.0),
}
STAGES = ("ACQ", "SEL", "SAL", "ONB", "SOL", "EVO", "LOY", "OFF")
WEIGHTS = (10, 12, 15, 13, 18, 12, 10, 10)


# --- seven companies ----------------------------------------------------------------------------


def test_ranks_are_those_of_a_competition():
    assert benchmark.ranks(VALUES) == (4, 2, 3, 4, 6, 7, 1)


def test_percentiles_count_the_company_itself():
    said = [f"{p:.3f}" for p in benchmark.percentiles(VALUES)]
    assert said == ["42.857", "78.571", "64.286", "42.857", "21.429", "7.143", "92.857"]


def test_median_and_quartiles_of_all_are_interpolated():
    found = benchmark.spread(VALUES)
    assert (found.median, found.q1, found.q3) == (2.80, pytest.approx(2.675), pytest.approx(3.275))
    assert (found.n, found.low, found.best) == (7, 2.10, 3.90)


def test_the_peers_median_and_best_leave_the_company_out():
    found = benchmark.standing(VALUES[0], VALUES[1:])
    assert found.spread.median == pytest.approx(2.95, abs=1e-12)
    assert found.to_best == pytest.approx(-1.10, abs=1e-12)
    assert (found.rank, found.of, found.tied) == (4, 7, True)


def test_six_peers_get_a_rank_and_no_percentile():
    assert benchmark.standing(VALUES[0], VALUES[1:]).percentile is None


@pytest.mark.parametrize(("other", "said"), [("A", ".9338"), ("B", ".7563")])
def test_the_chance_to_be_truly_above(other, said):
    error = math.hypot(SE, SE)
    chance = benchmark.chance_above(VALUES[NAMES.index(other)], VALUES[0], error)
    assert f"{chance:.4f}"[1:] == said


def test_the_adjusted_order_draws_every_score_to_the_mean():
    assert f"{benchmark.shrinkage(VALUES, SE):.4f}" == "0.8225"
    now = dict(zip(NAMES, benchmark.adjusted(VALUES, SE), strict=True))
    said = {name: f"{now[name]:.4f}" for name in ("A", "F", "E", "Demo")}
    assert said == {"A": "3.3625", "F": "3.7327", "E": "2.2521", "Demo": "2.8279"}


def test_fewer_than_four_audits_are_not_adjusted_and_equal_ones_stay():
    assert benchmark.adjusted((1.0, 3.0, 5.0), SE) == (1.0, 3.0, 5.0)
    assert benchmark.adjusted((2.0,) * 5, SE) == (2.0,) * 5


# --- four peers, stage by stage -----------------------------------------------------------------


def test_overall_of_every_peer_with_one_weight_set():
    said = {name: f"{benchmark.overall(row, WEIGHTS):.4f}" for name, row in PEERS.items()}
    assert said == {"A": "3.3540", "B": "2.8960", "C": "2.6950", "D": "2.4190"}


def test_stage_medians_and_positions():
    columns = list(zip(*PEERS.values(), strict=True))
    found = [benchmark.standing(own, peers) for own, peers in zip(DEMO, columns, strict=True)]
    medians = [f"{one.spread.median:.2f}" for one in found]
    assert medians == ["3.35", "2.95", "3.00", "2.55", "3.10", "2.10", "3.30", "2.30"]
    positions = {code: one.position for code, one in zip(STAGES, found, strict=True)}
    assert positions == dict.fromkeys(STAGES, "keep_pace") | {
        "EVO": "white_space",
        "LOY": "catch_up",
        "OFF": "defend",
    }
    assert f"{found[6].to_median:.4f}" == "-0.8385"
    assert f"{found[7].to_best:+.4f}" == "+0.4909"


def test_gaps_of_the_overall():
    own = benchmark.overall(DEMO, WEIGHTS)
    found = benchmark.standing(own, [benchmark.overall(row, WEIGHTS) for row in PEERS.values()])
    assert f"{found.spread.median:.4f}" == "2.7955"
    assert f"{found.to_median:+.4f}" == "+0.0088"
    assert f"{found.to_best:.4f}" == "-0.5497"


def order(table, weights):
    return tuple(sorted(range(len(table)), key=lambda at: -benchmark.overall(table[at], weights)))


def test_rater_error_and_not_weights_limits_the_order():
    table = [DEMO, *PEERS.values()]
    checklist, _ = framework.default()
    presets = [tuple(w[code] for code in STAGES) for w in weights.presets(checklist).values()]
    assert len(presets) == 5
    assert {order(table, preset) for preset in presets} == {(1, 2, 0, 3, 4)}
    factors = 0.75 + 0.5 * np.random.default_rng(42).random((10_000, 8))
    assert {order(table, noisy) for noisy in (factors * WEIGHTS).tolist()} == {(1, 2, 0, 3, 4)}
    own, b = benchmark.overall(DEMO, WEIGHTS), benchmark.overall(PEERS["B"], WEIGHTS)
    assert f"{benchmark.chance_above(b, own, math.hypot(SE, SE)):.3f}" == "0.584"
    assert f"{benchmark.chance_above(b, own, SE_SAME_AUDITOR):.3f}" == "0.871"


# --- rules --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("peers", "rule"),
    [
        (0, Shown(False, False, False, "")),
        (1, Shown(True, False, False, "")),
        (3, Shown(True, False, False, "")),
        (4, Shown(True, True, False, "")),
        (8, Shown(True, True, False, "")),
        (9, Shown(True, True, True, "indicative")),
        (19, Shown(True, True, True, "indicative")),
        (20, Shown(True, True, True, "full")),
    ],
)
def test_how_much_may_be_said_follows_from_the_number_of_peers(peers, rule):
    assert benchmark.shown(peers) == rule


def test_three_peers_have_no_rank_no_gap_and_no_position():
    assert benchmark.standing(3.0, (1.0, 2.0, 4.0)) == benchmark.Standing(3)


@pytest.mark.parametrize(
    ("own", "median", "best", "said"),
    [
        (4.01, 3.5, 4.0, "defend"),
        (4.0, 3.5, 4.0, "keep_pace"),
        (2.8, 3.3, 4.0, "catch_up"),
        (2.81, 3.3, 4.0, "keep_pace"),
        (1.5, 2.0, 3.0, "catch_up"),
        (1.8, 2.49, 3.49, "catch_up"),
        (2.2, 2.49, 3.49, "white_space"),
        (2.2, 2.5, 3.49, "keep_pace"),
        (2.2, 2.49, 3.5, "keep_pace"),
    ],
)
def test_the_first_position_that_holds_is_taken(own, median, best, said):
    assert benchmark.position(own, Spread(4, 0.0, 0.0, median, 0.0, best)) == said


def test_scores_within_half_a_hundredth_share_a_rank():
    assert benchmark.ranks((2.805, 2.80, 2.7949)) == (1, 1, 3)


def test_a_rank_is_called_shared_only_with_a_peer_at_the_same_score():
    assert benchmark.standing(3.0, (1.0, 2.0, 4.0, 3.005)).tied
    assert not benchmark.standing(3.0, (1.0, 2.0, 4.0, 3.01)).tied


def test_an_overall_needs_sixty_percent_of_the_weight():
    assert benchmark.overall((3.0, None), (60, 40)) == 3.0
    assert benchmark.overall((3.0, None), (59, 41)) is None
    assert benchmark.overall((None, None), (50, 50)) is None
    assert benchmark.overall((3.0, 2.0), (0, 0)) is None


def test_without_error_the_higher_score_is_surely_above():
    assert benchmark.chance_above(3, 2, 0) == 1 and benchmark.chance_above(2, 3, 0) == 0
    assert benchmark.chance_above(2, 2, 0) == 0.5


@given(st.lists(st.floats(0, 5), min_size=1, max_size=40))
def test_spread_percentile_and_standing_agree_with_numpy(values):
    found = benchmark.spread(values)
    expected = np.percentile(values, [0, 25, 50, 75, 100])
    assert [found.low, found.q1, found.median, found.q3, found.best] == pytest.approx(list(expected))
    one = benchmark.standing(values[0], values[1:])
    if len(values) > 4:
        assert one.rank == benchmark.ranks(values)[0]
    if len(values) > 9:
        assert one.percentile == pytest.approx(benchmark.percentiles(values)[0])
