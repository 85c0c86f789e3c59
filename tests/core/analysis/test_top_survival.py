"""Whether the TOP survives other weights: the fast way gives what ordering each time would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxaudit.analysis.growth import Choices, growth
from cxaudit.analysis.sensitivity import noise
from cxaudit.analysis.top_survival import top_survives
from cxaudit.scoring import score
from tests.core.analysis.test_growth import decided, proven
from tests.core.test_scoring import audit
from tests.marks import DEMO

FEW = 40


def codes(found):
    return [pick.zone.code for pick in found.top]


def one_by_one(whole, choices, decisions, draws):
    """The TOP of each draw, by the growth zones themselves."""
    tops = []
    for factors in noise(8, draws).tolist():
        weights = {
            code: weight * factor
            for (code, weight), factor in zip(whole.weights.items(), factors, strict=True)
        }
        drawn = decided(audit(DEMO, **weights), *decisions)
        tops.append(codes(growth(drawn, score(drawn), choices=choices, grade=proven)))
    return tops


@pytest.mark.parametrize(
    ("choices", "decisions"),
    [
        (Choices(), []),
        (Choices(per_stage=2), []),
        (Choices(target=4), []),
        (Choices(), [("ACQ-A", "pinned", 1), ("SAL-D", "dropped", None)]),
        (Choices(), [("LOY-B", "pinned", None), ("OFF-B", "pinned", 2), ("ACQ-A", "pinned", None)]),
    ],
)
def test_the_shares_are_those_of_growth_zones_ordered_draw_by_draw(choices, decisions):
    whole = decided(audit(), *decisions)
    found = growth(whole, score(whole), choices=choices, grade=proven)
    survival = top_survives(whole, found, FEW)
    tops = one_by_one(whole, choices, decisions, FEW)
    top = set(codes(found))
    assert survival.same == pytest.approx(sum(set(t) == top for t in tops) / FEW)
    assert survival.stays == pytest.approx({c: sum(c in t for t in tops) / FEW for c in codes(found)})
    others = {code for t in tops for code in t} - top
    assert survival.enters == pytest.approx({c: sum(c in t for t in tops) / FEW for c in others})


def test_a_top_from_one_stage_survives_every_weight():
    one = audit({"SAL": DEMO["SAL"]} | {code: "5" * len(DEMO[code]) for code in DEMO if code != "SAL"})
    found = growth(one, score(one), grade=proven)
    assert found.relaxed and {z.stage for z in (p.zone for p in found.top)} == {"SAL"}
    survival = top_survives(one, found)
    assert (survival.same, survival.enters, survival.leaves) == (1.0, {}, {})


def test_demo_keeps_its_first_zone_and_may_lose_its_last():
    whole = audit()
    survival = top_survives(whole, growth(whole, score(whole), grade=proven))
    assert survival.draws == 10_000 and survival.stays["SAL-D"] == 1
    assert survival.same == pytest.approx(0.69, abs=0.01)
    assert list(survival.leaves)[:2] == ["LOY-B", "EVO-C"]
    assert next(iter(survival.enters)) == "OFF-B"


def test_without_a_top_there_is_nothing_to_survive():
    best = audit({code: "5" * len(letters) for code, letters in DEMO.items()})
    assert top_survives(best, growth(best, score(best), grade=proven)) is None


@given(st.integers(0, 2**32))
@settings(max_examples=10)
def test_shares_hang_together_whatever_is_drawn(seed):
    whole = audit()
    survival = top_survives(whole, growth(whole, score(whole), grade=proven), 200, seed)
    assert survival.same <= min(survival.stays.values())
    assert 1 - survival.same <= sum(survival.leaves.values()) + sum(survival.enters.values()) + 1e-12
