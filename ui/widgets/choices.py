"""Choices: one of a few, a switch that acts at once, a box in a form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.widgets.paint import CENTRE, paint_box, paint_line, paint_ring, paint_text, text_height
from ui.widgets.pressable import Pressable

_STEP = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Segment(Pressable):
    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(look, text, parent)
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        width = self.look.metrics(14, 600).horizontalAdvance(self.text()) + 24
        return QSize(max(TOUCH, width), max(TOUCH, self.look.px(30)))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        on = self.isChecked()
        fill, ink = (c.accent_soft, c.accent) if on else ("", c.text)
        if not self.isEnabled():
            fill, ink = (c.off_bg if on else ""), c.off_text
        elif self.hovered and not on:
            fill = c.hover
        border = c.accent if self.ring or (on and self.isEnabled()) else ""
        paint_box(painter, rect, fill, border, 9, 2 if self.ring else 1)
        paint_line(painter, rect, self.text(), self.look.font(14, 600 if on else 400), ink, CENTRE)


class SegmentedChoice(QWidget):
    """One of 2-5 values, side by side; they fold into rows where the width is short."""

    chosen = Signal(object)
    """The value, when a person picks it."""

    def __init__(
        self,
        look: Look,
        name: str,
        options: Sequence[tuple[object, str]],
        value: object = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self._values = [option for option, _ in options]
        self._group = QButtonGroup(self)
        self._segments = [_Segment(look, text, self) for _, text in options]
        for i, segment in enumerate(self._segments):
            segment.setAccessibleName(f"{name}: {segment.text()}")
            self._group.addButton(segment, i)
        self._group.idClicked.connect(lambda i: self.chosen.emit(self._values[i]))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_value(value)

    @property
    def value(self) -> object:
        return self._values[self._group.checkedId()] if self._group.checkedId() >= 0 else None

    def set_value(self, value: object) -> None:
        """Show that value as chosen, without saying so; None of the options chooses none."""
        self._group.setExclusive(False)
        for option, segment in zip(self._values, self._segments, strict=True):
            segment.setChecked(option == value)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEP.get(Qt.Key(event.key()))
        at = next((i for i, segment in enumerate(self._segments) if segment.hasFocus()), None)
        if step is None or at is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        there = self._segments[(at + step) % len(self._segments)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        there.click()

    def _columns(self, width: int) -> int:
        widest = max((segment.sizeHint().width() for segment in self._segments), default=1)
        count = len(self._segments)
        most = max(1, min(count, width // widest))
        rows = -(-count // most)
        return -(-count // max(1, rows))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        high = max((segment.sizeHint().height() for segment in self._segments), default=TOUCH)
        rows = -(-len(self._segments) // self._columns(width))
        return rows * high + (rows - 1) * 4

    def sizeHint(self) -> QSize:
        width = sum(segment.sizeHint().width() for segment in self._segments)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        widest = max((segment.sizeHint().width() for segment in self._segments), default=TOUCH)
        return QSize(widest, TOUCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        columns = self._columns(self.width())
        wide = self.width() / columns
        high = max((segment.sizeHint().height() for segment in self._segments), default=TOUCH)
        for i, segment in enumerate(self._segments):
            left = round(i % columns * wide)
            segment.setGeometry(left, i // columns * (high + 4), round((i % columns + 1) * wide) - left, high)


class _TickRow(Pressable):
    """A row of text with a mark at one side, checkable; the text wraps and may have a second line."""

    def __init__(self, look: Look, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, text, parent)
        self._note = note
        self.setCheckable(True)
        self.setAccessibleDescription(note)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_note(self, note: str) -> None:
        self._note = note
        self.setAccessibleDescription(note)
        self.updateGeometry()
        self.update()

    def mark_width(self) -> int:
        raise NotImplementedError

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self.mark_width()
        text = text_height(self.text(), self.look.font(14), room, 4)
        note = text_height(self._note, self.look.font(13), room, 4)
        return max(TOUCH, text + note + 16)

    def sizeHint(self) -> QSize:
        width = self.look.metrics(14).horizontalAdvance(self.text()) + self.mark_width() + 8
        width = max(width, self.look.metrics(13).horizontalAdvance(self._note) + self.mark_width() + 8)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.mark_width() + 80, TOUCH)

    def draw_words(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        text = text_height(self.text(), self.look.font(14), rect.width(), 4)
        note = text_height(self._note, self.look.font(13), rect.width(), 4)
        top = rect.y() + (rect.height() - text - note) // 2
        place = QRect(rect.x(), top, rect.width(), text)
        paint_text(
            painter, place, self.text(), self.look.font(14), c.text if self.isEnabled() else c.off_text, 4
        )
        if self._note:
            place = QRect(rect.x(), top + text, rect.width(), note)
            paint_text(painter, place, self._note, self.look.font(13), c.muted, 4)


class Switch(_TickRow):
    """Acts at once: text left, switch right; `toggled` says it changed."""

    _TRACK = QSize(44, 24)

    def __init__(
        self, look: Look, text: str, note: str = "", on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, note, parent)
        self.setChecked(on)

    def mark_width(self) -> int:
        return self._TRACK.width() + 16

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        self.draw_words(painter, rect.adjusted(0, 0, -self.mark_width(), 0))
        wide, high = self._TRACK.width(), self._TRACK.height()
        track = QRect(rect.right() - wide - 3, rect.center().y() - high // 2 + 1, wide, high)
        on = self.isChecked()
        fill, border, knob = (c.accent, "", c.on_accent) if on else ("", c.field, c.field)
        if not self.isEnabled():
            fill, border, knob = c.off_bg, c.line, c.off_text
        paint_box(painter, track, fill, border, high / 2, 1.5)
        left = track.right() - 19 if on else track.left() + 4
        paint_box(painter, QRectF(left, track.top() + 4, 16, 16), knob, radius=8)
        if self.ring:
            paint_ring(painter, track.adjusted(-4, -4, 4, 4), self.look, high / 2 + 4)


class CheckRow(_TickRow):
    """A box of a form: box left, text right; `toggled` says it changed."""

    _BOX = 22

    def __init__(
        self, look: Look, text: str, note: str = "", on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, note, parent)
        self.setChecked(on)

    def mark_width(self) -> int:
        return self._BOX + 14

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        self.draw_words(painter, rect.adjusted(self.mark_width(), 0, 0, 0))
        box = QRect(rect.x() + 2, rect.center().y() - self._BOX // 2 + 1, self._BOX, self._BOX)
        fill, border = (c.accent, "") if self.isChecked() else (c.surface, c.field)
        if not self.isEnabled():
            fill, border = c.off_bg, c.line
        paint_box(painter, box, fill, border, 6, 1.5)
        if self.isChecked():
            ink = c.on_accent if self.isEnabled() else c.off_text
            paint_icon(painter, box.adjusted(3, 3, -3, -3), "check", ink)
        if self.ring:
            paint_ring(painter, box.adjusted(-2, -3, 3, 3), self.look, 9)
