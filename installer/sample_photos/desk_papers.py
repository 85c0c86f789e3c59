"""Photos of receipts, contracts, cards and leaflets."""

from __future__ import annotations

import math

from PIL import Image
from PIL.Image import Image as Picture

from installer.sample_photos import phones
from installer.sample_photos.desk import ASH, OAK, WALNUT, lying, mug, pen, window_light
from installer.sample_photos.light import (
    LANDSCAPE,
    develop,
    focus,
    multiply,
    noise,
    place,
    pool,
)
from installer.sample_photos.surfaces import stone, wood
from installer.sample_photos.things import Sheet, font, multiply_colour, paper, rounded


def receipt() -> bytes:
    canvas = wood(LANDSCAPE, *OAK, "receipt", 4)
    place(canvas, _terminal(), lying((400, 470), 380, 690, -9, 0.1), 22, 0.65)
    sheet = Sheet(340, 760, (252, 251, 248), 26)
    sheet.centre("КАССОВЫЙ ЧЕК", 22, True, gap=4)
    sheet.centre("19.05.2026  13:08", 16, gap=22)
    for name, amount in (("План, 1 мес.", "1 990"), ("Доставка", "490"), ("Залог", "2 000")):
        sheet.right(amount, 20)
        sheet.text(name, 20, gap=14)
    sheet.rule((120, 120, 120), 18)
    sheet.right("4 480", 29, True)
    sheet.text("ИТОГО", 29, True, gap=22)
    sheet.words(5, 14, 4, (120, 120, 122))
    _square_code(sheet, (110, sheet.y + 12), 120)
    place(canvas, paper(sheet, "receipt"), lying((830, 450), 350, 770, 6, 0.08), 9, 0.45)
    return develop(canvas, 1.0)


def _terminal() -> Picture:
    sheet = Sheet(380, 690, (44, 46, 50), 40)
    sheet.draw.rounded_rectangle((10, 6, 370, 684), 50, fill=(58, 60, 65))
    sheet.draw.rounded_rectangle((40, 52, 340, 268), 16, fill=(16, 17, 19))
    sheet.draw.rounded_rectangle((54, 66, 326, 254), 8, fill=(196, 214, 202))
    sheet.draw.text((190, 116), "ОДОБРЕНО", (28, 58, 44), font(32, True), anchor="mm")
    sheet.draw.text((190, 178), "4 480 ₽", (28, 58, 44), font(40, True), anchor="mm")
    for key in range(12):
        x, y = 52 + key % 3 * 96, 304 + key // 3 * 76
        sheet.draw.rounded_rectangle((x, y + 5, x + 84, y + 63), 12, fill=(22, 23, 25))
        sheet.draw.rounded_rectangle((x, y, x + 84, y + 56), 12, fill=(84, 87, 93))
        label = "123456789×0✓"[key]
        sheet.draw.text((x + 42, y + 28), label, (236, 236, 236), font(26, True), anchor="mm")
    for x, colour in ((52, (176, 62, 52)), (148, (206, 164, 64)), (244, (62, 142, 88))):
        sheet.draw.rounded_rectangle((x, 622, x + 84, 660), 12, fill=colour)
    return rounded(multiply(sheet.picture, pool(sheet.picture.size, (0.35, 0.2), 0.9, 150)), 52)


def _square_code(sheet: Sheet, at: tuple[int, int], side: int) -> None:
    cells = noise((21, 21), (1, 1), "code").point(lambda v: 0 if v < 128 else 255)
    sheet.picture.paste(cells.resize((side, side), Image.Resampling.NEAREST).convert("RGB"), at)


def contract() -> bytes:
    canvas = wood(LANDSCAPE, *WALNUT, "contract", 4)
    for turn, shift in ((7, 26), (3, 0)):
        sheet = Sheet(640, 880, margin=64)
        sheet.y = 60
        sheet.centre("ДОГОВОР АРЕНДЫ", 28, True, gap=28)
        for part in range(1, 6):
            sheet.text(f"{part}.", 18, True, gap=2)
            sheet.words(4, 13, part + 2, (96, 97, 100))
            sheet.y += 9
        _signature(sheet, (380, 838))
        place(
            canvas, paper(sheet, f"contract{turn}"), lying((560 + shift, 455), 610, 835, turn, 0.14), 8, 0.5
        )
    pen(canvas, (905, 560), 480, 112)
    return develop(focus(canvas, 0.72, 1.1, 5), 0.8, (0.4, 0.45))


def _signature(sheet: Sheet, at: tuple[int, int]) -> None:
    points = [
        (at[0] + t * 2.2, at[1] + math.sin(t * 0.55) * 17 * math.cos(t * 0.13) - t * 0.18)
        for t in range(0, 80, 1)
    ]
    sheet.draw.line((at[0] - 30, at[1] + 24, at[0] + 210, at[1] + 24), fill=(120, 120, 122), width=1)
    sheet.draw.line(points, fill=(38, 52, 120), width=3)


def refund() -> bytes:
    canvas = window_light(wood(LANDSCAPE, *ASH, "refund", 4), 220, 64)
    sheet = Sheet(680, 760, margin=70)
    sheet.y = 70
    sheet.text("Уведомление о возврате", 34, True, gap=8)
    sheet.text("1 июня 2026", 20, fill=(110, 112, 116), gap=34)
    sheet.words(3, 17, 3, (120, 121, 124))
    sheet.y += 26
    top, bottom = sheet.block(120, (238, 238, 234), 8, 30)
    sheet.draw.text((100, (top + bottom) / 2), "К возврату", (90, 92, 96), font(24), anchor="lm")
    sheet.draw.text((580, (top + bottom) / 2), "2 490 ₽", (38, 41, 46), font(38, True), anchor="rm")
    sheet.words(4, 17, 6, (120, 121, 124))
    _signature(sheet, (80, 690))
    place(canvas, paper(sheet, "refund"), lying((560, 470), 680, 770, -6, 0.14), 9, 0.5)
    mug(canvas, (1060, 230), 115, (228, 224, 214))
    return develop(canvas, 0.9)


def loyalty_card() -> bytes:
    canvas = stone(LANDSCAPE, (70, 74, 78), "card")
    bag = Sheet(470, 640, (150, 112, 78))
    bag.draw.rectangle((0, 0, 470, 70), fill=(132, 96, 66))
    bag.draw.rectangle((75, 200, 395, 470), fill=(244, 238, 226))
    bag.draw.text((235, 270), "КОФЕ", (70, 46, 32), font(58, True), anchor="mm")
    bag.draw.text((235, 340), "в зёрнах", (110, 90, 74), font(28), anchor="mm")
    bag.draw.text((235, 415), "500 г", (110, 90, 74), font(30, True), anchor="mm")
    place(canvas, paper(bag, "kraft"), lying((880, 400), 480, 650, 8, 0.1), 30, 0.7)
    card = Sheet(560, 350, (46, 98, 84), 40)
    card.draw.polygon([(320, 0), (560, 0), (560, 350), (190, 350)], fill=(54, 112, 96))
    card.text("КЛУБ", 54, True, (240, 232, 214), 8)
    card.text("карта постоянного гостя", 23, fill=(196, 218, 208))
    card.draw.text((40, 290), "0000  0412  7719", (228, 222, 206), font(30))
    place(canvas, rounded(card.picture, 28), lying((400, 480), 570, 356, -12, 0.1), 9, 0.6)
    return develop(canvas, 0.6, (0.35, 0.35))


def leaflet() -> bytes:
    canvas = wood(LANDSCAPE, *OAK, "leaflet", 5)
    left, right = Sheet(400, 720, (248, 243, 232), 44), Sheet(400, 720, (248, 243, 232), 44)
    left.picture.paste((104, 72, 52), (0, 0, 400, 300))
    left.draw.text((44, 190), "Клуб", (246, 236, 218), font(64, True))
    left.y = 340
    left.text("Скидки участника", 27, True, gap=20)
    for said in ("3 % баллами", "5 % на большие пачки", "10 % в день рождения"):
        left.draw.ellipse((44, left.y + 8, 56, left.y + 20), fill=(176, 84, 52))
        left.text(said, 24, x=72, gap=18)
    right.y = 70
    right.text("Привилегия", 27, True, gap=20)
    right.text("Новые сорта раньше", 24, gap=6)
    right.text("других", 24, gap=30)
    right.words(6, 17, 3)
    right.picture.paste(phones.coffee_picture(312, 210, "leaflet"), (44, 440))
    place(canvas, paper(left, "l"), ((190, 110), (590, 84), (596, 800), (170, 836)), 12, 0.5)
    place(
        canvas,
        multiply_colour(paper(right, "r").convert("RGB"), (236, 234, 230)),
        ((590, 84), (970, 120), (1010, 850), (596, 800)),
        12,
        0.5,
    )
    return develop(canvas, 1.0, (0.3, 0.4))


SCENES = {scene.__name__: scene for scene in (receipt, contract, refund, loyalty_card, leaflet)}
