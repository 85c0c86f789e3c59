"""From today's profit to the potential in steps that end where the potential does."""

import pytest

from cxaudit.analysis.potential import Model
from cxaudit.analysis.waterfall import ORDER, steps
from tests.core.analysis.test_potential import CLIENT, of


@pytest.mark.parametrize("overlap", ["larger", "multiply"])
@pytest.mark.parametrize("level", ["planned", "stated"])
def test_the_last_step_is_the_outcome_of_all_stages(level, overlap):
    found = of(model=Model(overlap=overlap))
    end = steps(CLIENT, getattr(found, level), found.model)[-1].profit
    profits = [outcome.profit for outcome in getattr(found, level).outcomes]
    assert [end.low, end.middle, end.high] == pytest.approx(profits, rel=1e-12)


def test_of_two_stages_on_one_figure_the_smaller_effect_adds_nothing():
    found = of()
    after = {step.code: step.profit.middle for step in steps(CLIENT, found.planned)}
    alone = {effect.code: effect.change.middle for effect in found.planned.stages}
    assert alone["SOL"] < alone["ONB"] and after["SOL"] == after["ONB"]


def test_the_steps_follow_the_client_and_leave_out_what_is_not_in_the_scope():
    assert [step.code for step in steps(CLIENT, of().planned)] == list(ORDER)
    assert [step.code for step in steps(CLIENT, of(scope=("LOY", "SAL")).planned)] == ["SAL", "LOY"]
