"""Minus, number, plus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui.look import TOUCH, Look
from ui.widgets.buttons import IconButton


class Stepper(QWidget):
    """A number between `least` and `most`, changed by steps or typed with comma or point.

    `changed` gives the number when a person changed it.
    """

    changed = Signal(float)

    def __init__(
        self,
        look: Look,
        name: str,
        value: float = 0,
        least: float = 0,
        most: float = 100,
        step: float = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._least, self._most, self._step = least, most, step
        self.setAccessibleName(name)
        self._less = IconButton(look, "minus", look.tr("{name}: less", name=name), framed=False)
        self._more = IconButton(look, "plus", look.tr("{name}: more", name=name), framed=False)
        for button, way in ((self._less, -1), (self._more, 1)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, way=way: self._move(way))
        self._number = QLineEdit()
        self._number.setProperty("plain", True)
        self._number.setAccessibleName(name)
        self._number.setFont(look.font(14, 600, tabular=True))
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setFixedSize(max(TOUCH, look.metrics(14, 600).horizontalAdvance("00,00") + 10), TOUCH)
        self._number.editingFinished.connect(self._typed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._less, self._number, self._more):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)

    @property
    def value(self) -> float:
        return self._value

    def set_value(self, value: float) -> None:
        """Show that number without saying that it changed."""
        self._value = min(self._most, max(self._least, value))
        said = f"{self._value:.2f}".rstrip("0").rstrip(".")
        self._number.setText(said.replace(".", ",") if self.look.tr.lang == "ru" else said)
        self._less.setEnabled(self._value > self._least)
        self._more.setEnabled(self._value < self._most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self._move(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            event.ignore()

    def _move(self, way: int) -> None:
        self._take(self._value + way * self._step)

    def _typed(self) -> None:
        try:
            self._take(float(self._number.text().strip().replace(",", ".")))
        except ValueError:
            self.set_value(self._value)

    def _take(self, value: float) -> None:
        before = self._value
        self.set_value(value if value == value else before)
        if self._value != before:
            self.changed.emit(self._value)
