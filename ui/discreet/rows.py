"""The few rows above the keys: numbers within the stage, and what each one got."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import TOUCH, Look
from ui.widgets.paint import LEFT, RIGHT, paint_box, paint_line

MOST = 4
_BEFORE = 2
_HELD_MS = 450


class NoteRows(QWidget):
    """Four rows about the current one; a tap chooses, holding a row asks what it is about."""

    chosen = Signal(int)
    """By how many rows from the current one."""
    held = Signal(int)
    released = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._rows: list[tuple[str, str]] = []
        self._here = self._pressed = 0
        self._top = 0
        self._holding = QTimer(self)
        self._holding.setSingleShot(True)
        self._holding.setInterval(_HELD_MS)
        self._holding.timeout.connect(self._hold)
        self._is_held = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def words(self) -> list[tuple[str, str]]:
        """The rows in sight: number and mark."""
        return self._rows[self._top : self._top + self._shown]

    def show_rows(self, rows: list[tuple[str, str]], here: int) -> None:
        """Show those about the current one."""
        self._rows, self._here = rows, here
        self._scroll()

    def _scroll(self) -> None:
        before = min(_BEFORE, self._shown - 1)
        self._top = max(0, min(self._here - before, len(self._rows) - self._shown))
        said = ", ".join(f"{number} {mark}" for number, mark in self.words)
        self.setAccessibleName(said)
        self.update()

    @property
    def _high(self) -> int:
        return max(TOUCH, self.look.px(38))

    @property
    def _shown(self) -> int:
        """So many rows as there is room for."""
        return max(1, min(MOST, self.height() // self._high))

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(200), MOST * self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH, self._high)

    def _hold(self) -> None:
        self._is_held = True
        self.held.emit(self._pressed - self._here)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._top + int(event.position().y()) // self._high
        if event.button() == Qt.MouseButton.LeftButton and at < len(self._rows):
            self._pressed, self._is_held = at, False
            self._holding.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_held:
            self.released.emit()
        elif self._holding.isActive():
            self.chosen.emit(self._pressed - self._here)
        self._holding.stop()
        self._is_held = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, c = self.look, self.look.tokens
        painter = QPainter(self)
        for at, (number, mark) in enumerate(self.words):
            rect = QRect(0, at * self._high, self.width(), self._high)
            current = self._top + at == self._here
            if current:
                paint_box(painter, rect, c.accent_soft, radius=4)
            font, inner = look.font(14, 600 if current else 400), rect.adjusted(10, 0, -10, 0)
            paint_line(painter, inner, number, font, c.text, LEFT)
            paint_line(painter, inner, mark, font, c.text if mark.isalnum() else c.muted, RIGHT)
        painter.end()
