"""The lists of audits, read from their summary rows alone: thousands of audits stay instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cxaudit.store import agenda, people, summary
from cxaudit.store.agenda import Due
from cxaudit.store.database import Database
from cxaudit.store.people import BlindScore, Mention
from cxaudit.store.summary import AuditRow, Listing, Second, State


class Catalog:
    """What is asked of many audits at once; those that are `hidden` tell no score."""

    def __init__(self, database: Database, hidden: Callable[[], frozenset[str]]) -> None:
        self._database, self._hidden = database, hidden

    def listed(self, listing: Listing) -> list[AuditRow]:
        """One page of the audits that match."""
        hidden = self._hidden()
        with self._database.transaction() as connection:
            found = connection.execute(summary.listed(listing, hidden)).mappings()
            rows = [summary.audit_row(row) for row in found]
        return [row.bare if row.audit in hidden else row for row in rows]

    def counted(self, words: str = "") -> dict[State, int]:
        """How many audits match in each state."""
        with self._database.transaction() as connection:
            return {state: n for state, n in connection.execute(summary.counted(words))}

    def contested(self, but: str = "") -> int:
        """How many conflicts all audits have, but for that one."""
        with self._database.transaction() as connection:
            return int(connection.execute(summary.contested(but)).scalar_one())

    def seconds(self, audit_id: str, words: str = "", limit: int = 100) -> list[Second]:
        """Audits that a second auditor may have made of the same thing, the likeliest first."""
        hidden = self._hidden()
        with self._database.transaction() as connection:
            found = connection.execute(summary.seconds(audit_id, words, limit, hidden))
            return [Second(*row) for row in found]

    def waves(self, audit_id: str, words: str = "", limit: int = 100) -> list[Second]:
        """Audits that may be another wave of the same thing, the likeliest first."""
        hidden = self._hidden()
        with self._database.transaction() as connection:
            found = connection.execute(summary.waves(audit_id, words, limit, hidden))
            return [Second(*row) for row in found]

    def due(self, now: datetime) -> list[Due]:
        """What is overdue or due soon in any audit, the most urgent first."""
        with self._database.transaction() as connection:
            found = agenda.due(connection, now)
        hidden = self._hidden()
        return [one for one in found if one.kind != "follow_up" or one.audit not in hidden]

    def mentions(self, name: str) -> list[Mention]:
        """The open comments of all audits that name that person, the newest first."""
        with self._database.transaction() as connection:
            return people.mentions(connection, name)

    def blind_scores(self) -> list[BlindScore]:
        """Which members are to give which audits a second score that is blind."""
        with self._database.transaction() as connection:
            return people.blind(connection)
