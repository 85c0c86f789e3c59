"""Photos of what was delivered: the parcel, its content, the beans."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw
from PIL.Image import Image as Picture

from installer.sample_photos.desk import lying
from installer.sample_photos.light import (
    LANDSCAPE,
    PORTRAIT,
    develop,
    gradient,
    multiply,
    noise,
    place,
    pool,
    quad_mask,
    shadow,
)
from installer.sample_photos.rooms import bag, solid
from installer.sample_photos.surfaces import cloth, stone, wall, wood
from installer.sample_photos.things import Sheet, font, paper, rounded, tuple_of

KRAFT = (176, 132, 92)


def parcel() -> bytes:
    canvas = wall(PORTRAIT, (196, 190, 180), (176, 168, 156), "hall")
    solid(canvas, (120, -40, 700, 868), (78, 62, 52), 4, 0.35, 26)
    for top, bottom in ((50, 380), (440, 800)):
        solid(canvas, (190, top, 630, bottom), (88, 71, 59), 4, 0.4, 4)
        solid(canvas, (214, top + 24, 606, bottom - 24), (76, 60, 50), 4, 0.3, 0)
    solid(canvas, (640, 402, 682, 466), (190, 184, 172), 10, 0.8, 5)
    solid(canvas, (600, 424, 672, 442), (206, 200, 188), 8, 0.6, 8)
    floor = stone((900, 340), (168, 160, 150), "tiles")
    canvas.paste(floor, (0, 862))
    mat = cloth((700, 240), (84, 82, 80), "mat")
    place(canvas, mat, ((130, 900), (700, 900), (800, 1090), (40, 1090)), 6, 0.5)
    _carton(canvas)
    return develop(canvas, 0.9, (0.35, 0.35))


def _carton(canvas: Picture) -> None:
    """A closed carton with tape and a label, seen from above its corner."""
    front = multiply(Image.new("RGB", (420, 320), KRAFT), noise((420, 320), (40, 3), "front", 222, 255))
    draw = ImageDraw.Draw(front)
    draw.rectangle((180, 0, 240, 110), fill=(206, 178, 138))
    label = Sheet(170, 130, (250, 248, 244), 12)
    label.text("Заказ 20418", 18, True, gap=4)
    label.words(3, 11, 2)
    label.draw.rectangle((12, 92, 158, 120), fill=(250, 248, 244))
    for bar in range(36):
        label.draw.rectangle((14 + bar * 4, 92, 15 + bar * 4 + bar * 7 % 3, 120), fill=(30, 30, 32))
    front.paste(label.picture, (30, 150))
    draw.text((330, 268), "↑  ↑", (96, 66, 44), font(44, True), anchor="mm")
    side = multiply(Image.new("RGB", (240, 320), KRAFT), noise((240, 320), (40, 3), "side", 150, 176))
    top = multiply(
        Image.new("RGB", (420, 200), tuple_of(KRAFT, 26)), noise((420, 200), (40, 3), "lid", 230, 255)
    )
    ImageDraw.Draw(top).rectangle((180, 0, 240, 200), fill=(222, 196, 156))
    base = quad_mask(canvas.size, ((180, 1050), (600, 1070), (760, 990), (400, 980)))
    shadow(canvas, base, (26, 22), 26, 0.85)
    place(canvas, side, ((590, 742), (742, 676), (742, 982), (590, 1066)), 0)
    place(canvas, top, ((168, 722), (360, 664), (742, 676), (590, 742)), 0)
    place(canvas, front, ((168, 722), (590, 742), (590, 1066), (176, 1040)), 0)


def unboxing() -> bytes:
    canvas = wood(LANDSCAPE, (150, 138, 122), (214, 202, 184), "unbox", 5)
    inside = multiply(Image.new("RGB", (640, 560), (150, 110, 76)), pool((640, 560), (0.4, 0.35), 0.75, 90))
    for quad in (
        ((300, 60), (950, 60), (930, 190), (320, 190)),
        ((300, 860), (950, 860), (930, 730), (320, 730)),
        ((170, 130), (320, 190), (320, 730), (170, 790)),
        ((1080, 130), (930, 190), (930, 730), (1080, 790)),
    ):
        flap = multiply(
            Image.new("RGB", (400, 120), tuple_of(KRAFT, 16)), noise((400, 120), (40, 3), str(quad), 224, 255)
        )
        place(canvas, flap, quad, 16, 0.6)
    place(canvas, inside, ((320, 190), (930, 190), (930, 730), (320, 730)), 0)
    crumple = multiply(
        Image.new("RGB", (560, 500), (226, 214, 194)), noise((560, 500), (46, 46), "crumple", 150, 255)
    )
    place(canvas, crumple, ((345, 210), (905, 214), (900, 706), (350, 700)), 6, 0.5)
    lid = rounded(
        multiply(Image.new("RGB", (300, 420), (66, 68, 73)), pool((300, 420), (0.3, 0.25), 0.8, 120)), 34
    )
    place(canvas, lid, lying((510, 455), 260, 400, -3, 0.02), 16, 0.75)
    solid(canvas, (430, 320, 590, 400), (28, 34, 38), 10, 0.3, 4)
    for x in (690, 800):
        bag(canvas, x, 430, 92, 170, (122, 86, 58), "КОФЕ")
    sheet = Sheet(330, 430, margin=30)
    sheet.y = 34
    sheet.text("Памятка", 32, True, gap=2)
    sheet.text("Сборка за 4 шага", 22, gap=18)
    for step in range(4):
        x, y = 34 + step % 2 * 140, sheet.y + step // 2 * 118
        sheet.draw.rounded_rectangle((x, y, x + 120, y + 98), 8, outline=(120, 120, 122), width=3)
        sheet.draw.text((x + 60, y + 48), str(step + 1), (90, 90, 92), font(44, True), anchor="mm")
    place(canvas, paper(sheet, "guide"), lying((775, 580), 280, 365, 9, 0.04), 7, 0.55)
    return develop(canvas, 0.7, (0.4, 0.3))


def beans() -> bytes:
    canvas = stone(LANDSCAPE, (92, 92, 94), "scale-top")
    pick = random.Random("beans")
    place(
        canvas,
        rounded(gradient((560, 640), (60, 62, 66), (36, 37, 40)), 40),
        lying((380, 500), 520, 600, -4, 0.06),
        16,
        0.7,
    )
    plate = rounded(stone((420, 420), (196, 198, 200), "plate"), 210)
    place(canvas, plate, lying((380, 420), 400, 380, 0, 0.02), 8, 0.6)
    for _ in range(420):
        angle, reach = pick.uniform(0, 6.283), pick.random() ** 0.6 * 158
        _bean(canvas, 380 + reach * math.cos(angle), 415 + reach * 0.92 * math.sin(angle), pick)
    for _ in range(26):
        _bean(canvas, pick.uniform(620, 1150), pick.uniform(640, 860), pick)
    screen = Sheet(230, 84, (30, 40, 44), 8)
    screen.draw.text((115, 42), "250,1 г", (176, 226, 232), font(46, True), anchor="mm")
    place(canvas, screen.picture, lying((395, 718), 230, 84, -4, 0.0), 0)
    sack = Sheet(470, 640, (122, 86, 58))
    sack.draw.rectangle((0, 0, 470, 76), fill=(104, 72, 48))
    sack.draw.rectangle((70, 170, 400, 520), fill=(244, 238, 226))
    for number, (said, size) in enumerate((("КОФЕ", 62), ("в зёрнах, 250 г", 30), ("обжарка 12.05.26", 34))):
        sack.draw.text((235, 240 + number * 100), said, (74, 50, 36), font(size, number != 1), anchor="mm")
    place(canvas, paper(sack, "sack"), lying((900, 370), 430, 590, 7, 0.08), 28, 0.75)
    return develop(canvas, 0.8, (0.4, 0.35))


def _bean(canvas: Picture, x: float, y: float, pick: random.Random) -> None:
    """One roasted bean."""
    tone, wide = pick.uniform(0.7, 1.2), pick.uniform(9, 12)
    colour = (round(84 * tone), round(52 * tone), round(32 * tone))
    draw = ImageDraw.Draw(canvas)
    tall = wide * pick.uniform(0.6, 0.95)
    draw.ellipse((x - wide + 3, y - tall + 5, x + wide + 4, y + tall + 6), fill=(26, 18, 13))
    draw.ellipse((x - wide, y - tall, x + wide, y + tall), fill=colour)
    draw.arc(
        (x - wide * 0.8, y - tall * 0.9, x + wide * 0.5, y + tall * 0.3),
        190,
        290,
        fill=tuple_of(colour, 46),
        width=2,
    )
    draw.line((x - wide * 0.7, y + 1, x + wide * 0.7, y - 1), fill=(38, 24, 15), width=2)


SCENES = {scene.__name__: scene for scene in (parcel, unboxing, beans)}
