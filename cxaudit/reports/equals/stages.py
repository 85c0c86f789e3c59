"""Stages by companies: a map of the scores with the best of each stage, and letters on a line a stage."""

from __future__ import annotations

from cxaudit.analysis.benchmark import TIE
from cxaudit.analysis.equals import Equal, Equals
from cxaudit.reports.charts.letters import ROW_HIGH, LetterDot, letters
from cxaudit.reports.charts.sheet import AXIS_HIGH
from cxaudit.reports.equals import words
from cxaudit.reports.options import Options
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.figure import draw_figure
from cxaudit.reports.pdf.page import BOTTOM, LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    HEADING,
    SMALL,
    SMALL_STRONG,
    TABLE_KEY,
    TABLE_NAME,
    TICK,
    shortened,
)
from cxaudit.reports.score_words import DASH, shown

ROW = 8.6
_NAME_WIDE = 50.0
_CHART_AT = 62.0
_HEAD_LINES = 3


def draw_stages(paper: Paper, found: Equals, options: Options) -> None:
    tr = paper.tr
    paper.start_page()
    paper.bookmark(tr("Stages by companies"), 0)
    paper.title(tr("Stages by companies"), _titles(paper, found))
    paper.y += 2
    _map(paper, found)
    if any(found.scored(at) for at in range(len(found.framework.stages))):
        _chart(paper, found)


def _titles(paper: Paper, found: Equals) -> list[str]:
    """In how many stages somebody is clearly ahead."""
    tr = paper.tr
    wide = [at for at in range(len(found.framework.stages)) if len(found.scored(at)) > 1]
    if not wide:
        return [tr("There are too few scores to compare the stages")]
    far = max(wide, key=lambda at: max(found.scored(at)) - min(found.scored(at)))
    low, high = min(found.scored(far)), max(found.scored(far))
    if high - low <= TIE:
        return [tr("All stages have equal scores")]
    stage = found.framework.stages[far].title[tr.lang]
    return [
        tr(
            "Furthest apart: {stage}, from {low} to {high}",
            stage=stage,
            low=tr.number(low),
            high=tr.number(high),
        )
    ]


# --- the map --------------------------------------------------------------------------------


def _cell(found: Equals) -> float:
    return (MEASURE - _NAME_WIDE + 1.2) / len(found.equals)


def _map(paper: Paper, found: Equals) -> None:
    tr, palette = paper.tr, paper.palette
    with paper.tags.inside("Table"):
        _heads(paper, found)
        top = paper.y
        for at, stage in enumerate(found.framework.stages):
            if paper.need(ROW):
                _heads(paper, found)
                top = paper.y
            lines = shortened(stage.title[tr.lang], TABLE_NAME, _NAME_WIDE - 3, 2)[0]
            base = paper.y + ROW / 2 + 1.1 - (len(lines) - 1) * TABLE_NAME.line / 2
            with paper.tags.row():
                paper.lines(LEFT, base, lines, TABLE_NAME)
                for place, one in enumerate(found.equals):
                    x = LEFT + _NAME_WIDE + place * _cell(found)
                    if not one.difference:
                        _score(paper, found, one, at, x)
                    else:
                        paper.tags.blank()
            paper.y += ROW
        paper.rule(LEFT, RIGHT, paper.y + 0.5, palette.ink, 0.9)
        _overalls(paper, found)
    for place, one in enumerate(found.equals):
        if one.difference:
            x = LEFT + _NAME_WIDE + place * _cell(found)
            _hatched(paper, one, x, top, paper.y - top, _cell(found) - 1.2)
    said = tr("Framed: best of the stage. “~”: provisional. Hatched: cannot be compared.")
    paper.text(LEFT, paper.y + 4.4, said, SMALL, palette.ink2)
    paper.y += 14


def _heads(paper: Paper, found: Equals) -> None:
    tr, palette, cell = paper.tr, paper.palette, _cell(found)
    names = [shortened(words.company(one, found, tr), TICK, cell - 2, _HEAD_LINES)[0] for one in found.equals]
    high = 4.6 + max(len(lines) for lines in names) * TICK.line
    with paper.tags.row(head=True):
        paper.tags.blank()
        for place, (one, lines) in enumerate(zip(found.equals, names, strict=True)):
            middle = LEFT + _NAME_WIDE + place * cell + (cell - 1.2) / 2
            with paper.tags.cell():
                paper.text(middle, paper.y + 3.4, one.letter, TABLE_KEY, palette.text, "centre")
                paper.lines(middle, paper.y + 7.2, lines, TICK, palette.ink2, "centre")
    paper.y += high + 1.4
    paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
    paper.y += 0.8


def _score(paper: Paper, found: Equals, one: Equal, at: int, x: float) -> None:
    score, wide = one.scores.stages[at], _cell(found) - 1.2
    marks.score_tag(paper, x, paper.y + 0.7, shown(score, paper.tr), score.band, wide, ROW - 1.4)
    best, scored = found.best(at), found.scored(at)
    if score.score is not None and score.score == best and best > min(scored):
        paper.box(x, paper.y + 0.7, wide, ROW - 1.4, edge=paper.palette.title, points=1.8)


def _overalls(paper: Paper, found: Equals) -> None:
    paper.y += 1
    base = paper.y + ROW / 2 + 1.1
    with paper.tags.row():
        paper.text(LEFT, base, paper.tr("Overall"), TABLE_KEY)
        for place, one in enumerate(found.equals):
            if one.difference:
                paper.tags.blank()
                continue
            x, overall = LEFT + _NAME_WIDE + place * _cell(found), one.scores.overall
            wide = _cell(found) - 1.2
            marks.score_tag(paper, x, paper.y + 0.7, shown(overall, paper.tr), overall.band, wide, ROW - 1.4)
    paper.y += ROW


def _hatched(paper: Paper, one: Equal, x: float, top: float, high: float, wide: float) -> None:
    """A column of scores that cannot be compared, with the reason."""
    paper.hatch(x, top, wide, high, "#BCC5CD", 1.8)
    lines = shortened(words.why_not(one.difference, paper.tr), SMALL_STRONG, wide - 3, 5)[0]
    tall = len(lines) * SMALL_STRONG.line + 2.6
    y = top + (high - tall) / 2
    paper.box(x + 0.8, y, wide - 1.6, tall, paper.palette.paper)
    paper.lines(x + wide / 2, y + 3.9, lines, SMALL_STRONG, align="centre")


# --- the letters ----------------------------------------------------------------------------


def _chart(paper: Paper, found: Equals) -> None:
    """As many stages on a page as fit."""
    tr, palette = paper.tr, paper.palette
    rest = list(range(len(found.framework.stages)))
    while rest:
        fits = int((BOTTOM - paper.y - AXIS_HIGH - 12) / ROW_HIGH)
        if fits < min(len(rest), 4):
            paper.continue_page()
            paper.y += 4
            continue
        now, rest = rest[:fits], rest[fits:]
        paper.text(LEFT, paper.y, tr("Stage by stage"), HEADING)
        said = tr("A letter is a company. Hollow: provisional.")
        paper.text(LEFT, paper.y + 4.6, said, SMALL, palette.ink2)
        top = paper.y + 5.4
        chart = letters([_dots(found, at) for at in now], tr, palette, RIGHT - _CHART_AT)
        paper.y = draw_figure(paper, chart, _CHART_AT, top, _heard(paper, found, now))
        y = top + AXIS_HIGH
        paper.rule(LEFT, RIGHT, y, palette.title, 1.0)
        for at in now:
            lines = shortened(found.framework.stages[at].title[tr.lang], TABLE_NAME, 43, 2)[0]
            base = y + ROW_HIGH / 2 + 1.1 - (len(lines) - 1) * TABLE_NAME.line / 2
            paper.lines(LEFT, base, lines, TABLE_NAME)
            y += ROW_HIGH
            paper.rule(LEFT, RIGHT, y)


def _dots(found: Equals, at: int) -> list[LetterDot]:
    scored = ((one.letter, one.scores.stages[at]) for one in found.fair)
    return [LetterDot(who, s.score, s.status == "provisional") for who, s in scored if s.score is not None]


def _heard(paper: Paper, found: Equals, stages: list[int]) -> str:
    """What the chart shows, in words."""
    tr = paper.tr
    said = []
    for at in stages:
        scores = ", ".join(f"{dot.letter} {tr.number(dot.score)}" for dot in _dots(found, at)) or DASH
        said.append(f"{found.framework.stages[at].short[tr.lang]} {scores}")
    return f"{tr('Stage by stage')}: {'; '.join(said)}."
