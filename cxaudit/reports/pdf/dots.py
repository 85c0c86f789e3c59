"""Dots: where an audit stands among others, a line a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxaudit.i18n import Translator
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.sheet import AXIS_HIGH, Sheet
from cxaudit.reports.colours import WHITE

_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class DotRow:
    """One line: the own score with its bounds, those of the others, their median and the best of all."""

    own: float | None
    low: float | None
    high: float | None
    provisional: bool
    others: tuple[float, ...]
    median: float | None
    best: float | None


def dots(rows: Sequence[DotRow], tr: Translator, palette: Palette, wide: float, row_high: float) -> Sheet:
    """Lines from the top down under an axis from 0 to 5; `wide` and `row_high` are in mm."""
    high = AXIS_HIGH + len(rows) * row_high
    sheet = Sheet((wide, high), palette)
    unit = sheet.scale((wide, high), _EDGE, tr, palette)
    for at, row in enumerate(rows):
        _row(sheet, row, high - AXIS_HIGH - (at + 0.5) * row_high, unit, tr, palette)
    return sheet


def _row(sheet: Sheet, row: DotRow, y: float, unit: float, tr: Translator, palette: Palette) -> None:
    def place(score: float) -> float:
        return _EDGE + score * unit

    y -= 0.6
    known = [*row.others, *([] if row.own is None else [row.own])]
    if len(known) > 1:
        sheet.line([(place(min(known)), y), (place(max(known)), y)], palette.rule, 1.2)
    for score in row.others:
        sheet.dot((place(score), y), 0.85, "#8C98A4", order=3)
    if row.median is not None:
        sheet.line([(place(row.median), y - 2.2), (place(row.median), y + 2.2)], palette.ink, 1.6)
    if row.best is not None and row.others:
        x, half = place(row.best), 1.6
        corners = [(x - half, y), (x, y + half), (x + half, y), (x, y - half)]
        sheet.polygon(corners, WHITE, palette.ink, order=4)
    if row.own is None:
        return
    fill = WHITE if row.provisional else palette.data
    sheet.dot((place(row.own), y), 1.5, fill, palette.data, 1.2, order=5)
    said = tr.number(row.own) + ("~" if row.provisional else "")
    sheet.write(place(row.own), y + 2.5, said, 8, palette.title, 600)
    if row.low is not None and row.high is not None and row.high > row.low:
        ends = place(row.low), place(row.high)
        sheet.line([(ends[0], y - 3.0), (ends[1], y - 3.0)], palette.ink, 0.8)
        for x in ends:
            sheet.line([(x, y - 3.7), (x, y - 2.3)], palette.ink, 0.8)
