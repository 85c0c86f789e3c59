"""What two auditors gave the same criteria, counted by pairs of marks."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.i18n import Translator
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.marks import Point
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.pdf.typeset import SMALL, TABLE, balanced, shortened

SIZE = (120.0, 66.0)
_LEFT, _FOOT, _TOP = 12.0, 11.0, 5.0
_MOST_CELL = 12.0
_BESIDE = 6.0
_SWATCH, _LEAST = 4.0, 28.0
"""The sign of an entry of the legend, and the least width of all of it."""
_LEGEND = 15.0
"""The height of one entry of the legend."""


def agreement_chart(
    counts: Sequence[Sequence[int]], tr: Translator, palette: Palette, size: Point = SIZE
) -> Sheet:
    """`counts[a][b]` criteria got mark a from A and b from B; beside them how many are equal, near and apart.

    Equal marks are dark cells on the diagonal, neighbours light ones, all others white with an outline:
    three that grey print tells apart.
    """
    sheet = Sheet(size, palette)
    marks = len(counts)
    side = min(_MOST_CELL, (size[1] - _FOOT - _TOP) / marks, (size[0] - _LEFT - _BESIDE - _LEAST) / marks)
    bottom = size[1] - _TOP - side * marks
    for a, row in enumerate(counts):
        x = _LEFT + side * (a + 0.5)
        sheet.write(x, bottom - 4.2, tr.number(a, 0), 8, palette.ink2)
        sheet.write(_LEFT - 3.6, bottom + side * (a + 0.5) - 1.0, tr.number(a, 0), 8, palette.ink2)
        for b, count in enumerate(row):
            _cell(sheet, (x - side / 2, bottom + side * b), side, abs(a - b), count, tr, palette)
    middle = side * marks / 2
    sheet.write(_LEFT + middle, bottom - 9.2, tr("Score of A"), 8, palette.ink2, 500)
    sheet.write_up(2.6, bottom + middle, tr("Score of B"), 8, palette.ink2, 500)
    _legend(sheet, _LEFT + side * marks + _BESIDE, size, counts, tr, palette)
    return sheet


def shares_of(counts: Sequence[Sequence[int]]) -> tuple[int, int, int]:
    """How many pairs are equal, one apart, and further apart."""
    found = [0, 0, 0]
    for a, row in enumerate(counts):
        for b, count in enumerate(row):
            found[min(abs(a - b), 2)] += count
    return found[0], found[1], found[2]


def _cell(
    sheet: Sheet, place: Point, side: float, apart: int, count: int, tr: Translator, palette: Palette
) -> None:
    """A count on the ground of its difference; pairs that do not occur are empty."""
    fill, ink = _ground(apart, palette) if count else (palette.paper, palette.ink)
    strong = count and apart > 1
    edge = palette.ink if strong else palette.hair
    inset = 0.6 if strong else 0.25
    x, y = place[0] + inset, place[1] + inset
    sheet.box((x, y), side - 2 * inset, side - 2 * inset, fill, edge, 0.9 if strong else 0.5)
    if count:
        middle, base, size = place[0] + side / 2, place[1] + side / 2 - 1.1, 9 if side > 7 else 7
        sheet.write(middle, base, tr.number(count, 0), size, ink, 600)


def _ground(apart: int, palette: Palette) -> tuple[str, str]:
    return ((palette.data, palette.paper), (palette.tint2, palette.ink), (palette.paper, palette.ink))[
        min(apart, 2)
    ]


def _legend(
    sheet: Sheet, x: float, size: Point, counts: Sequence[Sequence[int]], tr: Translator, palette: Palette
) -> None:
    found = shares_of(counts)
    total = sum(found)
    names = (tr("the same score"), tr("one point apart"), tr("two points or more apart"))
    room = size[0] - x - _SWATCH - 2.5
    y = size[1] - _TOP - 4.2
    for apart, (name, count) in enumerate(zip(names, found, strict=True)):
        fill, _ = _ground(apart, palette)
        edge = palette.ink if apart > 1 else ""
        sheet.box((x, y - 0.7), _SWATCH, _SWATCH, fill, edge, 0.9)
        left = x + _SWATCH + 2.5
        said = f"{tr.number(count, 0)} · {tr.percent(count / total, 0)}" if total else tr.number(0, 0)
        sheet.write(left, y, shortened(said, TABLE, room, 1)[0][0], 10, palette.ink, 600, "left")
        for at, line in enumerate(balanced(name, SMALL, room)[:3]):
            sheet.write(left, y - 4.4 - at * SMALL.line, line, 7.5, palette.ink2, 400, "left")
        y -= _LEGEND
