"""What the potential rests on: the client's figures and their sources, or the ranges alone; the caveats."""

from __future__ import annotations

from cxaudit import money
from cxaudit.analysis.baseline import BY_NAME, FIGURES, Baseline, Figure, entries_of
from cxaudit.analysis.potential_warnings import warnings
from cxaudit.analysis.potential_words import caveats, percent_range
from cxaudit.i18n import NBSP, Translator
from cxaudit.model import Stage
from cxaudit.reports.findings import joined
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import BODY, HEADING, NOTE, SMALL, SMALL_HEAD, TABLE, TABLE_NAME, wrap
from cxaudit.reports.subject import TOP_SCORE, Subject

VALUE, SOURCE = 83.0, 87.0
BASE_ROW = 4.3
HALF = 85.0
SECOND = LEFT + HALF + 6
METRIC, RANGE, GAP, LOST = 66.0, 137.0, 164.0, RIGHT
RANGE_ROW = 8.5


def draw_base(paper: Paper, subject: Subject, baseline: Baseline, row: float = BASE_ROW) -> None:
    """The client's figures, each with where it comes from, on lines at least that high."""
    tr, palette = subject.tr, paper.palette
    paper.need(40)
    paper.text(LEFT, paper.y + 8.4, tr("The client's figures"), HEADING)
    paper.text(SOURCE, paper.y + 8.4, tr("Source"), SMALL_HEAD, palette.ink2)
    paper.y += 10.6
    paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
    with paper.tags.inside("Table"):
        for figure in FIGURES:
            source = wrap(baseline.sources.get(figure.name, "").strip() or "–", SMALL, RIGHT - SOURCE)
            high = max(row, len(source) * SMALL.line + row - BASE_ROW + 0.9)
            if paper.need(high):
                paper.rule(LEFT, RIGHT, paper.y)
            base = paper.y + 3.4 + (row - BASE_ROW) / 2
            value = _value(tr, figure, getattr(baseline, figure.name), baseline.currency)
            with paper.tags.row():
                paper.text(LEFT, base, tr(figure.title), NOTE)
                paper.text(VALUE, base, value, NOTE, align="right")
                paper.lines(SOURCE, base, source, SMALL, palette.ink2)
            paper.y += high
            paper.rule(LEFT, RIGHT, paper.y)


def _value(tr: Translator, figure: Figure, value: float, currency: str) -> str:
    """The figure as it was entered, with its unit."""
    sign = money.symbol(tr, currency)
    match figure.unit:
        case "share":
            return _number(tr, value * 100) + (NBSP if tr.lang == "ru" else "") + "%"
        case "years":
            if value == int(value):
                return tr.plural("{n} year", "{n} years", int(value))
            return tr("{number} years", number=_number(tr, value))
        case "money":
            return f"{_number(tr, value)}{NBSP}{sign}"
        case "money_a_year":
            return tr("{sum} a year", sum=f"{_number(tr, value)}{NBSP}{sign}")
    return _number(tr, value)


def _number(tr: Translator, value: float) -> str:
    """No more decimals than it has, at most four."""
    return tr.number(value, next((n for n in range(4) if abs(value - round(value, n)) < 1e-9), 4))


# --- without the client's figures -----------------------------------------------------------


def draw_ranges(paper: Paper, subject: Subject) -> None:
    """The ranges that the method states, beside the points that each stage loses."""
    tr, palette = subject.tr, paper.palette
    paper.y = paper.paragraph(LEFT, paper.y + 2, _missing(subject), BODY, MEASURE) + 2
    with paper.tags.inside("Table"):
        base = paper.y + 3
        with paper.tags.row(head=True):
            paper.text(LEFT, base, tr("Stage"), SMALL_HEAD, palette.ink2)
            paper.text(METRIC, base, tr("What changes"), SMALL_HEAD, palette.ink2)
            for x, said in (
                (RANGE, tr("Stated range")),
                (GAP, tr("Share still open")),
                (LOST, tr("Points lost")),
            ):
                paper.text(x, base, said, SMALL_HEAD, palette.ink2, "right")
        paper.y += 5.4
        paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
        for stage in subject.stages:
            _range_row(paper, subject, stage)
    said = tr(
        "Stated range: a relative change of the metric, not percentage points. "
        "Share still open: how far the stage is from 5; only that part of the range can be gained."
    )
    paper.y = paper.paragraph(LEFT, paper.y + 4.6, said, SMALL, MEASURE, palette.ink2)


def _range_row(paper: Paper, subject: Subject, stage: Stage) -> None:
    tr, uplift = subject.tr, stage.uplift
    metric = wrap(uplift.metric[tr.lang], NOTE, RANGE - METRIC - 24)
    title = wrap(stage.title[tr.lang], TABLE_NAME, METRIC - LEFT - 3)
    high = max(RANGE_ROW, max(len(metric), len(title)) * NOTE.line + 3)
    paper.need(high)
    base = paper.y + 5.2
    band = percent_range(tr, uplift.low, uplift.high, uplift.direction == "down")
    score, lost = subject.scores.stage(stage.code).score, subject.lost.get(stage.code)
    share = "–" if score is None else tr.percent((TOP_SCORE - score) / TOP_SCORE, 0)
    points = "–" if lost is None else tr.number(lost)
    with paper.tags.row():
        paper.lines(LEFT, base, title, TABLE_NAME)
        paper.lines(METRIC, base, metric, NOTE)
        for x, said in ((RANGE, band), (GAP, share), (LOST, points)):
            paper.text(x, base, said, TABLE, align="right")
    subject.link_stage(paper, stage, LEFT, paper.y, METRIC - LEFT, high)
    paper.y += high
    paper.rule(LEFT, RIGHT, paper.y)


def _missing(subject: Subject) -> str:
    tr, entries = subject.tr, entries_of(subject.audit)
    if subject.baseline:
        return tr("The client's figures are there. Money follows once a stage has a score.")
    if not entries.begun:
        return tr("Money follows from eleven figures of the client. None has been entered.")
    names = dict.fromkeys([*entries.missing, *entries.conflicts, *entries.faults])
    titles = [tr(BY_NAME[name].title) if name in BY_NAME else tr("currency") for name in names]
    return tr(
        "Money follows from eleven figures of the client. To be settled: {figures}.",
        figures=joined(titles, tr),
    )


# --- caveats --------------------------------------------------------------------------------


def draw_caveats(paper: Paper, subject: Subject) -> None:
    """What is said beside every figure, in two columns."""
    tr = subject.tr
    said = [*(warnings(tr, subject.potential) if subject.potential else ()), *caveats(tr)]
    texts = [wrap(text, SMALL, HALF - 4) for text in said]
    half = (len(texts) + 1) // 2
    columns = (texts[:half], texts[half:])
    high = max(sum(len(lines) * SMALL.line + 0.9 for lines in column) for column in columns)
    paper.need(high + 11)
    paper.text(LEFT, paper.y + 7.4, tr("What to keep in mind"), HEADING)
    paper.y += 12
    for x, column in zip((LEFT, SECOND), columns, strict=True):
        y = paper.y
        for lines in column:
            paper.dot(x + 0.8, y - 0.9, 0.6, paper.palette.data)
            y = paper.lines(x + 4, y, lines, SMALL) + 0.9
    paper.y += high
