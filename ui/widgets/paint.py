"""Small strokes that widgets and item delegates share."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from ui.icons import paint_icon
from ui.look import Look
from ui.theme import Kind

PILL_HEIGHT = 22
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

_KEPT = 4096
_broken_before: dict[tuple[str, str, int, int], tuple[str, ...]] = {}
"""Breaking a text into lines costs more than drawing it, and lists draw the same texts again and again."""


def paint_box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: str = "",
    border: str = "",
    radius: float = 10,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """A rounded box whose border lies inside the rectangle."""
    box = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if border:
        pen = QPen(QColor(border), width)
        if dashed:
            pen.setDashPattern([3 / width, 2.4 / width])
        painter.setPen(pen)
        box.adjust(width / 2, width / 2, -width / 2, -width / 2)
        radius -= width / 2
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    radius = max(0.0, min(radius, box.height() / 2, box.width() / 2))
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def paint_ring(painter: QPainter, rect: QRect, look: Look, radius: float = 10) -> None:
    """The 2 px mark of keyboard focus."""
    paint_box(painter, rect, border=look.tokens.accent, radius=radius, width=2)


def paint_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: str,
    where: Qt.AlignmentFlag = LEFT,
) -> int:
    """One line of plain text, cut with dots only if it cannot fit; returns the width it took."""
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(text)
    if width > rect.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(where) | int(Qt.TextFlag.TextSingleLine), text)
    return min(rect.width(), width)


def _broken(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
    layout.endLayout()
    return layout


def _lines(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """The lines that the text breaks into, the last one with dots if there is more; kept for next time."""
    wanted = (text, font.key(), width, most)
    if wanted not in _broken_before:
        layout = _broken(text, font, width)
        said = []
        for i in range(min(most, layout.lineCount())):
            line = layout.lineAt(i)
            said.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        if layout.lineCount() > most:
            rest = text[layout.lineAt(most - 1).textStart() :]
            said[-1] = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        if len(_broken_before) >= _KEPT:
            _broken_before.clear()
        _broken_before[wanted] = tuple(said)
    return _broken_before[wanted]


def text_height(text: str, font: QFont, width: float, lines: int = 2) -> int:
    """How high that text is when wrapped into that width, in at most that many lines."""
    return len(_lines(text, font, int(width), lines)) * QFontMetrics(font).height() if text else 0


def paint_text(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, lines: int = 2) -> int:
    """Plain text from the top of the rectangle, wrapped; the last line ends in dots if it must.

    Returns the height it took.
    """
    said = _lines(text, font, rect.width(), lines)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    for i, line in enumerate(said):
        painter.drawText(rect.x(), rect.y() + i * metrics.height() + metrics.ascent(), line)
    return len(said) * metrics.height()


def pill_width(look: Look, text: str, icon: str = "") -> int:
    width = look.metrics(12, 600).horizontalAdvance(text) + look.px(20)
    return width + (look.px(18) if icon else 0)


def paint_pill(
    painter: QPainter,
    left: int,
    middle: int,
    look: Look,
    text: str,
    kind: Kind,
    icon: str = "",
    on_selected: bool = False,
) -> int:
    """A pill starting at `left` around the line `middle`; returns its width."""
    fill, ink = look.pair(kind)
    if on_selected and kind != "solid":
        fill = look.tokens.surface
    height = look.px(PILL_HEIGHT)
    width = pill_width(look, text, icon)
    rect = QRect(left, middle - height // 2, width, height)
    paint_box(painter, rect, fill, radius=height / 2)
    inner = rect.adjusted(look.px(10), 0, -look.px(10) + 1, 0)
    if icon:
        side = look.px(14)
        paint_icon(painter, QRect(inner.x(), middle - side // 2, side, side), icon, ink)
        inner.setLeft(inner.left() + look.px(18))
    paint_line(painter, inner, text, look.font(12, 600), ink, LEFT if icon else CENTRE)
    return width


def paint_chevron(painter: QPainter, rect: QRect, look: Look) -> None:
    """The sign that a row opens something, at the right of the rectangle."""
    side = look.px(20)
    where = QRect(rect.right() - side + 1, rect.center().y() - side // 2 + 1, side, side)
    paint_icon(painter, where, "chevron-right", look.tokens.muted)


def paint_range(painter: QPainter, left: float, right: float, middle: float, half: float, look: Look) -> None:
    """A level line with upright ends, 2 px with a halo, for bounds."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ends = [QLineF(x, middle - half, x, middle + half) for x in (left, right)]
    for colour, width in ((look.tokens.surface, 5), (look.tokens.text, 2)):
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines([QLineF(left, middle, right, middle), *ends])
    painter.restore()
