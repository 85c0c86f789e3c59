"""The table of a stage: zones, criteria, what was seen; rows longer than a page go on."""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit import scoring
from cxaudit.model import Criterion, Rating, Stage, Zone
from cxaudit.reports import marks
from cxaudit.reports.page import BOTTOM, LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.subject import Subject, evidence_span
from cxaudit.reports.typeset import (
    NOTE,
    SMALL,
    SMALL_HEAD,
    TABLE_NAME,
    Style,
    balanced,
    shortened,
    width,
    wrap,
)

ID, DIAMOND, NAME, NOTES, FILES = 26.8, 39.6, 41.6, 94.0, 168.0
NAME_WIDE, NOTE_WIDE, FILES_WIDE = 50.0, 71.0, RIGHT - FILES
ZONE_HIGH, ROW_HIGH, PADDING = 5.6, 8.5, 1.3
_ZONE = Style("SemiBold", 8, 10)
_FEWEST_LINES = 3
"""A row that does not fit is split only if this many of its lines stay."""


@dataclass(frozen=True)
class _Row:
    criterion: Criterion
    rating: Rating
    title: list[str]
    said: list[str]
    muted: int
    """How many of the first lines are the program's words: N, U, conflict."""
    files: list[str]

    @property
    def high(self) -> float:
        note = len(self.said) * NOTE.line
        return max(
            ROW_HIGH,
            note + 1.8,
            len(self.title) * TABLE_NAME.line + PADDING,
            len(self.files) * SMALL.line + PADDING,
        )


def draw_criteria(paper: Paper, subject: Subject, stage: Stage) -> None:
    _head(paper, subject)
    means = subject.zone_means(stage)
    zones = list(stage.zones)
    known = {z.code for z in zones}
    for zone in zones:
        rows = [_row(subject, c) for c in stage.criteria if c.zone == zone.code]
        if not rows:
            continue
        together = ZONE_HIGH + sum(min(row.high, ROW_HIGH * 3) for row in rows[:2])
        if paper.need(together):
            _head(paper, subject)
        _zone(paper, subject, zone, means[zone.code])
        _rows(paper, subject, rows)
    _rows(paper, subject, [_row(subject, c) for c in stage.criteria if c.zone not in known])


def _rows(paper: Paper, subject: Subject, rows: list[_Row]) -> None:
    for row in rows:
        _draw_row(paper, subject, row)


def _head(paper: Paper, subject: Subject) -> None:
    tr, colour = subject.tr, paper.palette.ink2
    base = paper.y + 3.2
    paper.text(LEFT, base, tr.context("noun", "Score"), SMALL_HEAD, colour)
    paper.text(ID, base, tr("Criterion"), SMALL_HEAD, colour)
    paper.text(NOTES, base, tr("What was seen"), SMALL_HEAD, colour)
    paper.text(RIGHT, base, tr("Evidence"), SMALL_HEAD, colour, "right")
    paper.y += 5


def _zone(paper: Paper, subject: Subject, zone: Zone, mean: float | None) -> None:
    tr = subject.tr
    paper.box(LEFT, paper.y, MEASURE, ZONE_HIGH, paper.palette.panel)
    base = paper.y + 3.8
    title = shortened(zone.title[tr.lang], _ZONE, MEASURE - 55, 1)[0][0]
    paper.text(LEFT + 2, base, title, _ZONE)
    paper.text(LEFT + 4.5 + width(title, _ZONE), base, zone.code, SMALL, paper.palette.ink2)
    said = tr("no mean") if mean is None else tr("mean {mean}", mean=tr.number(mean))
    paper.text(RIGHT - 2, base, said, SMALL_HEAD, paper.palette.ink2, "right")
    paper.y += ZONE_HIGH


def _row(subject: Subject, criterion: Criterion) -> _Row:
    tr = subject.tr
    rating = subject.audit.rating(criterion.id)
    own = _own_words(subject, criterion, rating)
    muted = [line for said in own for line in balanced(said, NOTE, NOTE_WIDE)]
    notes = [n for n in (rating.note_rivals or (rating.note,)) if n.strip()]
    if len(notes) > 1:
        notes = [tr("Version {n}: {note}", n=at, note=note) for at, note in enumerate(notes, 1)]
    said = [line for note in notes for line in balanced(note.strip(), NOTE, NOTE_WIDE)]
    numbers = [subject.numbers[e.id] for e in subject.evidence.get(criterion.id, ())]
    missing = (
        tr("no file: draft")
        if scoring.is_draft(subject.audit, criterion.id)
        else tr.context("evidence", "none")
    )
    files = wrap(evidence_span(numbers) if numbers else missing, SMALL, FILES_WIDE)
    title = balanced(criterion.title[tr.lang], TABLE_NAME, NAME_WIDE)
    return _Row(criterion, rating, title, muted + said, len(muted), files)


def _own_words(subject: Subject, criterion: Criterion, rating: Rating) -> list[str]:
    """What the mark itself says: why N or U, not rated, in conflict, follows from another."""
    tr = subject.tr
    if rating.conflict:
        rivals = marks.rivals_in_order(rating.rivals)
        ratings = ", ".join(tr.context("mark", "empty") if m is None else str(m) for m in rivals)
        said = [tr("In conflict: {ratings}. The stage shows a range until this is settled.", ratings=ratings)]
        return [*said, tr("Reason: {reason}", reason=rating.reason)] if rating.reason.strip() else said
    if rating.mark == "U":
        return [tr("Not verified: {reason}", reason=rating.reason.strip() or tr("no reason given"))]
    if rating.mark == "N":
        return [tr("Does not apply: {reason}", reason=rating.reason.strip() or tr("no reason given"))]
    if rating.mark is None:
        return [tr("Not rated yet.")]
    if criterion.id in subject.scores.inherited:
        return [tr("Follows from the 0 of {id}.", id=criterion.parent)]
    return []


def _draw_row(paper: Paper, subject: Subject, row: _Row) -> None:
    if paper.y + row.high <= BOTTOM:
        _draw_part(paper, row, row.said, row.muted, first=True)
        return
    left = int((BOTTOM - paper.y - PADDING) / NOTE.line)
    sheet = int((BOTTOM - 45) / NOTE.line)
    if len(row.said) <= sheet and (len(row.said) <= 12 or left < _FEWEST_LINES):
        paper.continue_page()
        _head(paper, subject)
        _draw_part(paper, row, row.said, row.muted, first=True)
        return
    if left < _FEWEST_LINES or paper.y + row.high - len(row.said) * NOTE.line > BOTTOM:
        paper.continue_page()
        _head(paper, subject)
    _draw_in_parts(paper, subject, row)


def _draw_in_parts(paper: Paper, subject: Subject, row: _Row) -> None:
    said, muted, first = row.said, row.muted, True
    while True:
        fits = int((BOTTOM - paper.y - PADDING) / NOTE.line)
        _draw_part(paper, row, said[:fits], muted, first)
        said, muted, first = said[fits:], max(0, muted - fits), False
        if not said:
            return
        paper.continue_page()
        _head(paper, subject)


def _draw_part(paper: Paper, row: _Row, said: list[str], muted: int, first: bool) -> None:
    """A row, or as much of it as fits; a part that goes on repeats the id."""
    palette, top = paper.palette, paper.y
    title = row.title if first else [paper.tr("continued")]
    files = row.files if first else []
    lines = max(len(said), 1)
    high = max(
        ROW_HIGH,
        lines * NOTE.line + PADDING,
        len(title) * TABLE_NAME.line + PADDING,
        len(files) * SMALL.line + PADDING,
    )
    middle = top + min(high, ROW_HIGH if lines > 3 or len(files) > 3 else high) / 2
    marks.chip(paper, LEFT, middle - marks.CHIP_HIGH / 2, row.rating)
    paper.text(ID, middle + 1, row.criterion.id, SMALL, palette.ink2)
    if row.criterion.critical:
        marks.diamond(paper, DIAMOND, middle - 0.1)
    _middled(paper, NAME, middle, title, TABLE_NAME, palette.ink if first else palette.ink2)
    y = top + (high - len(said) * NOTE.line) / 2 + 2.65
    for at, line in enumerate(said):
        paper.text(NOTES, y, line, NOTE, palette.ink2 if at < muted else palette.ink)
        y += NOTE.line
    muted_files = palette.ink2
    _middled(paper, RIGHT, middle, files, SMALL, muted_files, "right")
    paper.y = top + high
    paper.rule(LEFT, RIGHT, paper.y)


def _middled(
    paper: Paper, x: float, middle: float, lines: list[str], style: Style, colour: str, align: str = "left"
) -> None:
    first = middle + 1.05 - (len(lines) - 1) * style.line / 2
    paper.lines(x, max(first, paper.y + 3), lines, style, colour, "right" if align == "right" else "left")
