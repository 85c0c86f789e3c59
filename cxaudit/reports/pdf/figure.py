"""Charts on the sheet: where they stand at once, what they draw when the pages are done.

A chart is a form of its own in the file, so that its marks may come late, from a process beside this one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from cxaudit.reports.charts.sheet import Point
from cxaudit.reports.pdf import beside, typeset
from cxaudit.reports.pdf.page import HEIGHT, Paper
from cxaudit.reports.pdf.strokes import Line, Mark, Outline
from cxaudit.reports.pdf.typeset import MM

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_AROUND = 10.0
"""How many mm a chart may draw beyond its edges."""


def draw_figure(
    paper: Paper, make: Callable[[], Figure], size: Point, x: float, y: float, said: str
) -> float:
    """Put the figure of that size with its top left corner at x, y, all in mm; returns where it ends.

    `said` is heard instead of it. What makes the figure can be sent to another process: a partial.
    """
    wide, high = size
    with paper.figure(said, x, y, wide, high):
        paper.canvas.saveState()
        paper.canvas.translate(x * MM, (HEIGHT - y - high) * MM)
        box = (-_AROUND * MM, -_AROUND * MM, (wide + _AROUND) * MM, (high + _AROUND) * MM)
        paper.later(box, partial(_put, paper.canvas, beside.traced(make, typeset.family())))
        paper.canvas.restoreState()
    return y + high


def _put(canvas: Canvas, marks: Callable[[], list[Mark]]) -> None:
    for mark in marks():
        if isinstance(mark, Outline):
            _outline(canvas, mark)
        else:
            _line(canvas, mark)


def _outline(canvas: Canvas, mark: Outline) -> None:
    drawn = canvas.beginPath()
    for verb, points in mark.steps:
        getattr(drawn, verb)(*points)
    if mark.fill is not None:
        canvas.setFillColor(Color(*mark.fill))
    if mark.stroke is not None:
        canvas.setStrokeColor(Color(*mark.stroke))
        canvas.setLineWidth(mark.wide)
        if mark.dash is not None:
            canvas.setDash(*mark.dash)
    canvas.drawPath(drawn, stroke=int(mark.stroke is not None), fill=int(mark.fill is not None))
    if mark.dash is not None:
        canvas.setDash()


def _line(canvas: Canvas, mark: Line) -> None:
    canvas.setFillColor(Color(*mark.colour))
    canvas.setFont(mark.style.font, mark.style.size)
    if not mark.turn:
        canvas.drawString(mark.x, mark.y, mark.said)
        return
    canvas.saveState()
    canvas.translate(mark.x, mark.y)
    canvas.rotate(mark.turn)
    canvas.drawString(0, 0, mark.said)
    canvas.restoreState()
