"""The summary of the report on equal audits: the order, how far it can be trusted, and what stands out."""

from __future__ import annotations

from cxaudit.analysis.benchmark import place_said
from cxaudit.analysis.equals import LIKELY, Equal, Equals
from cxaudit.reports.colours import INK
from cxaudit.reports.equals import words
from cxaudit.reports.findings import band_name, joined, status_name
from cxaudit.reports.market_words import likelihood
from cxaudit.reports.options import Options
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY,
    HEADING,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    TABLE,
    TABLE_KEY,
    TABLE_NAME,
    TICK,
    plain,
    shortened,
    wrap,
)
from cxaudit.reports.score_words import DASH, shown

ROW = 12.4
_LETTER, _NAME, _NAME_WIDE = LEFT + 9, LEFT + 15, 44.0
_SCORE, _SCORE_WIDE = 78.0, 15.0
_AXIS, _UNIT = 98.0, 8.2
_BAND, _BAND_WIDE = 142.0, 24.0
_CELL_WIDE, _CELL_HIGH = 14.5, 7.4
_WORDS_AT = 124.0


def draw_summary(paper: Paper, found: Equals, options: Options) -> None:
    tr = paper.tr
    paper.start_page()
    paper.bookmark(tr("Main findings"), 0)
    paper.title(tr("Main findings on one page"), words.titles(found, tr))
    paper.y += 3
    _table(paper, found)
    paper.y += 10
    top = paper.y
    left = _chances(paper, found, top)
    right = _said(paper, found, top)
    paper.y = max(left, right) + 6
    _leads(paper, found)


def _table(paper: Paper, found: Equals) -> None:
    tr, palette = paper.tr, paper.palette
    with paper.tags.inside("Table"):
        base = paper.y + 3.2
        ranked = any(one.rank for one in found.equals)
        with paper.tags.row(head=True):
            if ranked:
                paper.text(LEFT, base, tr("Rank"), SMALL_HEAD, palette.ink2)
            paper.text(_NAME, base, tr("Company"), SMALL_HEAD, palette.ink2)
            paper.text(_SCORE + _SCORE_WIDE / 2, base, tr("Overall"), SMALL_HEAD, palette.ink2, "centre")
            paper.text(_BAND, base, tr("Band and status"), SMALL_HEAD, palette.ink2)
            paper.text(RIGHT, base, tr("Coverage"), SMALL_HEAD, palette.ink2, "right")
        with paper.tags.repeated():
            for number in range(6):
                paper.text(_AXIS + number * _UNIT, base, tr.number(number, 0), TICK, palette.ink3, "centre")
        paper.y += 5
        paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
        for one in found.equals:
            _row(paper, found, one, ranked)
    said = tr("Bracket: bounds with what was not verified. Grey: older than a year.")
    paper.text(LEFT, paper.y + 4.2, said, SMALL, palette.ink2)
    paper.y += 4.2


def _row(paper: Paper, found: Equals, one: Equal, ranked: bool) -> None:
    tr, palette, top = paper.tr, paper.palette, paper.y
    base = top + ROW / 2 + 1.2
    ink = palette.ink2 if one.old or one.difference else palette.ink
    lines = shortened(words.company(one, found, tr), TABLE_NAME, _NAME_WIDE, 2)[0]
    with paper.tags.row():
        if one.rank:
            sharing = sum(other.rank == one.rank for other in found.equals)
            paper.text(LEFT + 1, base, place_said(one.rank, sharing, tr.lang), TABLE_KEY, palette.text)
        elif ranked:
            paper.tags.blank()
        with paper.tags.cell():
            paper.text(_LETTER, base, one.letter, TABLE_KEY, palette.text)
            paper.lines(_NAME, base - (len(lines) - 1) * TABLE_NAME.line / 2, lines, TABLE_NAME, ink)
        if one.difference:
            with paper.tags.cell(across=3):
                _hatched(paper, one, top)
        else:
            _scored(paper, one, top)
    paper.y += ROW
    paper.rule(LEFT, RIGHT, paper.y)


def _scored(paper: Paper, one: Equal, top: float) -> None:
    """The score with its place on the scale, its band and status, and the coverage."""
    tr, overall = paper.tr, one.scores.overall
    marks.score_tag(paper, _SCORE, top + 2.6, shown(overall, tr), overall.band, _SCORE_WIDE, ROW - 5.2)
    _place(paper, one, top + ROW / 2)
    with paper.tags.cell():
        if overall.band:
            marks.band_tag(paper, _BAND, top + 1.6, band_name(overall.band, tr), overall.band, _BAND_WIDE)
        below = top + (10.1 if overall.band else 7.4)
        paper.text(_BAND, below, _status(paper, one), SMALL, paper.palette.ink2)
    coverage = tr.percent(overall.coverage, 0) if overall.coverage is not None else DASH
    paper.text(RIGHT, top + ROW / 2 + 1.2, coverage, TABLE, align="right")


def _status(paper: Paper, one: Equal) -> str:
    tr, overall = paper.tr, one.scores.overall
    said = status_name(overall.status, tr)
    if overall.status == "partial":
        return tr("{n} of {all} stages", n=overall.stages_scored, all=len(one.scores.stages))
    if flags := len(one.scores.red_flags):
        said += ", " + tr.plural("{n} red flag", "{n} red flags", flags)
    return said


def _place(paper: Paper, one: Equal, y: float) -> None:
    """The score on the scale, with its bounds."""
    overall = one.scores.overall
    paper.line(_AXIS, y, _AXIS + 5 * _UNIT, y, paper.palette.rule, 0.8)
    if overall.low is not None and overall.high is not None and overall.high > overall.low:
        marks.bracket(paper, _AXIS + overall.low * _UNIT, _AXIS + overall.high * _UNIT, y + 3.0)
    if overall.score is not None:
        paper.dot(_AXIS + overall.score * _UNIT, y, 1.5, paper.palette.data, paper.palette.data)
    elif overall.span:
        low, high = (_AXIS + value * _UNIT for value in overall.span)
        paper.box(low, y - 0.8, max(high - low, 0.6), 1.6, INK)


def _hatched(paper: Paper, one: Equal, top: float) -> None:
    """In the place of scores that cannot be compared: hatching and the reason."""
    paper.hatch(_SCORE, top + 2.2, RIGHT - _SCORE, ROW - 4.4, "#BCC5CD", 1.6)
    said = shortened(words.why_not(one.difference, paper.tr), SMALL_STRONG, 84, 1)[0][0]
    paper.box(_SCORE + 6, top + 3.4, 90, ROW - 6.8, paper.palette.paper)
    paper.text(_SCORE + 9, top + ROW / 2 + 1.0, said, SMALL_STRONG)


def _chances(paper: Paper, found: Equals, y: float) -> float:
    """How likely each is truly better than each other."""
    tr, palette = paper.tr, paper.palette
    scored = [one for one in found.fair if one.overall is not None]
    paper.text(LEFT, y, tr("How sure the order is"), HEADING)
    if len(scored) < 2:
        none = tr("This takes two overall scores that can be compared.")
        return paper.paragraph(LEFT, y + 6, none, BODY, 100, palette.ink2)
    said = tr("How likely the company of the row is truly better than that of the column")
    y = paper.paragraph(LEFT, y + 5, said, SMALL, 100, palette.ink2)
    first = LEFT + 8
    for at, one in enumerate(scored):
        paper.text(first + (at + 0.5) * _CELL_WIDE, y + 1.6, one.letter, TABLE_KEY, palette.text, "centre")
    y += 3.4
    for one in scored:
        paper.text(LEFT + 1, y + _CELL_HIGH / 2 + 1.2, one.letter, TABLE_KEY, palette.text)
        for at, other in enumerate(scored):
            _chance(paper, found, one, other, first + at * _CELL_WIDE, y)
        y += _CELL_HIGH
    said = tr("Dark: likely, from {limit} on. Framed: open.", limit=tr.percent(LIKELY, 0))
    return paper.paragraph(LEFT, y + 4.6, said, SMALL, 100, palette.ink2)


def _chance(paper: Paper, found: Equals, one: Equal, other: Equal, x: float, y: float) -> None:
    palette, middle, base = paper.palette, x + _CELL_WIDE / 2, y + _CELL_HIGH / 2 + 1.2
    wide, high = _CELL_WIDE - 0.9, _CELL_HIGH - 0.9
    if one is other:
        paper.box(x, y, wide, high, palette.panel)
        return
    chance = found.chance(one, other)
    if chance is None:
        return
    said = likelihood(chance, paper.tr)
    if chance >= LIKELY:
        paper.box(x, y, wide, high, palette.data)
        paper.text(middle - 0.45, base, said, TABLE_KEY, palette.paper, "centre")
    elif chance > 1 - LIKELY:
        paper.box(x, y, wide, high, palette.paper, palette.data, 0.8)
        paper.text(middle - 0.45, base, said, TABLE, palette.ink, "centre")
    else:
        paper.text(middle - 0.45, base, said, TABLE, palette.ink2, "centre")


def _said(paper: Paper, found: Equals, y: float) -> float:
    """What the order, the white spaces and the rule of few companies say."""
    tr, room = paper.tr, RIGHT - _WORDS_AT
    paper.text(_WORDS_AT, y, tr("Neighbours in the order"), HEADING)
    y += 5.6
    for said in words.order(found, tr) or [tr("There is no order to speak of.")]:
        y = paper.paragraph(_WORDS_AT, y, said, BODY, room)
    head, said = words.spaces(found, tr)
    paper.text(_WORDS_AT, y + 4.4, head, HEADING)
    y = paper.paragraph(_WORDS_AT, y + 10, said, BODY, room)
    return paper.paragraph(_WORDS_AT, y + 3, words.rule(found, tr), SMALL, room, paper.palette.ink2)


def _leads(paper: Paper, found: Equals) -> None:
    """Each company with the stages in which nobody is better."""
    tr = paper.tr
    paper.rule(LEFT, RIGHT, paper.y)
    paper.y += 6.5
    paper.text(LEFT, paper.y, tr("Best in the stage"), HEADING)
    paper.y += 5.8
    for letter, stages in words.leads(found, tr):
        said = joined([stage.title[tr.lang] for stage in stages], tr) or tr("in no stage")
        lines = wrap(plain(said), BODY, MEASURE - 10)
        paper.need(len(lines) * BODY.line)
        paper.text(LEFT + 1, paper.y, letter, SMALL_STRONG, paper.palette.text)
        paper.y = paper.lines(LEFT + 9, paper.y, lines, BODY) + 0.8
