"""The table of a stage: zones, criteria, what was seen; rows longer than a page go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxaudit import proof
from cxaudit.model import Criterion, Rating, Stage, Zone
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.page import BOTTOM, LEFT, MEASURE, RIGHT, Align, Paper
from cxaudit.reports.pdf.typeset import (
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
from cxaudit.reports.rows import measures_said, visits_said
from cxaudit.reports.subject import Subject, evidence_span

ID, DIAMOND, NAME, NOTES, FILES = 26.8, 39.6, 41.6, 92.5, 175.0
NAME_WIDE, NOTE_WIDE, FILES_WIDE = 49.5, 81.5, RIGHT - FILES
HEAD_HIGH = 5.0
COLUMNS = 4
"""As they are told: score, criterion, what was seen, evidence."""
_ZONE = Style("SemiBold", 8, 10)
_FEWEST_LINES = 3
"""A row that does not fit is split only if this many of its lines stay, and as many follow."""
_TAKEN_ALONG = 90.0
"""A zone that is higher stays, and only its last one or two criteria go along with what is below."""
_WHOLE_LINES = 12
"""A row of no more lines moves to the next page whole."""


@dataclass(frozen=True)
class Spacing:
    """The least height of a row, the room around its lines, and the height of a zone; all in mm."""

    row: float
    padding: float
    zone: float


LOOSE, TIGHT = Spacing(8.5, 1.3, 5.6), Spacing(7.5, 0.4, 5.0)


@dataclass(frozen=True)
class _Row:
    criterion: Criterion
    rating: Rating
    title: list[str]
    said: list[str]
    muted: int
    """How many of the first lines are the program's words: N, U, conflict."""
    files: list[str]
    rest: bool = False
    """Whether the row began on an earlier page."""

    def high(self, spacing: Spacing) -> float:
        return max(
            spacing.row,
            len(self.said) * NOTE.line + spacing.padding,
            len(self.title) * TABLE_NAME.line + spacing.padding,
            len(self.files) * SMALL.line + spacing.padding,
        )

    def without(self, lines: int, title: str) -> _Row:
        """What is left of the row after that many of its lines."""
        return replace(
            self,
            title=[title],
            said=self.said[lines:],
            muted=max(0, self.muted - lines),
            files=[],
            rest=True,
        )


class CriteriaTable:
    """The criteria of a stage by zone, set a little closer if `room` below them would not fit otherwise.

    If that room is the last thing of the stage, it never has a page of its own: the last criteria go with it.
    """

    def __init__(self, paper: Paper, subject: Subject, stage: Stage, room: float, last: bool) -> None:
        self._paper = paper
        self._subject = subject
        self._means = subject.zone_means(stage)
        rows = [_row(subject, criterion) for criterion in stage.criteria]
        zones = [(z, [row for row in rows if row.criterion.zone == z.code]) for z in stage.zones]
        self._zones = [(zone, found) for zone, found in zones if found]
        left = BOTTOM - paper.y - HEAD_HIGH - room
        self._spacing = TIGHT if self._high(TIGHT) <= left < self._high(LOOSE) else LOOSE
        self._company = room if last else 0.0

    def _high(self, spacing: Spacing) -> float:
        return sum(_zone_high(rows, spacing) for _, rows in self._zones)

    def _is_left_alone(self, high: float) -> bool:
        """Whether what follows the table would lose its company if so much of the table is put here."""
        end = self._paper.y + high
        return bool(self._company) and high <= _TAKEN_ALONG and end <= BOTTOM < end + self._company

    def draw(self) -> None:
        """Zone after zone; a zone's line stays with its first two criteria."""
        spacing, paper = self._spacing, self._paper
        with paper.tags.inside("Table"):
            self._head()
            for zone, rows in self._zones:
                last, first = rows is self._zones[-1][1], rows is self._zones[0][1]
                first_two = sum(min(row.high(spacing), spacing.row * 3) for row in rows[:2])
                alone = last and not first and self._is_left_alone(_zone_high(rows, spacing))
                if alone or paper.y + spacing.zone + first_two > BOTTOM:
                    self._break()
                self._zone(zone)
                for at, row in enumerate(rows, 1):
                    rest = rows[at - 1 :]
                    ends = last and at > 1 and len(rest) <= 2
                    if ends and self._is_left_alone(_rows_high(rest, spacing)):
                        self._break()
                    self._row(row)

    def _head(self) -> None:
        tr, paper, colour = self._subject.tr, self._paper, self._paper.palette.ink2
        heads: tuple[tuple[float, str, Align], ...] = (
            (LEFT, tr.context("noun", "Score"), "left"),
            (ID, tr("Criterion"), "left"),
            (NOTES, tr("What was seen"), "left"),
            (RIGHT, tr("Evidence"), "right"),
        )
        with paper.tags.inside("TR"):
            for x, said, align in heads:
                with paper.tags.whole("TH"):
                    paper.text(x, paper.y + 3.2, said, SMALL_HEAD, colour, align)
        paper.y += HEAD_HIGH

    def _break(self) -> None:
        self._paper.continue_page()
        self._head_again()

    def _head_again(self) -> None:
        with self._paper.tags.repeated():
            self._head()

    def _zone(self, zone: Zone) -> None:
        tr, paper, high = self._subject.tr, self._paper, self._spacing.zone
        mean = self._means[zone.code]
        paper.box(LEFT, paper.y, MEASURE, high, paper.palette.panel)
        base = paper.y + high / 2 + 1
        title = shortened(zone.title[tr.lang], _ZONE, MEASURE - 55, 1)[0][0]
        said = tr("no mean") if mean is None else tr("mean {mean}", mean=tr.number(mean))
        with paper.tags.inside("TR"), paper.tags.whole("TH", across=COLUMNS):
            paper.text(LEFT + 2, base, title, _ZONE)
            paper.text(LEFT + 4.5 + width(title, _ZONE), base, zone.code, SMALL, paper.palette.ink2)
            paper.text(RIGHT - 2, base, said, SMALL_HEAD, paper.palette.ink2, "right")
        paper.y += high

    def _row(self, row: _Row) -> None:
        """The row whole here, or whole on the next page, or page after page."""
        paper, high = self._paper, row.high(self._spacing)
        if paper.y + high > BOTTOM:
            others = high - len(row.said) * NOTE.line
            if (
                len(row.said) <= _WHOLE_LINES
                or self._lines_left() < _FEWEST_LINES
                or paper.y + others > BOTTOM
            ):
                self._break()
        while True:
            fits = self._lines_left()
            if len(row.said) <= fits:
                self._part(row, row.said)
                return
            fits = max(1, min(fits, len(row.said) - _FEWEST_LINES))
            self._part(row, row.said[:fits])
            row = row.without(fits, self._subject.tr("continued"))
            self._break()

    def _lines_left(self) -> int:
        return max(1, int((BOTTOM - self._paper.y - self._spacing.padding) / NOTE.line + 1e-6))

    def _part(self, row: _Row, said: list[str]) -> None:
        """The row with those of its lines; the marks of a long one stand at its top."""
        paper, spacing, top = self._paper, self._spacing, self._paper.y
        palette = paper.palette
        high = replace(row, said=said).high(spacing)
        long = len(said) > 3 or len(row.files) > 3
        middle = top + min(high, spacing.row if long else high) / 2
        if not row.rest:
            paper.place(f"criterion-{row.criterion.id}", top)
            self._subject.link_back(paper, LEFT, top, NAME - LEFT, high)
        y = top + (high - len(said) * NOTE.line) / 2 + 2.65
        with paper.tags.inside("TR"):
            with paper.tags.whole("TD"):
                marks.chip(paper, LEFT, middle - marks.CHIP_HIGH / 2, row.rating)
            with paper.tags.whole("TD"):
                paper.text(ID, middle + 1, row.criterion.id, SMALL, palette.ink2)
                if row.criterion.critical:
                    marks.diamond(paper, DIAMOND, middle - 0.1)
                self._middled(NAME, middle, row.title, TABLE_NAME, palette.ink)
            with paper.tags.whole("TD"):
                paper.lines(NOTES, y, said[: row.muted], NOTE, palette.ink2)
                paper.lines(NOTES, y + len(said[: row.muted]) * NOTE.line, said[row.muted :], NOTE)
            with paper.tags.whole("TD"):
                self._middled(RIGHT, middle, row.files, SMALL, palette.ink2, "right")
        paper.y = top + high
        paper.rule(LEFT, RIGHT, paper.y)

    def _middled(
        self, x: float, middle: float, lines: list[str], style: Style, colour: str, align: Align = "left"
    ) -> None:
        first = middle + 1.05 - (len(lines) - 1) * style.line / 2
        self._paper.lines(x, max(first, self._paper.y + 3), lines, style, colour, align)


def _zone_high(rows: Sequence[_Row], spacing: Spacing) -> float:
    return spacing.zone + _rows_high(rows, spacing)


def _rows_high(rows: Sequence[_Row], spacing: Spacing) -> float:
    return sum(row.high(spacing) for row in rows)


def _row(subject: Subject, criterion: Criterion) -> _Row:
    tr = subject.tr
    rating = subject.audit.rating(criterion.id)
    own = _own_words(subject, criterion, rating)
    if seen := visits_said(subject, criterion.id):
        own = [tr("By visits: {marks}.", marks=seen), *own]
    if timed := measures_said(subject, criterion):
        own.append(f"{timed}.")
    muted = [line for said in own for line in balanced(said, NOTE, NOTE_WIDE)]
    notes = [n for n in (rating.note_rivals or (rating.note,)) if n.strip()]
    if len(notes) > 1:
        notes = [tr("Version {n}: {note}", n=at, note=note) for at, note in enumerate(notes, 1)]
    said = [line for note in notes for line in balanced(note.strip(), NOTE, NOTE_WIDE)]
    numbers = [subject.numbers[e.id] for e in subject.evidence.get(criterion.id, ())]
    missing = tr.context("evidence", "none")
    if proof.is_draft(subject.audit, criterion.id):
        missing = tr("no file: draft")
    elif subject.audit.evidence_of(criterion.id):
        missing = tr.context("evidence", "internal")
    files = wrap(evidence_span(numbers) if numbers else missing, SMALL, FILES_WIDE)
    title = balanced(criterion.title[tr.lang], TABLE_NAME, NAME_WIDE)
    return _Row(criterion, rating, title, muted + said, len(muted), files)


def _own_words(subject: Subject, criterion: Criterion, rating: Rating) -> list[str]:
    """What the mark itself says: why N or U, not rated, in conflict, follows from another."""
    tr = subject.tr
    if rating.conflict:
        rivals = marks.rivals_in_order(rating.rivals)
        ratings = ", ".join(tr.mark(m) or tr.context("mark", "empty") for m in rivals)
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
    return [tr("Reason: {reason}", reason=rating.reason)] if rating.reason.strip() else []
