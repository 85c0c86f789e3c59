"""Fields of a form: label above, 44 px, help or error under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cxaudit.cells import LONGEST_TEXT
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.widgets.labels import Label
from ui.widgets.letters import wrapping
from ui.widgets.paint import paint_box, paint_text


def _is_for_the_window(event: QKeyEvent) -> bool:
    """Ctrl+K opens the palette; in a field of its own Qt would delete the rest of the line."""
    return event.key() == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class LineEdit(QLineEdit):
    """One line of plain text; `left` is emitted with the text when it was changed and the field is left."""

    left = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        text: str = "",
        example: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setFont(look.font())
        self.setMaxLength(LONGEST_TEXT)
        self.setFixedHeight(max(TOUCH, look.px(34)))
        self._kept = self.text()
        self.setCursorPosition(0)
        if icon:
            self.addAction(look.icon(icon, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.editingFinished.connect(self.flush)

    def set_text(self, text: str) -> None:
        """Show another text, from its beginning, without saying that it was typed."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self._kept = self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore() if _is_for_the_window(event) else super().keyPressEvent(event)

    def flush(self) -> None:
        """Say the text now if it was changed."""
        if self.text() != self._kept:
            self._kept = self.text()
            self.left.emit(self._kept)


class TextEdit(QPlainTextEdit):
    """Several lines of plain text; `left` is emitted with the text when it was changed and the field is left.

    Tab leaves the field. The height follows the text between `lines` and `most` lines;
    with `most` 0 the layout decides.
    """

    left = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        text: str = "",
        example: str = "",
        lines: int = 3,
        most: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.setFont(look.font())
        self.setTabChangesFocus(True)
        self._lines, self._most = lines, most
        self.setPlainText(text)
        self._kept = self.text
        self.textChanged.connect(self._grow)
        self._grow()

    @property
    def text(self) -> str:
        """What is written; beware of `toPlainText`, which makes plain spaces of non-breaking ones."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Show another text without saying that it was typed."""
        if text != self.text:
            self.setPlainText(text)
        self._kept = self.text

    def setPlainText(self, text: str) -> None:
        """Show that text; what goes is never laid out as the new one breaks, nor the other way round."""
        if wrapping(text) != self.wordWrapMode():
            blocked = self.blockSignals(True)
            self.clear()
            self.setWordWrapMode(wrapping(text))
            self.blockSignals(blocked)
        super().setPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        anywhere = QTextOption.WrapMode.WrapAnywhere
        if self.wordWrapMode() != anywhere and wrapping(source.text()) == anywhere:
            self.setWordWrapMode(anywhere)
        super().insertFromMimeData(source)

    def flush(self) -> None:
        """Say the text now if it was changed."""
        if self.text != self._kept:
            self._kept = self.text
            self.left.emit(self._kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore() if _is_for_the_window(event) else super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def _grow(self) -> None:
        if not self._most:
            return
        row = self.fontMetrics().lineSpacing()
        shown = self._lines_shown()
        self.setFixedHeight(max(TOUCH, row * min(self._most, max(self._lines, shown)) + 30))
        as_needed, never = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(as_needed if shown > self._most else never)

    def _lines_shown(self) -> int:
        """How many lines the text has, counted until they are too many: each costs a layout."""
        shown = 0
        for number in range(self.document().blockCount()):
            shown += self._lines_of(number)
            if shown > self._most:
                break
        return shown

    def _lines_of(self, number: int) -> int:
        """The lines of a paragraph; beware: one that was never painted is laid out only when asked for."""
        block = self.document().findBlockByNumber(number)
        self.document().documentLayout().blockBoundingRect(block)
        return max(1, block.lineCount())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()
        room = self.viewport().size()
        if room.width() != event.size().width():  # beware: the bar that took it was told to no event
            super().resizeEvent(QResizeEvent(room, event.size()))


class ComboBox(QComboBox):
    """One of many values; the wheel scrolls the page, never the value. `chosen` says what a person picked."""

    chosen = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        options: Sequence[tuple[object, str]] = (),
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setFont(look.font())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(10)
        self.setFixedHeight(max(TOUCH, look.px(34)))
        self._values: list[object] = []
        self.set_options(options, value)
        self.activated.connect(lambda i: self.chosen.emit(self._values[i]))

    @property
    def value(self) -> object:
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def set_options(self, options: Sequence[tuple[object, str]], value: object = None) -> None:
        self.clear()
        self._values = [option for option, _ in options]
        self.addItems([text for _, text in options])
        self.set_value(value)

    def set_value(self, value: object) -> None:
        """Show that value without saying that it was chosen."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def sizeHint(self) -> QSize:
        widest = max(
            (self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=60
        )
        return QSize(min(widest, self.look.px(320)) + self.look.px(20) + 38, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(90), self.minimumHeight())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.tokens
        painter = QPainter(self)
        on = self.isEnabled()
        focused = self.hasFocus() and on
        wrong = bool(self.property("wrong"))
        border = c.danger if wrong else c.accent if focused else c.field if on else c.off_bg
        fill = c.off_bg if not on else c.surface
        paint_box(painter, self.rect(), fill, border, 10, 2 if focused or wrong else 1)
        side = self.look.px(20)
        inner = self.rect().adjusted(13, 0, -side - 16, 0)
        said = self.currentText() or self.placeholderText()
        ink = c.off_text if not on else c.text if self.currentText() else c.muted
        paint_text(painter, inner, said, self.font(), ink, half_way=True)
        where = QRect(self.width() - side - 10, self.height() // 2 - side // 2 + 1, side, side)
        paint_icon(painter, where, "chevron-down", c.muted if on else c.off_text)
        painter.end()


class Field(QWidget):
    """A control with its label above and its help or error under it.

    `rule` returns an error sentence or an empty string for a text; it is asked when the field is left.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        help: str = "",
        unit: str = "",
        rule: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look: Look = control.look  # type: ignore[attr-defined]
        self.look, self.control = look, control
        self._help, self._rule = help, rule
        self.label = Label(look, label, "second")
        self.label.setBuddy(control)
        self.under = Label(look, help, "caption")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(control, 1)
        if unit:
            row.addWidget(Label(look, unit, "body", "muted", wrap=False))
        fills = bool(control.sizePolicy().expandingDirections() & Qt.Orientation.Vertical)
        column.addLayout(row, 1 if fills and control.maximumHeight() > control.minimumHeight() else 0)
        column.addWidget(self.under)
        column.addStretch()
        if help:
            control.setAccessibleDescription(help)
        self.under.setVisible(bool(help))
        if rule:
            control.installEventFilter(self)

    @property
    def error(self) -> str:
        return self.under.text() if self.control.property("wrong") else ""

    def set_error(self, sentence: str) -> None:
        """Show the sentence in red under the field; empty brings the help back."""
        control, wrong = self.control, bool(sentence)
        if wrong != bool(control.property("wrong")):
            control.setProperty("wrong", wrong)
            control.style().unpolish(control)
            control.style().polish(control)
            control.update()
        self.under.setText(sentence or self._help)
        self.under.set_colour("danger" if wrong else "muted")
        self.under.setVisible(bool(sentence or self._help))
        control.setAccessibleDescription(sentence or self._help)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._rule:
            text = watched.text if isinstance(watched, TextEdit) else getattr(watched, "text", str)()
            self.set_error(self._rule(text))
        return super().eventFilter(watched, event)
