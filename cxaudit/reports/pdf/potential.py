"""What the profit may gain: the stages together as ranges, each alone, the client's figures, the caveats."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit import money
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.potential import OVERLAPS, Level, Potential, Range, StageEffect
from cxaudit.analysis.potential_words import METRICS, ends, ground, headline, no_bar, published
from cxaudit.i18n import Translator
from cxaudit.money import Scale
from cxaudit.reports.charts.ranges import RangeBar, range_bars
from cxaudit.reports.charts.words import ranges_said
from cxaudit.reports.pdf.figure import draw_figure
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Align, Paper
from cxaudit.reports.pdf.potential_base import BASE_ROW, draw_base, draw_caveats, draw_ranges
from cxaudit.reports.pdf.potential_steps import draw_steps
from cxaudit.reports.pdf.typeset import (
    HEADING,
    SMALL,
    SMALL_HEAD,
    TABLE,
    TABLE_KEY,
    TABLE_NAME,
    balanced,
    plain,
    width,
    wrap,
)
from cxaudit.reports.subject import Subject

LOW, MIDDLE, HIGH = 160.0, 176.8, RIGHT
CHART, CHART_WIDE = 68.0, 80.0
METRIC, RANGE, BRACKET, STAGES_CHART, STAGES_WIDE = 58.0, 112.5, 115.0, 117.0, 35.0
STAGE_LOW, STAGE_MIDDLE = 165.5, 179.2
LOSS_COLUMNS, LOSS_STAGE_COLUMNS = (125.0, 159.0, HIGH), (139.0, 166.0, HIGH)
"""Where the figures stand without bars."""
LOSS_ROW, LOSS_STAGE_ROW = 6.0, 5.4
TICKS = 6.5
ROW, GROUP, STAGE_ROW = 7.0, 5.0, 6.1
ROOMY = 1.3
"""How much higher lines are where two pages are to be filled."""
ORDER = ("ACQ", "SEL", "SAL", "ONB", "SOL", "EVO", "OFF", "LOY")
"""Stages that move the same figure stand together."""


def draw_potential(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    paper.start_page()
    paper.bookmark(tr("Profit potential"), 0, key="potential")
    if subject.potential is None or subject.baseline is None:
        without = tr("Without the client's figures there are ranges, but no money")
        if subject.baseline:
            without = tr("Without the score of a stage there are ranges, but no money")
        paper.title(tr("Profit potential"), [without])
        draw_ranges(paper, subject)
    else:
        baseline = subject.baseline
        paper.title(tr("Profit potential"), [headline(tr, subject.potential, baseline.currency)])
        said = ground(tr, baseline, subject.potential)
        paper.y = paper.paragraph(LEFT, paper.y - 1.0, said, SMALL, MEASURE, paper.palette.ink2) - 1.0
        _tables(paper, subject, subject.potential, baseline)
        return
    draw_caveats(paper, subject)


def _tables(paper: Paper, subject: Subject, whole: Potential, baseline: Baseline) -> None:
    """On two pages with the steps from today to then; the executive summary keeps to one, without them."""
    if whole.client_costs_more or "reliability" not in subject.printed:
        _together(paper, subject, whole, baseline.currency, ROW)
        _one_by_one(paper, subject, whole, baseline.currency, STAGE_ROW)
        draw_base(paper, subject, baseline)
        draw_caveats(paper, subject)
        return
    _together(paper, subject, whole, baseline.currency, ROW * ROOMY)
    _one_by_one(paper, subject, whole, baseline.currency, STAGE_ROW * ROOMY)
    paper.y += 2
    draw_caveats(paper, subject)
    draw_steps(paper, subject, whole, baseline)
    paper.y += 4
    draw_base(paper, subject, baseline, BASE_ROW * ROOMY)


# --- all stages together --------------------------------------------------------------------


def _together(paper: Paper, subject: Subject, whole: Potential, currency: str, row: float) -> None:
    tr, palette, top = subject.tr, paper.palette, paper.y
    groups = _groups(subject, whole)
    columns: tuple[float, ...] = (LOW, MIDDLE, HIGH)
    if whole.client_costs_more:
        columns, row = LOSS_COLUMNS, LOSS_ROW
    scale = money.scale_of(v for _, rows in groups for _, level in rows for v in _values(level.change))
    head = tr("Added profit, {unit}", unit=money.unit(tr, scale, currency))
    with paper.tags.inside("Table"):
        _head(paper, head, ends(tr, whole), columns)
        y, bars = top + TICKS, []
        for title, rows in groups:
            with paper.tags.row(head=True), paper.tags.cell(across=len(columns) + 1):
                paper.text(LEFT, y + 4.4, title, TABLE_KEY)
            y += GROUP
            for name, level in rows:
                bars.append(_range_bar(level, y + row / 2 - top))
                quiet = palette.ink2 if level.kappa == 1 else ""
                with paper.tags.row():
                    paper.text(LEFT, y + row / 2 + 1.1, name, TABLE, quiet)
                    _figures(paper, tr, y + row / 2 + 1.1, level.change, scale, columns, quiet)
                y += row
                paper.rule(LEFT, RIGHT if whole.client_costs_more else CHART, y)
                paper.rule(CHART + CHART_WIDE, RIGHT, y)
    said = tr("Profit of one year's new clients over their whole lifetime, before overheads.")
    if whole.client_costs_more:
        said += " " + no_bar(tr, whole.planned, currency)
    else:
        size = (CHART_WIDE, y - top)
        figure = range_bars(bars, tr.lang, scale.unit, palette, size)
        named = [
            (f"{title}, {name}", *_values(level.change)) for title, rows in groups for name, level in rows
        ]
        draw_figure(paper, figure, CHART, top, ranges_said(head, named, scale, tr))
        said += " " + tr(
            "Light bar: from all ranges at the low end to all at the high end. "
            "Dark: 90% of random combinations."
        )
    paper.rule(LEFT, RIGHT, top + TICKS, palette.title, 1.2)
    said += " " + tr("The planning level is half of the stated ranges; plan with it.")
    paper.y = paper.paragraph(LEFT, y + 4.6, said, SMALL, MEASURE, palette.ink2)


def _range_bar(level: Level, y: float) -> RangeBar:
    """What is planned with its draws, what the method states quietly and without."""
    stated = level.kappa == 1
    drawn = None if stated else (level.simulated.low, level.simulated.high)
    return RangeBar(y, *_values(level.change), drawn, stated)


Row = tuple[str, Level]


def _groups(subject: Subject, whole: Potential) -> list[tuple[str, list[Row]]]:
    """The levels, each for all stages and, where these are fewer, for those of the growth zones."""
    tr, top = subject.tr, subject.top_potential
    scopes = [(tr.plural("{n} stage", "{n} stages", len(whole.scope)), whole)]
    if top and top.scope and top.scope != whole.scope:
        scopes.append((tr.plural("{n} with a growth zone", "{n} with growth zones", len(top.scope)), top))
    return [
        (tr("Planning level"), [(name, scope.planned) for name, scope in scopes]),
        (tr("As the method states"), [(name, scope.stated) for name, scope in scopes]),
    ]


# --- each stage alone -----------------------------------------------------------------------


def _one_by_one(paper: Paper, subject: Subject, whole: Potential, currency: str, row: float) -> None:
    tr, palette = subject.tr, paper.palette
    effects = sorted(whole.planned.stages, key=lambda effect: ORDER.index(effect.code))
    scale = money.scale_of(value for effect in effects for value in _values(effect.change))
    paper.need(22 + len(effects) * row)
    paper.text(LEFT, paper.y + 5.6, tr("What each stage adds if it changes alone"), HEADING)
    said = tr(
        "Planning level, {unit}. The effects overlap, so do not add them up.",
        unit=money.unit(tr, scale, currency),
    )
    paper.text(LEFT, paper.y + 10.2, said, SMALL, palette.ink2)
    paper.y += 12.0
    top = paper.y
    columns: tuple[float, ...] = (STAGE_LOW, STAGE_MIDDLE, HIGH)
    if whole.client_costs_more:
        columns, row = LOSS_STAGE_COLUMNS, LOSS_STAGE_ROW
    with paper.tags.inside("Table"):
        more: list[tuple[float, str, Align]] = [
            (METRIC, tr("What changes"), "left"),
            (RANGE, tr("Stated range"), "right"),
        ]
        _head(paper, tr("Stage"), ends(tr, whole), columns, more)
        y, bars, middles = top + TICKS, [], {}
        for effect in effects:
            middles[effect.code] = y + row / 2
            bars.append(RangeBar(y + row / 2 - top, *_values(effect.change)))
            _stage_row(paper, subject, effect, y + row / 2, scale, columns)
            y += row
            paper.rule(LEFT, RIGHT if whole.client_costs_more else STAGES_CHART, y)
            paper.rule(STAGES_CHART + STAGES_WIDE, RIGHT, y)
    if not whole.client_costs_more:
        size = (STAGES_WIDE, y - top)
        figure = range_bars(bars, tr.lang, scale.unit, palette, size)
        stages = [(subject.audit.framework.stage(effect.code), effect) for effect in effects]
        named = [(stage.short[tr.lang], *_values(effect.change)) for stage, effect in stages]
        draw_figure(paper, figure, STAGES_CHART, top, ranges_said(said, named, scale, tr))
    paper.rule(LEFT, RIGHT, top + TICKS, palette.title, 1.2)
    paper.y = y
    _brackets(paper, subject, whole, middles)


def _stage_row(
    paper: Paper,
    subject: Subject,
    effect: StageEffect,
    middle: float,
    scale: Scale,
    columns: Sequence[float],
) -> None:
    tr, base = subject.tr, middle + 1.1
    stage = subject.audit.framework.stage(effect.code)
    title = plain(stage.title[tr.lang])
    if width(title, TABLE_NAME) > METRIC - LEFT - 2:
        title = wrap(stage.short[tr.lang], TABLE_NAME, METRIC - LEFT - 2)[0]
    with paper.tags.row():
        paper.text(LEFT, base, title, TABLE_NAME)
        paper.text(METRIC, base, tr(METRICS[effect.code]), TABLE)
        paper.text(RANGE, base, published(tr, effect), TABLE, align="right")
        _figures(paper, tr, base, effect.change, scale, columns, "")
    subject.link_stage(paper, stage, LEFT, middle - STAGE_ROW / 2, METRIC - LEFT, STAGE_ROW)


def _brackets(paper: Paper, subject: Subject, whole: Potential, middles: dict[str, float]) -> None:
    """Joins the stages of which only the larger effect counts together."""
    joined = [pair for pair in OVERLAPS if {*pair} <= {*middles}]
    if not joined or whole.model.overlap != "larger":
        return
    ink = paper.palette.ink
    for one, other in joined:
        high, low = sorted((middles[one], middles[other]))
        paper.line(BRACKET, high, BRACKET, low, ink, 0.8)
        for y in (high, low):
            paper.line(BRACKET, y, BRACKET + 1.2, y, ink, 0.8)
    said = subject.tr("Bracket: two stages move the same figure; together only the larger effect counts.")
    paper.text(LEFT, paper.y + 4.4, plain(said), SMALL, paper.palette.ink2)
    paper.y += 4.4


# --- tables ---------------------------------------------------------------------------------


def _head(
    paper: Paper,
    first: str,
    names: Sequence[str],
    columns: Sequence[float],
    between: Sequence[tuple[float, str, Align]] = (),
) -> None:
    base, colour = paper.y + 4.2, paper.palette.ink2
    with paper.tags.row(head=True):
        paper.text(LEFT, base, balanced(first, SMALL_HEAD, CHART - LEFT)[0], SMALL_HEAD, colour)
        for x, name, align in between:
            paper.text(x, base, name, SMALL_HEAD, colour, align)
        for x, name in zip(columns, names, strict=True):
            paper.text(x, base, name, SMALL_HEAD, colour, "right")


def _figures(
    paper: Paper,
    tr: Translator,
    base: float,
    band: Range,
    scale: Scale,
    columns: Sequence[float],
    colour: str,
) -> None:
    for x, value, style in zip(columns, _values(band), (TABLE, TABLE_KEY, TABLE), strict=True):
        paper.text(x, base, money.number(tr, value, scale), style, colour, "right")


def _values(band: Range) -> tuple[float, float, float]:
    return band.low, band.middle, band.high
