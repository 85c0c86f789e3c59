"""Small strokes that widgets and item delegates share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
    QTextLayout,
    QTextOption,
)

from ui.icons import paint_icon
from ui.look import Look
from ui.theme import Kind
from ui.widgets.letters import CENTRE as CENTRE
from ui.widgets.letters import LEFT as LEFT
from ui.widgets.letters import RIGHT as RIGHT
from ui.widgets.letters import draw_at, draw_in, fits_in, line_height, width_of, wrapping

PILL_HEIGHT = 22

_SMALL = 40_000
"""Pixels of a shape that is kept: a chip, a button, a row."""
_KEPT = 8192
_broken_before: dict[tuple[str, QFont, int, int], tuple[str, ...]] = {}
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
    draw = partial(_draw_box, fill=fill, border=border, radius=radius, width=width, dashed=dashed)
    if isinstance(rect, QRect):
        paint_kept(painter, rect, f"box {fill} {border} {radius} {width} {dashed}", draw)
    else:
        draw(painter, rect)


def paint_kept(painter: QPainter, rect: QRect, name: str, draw: Callable[[QPainter, QRect], None]) -> None:
    """Draw a small shape as it was before under that name; it keeps to the rectangle and holds no words.

    Beware: on a screen that scales, a picture would blur, so there it is drawn anew each time.
    """
    width, height = rect.width(), rect.height()
    if not 0 < width * height <= _SMALL or painter.deviceTransform().isScaling():
        draw(painter, rect)
        return
    key = f"{name} {width}x{height}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = QPixmap(rect.size())
        picture.fill(Qt.GlobalColor.transparent)
        onto = QPainter(picture)
        draw(onto, QRect(0, 0, width, height))
        onto.end()
        QPixmapCache.insert(key, picture)
    painter.drawPixmap(rect.topLeft(), picture)


def _draw_box(
    painter: QPainter,
    rect: QRect | QRectF,
    fill: str,
    border: str,
    radius: float,
    width: float,
    dashed: bool,
) -> None:
    inset = width / 2 if border else 0.0
    box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(_dashes(border, width) if dashed else Qt.PenStyle.NoPen)
    if fill or dashed:
        painter.drawRoundedRect(box, *_rounding(box, radius - inset))
    if border and not dashed:
        painter.fillPath(_rim(QRectF(rect), radius, width), QColor(border))
    painter.restore()


def _rim(box: QRectF, radius: float, width: float) -> QPainterPath:
    """The border as an area: to stroke a line of 1 px takes Qt ten times as long."""
    rim = QPainterPath()
    rim.addRoundedRect(box, *_rounding(box, radius))
    inner = box.adjusted(width, width, -width, -width)
    rim.addRoundedRect(inner, *_rounding(inner, radius - width))
    return rim


def _rounding(box: QRectF, radius: float) -> tuple[float, float]:
    """The radius of the corners both ways, at most half of the box."""
    fits = max(0.0, min(radius, box.height() / 2, box.width() / 2))
    return fits, fits


def _dashes(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setDashPattern([3 / width, 2.4 / width])
    return pen


def paint_ring(painter: QPainter, rect: QRect, look: Look, radius: float = 10) -> None:
    """The 2 px mark of keyboard focus."""
    paint_box(painter, rect, border=look.tokens.accent, radius=radius, width=2)


def paint_cover(painter: QPainter, rect: QRect, picture: QPixmap) -> None:
    """Cover the rounded rectangle from the middle of the picture."""
    ratio = max(rect.width() / picture.width(), rect.height() / picture.height())
    wide, high = rect.width() / ratio, rect.height() / ratio
    part = QRect(
        round((picture.width() - wide) / 2),
        round((picture.height() - high) / 2),
        round(wide),
        round(high),
    )
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(rect, 9, 9)
    painter.setClipPath(shape)
    painter.drawPixmap(rect, picture, part)
    painter.restore()


def paint_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: str,
    where: Qt.AlignmentFlag = LEFT,
) -> int:
    """One line of plain text, cut with dots only if it cannot fit; returns the width it took."""
    width = width_of(text, font)
    if width > rect.width():
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setPen(QColor(colour))
    draw_in(painter, rect, text, font, where)
    return min(rect.width(), width)


def _broken(text: str, font: QFont, width: float, most: int) -> QTextLayout:
    """The text broken into lines, one more than asked for if there are more."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(wrapping(text))
    layout.setTextOption(option)
    layout.beginLayout()
    while layout.lineCount() <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
    layout.endLayout()
    return layout


def _lines(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """The lines that the text breaks into, the last one with dots if there is more; kept for next time."""
    wanted = (text, font, width, most)
    if wanted not in _broken_before:
        said = (text.rstrip(),) if fits_in(text, font, width) else _break(text, font, width, most)
        if len(_broken_before) >= _KEPT:
            _broken_before.clear()
        _broken_before[text, QFont(font), width, most] = said
    return _broken_before[wanted]


def _break(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    layout = _broken(text, font, width, most)
    said = []
    for i in range(min(most, layout.lineCount())):
        line = layout.lineAt(i)
        said.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    if layout.lineCount() > most:
        rest = text[layout.lineAt(most - 1).textStart() :].replace("\n", " ")
        said[-1] = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return tuple(said)


def text_height(text: str, font: QFont, width: float, lines: int = 2) -> int:
    """How high that text is when wrapped into that width, in at most that many lines."""
    return len(_lines(text, font, int(width), lines)) * line_height(font) if text else 0


def paint_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: str,
    lines: int = 2,
    half_way: bool = False,
) -> int:
    """Plain text from the top of the rectangle, or `half_way` down, wrapped.

    The last line ends in dots if it must. Returns the height it took.
    """
    said = _lines(text, font, rect.width(), lines)
    high = line_height(font)
    left, top = rect.x(), rect.y()
    if half_way:
        top += max(0, rect.height() - len(said) * high) // 2
    painter.setPen(QColor(colour))
    for i, line in enumerate(said):
        draw_at(painter, left, top + i * high, line, font)
    return len(said) * high


def pill_width(look: Look, text: str, icon: str = "") -> int:
    width = width_of(text, look.font(12, 600)) + look.px(20)
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
