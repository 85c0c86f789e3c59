"""A page about the open audit, which reads it anew when it has changed."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from ui.desk import Desk
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.page import Page


class AuditPage(Page):
    """Calls `show_audit` after an edit: soon if the page is in sight, else when it is entered.

    A subclass calls `follow` once its parts are there.
    """

    def __init__(self, look: Look, desk: Desk, wait: int = 0) -> None:
        """`wait` is how many milliseconds an edit waits for the next one."""
        super().__init__(look)
        self.desk = desk
        self.opened: OpenAudit | None = None
        self._stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(wait)
        self._soon.timeout.connect(self.refresh)

    def follow(self) -> None:
        """Show the audit that is open, and the next one that is opened."""
        self.desk.audit_opened.connect(self.bind)
        self.bind(self.desk.current)

    def bind(self, opened: OpenAudit | None) -> None:
        """Turn to that audit."""
        if opened is self.opened:
            return
        self.opened = opened
        self._stale = True
        if opened:
            opened.changed.connect(self.expire)
            self.expire()

    def expire(self) -> None:
        """What is shown is no longer true."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def refresh(self) -> None:
        """Show the audit as it is now, if it has changed since it was last shown."""
        if self._stale and self.opened:
            self._stale = False
            self._soon.stop()
            self.show_audit(self.opened)
            self.rearranged.emit()

    def show_audit(self, opened: OpenAudit) -> None:
        """Read everything that the page shows."""
        raise NotImplementedError

    def enter(self, argument: object) -> None:
        self.bind(self.desk.current)
        self.refresh()
