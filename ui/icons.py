"""Lucide icons drawn as lines in any colour, sharp at any scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from cxaudit.paths import RESOURCES

BRAND = RESOURCES / "brand" / "cxaudit.svg"


@lru_cache(maxsize=256)
def picture(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    """The icon in one colour, `side` points wide on a screen of that pixel ratio."""
    from PySide6.QtSvg import QSvgRenderer

    lines = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    pixels = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    QSvgRenderer(QByteArray(lines.encode())).render(painter, QRectF(pixels.rect()))
    painter.end()
    pixels.setDevicePixelRatio(ratio)
    return pixels


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw the icon in the middle of the rectangle, as large as its shorter side."""
    side = min(rect.width(), rect.height())
    drawn = picture(name, colour, side, painter.device().devicePixelRatioF())
    painter.drawPixmap(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, drawn)


class LineIcon(QIconEngine):
    """The engine of a QIcon: draws when asked, at the size and scale asked for."""

    def __init__(self, name: str, colour: str, off: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._off = off

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._off if mode == QIcon.Mode.Disabled else self._colour
        paint_icon(painter, rect, self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        colour = self._off if mode == QIcon.Mode.Disabled else self._colour
        side = min(size.width(), size.height())
        return picture(self._name, QColor(colour).name(), max(1, round(side / scale)), scale)

    def clone(self) -> QIconEngine:
        return LineIcon(self._name, self._colour, self._off)
