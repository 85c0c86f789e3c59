"""The sheet that a chart is drawn on: millimetres from its bottom left corner, texts in the report's face."""

from __future__ import annotations

from functools import cache

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D

from cxaudit.i18n import Translator
from cxaudit.paths import RESOURCES
from cxaudit.reports.brand.kit import Palette
from cxaudit.scoring import TOP

Point = tuple[float, float]

FAMILY = "Inter Report"
INCH = 25.4
AXIS_HIGH = 6.0
"""How much of a sheet its axis takes, in mm."""


@cache
def _register_fonts() -> None:
    for path in sorted((RESOURCES / "fonts").glob("InterReport-*.ttf")):
        font_manager.fontManager.addfont(path)


def make_sheet(size: Point, palette: Palette) -> tuple[Figure, Axes]:
    """A figure whose data coordinates are millimetres from its bottom left corner."""
    _register_fonts()
    wide, high = size
    figure = Figure(figsize=(wide / INCH, high / INCH), facecolor=palette.paper)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, wide)
    axes.set_ylim(0, high)
    axes.set_axis_off()
    return figure, axes


def make_scale(size: Point, edge: float, tr: Translator, palette: Palette) -> tuple[Figure, Axes, float]:
    """A sheet under an axis from 0 to 5, `edge` mm from either side, and how many mm a point is wide."""
    figure, axes = make_sheet(size, palette)
    wide, high = size
    unit = (wide - 2 * edge) / TOP
    for mark in range(TOP + 1):
        x = edge + mark * unit
        write(axes, x, high - 3.6, tr.number(mark, 0), 7, palette.ink3)
        draw_line(axes, [(x, 0), (x, high - AXIS_HIGH)], palette.hair, 0.5)
    return figure, axes, unit


def write(
    axes: Axes,
    x: float,
    y: float,
    said: str,
    size: float,
    colour: str,
    weight: int = 400,
    align: str = "center",
) -> None:
    font = FontProperties(family=FAMILY, size=size, weight=weight)
    axes.text(x, y, said, color=colour, fontproperties=font, ha=align, va="baseline", parse_math=False)


def draw_line(axes: Axes, points: list[Point], colour: str, points_wide: float, dash: bool = False) -> None:
    line = Line2D(
        [x for x, _ in points],
        [y for _, y in points],
        color=colour,
        linewidth=points_wide,
        linestyle=(0, (3, 2)) if dash else "-",
        solid_capstyle="butt",
    )
    axes.add_artist(line)  # `plot` is three times as slow: it looks for limits, which are fixed here
