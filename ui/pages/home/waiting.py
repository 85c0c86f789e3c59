"""What waits for whoever works here, over all audits: comments for them, replies, criteria to check again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cxaudit.errors import KnownError
from ui.desk import Desk
from ui.pages.home.agenda import Agenda

if TYPE_CHECKING:
    from cxaudit.store.people import Mention


@dataclass(frozen=True, slots=True)
class Comments:
    """The open comments for somebody in one audit, and the criterion of the newest."""

    audit: str
    company: str
    criterion: str
    authors: tuple[str, ...]
    n: int


class Waiting(QObject):
    """Asks the store, shows it in the agenda, and says of each audit how many comments there are."""

    failed = Signal(object)
    counted = Signal()
    """Comments came or went."""

    def __init__(self, desk: Desk, agenda: Agenda, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._agenda = desk, agenda
        self._comments: dict[str, Comments] = {}

    def comments_in(self, audit_id: str) -> int:
        """How many open comments of that audit are for whoever works here."""
        found = self._comments.get(audit_id)
        return found.n if found else 0

    def refresh(self) -> None:
        """Ask anew."""
        store, now = self._desk.store, datetime.now(UTC)
        try:
            due = store.catalog.due(now) if store else []
            found = grouped(store.catalog.mentions(self._desk.settings.auditor) if store else [])
        except KnownError as error:
            self.failed.emit(error)
            return
        self._agenda.show_waiting(due, found, now.astimezone().date())
        before, self._comments = self._comments, {one.audit: one for one in found}
        if before != self._comments:
            self.counted.emit()


def grouped(mentions: Sequence[Mention]) -> list[Comments]:
    """Those of each audit together, in the order in which the audits come first."""
    each: dict[str, list[Mention]] = {}
    for one in mentions:
        each.setdefault(one.audit, []).append(one)
    return [
        Comments(
            audit,
            of[0].company,
            of[0].criterion,
            tuple(dict.fromkeys(one.author for one in of if one.author)),
            len(of),
        )
        for audit, of in each.items()
    ]
