"""Where whoever works at this desk is, as far as their teams may know."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from cxaudit import changes
from cxaudit.errors import KnownError
from cxaudit.sync.presence import Presence
from ui.desk import Desk


class Whereabouts(QObject):
    """Goes by what somebody did last: a window that stays open over night says nothing of anybody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._come()
        desk.audit_opened.connect(self._come)

    def _come(self, _: object = None) -> None:
        self._since = changes.stamp(datetime.now(UTC))

    def now(self, space_id: str) -> Presence | None:
        """At which criterion of an audit that the space shares somebody was, and did something last.

        That is to open the audit, to go to another criterion, or to write.
        """
        opened, store = self._desk.current, self._desk.store
        if not opened or not store or space_id not in store.spaces.of_audit(opened.audit.id):
            return None
        try:
            trail = store.memory.trail(opened.audit.id)
        except KnownError:
            trail = []
        heads = (head for cell in opened.audit.cells.values() for head in cell)
        done = [self._since, *(head.at for head in heads if head.device == store.device)]
        done += [changes.stamp(span.begun) for span in trail[-1:]]
        criterion = trail[-1].criterion if trail else ""
        return Presence(opened.audit.id, criterion, min(max(done), changes.stamp(datetime.now(UTC))))
