"""Photos of laptops and tablets."""

from __future__ import annotations

from PIL import Image
from PIL.Image import Image as Picture

from installer.sample_photos import pages
from installer.sample_photos.desk import OAK, WALNUT, Quad, lying, mug, window_light
from installer.sample_photos.light import (
    LANDSCAPE,
    PORTRAIT,
    Colour,
    blurred,
    develop,
    focus,
    place,
)
from installer.sample_photos.surfaces import far_room, stone, wood
from installer.sample_photos.things import Sheet, display, rounded


def _laptop(canvas: Picture, screen: Picture, quad: Quad, floor: float) -> None:
    """A laptop that stands open: the lid in the quadrilateral, the keys in front of it."""
    lid = display(screen)
    left, right = quad[3], quad[2]
    spread = (right[0] - left[0]) * 0.075
    deck: Quad = (left, right, (right[0] + spread, floor), (left[0] - spread, floor))
    place(canvas, _keys(), deck, 12, 0.7, (0.1, 1.2))
    place(canvas, lid, quad, 0)


def _keys() -> Picture:
    sheet = Sheet(1000, 340, (156, 158, 162))
    sheet.draw.rectangle((0, 0, 1000, 16), fill=(70, 72, 76))
    for row in range(5):
        count = 14 if row < 4 else 8
        size = 900 / count
        for key in range(count):
            wide = size * 0.9
            x, y = 52 + key * size, 30 + row * 38
            sheet.draw.rounded_rectangle((x, y, x + wide, y + 32), 6, fill=(38, 39, 43))
            sheet.draw.line((x + 5, y + 2, x + wide - 5, y + 2), fill=(74, 76, 82), width=2)
    sheet.draw.rounded_rectangle(
        (350, 236, 650, 330), 8, fill=(146, 148, 152), outline=(128, 130, 134), width=2
    )
    return rounded(sheet.picture, 16)


def _on_desk(
    screen: Picture, seed: str, room: tuple[Colour, Colour], desk: tuple[Colour, Colour], quad: Quad
) -> Picture:
    canvas = far_room(LANDSCAPE, *room, seed, ((180, 160, 120), (980, 110, 90), (1110, 240, 60)))
    top = wood((1200, 420), *desk, seed, 3)
    canvas.paste(focus(top, 0.45, 1.0, 6), (0, 560))
    edge = Image.new("L", (1200, 60), 0)
    edge.paste(180, (0, 0, 1200, 26))
    canvas.paste((20, 15, 12), (0, 545), blurred(edge, 14).point(lambda v: v // 3))
    _laptop(canvas, screen, quad, 860)
    return canvas


def search_results() -> bytes:
    quad = ((170, 60), (1000, 70), (1000, 640), (150, 650))
    canvas = _on_desk(pages.search_results(), "search", ((188, 190, 186), (120, 112, 102)), OAK, quad)
    return develop(canvas, 0.6)


def comparison() -> bytes:
    canvas = Image.new("RGB", LANDSCAPE, (26, 26, 28))
    quad = ((-60, 50), (1180, -30), (1240, 800), (-20, 850))
    place(canvas, display(pages.comparison(), 26), quad, 0)
    canvas = focus(canvas, 0.75, 1.15, 5)
    return develop(canvas, -0.2, (0.55, 0.45))


def inbox() -> bytes:
    quad = ((210, 70), (1050, 50), (1070, 640), (210, 640))
    canvas = _on_desk(pages.inbox(), "inbox", ((206, 198, 186), (150, 128, 106)), WALNUT, quad)
    return develop(canvas, 1.0, (0.7, 0.2))


def reviews() -> bytes:
    canvas = far_room(LANDSCAPE, (96, 104, 108), (62, 56, 52), "reviews", ((240, 90, 130), (1040, 130, 100)))
    quad = ((110, 40), (1080, 90), (1060, 740), (90, 770))
    canvas.paste(focus(wood((1200, 300), *OAK, "reviews", 2), 0.4, 1.0, 6), (0, 690))
    _laptop(canvas, pages.reviews(), quad, 980)
    return develop(canvas, 0.5, (0.45, 0.4))


def account() -> bytes:
    canvas = stone(LANDSCAPE, (180, 174, 166), "account")
    mug(canvas, (1080, 180), 112, (196, 120, 88))
    place(canvas, display(pages.account(), 34, (26, 26, 28)), lying((540, 470), 900, 650, -4, 0.16), 16)
    return develop(canvas, 0.7)


def points() -> bytes:
    canvas = window_light(wood(PORTRAIT, *OAK, "points", 4), 240, 70)
    place(canvas, display(pages.points(), 36, (232, 232, 230)), lying((450, 610), 700, 930, 3, 0.1), 16)
    return develop(canvas, 1.0)


SCENES = {scene.__name__: scene for scene in (search_results, comparison, inbox, reviews, account, points)}
