"""The page about reliability read back, and its chart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.patches import Patch
from matplotlib.text import Text as Said

from cxaudit import scoring
from cxaudit.analysis.reliability_words import Trial, reliability, trials
from cxaudit.i18n import translator
from cxaudit.model import Brief, Rating, Text
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.charts.tornado import Assumption, tornado
from cxaudit.reports.pdf.typeset import SMALLEST

MM = 72 / 25.4
LONG = "Очень длинное название набора весов, которое не помещается ни в одну колонку отчёта"


@pytest.fixture
def page(report):
    def read(audit, lang="en"):
        return report(audit, lang, sections=("reliability",))

    return read


@pytest.fixture
def proven(demo, with_photos):
    """Demo Co with a file for every criterion, so that zones are eligible."""
    audit = demo
    for criterion in demo.framework.criteria:
        audit = with_photos(audit, 1, criterion)
    return audit


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_page_says_what_the_score_would_be_otherwise(page, demo, lang):
    tr = translator(lang)
    pdf = page(demo, lang)
    [said] = pdf.pages
    found = reliability(demo, scoring.score(demo))
    for trial in trials(found, tr):
        assert trial.name.replace("\u00a0", " ") in said
        assert trial.said(tr) in said
    for code in ("EVO", "SAL", "ACQ"):
        assert code in said
    assert tr.number(2.21) + "–" + tr.number(3.40) in said


def test_the_page_gives_the_grade_with_its_reasons(page, proven):
    [said] = page(proven).pages
    assert "Why the confidence grade is C" in said
    assert "Scores with evidence E2+ 100.0% 2 of 2" in said
    assert "No second check: C at most." in said


def test_the_page_answers_whether_the_top_survives(page, proven):
    [said] = page(proven).pages
    assert "In part: the same TOP in 69% of 10,000 draws of weights within ±25%" in said
    assert "SAL-D Sales technique and recovery 100%" in said
    assert "Retention at exit (comes in) 1%" in said


def test_the_page_says_which_change_is_real(page, demo):
    [said] = page(demo, "ru").pages
    assert "изменение настоящее, если оно больше 0,85 балла" in said
    assert "Тот же аудитор: больше 0,16" in said


def test_without_a_score_the_page_says_so_and_still_grades(page, demo, rated):
    for audit in (replace(demo, ratings={}, brief=Brief()), rated(demo, SAL_01=Rating(rivals=(0, 5)))):
        [said] = page(audit).pages
        assert "There is no single overall score to test yet" in said
        assert "One weight at a time" not in said
        assert "Why the confidence grade is D" in said


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_texts_of_the_page_neither_overlap_nor_leave_the_sheet(page, proven, lang):
    pdf = page(proven, lang)
    assert min(pdf.sizes()) >= SMALLEST
    pieces = pdf.pieces(0)
    for at, one in enumerate(pieces):
        assert one.left >= 17 * MM - 1 and one.right <= 193 * MM + 1, one
        for other in pieces[at + 1 :]:
            apart = one.right <= other.left or other.right <= one.left
            assert apart or one.bottom + 0.5 >= other.top or other.bottom + 0.5 >= one.top, (one, other)


def test_a_long_stage_name_is_shortened_and_not_printed_over_its_values(page, demo):
    first, *others = demo.framework.stages
    stages = (replace(first, short=Text(LONG, LONG)), *others)
    odd = replace(demo, framework=replace(demo.framework, stages=stages))
    [said] = page(odd).pages
    assert "Очень длинное" in said and "…" in said


# --- the chart ------------------------------------------------------------------------------


def drawn(rows, score=2.8):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    ru = translator("ru")
    asked = [Assumption(row.name, row.low, row.high, row.said(ru), row.assumed) for row in rows]
    figure = tornado(asked, score, "ru", DEFAULT.palette).figure
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return figure, canvas.get_renderer()


def boxes(figure, renderer):
    return [text.get_window_extent(renderer) for text in figure.artists if isinstance(text, Said)]


def test_no_label_of_the_chart_covers_another_with_long_names():
    rows = [Trial(f"{n} {LONG}", 2.8 - n / 20, 2.8 + n / 3, assumed=n == 6) for n in range(7)]
    found = boxes(*drawn(rows))
    for at, one in enumerate(found):
        assert not any(one.overlaps(other) for other in found[at + 1 :])


@pytest.mark.parametrize(
    ("rows", "score"),
    [
        ([Trial("same", 3.0, 3.0)], 3.0),
        ([Trial("best", 4.4, 5.0)], 5.0),
        ([Trial("worst", 0.0, 0.4)], 0.0),
        ([Trial("all", 0.0, 5.0)], 2.5),
    ],
)
def test_marks_stay_between_the_names_and_the_values(rows, score):
    figure, renderer = drawn(rows, score)
    name, value = (box for box in boxes(figure, renderer)[-2:])
    for patch in filter(lambda mark: isinstance(mark, Patch), figure.artists):
        mark = patch.get_window_extent(renderer)
        assert mark.x0 > name.x1 and mark.x1 < value.x0


def test_a_range_too_narrow_to_print_is_one_dot():
    figure, _ = drawn([Trial("weights", 3.0, 3.0 + 1e-12), Trial("wide", 2.0, 3.0)], 3.0)
    shapes = [type(patch).__name__ for patch in figure.artists if isinstance(patch, Patch)]
    assert sorted(shapes) == ["Circle", "Polygon"]


def test_an_assumed_error_differs_from_the_rest_without_colour():
    figure, _ = drawn([Trial("measured", 2.0, 3.0), Trial("assumed", 2.0, 3.5, assumed=True)])
    light, solid = (mark for mark in figure.artists if isinstance(mark, Patch))  # the lower one first
    assert sum(light.get_facecolor()[:3]) - sum(solid.get_facecolor()[:3]) > 1
    assert light.get_linewidth() > solid.get_linewidth()
