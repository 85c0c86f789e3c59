"""Makes upright pictures without metadata from image files; runs apart, in a process of its own.

Nothing here trusts its input: a file that crashes the decoder or eats the memory takes this
process with it, and no other.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

PREVIEW, THUMB = 1600, 320
QUALITY = {PREVIEW: 84, THUMB: 80}
MOST_PIXELS = 100_000_000
MOST_MEMORY = 3 << 30
SIGHT = 1000
"""The longer side at which a photo is looked through: a fourth of what a phone takes, and fast to decode."""
_ORIENTATION, _EXIF, _TAKEN, _OFFSET = 0x0112, 0x8769, 0x9003, 0x9011
_MOMENTS = ((_TAKEN, _OFFSET, 0x9291), (0x9004, 0x9012, 0x9292))
"""Where a camera writes the time, its zone and the part of a second: of the shot, else of the file."""
_MAKE, _MODEL, _SERIAL = 0x010F, 0x0110, 0xA431
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Pictures:
    """Two JPEGs, the size of the upright original in pixels, and when it was taken (ISO 8601 or empty)."""

    preview: bytes
    thumb: bytes
    width: int
    height: int
    taken: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A photo at first sight: when and by which camera it was taken, a small JPEG, texts of its QR codes.

    `taken` is ISO 8601, with an offset only if the camera wrote one, and empty if it wrote no time.
    """

    taken: str
    camera: str
    thumb: bytes
    codes: tuple[str, ...]


class Unreadable(Exception):
    """The file is not an image that can be decoded; the reason is `large` or `broken`."""


def settle() -> None:
    """Make this process one that works apart: its memory is bounded and it ends with its parent."""
    _follow_parent()
    _limit_memory()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def derive(path: str) -> Pictures:
    """The derivatives of the image file; Unreadable if it is none."""
    with _opened(path) as image:
        return _derive(image)


def look(path: str, closely: bool = False) -> Sight:
    """What the photo shows at first sight; Unreadable if it is none.

    `closely` reads codes at its full size.
    """
    with _opened(path) as image:
        exif = image.getexif()
        shot = exif.get_ifd(_EXIF)
        names = (exif.get(_MAKE), exif.get(_MODEL), shot.get(_SERIAL))
        if image.format == "JPEG" and not closely:
            image.draft(None, _fit(image.width, image.height, SIGHT))
        image.seek(0)
        image.load()
        plain = _plain_mode(image)
        thumb = _turned(_flat(_smaller(plain, THUMB)), exif.get(_ORIENTATION, 1))
        return Sight(
            taken=_shot_at(shot),
            camera=" ".join(filter(None, map(_plain_name, names))),
            thumb=_jpeg(thumb, THUMB),
            codes=_codes(plain if closely or max(plain.size) < 2 * SIGHT else _smaller(plain, SIGHT)),
        )


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    """The image file, opened with all limits; whatever is wrong with it becomes Unreadable."""
    import pi_heif
    from PIL import Image

    pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path) as image:
            yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise Unreadable("large") from error
    except Exception as error:  # decoders raise SyntaxError, ValueError, struct.error, EOFError ...
        raise Unreadable("broken") from error


def _derive(image: Any) -> Pictures:
    exif = image.getexif()
    orientation = exif.get(_ORIENTATION, 1)
    width, height = image.size
    taken = _taken(exif.get_ifd(_EXIF))
    if image.format == "JPEG":
        image.draft(None, _fit(width, height, PREVIEW))
    image.seek(0)
    image.load()
    preview = _turned(_flat(_smaller(_plain_mode(image), PREVIEW)), orientation)
    return Pictures(
        preview=_jpeg(preview, PREVIEW),
        thumb=_jpeg(_smaller(preview, THUMB), THUMB),
        width=height if orientation in (5, 6, 7, 8) else width,
        height=width if orientation in (5, 6, 7, 8) else height,
        taken=taken,
    )


def _fit(width: int, height: int, side: int) -> tuple[int, int]:
    """The size with the longer side so long; a square box would never let a decoder skip pixels."""
    share = min(1.0, side / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def _smaller(image: Any, side: int) -> Any:
    from PIL import Image

    width, height = image.size
    size = _fit(width, height, side)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _plain_mode(image: Any) -> Any:
    """The picture in a mode that can be made smaller; greys of unknown range are stretched to 8 bits."""
    if image.mode in ("P", "1"):
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda x: x * (1 / 256) + 0).convert("L")
    if image.mode in ("I", "F"):
        grey = image.convert("F")
        low, high = grey.getextrema()
        scale = 255 / ((high - low) or 1)
        return grey.point(lambda x: x * scale - low * scale).convert("L")
    return image


def _flat(image: Any) -> Any:
    """The picture in sRGB, on white where it was transparent."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA"):
        profile = image.info.get("icc_profile")
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        ground.info["icc_profile"] = profile
        image = ground
    return _in_srgb(image).convert("RGB")


def _turned(image: Any, orientation: int) -> Any:
    """The picture as it was seen through the camera (EXIF orientation 1-8)."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _in_srgb(image: Any) -> Any:
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _jpeg(image: Any, side: int) -> bytes:
    """Pixels alone: a new picture knows nothing of the file that it came from."""
    from PIL import Image

    bare = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY[side], optimize=False)
    return out.getvalue()


def _taken(exif: Any) -> str:
    """`2026-05-20T14:12:00+03:00` from what the camera wrote, or empty."""
    said, offset = str(exif.get(_TAKEN, ""))[:19], str(exif.get(_OFFSET, ""))[:6]
    date, _, time = said.partition(" ")
    from datetime import datetime

    try:
        return datetime.fromisoformat(f"{date.replace(':', '-')}T{time}{offset}").isoformat()
    except ValueError:
        return ""


def _shot_at(exif: Any) -> str:
    """The time of the first pair of tags that holds one, to the part of a second that the camera wrote."""
    from datetime import datetime

    for tag, zone, part in _MOMENTS:
        date, _, time = str(exif.get(tag, ""))[:19].partition(" ")
        share = "".join(c for c in str(exif.get(part, "")) if c in "0123456789")[:6]
        plain = f"{date.replace(':', '-')}T{time}" + (f".{share:0<6}" if share else "")
        for offset in (str(exif.get(zone, ""))[:6].strip(), ""):
            try:
                return datetime.fromisoformat(plain + offset).isoformat()
            except ValueError:
                continue
    return ""


def _plain_name(said: object) -> str:
    """A name that a camera wrote of itself, as one short line."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(said or "")).split())[:_LONGEST_NAME]


def _codes(image: Any) -> tuple[str, ...]:
    """The texts of the QR codes in the picture."""
    import zxingcpp

    grey = image.convert("L")
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcodes(pixels, zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    return tuple(code.text for code in found if code.valid)
