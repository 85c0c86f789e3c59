"""Every criterion on one page: the darker a cell, the worse its score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from cxaudit import scoring
from cxaudit.model import Criterion, Lang, Mark, Rating, Stage, Zone, is_scored
from cxaudit.reports.findings import joined, named
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.page import BOTTOM, LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    HEADING,
    SMALL,
    TABLE_NAME,
    TICK,
    TITLE,
    Style,
    headline,
    shortened,
    width,
)
from cxaudit.reports.score_words import shown
from cxaudit.reports.subject import Subject

COLUMNS = 4
COLUMN, STEP = 41.0, 45.0
CELLS = 3
"""Cells beside each other in a column."""
CELL_STEP_X, CELL_STEP_Y = 14.05, 7.6
_HEAD_HIGH, _ZONE_PAD = 6.6, 0.9
_STAGE_GAP = 1.1
_AROUND = 46.0
"""What stands on the page besides the title and the stages, in mm."""
_LETTER = Style("SemiBold", 7.5, 10)
LOW = 1
T = TypeVar("T")


def draw_heatmap(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    paper.start_page()
    paper.bookmark(tr("Map of the criteria"), 0, key="heatmap")
    n = len(subject.audit.framework.criteria)
    paper.title(tr.plural("Map of {n} criterion", "Map of {n} criteria", n), [_title(subject)])
    said = tr("The darker a cell, the worse the score. The number beside a sign: how many criteria got it.")
    paper.y = paper.paragraph(LEFT, paper.y + 0.5, said, SMALL, MEASURE, paper.palette.ink2)
    _legend(paper, subject)
    for stage in subject.stages:
        paper.need(_high(stage, tr.lang))
        _stage(paper, subject, stage)
    paper.rule(LEFT, RIGHT, paper.y)
    paper.y += 4.6
    marks.diamond(paper, LEFT + 1.2, paper.y - 0.9)
    said = tr("critical check: a score of 0 or 1 raises a red flag")
    paper.text(LEFT + 4, paper.y, said, SMALL, paper.palette.ink2)
    if subject.growth.top:
        paper.box(LEFT + 100, paper.y - 2.9, 4, 3.6, edge=paper.palette.title, points=1.2)
        paper.text(LEFT + 106, paper.y, tr("growth zone of the TOP"), SMALL, paper.palette.ink2)


def _title(subject: Subject) -> str:
    """The finding; a shorter one where its second line would push the last stage off the page."""
    said = _finding(subject)
    rest = sum(_high(stage, subject.tr.lang) for stage in subject.stages) + _AROUND
    lines = len(headline(said, TITLE, MEASURE))
    return said if lines == 1 or rest + lines * TITLE.line <= BOTTOM else _count(subject)


def _finding(subject: Subject) -> str:
    """Where the lowest scores are."""
    tr = subject.tr
    counts = [_low(subject, stage.criteria) for stage in subject.stages]
    total = sum(counts)
    if not any(is_scored(r.mark) for r in subject.audit.ratings.values()):
        return tr("No criterion has a score yet")
    if not total:
        return tr("No criterion got 0 or 1")
    most = max(counts)
    names = [named(stage, tr) for stage, n in zip(subject.stages, counts, strict=True) if n == most]
    if len(names) > 2:
        return _count(subject)
    n = most * len(names)
    return tr("Most scores of 0 and 1: {stages}, {n} of {total}", stages=joined(names, tr), n=n, total=total)


def _count(subject: Subject) -> str:
    total = sum(_low(subject, stage.criteria) for stage in subject.stages)
    return subject.tr.plural("{n} criterion got 0 or 1", "{n} criteria got 0 or 1", total)


def _low(subject: Subject, criteria: Sequence[Criterion]) -> int:
    """How many of them got 0 or 1, the mean of several visits by the sign that the legend counts it under."""
    marks_given = (subject.audit.rating(c.id).mark for c in criteria)
    return sum(is_scored(mark) and scoring.step_of(mark) <= LOW for mark in marks_given)


def _legend(paper: Paper, subject: Subject) -> None:
    tr, framework = subject.tr, subject.audit.framework
    counts = Counter(
        "≠" if rating.conflict else scoring.step_of(rating.mark) if is_scored(rating.mark) else rating.mark
        for rating in (subject.audit.rating(c) for c in framework.criteria)
    )
    shown_marks: list[Mark | None] = [*range(6), "U", "N"]
    if counts[None]:
        shown_marks.append(None)
    signs = [(Rating(mark=mark), counts[mark]) for mark in shown_marks]
    if counts["≠"]:
        signs.append((Rating(rivals=(0, 1, 2, 3)), counts["≠"]))
    step = MEASURE / max(8, len(signs))
    y = paper.y
    for at, (rating, n) in enumerate(signs):
        x = LEFT + at * step
        marks.chip(paper, x, y, rating)
        paper.text(x + marks.CHIP_WIDE + 2, y + 3.9, tr.number(n, 0), TABLE_NAME)
    paper.y = y + marks.CHIP_HIGH + 3


def _rows(zone: Zone, stage: Stage) -> list[list[Criterion]]:
    return _in_rows([c for c in stage.criteria if c.zone == zone.code], CELLS)


def _lines(stage: Stage) -> list[list[Zone]]:
    """The zones that have criteria, as many beside each other as there are columns."""
    return _in_rows([z for z in stage.zones if _rows(z, stage)], COLUMNS)


def _in_rows(all_of_them: Sequence[T], wide: int) -> list[list[T]]:
    return [list(all_of_them[at : at + wide]) for at in range(0, len(all_of_them), wide)]


def _name(zone: Zone, lang: Lang) -> list[str]:
    return shortened(zone.title[lang], TICK, COLUMN - 2.6, 2)[0]


def _names_high(zones: Sequence[Zone], lang: Lang) -> float:
    return max(len(_name(zone, lang)) for zone in zones) * TICK.line + _ZONE_PAD


def _line_high(stage: Stage, zones: Sequence[Zone], lang: Lang) -> float:
    return _names_high(zones, lang) + CELL_STEP_Y * max(len(_rows(z, stage)) for z in zones)


def _high(stage: Stage, lang: Lang) -> float:
    return _HEAD_HIGH + sum(_line_high(stage, zones, lang) for zones in _lines(stage)) + _STAGE_GAP


def _stage(paper: Paper, subject: Subject, stage: Stage) -> None:
    tr, palette, top = subject.tr, paper.palette, paper.y
    score = subject.scores.stage(stage.code)
    paper.rule(LEFT, RIGHT, top, palette.rule)
    base = top + 4.4
    title = shortened(stage.title[tr.lang], HEADING, MEASURE - 60, 1)[0][0]
    paper.text(LEFT, base, title, HEADING)
    paper.text(LEFT + width(title, HEADING) + 2.5, base, stage.code, SMALL, palette.ink2)
    marks.score_tag(paper, RIGHT - 13, top + 1.2, shown(score, tr), score.band)
    subject.link_stage(paper, stage, LEFT, top, MEASURE, _HEAD_HIGH)
    y = top + _HEAD_HIGH
    for zones in _lines(stage):
        cells = y + _names_high(zones, tr.lang)
        for at, zone in enumerate(zones):
            _zone(paper, subject, stage, zone, LEFT + at * STEP, y, cells)
        y += _line_high(stage, zones, tr.lang)
    paper.y = y + _STAGE_GAP


def _zone(paper: Paper, subject: Subject, stage: Stage, zone: Zone, x: float, y: float, cells: float) -> None:
    """The name of a zone at y and its cells below it."""
    paper.text(x, y + 2.2, zone.code.rpartition("-")[2], _LETTER)
    paper.lines(x + 3, y + 2.2, _name(zone, subject.tr.lang), TICK, paper.palette.ink2)
    rows = _rows(zone, stage)
    for at, row in enumerate(rows):
        _cells(paper, subject, row, x, cells + at * CELL_STEP_Y)
    if any(pick.zone.code == zone.code for pick in subject.growth.top):
        high = cells + len(rows) * CELL_STEP_Y - y
        paper.box(x - 1.3, y - 0.6, COLUMN + 2.6, high + 0.4, edge=paper.palette.title, points=1.2)


def _cells(paper: Paper, subject: Subject, row: Sequence[Criterion], x: float, y: float) -> None:
    for at, criterion in enumerate(row):
        left = x + at * CELL_STEP_X
        marks.cell(paper, left, y, criterion.id, subject.audit.rating(criterion.id), criterion.critical)
        subject.link_criterion(paper, criterion.id, left, y, marks.CELL_WIDE, marks.CELL_HIGH)
