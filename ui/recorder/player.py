"""Plays a recording from the moment at which something was said of a criterion."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from cxaudit.sound.recording import Moment
from ui import worker
from ui.desk import Desk
from ui.open_audit import OpenAudit
from ui.recorder import recorder

if TYPE_CHECKING:
    from cxaudit.sound.packing import Output


class Player(QObject):
    """The one player of a desk; `of` finds it. It never plays while something is recorded."""

    changed = Signal()
    """Something began to play, or ended."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.output: Callable[[], Output] = _loudspeaker
        """Makes what is heard from, beside the window."""
        self.playing: Moment | None = None
        self._stopped = Event()
        desk.audit_opened.connect(lambda _: self.stop())
        recorder.of(desk).changed.connect(self.stop)

    def play(self, opened: OpenAudit, moment: Moment) -> None:
        """Play from three seconds before that moment, in place of what is played now."""
        if recorder.of(self._desk).state != "idle":
            self._desk.failed.emit(
                KnownError("Nothing is played while you record. Stop the recording first.")
            )
            return
        self.stop()
        file = next((e for e in opened.audit.evidence if e.id == moment.recording.id), None)
        if not file:
            return
        blobs, sha, stopped = opened.store.blobs, file.sha256, Event()
        self._stopped, self.playing = stopped, moment

        def work(_: Progress) -> None:
            from cxaudit.sound.packing import play

            play(lambda: blobs.opened(sha), moment.start, self.output(), stopped)

        def failed(error: Exception) -> None:
            self._end(stopped)
            self._desk.failed.emit(error)

        worker.run(work, lambda _: self._end(stopped), failed, owner=self)
        self.changed.emit()

    def stop(self) -> None:
        """Be silent at once."""
        self._stopped.set()
        self._end(self._stopped)

    def _end(self, stopped: Event) -> None:
        """What was playing has ended, unless something else plays by now."""
        if stopped is self._stopped and self.playing:
            self.playing = None
            self.changed.emit()


def of(desk: Desk) -> Player:
    """The player of that desk."""
    return desk.findChild(Player) or Player(desk)


def _loudspeaker() -> Output:
    from cxaudit.sound.device import Loudspeaker

    return Loudspeaker()
