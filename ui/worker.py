"""Runs long work beside the window and brings its outcome back to the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThreadPool, Signal

from cxaudit.progress import Progress

T = TypeVar("T")

_running: set[Job] = set()
"""Jobs under way: nobody else need keep them alive."""


def is_idle() -> bool:
    """Whether no work is under way."""
    return not _running


def finish(longest: float = 60.0) -> None:
    """Wait until the work under way has ended and was delivered, say before the window goes."""
    until = time.monotonic() + longest
    while not is_idle() and time.monotonic() < until:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


class Job(QObject):
    """One piece of work under way."""

    _stepped = Signal(int, int)
    _ended = Signal()

    def __init__(
        self,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[int, int], None] | None,
        owner: QObject | None,
    ) -> None:
        super().__init__()
        self._done, self._failed, self._report, self._owner = done, failed, progress, owner
        self._outcome: object = None
        self._fault: Exception | None = None
        self._said_at = 0.0
        self.progress = Progress(self._step)
        self._stepped.connect(self._tell)
        self._ended.connect(self._deliver)

    def cancel(self) -> None:
        """Ask the work to stop; `failed` gets Cancelled when it has."""
        self.progress.cancel()

    def _work(self, fn: Callable[[Progress], T]) -> None:
        try:
            self._outcome = fn(self.progress)
        except Exception as fault:
            self._fault = fault
        if shiboken6.isValid(self):
            self._ended.emit()

    def _step(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._said_at >= 0.05:
            self._said_at = now
            self._stepped.emit(done, total)

    def _tell(self, done: int, total: int) -> None:
        if self._report and self._wanted(self._report):
            self._report(done, total)

    def _deliver(self) -> None:
        _running.discard(self)
        heard: Callable[..., None] = self._failed if self._fault else self._done
        if self._wanted(heard):
            heard(self._fault or self._outcome)
        self.deleteLater()

    def _wanted(self, heard: Callable[..., None]) -> bool:
        """False when the widget that asked is gone."""
        owners = (self._owner, getattr(heard, "__self__", None))
        return all(shiboken6.isValid(owner) for owner in owners if isinstance(owner, QObject))


def run(
    fn: Callable[[Progress], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
    progress: Callable[[int, int], None] | None = None,
    owner: QObject | None = None,
) -> Job:
    """Call `fn(progress)` on a thread; one of `done` and `failed` is called on this one afterwards.

    Nothing is called once `owner`, or the widget whose method `done` or `failed` is, no longer exists.
    """
    job = Job(done, failed, progress, owner)
    _running.add(job)
    QThreadPool.globalInstance().start(lambda: job._work(fn))
    return job
