"""Whose report it is: two colours, a logo and words; every colour of the pages is derived from the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cxaudit.model import Text
from cxaudit.reports import colours
from cxaudit.reports.colours import INK, WHITE, contrast, darkened, mix

NEUTRAL_DATA = "#2F3D4A"
GREY_TINTS = ("#ECEEF0", "#CDD3D8")
TEXT_CONTRAST = 4.5
TITLE_CONTRAST = 7.0
LABEL_CONTRAST = 5.1
PALE = 2.2
SEEN = 0.12
"""The least difference in red, green or blue of two areas side by side that the eye tells apart."""

Font = Literal["Inter", "Serif"]
FONTS: tuple[Font, ...] = ("Inter", "Serif")
"""The families that the program can print; each covers Latin and Cyrillic and has tabular digits."""


@dataclass(frozen=True)
class Palette:
    """Every colour that a page or a chart takes from the brand or from the paper it is on."""

    block: str
    on_block: str
    on_block2: str
    title: str
    text: str
    data: str
    tint: str
    tint2: str
    accent: str = ""
    """The strip on the cover, empty for none."""
    paper: str = WHITE
    ink: str = INK
    ink2: str = colours.INK2
    ink3: str = colours.INK3
    rule: str = colours.RULE
    hair: str = colours.HAIR
    panel: str = colours.PANEL


@dataclass(frozen=True)
class Brand:
    """Whoever hands the report over; `logo` is a PNG and `cover` a JPEG without metadata, empty for none.

    A footer or a confidentiality line that is empty in a language leaves the report its own words.
    """

    name: str
    colour: str
    second: str = ""
    font: Font = "Inter"
    logo: bytes = b""
    cover: bytes = b""
    footer: Text | None = None
    confidentiality: Text | None = None

    @property
    def palette(self) -> Palette:
        """Readable whatever the colours are; score colours are not in it, they belong to the product."""
        block, on_block = _cover(self.colour)
        soft = mix(on_block, block, 0.72)
        neutral = is_pale(self.colour) or is_warm(self.colour)
        data = NEUTRAL_DATA if neutral else darkened(self.colour, TEXT_CONTRAST)
        tints = GREY_TINTS if neutral else (mix(data, WHITE, 0.10), mix(data, WHITE, 0.26))
        label = self.second or self.colour
        strip = self.second if self.second and differ(self.second, block) else ""
        return Palette(
            block=block,
            on_block=on_block,
            on_block2=soft if contrast(soft, block) >= TEXT_CONTRAST else on_block,
            title=INK if neutral else darkened(self.colour, TITLE_CONTRAST),
            text=INK if is_pale(label) else darkened(label, LABEL_CONTRAST),
            data=data,
            tint=tints[0],
            tint2=tints[1],
            accent=strip,
        )


DEFAULT = Brand(name="cxaudit", colour="#163E5C")


def _cover(colour: str) -> tuple[str, str]:
    """The colour of the cover and of the text on it."""
    for text in (WHITE, INK):
        if contrast(colour, text) >= TEXT_CONTRAST:
            return colour, text
    return darkened(colour, TEXT_CONTRAST), WHITE


def is_pale(colour: str) -> bool:
    """Whether so much black would be needed on white paper that nothing of the colour was left."""
    return contrast(colour, WHITE) < PALE


def is_warm(colour: str) -> bool:
    """Whether a bar of this colour would read as a low score."""
    hue, saturation = colours.hue_and_saturation(colour)
    return saturation > 0.35 and (hue >= 345 or hue <= 50)


def differ(one: str, other: str) -> bool:
    """Whether two areas side by side can be told apart."""
    return any(abs(a - b) >= SEEN for a, b in zip(colours.rgb(one), colours.rgb(other), strict=True))
