"""The name of the open audit above its pages: two lines of a company, one of its wave and country."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import TOUCH, Look
from ui.widgets.labels import plain_tip
from ui.widgets.paint import paint_text, text_height

_LEFT, _TOP, _RIGHT, _BELOW, _BETWEEN = 12, 1, 4, 3, 1


class AuditName(QWidget):
    """A longer one ends in dots, so that the pages stay in sight; its tip says all of it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.name = self.context = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_texts(self, name: str, context: str) -> None:
        """Show them; without a context its line is left out."""
        self.name, self.context = name, context
        self.setAccessibleName(" \u00b7 ".join(part for part in (name, context) if part))
        self.setToolTip(plain_tip(self.accessibleName()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        name, context = self._heights(width)
        return _TOP + name + (_BETWEEN + context if context else 0) + _BELOW

    def sizeHint(self) -> QSize:
        return QSize(TOUCH, self.heightForWidth(max(self.width(), TOUCH)))

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH, 0)

    def _heights(self, width: int) -> tuple[int, int]:
        room = width - _LEFT - _RIGHT
        return (
            text_height(self.name, self.look.font(14, 600), room),
            text_height(self.context, self.look.font(12, 500), room, 1),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        c, room = self.look.tokens, self.width() - _LEFT - _RIGHT
        name, context = self._heights(self.width())
        painter = QPainter(self)
        paint_text(painter, QRect(_LEFT, _TOP, room, name), self.name, self.look.font(14, 600), c.text)
        below = QRect(_LEFT, _TOP + name + _BETWEEN, room, context)
        paint_text(painter, below, self.context, self.look.font(12, 500), c.muted, 1)
        painter.end()
