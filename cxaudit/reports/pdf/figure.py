"""Charts on the page: their marks drawn as they are, without matplotlib."""

from __future__ import annotations

from cxaudit.reports.charts.marks import Area, Disc, Stroke, Words
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.colours import rgb
from cxaudit.reports.pdf.page import HEIGHT, Paper
from cxaudit.reports.pdf.typeset import MM, Face, Style, width

_CAPITALS = 0.73
"""The height of a line by its size."""


def draw_figure(paper: Paper, chart: Sheet, x: float, y: float, said: str) -> float:
    """Put the chart with its top left corner at x, y, all in mm; returns where it ends.

    `said` is heard instead of it.
    """
    wide, high = chart.size
    with paper.figure(said, x, y, wide, high):
        paper.canvas.saveState()
        paper.canvas.translate(x * MM, (HEIGHT - y - high) * MM)
        for mark in chart.marks:
            match mark:
                case Words():
                    _write(paper, mark)
                case Stroke():
                    _stroke(paper, mark)
                case Area():
                    _fill(paper, mark)
                case Disc():
                    _dot(paper, mark)
        paper.canvas.restoreState()
    return y + high


def _write(paper: Paper, mark: Words) -> None:
    face: Face = "SemiBold" if mark.weight >= 600 else "Medium" if mark.weight >= 500 else "Regular"
    style, canvas = Style(face, mark.size, mark.size * 1.2), paper.canvas
    wide, x, y = width(mark.said, style), mark.x, mark.y
    canvas.setFillColorRGB(*rgb(mark.colour))
    canvas.setFont(style.font, style.size)
    if not mark.rising:
        x -= wide * {"left": 0.0, "center": 0.5, "right": 1.0}[mark.align]
        canvas.drawString(x * MM, y * MM, mark.said)
        return
    canvas.saveState()
    start = y - (wide if mark.below else wide / 2)
    canvas.translate(x * MM + mark.size * _CAPITALS / 2, start * MM)
    canvas.rotate(90)
    canvas.drawString(0, 0, mark.said)
    canvas.restoreState()


def _stroke(paper: Paper, mark: Stroke) -> None:
    canvas, (first, *others) = paper.canvas, mark.points
    path = canvas.beginPath()
    path.moveTo(first[0] * MM, first[1] * MM)
    for x, y in others:
        path.lineTo(x * MM, y * MM)
    canvas.setStrokeColorRGB(*rgb(mark.colour))
    canvas.setLineWidth(mark.wide)
    if mark.dashed:
        canvas.setDash([3 * mark.wide, 2 * mark.wide])
    canvas.drawPath(path, stroke=1, fill=0)
    if mark.dashed:
        canvas.setDash()


def _fill(paper: Paper, mark: Area) -> None:
    canvas, (first, *others) = paper.canvas, mark.corners
    path = canvas.beginPath()
    path.moveTo(first[0] * MM, first[1] * MM)
    for x, y in others:
        path.lineTo(x * MM, y * MM)
    path.close()
    _dip(paper, mark)
    canvas.drawPath(path, stroke=int(bool(mark.edge)), fill=1)


def _dot(paper: Paper, mark: Disc) -> None:
    _dip(paper, mark)
    x, y = mark.middle
    paper.canvas.circle(x * MM, y * MM, mark.radius * MM, stroke=int(bool(mark.edge)), fill=1)


def _dip(paper: Paper, mark: Area | Disc) -> None:
    paper.canvas.setFillColorRGB(*rgb(mark.fill))
    if mark.edge:
        paper.canvas.setStrokeColorRGB(*rgb(mark.edge))
        paper.canvas.setLineWidth(mark.wide)
