"""Logo and cover picture of a brand: upright, no larger than paper needs, and silent about their origin."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from cxaudit.errors import KnownError

if TYPE_CHECKING:
    from PIL import Image

Role = Literal["logo", "cover"]

LARGEST = {"logo": 4_000_000, "cover": 20_000_000}
"""Bytes of a file."""
MOST_PIXELS = {"logo": 16_000_000, "cover": 50_000_000}
WIDEST, HIGHEST = {"logo": 1200, "cover": 2480}, {"logo": 600, "cover": 2480}
"""In pixels as kept: 300 and more for each inch of paper."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))


def take(data: bytes, role: Role) -> bytes:
    """The picture as a brand keeps it: a logo as PNG, a cover as JPEG; what is so already stays as it is.

    KnownError, a reason to put into a sentence, if the bytes are no whole PNG or JPEG of a reasonable size.
    """
    if len(data) > LARGEST[role]:
        raise KnownError("it is larger than {n} MB", n=LARGEST[role] // 1_000_000)
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS[role]:
                raise KnownError("it has more than {n} million pixels", n=MOST_PIXELS[role] // 1_000_000)
            fits = image.width <= WIDEST[role] and image.height <= HIGHEST[role]
            image.load()
            if fits and (_is_bare_png(data) if role == "logo" else _is_bare_jpeg(data)):
                return data
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((WIDEST[role], HIGHEST[role]), Image.Resampling.LANCZOS)
            return _png(upright) if role == "logo" else _jpeg(upright)
    except KnownError:
        raise
    except Exception as error:  # Pillow raises nearly anything on a damaged file
        raise KnownError("it is not a whole PNG or JPEG picture") from error


@lru_cache(8)
def is_unseen(logo: bytes) -> bool:
    """Whether a logo is so light that white paper swallows it."""
    from PIL import Image

    with Image.open(io.BytesIO(logo)) as image:
        small = image.convert("RGBA")
        small.thumbnail((160, 160))
    ground = Image.new("RGBA", small.size, "white")
    ground.alpha_composite(small)
    return not any(ground.convert("L").histogram()[:200])


@lru_cache(8)
def colours_of(logo: bytes) -> tuple[str, ...]:
    """At most four colours that cover most of a logo, greys left out; `#RRGGBB`, most first."""
    from collections import Counter

    from PIL import Image

    from cxaudit.reports.brand.kit import differ
    from cxaudit.reports.colours import hue_and_saturation

    with Image.open(io.BytesIO(logo)) as image:
        small = image.convert("RGBA")
        small.thumbnail((120, 120), Image.Resampling.NEAREST)
    raw = small.tobytes()
    counted = Counter(raw[i : i + 3] for i in range(0, len(raw), 4) if raw[i + 3] > 200)
    found: list[str] = []
    for part, _ in counted.most_common():
        colour = f"#{part.hex().upper()}"
        if hue_and_saturation(colour)[1] > 0.15 and all(differ(colour, other) for other in found):
            found.append(colour)
    return tuple(found[:4])


def _is_bare_png(data: bytes) -> bool:
    """Whether a PNG holds pixels and nothing that tells of its making."""
    at = len(_PNG)
    if data[:at] != _PNG:
        return False
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        at += 12 + size
        if kind not in _PNG_CHUNKS:
            return False
        if kind == b"IEND":
            return at == len(data)
    return False


def _is_bare_jpeg(data: bytes) -> bool:
    from cxaudit.reports.jpeg import read_jpeg

    plain = read_jpeg(data)
    return plain is not None and plain.data == data and data.endswith(b"\xff\xd9")


def _png(image: Image.Image) -> bytes:
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return _bare(image.convert("RGBA" if clear else "RGB"), "PNG")


def _jpeg(image: Image.Image) -> bytes:
    from PIL import Image

    whole = image.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    ground.alpha_composite(whole)
    return _bare(ground.convert("RGB"), "JPEG")


def _bare(image: Image.Image, kind: str) -> bytes:
    """Pixels alone: a new picture knows nothing of the file that it came from."""
    from PIL import Image

    out = io.BytesIO()
    pixels = Image.frombytes(image.mode, image.size, image.tobytes())
    pixels.save(out, kind, quality=88)
    return out.getvalue()
