"""Words kept as they were set: to shape a text takes longer than to draw it, and rows draw many again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTextOption, QTransform

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

_KEPT = 2048
_LONGEST = 400
"""Letters of a text that is kept; longer ones are drawn seldom."""
_SHARES = {int(CENTRE): 0.5, int(RIGHT): 1.0}
"""How much of the free room is left of the line; beware: to compare flags takes Python as long as drawing."""
_ENDLESS = re.compile(r"\S{2000}")
_BREAKS = frozenset("\t\n\r\v\f\u0085\u2028\u2029")
_Made = TypeVar("_Made")
_widths: dict[tuple[str, QFont], int] = {}
_heights: dict[QFont, int] = {}
_drawn: dict[tuple[str, QFont], QStaticText | None] = {}


def wrapping(text: str) -> QTextOption.WrapMode:
    """Where its lines may break: anywhere in a text without spaces, which Qt would search for very long."""
    modes = QTextOption.WrapMode
    return modes.WrapAnywhere if _ENDLESS.search(text) else modes.WrapAtWordBoundaryOrAnywhere


def width_of(text: str, font: QFont) -> int:
    """How wide that line is."""
    return _kept(_widths, text, font, _measured)


def line_height(font: QFont) -> int:
    """How high a line of it is; the few fonts of a look are asked for again and again."""
    high = _heights.get(font)
    if high is None:
        high = _heights[QFont(font)] = QFontMetrics(font).height()
    return high


def fits_in(text: str, font: QFont, width: int) -> bool:
    """Whether the text is one line that has its room there."""
    return len(text) <= _LONGEST and _BREAKS.isdisjoint(text) and width_of(text, font) < width


def draw_at(painter: QPainter, x: float, top: float, text: str, font: QFont) -> None:
    """Draw a line from that corner, in the painter's colour."""
    painter.setFont(font)
    glyphs = _kept(_drawn, text, font, _glyphs)
    if glyphs:
        painter.drawStaticText(QPointF(x, top), glyphs)
    else:
        painter.drawText(QPointF(x, top + QFontMetrics(font).ascent()), text)


def draw_in(painter: QPainter, rect: QRect, text: str, font: QFont, where: Qt.AlignmentFlag) -> None:
    """Draw a line at that side of the rectangle and half-way down, in the painter's colour."""
    glyphs = _kept(_drawn, text, font, _glyphs)
    if not glyphs:
        painter.setFont(font)
        painter.drawText(rect, int(where) | int(Qt.TextFlag.TextSingleLine), text)
        return
    size = glyphs.size()
    left = rect.x() + (rect.width() - size.width()) * _SHARES.get(int(where), 0.0)
    painter.setFont(font)
    painter.drawStaticText(QPointF(left, rect.y() + (rect.height() - size.height()) / 2), glyphs)


def _glyphs(text: str, font: QFont) -> QStaticText | None:
    """The line as it is drawn; None where another font would have to help out, or it is no line."""
    if not _BREAKS.isdisjoint(text):
        return None
    glyphs = QStaticText(text)
    glyphs.setTextFormat(Qt.TextFormat.PlainText)
    glyphs.prepare(QTransform(), font)
    return glyphs if glyphs.size().height() == QFontMetrics(font).height() else None


def _measured(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _kept(
    known: dict[tuple[str, QFont], _Made], text: str, font: QFont, make: Callable[[str, QFont], _Made]
) -> _Made:
    """What was made of that line before, or is made now."""
    wanted = (text, font)
    if wanted in known:
        return known[wanted]
    made = make(text, font)
    if len(text) <= _LONGEST:
        if len(known) >= _KEPT:
            known.clear()
        known[text, QFont(font)] = made
    return made
