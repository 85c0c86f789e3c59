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
    said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(where) | int(Qt.TextFlag.TextSingleLine), said)
    return min(rect.width(), metrics.horizontalAdvance(said))


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


def text_height(text: str, font: QFont, width: float, lines: int = 2) -> int:
    """How high that text is when wrapped into that width, in at most that many lines."""
    if not text:
        return 0
    count = min(lines, _broken(text, font, width).lineCount())
    return count * QFontMetrics(font).height()


def paint_text(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, lines: int = 2) -> int:
    """Plain text from the top of the rectangle, wrapped; the last line ends in dots if it must.

    Returns the height it took.
    """
    layout = _broken(text, font, rect.width())
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    count = min(lines, layout.lineCount())
    for i in range(count):
        line = layout.lineAt(i)
        start, length = line.textStart(), line.textLength()
        part = text[start : start + length].rstrip()
        if i == count - 1 and layout.lineCount() > count:
            part = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.x(), rect.y() + i * metrics.height() + metrics.ascent(), part)
    return count * metrics.height()


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
