"""The sheet that a chart is drawn on: millimetres from its bottom left corner, texts in the report's face.

matplotlib is imported by the first sheet, so that a report can ask for a chart before it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from cxaudit.i18n import Translator
from cxaudit.paths import RESOURCES
from cxaudit.reports.brand.kit import Palette

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

Point = tuple[float, float]
Align = Literal["left", "center", "right"]

FAMILY = "Inter Report"
TOP = 5
INCH = 25.4
AXIS_HIGH = 6.0
"""How much of a sheet its axis takes, in mm."""


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    for path in sorted((RESOURCES / "fonts").glob("InterReport-*.ttf")):
        font_manager.fontManager.addfont(path)


class Sheet:
    """A `figure` being drawn; what has a higher `order` lies above, and lines lie above areas.

    There are no Axes below it: they cost half of a chart, and know of scales and ticks that none has.
    """

    def __init__(self, size: Point, palette: Palette) -> None:
        from matplotlib.figure import Figure

        _register_fonts()
        self.figure = Figure(figsize=(size[0] / INCH, size[1] / INCH), facecolor=palette.paper)
        self._place((0.0, 0.0))

    @classmethod
    def on(cls, figure: Figure) -> Sheet:
        """The sheet of a figure that was drawn before."""
        sheet = cls.__new__(cls)
        sheet.figure = figure
        sheet._place((0.0, 0.0))
        return sheet

    def _place(self, corner: Point) -> None:
        from matplotlib.transforms import Affine2D

        self._mm = Affine2D().translate(*corner).scale(1 / INCH) + self.figure.dpi_scale_trans

    def widen(self, size: Point, corner: Point) -> None:
        """Make the sheet that large, in mm; what is on it now counts from that corner."""
        self.figure.set_size_inches(size[0] / INCH, size[1] / INCH)
        self._place(corner)
        for artist in self.figure.artists:
            artist.set_transform(self._mm)

    def write(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        colour: str,
        weight: int = 400,
        align: Align = "center",
    ) -> None:
        """One line with its base line at y; `size` is in points."""
        self._text(x, y, said, size, colour, weight, align, "baseline", 0)

    def write_up(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        colour: str,
        weight: int,
        below: bool = False,
    ) -> None:
        """One line that rises, with its middle at that place, or all of it `below`."""
        self._text(x, y, said, size, colour, weight, "center", "top" if below else "center", 90)

    def line(
        self, points: list[Point], colour: str, wide: float, dash: bool = False, order: float = 2.0
    ) -> None:
        """`wide` is in points."""
        from matplotlib.lines import Line2D

        across, up = [x for x, _ in points], [y for _, y in points]
        line = Line2D(across, up, color=colour, linewidth=wide, solid_capstyle="butt")
        if dash:
            line.set_linestyle((0, (3, 2)))
        self._add(line, order)

    def box(
        self,
        corner: Point,
        wide: float,
        high: float,
        fill: str,
        edge: str = "none",
        points: float = 1.0,
        order: float = 1.0,
    ) -> None:
        """A rectangle from its bottom left corner, whose edge is that many points wide."""
        from matplotlib.patches import Rectangle

        self._add(Rectangle(corner, wide, high, facecolor=fill, edgecolor=edge, linewidth=points), order)

    def dot(
        self, middle: Point, radius: float, fill: str, edge: str = "none", points: float = 1.0,
        order: float = 4.0,
    ) -> None:  # fmt: skip
        from matplotlib.patches import Circle

        self._add(Circle(middle, radius, facecolor=fill, edgecolor=edge, linewidth=points), order)

    def polygon(
        self, corners: list[Point], fill: str, edge: str = "none", points: float = 1.0, order: float = 1.0
    ) -> None:
        from matplotlib.patches import Polygon

        self._add(Polygon(corners, facecolor=fill, edgecolor=edge, linewidth=points), order)

    def scale(self, size: Point, edge: float, tr: Translator, palette: Palette) -> float:
        """An axis from 0 to 5 on top, `edge` mm from either side; returns how many mm a point is wide."""
        wide, high = size
        unit = (wide - 2 * edge) / TOP
        for mark in range(TOP + 1):
            x = edge + mark * unit
            self.write(x, high - 3.6, tr.number(mark, 0), 7, palette.ink3)
            self.line([(x, 0), (x, high - AXIS_HIGH)], palette.hair, 0.5)
        return unit

    def _text(
        self, x: float, y: float, said: str, size: float, colour: str, weight: int,
        align: Align, upright: Literal["baseline", "center", "top"], turn: float,
    ) -> None:  # fmt: skip
        from matplotlib.font_manager import FontProperties
        from matplotlib.text import Text

        font = FontProperties(family=FAMILY, size=size, weight=weight)
        text = Text(
            x, y, said, color=colour, fontproperties=font, horizontalalignment=align,
            verticalalignment=upright, rotation=turn, parse_math=False,
        )  # fmt: skip
        self._add(text, 3.0)

    def _add(self, artist: Artist, order: float) -> None:
        artist.set_zorder(order)
        artist.set_transform(self._mm)
        self.figure.add_artist(artist)
