"""Text of the slides: its styles, what of it fits, and how it is written into a shape."""

from __future__ import annotations

import re
from typing import Any, Literal
from xml.sax.saxutils import escape

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

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
_ALIGN = {"left": "l", "centre": "ctr", "right": "r"}
_NAMESPACE = nsdecls("a")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""Any but those that hold a number and its unit together."""
_UNFIT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""What controls something, a line break apart, and what is no character."""


def clean(said: str) -> str:
    """The text without what no XML can hold."""
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _UNFIT.sub("", said)


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
    """In place of all that the paragraph held."""
    spacing = f'<a:lnSpc><a:spcPts val="{round(style.leading * 100)}"/></a:lnSpc>'
    paragraph._p[:] = [_made("pPr", f' algn="{_ALIGN[align]}"', spacing)]
    run(paragraph, said, style, colour)


def run(paragraph: Any, said: str, style: Style, colour: str) -> None:
    """At the end of the paragraph."""
    bold = int(style.face == "SemiBold")
    fill = f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
    face = f'<a:rPr sz="{round(style.size * 100)}" b="{bold}">{fill}</a:rPr>'
    paragraph._p.append(_made("r", "", f"{face}<a:t>{escape(said)}</a:t>"))


def _made(name: str, about: str, inside: str) -> Any:
    """As XML at once: through python-pptx's objects all texts took a third of the time of a deck."""
    return parse_xml(f"<a:{name} {_NAMESPACE}{about}>{inside}</a:{name}>")
