"""What things lie on and stand before: wood, stone, cloth, walls."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageOps
from PIL.Image import Image as Picture

from installer.sample_photos.light import Colour, blurred, glow, gradient, multiply, noise

Size = tuple[int, int]
WHITE = (255, 255, 255)


def wood(
    size: Size, dark: Colour, bright: Colour, seed: str, boards: int = 4, upright: bool = False
) -> Picture:
    """Boards with a grain along them."""
    if upright:
        return wood((size[1], size[0]), dark, bright, seed, boards).transpose(Image.Transpose.ROTATE_90)
    grain = Image.blend(noise(size, (330, 11), seed), noise(size, (140, 3), seed + "fine"), 0.3)
    grain = Image.blend(grain, noise(size, (500, 90), seed + "broad"), 0.5)
    picture = ImageOps.colorize(ImageOps.autocontrast(grain, (0, 0.5)), dark, bright)
    step = size[1] / boards
    tones = noise((1, boards), (1, 1), seed + "boards", 205, 255)
    draw = ImageDraw.Draw(picture)
    light = Image.new("L", size, 255)
    for board in range(boards):
        top = round(board * step)
        light.paste(int(tones.getpixel((0, board))), (0, top, size[0], round(top + step)))  # type: ignore[arg-type]
        draw.line((0, top, size[0], top), fill=tuple(v // 3 for v in dark), width=2)
    return multiply(picture, light)


def stone(size: Size, colour: Colour, seed: str, veins: bool = False) -> Picture:
    """A smooth mottled top: concrete, or marble with veins."""
    mottle = Image.blend(
        noise(size, (130, 130), seed, 190, 255), noise(size, (9, 9), seed + "fine", 200, 255), 0.4
    )
    picture = multiply(Image.new("RGB", size, colour), mottle)
    if veins:
        field = Image.blend(
            gradient(size, (0, 0, 0), WHITE).convert("L"), noise(size, (260, 170), seed + "vein"), 0.4
        )
        field = Image.blend(field, noise(size, (60, 40), seed + "branch"), 0.07)
        lines = field.point(lambda v: max(0, 90 - abs((v % 44) - 22) * 34))
        picture.paste((128, 130, 138), (0, 0), blurred(lines, 1.6))
    return picture


def cloth(size: Size, colour: Colour, seed: str) -> Picture:
    """A woven cloth with soft folds."""
    weave = ImageChops.multiply(
        noise(size, (2, 7), seed, 200, 255), noise(size, (7, 2), seed + "weft", 200, 255)
    )
    folds = noise(size, (320, 210), seed + "folds", 195, 255)
    return multiply(multiply(Image.new("RGB", size, colour), weave), folds)


def wall(size: Size, top: Colour, bottom: Colour, seed: str) -> Picture:
    """A plastered wall."""
    return multiply(gradient(size, top, bottom), noise(size, (60, 60), seed, 240, 255))


def far_room(
    size: Size, top: Colour, bottom: Colour, seed: str, lamps: tuple[tuple[int, int, int], ...]
) -> Picture:
    """A room out of focus behind the thing that is photographed; lamps are x, y, reach."""
    picture = wall(size, top, bottom, seed)
    draw = ImageDraw.Draw(picture)
    width, height = size
    for number, share in enumerate((0.05, 0.22, 0.55, 0.74, 0.9)):
        left = round(width * share)
        tone = tuple(round(v * (0.55 + 0.09 * number)) for v in bottom)
        draw.rectangle(
            (left, height * (0.12 + 0.05 * (number % 3)), left + width // 9, height * 0.62), fill=tone
        )
    draw.rectangle((0, round(height * 0.6), width, height), fill=tuple(v // 2 for v in bottom))
    picture = blurred(picture, 26)
    for x, y, reach in lamps:
        glow(picture, (x, y), reach, (255, 232, 190), 0.85)
    return picture
