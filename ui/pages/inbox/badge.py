"""The count in the rail of all that waits to be settled, in every audit."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from cxaudit.errors import KnownError
from cxaudit.quality import conflicts
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.open_audit import OpenAudit

_PAUSE_MS = 250
_REST_MS = 2000


class InboxBadge(QObject):
    """Counts once edits pause, and asks for other audits only when all is quiet, so that no key waits."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._elsewhere = 0
        self._soon, self._later = QTimer(self), QTimer(self)
        for timer, pause, act in (
            (self._soon, _PAUSE_MS, self.refresh),
            (self._later, _REST_MS, self.count_all),
        ):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        desk.audit_opened.connect(self._take_audit)
        desk.store_opened.connect(self.count_all)
        desk.list_changed.connect(self._later.start)
        window.shown.connect(lambda _: self._soon.start())
        self._take_audit(desk.current)

    def refresh(self) -> None:
        """Show how much waits, with the open audit as it is now."""
        window, opened = self.parent(), self._desk.current
        if isinstance(window, MainWindow) and "inbox" in window.rail.entries:
            is_seen = window.guard("inbox", None)[0] == "inbox"
            here = conflicts.count(opened.audit) if opened and is_seen else 0
            window.rail.entries["inbox"].set_count(here + self._elsewhere)

    def count_all(self) -> None:
        """Count the other audits anew."""
        self._later.stop()
        if self._desk.store is None:
            return
        here = self._desk.current.audit.id if self._desk.current else ""
        try:
            self._elsewhere = self._desk.store.catalog.contested(but=here)
        except KnownError:
            return  # whatever needs the store says so
        self.refresh()

    def _take_audit(self, opened: OpenAudit | None) -> None:
        if opened:
            opened.changed.connect(self._soon.start)
        self.count_all()
