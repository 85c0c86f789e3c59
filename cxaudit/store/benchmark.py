"""What an audit can be compared with: the summary rows of others, and rows of an imported table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cxaudit import framework
from cxaudit.peer import Row
from cxaudit.store import log, peers
from cxaudit.store.database import Database
from cxaudit.store.peers import Peers, Place
from cxaudit.store.tables import imported as imported_table


class Benchmark:
    """The peers of audits; those that are `hidden` are none."""

    def __init__(self, database: Database, hidden: Callable[[], frozenset[str]]) -> None:
        self._database, self._hidden = database, hidden

    def peers(self, audit_id: str, country: str = "", product: str = "") -> Peers:
        """What the audit can be compared with: audits that may stand beside it, and imported rows.

        Of one country or product if they are named, and the audit itself.
        """
        hidden = self._hidden()
        with self._database.transaction() as connection:
            checklist = framework.parse(log.framework_of(connection, audit_id), framework.DEFAULT.name)
            audits_found = connection.execute(peers.of_audits(audit_id, country, product, hidden)).all()
            withheld = connection.execute(peers.withheld(audit_id, hidden)).scalar_one()
            imported = connection.execute(peers.of_imported(country, product)).all()
            limits = peers.thresholds(connection.execute(peers.of_thresholds()), checklist)
        stages = len(checklist.stages)
        rows_found = peers.audit_rows(audits_found, stages, limits) + peers.imported_rows(imported, stages)
        return Peers(rows_found, withheld)

    def places(self, audit_id: str) -> list[Place]:
        """Of which countries, products and waves there is anything to compare the audit with."""
        hidden = self._hidden()
        with self._database.transaction() as connection:
            return [Place(*row) for row in connection.execute(peers.places(audit_id, hidden))]

    def add(self, found: Iterable[Row]) -> int:
        """Keep imported rows, of which one that is there already is replaced; returns how many said more."""
        put = upsert(imported_table)
        with self._database.transaction() as connection:
            kept = {row.key: dict(row._mapping) for row in connection.execute(select(imported_table))}
            wanted = [peers.columns_of_imported(row) for row in found]
            fresh = [row for row in wanted if kept.get(row["key"]) != row]
            if fresh:
                replace = {c.name: c for c in put.excluded if not c.primary_key}
                connection.execute(put.on_conflict_do_update(set_=replace), fresh)
        return len(fresh)

    def drop(self) -> None:
        """Forget every imported row."""
        with self._database.transaction() as connection:
            connection.execute(delete(imported_table))
