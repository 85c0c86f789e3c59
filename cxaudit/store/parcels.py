"""The files that are on their way to and from the spaces."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from sqlalchemy import and_, case, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from cxaudit.store.database import Database
from cxaudit.store.tables import parcels

Way = Literal["out", "in", "done"]
_AT_ONCE = 500
_FILE = case((parcels.c.evidence == "", parcels.c.sha256), else_=parcels.c.evidence)


class Parcels:
    """Blobs by their hashes, each with the file of evidence that it was made from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, space_id: str, way: Way) -> list[str]:
        """The hashes of the files that go that way."""
        wanted = and_(parcels.c.space == space_id, parcels.c.way == way)
        with self._database.transaction() as connection:
            return list(connection.execute(select(parcels.c.sha256).where(wanted)).scalars())

    def files(self, space_id: str, way: Way) -> int:
        """How many files go that way as people count them: a photo is one with all that was made from it."""
        wanted = and_(parcels.c.space == space_id, parcels.c.way == way)
        with self._database.transaction() as connection:
            return connection.execute(select(func.count(_FILE.distinct())).where(wanted)).scalar_one()

    def files_of(self, space_id: str, shas: Collection[str]) -> int:
        """How many files these blobs belong to."""
        found: set[str] = set()
        each = sorted(shas)
        with self._database.transaction() as connection:
            for at in range(0, len(each), _AT_ONCE):
                wanted = and_(parcels.c.space == space_id, parcels.c.sha256.in_(each[at : at + _AT_ONCE]))
                found |= {*connection.execute(select(_FILE).where(wanted)).scalars()}
        return len(found)

    def send(self, space_id: str, way: Way, shas: Iterable[str]) -> None:
        """Say where these files are on their way to."""
        rows = [{"space": space_id, "sha256": sha, "way": way} for sha in shas]
        if rows:
            with self._database.transaction() as connection:
                connection.execute(upsert(parcels).on_conflict_do_update(set_={"way": way}), rows)

    def send_again(self, space_id: str) -> None:
        """Look for every file at the place once more: it has lost something."""
        arrived = and_(parcels.c.space == space_id, parcels.c.way == "done")
        with self._database.transaction() as connection:
            connection.execute(update(parcels).where(arrived).values(way="out"))
