"""Oracles G and H of the method, and what the potential must never claim."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.potential import FALLING, LEVERS, Model, outcome, potential
from cxaudit.scoring import score
from tests.core.test_scoring import audit, shown
from tests.marks import DEMO

CLIENT = Baseline(
    traffic=100_000,
    conversion=0.02,
    mis_sale=0.10,
    activation=0.60,
    active=0.50,
    revenue=12_000,
    variable_cost=0.50,
    service_cost=1_000,
    lifetime=2,
    cac=1_500,
    mis_sale_loss=2_000,
    currency="RUB",
)
TOP = ("SAL", "ONB", "SOL", "EVO", "LOY")
PUBLISHED = """
ACQ 200000.00 460000.00
SEL 100000.00 260000.00
SAL 2000000.00 2500000.00
ONB 1458000.00 1998000.00
SOL 1512000.00 1890000.00
EVO 1242000.00 1782000.00
LOY 2138400.00 2527200.00
OFF 952941.18 1800000.00
"""
SCALED = """
ACQ 80000.00 132000.00 184000.00
SEL 41333.33 74400.00 107466.67
SAL 693333.33 780000.00 866666.67
ONB 729000.00 864000.00 999000.00
SOL 585900.00 659137.50 732375.00
EVO 764307.69 930461.54 1096615.38
LOY 1085649.23 1184344.62 1283040.00
OFF 328061.72 446456.69 569849.25
"""


def of(letters=DEMO, scope=None, model=Model(), baseline=CLIENT):  # noqa: B008
    found = audit(letters)
    return potential(baseline, score(found), found.framework, scope, model)


def money(band, places=2):
    return [shown(value, places) for value in (band.low, band.middle, band.high)]


def rows(table):
    return [(code, figures) for code, *figures in (line.split() for line in table.strip().split("\n"))]


def test_oracle_g_the_profit_of_one_years_clients():
    base = of().base
    assert (base.clients, base.active, base.revenue, base.cost_to_serve) == (
        2_000,
        540,
        12_960_000,
        7_560_000,
    )
    assert (base.mis_sale_loss, base.acquisition, base.clv, base.profit) == (
        400_000,
        3_000_000,
        1_000,
        2_000_000,
    )
    assert shown(base.growth, 2) == "1333.33"
    assert base.traditional == 24_000_000
    shares = [shown(effect.share) for effect in of().stated.stages]
    assert shares == ["0.4000", "0.4133", "0.3467", "0.5000", "0.3875", "0.6154", "0.5077", "0.3818"]


@pytest.mark.parametrize(("code", "figures"), rows(PUBLISHED))
def test_oracle_h_the_whole_published_range_of_one_stage(code, figures):
    uplift = audit().framework.stage(code).uplift
    changes = [outcome(CLIENT, {code: u}).profit - 2_000_000 for u in (uplift.low, uplift.high)]
    assert [shown(change, 2) for change in changes] == figures


@pytest.mark.parametrize(("code", "figures"), rows(SCALED))
def test_oracle_h_one_stage_with_the_part_that_its_score_leaves(code, figures):
    effect = next(e for e in of().stated.stages if e.code == code)
    assert money(effect.change) == figures


def test_oracle_h_all_stages_together():
    found = of()
    assert money(found.stated.change) == ["4422665.61", "5470820.97", "6619921.34"]
    assert shown(found.stated.outcomes[1].growth, 2) == "5757.51"
    assert money(found.planned.change) == ["1938919.06", "2331910.78", "2745204.95"]


def test_oracle_h_the_stages_of_the_top():
    found = of(scope=TOP)
    assert found.scope == TOP
    assert money(found.stated.change) == ["4112870.58", "4888306.43", "5709776.32"]
    assert money(found.planned.change) == ["1836165.47", "2146164.06", "2465998.82"]


@pytest.mark.parametrize(
    ("scope", "band"),
    [(None, (2_163_854.5, 2_333_389.3, 2_504_325.3)), (TOP, (1_992_400.5, 2_146_238.5, 2_302_662.6))],
)
def test_oracle_h_independent_draws_give_a_narrower_band(scope, band):
    planned = of(scope=scope).planned
    drawn = planned.simulated
    assert (drawn.low, drawn.middle, drawn.high) == pytest.approx(band, rel=1e-7)
    assert planned.change.low < drawn.low and drawn.high < planned.change.high


def test_oracle_h_the_switches_of_experts():
    assert shown(of(model=Model(overlap="multiply")).stated.change.middle, 2) == "7860835.05"
    assert shown(of(model=Model(fixed_cac=True)).stated.change.middle, 2) == "4971932.97"


def test_the_naive_reading_is_never_what_is_shown():
    framework = audit().framework
    naive = {code: framework.stage(code).uplift.high for code in LEVERS}
    trap = outcome(CLIENT, naive, Model(overlap="multiply"))
    assert shown(trap.profit - 2_000_000, 2) == "43118677.73"
    assert shown(trap.profit / 2_000_000, 1) == "22.6"
    worst = of(dict.fromkeys(DEMO, "0" * 16))
    shown_at_all = [worst.planned.change.high, worst.stated.change.high, of().stated.change.high]
    assert max(shown_at_all) < 0.7 * (trap.profit - 2_000_000)
    assert not any(hasattr(worst.stated, name) for name in ("sum", "total"))


def test_single_effects_do_not_add_up_to_what_stages_do_together():
    stated = of().stated
    added = sum(effect.change.middle for effect in stated.stages)
    assert shown(added, 2) == "5070800.35" and shown(stated.change.middle, 2) == "5470820.97"


def test_a_conversion_of_two_percent_raised_by_forty_is_two_point_eight_percent():
    raised = outcome(CLIENT, {"SAL": 0.40})
    assert raised.clients / CLIENT.traffic == pytest.approx(0.028, abs=1e-15)
    with pytest.raises(ValueError, match="relative"):
        outcome(CLIENT, {"SAL": 40})


def test_no_share_grows_beyond_the_whole():
    crowded = replace(CLIENT, conversion=0.9, activation=0.9, active=0.9)
    raised = outcome(crowded, {"SAL": 0.5, "ONB": 0.5})
    assert raised.clients == crowded.traffic
    assert raised.active == pytest.approx(raised.clients * 0.9)


def test_a_stage_at_five_adds_nothing_and_an_unscored_one_is_named():
    found = of({**DEMO, "SAL": "5" * 15, "OFF": ""})
    assert next(e for e in found.stated.stages if e.code == "SAL").change.high == pytest.approx(0, abs=1e-6)
    assert found.unscored == ("OFF",) and "OFF" not in found.scope


def test_a_client_who_costs_more_than_he_brings_is_pointed_out():
    assert of(baseline=replace(CLIENT, cac=3_000)).client_costs_more
    assert not of().client_costs_more


share = st.floats(0.01, 0.99)
sums = st.floats(1, 1e6)
baselines = st.builds(
    Baseline,
    traffic=st.floats(1, 1e7),
    conversion=share,
    mis_sale=share,
    activation=share,
    active=share,
    revenue=sums,
    variable_cost=share,
    service_cost=st.just(0.0),
    lifetime=st.floats(0.1, 20),
    cac=st.just(0.01),
    mis_sale_loss=sums,
    currency=st.just("RUB"),
)
uplifts = st.fixed_dictionaries({code: st.floats(0, 0.6) for code in LEVERS})


@settings(max_examples=60)
@given(baselines, uplifts, st.sampled_from([c for c in LEVERS if c not in ("ACQ", "SAL")]), st.floats(0, 0.3))
def test_a_larger_uplift_never_lowers_the_profit(baseline, given_uplifts, code, more):
    """Traffic and conversion are left out: more clients help only if one brings more than he costs."""
    before = outcome(baseline, given_uplifts).profit
    after = outcome(baseline, {**given_uplifts, code: given_uplifts[code] + more}).profit
    assert after >= before - 1e-9 * abs(before) - 1e-6


@settings(max_examples=60)
@given(baselines, uplifts, st.sampled_from(["ACQ", "SAL"]), st.floats(0, 0.3))
def test_more_clients_raise_the_profit_of_who_earns_on_each(baseline, given_uplifts, code, more):
    before = outcome(baseline, given_uplifts)
    after = outcome(baseline, {**given_uplifts, code: given_uplifts[code] + more})
    if before.clv >= 0:
        assert after.profit >= before.profit * (1 - 1e-9)


@settings(max_examples=40)
@given(baselines, uplifts)
def test_overlapping_stages_count_once(baseline, given_uplifts):
    for one, other in (("ONB", "SOL"), ("EVO", "OFF")):
        smaller = {**given_uplifts, one: 0.5, other: 0.01}
        assert outcome(baseline, smaller).profit == outcome(baseline, {**smaller, other: 0.0}).profit
    assert FALLING == ("SEL", "OFF")
