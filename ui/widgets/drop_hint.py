"""What is dragged over a part of the window: whether it is taken there, and what dropping it would do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.labels import Label
from ui.widgets.messages import Picture
from ui.widgets.paint import paint_box


class DropHint(QWidget):
    """Covers `over` while something that it takes is held over it, and says what was dropped."""

    dropped = Signal(object)
    """QMimeData."""

    def __init__(self, look: Look, over: QWidget, icon: str, says: Callable[[QMimeData], str]) -> None:
        """`says` tells what dropping that would do, or nothing where it is not taken."""
        super().__init__(over)
        self.look, self._over, self._says = look, over, says
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._said = Label(look, "", "fact", "accent")
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(Picture(look, icon, "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._said)
        column.addStretch(1)
        over.setAcceptDrops(True)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Beware: to Qt entering and moving are kinds of drops, so the class of an event says nothing."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            self._enter(event)
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            event.acceptProposedAction()
            self.dropped.emit(event.mimeData())
            return True
        if kind == QEvent.Type.DragLeave:
            self.hide()
        elif kind == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def _enter(self, event: QDragEnterEvent) -> None:
        said = self._says(event.mimeData())
        if not said:
            event.ignore()
            return
        self._said.setText(said)
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.rect().adjusted(8, 8, -8, -8)
        painter.setOpacity(0.94)
        paint_box(painter, inner, self.look.tokens.accent_soft, radius=12)
        painter.setOpacity(1)
        paint_box(painter, inner, "", self.look.tokens.accent, 12, 2, dashed=True)
        painter.end()
