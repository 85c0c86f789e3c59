"""A chart as a matplotlib figure, for the screen and for pictures; the PDF draws its marks by itself.

There are no Axes below it: they cost half of a chart, and know of scales and ticks that none has.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from cxaudit.paths import RESOURCES
from cxaudit.reports.charts.marks import Area, Disc, Mark, Stroke, Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist

    from cxaudit.reports.charts.sheet import Sheet

FAMILY = "Inter Report"
INCH = 25.4


@cache
def _register_fonts() -> None:
    for path in sorted((RESOURCES / "fonts").glob("InterReport-*.ttf")):
        font_manager.fontManager.addfont(path)


def figure_of(sheet: Sheet) -> Figure:
    """The sheet with all its marks, those of a higher order above."""
    _register_fonts()
    wide, high = sheet.size
    figure = Figure(figsize=(wide / INCH, high / INCH), facecolor=sheet.ground)
    place = Affine2D().translate(*sheet.corner).scale(1 / INCH) + figure.dpi_scale_trans
    for order, mark in enumerate(sheet.marks):
        artist = _artist(mark)
        artist.set_zorder(order)
        artist.set_transform(place)
        figure.add_artist(artist)
    return figure


def _artist(mark: Mark) -> Artist:
    match mark:
        case Words():
            return _text(mark)
        case Stroke():
            across, up = zip(*mark.points, strict=True)
            line = Line2D(across, up, color=mark.colour, linewidth=mark.wide, solid_capstyle="butt")
            if mark.dashed:
                line.set_linestyle((0, (3, 2)))
            return line
        case Area():
            edge = mark.edge or "none"
            return Polygon(mark.corners, facecolor=mark.fill, edgecolor=edge, linewidth=mark.wide)
        case Disc():
            edge = mark.edge or "none"
            return Circle(mark.middle, mark.radius, facecolor=mark.fill, edgecolor=edge, linewidth=mark.wide)


def _text(mark: Words) -> Text:
    font = FontProperties(family=FAMILY, size=mark.size, weight=mark.weight)
    upright: Literal["baseline", "center", "top"]
    upright = "baseline" if not mark.rising else "top" if mark.below else "center"
    return Text(
        mark.x, mark.y, mark.said, color=mark.colour, fontproperties=font, horizontalalignment=mark.align,
        verticalalignment=upright, rotation=90 if mark.rising else 0, parse_math=False,
    )  # fmt: skip
