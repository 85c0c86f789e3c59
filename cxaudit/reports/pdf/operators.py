"""The drawing operators of a page (ISO 32000-1, 8.5), from millimetres counted from its top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reportlab.lib.rl_accel import fp_str

from cxaudit.reports.colours import rgb
from cxaudit.reports.pdf.typeset import MM

HEIGHT = 297.0
Point = tuple[float, float]
_ROUND = 0.5523
"""How far from its ends the curve of a quarter of a circle is drawn, by the radius."""


@cache
def ink(colour: str) -> str:
    """What fills with it, letters too."""
    return f"{fp_str(*rgb(colour))} rg"


@cache
def _pen(colour: str, points: float) -> str:
    """What draws lines with it, so wide."""
    return f"{fp_str(*rgb(colour))} RG {points:g} w"


def stroked(path: str, colour: str, points: float) -> str:
    """A path as a line."""
    return f"{_pen(colour, points)} {path} S"


def painted(path: str, fill: str, edge: str, points: float) -> str:
    """A path that is filled, edged or both."""
    if not fill:
        return stroked(path, edge, points) if edge else f"{path} n"
    return f"{ink(fill)} {_pen(edge, points)} {path} B" if edge else f"{ink(fill)} {path} f"


def dashed(drawn: str, long: float, gap: float) -> str:
    """The same in dashes of so many points."""
    return f"[{long:g} {gap:g}] 0 d {drawn} [] 0 d"


def at(x: float, y: float) -> str:
    """That place as operators take it."""
    return f"{x * MM:.2f} {(HEIGHT - y) * MM:.2f}"


def rectangle(x: float, y: float, wide: float, high: float) -> str:
    """From its top left corner."""
    return f"{at(x, y + high)} {wide * MM:.2f} {high * MM:.2f} re"


def through(points: Sequence[Point]) -> str:
    """From the first point on."""
    first, *others = [at(*point) for point in points]
    return " ".join([f"{first} m", *[f"{other} l" for other in others]])


def circle(x: float, y: float, radius: float) -> str:
    """Around that place."""
    bent = radius * _ROUND
    quarters = (
        ((radius, -bent), (bent, -radius), (0.0, -radius)),
        ((-bent, -radius), (-radius, -bent), (-radius, 0.0)),
        ((-radius, bent), (-bent, radius), (0.0, radius)),
        ((bent, radius), (radius, bent), (radius, 0.0)),
    )
    curves = [" ".join([at(x + right, y + down) for right, down in quarter]) for quarter in quarters]
    return " ".join([f"{at(x + radius, y)} m", *[f"{curve} c" for curve in curves], "h"])
