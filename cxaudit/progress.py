"""One object that carries progress out of a long piece of work, and cancel into it."""

from __future__ import annotations

from collections.abc import Callable


class Cancelled(Exception):
    """The user asked the work to stop; nothing was left half-done."""


class Progress:
    """Tells `report(done, total)` how far the work is; the plain one tells nobody."""

    def __init__(self, report: Callable[[int, int], None] | None = None) -> None:
        self._report = report
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` is finished; raises Cancelled if the user said stop."""
        if self._cancelled:
            raise Cancelled
        if self._report:
            self._report(done, total)
