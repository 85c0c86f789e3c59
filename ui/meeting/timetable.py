"""When each space is synced next: by itself while somebody wants that, sooner after it came out of reach."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.meeting.meeting import Meeting


class Timetable(QObject):
    """Wakes up when the next space is due; those that are synced by hand never are."""

    came = Signal(str)
    """The id of a space that is due."""

    def __init__(self, every: Callable[[], Iterable[Meeting]], parent: QObject) -> None:
        super().__init__(parent)
        self.automatic = True
        """Whether spaces are synced by themselves."""
        self._every = every
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._wake)

    @property
    def waits(self) -> bool:
        """Whether any space is going to be due."""
        return self._clock.isActive()

    def plan(self) -> None:
        """Wait for the next that is due."""
        due = [one.due for one in self._every() if one.kept.every]
        if due and self.automatic:
            self._clock.start(max(0, round(1000 * (min(due) - time.monotonic()))))
        else:
            self._clock.stop()

    def begin(self, seconds: float) -> None:
        """All are due so soon."""
        for one in self._every():
            one.due = time.monotonic() + seconds
        self.plan()

    def put_off(self, one: Meeting) -> None:
        """It is due when its pause has passed."""
        one.due = time.monotonic() + 60 * one.pause
        self.plan()

    def stop(self) -> None:
        """Nothing comes by itself any more."""
        self.automatic = False
        self._clock.stop()

    def _wake(self) -> None:
        for one in self._every():
            if one.kept.every and one.due <= time.monotonic() + 1:
                one.due = time.monotonic() + 60 * one.kept.every
                self.came.emit(one.id)
        self.plan()
