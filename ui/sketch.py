"""What is drawn upon a picture: areas made unrecognisable, arrows, boxes and texts, and their undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)

Tool = Literal["blur", "arrow", "box", "text"]
TOOLS: tuple[Tool, ...] = ("blur", "arrow", "box", "text")

MOST_CELLS = 5
"""How many plain areas a blurred one has along its longer side: too few for a face or a line of text."""
LEAST_CELL = 1 / 64
"""The least side of such an area, in longer sides of the picture."""
QUALITY = 92
_INK, _HALO = "#C8102E", "#FFFFFF"
_LINE, _LETTER = 1 / 220, 1 / 30
"""Width of lines and height of letters, in longer sides of the picture."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing drawn, from one point to another, in pixels of the picture; only texts have a text."""

    tool: Tool
    x1: float
    y1: float
    x2: float
    y2: float
    text: str = ""

    @property
    def start(self) -> QPointF:
        return QPointF(self.x1, self.y1)

    @property
    def end(self) -> QPointF:
        return QPointF(self.x2, self.y2)

    @property
    def box(self) -> QRectF:
        return QRectF(self.start, self.end).normalized()

    def moved(self, dx: float, dy: float) -> Stroke:
        return replace(self, x1=self.x1 + dx, y1=self.y1 + dy, x2=self.x2 + dx, y2=self.y2 + dy)

    def stretched(self, dx: float, dy: float) -> Stroke:
        """The same with its end elsewhere."""
        return replace(self, x2=self.x2 + dx, y2=self.y2 + dy)


Strokes = tuple[Stroke, ...]


class History:
    """All that was drawn, step by step."""

    def __init__(self, strokes: Strokes = ()) -> None:
        self._steps: list[Strokes] = [()] if not strokes else [(), strokes]
        self._at = len(self._steps) - 1
        self._merging: object = None

    @property
    def now(self) -> Strokes:
        return self._steps[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at < len(self._steps) - 1

    def say(self, strokes: Strokes, within: object = None) -> None:
        """Go one step on; steps in a row that name the same thing, as typing in one text, are one."""
        if strokes == self.now:
            return
        again = within is not None and within == self._merging and self.can_undo
        del self._steps[self._at + (0 if again else 1) :]
        self._steps.append(strokes)
        self._at = len(self._steps) - 1
        self._merging = within

    def undo(self) -> None:
        self._at, self._merging = max(0, self._at - 1), None

    def redo(self) -> None:
        self._at, self._merging = min(len(self._steps) - 1, self._at + 1), None


def drawn(picture: QImage, strokes: Sequence[Stroke]) -> QImage:
    """A new picture of the same size with the strokes in it; blurred areas lie under all others."""
    made = QImage(picture.size(), QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.drawImage(0, 0, picture)
    for stroke in strokes:
        if stroke.tool == "blur":
            _blur(painter, picture, stroke.box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        if stroke.tool == "arrow":
            _arrow(painter, stroke, _long_side(picture))
        elif stroke.tool == "box":
            _box(painter, stroke, _long_side(picture))
        elif stroke.tool == "text":
            _text(painter, stroke, _long_side(picture))
    painter.end()
    return made


def saved(picture: QImage, strokes: Sequence[Stroke]) -> bytes:
    """The drawn picture as a JPEG that knows nothing but its pixels."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn(picture, strokes).save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def is_shown(stroke: Stroke) -> bool:
    """Whether there is anything of it to see: a text without letters is none."""
    return stroke.tool != "text" or bool(stroke.text.strip())


def text_box(stroke: Stroke, long_side: float) -> QRectF:
    """Where the words of a text stand with their ground; as high as its lines need."""
    wide, pad = max(stroke.box.width(), long_side / 12), long_side * _LETTER / 3
    high = _laid(stroke.text or " ", long_side, wide - 2 * pad).boundingRect().height()
    return QRectF(stroke.box.x(), stroke.box.y(), wide, high + 2 * pad)


def _laid(text: str, long_side: float, wide: float) -> QTextLayout:
    """The words in lines of that width; a word is broken only if it is longer than a line."""
    layout = QTextLayout(text, _font(long_side))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(wide)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _long_side(picture: QImage) -> float:
    return float(max(picture.width(), picture.height()))


def _font(long_side: float) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(max(8, round(long_side * _LETTER)))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _blur(painter: QPainter, picture: QImage, box: QRectF) -> None:
    """Put the means of a few large cells in the place of the area: what they were made of is gone."""
    area = box.toAlignedRect().intersected(picture.rect())
    if area.isEmpty():
        return
    side = max(max(area.width(), area.height()) / MOST_CELLS, _long_side(picture) * LEAST_CELL)
    columns, rows = max(1, int(area.width() / side)), max(1, int(area.height() / side))
    for row in range(rows):
        top, bottom = area.y() + area.height() * row // rows, area.y() + area.height() * (row + 1) // rows
        for column in range(columns):
            left = area.x() + area.width() * column // columns
            right = area.x() + area.width() * (column + 1) // columns
            cell = QRect(left, top, right - left, bottom - top)
            painter.fillRect(cell, _mean(picture.copy(cell)))


def _mean(part: QImage) -> QColor:
    """The mean colour of a picture."""
    ignored, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return part.scaled(1, 1, ignored, smooth).pixelColor(0, 0)


def _pens(long_side: float) -> tuple[QPen, QPen]:
    """A light line and a narrower red one upon it: seen on any ground."""
    width = max(2.0, long_side * _LINE)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    solid = Qt.PenStyle.SolidLine
    return QPen(QColor(_HALO), width * 1.9, solid, cap, join), QPen(QColor(_INK), width, solid, cap, join)


def _arrow(painter: QPainter, stroke: Stroke, long_side: float) -> None:
    path = QPainterPath(stroke.start)
    path.lineTo(stroke.end)
    along = stroke.start - stroke.end
    length = max(1.0, (along.x() ** 2 + along.y() ** 2) ** 0.5)
    back = along * (min(long_side / 30, length * 0.6) / length)
    across = QPointF(-back.y(), back.x()) * 0.6
    path.moveTo(stroke.end + back + across)
    path.lineTo(stroke.end)
    path.lineTo(stroke.end + back - across)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(long_side):
        painter.setPen(pen)
        painter.drawPath(path)


def _box(painter: QPainter, stroke: Stroke, long_side: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(long_side):
        painter.setPen(pen)
        painter.drawRect(stroke.box)


def _text(painter: QPainter, stroke: Stroke, long_side: float) -> None:
    if not is_shown(stroke):
        return
    box, pad = text_box(stroke, long_side), long_side * _LETTER / 3
    painter.setPen(QPen(QColor(_HALO), max(1.0, long_side / 600)))
    painter.setBrush(QColor(_INK))
    painter.drawRoundedRect(box, pad, pad)
    words = _laid(stroke.text, long_side, box.width() - 2 * pad)
    words.draw(painter, box.topLeft() + QPointF(pad, pad))
