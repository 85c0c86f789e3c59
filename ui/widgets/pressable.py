"""What everything that can be pressed has in common."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QInputDevice, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.look import TOUCH, Look

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""The focus only comes back to where it was."""


class Pressable(QAbstractButton):
    """A button without looks of its own; `draw` paints it.

    The ring of focus shows only when the keyboard brought the focus. Arrow keys go on to the page,
    and so does Enter unless the ring shows, so that a click on a score does not take Enter away from it.
    """

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.ring = self._had_ring = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Paint the control into its rectangle."""
        raise NotImplementedError

    @property
    def hovered(self) -> bool:
        return self.underMouse() and self.isEnabled()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        return QSize(TOUCH, TOUCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter, self.rect())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in _BACK:
            self.ring = self._had_ring
        else:
            self.ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._had_ring, self.ring = self.ring, False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.ring and not event.isAutoRepeat() and not event.modifiers():
                self.click()
            else:
                event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A finger is gone once it lets go; Qt believes the pointer to stay where it was."""
        if event.device().type() == QInputDevice.DeviceType.TouchScreen:
            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            self.update()
        super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)
