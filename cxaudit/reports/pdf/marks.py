"""Small signs with a fixed look: chips, band tags, status dots, brackets, bars, diamonds."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit import scoring
from cxaudit.model import Band, Rating, StageScore, Value, is_scored
from cxaudit.reports.colours import BEST_EDGE, INK, INK2, INK3, ON_SCORES, PANEL, SCORES, WHITE
from cxaudit.reports.pdf.page import Paper
from cxaudit.reports.pdf.typeset import SMALL, Style, width
from cxaudit.scoring import TOP

CHIP_WIDE, CHIP_HIGH = 7.4, 5.4
TAG_HIGH = 5.0
CELL_WIDE, CELL_HIGH = 12.9, 6.8
BANDS: tuple[Band, ...] = tuple(band for _, band in scoring.BANDS)
LIMITS = (*(limit for limit, _ in scoring.BANDS), scoring.TOP)

_DIGIT = Style("SemiBold", 9, 11)
_SMALL_DIGIT = Style("SemiBold", 7, 9)
_CELL_ID = Style("Regular", 7, 9)
_TAG = Style("SemiBold", 7.5, 9)


def chip(paper: Paper, x: float, y: float, rating: Rating) -> None:
    """The mark of a criterion; a contested one shows its rivals side by side, or ≠ if they are many."""
    if not rating.conflict:
        _chip(paper, x, y, CHIP_WIDE, rating.mark, _DIGIT)
        return
    rivals = rivals_in_order(rating.rivals)
    if len(rivals) > 3:
        paper.box(x, y, CHIP_WIDE, CHIP_HIGH, WHITE, INK, 0.9)
        paper.text(x + CHIP_WIDE / 2, y + 3.85, "≠", _DIGIT, INK, "centre")
        return
    wide = CHIP_WIDE / len(rivals)
    for at, mark in enumerate(rivals):
        _chip(paper, x + at * wide, y, wide, mark, _SMALL_DIGIT)
    paper.box(x, y, CHIP_WIDE, CHIP_HIGH, edge=INK, points=0.9)


def rivals_in_order(rivals: Sequence[Value | None]) -> list[Value | None]:
    """Each rival once: digits rising, then N, U and empty."""
    digits = sorted({m for m in rivals if is_scored(m)})
    return [*digits, *(m for m in ("N", "U", None) if m in rivals)]


def _chip(paper: Paper, x: float, y: float, wide: float, mark: Value | None, style: Style) -> None:
    middle, base = x + wide / 2, y + CHIP_HIGH / 2 + style.size * 0.128
    if is_scored(mark):
        step, said = scoring.step_of(mark), paper.tr.mark(mark)
        edge = BEST_EDGE if mark == 5 else ""
        paper.box(x, y, wide, CHIP_HIGH, SCORES[step], edge, 0.8)
        paper.text(middle, base, said, style if len(said) == 1 else _SMALL_DIGIT, ON_SCORES[step], "centre")
    elif mark == "U":
        paper.box(x, y, wide, CHIP_HIGH, WHITE)
        paper.hatch(x, y, wide, CHIP_HIGH, "#BCC5CD", 1.2)
        paper.box(x, y, wide, CHIP_HIGH, edge=INK3)
        half = width("U", style) / 2 + 0.5
        paper.box(middle - half, y + 0.9, 2 * half, CHIP_HIGH - 1.8, WHITE)
        paper.text(middle, base, "U", style, INK2, "centre")
    elif mark == "N":
        paper.box(x, y, wide, CHIP_HIGH, PANEL, INK3, dashed=True)
        paper.text(middle, base, "N", style, INK2, "centre")
    else:
        paper.box(x, y, wide, CHIP_HIGH, WHITE, "#BCC5CD")
        paper.text(middle, base, "–", style, INK3, "centre")


def cell(paper: Paper, x: float, y: float, criterion: str, rating: Rating, critical: bool) -> None:
    """A criterion of the map: its id, its mark, and a diamond if it is a critical check."""
    mark = rating.mark
    fill, ink, edge = WHITE, INK2, INK3
    if is_scored(mark):
        step = scoring.step_of(mark)
        fill, ink, edge = SCORES[step], ON_SCORES[step], BEST_EDGE if mark == TOP else ""
    elif mark == "N":
        fill = PANEL
    paper.box(x, y, CELL_WIDE, CELL_HIGH, fill, edge, 0.7, dashed=mark == "N")
    if mark == "U":
        paper.hatch(x, y, CELL_WIDE, CELL_HIGH, "#BCC5CD", 1.2)
        paper.box(x + CELL_WIDE - 4.6, y + 2.6, 4.2, CELL_HIGH - 3, WHITE)
        paper.box(x + 0.5, y + 0.5, width(criterion, _CELL_ID) + 1, 2.7, WHITE)
    paper.text(x + 0.9, y + 2.8, criterion, _CELL_ID, ink)
    said = "≠" if rating.conflict else paper.tr.mark(mark) or "–"
    style = _DIGIT if len(said) == 1 else _SMALL_DIGIT
    paper.text(x + CELL_WIDE - 1, y + CELL_HIGH - 0.9, said, style, ink, "right")
    if critical:
        diamond(paper, x + 2.1, y + CELL_HIGH - 2.0, 1.0, ink)


def score_tag(
    paper: Paper, x: float, y: float, said: str, band: Band | None, wide: float = 13.0, high: float = 4.4
) -> None:
    """A score in the colour of its band; one without a band is grey."""
    step = BANDS.index(band) if band else None
    fill, ink = (PANEL, INK2) if step is None else (SCORES[step], ON_SCORES[step])
    paper.box(x, y, wide, high, fill, BEST_EDGE if band == "leading" else "", 0.7)
    paper.text(x + wide / 2, y + high / 2 + 1.05, said, _TAG, ink, "centre")


def band_tag(paper: Paper, x: float, y: float, said: str, band: Band, wide: float = 0) -> float:
    """A band in its colour; returns how wide it is."""
    step = BANDS.index(band)
    wide = wide or width(said, _TAG) + 4
    paper.box(x, y, wide, TAG_HIGH, SCORES[step], BEST_EDGE if band == "leading" else "", 0.8)
    paper.text(x + wide / 2, y + 3.4, said, _TAG, ON_SCORES[step], "centre")
    return wide


def status_dot(paper: Paper, x: float, y: float, stage_status: str) -> None:
    """Full, half for provisional, a ring for no score, ≠ for a conflict; x, y is its middle."""
    if stage_status in ("not_scored", "not_published", "no_weights"):
        paper.dot(x, y, 1.25, WHITE, INK3)
    elif stage_status == "conflict":
        paper.text(x, y + 1.15, "≠", _DIGIT, INK, "centre")
    elif stage_status in ("provisional", "partial"):
        paper.dot(x, y, 1.25, WHITE, INK)
        paper.half_dot(x, y, 1.25, INK)
    else:
        paper.dot(x, y, 1.25, INK, INK)


def diamond(paper: Paper, x: float, y: float, size: float = 1.15, ink: str = INK) -> None:
    """The sign of a critical check; x, y is its middle."""
    paper.shape([(x - size, y), (x, y - size), (x + size, y), (x, y + size)], ink)


def bracket(paper: Paper, x1: float, x2: float, y: float) -> None:
    """From the lower to the upper bound, with short ends."""
    paper.line(x1, y, x2, y, INK, 0.8)
    for x in (x1, x2):
        paper.line(x, y - 0.8, x, y + 0.8, INK, 0.8)


def score_bar(paper: Paper, x: float, y: float, unit: float, stage: StageScore, high: float = 3.6) -> None:
    """A stage from 0 on, `unit` mm a point: hatched if provisional, a band from end to end in a conflict."""
    data = paper.palette.data
    if stage.score is not None:
        wide = stage.score * unit
        if stage.status == "provisional":
            paper.box(x, y, wide, high, WHITE)
            paper.hatch(x, y, wide, high, data)
            paper.box(x, y, wide, high, edge=data, points=0.7)
        else:
            paper.box(x, y, wide, high, data)
    elif stage.span:
        low, top = stage.span
        paper.box(x + low * unit, y, max((top - low) * unit, 0.6), high, paper.palette.tint2, data, 0.7)
    if stage.low is not None and stage.high is not None and stage.high > stage.low:
        bracket(paper, x + stage.low * unit, x + stage.high * unit, y + high + 1.5)


def axis(paper: Paper, x: float, unit: float, y: float, bottom: float, said: Sequence[str]) -> None:
    """Thin lines for 0 to 5 with their numbers above."""
    for at, number in enumerate(said):
        paper.text(x + at * unit, y - 2.2, number, SMALL, INK3, "centre")
        paper.line(x + at * unit, y, x + at * unit, bottom, paper.palette.hair, 0.5)
