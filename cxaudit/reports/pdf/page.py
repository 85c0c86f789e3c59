"""The A4 sheet in millimetres from its top left corner: text, rules, boxes, pages, bookmarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, BinaryIO, Literal

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from cxaudit.i18n import Translator
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.colours import rgb
from cxaudit.reports.jpeg import Jpeg
from cxaudit.reports.pdf import file, operators, typeset
from cxaudit.reports.pdf.letters import Letters
from cxaudit.reports.pdf.operators import HEIGHT, Point
from cxaudit.reports.pdf.photo import Photo
from cxaudit.reports.pdf.tags import Link, Place, Tags
from cxaudit.reports.pdf.typeset import MM, SMALL, SMALL_HEAD, TITLE, Face, Style

WIDTH = 210.0
LEFT, RIGHT = 17.0, 193.0
MEASURE = RIGHT - LEFT
TOP, BOTTOM = 24.0, 280.0
HEADER, FOOTER = 13.0, 287.0
LAST_HEADING = 30.0
"""No heading stands in the last 30 mm of a page, unless all that belongs to it does too."""
AFTER_LABEL = 5.0
"""What a heading keeps from the line that says that a page goes on."""

Align = Literal["left", "right", "centre"]


class _Sheet(Canvas):  # type: ignore[misc]
    def addLiteral(self, s: str, escaped: int = 1) -> None:
        """As it is: what comes here is written in operators already."""
        self._code.append(s)


class Paper:
    """A document being drawn; `y` is where the next thing of a flowing section goes."""

    def __init__(self, target: BinaryIO, tr: Translator, palette: Palette, now: datetime) -> None:
        self.tr = tr
        self.palette = palette
        self.y = TOP
        self.number = 0
        self.running = ("", "")
        self.label = ""
        self.logo: Any = None
        self._target = target
        self.canvas = _Sheet(
            target,
            pagesize=(WIDTH * MM, HEIGHT * MM),
            invariant=1,
            initialFontName=typeset.font_name("Regular"),
            pageCompression=1,
            pdfVersion=(1, 5),
            lang="ru-RU" if tr.lang == "ru" else "en-GB",
        )
        self.canvas.setDateFormatter(lambda *_: f"D:{now:%Y%m%d%H%M%S}")
        self.tags = Tags(self.canvas)
        self._letters: dict[Face, Letters] = {}
        self._footers: list[int] = []
        self._named = 0
        self._places: defaultdict[str, Place] = defaultdict(Place)

    # --- marks on the sheet ---

    def text(
        self, x: float, y: float, said: str, style: Style, colour: str = "", align: Align = "left"
    ) -> None:
        """One line with its base line at y; `said` must be printable (see typeset.plain)."""
        if said:
            before = " " if self.tags.text(style.role, y) else ""
            self._line(x, y, before + said, style, colour, align)

    def rising_text(self, x: float, y: float, said: str, style: Style, colour: str) -> None:
        """One line that goes up from there, read with the head to the left."""
        if said:
            before = " " if self.tags.text(style.role, y) else ""
            y += typeset.width(before, style) if before else 0.0
            self._write(f"0 1 -1 0 {operators.at(x, y)} Tm", before + said, style, colour)

    def _line(self, x: float, y: float, said: str, style: Style, colour: str, align: Align) -> None:
        """One line; spaces at its ends keep it apart from what is heard with it, and move nothing."""
        if align != "left":
            x -= typeset.width(said.strip(" "), style) / (1 if align == "right" else 2)
        if said[0] == " ":
            x -= typeset.width(" ", style)
        self._write(f"{operators.at(x, y)} Td", said, style, colour)

    def _write(self, where: str, said: str, style: Style, colour: str) -> None:
        """A text from that place on: `Canvas.drawString` takes twice as long for the same."""
        letters = self._letters.get(style.face) or self._letters_of(style.face)
        shown = letters.shown(said, style.size)
        self.canvas.addLiteral(f"{operators.ink(colour or self.palette.ink)} BT {where} {shown} ET")

    def _letters_of(self, face: Face) -> Letters:
        """Of the family that is printed in, which stays the same through a document."""
        font = pdfmetrics.getFont(typeset.font_name(face))
        self._letters[face] = found = Letters(font, self.canvas._doc)
        return found

    def lines(
        self,
        x: float,
        y: float,
        said: Sequence[str],
        style: Style,
        colour: str = "",
        align: Align = "left",
    ) -> float:
        """Lines of one text from a first base line on; returns the base line that would come next."""
        before = " " if any(said) and self.tags.text(style.role, y) else ""
        for at, line in enumerate(said, 1):
            if line:
                after = " " if at < len(said) else ""
                self._line(x, y, before + line + after, style, colour, align)
                before = ""
            y += style.line
        return y

    def paragraph(
        self, x: float, y: float, said: str, style: Style, measure: float, colour: str = ""
    ) -> float:
        """A text in a column; returns the next base line."""
        return self.lines(x, y, typeset.wrap(said, style, measure), style, colour)

    def led_paragraph(
        self, x: float, y: float, lead: str, said: str, style: Style, measure: float, colour: str = ""
    ) -> float:
        """A paragraph whose first words are semibold; returns the next base line."""
        strong = Style("SemiBold", style.size, style.leading)
        lead = typeset.plain(lead)
        extra = typeset.width(lead, strong) - typeset.width(lead, style)
        first, *others = typeset.wrap(f"{lead} {said}", style, measure - max(extra, 0))
        with self.tags.whole(style.role):
            if first.startswith(lead):
                self.text(x, y, lead, strong, colour)
                x_rest = x + typeset.width(lead + " ", strong)
                self.text(x_rest, y, first.removeprefix(lead).strip(), style, colour)
            else:
                self.text(x, y, first, style, colour)
            return self.lines(x, y + style.line, others, style, colour)

    def rule(self, x1: float, x2: float, y: float, colour: str = "", points: float = 0.5) -> None:
        self.line(x1, y, x2, y, colour or self.palette.hair, points)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, points: float = 0.5) -> None:
        self.tags.decoration()
        path = f"{operators.at(x1, y1)} m {operators.at(x2, y2)} l"
        self.canvas.addLiteral(operators.stroked(path, colour, points))

    def stroke(self, through: Sequence[Point], colour: str, points: float, dashed: bool = False) -> None:
        """A line through these places; dashes are three times as long as it is wide."""
        self.tags.decoration()
        drawn = operators.stroked(operators.through(through), colour, points)
        self.canvas.addLiteral(operators.dashed(drawn, 3 * points, 2 * points) if dashed else drawn)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str = "",
        edge: str = "",
        points: float = 0.5,
        dashed: bool = False,
    ) -> None:
        """A rectangle whose top left corner is at x, y."""
        self.tags.decoration()
        drawn = operators.painted(operators.rectangle(x, y, wide, high), fill, edge, points)
        self.canvas.addLiteral(operators.dashed(drawn, 1.6, 1.4) if dashed else drawn)

    def shape(self, corners: Sequence[Point], fill: str = "", edge: str = "", points: float = 0.5) -> None:
        """A polygon."""
        self.tags.decoration()
        self.canvas.addLiteral(operators.painted(operators.through(corners) + " h", fill, edge, points))

    def dot(
        self, x: float, y: float, radius: float, fill: str = "", edge: str = "", points: float = 0.8
    ) -> None:
        self.tags.decoration()
        self.canvas.addLiteral(operators.painted(operators.circle(x, y, radius), fill, edge, points))

    def half_dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """The left half of a filled circle."""
        self.tags.decoration()
        self.canvas.setFillColorRGB(*rgb(fill))
        left, low, right, high = x - radius, HEIGHT - y - radius, x + radius, HEIGHT - y + radius
        self.canvas.wedge(left * MM, low * MM, right * MM, high * MM, 90, 180, stroke=0, fill=1)

    def hatch(self, x: float, y: float, wide: float, high: float, colour: str, gap: float = 1.1) -> None:
        """Rising lines that end at the edges of the rectangle."""
        offset = gap
        while offset < wide + high:
            x1, y1 = (x, y + offset) if offset <= high else (x + offset - high, y + high)
            x2, y2 = (x + offset, y) if offset <= wide else (x + wide, y + offset - wide)
            self.line(x1, y1, x2, y2, colour, 0.45)
            offset += gap

    def image(
        self,
        picture: Jpeg | ImageReader,
        x: float,
        y: float,
        wide: float,
        high: float,
        anchor: str = "c",
    ) -> None:
        """A picture fitted whole into the rectangle."""
        self.tags.decoration()
        if isinstance(picture, Jpeg):
            self._photo(picture, x, y, wide, high)
            return
        self.canvas.drawImage(
            picture,
            x * MM,
            (HEIGHT - y - high) * MM,
            wide * MM,
            high * MM,
            preserveAspectRatio=True,
            anchor=anchor,
            mask="auto",
        )

    def _photo(self, photo: Jpeg, x: float, y: float, wide: float, high: float) -> None:
        """In the middle of the rectangle; the same photo is in the file once."""
        scale = min(wide / photo.width, high / photo.height)
        across, up = photo.width * scale, photo.height * scale
        at = operators.at(x + (wide - across) / 2, y + (high + up) / 2)
        name = Photo.hang(photo, self.canvas)
        self.canvas.addLiteral(f"q {across * MM:.2f} 0 0 {up * MM:.2f} {at} cm /{name} Do Q")

    def figure(self, said: str, x: float, y: float, wide: float, high: float) -> AbstractContextManager[None]:
        """What is drawn within is one picture; `said` is what is heard instead of it."""
        left, low = x * MM, (HEIGHT - y - high) * MM
        return self.tags.whole("Figure", said, (left, low, left + wide * MM, low + high * MM))

    # --- bookmarks and links ---

    def bookmark(self, title: str, level: int, key: str = "") -> None:
        """An entry of the outline that opens this page; `key` lets `link` lead here."""
        if level == 0:
            self.tags.section()
        self._named += 1
        name = key or f"mark-{self._named}"
        self._places[name].page = self.number
        self.canvas.bookmarkPage(name, fit="Fit")
        self.canvas.addOutlineEntry(title, name, level, closed=False)

    def place(self, key: str, y: float) -> None:
        """Let `link` lead to this height of the page, without an entry of the outline."""
        place = self._places[key]
        place.page, place.top = self.number, (HEIGHT - max(0, y - 8)) * MM

    def link(self, key: str, x: float, y: float, wide: float, high: float) -> None:
        """A click on the rectangle opens the page with that bookmark."""
        left, low = x * MM, (HEIGHT - y - high) * MM
        link = Link((left, low, left + wide * MM, low + high * MM), self._places[key])
        self.canvas._annotationrefs.append(self.canvas._doc.Reference(link))
        self.tags.link(link)

    # --- pages ---

    def start_page(self, running: bool = True) -> None:
        """A fresh sheet, with header and footer unless it is the cover."""
        self.finish_page()
        self.number += 1
        self.y = TOP
        if running:
            with self.tags.repeated():
                self._header()
            self._footers.append(self.number)

    def finish_page(self) -> None:
        if self.number:
            self.tags.end_page()
            self.canvas.showPage()

    def continue_page(self) -> None:
        """A fresh sheet of the same section, which says so."""
        self.start_page()
        said = self.tr("{label}, continued", label=self.label)
        line = typeset.shortened(said, typeset.SMALL_STRONG, MEASURE, 1)[0][0]
        with self.tags.repeated():
            self.text(LEFT, TOP, line, typeset.SMALL_STRONG, self.palette.text)
        self.y = TOP + 4.5

    def need(self, high: float) -> bool:
        """Continue on another page unless that much fits on this one; tells whether it did."""
        if self.y + high <= BOTTOM:
            return False
        self.continue_page()
        return True

    def begin_part(self, high: float) -> None:
        """Find room for a heading and what must stand with it: here, or on another page below its label."""
        if self.need(high):
            self.y += AFTER_LABEL

    def title(self, label: str, said: Sequence[str], aside: str = "") -> None:
        """What the page is about and the first finding that takes two lines; leaves `y` below them."""
        self.label = typeset.shortened(label, typeset.SMALL_STRONG, MEASURE, 1)[0][0]
        self.text(LEFT, TOP, self.label, typeset.SMALL_STRONG, self.palette.text)
        left = LEFT + typeset.width(self.label, typeset.SMALL_STRONG) + 3
        if aside and left + typeset.width(typeset.plain(aside), SMALL) <= RIGHT:
            self.text(left, TOP, typeset.plain(aside), SMALL, self.palette.ink2)
        tried = [typeset.headline(finding, TITLE, MEASURE) for finding in said]
        lines = next((lines for lines in tried if len(lines) <= 2), tried[-1])
        self.y = self.lines(LEFT, 33, lines, TITLE, self.palette.title) - TITLE.line + 7.5

    def _header(self) -> None:
        left, right = self.running
        self.text(LEFT, HEADER, left, SMALL, self.palette.ink3)
        if self.logo is not None:
            self.image(self.logo, RIGHT - 40, HEADER - 3.4, 40, 4.6, anchor="e")
        else:
            self.text(RIGHT, HEADER, right, typeset.SMALL_STRONG, self.palette.text, "right")

    def save(self, footer: str) -> None:
        """Write the file; only now is the number of pages known."""
        tr = self.tr
        self.finish_page()
        for number in self._footers:
            self._foot(number, footer, tr("{n} of {total}", n=number, total=self.number))
        self.canvas.addPageLabel(0, style="ARABIC", start=1)
        file.write(self.canvas, self.tags, self._target)

    def _foot(self, number: int, footer: str, page: str) -> None:
        """Add to a page that is finished."""
        self.canvas._code = []
        with self.tags.repeated():
            self.text(LEFT, FOOTER, footer, SMALL, self.palette.ink3)
            self.text(RIGHT, FOOTER, page, SMALL_HEAD, self.palette.ink2, "right")
        self.canvas._doc.Pages[number - 1].stream += "\n".join(self.canvas._code) + "\n"
