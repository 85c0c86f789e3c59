"""What a chart is made of: plain values in millimetres from its bottom left corner, sizes in points."""

from __future__ import annotations

from typing import Literal, NamedTuple

Point = tuple[float, float]
Align = Literal["left", "center", "right"]


class Words(NamedTuple):
    """One line of text with its base line at y; a `rising` one has its middle there or, `below`, its end."""

    x: float
    y: float
    said: str
    size: float
    colour: str
    weight: int
    align: Align = "center"
    rising: bool = False
    below: bool = False


class Stroke(NamedTuple):
    """A line through points; `dashed` in dashes of three times its width."""

    points: tuple[Point, ...]
    colour: str
    wide: float
    dashed: bool


class Area(NamedTuple):
    """A polygon with its fill and its edge, which is empty where there is none."""

    corners: tuple[Point, ...]
    fill: str
    edge: str
    wide: float


class Disc(NamedTuple):
    """A circle with its fill and its edge."""

    middle: Point
    radius: float
    fill: str
    edge: str
    wide: float


Mark = Words | Stroke | Area | Disc
