"""Ranges of money on one axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from cxaudit.i18n import translator
from cxaudit.model import Lang
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.marks import Point
from cxaudit.reports.charts.sheet import Sheet

_TICKS = 6.5
"""The band at the top that carries the figures of the axis."""
_BAR = 4.4
_DIGIT, _BETWEEN = 1.4, 2.0
"""The width of a figure on the axis, and the room between two labels."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class RangeBar:
    """A range whose middle line is `y` mm below the top; `inner` is the narrower band of random draws."""

    y: float
    low: float
    middle: float
    high: float
    inner: Point | None = None
    muted: bool = False


def range_bars(bars: Sequence[RangeBar], lang: Lang, unit: float, palette: Palette, size: Point) -> Sheet:
    """Ranges on one axis that holds 0; the figures above are the values divided by `unit`."""
    sheet = Sheet(size, palette)
    values = [value for bar in bars for value in (bar.low, bar.middle, bar.high)]
    left, wide, tr = 2.5, size[0] - 7.0, translator(lang)
    ticks = _ticks(min([0.0, *values]), max([0.0, *values]), unit, wide)
    first, last = ticks[0], ticks[-1]

    def at(value: float) -> float:
        return left + wide * (value - first) / ((last - first) or 1)

    places = _places((ticks[1] - ticks[0]) / unit)
    for tick in ticks:
        zero = abs(tick) < (last - first) / 1e6
        colour = palette.rule if zero else palette.hair
        sheet.line([(at(tick), 0), (at(tick), size[1] - _TICKS)], colour, 0.5, order=0.5)
        said = tr.number(0 if zero else tick / unit, places)
        sheet.write(at(tick), size[1] - _TICKS + 2.4, said, 7, palette.ink3)
    for bar in bars:
        _range_bar(sheet, bar, size[1] - bar.y, at, palette)
    return sheet


def _range_bar(sheet: Sheet, bar: RangeBar, y: float, at: Callable[[float], float], palette: Palette) -> None:
    """The whole range light, or dark where there is nothing narrower; the middle is a tick beyond it."""
    ends = [(bar.low, bar.high, palette.panel if bar.muted else palette.tint2 if bar.inner else palette.data)]
    if bar.inner and not bar.muted:
        ends.append((*bar.inner, palette.data))
    for one, other, colour in ends:
        low, high = sorted((at(one), at(other)))
        edge = palette.rule if bar.muted else ""
        place, wide = (low, y - _BAR / 2), max(high - low, 0.6)
        sheet.box(place, wide, _BAR, colour, edge, 0.4)
    middle = at(bar.middle)
    sheet.line([(middle, y - 3.0), (middle, y + 3.0)], palette.ink, 1.0)
    if not bar.muted:
        sheet.line([(middle, y - _BAR / 2), (middle, y + _BAR / 2)], palette.paper, 1.0)


def _ticks(low: float, high: float, unit: float, wide: float) -> list[float]:
    """As many ticks as have room for their figures, seven steps at most."""
    for most in range(7, 1, -1):
        ticks = axis_ticks(low, high, most)
        step = ticks[1] - ticks[0]
        longest = max(len(f"{tick / unit:,.{_places(step / unit)}f}") for tick in ticks)
        if wide / (len(ticks) - 1) >= longest * _DIGIT + _BETWEEN:
            break
    return ticks


def axis_ticks(low: float, high: float, most: int) -> list[float]:
    """Round values from one at or below `low` to one at or above `high`, in at most that many steps."""
    if high <= low:
        return [low, low + 1]
    power = 10 ** floor(log10((high - low) / most))
    for step in (factor * power for factor in _STEPS):
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first <= most:
            return [at * step for at in range(first, last + 1)]
    return [low, high]


def _places(step: float) -> int:
    """The decimals that tell such steps apart."""
    whole = (at for at in range(4) if abs(step * 10**at - round(step * 10**at)) < 1e-6)
    return next(whole, 3)
