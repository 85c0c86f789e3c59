"""The red flags, in the state that applies."""

from __future__ import annotations

from cxaudit.model import Criterion, is_scored
from cxaudit.reports.colours import INK, ON_SCORES, SCORES
from cxaudit.reports.findings import joined
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.page import Paper
from cxaudit.reports.pdf.typeset import HEADING, NOTE, SMALL, TABLE_NAME, balanced, shortened
from cxaudit.reports.subject import Subject

WIDE = 76.0
MOST_FLAGS = 5
MOST_LINES = 10
"""Of all titles together; what does not fit is named by its id."""


def draw_flags(paper: Paper, subject: Subject, x: float, y: float) -> float:
    """A box that says which critical checks failed, or that none did; returns where it ends."""
    flags = [subject.audit.framework.criteria[c] for c in subject.scores.red_flags]
    return _found(paper, subject, flags, x, y) if flags else _none(paper, subject, x, y)


def _found(paper: Paper, subject: Subject, flags: list[Criterion], x: float, y: float) -> float:
    tr = subject.tr
    red = SCORES[0]
    start, y = y, y + 9
    rows = _rows(subject, flags)
    for criterion, lines in rows:
        high = max(7.2, len(lines) * TABLE_NAME.line + 2.6)
        base = y + 5.1
        marks.chip(paper, x + 4, base - 3.8, subject.audit.rating(criterion.id))
        paper.text(x + 14, base, criterion.id, SMALL, paper.palette.ink2)
        paper.lines(x + 27, base, lines, TABLE_NAME)
        y += high
    if rest := flags[len(rows) :]:
        said = tr("Also: {ids}.", ids=joined([c.id for c in rest], tr))
        y = paper.paragraph(x + 4, y + 4.5, said, SMALL, WIDE - 8) - SMALL.line + 1
    said = tr("A flag is a critical check with 0 or 1. It stands above any average and does not change it.")
    y = paper.paragraph(x + 4, y + 5, said, SMALL, WIDE - 8, paper.palette.ink2)
    paper.box(x, start, WIDE, y - start, edge=red, points=1.0)
    paper.box(x, start, WIDE, 8.4, red)
    _pennant(paper, x + 4, start + 2.2)
    title = tr.plural("{n} red flag", "{n} red flags", len(flags))
    paper.text(x + 12, start + 5.6, title, HEADING, ON_SCORES[0])
    return y


def _rows(subject: Subject, flags: list[Criterion]) -> list[tuple[Criterion, list[str]]]:
    """The first flags with the lines of their titles, as many as the box has room for."""
    rows: list[tuple[Criterion, list[str]]] = []
    for criterion in flags[:MOST_FLAGS]:
        lines = shortened(criterion.title[subject.tr.lang], TABLE_NAME, WIDE - 30, MOST_LINES)[0]
        if sum(len(said) for _, said in rows) + len(lines) > MOST_LINES:
            break
        rows.append((criterion, lines))
    return rows


def _pennant(paper: Paper, x: float, y: float) -> None:
    white = ON_SCORES[0]
    paper.line(x, y, x, y + 4.4, white, 0.9)
    paper.shape([(x, y), (x + 4.4, y + 1.3), (x, y + 2.6)], white)


def _none(paper: Paper, subject: Subject, x: float, y: float) -> float:
    tr, palette = subject.tr, paper.palette
    critical = [c for c in subject.audit.framework.criteria.values() if c.critical]
    found = ((c, subject.audit.rating(c.id).mark) for c in critical)
    rated = [(mark, c) for c, mark in found if is_scored(mark)]
    said = tr("The checklist has no critical checks.")
    if critical:
        said = tr("No critical check has a score yet.")
    if rated:
        lowest, nearest = min(rated, key=lambda pair: pair[0])
        said = tr("Critical checks scored: {n} of {total}, all above 1.", n=len(rated), total=len(critical))
        said += " " + tr(
            "The lowest: {title} ({id}), {mark}.",
            title=nearest.title[tr.lang],
            id=nearest.id,
            mark=tr.mark(lowest),
        )
    lines = balanced(said, NOTE, WIDE - 9)
    high = 14.2 + len(lines) * NOTE.line
    paper.box(x, y, WIDE, high, palette.panel)
    if rated:
        _tick(paper, x + 7, y + 6.8)
    heading = tr("No red flags") if rated else tr("No red flags can be given")
    paper.text(x + (12.5 if rated else 4), y + 8.2, heading, HEADING)
    paper.lines(x + 4, y + 14.6, lines, NOTE)
    return y + high


def _tick(paper: Paper, x: float, y: float) -> None:
    paper.dot(x, y, 2.7, edge=INK, points=1.1)
    paper.line(x - 1.2, y + 0.1, x - 0.3, y + 1.0, INK, 1.1)
    paper.line(x - 0.3, y + 1.0, x + 1.3, y - 0.9, INK, 1.1)
