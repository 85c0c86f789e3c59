"""Whose report it is: one colour and a logo, from which every brand colour is derived."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxaudit.errors import KnownError
from cxaudit.model import Text
from cxaudit.reports import colours
from cxaudit.reports.colours import INK, WHITE, contrast, darkened, mix

NEUTRAL_DATA = "#2F3D4A"
GREY_TINTS = ("#ECEEF0", "#CDD3D8")
TEXT_CONTRAST = 4.5
TITLE_CONTRAST = 7.0
LABEL_CONTRAST = 5.1
PALE = 2.2
LARGEST_LOGO = 4_000_000
MOST_PIXELS = 16_000_000


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
    paper: str = WHITE
    ink: str = INK
    ink2: str = colours.INK2
    ink3: str = colours.INK3
    rule: str = colours.RULE
    hair: str = colours.HAIR
    panel: str = colours.PANEL


@dataclass(frozen=True)
class Brand:
    """The name, colour, logo and words of the firm that hands the report over."""

    name: str
    colour: str
    logo: Path | None = None
    footer: Text | None = None
    confidentiality: Text | None = None

    @property
    def palette(self) -> Palette:
        """Readable whatever the colour is; score colours are not in it, they belong to the product."""
        block, on_block = _cover(self.colour)
        second = mix(on_block, block, 0.72)
        pale = contrast(self.colour, WHITE) < PALE
        warm = _reads_as_score(self.colour)
        label = INK if pale else darkened(self.colour, LABEL_CONTRAST)
        data = NEUTRAL_DATA if warm or pale else darkened(self.colour, TEXT_CONTRAST)
        tints = GREY_TINTS if warm or pale else (mix(data, WHITE, 0.10), mix(data, WHITE, 0.26))
        return Palette(
            block=block,
            on_block=on_block,
            on_block2=second if contrast(second, block) >= TEXT_CONTRAST else on_block,
            title=INK if warm or pale else darkened(self.colour, TITLE_CONTRAST),
            text=label,
            data=data,
            tint=tints[0],
            tint2=tints[1],
        )


DEFAULT = Brand(name="cxaudit", colour="#163E5C")


def _cover(colour: str) -> tuple[str, str]:
    """The colour of the cover and of the text on it."""
    for text in (WHITE, INK):
        if contrast(colour, text) >= TEXT_CONTRAST:
            return colour, text
    return darkened(colour, TEXT_CONTRAST), WHITE


def _reads_as_score(colour: str) -> bool:
    hue, saturation = colours.hue_and_saturation(colour)
    return saturation > 0.35 and (hue >= 345 or hue <= 50)


# --- from a file ----------------------------------------------------------------------------


def load_brand(path: Path) -> Brand:
    """The brand that a TOML file describes; a logo is named relative to it. KnownError if it is not valid."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnownError(
            "The brand file “{path}” could not be read. Nothing was written; check the path.", path=path
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnownError(
            "The brand file “{path}” is not valid TOML: {fault}. Nothing was written; correct the file.",
            path=path,
            fault=error,
        ) from error
    unknown = sorted(set(table) - {"name", "colour", "logo", "footer", "confidentiality"})
    if unknown:
        raise _refused(path, unknown[0])
    return Brand(
        name=_line(table, "name", path),
        colour=_colour(table, path),
        logo=_logo(table, path),
        footer=_text(table, "footer", path),
        confidentiality=_text(table, "confidentiality", path),
    )


def _refused(path: Path, key: str) -> KnownError:
    return KnownError(
        "The brand file “{path}” has no valid “{key}”. Nothing was written; correct the file.",
        path=path,
        key=key,
    )


def _line(table: dict[str, Any], key: str, path: Path) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 80:
        raise _refused(path, key)
    return value.strip()


def _colour(table: dict[str, Any], path: Path) -> str:
    value = table.get("colour")
    if not isinstance(value, str) or not re.fullmatch("#[0-9A-Fa-f]{6}", value):
        raise _refused(path, "colour")
    return value.upper()


def _text(table: dict[str, Any], key: str, path: Path) -> Text | None:
    """A text in both languages: `{en = "...", ru = "..."}`, or one line for both."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        value = {"en": value, "ru": value}
    if not isinstance(value, dict) or set(value) != {"en", "ru"}:
        raise _refused(path, key)
    if not all(isinstance(said, str) and len(said) <= 400 for said in value.values()):
        raise _refused(path, key)
    return Text(**value)


def _logo(table: dict[str, Any], path: Path) -> Path | None:
    value = table.get("logo")
    if value is None:
        return None
    if not isinstance(value, str):
        raise _refused(path, "logo")
    logo = path.parent / value
    check_logo(logo)
    return logo


def check_logo(logo: Path) -> None:
    """KnownError unless the file is a whole PNG or JPEG of a reasonable size."""
    from PIL import Image

    try:
        if logo.stat().st_size > LARGEST_LOGO:
            raise ValueError
        with Image.open(logo, formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError
            image.load()
    except Exception as error:  # Pillow raises nearly anything on a damaged file
        raise KnownError(
            "The logo “{path}” is not a readable PNG or JPEG of at most 4 MB. Nothing was written; "
            "choose another file.",
            path=logo,
        ) from error
