"""Lays a page out before it is first painted: texts that wrap ask late for their height."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget


class LaidOut(QObject):
    """Finishes the layouts of a window before the next paint that it is told of, and of no other.

    It hears the window for so long alone: each event that passes through Python delays a key.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.wait()

    def wait(self) -> None:
        """Another page is shown, or much of a page is new."""
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self._window.removeEventFilter(self)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        return False
