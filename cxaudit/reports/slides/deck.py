"""Slides of 16 by 9 with a title, a footer and editable parts; lengths are in mm from the top left corner."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any, BinaryIO

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Mm, Pt

from cxaudit.reports.pdf.cover import method_name, running_heads
from cxaudit.reports.pdf.typeset import Style, headline, wrap
from cxaudit.reports.repack import repacked
from cxaudit.reports.slides.chart import ChartKind, add_chart, dress_chart
from cxaudit.reports.slides.lettering import (
    BODY,
    FONT,
    LABEL,
    SMALL,
    TITLE,
    Align,
    clean,
    fitted,
    run,
    undecorate,
    write,
)
from cxaudit.reports.slides.table import Cell, add_table
from cxaudit.reports.subject import Subject

WIDE, HIGH = 338.67, 190.5
LEFT, RIGHT = 16.0, WIDE - 16.0
MEASURE = RIGHT - LEFT
TOP, BOTTOM = 43.0, 174.0
_TITLE_ONLY = 5


class Deck:
    """A presentation in the colours of the brand."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.palette = subject.options.brand.palette
        self._raw = Presentation()
        self._raw.slide_width, self._raw.slide_height = Mm(WIDE), Mm(HIGH)
        self._layout = self._raw.slide_layouts[_TITLE_ONLY]
        self._dress()
        self._describe()

    def _dress(self) -> None:
        """The brand's colours and the font in the theme, the place of the title in the layout."""
        palette = self.palette
        theme = self._raw.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        said = theme.blob.decode("utf-8").replace('typeface="Calibri"', f'typeface="{FONT}"')
        accents = (palette.data, palette.title, palette.tint2, palette.ink3, palette.rule, palette.hair)
        for number, colour in enumerate(accents, 1):
            tag = f"a:accent{number}"
            rgb = f'<{tag}><a:srgbClr val="{colour[1:]}"/></{tag}>'
            said = re.sub(rf"<{tag}>.*?</{tag}>", rgb, said)
        theme._blob = said.encode("utf-8")
        for shape in list(self._layout.placeholders):
            if shape.placeholder_format.idx:
                shape._element.getparent().remove(shape._element)
        title: Any = self._layout.placeholders[0]
        title.left, title.top, title.width, title.height = Mm(LEFT), Mm(16), Mm(MEASURE), Mm(24)
        title.text_frame.vertical_anchor = MSO_ANCHOR.TOP

    def _describe(self) -> None:
        tr, core = self.subject.tr, self._raw.core_properties
        company = fitted(self.subject.audit.brief.company, BODY, 200, 1) or tr("Company not named")
        core.title = tr("{company}: customer journey audit", company=company)
        core.subject = tr("Customer journey audit report")
        core.author = core.last_modified_by = clean(self.subject.options.brand.name)
        core.language = self.subject.tr.lang
        core.comments = method_name(self.subject)
        core.revision = 1
        for holder in (self._raw.part.package, self._raw.part):
            for name, relation in list(holder._rels.items()):
                if relation.reltype.endswith(("/thumbnail", "/printerSettings")):  # of the template
                    holder._rels.pop(name)

    @property
    def count(self) -> int:
        return len(self._raw.slides)

    def slide(self, label: str, titles: Sequence[str]) -> Slide:
        """A slide with the first of the titles that fits two lines, and a footer."""
        slide = Slide(self, self._raw.slides.add_slide(self._layout))
        whole = (said for said in titles if len(wrap(said, TITLE, MEASURE)) <= 2)
        slide.set_title(fitted(next(whole, titles[-1]), TITLE, MEASURE, 2), TITLE, self.palette.title)
        slide.text(LEFT, 9.5, MEASURE, label, LABEL, self.palette.text)
        heads, brand = running_heads(self.subject)
        slide.text(LEFT, 180, 200, clean(heads), SMALL, self.palette.ink3)
        slide.text(RIGHT - 100, 180, 88, clean(brand), SMALL, self.palette.ink3, "right")
        slide.number(RIGHT - 10, 180, 10)
        return slide

    def bare_slide(self) -> Slide:
        """A slide with nothing but the place of its title."""
        return Slide(self, self._raw.slides.add_slide(self._layout))

    def save(self, target: BinaryIO) -> None:
        out = io.BytesIO()
        now = self.subject.options.now.replace(tzinfo=None, microsecond=0)
        self._raw.core_properties.created = self._raw.core_properties.modified = now
        self._raw.save(out)
        target.write(repacked(out.getvalue(), self.subject.options.now))


class Slide:
    """One slide; every part is a native shape, table or chart that the reader can edit."""

    def __init__(self, deck: Deck, raw: Any) -> None:
        self.deck, self._raw = deck, raw
        raw.shapes.turbo_add_enabled = True  # or each new part looks for the highest number of all

    @property
    def _shapes(self) -> Any:
        return self._raw.shapes

    def send_back(self) -> None:
        """Put the part that was made last behind all others."""
        tree = self._shapes._spTree
        tree.insert(2, tree[-1])

    # --- text

    def set_fitted_title(self, said: str, style: Style, colour: str) -> None:
        self.set_title(fitted(said, style, MEASURE, 2), style, colour)

    def set_title(self, said: str, style: Style, colour: str) -> None:
        frame = self._shapes.title.text_frame
        undecorate(frame)
        paragraph = frame.paragraphs[0]
        first, *others = headline(said, style, MEASURE)
        write(paragraph, clean(first), style, colour, "left")
        for line in others:
            paragraph.add_line_break()
            run(paragraph, clean(line), style, colour)

    def move_title(self, x: float, y: float, wide: float, high: float) -> None:
        title = self._shapes.title
        title.left, title.top, title.width, title.height = Mm(x), Mm(y), Mm(wide), Mm(high)

    def text(
        self,
        x: float,
        y: float,
        wide: float,
        said: str,
        style: Style,
        colour: str = "",
        align: Align = "left",
        most: int = 1,
    ) -> float:
        """At most that many lines; returns where they end."""
        said = fitted(said, style, wide, most)
        high = max(1, len(wrap(said, style, wide))) * style.line
        box = self._shapes.add_textbox(Mm(x), Mm(y), Mm(wide), Mm(high))
        undecorate(box.text_frame)
        write(box.text_frame.paragraphs[0], said, style, colour or self.deck.palette.ink, align)
        return y + high

    def led(
        self, x: float, y: float, wide: float, lead: str, said: str, style: Style, strong: Style, most: int
    ) -> float:
        """A paragraph whose first words are strong."""
        whole = fitted(f"{lead} {said}", strong, wide, most)
        high = len(wrap(whole, strong, wide)) * style.line
        box = self._shapes.add_textbox(Mm(x), Mm(y), Mm(wide), Mm(high))
        undecorate(box.text_frame)
        paragraph, lead = box.text_frame.paragraphs[0], clean(" ".join(lead.split()))
        ink = self.deck.palette.ink
        if not whole.startswith(lead):
            write(paragraph, whole, strong, ink, "left")
            return y + high
        write(paragraph, lead, strong, ink, "left")
        run(paragraph, whole.removeprefix(lead), style, ink)
        return y + high

    def bullets(
        self, x: float, y: float, wide: float, said: Sequence[str], style: Style, bottom: float
    ) -> float:
        """A list; what does not fit above the bottom is left out whole."""
        for text in said:
            high = len(wrap(clean(text), style, wide - 5)) * style.line
            if y + high > bottom:
                break
            self.box(x + 0.5, y + style.line / 2 - 0.8, 1.6, 1.6, self.deck.palette.data)
            y = self.text(x + 5, y, wide - 5, text, style, most=99) + 1.8
        return y

    def number(self, x: float, y: float, wide: float) -> None:
        """The number of the slide, which follows when slides are moved."""
        box = self._shapes.add_textbox(Mm(x), Mm(y), Mm(wide), Mm(SMALL.line))
        undecorate(box.text_frame)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{self.deck.subject.tr.lang}" sz="{round(SMALL.size * 100)}"><a:solidFill>'
            f'<a:srgbClr val="{self.deck.palette.ink3[1:]}"/></a:solidFill></a:rPr>'
            f"<a:t>{self.deck.count}</a:t></a:fld>"
        )
        paragraph._p.append(field)

    def note(self, said: Sequence[str]) -> None:
        """What the speaker reads: the sources, and texts that the slide shortens, whole."""
        self._raw.notes_slide.notes_text_frame.text = clean("\n".join(part for part in said if part))

    # --- shapes

    def box(self, x: float, y: float, wide: float, high: float, fill: str = "", edge: str = "") -> Any:
        shape = self._shapes.add_shape(MSO_SHAPE.RECTANGLE, Mm(x), Mm(y), Mm(wide), Mm(high))
        shape._element.remove(shape._element.find(qn("p:style")))  # or the theme draws a shadow
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(fill[1:])
        else:
            shape.fill.background()
        if edge:
            shape.line.color.rgb = RGBColor.from_string(edge[1:])
            shape.line.width = Pt(0.75)
        else:
            shape.line.fill.background()
        return shape

    def stretch(self, shape: Any, high: float) -> None:
        """Give a box the height of what stands in it."""
        shape.height = Mm(high)

    def tag(
        self, x: float, y: float, wide: float, high: float, said: str, style: Style, fill: str, ink: str,
        edge: str = "",
    ) -> None:  # fmt: skip
        """A box with one centred line."""
        frame = self.box(x, y, wide, high, fill, edge).text_frame
        undecorate(frame)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        write(frame.paragraphs[0], fitted(said, style, wide - 1, 1), style, ink, "centre")

    def rule(self, x: float, y: float, wide: float, colour: str, high: float = 0.25) -> None:
        self.box(x, y, wide, high, colour)

    def picture(
        self, data: bytes, x: float, y: float, wide: float, high: float, said: str, size: tuple[int, int]
    ) -> None:
        """A picture whole in the middle of its place, with words for who cannot see it."""
        scale = min(wide / size[0], high / size[1])
        own_wide, own_high = size[0] * scale, size[1] * scale
        left, top = x + (wide - own_wide) / 2, y + (high - own_high) / 2
        shape = self._shapes.add_picture(io.BytesIO(data), Mm(left), Mm(top), Mm(own_wide), Mm(own_high))
        _describe(shape, said)

    # --- tables and charts

    def table(
        self, y: float, widths: Sequence[float], rows: Sequence[Sequence[Cell]], high: float, x: float = LEFT
    ) -> float:
        """The first row is the head; the others are that high or as high as they need; returns the end."""
        return y + add_table(self._shapes, self.deck.palette, (x, y), widths, rows, high)

    def chart(
        self,
        kind: ChartKind,
        x: float,
        y: float,
        wide: float,
        high: float,
        name: str,
        values: Sequence[tuple[str, float | None]],
        most: float | None,
        said: str,
    ) -> None:
        """A native chart of one series; bars lie, the first on top."""
        frame = add_chart(
            self._shapes, kind, (x, y, wide, high), name, [(clean(label), v) for label, v in values]
        )
        dress_chart(frame.chart, kind, self.deck.palette, most)
        _describe(frame, said)


def _describe(shape: Any, said: str) -> None:
    """The words that a screen reader says instead of a picture or a chart."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(said))
