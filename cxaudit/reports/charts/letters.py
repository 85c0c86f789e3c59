"""Letters on a line: where each of a few audits stands, a line a stage, and none of them is the own one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxaudit.i18n import Translator
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.sheet import AXIS_HIGH, Sheet
from cxaudit.reports.colours import WHITE

ROW_HIGH = 11.0
_EDGE = 8.0
_APART = 2.9
"""So far from each other letters can be read."""


@dataclass(frozen=True, slots=True)
class LetterDot:
    """One audit in one stage."""

    letter: str
    score: float
    provisional: bool


def letters(rows: Sequence[Sequence[LetterDot]], tr: Translator, palette: Palette, wide: float) -> Sheet:
    """Lines from the top down under an axis from 0 to 5; `wide` is in mm."""
    high = AXIS_HIGH + len(rows) * ROW_HIGH
    sheet = Sheet((wide, high), palette)
    unit = sheet.scale((wide, high), _EDGE, tr, palette)
    for at, row in enumerate(rows):
        _row(sheet, row, high - AXIS_HIGH - (at + 1) * ROW_HIGH, unit, palette)
    return sheet


def _row(sheet: Sheet, row: Sequence[LetterDot], bottom: float, unit: float, palette: Palette) -> None:
    """Dots at their scores, and above them the letters, moved apart where they would touch."""
    dots = sorted(row, key=lambda dot: (dot.score, dot.letter))
    y, places = bottom + 3.0, [_EDGE + dot.score * unit for dot in dots]
    if len(places) > 1:
        sheet.line([(places[0], y), (places[-1], y)], palette.rule, 1.2)
    for dot, x, letter_x in zip(dots, places, spread_out(places), strict=True):
        fill = WHITE if dot.provisional else palette.data
        sheet.line([(x, y), (letter_x, y + 3.0)], palette.ink3, 0.5)
        sheet.dot((x, y), 1.1, fill, palette.data)
        sheet.write(letter_x, y + 3.5, dot.letter, 8, palette.ink, 600)


def spread_out(places: Sequence[float]) -> list[float]:
    """Rising places moved as little as keeps neighbours apart: each cluster around its own middle."""
    clusters: list[tuple[float, int]] = []
    for place in places:
        clusters.append((place, 1))
        while len(clusters) > 1 and _touch(clusters[-2], clusters[-1]):
            (a, n), (b, m) = clusters[-2:]
            clusters[-2:] = [((a * n + b * m) / (n + m), n + m)]
    return [middle + (at - (n - 1) / 2) * _APART for middle, n in clusters for at in range(n)]


def _touch(left: tuple[float, int], right: tuple[float, int]) -> bool:
    return right[0] - left[0] < (left[1] + right[1]) / 2 * _APART
