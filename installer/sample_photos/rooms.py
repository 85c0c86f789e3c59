"""Photos of rooms, shelves and doors, seen straight ahead."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw
from PIL.Image import Image as Picture

from installer.sample_photos.desk import OAK, lying
from installer.sample_photos.light import (
    LANDSCAPE,
    PORTRAIT,
    Colour,
    blurred,
    develop,
    focus,
    glow,
    gradient,
    multiply,
    noise,
    place,
    shadow,
)
from installer.sample_photos.surfaces import far_room, stone, wall, wood
from installer.sample_photos.things import Sheet, font, paper, rounded, tuple_of

Box = tuple[float, float, float, float]


def _box_mask(size: tuple[int, int], box: Box, radius: int = 0) -> Picture:
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius, fill=255)
    return mask


def solid(
    canvas: Picture, box: Box, colour: Colour, radius: int = 6, roll: float = 0.5, drop: int = 16
) -> None:
    """A body lit from the left: `roll` is how round it looks; its shadow falls to the lower right."""
    left, top, right, bottom = (round(v) for v in box)
    width, height = max(2, right - left), max(2, bottom - top)
    mask = _box_mask((width, height), (0, 0, width - 1, height - 1), radius)
    if drop:
        shadow(canvas, mask, (drop, drop), drop * 1.4, 0.5, (left, top))
    ramp = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize((width, 1))
    ramp = ramp.point(lambda v: round(255 - abs(v - 80) * roll * 0.9)).resize((width, height))
    body = multiply(Image.new("RGB", ramp.size, colour), ramp)
    canvas.paste(body, (left, top), mask)


def bag(
    canvas: Picture, x: float, floor: float, width: float, height: float, colour: Colour, said: str = ""
) -> None:
    """A bag of beans that stands, with a folded top and a label."""
    solid(canvas, (x, floor - height, x + width, floor), colour, 10, 0.75, 12)
    draw = ImageDraw.Draw(canvas)
    fold = floor - height + height * 0.12
    draw.line((x + 3, fold, x + width - 3, fold), fill=tuple(v * 2 // 3 for v in colour), width=3)
    tag = (x + width * 0.16, floor - height * 0.68, x + width * 0.84, floor - height * 0.24)
    solid(canvas, tag, (238, 230, 214), 4, 0.5, 0)
    if said:
        middle = (tag[0] + tag[2]) / 2
        draw.text(
            (middle, tag[1] + height * 0.12), said, (74, 50, 36), font(round(width * 0.15), True), anchor="mm"
        )
        draw.text(
            (middle, tag[1] + height * 0.26), "250 г", (120, 98, 82), font(round(width * 0.12)), anchor="mm"
        )


def shelf_of(canvas: Picture, y: float, left: float, right: float, seed: str, size: float = 74) -> None:
    """Bags and jars side by side on a board whose top is at y."""
    pick = random.Random(seed)
    colours = ((58, 50, 46), (122, 86, 58), (66, 92, 84), (158, 84, 54), (200, 184, 156), (92, 98, 112))
    x = left + 8.0
    while x < right - size:
        width = size * pick.uniform(0.75, 1.1)
        bag(canvas, x, y, width, width * pick.uniform(1.3, 1.6), pick.choice(colours))
        x += width + pick.uniform(4, 16)
    solid(canvas, (left - 14, y, right + 14, y + 17), (150, 110, 74), 2, 0.2, 18)


def lamp(canvas: Picture, x: float, y: float) -> None:
    """A pendant lamp that is on."""
    draw = ImageDraw.Draw(canvas)
    draw.line((x, 0, x, y - 40), fill=(44, 42, 40), width=4)
    draw.polygon([(x - 16, y - 44), (x + 16, y - 44), (x + 58, y), (x - 58, y)], fill=(48, 46, 44))
    draw.ellipse((x - 46, y - 10, x + 46, y + 12), fill=(255, 240, 208))
    glow(canvas, (x, y + 30), 210, (255, 226, 170), 0.55)


def counter() -> bytes:
    canvas = wall(LANDSCAPE, (196, 196, 188), (160, 158, 148), "counter")
    for number, (left, right) in enumerate(((110, 470), (545, 1090))):
        for row in range(2):
            shelf_of(canvas, 260 + row * 150, left, right, f"counter{number}{row}", 66)
    canvas = blurred(canvas, 3.2)
    for x in (240, 620, 980):
        lamp(canvas, x, 112)
    front = wood((1200, 330), *OAK, "front", 9, upright=True)
    shadow(canvas, _box_mask(LANDSCAPE, (0, 560, 1200, 900)), (0, -10), 22, 0.5)
    canvas.paste(front, (0, 610))
    canvas.paste(stone((1200, 62), (226, 222, 214), "top"), (0, 556))
    canvas.paste(gradient((1200, 26), (40, 28, 20), (96, 70, 48)), (0, 617))
    solid(canvas, (180, 506, 300, 572), (52, 54, 58), 8, 0.4)
    solid(canvas, (195, 516, 285, 546), (188, 208, 196), 4, 0.2, 0)
    _till(canvas)
    bag(canvas, 460, 574, 84, 126, (122, 86, 58), "КОФЕ")
    bag(canvas, 556, 576, 84, 120, (58, 50, 46), "КОФЕ")
    return develop(canvas, 0.9, (0.5, 0.25))


def _till(canvas: Picture) -> None:
    """The seller's tablet, seen from behind, and a sign."""
    solid(canvas, (905, 540, 965, 576), (70, 72, 76), 6, 0.5)
    screen = rounded(gradient((300, 210), (58, 62, 68), (34, 36, 40)), 14)
    place(canvas, screen, ((800, 420), (1046, 396), (1076, 548), (830, 572)), 10, 0.6)
    sign = Sheet(220, 90, (248, 246, 240), 10)
    sign.draw.text((110, 30), "ОФОРМЛЕНИЕ", (60, 60, 62), font(25, True), anchor="mm")
    sign.draw.text((110, 64), "доставка: стойка 2", (120, 120, 122), font(18), anchor="mm")
    place(canvas, sign.picture, ((330, 510), (436, 506), (442, 574), (326, 576)), 6, 0.5)


def storefront() -> bytes:
    canvas = wall(LANDSCAPE, (150, 116, 96), (128, 96, 80), "bricks")
    draw = ImageDraw.Draw(canvas)
    for row in range(28):
        y = row * 32
        draw.line((0, y, 1200, y), fill=(112, 86, 72), width=3)
        for column in range(18):
            x = column * 72 + row % 2 * 36
            draw.line((x, y, x, y + 32), fill=(112, 86, 72), width=3)
    canvas = multiply(canvas, noise(LANDSCAPE, (36, 16), "brick", 205, 255))
    inside = far_room(
        (650, 420), (250, 226, 184), (170, 120, 80), "shop", ((120, 60, 60), (330, 50, 70), (540, 64, 60))
    )
    for row in range(2):
        shelf_of(inside, 150 + row * 130, 330, 630, f"shop{row}", 54)
    inside = blurred(inside, 2.5)
    solid(canvas, (90, 186, 776, 654), (42, 46, 46), 4, 0.3)
    canvas.paste(inside, (108, 206))
    for row, width in ((560, 88), (572, 104)):
        bag(canvas, 170 + width, row + 54, width, width * 1.35, (66, 92, 84), "КОФЕ")
    canvas.paste(gradient((650, 420), (255, 255, 255), (210, 220, 230)), (108, 206), _reflection((650, 420)))
    solid(canvas, (830, 190, 1080, 760), (46, 74, 68), 4, 0.4)
    canvas.paste(multiply(inside.resize((190, 380)), Image.new("L", (190, 380), 215)), (860, 224))
    solid(canvas, (1046, 470, 1056, 560), (206, 178, 120), 5, 0.8, 5)
    hours = Sheet(96, 92, (246, 244, 238), 8)
    for number, said in enumerate(("ОТКРЫТО", "10–21", "ежедневно")):
        hours.draw.text(
            (48, 20 + number * 27), said, (50, 52, 54), font(16 if number != 1 else 22, True), anchor="mm"
        )
    place(canvas, hours.picture, ((900, 350), (1000, 350), (1000, 444), (900, 444)), 4, 0.4)
    solid(canvas, (70, 74, 1100, 160), (38, 62, 58), 4, 0.25, 22)
    ImageDraw.Draw(canvas).text((585, 117), "КОФЕ И КОФЕМАШИНЫ", (242, 232, 210), font(48, True), anchor="mm")
    _pavement(canvas)
    return develop(canvas, 0.4, (0.45, 0.3))


def _reflection(size: tuple[int, int]) -> Picture:
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for x, width in ((60, 90), (190, 30), (430, 120)):
        draw.polygon([(x, 0), (x + width, 0), (x + width - 170, size[1]), (x - 170, size[1])], fill=60)
    return blurred(mask, 9)


def _pavement(canvas: Picture) -> None:
    """Slabs in perspective below the shop."""
    slabs = stone((1200, 300), (150, 148, 146), "slabs")
    draw = ImageDraw.Draw(slabs)
    for x in range(0, 1200, 150):
        draw.line((x, 0, x, 300), fill=(110, 108, 106), width=4)
    for y in range(0, 300, 75):
        draw.line((0, y, 1200, y), fill=(110, 108, 106), width=4)
    place(canvas, slabs, ((-40, 758), (1240, 758), (1900, 920), (-700, 920)), 0)
    edge = _box_mask(canvas.size, (0, 744, 1200, 766))
    shadow(canvas, edge, (0, 0), 12, 0.6)


def price_tags() -> bytes:
    canvas = wall(LANDSCAPE, (120, 110, 100), (88, 78, 70), "tags")
    shelf_of(canvas, 210, -30, 1240, "back", 120)
    canvas = blurred(canvas, 6)
    canvas.paste(wood((1200, 120), *OAK, "tagshelf", 1), (0, 640))
    shadow(canvas, _box_mask(LANDSCAPE, (0, 758, 1200, 900)), (0, 0), 20, 0.75)
    canvas.paste(multiply(wood((1200, 140), *OAK, "lower", 1), Image.new("L", (1200, 140), 120)), (0, 762))
    for x in (60, 430, 830):
        _machine(canvas, x, 650, 0.62, (52, 54, 58) if x != 430 else (206, 202, 196))
    for x, price in ((70, "от 1 990 ₽"), (450, "от 2 490 ₽"), (850, "от 3 290 ₽")):
        tag = Sheet(260, 120, (252, 250, 244), 14)
        tag.draw.text((20, 30), "Кофемашина", (110, 110, 112), font(20), anchor="lm")
        tag.draw.text((20, 72), price, (150, 48, 36), font(40, True), anchor="lm")
        tag.draw.text((240, 106), "в месяц", (110, 110, 112), font(17), anchor="rm")
        place(canvas, paper(tag, price), ((x, 668), (x + 262, 662), (x + 264, 782), (x - 2, 788)), 7, 0.6)
    return develop(canvas, 1.0, (0.45, 0.35))


def _machine(canvas: Picture, x: float, floor: float, scale: float, colour: Colour) -> None:
    """A home coffee machine from the front."""

    def part(box: Box, fill: Colour, radius: int = 8, roll: float = 0.5, drop: int = 0) -> None:
        left, top, right, bottom = (v * scale for v in box)
        solid(
            canvas,
            (x + left, floor + top, x + right, floor + bottom),
            fill,
            round(radius * scale),
            roll,
            drop,
        )

    dark = (24, 24, 26)
    part((0, -700, 470, 0), colour, 34, 0.7, 24)
    part((46, -420, 424, -70), dark, 16, 0.3)
    part((40, -668, 430, -450), tuple_of(colour, -14), 20, 0.4)
    part((160, -640, 310, -548), (20, 26, 30), 10, 0.2)
    part((172, -628, 298, -560), (120, 176, 184), 6, 0.2)
    for number in range(3):
        part((120 + number * 88, -520, 174 + number * 88, -470), tuple_of(colour, 40), 27, 0.6)
    part((196, -430, 274, -330), (150, 152, 154), 8, 0.9)
    part((212, -334, 226, -304), (104, 106, 108), 4, 0.9)
    part((244, -334, 258, -304), (104, 106, 108), 4, 0.9)
    part((20, -74, 450, -16), (112, 114, 118), 8, 0.6)
    part((150, -214, 320, -78), (238, 234, 226), 26, 0.8)
    part((314, -180, 350, -116), (224, 220, 212), 16, 0.5)
    part((60, -30, 410, -4), (60, 62, 64), 6, 0.3)


def coffee_machine() -> bytes:
    canvas = wall(PORTRAIT, (226, 222, 212), (200, 194, 182), "kitchen")
    draw = ImageDraw.Draw(canvas)
    for row in range(7):
        for column in range(6):
            left, top = column * 152 - row % 2 * 76, row * 116 + 20
            draw.rounded_rectangle((left, top, left + 146, top + 110), 5, fill=(216, 214 - row, 206 - row))
            draw.line((left + 6, top + 4, left + 138, top + 4), fill=(236, 234, 228), width=3)
    canvas = blurred(canvas, 2.5)
    canvas.paste(focus(wood((900, 330), *OAK, "worktop", 2), 0.4, 1, 4), (0, 870))
    shadow(canvas, _box_mask(PORTRAIT, (190, 900, 740, 1010), 40), (30, 22), 40, 0.7)
    _machine(canvas, 190, 1000, 1.05, (54, 56, 60))
    glow(canvas, (430, 800), 40, (255, 240, 200), 0.5)
    bag(canvas, 730, 1040, 150, 236, (122, 86, 58), "КОФЕ")
    return develop(canvas, 0.7, (0.3, 0.3))


def queue_board() -> bytes:
    room = far_room(
        LANDSCAPE, (206, 208, 206), (150, 152, 150), "queue", ((200, 80, 90), (620, 60, 110), (1040, 80, 90))
    )
    canvas = room
    for number in range(4):
        x = 90 + number * 270
        solid(canvas, (x, 690, x + 200, 800), (66, 92, 104), 16, 0.4, 14)
        solid(canvas, (x + 8, 590, x + 192, 700), (74, 102, 114), 16, 0.4, 6)
    canvas = blurred(canvas, 7)
    ImageDraw.Draw(canvas).rectangle((560, 0, 580, 110), fill=(60, 62, 66))
    ImageDraw.Draw(canvas).rectangle((760, 0, 780, 110), fill=(60, 62, 66))
    board = Sheet(900, 460, (16, 24, 34), 40)
    board.draw.rectangle((0, 0, 900, 92), fill=(34, 66, 92))
    board.draw.text((60, 46), "Талон", (226, 234, 240), font(40, True), anchor="lm")
    board.draw.text((560, 46), "Окно", (226, 234, 240), font(40, True), anchor="lm")
    for number, (called, desk) in enumerate((("В 041", "2"), ("В 042", "1"), ("К 017", "3"), ("В 043", "2"))):
        y = 140 + number * 88
        ink = (255, 206, 110) if number == 0 else (222, 228, 232)
        board.draw.text((60, y), called, ink, font(58, True), anchor="lm")
        board.draw.text((600, y), desk, ink, font(58, True), anchor="lm")
        board.draw.line((40, y + 44, 860, y + 44), fill=(44, 56, 70), width=2)
    case = Image.new("RGB", (940, 500), (22, 22, 24))
    case.paste(board.picture, (20, 20))
    place(canvas, rounded(case, 14), ((220, 110), (1040, 70), (1056, 530), (214, 540)), 18, 0.5, (0.3, 1.0))
    ticket = Sheet(230, 320, (252, 251, 247), 20)
    ticket.y = 36
    ticket.centre("Возврат", 26, gap=10)
    ticket.centre("В 044", 62, True, gap=14)
    ticket.centre("перед вами: 3", 22, gap=10)
    ticket.centre("28.05  12:14", 20, fill=(120, 120, 122))
    place(canvas, paper(ticket, "ticket"), lying((980, 700), 235, 330, 8, 0.05), 22, 0.5)
    return develop(canvas, -0.3, (0.5, 0.3))


SCENES = {scene.__name__: scene for scene in (counter, storefront, price_tags, coffee_machine, queue_board)}
