"""What this device remembers for itself: text being typed, where the window was, what was on screen."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cxaudit.edits import Edit
from cxaudit.model import Json
from cxaudit.phone.trail import Span
from cxaudit.store import trail
from cxaudit.store.database import Database
from cxaudit.store.tables import drafts as drafts_table
from cxaudit.store.tables import places

_REFUSED = "refused by teams"


class Memory:
    """It follows from no log and leaves the device with no file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_draft(self, audit_id: str, one: Edit) -> None:
        """Keep text that is being typed, with the heads that were on screen."""
        row = {"audit": audit_id, "cell": one.cell, "text": one.value, "parents": " ".join(one.parents)}
        with self._database.transaction() as connection:
            connection.execute(upsert(drafts_table).on_conflict_do_update(set_=row), row)

    def drop_draft(self, audit_id: str, cell: str) -> None:
        """Forget the draft of a cell, because it was said or given up."""
        with self._database.transaction() as connection:
            connection.execute(
                delete(drafts_table).where(drafts_table.c.audit == audit_id, drafts_table.c.cell == cell)
            )

    def drafts(self, audit_id: str) -> list[Edit]:
        """The texts that were being typed when the program stopped."""
        with self._database.transaction() as connection:
            found = connection.execute(select(drafts_table).where(drafts_table.c.audit == audit_id)).all()
        return [Edit(row.cell, row.text, tuple(row.parents.split())) for row in found]

    def keep_place(self, key: str, value: Json) -> None:
        """Remember something of the window under a key."""
        row = {"key": key, "value": json.dumps(value)}
        with self._database.transaction() as connection:
            connection.execute(upsert(places).on_conflict_do_update(set_=row), row)

    def place(self, key: str) -> Json:
        """What was remembered under the key, or None."""
        with self._database.transaction() as connection:
            said = connection.execute(select(places.c.value).where(places.c.key == key)).scalar()
        return None if said is None else json.loads(said)

    def forget_space(self, space_id: str, but: Collection[str] = ()) -> None:
        """Forget what was remembered of a space, under a word and its id, but for these words."""
        kept = [f"{word} {space_id}" for word in but]
        of_space = places.c.key.endswith(f" {space_id}", autoescape=True)
        with self._database.transaction() as connection:
            connection.execute(delete(places).where(of_space, places.c.key.not_in(kept)))

    def keep_refused(self, ids: Iterable[str]) -> None:
        """Remember changes that are not here because a team did not take them, and that nobody lost."""
        known = self.refused()
        if not known.issuperset(every := known.union(ids)):
            self.keep_place(_REFUSED, sorted(every))

    def refused(self) -> frozenset[str]:
        """The ids of such changes."""
        said = self.place(_REFUSED)
        return frozenset(map(str, said)) if isinstance(said, list) else frozenset()

    def keep_apart(self, space_id: str, audits: Iterable[str]) -> None:
        """Remember which audits are shared in a space no more."""
        self.keep_place(f"apart {space_id}", sorted(audits))

    def apart(self, space_id: str) -> frozenset[str]:
        """Their ids; one that is shared there again counts as that."""
        said = self.place(f"apart {space_id}")
        return frozenset(map(str, said)) if isinstance(said, list) else frozenset()

    def keep_trail(self, audit_id: str, spans: Iterable[Span]) -> None:
        """Keep when which criterion of an audit was on screen; a span that went on is kept longer."""
        with self._database.transaction() as connection:
            trail.keep(connection, audit_id, spans)

    def trail(self, audit_id: str) -> list[Span]:
        """When which criterion of the audit was on screen on this device, oldest first."""
        with self._database.transaction() as connection:
            return trail.read(connection, audit_id)
