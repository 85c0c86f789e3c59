"""A QR code on white, for another device to photograph."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import Look
from ui.widgets.paint import paint_box

_PAPER, _INK = "#FFFFFF", "#000000"
"""Black on white in every theme: a camera reads nothing else so surely."""
_QUIET = 4
"""Modules left free around the code."""


class QrCode(QWidget):
    """About that large: each module has as many whole pixels as fit best."""

    def __init__(self, look: Look, name: str, side: int) -> None:
        super().__init__()
        self.look = look
        self._modules: tuple[bytes, ...] = ()
        self._side = look.px(side)
        self.setAccessibleName(name)
        self._module = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_modules(self, modules: tuple[bytes, ...]) -> None:
        """Show that code; 0 is dark."""
        self._modules = modules
        self._module = max(1, round(self._side / (len(modules) + 2 * _QUIET)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._module * (len(self._modules) + 2 * _QUIET) if self._modules else self._side
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), _PAPER, self.look.tokens.line, 8)
        first = _QUIET * self._module
        for row, line in enumerate(self._modules):
            for column, module in enumerate(line):
                if not module:
                    where = QRect(0, 0, self._module, self._module)
                    where.moveTo(first + column * self._module, first + row * self._module)
                    painter.fillRect(where, QColor(_INK))
        painter.end()
