"""The trends of the market, each with its source and date: at the end of the comparison, or alone."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.reports.market_words import origin_of, trends_title
from cxaudit.reports.pdf.page import LEFT, MEASURE, Paper
from cxaudit.reports.pdf.typeset import HEADING, NOTE, SMALL, wrap
from cxaudit.reports.subject import Subject
from cxaudit.trends import Trend, trends_of

_GAP = 2.2


def draw_trends(paper: Paper, subject: Subject) -> None:
    """Nothing where nobody wrote a trend down."""
    tr, found = subject.tr, trends_of(subject.audit)
    if not found:
        return
    first = wrap(found[0].text, NOTE, MEASURE)
    paper.y += 7
    paper.need(8 + (min(len(first), 3) + 1) * NOTE.line)
    paper.text(LEFT, paper.y + 3, tr("Trends of the market"), HEADING)
    paper.y += 6
    _draw_all(paper, subject, found)


def draw_trends_alone(paper: Paper, subject: Subject) -> None:
    """The page of a report that compares with nobody."""
    tr, found = subject.tr, trends_of(subject.audit)
    paper.bookmark(tr("Trends of the market"), 0)
    paper.title(tr("Trends of the market"), [trends_title(found, tr)])
    paper.y += 2
    _draw_all(paper, subject, found)


def _draw_all(paper: Paper, subject: Subject, found: Sequence[Trend]) -> None:
    for trend in found:
        origin = wrap(origin_of(trend, subject.tr), SMALL, MEASURE)
        _draw(paper, wrap(trend.text, NOTE, MEASURE), origin)


def _draw(paper: Paper, lines: list[str], origin: list[str]) -> None:
    """Line by line, since a text may be longer than a page; the source never stands alone on one."""
    for at, line in enumerate(lines):
        near_end = at >= len(lines) - 2
        paper.need((2 if near_end else 1) * NOTE.line + (len(origin) * SMALL.line if near_end else 0))
        paper.text(LEFT, paper.y + NOTE.line * 0.8, line, NOTE)
        paper.y += NOTE.line
    for line in origin:
        paper.need(SMALL.line)
        paper.text(LEFT, paper.y + SMALL.line * 0.8, line, SMALL, paper.palette.ink2)
        paper.y += SMALL.line
    paper.y += _GAP
