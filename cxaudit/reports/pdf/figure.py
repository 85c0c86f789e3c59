"""Draws a matplotlib figure on the sheet: its paths as vectors, its texts in the report's fonts."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform
from reportlab.lib.colors import Color

from cxaudit.reports.pdf import typeset
from cxaudit.reports.pdf.page import HEIGHT, Paper
from cxaudit.reports.pdf.typeset import MM, Style

POINTS_PER_INCH = 72


def draw_figure(paper: Paper, figure: Figure, x: float, y: float, said: str) -> float:
    """Put the figure with its top left corner at x, y in mm; returns where it ends.

    `said` is heard instead of it.
    """
    wide, high = (side * POINTS_PER_INCH for side in figure.get_size_inches())
    figure.set_dpi(POINTS_PER_INCH)
    with paper.figure(said, x, y, wide / MM, high / MM):
        paper.canvas.saveState()
        paper.canvas.translate(x * MM, (HEIGHT - y) * MM - high)
        figure.draw(_Renderer(paper, wide, high))
        paper.canvas.restoreState()
    return y + float(high) / MM


def _style(font: FontProperties) -> Style:
    """The report's face of a matplotlib font; sizes are points in both."""
    weight = font.get_weight()
    heavy = weight if isinstance(weight, int) else 400
    face: typeset.Face = "SemiBold" if heavy >= 600 else "Medium" if heavy >= 500 else "Regular"
    size = float(font.get_size_in_points())
    return Style(face, size, size * 1.2)


class _Renderer(RendererBase):
    """One unit is one point, from the bottom left corner of the figure."""

    def __init__(self, paper: Paper, wide: float, high: float) -> None:
        super().__init__()
        self._canvas = paper.canvas
        self._size = wide, high

    def flipy(self) -> bool:
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        style = _style(prop)
        return typeset.width(s, style) * MM, style.size * 0.73, 0.0

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        drawn = self._canvas.beginPath()
        at = (0.0, 0.0)
        for points, code in path.iter_segments(transform, simplify=False):
            if code == Path.MOVETO:
                drawn.moveTo(*points)
            elif code == Path.LINETO:
                drawn.lineTo(*points)
            elif code == Path.CURVE3:
                drawn.curveTo(*_cubic(at, points))
            elif code == Path.CURVE4:
                drawn.curveTo(*points)
            elif code == Path.CLOSEPOLY:
                drawn.close()
                continue
            at = (float(points[-2]), float(points[-1]))
        stroked = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        if rgbFace is not None:
            self._canvas.setFillColor(Color(*(float(part) for part in rgbFace[:3])))
        if stroked:
            self._stroke(gc)
        self._canvas.drawPath(drawn, stroke=int(stroked), fill=int(rgbFace is not None))
        self._canvas.setDash()

    def _stroke(self, gc: GraphicsContextBase) -> None:
        self._canvas.setStrokeColor(Color(*(float(part) for part in gc.get_rgb()[:3])))
        self._canvas.setLineWidth(float(gc.get_linewidth()))
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            self._canvas.setDash(np.asarray(dashes, float).tolist(), float(offset))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        style = _style(prop)
        self._canvas.setFillColor(Color(*(float(part) for part in gc.get_rgb()[:3])))
        self._canvas.setFont(style.font, style.size)
        if not angle:
            self._canvas.drawString(float(x), float(y), s)
            return
        self._canvas.saveState()
        self._canvas.translate(float(x), float(y))
        self._canvas.rotate(angle)
        self._canvas.drawString(0, 0, s)
        self._canvas.restoreState()


def _cubic(start: tuple[float, float], points: Any) -> tuple[float, ...]:
    """The cubic curve that a quadratic one is."""
    (x0, y0), (x1, y1, x2, y2) = start, (float(p) for p in points)
    return (
        x0 + 2 / 3 * (x1 - x0),
        y0 + 2 / 3 * (y1 - y0),
        x2 + 2 / 3 * (x1 - x2),
        y2 + 2 / 3 * (y1 - y2),
        x2,
        y2,
    )
