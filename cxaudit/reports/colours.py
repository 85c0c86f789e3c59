"""Colours as #RRGGBB: contrast after WCAG 2, mixing, and the tokens that no brand changes."""

from __future__ import annotations

import colorsys
from functools import cache

WHITE = "#FFFFFF"
INK = "#17212B"
INK2 = "#45525F"
INK3 = "#66727E"
RULE = "#BCC5CD"
HAIR = "#DDE2E7"
PANEL = "#F2F4F6"

SCORES = ("#5C1A14", "#9C3D28", "#D5805A", "#EFBF92", "#D3E6EC", "#F3FAFC")
"""The fill of score 0 to 5 and of the six bands: darker is worse, in grey print too."""
ON_SCORES = (WHITE, WHITE, INK, INK, INK, INK)
BEST_EDGE = "#2C7A95"


@cache
def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, each 0-1."""
    value = int(colour[1:], 16)
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def to_hex(red: float, green: float, blue: float) -> str:
    return "#{:02X}{:02X}{:02X}".format(*(round(part * 255) for part in (red, green, blue)))


def luminance(colour: str) -> float:
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, into: str, share: float) -> str:
    """`share` of the colour in the other one."""
    pairs = zip(rgb(colour), rgb(into), strict=True)
    red, green, blue = (a * share + b * (1 - share) for a, b in pairs)
    return to_hex(red, green, blue)


def darkened(colour: str, ratio: float, against: str = WHITE) -> str:
    """The colour with as much black as it needs to reach that contrast."""
    for percent in range(100, 0, -1):
        found = mix(colour, "#000000", percent / 100)
        if contrast(found, against) >= ratio:
            return found
    return "#000000"


def hue_and_saturation(colour: str) -> tuple[float, float]:
    """Degrees, and 0-1, of the hue-lightness-saturation model."""
    hue, _, saturation = colorsys.rgb_to_hls(*rgb(colour))
    return hue * 360, saturation
