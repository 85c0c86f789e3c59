"""A QR code on white, for another device to photograph."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import Look
from ui.widgets.paint import paint_box

_PAPER = "#FFFFFF"
"""Black on white in every theme: a camera reads nothing else so surely."""
_QUIET = 4
"""Modules left free around the code."""


class QrCode(QWidget):
    """About that large: each module has as many whole pixels as fit best."""

    def __init__(self, look: Look, name: str, side: int) -> None:
        super().__init__()
        self.look = look
        self._code = QImage()
        self._side = look.px(side)
        self.setAccessibleName(name)
        self._module = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_modules(self, modules: tuple[bytes, ...]) -> None:
        """Show that code; 0 is dark."""
        side = len(modules)
        self._code = QImage(b"".join(modules), side, side, side, QImage.Format.Format_Grayscale8).copy()
        self._module = max(1, round(self._side / (side + 2 * _QUIET)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._side if self._code.isNull() else self._module * (self._code.width() + 2 * _QUIET)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), _PAPER, self.look.tokens.line, 8)
        first, side = _QUIET * self._module, self._module * self._code.width()
        painter.drawImage(QRect(first, first, side, side), self._code)
        painter.end()
