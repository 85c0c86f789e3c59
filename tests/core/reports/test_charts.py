"""The charts as figures: they say what the scores say, in every state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cxaudit import scoring
from cxaudit.model import Rating
from cxaudit.reports.brand import DEFAULT
from cxaudit.reports.charts import radar, weights


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize("draw", [radar, weights])
def test_a_chart_carries_every_score(draw, demo):
    said = texts(draw(scoring.score(demo), demo.framework, "ru", DEFAULT.palette))
    for value in ("3,00", "2,93", "3,27", "2,50", "3,06", "1,92", "2,46", "3,09~"):
        assert value in said


def test_lost_points_stand_on_the_columns_and_add_up(demo):
    said = texts(weights(scoring.score(demo), demo.framework, "en", DEFAULT.palette))
    lost = [float(text.replace("\u2212", "")) for text in said if text.startswith("\u2212")]
    assert len(lost) == 8
    assert sum(lost) == pytest.approx(5 - 2.804264, abs=0.04)


def test_no_loss_is_claimed_without_an_overall_score(demo, rated):
    contested = rated(demo, SAL_01=Rating(rivals=(1, 4)))
    said = texts(weights(scoring.score(contested), demo.framework, "en", DEFAULT.palette))
    assert not any(text.startswith("\u2212") for text in said)


def test_a_contested_stage_shows_its_range_on_the_radar(demo, rated):
    contested = rated(demo, SAL_01=Rating(rivals=(0, 5)))
    assert "3.00–3.33" in texts(radar(scoring.score(contested), demo.framework, "en", DEFAULT.palette))


def test_an_empty_audit_draws_axes_and_dashes(demo):
    blank = scoring.score(replace(demo, ratings={}))
    assert texts(radar(blank, demo.framework, "en", DEFAULT.palette)).count("–") == 8
    assert weights(blank, demo.framework, "en", DEFAULT.palette).axes


def test_a_weight_of_zero_takes_no_room(demo):
    light = replace(demo, weights={**demo.weights, "OFF": 0})
    assert "OFF" not in texts(weights(scoring.score(light), demo.framework, "en", DEFAULT.palette))


def test_a_chart_can_be_drawn_on_screen(demo):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(radar(scoring.score(demo), demo.framework, "ru", DEFAULT.palette))
    canvas.draw()
    assert canvas.get_width_height()[0] > 100
