"""What a chart draws, in points from its bottom left corner: plain values that can be sent."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cxaudit.reports.pdf.typeset import Style

Rgb = tuple[float, float, float]
Step = tuple[Literal["moveTo", "lineTo", "curveTo", "close"], tuple[float, ...]]


class Outline(NamedTuple):
    """A path with its fill, its stroke, the points this is wide, and its dashes with their offset."""

    steps: list[Step]
    fill: Rgb | None
    stroke: Rgb | None
    wide: float
    dash: tuple[list[float], float] | None


class Line(NamedTuple):
    """A text from its left end on the base line, turned by so many degrees."""

    x: float
    y: float
    said: str
    style: Style
    colour: Rgb
    turn: float


Mark = Outline | Line
