"""Weight sets: presets by name, and any weights brought to 100."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import framework
from cxaudit.weights import brought_to_100, preset_of, presets

CX8 = framework.default()[0]


def test_every_preset_of_the_framework_sums_to_100_and_is_known_by_its_weights():
    found = presets(CX8)
    assert list(found) == ["default", "equal", "subscription", "retail", "b2b"]
    for name, weights in found.items():
        assert math.fsum(weights.values()) == 100
        assert preset_of(CX8, weights) == name


def test_weights_of_ones_own_are_no_preset():
    assert preset_of(CX8, {**presets(CX8)["default"], "OFF": 9}) == ""


def test_98_is_brought_to_100_in_tenths_and_no_stage_overtakes_another():
    weights = {**presets(CX8)["default"], "OFF": 8}
    after = brought_to_100(weights)
    assert math.fsum(after.values()) == 100
    assert list(after.values()) == [10.2, 12.2, 15.3, 13.3, 18.4, 12.2, 10.2, 8.2]


def test_a_small_weight_does_not_fall_to_zero():
    after = brought_to_100({"A": 1000, "B": 1, "C": 0})
    assert after["B"] > 0
    assert after["C"] == 0
    assert math.isclose(math.fsum(after.values()), 100)


def test_weights_of_zero_cannot_be_brought_to_100():
    with pytest.raises(ValueError, match="zero"):
        brought_to_100({"A": 0, "B": 0})


@given(st.lists(st.integers(0, 200).map(lambda n: n / 2), min_size=1, max_size=12).filter(any))
def test_any_weights_come_to_100_and_stay_within_a_unit_of_their_share(weights):
    total = math.fsum(weights)
    after = brought_to_100({str(i): weight for i, weight in enumerate(weights)})
    assert math.isclose(math.fsum(after.values()), 100)
    for weight, value in zip(weights, after.values(), strict=True):
        assert abs(value - weight / total * 100) <= 0.1 + 1e-9
        assert (value > 0) == (weight > 0)
