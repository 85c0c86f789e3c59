"""The clock screen: large digits and a code, to be photographed once with the phone."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cxaudit.phone import matching as phone
from ui.look import MARGIN, Look
from ui.moments import said_day
from ui.widgets.labels import Label

_PAPER, _INK = "#FFFFFF", "#000000"
"""Black on white in every theme: a camera reads nothing else so surely."""
_QUIET = 4
"""Modules left free around the code."""


class ClockFace(QWidget):
    """The code beside the digits, or above them where the room is upright; as large as it goes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.now = datetime.now(UTC)
        self._modules: tuple[bytes, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._turn)

    def show_moment(self, now: datetime) -> None:
        """Show that second (aware)."""
        self.now = now
        self._modules = phone.clock_modules(now)
        self.setAccessibleName(self.look.tr("Clock {time}", time=self.digits))
        self.update()

    @property
    def digits(self) -> str:
        return f"{self.now.astimezone():%H:%M:%S}"

    def sizeHint(self) -> QSize:
        return QSize(720, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 240)

    def showEvent(self, event: QShowEvent) -> None:
        self._turn()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()

    def _turn(self) -> None:
        """Show the second that has just begun, and come back when the next does."""
        now = datetime.now(UTC)
        self.show_moment(now)
        self._tick.start(max(1, 1000 - now.microsecond // 1000))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(_PAPER))
        room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        across = room.width() >= room.height()
        side = (
            min(room.height(), room.width() * 45 // 100)
            if across
            else min(room.width(), room.height() * 6 // 10)
        )
        if across:
            code = QRect(room.x(), room.center().y() - side // 2, side, side)
            words = room.adjusted(side + MARGIN, 0, 0, 0)
        else:
            code = QRect(room.center().x() - side // 2, room.y(), side, side)
            words = room.adjusted(0, side + MARGIN, 0, 0)
        self._paint_code(painter, code)
        self._paint_words(painter, words)
        painter.end()

    def _paint_code(self, painter: QPainter, place: QRect) -> None:
        count = len(self._modules) + 2 * _QUIET
        size = max(1, place.width() // count)
        left = place.x() + (place.width() - size * count) // 2 + size * _QUIET
        top = place.y() + (place.height() - size * count) // 2 + size * _QUIET
        for y, row in enumerate(self._modules):
            for x, light in enumerate(row):
                if not light:
                    painter.fillRect(left + x * size, top + y * size, size, size, QColor(_INK))

    def _paint_words(self, painter: QPainter, place: QRect) -> None:
        day = said_day(self.now.isoformat(), self.look)
        size = 200
        while size > 24 and self._width(size) > place.width():
            size -= 4
        painter.setPen(QColor(_INK))
        painter.setFont(self.look.font(size, 600, tabular=True))
        high = painter.fontMetrics().height()
        small = self.look.font(max(16, size // 4), 500)
        top = place.center().y() - (high + size // 2) // 2
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRect(place.x(), top, place.width(), high), middle, self.digits)
        painter.setFont(small)
        below = QRect(place.x(), top + high, place.width(), painter.fontMetrics().height())
        painter.drawText(below, middle, day)

    def _width(self, size: int) -> int:
        return self.look.metrics(size, 600).horizontalAdvance("00:00:00") + 8


class ClockView(QWidget):
    """The face, and under it what to do with it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = ClockFace(look)
        said = look.tr(
            "Photograph this screen with the phone, then import that photo with the others: "
            "it says how far the phone's clock is off. Once for each phone is enough."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addWidget(self.face, 1)
        column.addWidget(Label(look, said, "body"))
