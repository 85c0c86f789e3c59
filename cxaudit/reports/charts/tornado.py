"""All tests of a score on one axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxaudit.i18n import translator
from cxaudit.model import Lang
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.marks import Point
from cxaudit.reports.charts.ranges import axis_ticks
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.pdf.typeset import TABLE, shortened

TOP_SCORE = 5.0
WIDTH = 176.0
_HEAD, _ROW = 6.5, 6.6
_BAR = 3.4
_VALUES = 24.0
"""The column at the right end that says the values."""
_NAMES = 0.42
"""The part of the width that the names take."""
_MOST_TICKS = 5
_SEEN = 0.005
"""A range that is narrower is printed as one value, and drawn so."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """The score under one other assumption, from `low` to `high`, and how that is said."""

    name: str
    low: float
    high: float
    said: str
    assumed: bool = False


def tornado_size(tests: Sequence[Assumption], wide: float = WIDTH) -> Point:
    """How large the chart of these tests is, in mm."""
    return wide, _HEAD + _ROW * len(tests) + 0.4


def tornado(
    tests: Sequence[Assumption], score: float, lang: Lang, palette: Palette, wide: float = WIDTH
) -> Sheet:
    """A row for each test with a dot or a bar on the common axis; the dashed line is the score itself.

    What rests on assumed errors is a light bar with an outline, so that grey print shows it too.
    """
    size = tornado_size(tests, wide)
    sheet = Sheet(size, palette)
    tr = translator(lang)
    left, right = wide * _NAMES, wide - _VALUES
    ticks = axis_ticks(
        min([score, *(t.low for t in tests)]), max([score, *(t.high for t in tests)]), _MOST_TICKS
    )
    ticks = [tick for tick in ticks if 0 <= tick <= TOP_SCORE]

    def at(value: float) -> float:
        return left + (right - left) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    top = size[1] - _HEAD
    places = 1 if all(abs(tick * 10 - round(tick * 10)) < 1e-6 for tick in ticks) else 2
    for tick in ticks:
        sheet.line([(at(tick), 0.4), (at(tick), top)], palette.hair, 0.5)
        sheet.write(at(tick), top + 2.2, tr.number(tick, places), 7, palette.ink3)
    sheet.line([(0, top), (wide, top)], palette.title, 1.2)
    sheet.line([(at(score), 0.4), (at(score), top)], palette.ink, 0.9, dash=True, order=2.5)
    for place, test in enumerate(tests):
        middle = top - _ROW * (place + 0.5)
        sheet.line([(0, middle - _ROW / 2), (wide, middle - _ROW / 2)], palette.hair, 0.5)
        name = shortened(test.name, TABLE, left - 4, 1)[0][0]
        sheet.write(0, middle - 1.1, name, TABLE.size, palette.ink, align="left")
        widest = test.high - test.low >= max(t.high - t.low for t in tests)
        sheet.write(wide, middle - 1.1, test.said, TABLE.size, palette.ink, 600 if widest else 400, "right")
        _mark(sheet, test, middle, at, palette)
    return sheet


def _mark(sheet: Sheet, test: Assumption, y: float, at: Callable[[float], float], palette: Palette) -> None:
    if test.high - test.low < _SEEN:
        sheet.dot((at(test.low), y), 1.15, palette.data, palette.paper, 0.6)
        return
    long = max(at(test.high) - at(test.low), 0.8)
    place = ((at(test.low) + at(test.high) - long) / 2, y - _BAR / 2)
    fill, edge = (palette.tint2, palette.data) if test.assumed else (palette.data, palette.paper)
    order = 2.2 if test.assumed else 3.0  # the line of the score stays in sight over a light bar
    sheet.box(place, long, _BAR, fill, edge, 0.9 if test.assumed else 0.4, order)
