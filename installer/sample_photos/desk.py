"""What belongs on a table beside the thing that is photographed: a mug, a pen, a shadow, sunlight."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw
from PIL.Image import Image as Picture

from installer.sample_photos.light import (
    Colour,
    Point,
    blurred,
    multiply,
    place,
    shadow,
)
from installer.sample_photos.things import tuple_of

OAK = ((128, 94, 64), (206, 168, 124))
WALNUT = ((52, 33, 22), (116, 78, 52))
ASH = ((150, 138, 122), (214, 202, 184))
Quad = tuple[Point, Point, Point, Point]


def lying(centre: Point, width: float, height: float, turn: float, depth: float = 0.12) -> Quad:
    """The corners of a thing that lies turned by degrees; `depth` is how much the far side shrinks."""
    angle, corners = math.radians(turn), []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        px = x * width / 2 * math.cos(angle) - y * height / 2 * math.sin(angle)
        py = x * width / 2 * math.sin(angle) + y * height / 2 * math.cos(angle)
        scale = 1 + depth * py / height
        corners.append(
            (centre[0] + px * scale, centre[1] + py * (1 - depth * 0.5) * (1 + depth * py / height * 0.5))
        )
    return (corners[0], corners[1], corners[2], corners[3])


def mug(canvas: Picture, centre: Point, radius: float, glaze: Colour, full: bool = True) -> None:
    """A cup of coffee seen from above."""
    x, y = centre
    mask = Image.new("L", canvas.size, 0)
    ring = ImageDraw.Draw(mask)
    ring.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    ring.rounded_rectangle(
        (x + radius * 0.8, y - radius * 0.16, x + radius * 1.5, y + radius * 0.16), 12, fill=255
    )
    shadow(canvas, mask, (26, 34), 34, 0.6)
    cup = Image.new("RGBA", (round(radius * 8), round(radius * 8)), (0, 0, 0, 0))
    draw, c, r = ImageDraw.Draw(cup), radius * 4, radius * 2

    def disc(share: float, fill: Colour, shift: float = 0) -> None:
        e = r * share
        draw.ellipse((c - e + shift, c - e + shift, c + e + shift, c + e + shift), fill=(*fill, 255))

    draw.rounded_rectangle((c + r * 0.8, c - r * 0.15, c + r * 1.5, c + r * 0.15), 20, fill=(*glaze, 255))
    disc(1.0, glaze)
    disc(0.97, tuple_of(glaze, 22))
    disc(0.86, tuple_of(glaze, -52))
    if full:
        disc(0.82, (58, 34, 20), 4)
        disc(0.78, (84, 52, 30), 4)
        disc(0.6, (70, 42, 24), 12)
    draw.arc(
        (c - r * 0.92, c - r * 0.92, c + r * 0.92, c + r * 0.92), 190, 265, (*tuple_of(glaze, 60), 255), 7
    )
    small = cup.resize((round(radius * 4), round(radius * 4)), Image.Resampling.LANCZOS)
    canvas.paste(small, (round(x - radius * 2), round(y - radius * 2)), small)


def pen(canvas: Picture, centre: Point, length: float, turn: float, colour: Colour = (34, 36, 44)) -> None:
    """A ballpoint pen."""
    stick = Image.new("RGBA", (520, 34), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stick)
    for row in range(34):
        bright = round(70 * math.exp(-(((row - 10) / 5) ** 2)) - row)
        draw.line((40, row, 470, row), fill=(*(max(0, min(255, v + bright)) for v in colour), 255))
    draw.polygon([(470, 1), (518, 15), (518, 19), (470, 33)], fill=(176, 174, 170, 255))
    draw.rectangle((2, 6, 40, 28), fill=(150, 148, 146, 255))
    draw.rectangle((30, 0, 190, 5), fill=(190, 188, 184, 255))
    place(canvas, stick, lying(centre, length, length * 34 / 520, turn, 0.02), 8, 0.5)


def leaves(canvas: Picture, corner: Point, seed: int, strength: float = 0.34) -> None:
    """The soft shadow of a plant by the window."""
    mask = Image.new("L", canvas.size, 0)
    draw = ImageDraw.Draw(mask)
    for leaf in range(9):
        angle = seed * 0.7 + leaf * 0.42
        reach = 170 + (leaf * 83 + seed * 31) % 190
        x, y = corner[0] + math.cos(angle) * reach, corner[1] + math.sin(angle) * reach
        points = []
        for step in range(13):
            t = step / 6 * math.pi
            along, across = math.cos(t) * 105, math.sin(t) * 27
            points.append(
                (
                    x + along * math.cos(angle) - across * math.sin(angle),
                    y + along * math.sin(angle) + across * math.cos(angle),
                )
            )
        draw.polygon(points, fill=255)
        draw.line((corner[0], corner[1], x, y), fill=255, width=9)
    shadow(canvas, mask, (0, 0), 16, strength)


def window_light(canvas: Picture, slant: float, strength: int = 60) -> Picture:
    """Bars of sunlight from a window across the table."""
    width, height = canvas.size
    light = Image.new("L", canvas.size, 255 - strength)
    draw = ImageDraw.Draw(light)
    for pane in range(3):
        left = width * (0.12 + pane * 0.27)
        draw.polygon(
            [
                (left, 0),
                (left + width * 0.22, 0),
                (left + width * 0.22 - slant, height),
                (left - slant, height),
            ],
            fill=255,
        )
    return multiply(canvas, blurred(light, 26))
