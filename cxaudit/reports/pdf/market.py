"""The audit beside others: ranks, stage by stage, positions, and how sure the order is (METHOD 5)."""

from __future__ import annotations

from contextlib import nullcontext

from cxaudit.analysis.benchmark import Position, Standing
from cxaudit.analysis.comparison import Comparison, Entry
from cxaudit.i18n import Translator
from cxaudit.reports import market_words
from cxaudit.reports.charts.sheet import AXIS_HIGH
from cxaudit.reports.charts.words import dots_said
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.dots import DotRow, dots
from cxaudit.reports.pdf.figure import draw_figure
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.trends import draw_trends, draw_trends_alone
from cxaudit.reports.pdf.typeset import (
    HEADING,
    NOTE,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    TABLE,
    TABLE_KEY,
    TABLE_NAME,
    Style,
    shortened,
    width,
    wrap,
)
from cxaudit.reports.subject import Subject
from cxaudit.scoring import band_of

MOST_ROWS = 12
NAME_WIDE, RANK_WIDE, OVERALL_WIDE, CELL_GAP = 44.0, 7.0, 20.0, 1.2
ROW = 8.2
DOTS_AT, DOTS_WIDE, DOT_ROW = 60.0, 72.0, 11.0
_TO_MEDIAN, _TO_BEST, _POSITION = 147.0, 164.0, 167.0


def draw_market(paper: Paper, subject: Subject) -> None:
    """The comparison with the trends below it; without anybody to compare with the trends alone."""
    tr, found = subject.tr, subject.comparison
    paper.start_page()
    if found is None:
        draw_trends_alone(paper, subject)
        return
    paper.bookmark(tr("Comparison"), 0)
    paper.title(tr("Comparison among those audited"), market_words.titles(subject, found))
    paper.y += 3
    _table(paper, subject, found)
    _stages(paper, subject, found)
    _notes(paper, subject, found)
    draw_trends(paper, subject)


# --- the table ------------------------------------------------------------------------------


def _table(paper: Paper, subject: Subject, found: Comparison) -> None:
    tr, palette = subject.tr, paper.palette
    stages = subject.stages
    cell = (MEASURE - NAME_WIDE - RANK_WIDE - OVERALL_WIDE - 3) / len(stages)
    first = LEFT + RANK_WIDE + NAME_WIDE
    with paper.tags.inside("Table"):
        base = paper.y + 3.2
        with paper.tags.row(head=True):
            with paper.tags.cell(across=2):
                paper.text(LEFT, base, tr("Company"), SMALL_HEAD, palette.ink2)
            for at, stage in enumerate(stages):
                paper.text(first + (at + 0.5) * cell, base, stage.code, SMALL_HEAD, palette.ink2, "centre")
            paper.text(RIGHT - OVERALL_WIDE / 2, base, tr("Overall"), SMALL_HEAD, palette.ink2, "centre")
        paper.y += 5
        paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
        paper.y += 0.6
        entries = market_words.as_many(found, MOST_ROWS, tr.lang)
        placed = [width(place, TABLE_KEY) + 3.5 for place, _ in entries if place]
        ranks = max([RANK_WIDE, *placed]) if placed else 0.0
        for place, entry in entries:
            _entry(paper, subject, found, (place, entry), (LEFT + ranks, first), cell)
        if any(m is not None for m in found.medians):
            base = paper.y + 5.2
            paper.rule(LEFT, RIGHT, paper.y + 0.8)
            with paper.tags.row():
                with paper.tags.cell(across=2):
                    paper.text(LEFT, base, tr("Median without the audited company"), SMALL, palette.ink2)
                for at, median in enumerate(found.medians):
                    said = "–" if median is None else tr.number(median)
                    paper.text(first + (at + 0.5) * cell, base, said, TABLE, align="centre")
                middle = "–" if found.median_overall is None else tr.number(found.median_overall)
                paper.text(RIGHT - OVERALL_WIDE / 2, base, middle, TABLE_KEY, align="centre")
            paper.y = base + 2
    if market_words.any_doubt(found):
        paper.text(LEFT, paper.y + 3.4, tr("“~”: provisional."), SMALL, palette.ink2)
        paper.y += 4
    left_out = len(found.peers) + 1 - len(entries)
    if left_out > 0:
        said = tr.plural("And {n} more company.", "And {n} more companies.", left_out)
        paper.text(LEFT, paper.y + 3.4, said, SMALL, palette.ink2)
        paper.y += 4


def _entry(
    paper: Paper,
    subject: Subject,
    found: Comparison,
    placed: tuple[str, Entry],
    columns: tuple[float, float],
    cell: float,
) -> None:
    """A company with its place; `columns` are where the names and the scores begin."""
    (place, entry), (left, first) = placed, columns
    tr, top, own = subject.tr, paper.y, entry is found.own
    base = top + ROW / 2 + 1.1
    name = market_words.company(entry, tr)
    style = TABLE_KEY if own else TABLE_NAME
    with paper.tags.row():
        if place:
            paper.text(LEFT + 1, base, place, TABLE_KEY, paper.palette.text)
        else:
            paper.tags.blank()
        _name(paper, name, style, left, first - left - 2, base)
        for at, score in enumerate(entry.scores):
            doubt = market_words.doubt(entry, at)
            _score(paper, tr, score, first + at * cell, top, cell - CELL_GAP, doubt)
        _score(paper, tr, entry.overall, RIGHT - OVERALL_WIDE, top, OVERALL_WIDE)
    if own:
        paper.box(LEFT - 1.2, top, MEASURE + 2.4, ROW, edge=paper.palette.title, points=1.2)
    paper.y += ROW


def _name(paper: Paper, name: str, style: Style, x: float, wide: float, base: float) -> None:
    """On one line, else smaller on two."""
    lines, cut = shortened(name, style, wide, 1)
    if cut:
        style = Style(style.face, NOTE.size, NOTE.size + 1.2)
        lines = shortened(name, style, wide, 2)[0]
    paper.lines(x, base - (len(lines) - 1) * style.line / 2, lines, style)


def _score(
    paper: Paper, tr: Translator, score: float | None, x: float, top: float, wide: float, doubt: str = ""
) -> None:
    said = "–" if score is None else tr.number(score) + doubt
    marks.score_tag(paper, x, top + 1, said, None if score is None else band_of(score), wide, ROW - 2)


# --- stage by stage -------------------------------------------------------------------------


def _stages(paper: Paper, subject: Subject, found: Comparison) -> None:
    tr, palette = subject.tr, paper.palette
    rows = [_dot_row(subject, found, at) for at in range(len(subject.stages))]
    high = AXIS_HIGH + len(rows) * DOT_ROW
    paper.y += 7
    paper.need(high + 10)
    paper.text(LEFT, paper.y, tr("Stage by stage"), HEADING)
    said = tr("Large dot: this audit. Small: the others. Line: their median. Diamond: the best.")
    if not market_words.has_ranks(found):
        said = tr("Large dot: this audit. Small: the others. Diamond: the best.")
    if any(row.low != row.high for row in rows):
        said += " " + tr("Bracket: bounds with what was not verified.")
    paper.text(LEFT, paper.y + 4.6, said, SMALL, palette.ink2)
    top = paper.y + 6.5
    told = dots_said(tr("Stage by stage"), subject.stages, rows, tr)
    chart = dots(rows, tr, palette, DOTS_WIDE, DOT_ROW)
    draw_figure(paper, chart, DOTS_AT, top, told)
    ranked = market_words.has_ranks(found)
    with paper.tags.inside("Table") if ranked else nullcontext():
        if ranked:
            with paper.tags.row(head=True):
                paper.text(LEFT, top + 4, tr("Stage"), SMALL_HEAD, palette.ink2)
                paper.text(_TO_MEDIAN, top + 4, tr("to median"), SMALL_HEAD, palette.ink2, "right")
                paper.text(_TO_BEST, top + 4, tr("to best"), SMALL_HEAD, palette.ink2, "right")
                paper.text(_POSITION, top + 4, tr("Position"), SMALL_HEAD, palette.ink2)
        y = top + AXIS_HIGH
        paper.rule(LEFT, RIGHT, y, palette.title, 1.0)
        for stage, standing in zip(subject.stages, found.stages, strict=True):
            with paper.tags.row() if ranked else nullcontext():
                _standing(paper, tr, stage.title[tr.lang], standing, y, ranked)
            y += DOT_ROW
            paper.rule(LEFT, RIGHT, y)
    paper.y = y


def _standing(
    paper: Paper, tr: Translator, title: str, standing: Standing | None, y: float, ranked: bool
) -> None:
    """The name of a stage, and where it has a rank its gaps and its position."""
    base = y + DOT_ROW / 2 + 1.1
    lines = shortened(title, TABLE_NAME, DOTS_AT - LEFT - 2, 2)[0]
    paper.lines(LEFT, base - (len(lines) - 1) * TABLE_NAME.line / 2, lines, TABLE_NAME)
    if standing and standing.to_median is not None and standing.to_best is not None:
        for x, gap in ((_TO_MEDIAN, standing.to_median), (_TO_BEST, standing.to_best)):
            paper.text(x, base, market_words.signed(gap, tr), TABLE, align="right")
    elif ranked:
        paper.tags.blank(across=2)
    if standing and standing.position:
        _position(paper, tr, standing.position, y)
    elif ranked:
        paper.tags.blank()


def _dot_row(subject: Subject, found: Comparison, at: int) -> DotRow:
    score = subject.scores.stages[at]
    others = tuple(s for e in found.peers if (s := e.scores[at]) is not None)
    return DotRow(
        own=found.own.scores[at] if found.own.scores else None,
        low=score.low,
        high=score.high,
        provisional=score.status == "provisional",
        others=others,
        median=found.medians[at],
        best=found.bests[at],
    )


def _position(paper: Paper, tr: Translator, position: Position, y: float) -> None:
    """A tag whose form tells positions apart, not only its colour."""
    palette, top, wide = paper.palette, y + DOT_ROW / 2 - 2.6, RIGHT - _POSITION
    said = market_words.position_name(position, tr)
    fill, edge, ink = palette.panel, "", palette.ink2
    if position == "defend":
        fill, ink = palette.data, palette.paper
    elif position in ("catch_up", "white_space"):
        fill, edge, ink = palette.paper, palette.ink, palette.ink
    paper.box(_POSITION, top, wide, 5.2, fill, edge, 0.8, dashed=position == "white_space")
    paper.text(_POSITION + wide / 2, top + 3.6, said, SMALL_STRONG, ink, "centre")


# --- notes ----------------------------------------------------------------------------------


def _notes(paper: Paper, subject: Subject, found: Comparison) -> None:
    """What the comparison cannot say, in a box of up to three columns."""
    said = market_words.notes(subject, found)
    wide = (MEASURE - 8 - 4 * (len(said) - 1)) / len(said)
    lines = [wrap(text, NOTE, wide) for _, text in said]
    high = max(len(found_lines) for found_lines in lines) * NOTE.line + 11
    paper.y += 5
    paper.need(high)
    paper.box(LEFT, paper.y, MEASURE, high, paper.palette.panel)
    for at, (head, _) in enumerate(said):
        x = LEFT + 4 + at * (wide + 4)
        paper.text(x, paper.y + 5.6, shortened(head, SMALL_STRONG, wide, 1)[0][0], SMALL_STRONG)
        paper.lines(x, paper.y + 9.8, lines[at], NOTE)
    paper.y += high
