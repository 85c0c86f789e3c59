"""Flat things to lay on a table: phones, laptops, sheets, cards; each is an RGBA picture."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw, ImageFont
from PIL.Image import Image as Picture
from PIL.ImageFont import FreeTypeFont

from cxaudit.paths import RESOURCES
from installer.sample_photos.light import Colour, gradient, multiply, noise

INK = (38, 41, 46)
GREY = (128, 132, 140)
PALE = (226, 229, 233)
GREEN = (46, 110, 92)
RUST = (176, 84, 52)
WHITE = (255, 255, 255)


SMALL_PRINT = (
    "Срок начинается в день доставки.",
    "Оплата вносится раз в месяц до указанной даты.",
    "Зёрна и машину привозит курьер в выбранное время.",
    "Стороны сообщают об изменениях заранее.",
    "Обжарка свежая, помол можно выбрать.",
    "Уход за машиной описан в памятке.",
    "Вопросы принимают в чате и по телефону каждый день.",
)


@cache
def font(size: int, bold: bool = False) -> FreeTypeFont:
    """The program's own typeface in that size."""
    name = "Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf"
    return ImageFont.truetype(str(RESOURCES / "fonts" / name), size)


class Sheet:
    """A page or a screen that is written from top to bottom; `y` is where the next line begins."""

    def __init__(self, width: int, height: int, ground: Colour = WHITE, margin: int = 24) -> None:
        self.picture = Image.new("RGB", (width, height), ground)
        self.draw = ImageDraw.Draw(self.picture)
        self.width, self.height, self.margin = width, height, margin
        self.y = margin

    def text(
        self,
        said: str,
        size: int = 20,
        bold: bool = False,
        fill: Colour = INK,
        gap: int = 10,
        x: int | None = None,
    ) -> None:
        """One line of words."""
        self.draw.text((self.margin if x is None else x, self.y), said, fill, font(size, bold))
        self.y += round(size * 1.2) + gap

    def right(self, said: str, size: int = 20, bold: bool = False, fill: Colour = INK) -> None:
        """Words at the right edge of the line that comes next."""
        self.draw.text((self.width - self.margin, self.y), said, fill, font(size, bold), anchor="ra")

    def centre(
        self, said: str, size: int = 20, bold: bool = False, fill: Colour = INK, gap: int = 10
    ) -> None:
        """One line in the middle."""
        self.draw.text((self.width / 2, self.y), said, fill, font(size, bold), anchor="ma")
        self.y += round(size * 1.2) + gap

    def block(
        self, height: int, fill: Colour, radius: int = 12, gap: int = 14, inset: int = 0
    ) -> tuple[int, int]:
        """A rounded field over the whole width; gives its top and bottom."""
        top = self.y
        left = self.margin + inset
        self.draw.rounded_rectangle((left, top, self.width - left, top + height), radius, fill=fill)
        self.y = top + height + gap
        return top, top + height

    def words(
        self, lines: int, size: int, start: int = 0, fill: Colour = (122, 123, 127), gap: float = 0.45
    ) -> None:
        """Lines of small print; `start` is the sentence to begin with."""
        turned = SMALL_PRINT[start % len(SMALL_PRINT) :] + SMALL_PRINT[: start % len(SMALL_PRINT)]
        left, face = " ".join(turned * 2).split(), font(size)
        for line in range(lines):
            said = ""
            limit = (self.width - 2 * self.margin) * (0.6 if line == lines - 1 else 1)
            while left and face.getlength(f"{said} {left[0]}") < limit:
                said = f"{said} {left.pop(0)}".strip()
            self.draw.text((self.margin, self.y), said, fill, face)
            self.y += round(size * (1 + gap))

    def button(self, said: str, fill: Colour = GREEN, ink: Colour = WHITE, height: int = 52) -> None:
        """A wide button."""
        top, bottom = self.block(height, fill, height // 4)
        self.draw.text(
            (self.width / 2, (top + bottom) / 2), said, ink, font(round(height * 0.4), True), anchor="mm"
        )

    def rule(self, fill: Colour = PALE, gap: int = 14) -> None:
        """A thin line across."""
        self.draw.line((self.margin, self.y, self.width - self.margin, self.y), fill=fill, width=2)
        self.y += gap


def rounded(picture: Picture, radius: int) -> Picture:
    """The picture with round corners."""
    mask = Image.new("L", (picture.width * 2, picture.height * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius * 2, fill=255)
    result = picture.convert("RGBA")
    result.putalpha(mask.resize(picture.size, Image.Resampling.BOX))
    return result


def phone(screen: Picture, body: Colour = (24, 25, 28), glare: float = 0.16) -> Picture:
    """A phone that shows that screen, with a little window light on the glass."""
    rim, edge = 13, 5
    width, height = screen.width + 2 * (rim + edge), screen.height + 2 * (rim + edge)
    metal = gradient((width, height), tuple_of(body, 90), tuple_of(body, 30), sideways=True)
    case = rounded(metal, 62)
    black = rounded(Image.new("RGB", (width - 2 * edge, height - 2 * edge), (9, 9, 11)), 58)
    case.paste(black, (edge, edge), black)
    glass = rounded(_glare(screen, glare), 46)
    case.paste(glass, (edge + rim, edge + rim), glass)
    draw = ImageDraw.Draw(case)
    draw.ellipse((width / 2 - 9, rim + edge + 12, width / 2 + 9, rim + edge + 30), fill=(10, 10, 12, 255))
    return case


def tuple_of(colour: Colour, more: int) -> Colour:
    """The colour brighter by so much."""
    return (min(255, colour[0] + more), min(255, colour[1] + more), min(255, colour[2] + more))


def _glare(screen: Picture, strength: float) -> Picture:
    """The screen with a slanting reflection."""
    width, height = screen.size
    light = Image.new("L", (width // 4, height // 4), 0)
    w, h = light.size
    ImageDraw.Draw(light).polygon([(w * 0.55, 0), (w, 0), (w, h * 0.62), (w * 0.2, h * 0.9)], fill=255)
    from PIL import ImageFilter

    light = light.filter(ImageFilter.GaussianBlur(w / 7)).resize(screen.size, Image.Resampling.BICUBIC)
    result = multiply(
        screen, gradient((256, 256), (255, 255, 255), (232, 232, 232)).convert("L").resize(screen.size)
    )
    result.paste((255, 255, 255), (0, 0), light.point(lambda v: round(v * strength)))
    return result


def display(screen: Picture, rim: int = 18, body: Colour = (18, 18, 20)) -> Picture:
    """The lid of a laptop or a tablet that shows that screen."""
    case = Image.new("RGB", (screen.width + 2 * rim, screen.height + 2 * rim), body)
    case.paste(_glare(screen, 0.1), (rim, rim))
    ImageDraw.Draw(case).ellipse(
        (case.width / 2 - 3, rim / 2 - 3, case.width / 2 + 3, rim / 2 + 3), fill=(50, 50, 60)
    )
    return rounded(case, 22)


def paper(sheet: Sheet | Picture, seed: str, tint: Colour = (250, 248, 242)) -> Picture:
    """A printed page: fibres, a slight wave of light and a fold."""
    picture = sheet.picture if isinstance(sheet, Sheet) else sheet
    wave = noise(picture.size, (picture.width / 2.2, picture.height / 3), seed, 228, 255)
    fibre = noise(picture.size, (2.5, 2.5), seed + "fibre", 243, 255)
    result = multiply(multiply(multiply(picture, wave), fibre), Image.new("L", picture.size, 252))
    return multiply_colour(result, tint).convert("RGBA")


def multiply_colour(picture: Picture, colour: Colour) -> Picture:
    """The picture as if printed on that colour."""
    from PIL import ImageChops

    return ImageChops.multiply(picture, Image.new("RGB", picture.size, colour))


def status_bar(sheet: Sheet, hour: str = "14:12", ink: Colour = INK) -> None:
    """The top line of a phone: hour, signal, battery."""
    draw, right = sheet.draw, sheet.width - 26
    draw.text((28, 14), hour, ink, font(17, True))
    for bar in range(4):
        draw.rectangle((right - 74 + bar * 7, 31 - 4 - bar * 3, right - 70 + bar * 7, 31), fill=ink)
    draw.rounded_rectangle((right - 30, 18, right, 32), 4, outline=ink, width=2)
    draw.rectangle((right - 27, 21, right - 10, 29), fill=ink)
    sheet.y = 58


def phone_sheet(ground: Colour = WHITE, hour: str = "14:12") -> Sheet:
    """An empty phone screen with its status bar."""
    sheet = Sheet(390, 820, ground, 24)
    status_bar(sheet, hour, WHITE if sum(ground) < 200 else INK)
    return sheet
