"""Does what needs a far place beside the window: one thing at a time, in the order of asking."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from cxaudit.progress import Progress
from ui import worker
from ui.desk import Desk
from ui.worker import Job

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


@dataclass(frozen=True)
class _Task:
    work: Callable[[Progress], Any]
    done: Done
    failed: Failed
    steps: Callable[[int, int], None] | None
    of: str


class Lane(QObject):
    """Nothing is begun, and nobody is told anything, once the store of the desk is closed."""

    begun = Signal(str)
    """What it is of: the id of a space that is synced now, or empty."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._queue: deque[_Task] = deque()
        self._task: _Task | None = None
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def has(self, of: str) -> bool:
        """Whether that is under way, or going to be."""
        return any(task.of == of for task in (*self._queue, self._task) if task)

    def put(
        self,
        fn: Callable[[Progress], Any],
        done: Done,
        failed: Failed,
        steps: Callable[[int, int], None] | None = None,
        of: str = "",
    ) -> None:
        """Do it when its turn comes; one of `done` and `failed` is called then."""
        self._queue.append(_Task(fn, done, failed, steps, of))
        self._next()

    def cancel(self) -> None:
        """Stop what is `of` something, and begin no more of it."""
        self._queue = deque(task for task in self._queue if not task.of)
        if self._job and self._task and self._task.of:
            self._job.cancel()

    def stop(self) -> None:
        """Stop whatever it is, and begin nothing that waits."""
        self._queue.clear()
        if self._job:
            self._job.cancel()

    def wait(self, seconds: float) -> None:
        """Let it go on for so long, or until all is done."""
        worker.wait_until(lambda: not self.is_busy, seconds)

    def _next(self) -> None:
        if self._job or not self._queue:
            return
        task = self._task = self._queue.popleft()
        self.begun.emit(task.of)
        self._job = worker.run(
            task.work,
            partial(self._over, task.done),
            partial(self._over, task.failed),
            task.steps,
            owner=self,
            far=True,
        )

    def _over(self, heard: Callable[[Any], None], outcome: Any) -> None:
        self._job = self._task = None
        if not self._desk.store:
            return
        if is_there(heard):
            heard(outcome)
        self._next()


def is_there(heard: Callable[[Any], None]) -> bool:
    """Whether the widget whose method it is still exists."""
    owner = getattr(heard, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
