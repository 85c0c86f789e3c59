"""The charts as figures: they say what the scores say, in every state."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from matplotlib.text import Text

from cxaudit import money, scoring
from cxaudit.i18n import translator
from cxaudit.model import Rating
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.charts.agreement import agreement_chart, shares_of
from cxaudit.reports.charts.marks import Words
from cxaudit.reports.charts.profile import radar, weights
from cxaudit.reports.charts.waterfall import falls_of, waterfall


def texts(chart):
    return [mark.said for mark in chart.marks if isinstance(mark, Words)]


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
    assert texts(weights(blank, demo.framework, "en", DEFAULT.palette)).count("–") == 8


def test_a_weight_of_zero_takes_no_room(demo):
    light = replace(demo, weights={**demo.weights, "OFF": 0})
    assert "OFF" not in texts(weights(scoring.score(light), demo.framework, "en", DEFAULT.palette))


def test_a_chart_can_be_drawn_on_screen(demo):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(radar(scoring.score(demo), demo.framework, "ru", DEFAULT.palette).figure)
    canvas.draw()
    assert canvas.get_width_height()[0] > 100


# --- from today's profit to the potential ---------------------------------------------------


def boxes(figure):
    """The boxes of all texts of a chart, in points."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return [
        (t.get_text(), t.get_window_extent(canvas.get_renderer()))
        for t in figure.artists
        if isinstance(t, Text)
    ]


def assert_nothing_overlaps(chart):
    figure = chart.figure
    found = boxes(figure)
    wide, high = figure.get_size_inches() * figure.dpi
    for at, (said, box) in enumerate(found):
        assert box.x0 >= -1 and box.x1 <= wide + 1 and box.y0 >= -1 and box.y1 <= high + 1, said
        for other, beside in found[at + 1 :]:
            assert not box.overlaps(beside), (said, other)


@pytest.mark.parametrize("wide", [120.0, 176.0])
@pytest.mark.parametrize("unit", [1.0, 1e3, 1e6])
def test_labels_of_the_waterfall_never_overlap_and_its_bars_meet(wide, unit):
    name = "Очень длинное название этапа обслуживания клиента после покупки"
    ends = [(2.04, 2.07, 2.09), (1.2, 1.4, 1.6), (3.94, 4.33, 4.75)]
    rows = [(f"{name} {n}", *(value * unit for value in end)) for n, end in enumerate(ends)]
    falls = falls_of(("Прибыль сейчас", 2.0 * unit), rows, "Все этапы вместе")
    assert [fall.before for fall in falls[1:4]] == [fall.middle for fall in falls[:3]]
    scale = money.scale_of(fall.high for fall in falls)
    chart = waterfall(falls, translator("ru"), scale, DEFAULT.palette, wide)
    assert_nothing_overlaps(chart)
    assert any(text.endswith("…") for text in texts(chart))


def test_a_step_down_is_said_with_its_sign():
    falls = falls_of(("Now", 2e6), [("A", 1.0e6, 1.5e6, 1.8e6)], "Then")
    chart = waterfall(falls, translator("en"), money.scale_of([2e6]), DEFAULT.palette)
    assert "\u22120.50" in texts(chart) and "1.00–1.80" in texts(chart)


# --- two auditors ---------------------------------------------------------------------------


COUNTS = [[1, 0, 12, 0, 0, 0], [0, 11, 9, 0, 0, 0], [0, 0, 117, 6, 2, 0]] + [[0, 0, 0, 3, 0, 0]] * 3


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("size", [(70.0, 66.0), (120.0, 66.0)])
def test_labels_of_the_agreement_never_overlap(lang, size):
    assert_nothing_overlaps(agreement_chart(COUNTS, translator(lang), DEFAULT.palette, size))


def test_the_agreement_counts_every_pair_once_and_sums_them_up_by_distance():
    said = texts(agreement_chart(COUNTS, translator("en"), DEFAULT.palette))
    assert {"117", "12", "9", "2"} <= {*said}
    assert shares_of(COUNTS) == (132, 18, 17)
    assert "132 · 79%" in said and "18 · 11%" in said and "17 · 10%" in said


def test_without_a_shared_score_the_agreement_is_an_empty_square():
    said = texts(agreement_chart([[0] * 6] * 6, translator("en"), DEFAULT.palette))
    assert said.count("0") == 2 + 3


# --- on paper -------------------------------------------------------------------------------


def test_a_report_with_every_chart_is_made_without_matplotlib(tmp_path):
    code = """
import sys
from cxaudit.cli import main
for said in (["demo", sys.argv[1]], ["report", sys.argv[1], "-o", sys.argv[2]]):
    assert main([*said, "--lang", "en"]) == 0
print("matplotlib" in sys.modules)
"""
    files = [str(tmp_path / "a.cxaudit"), str(tmp_path / "a.pdf")]
    run = subprocess.run([sys.executable, "-c", code, *files], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "False"
