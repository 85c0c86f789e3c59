"""Light, lens and film: what makes a drawing look like a photo. Everything is seeded and repeats exactly."""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps
from PIL.Image import Image as Picture

Colour = tuple[int, int, int]
Point = tuple[float, float]

LANDSCAPE = (1200, 900)
PORTRAIT = (900, 1200)
ENLARGED = 4 / 3
"""Scenes are drawn at three quarters of the size of the photo: the lens is not perfect."""


def noise(
    size: tuple[int, int], cell: tuple[float, float], seed: object, low: int = 0, high: int = 255
) -> Picture:
    """Soft random greys between low and high, in patches of about `cell` pixels."""
    width, height = max(2, round(size[0] / cell[0])), max(2, round(size[1] / cell[1]))
    raw = random.Random(str(seed)).randbytes(width * height)
    grey = Image.frombytes("L", (width, height), raw).point(lambda v: low + v * (high - low) // 255)
    return grey.resize(size, Image.Resampling.BICUBIC)


def gradient(size: tuple[int, int], top: Colour, bottom: Colour, sideways: bool = False) -> Picture:
    """From one colour to another, downwards or to the right."""
    ramp = Image.linear_gradient("L")
    if sideways:
        ramp = ramp.transpose(Image.Transpose.ROTATE_90)
    return ImageOps.colorize(ramp.resize(size, Image.Resampling.BILINEAR), top, bottom)


def pool(size: tuple[int, int], at: Point, reach: float, dark: int = 110, bright: int = 255) -> Picture:
    """A light map: bright at a point given in shares of the picture, dark at `reach` times its diagonal."""
    diameter = round(2 * reach * (size[0] ** 2 + size[1] ** 2) ** 0.5)
    disc = _disc(diameter).point(lambda v: bright - v * (bright - dark) // 255)
    light = Image.new("L", size, dark)
    light.paste(disc, (round(at[0] * size[0] - diameter / 2), round(at[1] * size[1] - diameter / 2)))
    return light


@cache
def _disc(diameter: int) -> Picture:
    return Image.radial_gradient("L").resize((diameter, diameter), Image.Resampling.BILINEAR)


def multiply(picture: Picture, light: Picture) -> Picture:
    """The picture under that light map."""
    return ImageChops.multiply(picture, Image.merge("RGB", (light, light, light)))


def glow(picture: Picture, centre: Point, reach: float, colour: Colour, strength: float) -> None:
    """Add coloured light around a point given in pixels."""
    size = round(reach * 2)
    disc = ImageOps.invert(_disc(size)).point(lambda v: round(v * v / 255 * strength))
    picture.paste(colour, (round(centre[0] - reach), round(centre[1] - reach)), disc)


def soft(mask: Picture, blur: float) -> Picture:
    """The mask blurred, at a quarter of its size since nobody sees the difference."""
    small = mask.resize((max(1, mask.width // 4), max(1, mask.height // 4)), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(blur / 4)).resize(mask.size, Image.Resampling.BICUBIC)


def shadow(
    canvas: Picture,
    mask: Picture,
    offset: tuple[int, int],
    blur: float,
    strength: float,
    at: tuple[int, int] = (0, 0),
) -> None:
    """Darken the canvas below what the mask covers, moved by offset; `at` is where the mask lies."""
    pad = round(blur * 3)
    spread = Image.new("L", (mask.width + 2 * pad, mask.height + 2 * pad), 0)
    spread.paste(mask, (pad, pad))
    where = (at[0] + offset[0] - pad, at[1] + offset[1] - pad)
    canvas.paste((12, 9, 7), where, soft(spread, blur).point(lambda v: round(v * strength)))


def quad_mask(size: tuple[int, int], quad: tuple[Point, ...]) -> Picture:
    """White inside the polygon."""
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon([(round(x), round(y)) for x, y in quad], fill=255)
    return mask


def place(
    canvas: Picture,
    thing: Picture,
    quad: tuple[Point, Point, Point, Point],
    lift: float = 14,
    strength: float = 0.55,
    lean: tuple[float, float] = (0.7, 1.0),
) -> None:
    """Lay a flat thing on the canvas in perspective with a shadow.

    The corners go clockwise from the thing's upper left one. `lift` is how high it stands, in pixels of
    shadow; 0 for none. `lean` is where the shadow falls.
    """
    padded = ImageOps.expand(thing.convert("RGBA"), 3, (0, 0, 0, 0))
    left, top = (max(0, round(min(p[i] for p in quad)) - 4) for i in (0, 1))
    size = tuple(min(canvas.size[i], round(max(p[i] for p in quad)) + 4) - (left, top)[i] for i in (0, 1))
    moved = tuple((x - left, y - top) for x, y in quad)
    shown = padded.transform(
        (size[0], size[1]),
        Image.Transform.PERSPECTIVE,
        _inverse(moved, padded.size),
        Image.Resampling.BICUBIC,
    )
    if lift:
        mask = shown.getchannel("A")
        for far, blur, dark in ((1.6, 1.7, 0.7), (0.3, 0.45, 1.0)):
            offset = (round(lift * lean[0] * far), round(lift * lean[1] * far))
            shadow(canvas, mask, offset, lift * blur, strength * dark, (left, top))
    canvas.paste(shown, (left, top), shown)


def _inverse(quad: tuple[Point, ...], size: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers that take a point of the quadrilateral back to the rectangle."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad
    dx1, dx2, dx3 = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, dy3 = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    turn = dx1 * dy2 - dx2 * dy1
    g, h = (dx3 * dy2 - dx2 * dy3) / turn, (dx1 * dy3 - dx3 * dy1) / turn
    a, b, c = x1 - x0 + g * x1, x3 - x0 + h * x3, x0
    d, e, f = y1 - y0 + g * y1, y3 - y0 + h * y3, y0
    rows = (
        (e - f * h, c * h - b, b * f - c * e),
        (f * g - d, a - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    scale = rows[2][2]
    width, height = size
    across = tuple(v / scale * width for v in rows[0])
    down = tuple(v / scale * height for v in rows[1])
    return (*across, *down, rows[2][0] / scale, rows[2][1] / scale)


def focus(canvas: Picture, near: float, far: float, blur: float, upwards: bool = True) -> Picture:
    """Sharp up to `near` and blurred from `far` on, shares of the height counted from below (or above)."""
    width, height = canvas.size
    ramp = Image.linear_gradient("L").resize((width, height))
    if upwards:
        ramp = ImageOps.flip(ramp)
    low, high = near * 255, max(far * 255, near * 255 + 1)
    mask = ramp.point(lambda v: max(0, min(255, round((v - low) / (high - low) * 255))))
    return Image.composite(blurred(canvas, blur), canvas, mask)


def blurred(canvas: Picture, blur: float) -> Picture:
    """Out of focus."""
    if blur < 4:
        return canvas.filter(ImageFilter.GaussianBlur(blur))
    small = canvas.resize((canvas.width // 3, canvas.height // 3), Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(blur / 3)).resize(canvas.size, Image.Resampling.BICUBIC)


def develop(
    canvas: Picture, warm: float = 1.0, light: Point = (0.35, 0.25), dark: int = 150, blur: float = 0.7
) -> bytes:
    """The finished photo: light from one side, a vignette, a lens that is a little soft, grain; JPEG."""
    light_map = ImageChops.multiply(
        pool(canvas.size, light, 0.95, dark), pool(canvas.size, (0.5, 0.5), 0.85, 175)
    )
    lit = multiply(canvas, light_map).point(_curve(warm))
    size = (round(canvas.width * ENLARGED), round(canvas.height * ENLARGED))
    sharp = lit.filter(ImageFilter.GaussianBlur(blur)).resize(size, Image.Resampling.BICUBIC)
    grainy = ImageChops.add(sharp, _film(size), 1, -15)
    out = io.BytesIO()
    grainy.save(out, "JPEG", quality=68, optimize=True)
    return out.getvalue()


@cache
def _film(size: tuple[int, int]) -> Picture:
    """Grain around 15 of 255 steps."""
    grain = noise(size, (1, 1), "film", 0, 30).filter(ImageFilter.GaussianBlur(0.8))
    return Image.merge("RGB", (grain, grain, grain))


def _curve(warm: float) -> list[int]:
    """A film-like curve: lifted blacks, soft whites, warmer or cooler."""
    table: list[int] = []
    for tint in (1 + 0.035 * warm, 1.0 + 0.005 * warm, 1 - 0.06 * warm):
        for v in range(256):
            x = v / 255
            s = x * x * (3 - 2 * x)
            table.append(max(0, min(250, round((0.045 + 0.94 * (0.6 * x + 0.4 * s) * tint * 1.12) * 255))))
    return table
