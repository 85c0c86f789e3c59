"""Whether what a brand colours can be read (WCAG 2), and what the program made of its colours, in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Literal

from cxaudit.i18n import Translator
from cxaudit.reports.brand.kit import TEXT_CONTRAST, Brand, Palette, is_pale, is_warm
from cxaudit.reports.colours import INK, ON_SCORES, SCORES, WHITE, contrast

LARGE_CONTRAST = 3.0
"""For type of 18 pt, semibold of 14 pt, and marks."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One colour on another as some page has it, and the least contrast that it needs."""

    ink: str
    ground: str
    least: float

    @property
    def readable(self) -> bool:
        return contrast(self.ink, self.ground) >= self.least


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of a colour or a picture; `kept` if it is used as it is."""

    about: Literal["colour", "second", "logo"]
    kept: bool
    said: str


def pairs(palette: Palette) -> list[Pair]:
    """Every pair of colours that the report prints."""
    paper = palette.paper
    texts = [
        (palette.on_block, palette.block),
        (palette.on_block2, palette.block),
        (palette.title, paper),
        (palette.text, paper),
        (paper, palette.data),
        (palette.ink, palette.tint),
        (palette.ink, palette.tint2),
        (palette.ink, paper),
        (palette.ink, palette.panel),
        (palette.ink2, paper),
        (palette.ink2, palette.panel),
        (palette.ink3, paper),
        *zip(ON_SCORES, SCORES, strict=True),
    ]
    return [Pair(ink, ground, TEXT_CONTRAST) for ink, ground in texts] + [
        Pair(palette.data, paper, LARGE_CONTRAST)
    ]


def remarks(brand: Brand, tr: Translator) -> list[Remark]:
    """What to know about the colours and the logo, in the order of the form."""
    found = [Remark("colour", kept, said) for kept, said in _main(brand, tr)]
    found += [Remark("second", kept, said) for kept, said in _second(brand, tr)]
    if brand.logo:
        found += _logo(brand, tr)
    return found


def ratio(one: str, other: str, tr: Translator) -> str:
    """A contrast as it is said, `3.2 : 1`; never rounded up to a limit that it does not reach."""
    return tr("{n} : 1", n=tr.number(floor(contrast(one, other) * 10) / 10, 1))


def _main(brand: Brand, tr: Translator) -> list[tuple[bool, str]]:
    colour, palette = brand.colour, brand.palette
    on_white = ratio(colour, WHITE, tr)
    found: list[tuple[bool, str]] = []
    if palette.block != colour:
        said = tr("Text cannot be read well on this colour, so the cover is {new}.", new=palette.block)
        found.append((False, said))
    elif palette.on_block == INK:
        said = tr("Text on the cover is dark: white would have only {ratio}.", ratio=on_white)
        found.append((False, said))
    if is_pale(colour):
        said = tr(
            "Too light for paper ({ratio}): titles are dark and charts grey. The cover keeps the colour.",
            ratio=on_white,
        )
        found.append((False, said))
    elif is_warm(colour):
        said = tr(
            "In a chart this colour would look like a low score: titles are dark and charts grey. "
            "The cover keeps the colour."
        )
        found.append((False, said))
    elif palette.title != colour:
        found.append((False, _darker(brand, palette, on_white, tr)))
    return found or [(True, tr("Used as it is: {ratio} on white.", ratio=on_white))]


def _darker(brand: Brand, palette: Palette, on_white: str, tr: Translator) -> str:
    if palette.data == brand.colour:
        return tr("{ratio} on white: titles are darker, {title}.", ratio=on_white, title=palette.title)
    return tr(
        "{ratio} on white: titles are darker, {title}, and charts too, {data}.",
        ratio=on_white,
        title=palette.title,
        data=palette.data,
    )


def _second(brand: Brand, tr: Translator) -> list[tuple[bool, str]]:
    colour, palette = brand.second or brand.colour, brand.palette
    on_white = ratio(colour, WHITE, tr)
    found: list[tuple[bool, str]] = []
    if not brand.second:
        found.append((True, tr("Not chosen: labels have the main colour, {label}.", label=palette.text)))
        return found
    if is_pale(colour):
        said = tr("Too light for labels on white paper ({ratio}): labels are dark.", ratio=on_white)
        found.append((False, said))
    elif palette.text != colour:
        said = tr("{ratio} on white: labels are darker, {label}.", ratio=on_white, label=palette.text)
        found.append((False, said))
    if not palette.accent:
        found.append((False, tr("So close to the main colour that the cover has no strip of it.")))
    return found or [(True, tr("Used as it is: {ratio} on white.", ratio=on_white))]


def _logo(brand: Brand, tr: Translator) -> list[Remark]:
    from cxaudit.reports.brand.pictures import is_unseen

    if not is_unseen(brand.logo):
        return []
    said = tr("The logo is almost white and hardly seen on paper. Choose its version for light grounds.")
    return [Remark("logo", False, said)]
