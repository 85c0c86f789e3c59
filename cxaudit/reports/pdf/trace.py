"""A matplotlib figure as plain marks in points from its bottom left corner, to be sent and drawn later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from cxaudit.reports.brand.kit import Font
from cxaudit.reports.pdf import typeset
from cxaudit.reports.pdf.strokes import Line, Mark, Outline, Rgb, Step
from cxaudit.reports.pdf.typeset import MM, Style

POINTS_PER_INCH = 72


def trace(make: Callable[[], Figure], family: Font) -> list[Mark]:
    """What the figure draws, its texts measured in the faces of that family."""
    with typeset.printed_in(family):
        figure = make()
        figure.set_dpi(POINTS_PER_INCH)
        renderer = _Tracer(*(float(side) * POINTS_PER_INCH for side in figure.get_size_inches()))
        figure.draw(renderer)
        return renderer.marks


def _style(font: FontProperties) -> Style:
    """The report's face of a matplotlib font; sizes are points in both."""
    weight = font.get_weight()
    heavy = weight if isinstance(weight, int) else 400
    face: typeset.Face = "SemiBold" if heavy >= 600 else "Medium" if heavy >= 500 else "Regular"
    size = float(font.get_size_in_points())
    return Style(face, size, size * 1.2)


def _rgb(colour: Any) -> Rgb:
    red, green, blue = (float(part) for part in colour[:3])
    return red, green, blue


class _Tracer(RendererBase):
    """One unit is one point, from the bottom left corner of the figure."""

    def __init__(self, wide: float, high: float) -> None:
        super().__init__()
        self._size = wide, high
        self.marks: list[Mark] = []

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
        stroked = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        offset, dashes = gc.get_dashes()
        mark = Outline(
            _steps(path, transform),
            None if rgbFace is None else _rgb(rgbFace),
            _rgb(gc.get_rgb()) if stroked else None,
            float(gc.get_linewidth()),
            None if dashes is None else (np.asarray(dashes, float).tolist(), float(offset)),
        )
        self.marks.append(mark)

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
        self.marks.append(Line(float(x), float(y), s, style, _rgb(gc.get_rgb()), float(angle)))


def _steps(path: Path, transform: Transform) -> list[Step]:
    """The pen's way: to, by a line, by a cubic curve, back to its start."""
    found: list[Step] = []
    at = (0.0, 0.0)
    for given, code in path.iter_segments(transform, simplify=False):
        points = tuple(float(part) for part in given)
        if code == Path.MOVETO:
            found.append(("moveTo", points))
        elif code == Path.LINETO:
            found.append(("lineTo", points))
        elif code == Path.CURVE3:
            found.append(("curveTo", _cubic(at, points)))
        elif code == Path.CURVE4:
            found.append(("curveTo", points))
        elif code == Path.CLOSEPOLY:
            found.append(("close", ()))
            continue
        at = points[-2], points[-1]
    return found


def _cubic(start: tuple[float, float], points: tuple[float, ...]) -> tuple[float, ...]:
    """The cubic curve that a quadratic one is."""
    (x0, y0), (x1, y1, x2, y2) = start, points
    return (
        x0 + 2 / 3 * (x1 - x0),
        y0 + 2 / 3 * (y1 - y0),
        x2 + 2 / 3 * (x1 - x2),
        y2 + 2 / 3 * (y1 - y2),
        x2,
        y2,
    )
