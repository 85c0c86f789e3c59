"""From the profit of today to the one after all changes, a row a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cxaudit import money
from cxaudit.i18n import Translator
from cxaudit.money import Scale
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.marks import Point
from cxaudit.reports.charts.ranges import axis_ticks
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.pdf.typeset import SMALL_HEAD, TABLE, Style, shortened, width

WIDTH = 176.0
_HEAD, ROW = 6.5, 6.2
_BAR = 0.58
"""How much of a row its bar takes."""
_STEP, _RANGE = 17.0, 25.0
"""The columns at the right end: what a step adds, and the range of the profit after it."""
_NAMES = 0.3
"""The most of the width that the names take."""
_STRONG = Style("SemiBold", 9, 11)
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Fall:
    """A step from the profit before to the one after it, which has a range; a total begins at 0."""

    name: str
    before: float
    low: float
    middle: float
    high: float
    total: bool = False


def waterfall_size(falls: Sequence[Fall], wide: float = WIDTH, row: float = ROW) -> Point:
    """How large the chart of these steps is, in mm."""
    return wide, _HEAD + row * len(falls) + 0.4


def waterfall(
    falls: Sequence[Fall],
    tr: Translator,
    scale: Scale,
    palette: Palette,
    wide: float = WIDTH,
    row: float = ROW,
) -> Sheet:
    """Dark bars from zero for the totals, light ones for the steps; a bracket is the range after the step."""
    size = waterfall_size(falls, wide, row)
    sheet = Sheet(size, palette)
    names = min(wide * _NAMES, max(width(fall.name, _STRONG) for fall in falls) + 4)
    left, right, top = names, wide - _STEP - _RANGE - 4, size[1] - _HEAD
    ends = [value for fall in falls for value in (fall.low, fall.high, fall.before)]
    ticks = axis_ticks(min([0.0, *ends]), max([0.0, *ends]), _MOST_TICKS)

    def at(value: float) -> float:
        return left + (right - left) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    _axis(sheet, ticks, at, top, tr, scale, palette)
    sheet.write(wide - _RANGE, top + 2.2, tr("step"), 7.5, palette.ink2, 500, "right")
    head = shortened(tr("profit then"), SMALL_HEAD, _RANGE - 2, 1)[0][0]
    sheet.write(wide, top + 2.2, head, 7.5, palette.ink2, 500, "right")
    sheet.line([(0, top), (wide, top)], palette.title, 1.2)
    for place, fall in enumerate(falls):
        y, half = top - row * (place + 0.5), row * _BAR / 2
        sheet.line([(0, y - row / 2), (wide, y - row / 2)], palette.hair, 0.5)
        style = _STRONG if fall.total else TABLE
        name = shortened(fall.name, style, names - 2, 1)[0][0]
        sheet.write(0, y - 1.1, name, 9, palette.ink, 600 if fall.total else 400, "left")
        _bar(sheet, fall, (y, half), at, palette)
        if place:
            joint = falls[place - 1].middle
            sheet.line([(at(joint), y + half), (at(joint), y + row - half)], palette.ink3, 0.6)
        _figures(sheet, fall, y - 1.1, wide, tr, scale, palette)
    return sheet


def falls_of(
    now: tuple[str, float], steps: Sequence[tuple[str, float, float, float]], then: str
) -> list[Fall]:
    """The rows: today, each named step with low, middle and high profit after it, and the end."""
    name, before = now
    rows = [Fall(name, 0.0, before, before, before, total=True)]
    for name, low, middle, high in steps:
        rows.append(Fall(name, before, low, middle, high))
        before = middle
    last = rows[-1]
    return [*rows, Fall(then, 0.0, last.low, last.middle, last.high, total=True)]


def _axis(
    sheet: Sheet,
    ticks: Sequence[float],
    at: Callable[[float], float],
    top: float,
    tr: Translator,
    scale: Scale,
    palette: Palette,
) -> None:
    step = (ticks[1] - ticks[0]) / scale.unit
    places = next((n for n in range(3) if abs(step * 10**n - round(step * 10**n)) < 1e-6), 3)
    for tick in ticks:
        zero = abs(tick) < (ticks[-1] - ticks[0]) / 1e6
        colour = palette.rule if zero else palette.hair
        sheet.line([(at(tick), 0.4), (at(tick), top)], colour, 0.5, order=0.5)
        sheet.write(at(tick), top + 2.2, tr.number(0 if zero else tick / scale.unit, places), 7, palette.ink3)


def _bar(sheet: Sheet, fall: Fall, middle: Point, at: Callable[[float], float], palette: Palette) -> None:
    """`middle` is the height of the bar's axis, and how far the bar goes from it."""
    y, half = middle
    low, high = sorted((at(fall.before), at(fall.middle)))
    fill, edge = (palette.data, "") if fall.total else (palette.tint2, palette.data)
    place, wide = (low, y - half), max(high - low, 0.5)
    sheet.box(place, wide, 2 * half, fill, edge, 0.6)
    if fall.high - fall.low > 1e-9:
        ends = at(fall.low), at(fall.high)
        for colour, points in ((palette.paper, 2.2), (palette.ink, 0.9)):
            sheet.line([(ends[0], y), (ends[1], y)], colour, points)
        for x in ends:
            sheet.line([(x, y - 1.0), (x, y + 1.0)], palette.ink, 0.9)


def _figures(
    sheet: Sheet, fall: Fall, base: float, wide: float, tr: Translator, scale: Scale, palette: Palette
) -> None:
    """The step in bold, or the middle of a total; then the range of the profit."""
    said = money.number(tr, fall.middle if fall.total else fall.middle - fall.before, scale)
    plus = "+" if not fall.total and fall.middle > fall.before and said.strip("0.,") else ""
    sheet.write(wide - _RANGE, base, plus + said, 9, palette.ink, 600, "right")
    if fall.high - fall.low > 1e-9:
        sheet.write(wide, base, money.span(tr, fall.low, fall.high, scale), 9, palette.ink, 400, "right")
