"""What the phones show: messages, an app, notices. Short words, no names that exist."""

from __future__ import annotations

from PIL.Image import Image as Picture

from installer.sample_photos.light import gradient, multiply, noise, pool
from installer.sample_photos.things import GREEN, GREY, INK, PALE, RUST, WHITE, Sheet, font, phone_sheet

SAND = (244, 240, 233)
BEAN = (92, 62, 44)


def coffee_picture(width: int, height: int, seed: str) -> Picture:
    """A small product picture: a cup seen from above on a warm ground."""
    ground = gradient((width, height), (214, 186, 152), (164, 126, 92))
    sheet = Sheet(width, height)
    sheet.picture.paste(multiply(ground, noise((width, height), (30, 30), seed, 220, 255)))
    r, x, y = min(width, height) * 0.36, width * 0.5, height * 0.52
    sheet.draw.ellipse((x - r * 1.35, y - r * 1.2, x + r * 1.5, y + r * 1.4), fill=(140, 106, 78))
    sheet.draw.ellipse((x - r * 1.35, y - r * 1.35, x + r * 1.35, y + r * 1.35), fill=(236, 230, 220))
    sheet.draw.ellipse((x - r, y - r, x + r, y + r), fill=(250, 247, 241))
    sheet.draw.ellipse((x - r * 0.85, y - r * 0.85, x + r * 0.85, y + r * 0.85), fill=(72, 44, 28))
    sheet.draw.arc(
        (x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7), 200, 320, fill=(168, 118, 78), width=4
    )
    return multiply(sheet.picture, pool((width, height), (0.4, 0.3), 0.8, 140))


def _bubble(sheet: Sheet, lines: list[str], mine: bool, hour: str) -> None:
    width = max(round(font(18).getlength(line)) for line in lines) + 36
    left = sheet.width - width - 18 if mine else 18
    height = len(lines) * 25 + 36
    fill = (211, 232, 222) if mine else WHITE
    sheet.draw.rounded_rectangle((left, sheet.y, left + width, sheet.y + height), 18, fill=fill)
    for number, line in enumerate(lines):
        sheet.draw.text((left + 16, sheet.y + 10 + number * 25), line, INK, font(18))
    sheet.draw.text((left + width - 12, sheet.y + height - 8), hour, GREY, font(13), anchor="rb")
    sheet.y += height + 14


def chat_advice() -> Picture:
    """An adviser approves a machine that is too large."""
    sheet = phone_sheet((236, 234, 228), "18:47")
    sheet.draw.rectangle((0, 0, sheet.width, 104), fill=(250, 250, 248))
    sheet.draw.ellipse((24, 52, 64, 92), fill=GREEN)
    sheet.draw.text((78, 54), "Консультант", INK, font(19, True))
    sheet.draw.text((78, 78), "в сети", GREEN, font(15))
    sheet.draw.text((30, 18), "18:47", INK, font(17, True))
    sheet.y = 126
    _bubble(sheet, ["Живу один, пью одну", "чашку утром. Подойдёт", "большая машина?"], True, "18:38")
    _bubble(sheet, ["Да, отличный выбор!", "Оформляем?"], False, "18:41")
    _bubble(sheet, ["А по размеру?"], True, "18:43")
    _bubble(sheet, ["Ширина 38 см, бак 3 л.", "Многие берут на вырост"], False, "18:46")
    sheet.draw.rounded_rectangle((16, 748, 374, 800), 26, fill=WHITE)
    sheet.draw.text((38, 774), "Сообщение", GREY, font(17), anchor="lm")
    return sheet.picture


def abandoned_mail() -> Picture:
    """A general sale instead of the forgotten basket."""
    sheet = phone_sheet(hour="9:18")
    sheet.text("‹  Входящие", 18, fill=GREEN, gap=16)
    sheet.text("Скидки недели до −20 %", 24, True, gap=6)
    sheet.text("Кофейная лавка · сегодня, 9:15", 15, fill=GREY, gap=16)
    sheet.picture.paste(coffee_picture(342, 210, "mail"), (24, sheet.y))
    sheet.y += 228
    sheet.words(4, 17, 3)
    sheet.y += 8
    sheet.button("Смотреть все товары")
    sheet.block(112, SAND)
    sheet.draw.text((195, sheet.y - 82), "Ваша корзина", INK, font(18, True), anchor="mm")
    sheet.draw.text((195, sheet.y - 48), "0 товаров", GREY, font(17), anchor="mm")
    sheet.words(2, 14, 5, (186, 186, 188))
    return sheet.picture


def tracking() -> Picture:
    """Three states of an order."""
    sheet = phone_sheet(SAND, "11:05")
    sheet.text("Заказ 20418", 27, True, gap=4)
    sheet.text("кофемашина и 2 пачки", 17, fill=GREY, gap=18)
    top, _ = sheet.block(232, (223, 228, 220), 18)
    for number in range(6):
        y = top + 30 + number * 34
        sheet.draw.line(
            (26, y + number * 4, 364, y - number * 6), fill=(238, 240, 236), width=9 - number % 3 * 2
        )
    sheet.draw.line((70, top + 190, 150, top + 128, 230, top + 120, 300, top + 56), fill=GREEN, width=6)
    sheet.draw.ellipse((290, top + 44, 314, top + 68), fill=RUST, outline=WHITE, width=4)
    for number, (said, when) in enumerate((("Принят", "19 мая"), ("Собран", "20 мая"), ("В пути", "21 мая"))):
        y = sheet.y + 8
        if number < 2:
            sheet.draw.line((42, y + 20, 42, y + 84), fill=GREEN, width=4)
        sheet.draw.ellipse((30, y, 54, y + 24), fill=GREEN)
        sheet.draw.text((76, y - 1), said, INK, font(20, True))
        sheet.draw.text((76, y + 25), when, GREY, font(16))
        sheet.y += 72
    sheet.y += 18
    sheet.button("Связаться с доставкой", WHITE, GREEN)
    return sheet.picture


def _tabs(sheet: Sheet, active: int) -> None:
    sheet.draw.rectangle((0, 742, sheet.width, sheet.height), fill=WHITE)
    for number, name in enumerate(("Главная", "Заказы", "Клуб", "Профиль")):
        x = 52 + number * 96
        ink = GREEN if number == active else GREY
        sheet.draw.rounded_rectangle((x - 13, 756, x + 13, 780), 8, outline=ink, width=3)
        sheet.draw.text((x, 796), name, ink, font(14), anchor="mm")


def app_home() -> Picture:
    """The start page of the app, without a word on the first brew."""
    sheet = phone_sheet(SAND, "20:33")
    sheet.text("Добрый вечер", 28, True, gap=18)
    top, _ = sheet.block(184, GREEN, 20)
    sheet.draw.text((48, top + 26), "План «Два в день»", WHITE, font(21, True))
    sheet.draw.text((48, top + 60), "следующая доставка 18 июня", (206, 226, 218), font(16))
    sheet.draw.text((48, top + 128), "1 990 ₽", WHITE, font(30, True))
    sheet.text("Вам понравится", 20, True, gap=14)
    for number in range(2):
        x = 24 + number * 178
        sheet.draw.rounded_rectangle((x, sheet.y, x + 164, sheet.y + 226), 16, fill=WHITE)
        sheet.picture.paste(coffee_picture(140, 116, f"home{number}"), (x + 12, sheet.y + 12))
        sheet.draw.text((x + 14, sheet.y + 142), ("Сироп", "Кружка")[number], INK, font(17))
        sheet.draw.text((x + 14, sheet.y + 176), ("490 ₽", "890 ₽")[number], INK, font(19, True))
    _tabs(sheet, 0)
    return sheet.picture


def app_profile() -> Picture:
    """A profile that only counts days."""
    sheet = phone_sheet(SAND, "20:36")
    sheet.y += 10
    sheet.draw.ellipse((145, sheet.y, 245, sheet.y + 100), fill=(206, 196, 182))
    sheet.draw.text((195, sheet.y + 50), "ВЛ", WHITE, font(34, True), anchor="mm")
    sheet.y += 122
    sheet.centre("Профиль", 25, True, gap=18)
    top, _ = sheet.block(126, WHITE, 18)
    sheet.draw.text((195, top + 44), "4 дня", GREEN, font(38, True), anchor="mm")
    sheet.draw.text((195, top + 94), "с нами", GREY, font(18), anchor="mm")
    for name in ("Мои заказы", "Способы оплаты", "Адрес доставки", "Уведомления"):
        top, bottom = sheet.block(58, WHITE, 14, 10)
        sheet.draw.text((44, (top + bottom) / 2), name, INK, font(18), anchor="lm")
        sheet.draw.text((346, (top + bottom) / 2), "›", GREY, font(24), anchor="mm")
    _tabs(sheet, 3)
    return sheet.picture


def lock_screen() -> Picture:
    """The blocking notice on a locked phone."""
    sheet = phone_sheet((28, 34, 44), "8:02")
    night = gradient((sheet.width, sheet.height), (36, 52, 74), (120, 92, 84))
    sheet.picture.paste(multiply(night, noise(night.size, (180, 120), "lock", 170, 255)))
    sheet.y = 96
    sheet.centre("понедельник, 25 мая", 20, fill=(226, 230, 236), gap=2)
    sheet.centre("8:02", 92, True, WHITE, 60)
    notices = (
        ("Подписка приостановлена", "Оплата не прошла 20 мая."),
        ("Скидка на сиропы", "Только сегодня, −15 %"),
    )
    for title, said in notices:
        top, _ = sheet.block(104, (232, 230, 228), 22, 14, -8)
        sheet.draw.rounded_rectangle((34, top + 22, 86, top + 74), 13, fill=GREEN)
        sheet.draw.text((104, top + 22), title, INK, font(18, True))
        sheet.draw.text((104, top + 54), said, (70, 74, 80), font(16))
    sheet.draw.rounded_rectangle((135, 796, 255, 801), 3, fill=WHITE)
    return sheet.picture


def settings() -> Picture:
    """Tastes that are shown and cannot be changed."""
    sheet = phone_sheet(hour="21:10")
    sheet.text("‹  Профиль", 18, fill=GREEN, gap=18)
    sheet.text("Вкусы", 30, True, gap=20)
    for name, value in (
        ("Обжарка", "средняя"),
        ("Помол", "для рожка"),
        ("Чашек в день", "4"),
        ("Молоко", "нет"),
    ):
        sheet.right(value, 19, fill=(176, 180, 186))
        sheet.text(name, 19, gap=16)
        sheet.rule(gap=18)
    sheet.y += 14
    sheet.block(76, (240, 241, 243), 14)
    sheet.draw.text((44, sheet.y - 74), "Изменить можно", GREY, font(17))
    sheet.draw.text((44, sheet.y - 48), "при оформлении плана", GREY, font(17))
    sheet.button("Сохранить", PALE, (170, 174, 180))
    return sheet.picture


def cancel_flow() -> Picture:
    """One more bag for somebody who has too much coffee."""
    sheet = phone_sheet(hour="12:26")
    sheet.text("×", 30, fill=GREY, gap=16)
    sheet.text("Останетесь с нами?", 29, True, gap=8)
    sheet.text("Ваша причина: «слишком", 18, fill=GREY, gap=4)
    sheet.text("много кофе»", 18, fill=GREY, gap=20)
    sheet.picture.paste(coffee_picture(342, 230, "bag"), (24, sheet.y))
    sheet.y += 250
    sheet.centre("Дарим ещё одну пачку", 22, True, RUST, 22)
    sheet.button("Остаться и получить", height=58)
    sheet.button("Всё равно уйти", (240, 241, 243), INK, 58)
    return sheet.picture


def same_mail(name: str, hour: str) -> Picture:
    """The mail that both personas got."""
    sheet = phone_sheet(hour=hour)
    sheet.text(f"{name}, пора обновить", 23, True, gap=2)
    sheet.text("кофемашину", 23, True, gap=10)
    sheet.text("сегодня, 10:00", 15, fill=GREY, gap=16)
    sheet.picture.paste(coffee_picture(342, 250, "same"), (24, sheet.y))
    sheet.y += 272
    sheet.words(5, 17, 2)
    sheet.y += 12
    sheet.button("Выбрать машину", BEAN)
    return sheet.picture
