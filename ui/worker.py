"""Runs long work beside the window and brings its outcome back to the window's thread."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThreadPool, QTimer, Signal

from cxaudit.progress import Progress
from ui.sweeper import Sweeper

T = TypeVar("T")

_running: dict[int, Job] = {}
"""Jobs under way by their numbers: nobody else need keep them alive."""
_numbers = itertools.count(1)
_post: _Post | None = None


class _Post(QObject):
    """Carries the numbers of jobs to the window's thread; one for the whole program."""

    stepped = Signal(int, int, int)
    ended = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sweeper = Sweeper()
        self.stepped.connect(self._tell)
        self.ended.connect(self._deliver)

    def _tell(self, number: int, done: int, total: int) -> None:
        if number in _running:
            _running[number].tell(done, total)

    def _deliver(self, number: int) -> None:
        _running.pop(number).deliver()


def is_idle() -> bool:
    """Whether no work is under way."""
    return not _running


def finish(longest: float = 60.0, stopping: float = 1.0) -> None:
    """Wait until the work under way has ended and was delivered, say before the window goes.

    Work that `stops` then is asked to; work that is `far` is asked to, and soon left alone.
    """
    for job in list(_running.values()):
        if job.stops or job.far:
            job.cancel()
    if not wait_until(is_idle, stopping):
        wait_until(lambda: all(job.far for job in _running.values()), longest - stopping)


def wait_until(ended: Callable[[], bool], seconds: float) -> bool:
    """Let the program go on until that is so; False when it was not within that time."""
    until = time.monotonic() + seconds
    clock = QTimer()
    clock.start(50)  # given a longest time itself, processEvents would not wait but spin
    while not (so := ended()) and time.monotonic() < until:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    clock.stop()
    return so


class Job:
    """One piece of work under way.

    Beware: it holds widgets, and these may only be let go on the window's thread. So the thread that
    works takes a job by its number, and has forgotten it before it says that the work has ended.
    """

    def __init__(
        self,
        fn: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Callable[[int, int], None] | None,
        owner: QObject | None,
        step: Callable[[int, int], None],
        stops: bool,
        far: bool,
    ) -> None:
        self._fn, self._done, self._failed, self._report, self._owner = fn, done, failed, progress, owner
        self._step = step
        self.stops = stops
        """Whether nobody waits for its end when the program quits."""
        self.far = far
        """Whether it may wait for an answer over the network."""
        self._outcome: object = None
        self._fault: Exception | None = None
        self._said_at = 0.0
        self.progress = Progress(self._pace)

    def cancel(self) -> None:
        """Ask the work to stop; `failed` gets Cancelled when it has."""
        self.progress.cancel()

    def work(self) -> None:
        """Do it, on a thread of the pool."""
        try:
            self._outcome = self._fn(self.progress)
        except Exception as fault:
            self._fault = fault

    def _pace(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._said_at >= 0.05:
            self._said_at = now
            self._step(done, total)

    def tell(self, done: int, total: int) -> None:
        """Report a step, on the window's thread."""
        if self._report and self._wanted(self._report):
            self._report(done, total)

    def deliver(self) -> None:
        """Hand over the outcome, on the window's thread."""
        heard: Callable[..., None] = self._failed if self._fault else self._done
        if self._wanted(heard):
            heard(self._fault or self._outcome)

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
    stops: bool = False,
    far: bool = False,
) -> Job:
    """Call `fn(progress)` on a thread; one of `done` and `failed` is called on this one afterwards.

    Nothing is called once `owner`, or the widget whose method `done` or `failed` is, no longer exists.
    Quitting waits for the work, or cancels it if it `stops`; what is `far` has a thread of its own, and
    quitting does not wait long for it.
    """
    global _post
    post = _post = _post or _Post()
    number = next(_numbers)
    step = partial(post.stepped.emit, number)
    job = _running[number] = Job(fn, done, failed, progress, owner, step, stops, far)
    work = partial(_work, post, number)
    if far:  # whoever does not answer would keep a thread of the few that all other work has
        threading.Thread(target=work, daemon=True).start()
    else:
        QThreadPool.globalInstance().start(work)
    return job


def _work(post: _Post, number: int) -> None:
    _running[number].work()
    if shiboken6.isValid(post):
        post.ended.emit(number)
