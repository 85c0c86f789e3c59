"""The sheet that a chart is drawn on: millimetres from its bottom left corner, texts in the report's face.

It only keeps what is drawn. The PDF puts that on its pages, and matplotlib makes pictures of it: importing
matplotlib takes as long as all the rest of a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxaudit.i18n import Translator
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.marks import Align, Area, Disc, Mark, Point, Stroke, Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOP = 5
AXIS_HIGH = 6.0
"""How much of a sheet its axis takes, in mm."""


class Sheet:
    """A chart being drawn; what has a higher `order` lies above, and lines lie above areas."""

    def __init__(self, size: Point, palette: Palette) -> None:
        self.size, self.ground = size, palette.paper
        self.corner: Point = (0.0, 0.0)
        """From where marks are counted."""
        self._marks: list[tuple[float, Mark]] = []

    @property
    def marks(self) -> list[Mark]:
        """The lowest first."""
        return [mark for _, mark in sorted(self._marks, key=lambda pair: pair[0])]

    @property
    def figure(self) -> Figure:
        """The chart for the screen and for pictures; slow at first."""
        from cxaudit.reports.charts.figure import figure_of

        return figure_of(self)

    def widen(self, size: Point, corner: Point) -> None:
        """Make the sheet that large; what is on it counts from that corner, and so does what comes."""
        self.size, self.corner = size, corner

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
        self._add(Words(x, y, said, size, colour, weight, align), 3.0)

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
        self._add(Words(x, y, said, size, colour, weight, rising=True, below=below), 3.0)

    def line(
        self, points: list[Point], colour: str, wide: float, dash: bool = False, order: float = 2.0
    ) -> None:
        """`wide` is in points."""
        self._add(Stroke(tuple(points), colour, wide, dash), order)

    def box(
        self,
        corner: Point,
        wide: float,
        high: float,
        fill: str,
        edge: str = "",
        points: float = 1.0,
        order: float = 1.0,
    ) -> None:
        """A rectangle from its bottom left corner, whose edge is that many points wide."""
        x, y = corner
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
        self._add(Area(corners, fill, edge, points), order)

    def dot(
        self, middle: Point, radius: float, fill: str, edge: str = "", points: float = 1.0, order: float = 4.0
    ) -> None:
        self._add(Disc(middle, radius, fill, edge, points), order)

    def polygon(
        self, corners: list[Point], fill: str, edge: str = "", points: float = 1.0, order: float = 1.0
    ) -> None:
        self._add(Area(tuple(corners), fill, edge, points), order)

    def scale(self, size: Point, edge: float, tr: Translator, palette: Palette) -> float:
        """An axis from 0 to 5 on top, `edge` mm from either side; returns how many mm a point is wide."""
        wide, high = size
        unit = (wide - 2 * edge) / TOP
        for mark in range(TOP + 1):
            x = edge + mark * unit
            self.write(x, high - 3.6, tr.number(mark, 0), 7, palette.ink3)
            self.line([(x, 0), (x, high - AXIS_HIGH)], palette.hair, 0.5)
        return unit

    def _add(self, mark: Mark, order: float) -> None:
        self._marks.append((order, mark))
