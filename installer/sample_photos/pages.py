"""What laptops and tablets show: a search, a table, mails, an account."""

from __future__ import annotations

from PIL.Image import Image as Picture

from installer.sample_photos.phones import SAND, coffee_picture
from installer.sample_photos.things import GREEN, GREY, INK, PALE, RUST, SMALL_PRINT, WHITE, Sheet, font

BLUE = (52, 88, 150)


def _browser(address: str) -> Sheet:
    sheet = Sheet(960, 600, WHITE, 60)
    sheet.draw.rectangle((0, 0, 960, 46), fill=(228, 230, 233))
    for number, colour in enumerate(((226, 112, 100), (232, 190, 92), (110, 186, 118))):
        sheet.draw.ellipse((18 + number * 24, 16, 32 + number * 24, 30), fill=colour)
    sheet.draw.rounded_rectangle((120, 9, 760, 37), 14, fill=WHITE)
    sheet.draw.text((140, 23), address, GREY, font(15), anchor="lm")
    sheet.y = 70
    return sheet


def search_results() -> Picture:
    """Four results; the fourth is the company's."""
    sheet = _browser("поиск")
    top, bottom = sheet.block(46, (244, 245, 247), 23)
    sheet.draw.text(
        (84, (top + bottom) / 2), "кофемашина в аренду с доставкой зёрен", INK, font(19), anchor="lm"
    )
    sheet.y += 6
    titles = "Аренда кофемашин: сравнение цен", "Кофемашина домой на месяц", "Как выбрать кофемашину"
    for number, title in enumerate((*titles, "Кофе по подписке с кофемашиной")):
        if number == 3:
            sheet.draw.rectangle((44, sheet.y - 8, 49, sheet.y + 76), fill=RUST)
        sheet.text(title, 21, fill=BLUE, gap=6)
        sheet.words(2, 15, number + 2, GREY)
        sheet.y += 16
    return sheet.picture


def comparison() -> Picture:
    """Three machines side by side, with gaps."""
    sheet = _browser("каталог / кофемашины")
    for number, name in enumerate(("Модель S", "Модель M", "Модель L")):
        x = 300 + number * 210
        sheet.picture.paste(coffee_picture(170, 110, name), (x, 66))
        sheet.draw.text((x + 85, 194), name, INK, font(19, True), anchor="mm")
    rows = (
        ("Цена в месяц", "1 990 ₽", "2 490 ₽", "3 290 ₽"),
        ("Бак", "1,2 л", "—", "3 л"),
        ("Шум", "58 дБ", "—", "64 дБ"),
        ("Чашек в день", "2", "4", "10"),
        ("Ширина", "24 см", "28 см", "38 см"),
        ("Гарантия", "1 год", "1 год", "2 года"),
    )
    for number, row in enumerate(rows):
        y = 222 + number * 60
        if number % 2 == 0:
            sheet.draw.rectangle((40, y, 920, y + 60), fill=(246, 246, 243))
        sheet.draw.text((60, y + 30), row[0], GREY, font(18), anchor="lm")
        for column, value in enumerate(row[1:]):
            ink = RUST if value == "—" else INK
            sheet.draw.text((385 + column * 210, y + 30), value, ink, font(19, value == "—"), anchor="mm")
    return sheet.picture


def inbox() -> Picture:
    """The mails of the first week."""
    sheet = _browser("почта / входящие")
    sheet.draw.rectangle((0, 46, 210, 600), fill=(243, 244, 246))
    for number, name in enumerate(("Входящие  5", "Отправленные", "Черновики", "Архив")):
        sheet.draw.text((34, 84 + number * 44), name, GREEN if number == 0 else GREY, font(17, number == 0))
    sheet.draw.text((240, 70), "Входящие", INK, font(25, True))
    mails = (
        ("Скидка 15 % на сиропы", "27 мая"),
        ("Новые кружки весны", "26 мая"),
        ("Как хранить зёрна", "24 мая"),
        ("Распродажа выходного дня", "23 мая"),
        ("Кофемашины со скидкой", "22 мая"),
    )
    for number, (title, day) in enumerate(mails):
        y = 122 + number * 92
        sheet.draw.line((236, y, 930, y), fill=PALE, width=2)
        sheet.draw.ellipse((244, y + 22, 290, y + 68), fill=((194, 150, 112), (130, 160, 148))[number == 2])
        sheet.draw.text((312, y + 18), title, INK, font(20, True))
        sheet.draw.text((926, y + 20), day, GREY, font(16), anchor="ra")
        sheet.draw.text((312, y + 50), SMALL_PRINT[number], GREY, font(16))
    return sheet.picture


def reviews() -> Picture:
    """Low marks without an answer."""
    sheet = _browser("отзывы")
    sheet.draw.text((60, 70), "3,6", INK, font(64, True))
    _stars(sheet, 190, 84, 4)
    sheet.draw.text((190, 118), "126 отзывов", GREY, font(18))
    sheet.y = 168
    for number, (stars, day) in enumerate(((2, "12 дней назад"), (1, "месяц назад"), (5, "месяц назад"))):
        top, _ = sheet.block(126, (247, 246, 243), 14)
        sheet.draw.ellipse((82, top + 18, 122, top + 58), fill=(176 + number * 14, 170, 160 - number * 20))
        _stars(sheet, 140, top + 24, stars)
        sheet.draw.text((860, top + 24), day, GREY, font(16), anchor="ra")
        for line, said in enumerate(_COMPLAINTS[number]):
            sheet.draw.text((140, top + 62 + line * 26), said, INK, font(18))
    return sheet.picture


_COMPLAINTS = (
    ("Пачка пришла порванной, замену ждали четыре дня.", "На письмо не ответили."),
    ("Памятка только о сборке,", "как промыть машину, искали сами."),
    ("Кофе хороший, машина тихая.", "Хотелось бы чаще видеть новые сорта."),
)


def _stars(sheet: Sheet, x: int, y: int, full: int) -> None:
    for star in range(5):
        ink = (216, 158, 52) if star < full else (212, 212, 212)
        sheet.draw.text((x + star * 26, y - 6), "★", ink, font(25))


def account() -> Picture:
    """Payments and one tip."""
    sheet = Sheet(960, 680, SAND, 56)
    sheet.y = 40
    sheet.text("Личный кабинет", 32, True, gap=18)
    top, _ = sheet.block(372, WHITE, 20)
    sheet.draw.text((88, top + 26), "Платежи", INK, font(23, True))
    rows = (
        ("19 мая", "План «Два в день»", "1 990 ₽"),
        ("19 мая", "Доставка", "490 ₽"),
        ("19 мая", "Залог", "2 000 ₽"),
    )
    for number, (day, what, amount) in enumerate(rows):
        y = top + 92 + number * 86
        sheet.draw.text((88, y + 20), day, GREY, font(20))
        sheet.draw.text((220, y + 20), what, INK, font(20))
        sheet.draw.text((872, y + 20), amount, INK, font(21, True), anchor="ra")
        sheet.draw.line((88, y, 872, y), fill=PALE, width=2)
    top, _ = sheet.block(120, (226, 234, 228), 20)
    sheet.draw.text((88, top + 26), "Совет", GREEN, font(20, True))
    sheet.draw.text((88, top + 62), "Храните зёрна в тёмном месте.", INK, font(20))
    return sheet.picture


def points() -> Picture:
    """A level without the way to the next."""
    sheet = Sheet(680, 920, SAND, 48)
    sheet.y = 44
    sheet.text("Клуб", 36, True, gap=22)
    top, bottom = sheet.block(330, (104, 72, 52), 28)
    sheet.draw.text((92, top + 44), "Ваш уровень", (226, 208, 188), font(22))
    sheet.draw.text((92, top + 80), "Бронза", WHITE, font(54, True))
    sheet.draw.text((92, bottom - 108), "340", WHITE, font(46, True))
    sheet.draw.text((196, bottom - 84), "баллов", (226, 208, 188), font(22))
    sheet.text("Уровни", 26, True, gap=16)
    for name in ("Бронза", "Серебро", "Золото"):
        top, bottom = sheet.block(92, WHITE, 18)
        sheet.draw.ellipse((76, top + 26, 116, top + 66), fill=_METALS[name])
        sheet.draw.text((140, (top + bottom) / 2), name, INK, font(24), anchor="lm")
    return sheet.picture


_METALS = {"Бронза": (180, 124, 80), "Серебро": (178, 182, 188), "Золото": (214, 176, 84)}
