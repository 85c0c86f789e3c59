"""The button that records, with the level of the sound while it does."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal, SignalInstance
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cxaudit.sound.take import SILENCE
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.recorder.recorder import Recorder, State
from ui.widgets.paint import paint_box, paint_line
from ui.widgets.pressable import Pressable

_QUIETEST = -60.0
"""The level at which the meter is empty, in dB below the loudest."""
_CLIPPED = -1.0


class RecordButton(Pressable):
    """A microphone; while something is recorded, its length and its level too."""

    folded = Signal()
    """It needs another width."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._state: State = "idle"
        self._level, self._length = SILENCE, ""
        self.places = -1
        """How many square buttons it takes the room of."""
        self.show_state("idle", shown=False)

    def show_state(self, state: State, shown: bool) -> None:
        """Show what it does next, or nothing."""
        places = (2 if state == "on" else 1) if shown else 0
        if (state, places) == (self._state, self.places):
            return
        tr = self.look.tr
        names = {
            "idle": tr("Record the sound"),
            "starting": tr("The microphone is being opened"),
            "on": tr("Stop the recording"),
            "ending": tr("The recording is being saved"),
        }
        self._state, self.places = state, places
        self.setVisible(shown)
        self.setAccessibleName(names[state])
        self.setToolTip(names[state])
        self.setEnabled(state in ("idle", "on"))
        self.updateGeometry()
        self.update()
        self.folded.emit()

    def show_level(self, level: float, seconds: float) -> None:
        self._level, self._length = level, said_length(seconds)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(2 * TOUCH + 8 if self._state == "on" else TOUCH, TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, on = self.look.tokens, self._state == "on"
        fill = c.accent_soft if on or self.isDown() else c.hover if self.hovered else c.surface
        border = c.accent if on or self.ring else c.line
        if not self.isEnabled():
            fill, border = c.off_bg, c.line
        paint_box(painter, rect, fill, border, 10, 2 if self.ring else 1)
        side = self.look.px(20)
        left = rect.x() + (8 if on else (rect.width() - side) // 2)
        ink = c.accent if on else c.text if self.isEnabled() else c.off_text
        paint_icon(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), "mic", ink)
        if on:
            self._draw_level(painter, rect.adjusted(8 + side + 6, 0, -10, 0))

    def _draw_level(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        words = QRect(rect.x(), rect.y() + 5, rect.width(), rect.height() // 2)
        paint_line(painter, words, self._length, self.look.font(12, 600, tabular=True), c.text)
        track = QRect(rect.x(), rect.bottom() - 13, rect.width(), 6)
        paint_box(painter, track, c.surface, radius=3)
        share = max(0.0, min(1.0, 1 - self._level / _QUIETEST))
        heard = QRect(track.x(), track.y(), round(track.width() * share), track.height())
        if share:
            paint_box(painter, heard, c.warn if self._level > _CLIPPED else c.accent, radius=3)


class StandingButton(RecordButton):
    """Stands in the title bar of every page while something is recorded; the scoring page has its own."""

    def __init__(self, look: Look, recorder: Recorder, shown: SignalInstance) -> None:
        """`shown` says the key of each page that is shown."""
        super().__init__(look)
        self._recorder, self._page = recorder, ""
        self.clicked.connect(recorder.stop)
        recorder.changed.connect(self._refresh)
        recorder.ticked.connect(self._tick)
        shown.connect(self._turn)

    def _turn(self, page: str) -> None:
        self._page = page
        self._refresh()

    def _refresh(self) -> None:
        state = self._recorder.state
        self.show_state(state, shown=state == "on" and self._page not in ("", "scoring"))

    def _tick(self) -> None:
        self.show_level(self._recorder.level, self._recorder.seconds)


def said_length(seconds: float) -> str:
    """`0:04:07`."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
