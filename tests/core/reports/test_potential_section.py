"""The page of the profit potential, read back from the PDF in both languages."""

from dataclasses import replace

import pytest
from matplotlib.text import Text

from cxaudit import cells
from cxaudit import demo as sample
from cxaudit.analysis.baseline import FIGURES, value_of
from cxaudit.model import Rating
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.charts.ranges import RangeBar, axis_ticks, range_bars
from cxaudit.reports.options import TEMPLATES
from tests.core.reports.test_growth_section import LOWEST, told

MM = 72 / 25.4


def with_figures(audit, lang="en", **changed):
    found, given = told(audit, cells.CURRENCY, "RUB"), sample.baseline(lang)
    for figure in FIGURES:
        value = changed.get(figure.name, getattr(given, figure.name))
        found = told(found, cells.baseline(figure.name), value_of(value, given.sources[figure.name]))
    return found


@pytest.fixture(scope="module")
def proven(demo, with_photos):
    found = demo
    for criterion in LOWEST:
        found = with_photos(found, 1, criterion)
    return found


@pytest.fixture(scope="module")
def page(report):
    """The potential section of an audit, read back."""
    return lambda audit, lang="en": report(audit, lang, sections=("potential",))


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["Profit may rise by ₽1.94–2.75 million from ₽2.00 million now", "1.94 2.33 2.75", "543 592 642"],
        ),
        (
            "ru",
            [
                "на 1,94–2,75 млн ₽ при базе 2,00 млн ₽",
                "1,94 2,33 2,75",
                "543 592 642",
                "5 этапов с зонами роста",
            ],
        ),
    ],
)
def test_the_page_holds_the_figures_of_the_method_and_is_one(page, proven, lang, words):
    found = page(with_figures(proven, lang), lang)
    assert len(found) == 1
    for word in words:
        assert word in plain(found.text)


def test_caveats_and_sources_stand_beside_the_money(page, proven):
    said = plain(page(with_figures(proven)).text)
    assert "nobody verified them" in said and "do not add them up" in said
    assert "CRM: first orders divided by visits, 2025" in said and "12,000 ₽ a year" in said


def test_single_effects_have_no_sum_and_nothing_naive_is_shown(page, proven):
    said = plain(page(with_figures(proven)).text)
    for figure in ("5.07", "2.54", "43.1", "45.1"):
        assert figure not in said


def test_without_figures_there_are_ranges_and_points_but_no_money(page, proven):
    said = plain(page(proven).text)
    assert "Without the client's figures there are ranges, but no money" in said
    assert "None has been entered." in said and "₽" not in said
    assert "+40–50%" in said and "Sales conversion rate" in said
    assert "nobody verified them" in said


def test_figures_that_are_missing_or_contested_are_named(page, proven):
    found = told(with_figures(proven), cells.baseline("cac"), {"value": 1, "source": "b"}, number=9)
    found = told(found, cells.CURRENCY, "EUR", number=9)
    said = plain(page(found).text)
    assert "To be settled: Acquisition cost, CAC and currency." in said


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["A new client costs more than he brings: the profit is −₽13.0 million now",
                "A new client now costs more than he brings", "lowest uplifts", "No bars:"]),
        ("ru", ["Новый клиент обходится дороже, чем приносит: прибыль сейчас −13,0 млн ₽",
                "Сейчас новый клиент стоит дороже, чем приносит", "нижние приросты", "Полос нет:"]),
    ],
)  # fmt: skip
def test_a_client_at_a_loss_gets_a_warning_no_bar_and_no_promise(page, proven, lang, words):
    read = page(with_figures(proven, lang, cac=9_000.0), lang)
    said = plain(read.text)
    assert len(read) == 1
    for word in words:
        assert word in said
    for word in ("may rise", "Light bar", "может вырасти", "Светлая полоса", " low middle high"):
        assert word not in said


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Base: 2,000 new clients a year (2% of 100,000 visits or leads), profit ₽2.00 million. Not"),
     ("ru", "База: 2 000 новых клиентов в год (2 % из 100 000 визитов или лидов), прибыль 2,00 млн ₽. На")],
)  # fmt: skip
def test_the_headline_stands_beside_its_base_and_what_is_not_tested(report, proven, lang, said):
    for section in ("potential", "executive"):
        assert said in plain(report(with_figures(proven, lang), lang, sections=(section,)).text)


def test_a_stage_without_a_score_is_left_out_and_named(page, proven, rated):
    found = page(with_figures(rated(proven, OFF=Rating())))
    said = plain(found.text)
    assert "7 stages" in said and "Without a score and therefore left out: OFF." in said
    assert "Bracket:" in said


def test_an_empty_audit_with_figures_names_no_money(page, demo):
    found = with_figures(replace(demo, ratings={}))
    assert "₽" not in page(found).text


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_long_sources_and_large_sums_stay_on_the_page(page, proven, lang):
    found = with_figures(proven, lang, traffic=1e12, revenue=1e11, service_cost=1e9)
    for figure in FIGURES:
        cell = cells.baseline(figure.name)
        value = {**found.cells[cell][0].value, "source": "Очень длинный источник " * 20}
        found = replace(found, cells={**found.cells, cell: (replace(found.cells[cell][0], value=value),)})
    read = page(found, lang)
    for number in range(len(read)):
        for piece in read.pieces(number):
            assert piece.left >= 17 * MM - 1 and piece.right <= 193 * MM + 1
            assert piece.bottom >= (297 - 289) * MM


# --- the chart ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0, 6.62, 7, [0, 1, 2, 3, 4, 5, 6, 7]),
        (0, 642, 4, [0, 200, 400, 600, 800]),
        (-30, 80, 7, [-40, -20, 0, 20, 40, 60, 80]),
        (0, 0, 7, [0, 1]),
    ],
)
def test_an_axis_has_round_ticks_around_its_values(low, high, most, ticks):
    assert axis_ticks(low, high, most) == pytest.approx(ticks)


def test_a_range_chart_holds_zero_and_draws_on_screen():
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    bars = [RangeBar(10, -5e5, 1e6, 2e6, (0, 1.5e6)), RangeBar(20, 1e6, 2e6, 3e6, None, True)]
    figure = range_bars(bars, "ru", 1e6, DEFAULT.palette, (80, 30)).figure
    assert "0,0" in [text.get_text() for text in figure.artists if isinstance(text, Text)]
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    assert canvas.get_width_height()[0] > 100


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_full_report_goes_step_by_step_from_todays_profit(report, proven, lang):
    audit = with_figures(proven, lang)
    [full] = [p for p in report(audit, lang, sections=("potential", "reliability")).pages if STEPS[lang] in p]
    assert "2.00" in full or "2,00" in full
    assert not any(STEPS[lang] in said for said in report(audit, lang, sections=TEMPLATES["executive"]).pages)


STEPS = {"en": "From today's profit to the potential", "ru": "От прибыли сегодня к потенциалу"}


def test_figures_without_any_score_are_not_called_missing(report, demo):
    blank = with_figures(replace(demo, ratings={}))
    said = report(blank, "en", sections=("potential",)).text
    assert "Without the score of a stage there are ranges, but no money" in said
    assert "Money follows once a stage has a score." in said and "To be settled" not in said
