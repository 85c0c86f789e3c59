"""Charts on the page: their marks drawn as they are, without matplotlib."""

from __future__ import annotations

from cxaudit.reports.charts.marks import Align, Area, Disc, Mark, Point, Stroke, Words
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.pdf import page
from cxaudit.reports.pdf.page import Paper
from cxaudit.reports.pdf.typeset import MM, Face, Style, width

_CAPITALS = 0.73
"""The height of a line by its size."""
_SIDES: dict[Align, page.Align] = {"left": "left", "center": "centre", "right": "right"}


def draw_figure(paper: Paper, chart: Sheet, x: float, y: float, said: str) -> float:
    """Put the chart with its top left corner at x, y, all in mm; returns where it ends.

    `said` is heard instead of it.
    """
    wide, high = chart.size
    bottom = y + high
    with paper.figure(said, x, y, wide, high):
        for mark in chart.marks:
            _draw(paper, mark, x, bottom)
    return bottom


def _draw(paper: Paper, mark: Mark, left: float, bottom: float) -> None:
    def placed(point: Point) -> Point:
        return left + point[0], bottom - point[1]

    match mark:
        case Words():
            _write(paper, mark, *placed((mark.x, mark.y)))
        case Stroke():
            paper.stroke([placed(point) for point in mark.points], mark.colour, mark.wide, mark.dashed)
        case Area():
            paper.shape([placed(corner) for corner in mark.corners], mark.fill, mark.edge, mark.wide)
        case Disc():
            paper.dot(*placed(mark.middle), mark.radius, mark.fill, mark.edge, mark.wide)


def _write(paper: Paper, mark: Words, x: float, y: float) -> None:
    face: Face = "SemiBold" if mark.weight >= 600 else "Medium" if mark.weight >= 500 else "Regular"
    style = Style(face, mark.size, mark.size * 1.2)
    if not mark.rising:
        paper.text(x, y, mark.said, style, mark.colour, _SIDES[mark.align])
        return
    wide = width(mark.said, style)
    start = y + (wide if mark.below else wide / 2)
    paper.rising_text(x + mark.size / MM * _CAPITALS / 2, start, mark.said, style, mark.colour)
