"""PostgreSQL: one table that grows and never changes, through SQLAlchemy and psycopg."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any

from cxaudit.errors import KnownError
from cxaudit.sync.target import LARGEST, is_name
from cxaudit.sync.targets import troubles
from cxaudit.sync.targets.address import Address, Secret
from cxaudit.sync.targets.database import Database


class Postgres:
    """Adds rows and reads them; what is there by a name stays, and nothing is removed."""

    def __init__(self, address: Address, secret: Secret, patience: float) -> None:
        self._place = address.label
        self._table = f"{address.url.query}.objects"
        self._database = Database(address, secret, patience)

    def list(self, prefix: str) -> dict[str, int]:
        asked = f"SELECT name, octet_length(data) FROM {self._table} WHERE starts_with(name, %s)"
        return {name: size for name, size in self._rows(asked, prefix) if is_name(name)}

    def get(self, name: str) -> bytes:
        whole = f"CASE WHEN octet_length(data) <= {LARGEST} THEN data END"
        asked = f"SELECT {whole} FROM {self._table} WHERE name = %s"
        rows = self._rows(asked, name)
        if not rows:
            raise troubles.not_there(name)
        if rows[0][0] is None:
            raise troubles.too_large(name)
        return bytes(rows[0][0])

    def put(self, name: str, data: bytes) -> None:
        add = f"INSERT INTO {self._table} (name, data) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING 1"
        if self._rows(add, name, data):
            return
        same = f"SELECT sha256(data) = %s FROM {self._table} WHERE name = %s"
        if self._rows(same, hashlib.sha256(data).digest(), name) != [(True,)]:
            raise KnownError(
                "“{place}” holds something else as “{name}” and replaces nothing. "
                "Your work is safe on this device. "
                "Ask whoever looks after the place who wrote it.",
                place=self._place,
                name=name,
            )

    def remove(self, names: Collection[str]) -> None:
        """Nothing: the right to remove is granted to nobody."""

    def close(self) -> None:
        self._database.close()

    def _rows(self, statement: str, *values: object) -> Any:
        with self._database.connected() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement, values)]
