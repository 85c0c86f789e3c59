"""Asks why, in place of the keys, in words that tell a stranger nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.i18n import Translator
from cxaudit.model import Mark
from ui.discreet.keys import PlainKey
from ui.look import Look
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Label


def ready_words(tr: Translator, mark: Mark | None) -> list[str]:
    """What is said often."""
    if mark == "N":
        return [tr("There is no such thing here"), tr("Not in this country")]
    if mark == "U":
        return [tr("There was no time"), tr("It was not open")]
    return [tr("Looked once more")]


class Why(QWidget):
    """A line, and ready words to tap."""

    said = Signal(object, str)
    """The mark and why."""
    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        tr = look.tr
        self.look = look
        self.mark: Mark | None = None
        self.line = LineEdit(look, tr("Why?"))
        self._ready = [PlainKey(look, "") for _ in range(2)]
        cancel, done = PlainKey(look, tr("Back")), PlainKey(look, tr("Done"))
        cancel.clicked.connect(self.cancelled)
        done.clicked.connect(self.confirm)
        row = QHBoxLayout()
        row.setSpacing(8)
        for key in (cancel, done):
            row.addWidget(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(look, tr("Why?"), "strong"))
        column.addWidget(self.line)
        for key in self._ready:
            key.clicked.connect(lambda _=False, key=key: self.said.emit(self.mark, key.text()))
            column.addWidget(key)
        column.addLayout(row)

    def ask(self, mark: Mark | None, reason: str) -> None:
        """Ask why that mark; what was said before is there to be edited."""
        self.mark = mark
        self.line.set_text(reason)
        words = ready_words(self.look.tr, mark)
        for at, key in enumerate(self._ready):
            key.setVisible(at < len(words))
            if at < len(words):
                key.setText(words[at])
                key.setAccessibleName(words[at])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the answer; the arrows do not leave the question."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        elif event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()

    def confirm(self) -> None:
        """Take what is written; nothing written is no reason."""
        if text := self.line.text().strip():
            self.said.emit(self.mark, text)
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
