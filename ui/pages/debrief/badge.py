"""The count in the rail of what still blocks the sign-off."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from cxaudit.quality import debrief
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.open_audit import OpenAudit

_PAUSE_MS = 250


class DebriefBadge(QObject):
    """Counts once edits pause, so that no key waits for it."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.refresh)
        desk.audit_opened.connect(self._take_audit)
        window.shown.connect(lambda _: self._soon.start())
        self._take_audit(desk.current)

    def refresh(self) -> None:
        """Show how many ratings of the open audit block its sign-off, unless its page is hidden."""
        window, opened = self.parent(), self._desk.current
        if isinstance(window, MainWindow) and "debrief" in window.rail.entries:
            shown = opened if window.guard("debrief", None)[0] == "debrief" else None
            window.rail.entries["debrief"].set_count(debrief.blocking(shown.audit) if shown else 0)

    def _take_audit(self, opened: OpenAudit | None) -> None:
        if opened:
            opened.changed.connect(self._soon.start)
        self._soon.start()
