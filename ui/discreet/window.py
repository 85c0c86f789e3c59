"""The small window: the notes, an empty sheet over them, and the question before it goes."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.discreet.keys import PlainKey
from ui.discreet.notes import Notes
from ui.discreet.plain import plain, sheet_icon
from ui.keys import key_name
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.scoring.keys import MARKS
from ui.theme import palette, stylesheet
from ui.widgets.labels import Label

_SIZE = 392, 596
_ESC_SECONDS = 1.0


class NotesWindow(QWidget):
    """Titled like any notes; Esc twice empties it, F9 or its own close button asks whether to close it."""

    left = Signal()
    """It may go: the program comes back."""

    def __init__(self, look: Look, desk: Desk, opened: OpenAudit | None, criterion: str = "") -> None:
        super().__init__()
        self.look = grey = plain(look)
        self._esc_at = float("-inf")
        self._may_close = False
        self.setWindowTitle(look.tr("Notes"))
        self.setWindowIcon(sheet_icon())
        self.setPalette(palette(grey.tokens))
        self.setStyleSheet(stylesheet(grey.tokens))
        self.notes = Notes(grey, desk, opened, criterion) if opened else None
        self.paper = _Paper(grey)
        self.paper.touched.connect(self._uncover)
        self.question = _Question(grey)
        self.question.answered.connect(self._answer)
        self._stack = QStackedWidget()
        for sheet in (self.notes or QWidget(), self.paper, self.question):
            self._stack.addWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        if self.notes:
            self.notes.blank.clicked.connect(self.cover)
        room = self.screen().availableSize()
        self.resize(min(grey.px(_SIZE[0]), room.width()), min(grey.px(_SIZE[1]), room.height() - 40))

    @property
    def is_blank(self) -> bool:
        return self._stack.currentWidget() is self.paper

    def cover(self) -> None:
        """Show an empty sheet at once; any key or tap brings the notes back."""
        self._stack.setCurrentWidget(self.paper)
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.notes:
            self.notes.leave()

    def ask(self) -> None:
        """Ask whether the window may go, with all that is typed saved."""
        if self.notes:
            self.notes.leave()
        self.question.show_saved(self.notes.saved_at if self.notes else "")
        self._stack.setCurrentWidget(self.question)
        self.question.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def let_go(self) -> None:
        """Close without a question."""
        self._may_close = True
        self.close()

    def _uncover(self) -> None:
        self._stack.setCurrentIndex(0)
        if self.notes:
            self.notes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, yes: bool) -> None:
        if yes:
            self.left.emit()
        else:
            self._uncover()

    # --- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, notes = key_name(event), self.notes
        if key == "Esc":
            self._escape()
        elif event.isAutoRepeat() and key not in ("Up", "Down"):
            return
        elif key == "F9":
            self.ask()
        elif notes and self._stack.currentWidget() is notes:
            _press(notes, "Space" if event.key() == Qt.Key.Key_Space else key)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.notes and event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.notes.unpeek()

    def _escape(self) -> None:
        """The first Esc leaves a field or a question, a second one soon after it empties the window."""
        now, before = time.monotonic(), self._esc_at
        self._esc_at = now
        if now - before < _ESC_SECONDS:
            self._esc_at = float("-inf")
            self.cover()
        elif self._stack.currentWidget() is self.question:
            self._uncover()
        elif self.notes:
            self.notes.end_why()

    # --- Qt ---------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Whatever takes the window out of sight must not take typed text with it."""
        if event.type() == QEvent.Type.WindowStateChange and self.notes:
            self.notes.leave()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.notes:
            self.notes.leave()
        event.setAccepted(self._may_close)
        if not self._may_close:
            self.ask()


def _press(notes: Notes, key: str) -> None:
    """What a key does on the sheet, outside its note."""
    if key in MARKS:
        notes.mark(MARKS[key])
        return
    acts = {
        "Enter": lambda: notes.step(1),
        "Ctrl+Enter": lambda: notes.step(1),
        "Down": lambda: notes.step(1),
        "J": lambda: notes.step(1),
        "Up": lambda: notes.step(-1),
        "K": lambda: notes.step(-1),
        "Delete": lambda: notes.mark(None),
        "Backspace": lambda: notes.mark(None),
        "F2": notes.turn_to_note,
        "Space": notes.peek,
        "T": notes.turn_watch,
    }
    if act := acts.get(key):
        act()


class _Paper(QWidget):
    """An empty sheet; the first key or tap is for it alone."""

    touched = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        colours = self.palette()
        colours.setColor(self.backgroundRole(), look.ink("surface"))
        self.setPalette(colours)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that is still held down from before is not a further one."""
        if not event.isAutoRepeat():
            self.touched.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()


class _Question(QWidget):
    """Whether the notes may be closed, without a word of what comes then."""

    answered = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        tr = look.tr
        self.look = look
        self.no, self.yes = PlainKey(look, tr("No")), PlainKey(look, tr("Yes"))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self._saved = Label(look, "", "second")
        row = QHBoxLayout()
        row.setSpacing(8)
        for key in (self.no, self.yes):
            row.addWidget(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(Label(look, tr("Close the notes?"), "title"))
        column.addWidget(self._saved)
        column.addLayout(row)
        column.addStretch(1)

    def show_saved(self, time: str) -> None:
        self._saved.setText(self.look.tr("The text was saved at {time}.", time=time) if time else "")
        self._saved.setVisible(bool(time))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from one answer to the other; Enter gives the one with the ring."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            other = self.yes if self.no.hasFocus() else self.no
            other.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            event.ignore()
