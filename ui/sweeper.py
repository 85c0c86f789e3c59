"""Keeps Python's garbage collection on the window's thread: a widget let go on another one is a crash."""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer

INTERVAL_MS = 500


class Sweeper(QTimer):
    """Collects what the collector would have, between events and never elsewhere.

    Python collects wherever an object is made, also on a thread that makes a report while the window's
    widgets are the garbage. So the collector is switched off, and its own thresholds are asked here.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setInterval(INTERVAL_MS)
        self.timeout.connect(sweep)
        gc.disable()
        self.start()


def sweep() -> None:
    """Collect the oldest generation whose threshold is passed."""
    limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (count, limit) in enumerate(limits) if 0 < limit < count]
    if due:
        gc.collect(due[-1])
