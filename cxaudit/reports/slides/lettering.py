"""Text of the slides: its styles, what of it fits, and how it is written into a shape."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Literal

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from cxaudit.reports.pdf.typeset import Style, shortened

FONT = "Arial"
"""Every office program has it; texts are measured in a face that is a little wider."""

TITLE = Style("SemiBold", 24, 28)
LABEL = Style("SemiBold", 11, 13)
HEADING = Style("SemiBold", 14, 17)
BODY = Style("Regular", 12, 15)
BODY_STRONG = Style("SemiBold", 12, 15)
NOTE = Style("Regular", 10.5, 13)
NOTE_STRONG = Style("SemiBold", 10.5, 13)
SMALL = Style("Regular", 9, 11)
SMALL_STRONG = Style("SemiBold", 9, 11)
FIGURE = Style("SemiBold", 30, 34)
Align = Literal["left", "centre", "right"]
_ALIGN = {"left": PP_ALIGN.LEFT, "centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Any but those that hold a number and its unit together."""


def clean(said: str) -> str:
    """The text without what no XML can hold."""
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        x for x in said if x == "\n" or (unicodedata.category(x) != "Cc" and x not in "\ufffe\uffff")
    )


def fitted(said: str, style: Style, measure: float, most: int) -> str:
    """The text, or as much of it as fits that many lines, ending in an ellipsis."""
    said = clean(_SPACES.sub(" ", said).strip())
    lines, cut = shortened(said, style, measure, most)
    return " ".join(lines) if cut else said


def undecorate(frame: Any) -> None:
    """No insets, no size of its own: the text stands where it was put."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP


def write(paragraph: Any, said: str, style: Style, colour: str, align: Align) -> None:
    paragraph.alignment = _ALIGN[align]
    paragraph.line_spacing = Pt(style.leading)
    run(paragraph, said, style, colour)


def run(paragraph: Any, said: str, style: Style, colour: str) -> None:
    run = paragraph.add_run()
    run.text = said
    run.font.size = Pt(style.size)
    run.font.bold = style.face == "SemiBold"
    run.font.color.rgb = RGBColor.from_string(colour[1:])
