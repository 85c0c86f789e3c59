"""Several files on their way at once, each tried again where that may help."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from cxaudit.progress import Progress
from cxaudit.sync.target import Unreachable

T = TypeVar("T")
R = TypeVar("R")

WIDTH = 8
"""A far place answers slowly, and takes many questions at once."""
AHEAD = 2 * WIDTH
"""No more than that lies in memory for whoever takes it, however much there is."""
PAUSES = (0.3, 1.0, 3.0)
"""Seconds until the next attempts at what could not be reached."""


class Lanes:
    """Tells `progress` of every file; raises what the last attempt raised."""

    def __init__(self, progress: Progress, pauses: Sequence[float] = PAUSES) -> None:
        self._progress = progress
        self._pauses = pauses
        self._done = self._total = 0

    def heed(self) -> None:
        """Raise Cancelled in the middle of a large thing if the user said stop."""
        self._progress.step(self._done, self._total)

    def once(self, do: Callable[[], T]) -> T:
        """One thing, tried again where the place could not be reached."""
        for pause in self._pauses:
            self.heed()
            try:
                return do()
            except Unreachable:
                time.sleep(pause)
        return do()

    def each(self, do: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
        """Each thing with what came of it, in the given order; when one fails, no further one is begun."""
        todo = list(items)
        self._total += len(todo)
        if not todo:
            return
        with ThreadPoolExecutor(min(WIDTH, len(todo))) as pool:
            try:
                begun: deque[tuple[T, Future[R]]] = deque()
                for item in todo:
                    begun.append((item, pool.submit(self.once, partial(do, item))))
                    if len(begun) > AHEAD:
                        yield self._ended(*begun.popleft())
                while begun:
                    yield self._ended(*begun.popleft())
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _ended(self, item: T, begun: Future[R]) -> tuple[T, R]:
        result = begun.result()
        self._done += 1
        self._progress.step(self._done, self._total)
        return item, result
