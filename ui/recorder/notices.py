"""What the window says of recordings by itself: those that a crash had left, and those kept for too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cxaudit.sound.recording import Recording, terms
from cxaudit.sound.take import Kept
from ui.desk import Desk
from ui.look import Look
from ui.main_window import MainWindow
from ui.moments import said_day
from ui.recorder import recorder
from ui.recorder.button import StandingButton, said_length
from ui.widgets.sheet import Sheet, ask


class RecorderNotices(QObject):
    """Lives as long as the window; the recorder begins its work with it."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self.recorder = recorder.of(desk)
        window.stand(lambda look: StandingButton(look, self.recorder, window.shown))
        self.recorder.archive.taken_up.connect(self._say_taken_up)
        self.recorder.outlived.connect(self._say_outlived)

    @property
    def _window(self) -> MainWindow:
        window = self.parent()
        assert isinstance(window, MainWindow)
        return window

    def _say_taken_up(self, found: Sequence[Kept]) -> None:
        tr = self._window.look.tr
        length = said_length(sum(one.seconds for one in found))
        self._window.say("accent", tr("The recording that was under way is kept: {length}.", length=length))

    def _say_outlived(self, gone: tuple[Recording, ...]) -> None:
        opened = self._desk.current
        if not opened:
            return
        tr = self._window.look.tr
        said = tr.plural(
            "A recording is kept for longer than the {days} days that the brief allows.",
            "{n} recordings are kept for longer than the {days} days that the brief allows.",
            len(gone),
            days=terms(opened.audit).days,
        )
        link = tr("Delete the recording") if len(gone) == 1 else tr("Delete the recordings")
        self._window.say("warn", said, link, partial(self._ask, gone))

    def _ask(self, gone: tuple[Recording, ...]) -> None:
        opened = self._desk.current
        if opened:
            ask_deletion(self._window, self._window.look, gone, partial(self.recorder.delete, opened, gone))


def ask_deletion(over: QWidget, look: Look, gone: tuple[Recording, ...], yes: Callable[[], None]) -> Sheet:
    """Ask before sound is deleted for good."""
    tr = look.tr
    days = ", ".join(f"{said_day(one.begun, look)}, {said_length(one.seconds)}" for one in gone)
    return ask(
        over,
        look,
        tr.plural("Delete the recording?", "Delete {n} recordings?", len(gone)),
        f"{days}. " + tr("The sound is gone for good, here and in every file written from now on."),
        tr("Delete"),
        yes,
        danger=True,
    )
