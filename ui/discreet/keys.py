"""The plain keys of the small window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from cxaudit.model import Mark
from ui.look import TOUCH, Look
from ui.widgets.paint import CENTRE, paint_box, paint_line
from ui.widgets.pressable import Pressable
from ui.widgets.score_bar import MARKS


class PlainKey(Pressable):
    """A white box with a word."""

    def __init__(self, look: Look, text: str, name: str = "") -> None:
        super().__init__(look, text)
        self.setAccessibleName(name or text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Whoever owns the key decides what is checked."""

    def sizeHint(self) -> QSize:
        word = self.look.metrics(15, 600).horizontalAdvance(self.text()) + 20
        return QSize(max(TOUCH, word), max(TOUCH + 4, self.look.px(36)))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, on = self.look.tokens, self.isChecked()
        fill = c.accent_soft if on or self.isDown() else c.off_bg if not self.isEnabled() else c.surface
        line = c.text if self.ring else c.field if on else c.line
        paint_box(painter, rect, fill, line, 4, 2 if self.ring else 1)
        ink = c.text if self.isEnabled() else c.off_text
        paint_line(painter, rect, self.text(), self.look.font(15, 600 if on else 400), ink, CENTRE)


class MarkKeys(QWidget):
    """0-5 in two rows, and under them the two marks and one key more."""

    pressed = Signal(object)
    """A mark."""

    def __init__(self, look: Look, last: QWidget) -> None:
        super().__init__()
        tr = look.tr
        words = {"N": tr.context("notes", "n"), "U": "?"}
        self.keys = {mark: PlainKey(look, words.get(str(mark), str(mark))) for mark in MARKS}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, (mark, key) in enumerate(self.keys.items()):
            grid.addWidget(key, at // 3, at % 3)
            key.clicked.connect(lambda _=False, mark=mark: self.pressed.emit(mark))
            key.installEventFilter(self)
        grid.addWidget(last, 2, 2)
        for column in range(3):
            grid.setColumnStretch(column, 1)

    def set_mark(self, mark: Mark | None) -> None:
        for each, key in self.keys.items():
            key.setChecked(each == mark)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The second press of a double click would mark what comes after."""
        return event.type() == QEvent.Type.MouseButtonDblClick
