"""Brings a store's schema to this program's version; a newer store is refused, an older one copied first.

One step per version, written in its own SQL: a step never imports today's tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from cxaudit.errors import KnownError, NotSaved
from cxaudit.store.migrations import v2, v3, v4, v5, v6
from cxaudit.store.tables import VERSION, metadata

BACKUPS = "backups"
STEPS: Mapping[int, Callable[[Connection], None]] = {
    2: v2.upgrade,
    3: v3.upgrade,
    4: v4.upgrade,
    5: v5.upgrade,
    6: v6.upgrade,
}
"""The step that leads to each version after the first."""


def upgrade(connection: Connection, path: Path) -> None:
    """Create or upgrade the schema in one transaction; KnownError if the store is from a newer program."""
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.rollback()
    if found == VERSION:
        return
    if found > VERSION:
        raise KnownError(
            "The audits in “{path}” are from a newer version of cxaudit. Nothing was changed; install it.",
            path=path,
        )
    if found:
        _back_up(connection, path, found)
    with connection.begin():
        if found:
            for version in range(found + 1, VERSION + 1):
                STEPS[version](connection)
        else:
            for statement in _schema():
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


@cache
def _schema() -> tuple[str, ...]:
    """The SQL of all tables and indexes: to make it takes longer than all else of a new store."""
    tables = metadata.sorted_tables
    made = [CreateTable(table).compile(dialect=dialect()) for table in tables]
    made += [CreateIndex(index).compile(dialect=dialect()) for table in tables for index in table.indexes]
    return tuple(map(str, made))


def _back_up(connection: Connection, path: Path, version: int) -> None:
    """A complete copy beside the store, in `backups`; a file copy would miss what is in the log file.

    A copy that is not sound when it is read back stops the upgrade, and the store stays as it is.
    """
    folder = path.parent / BACKUPS
    copy = folder / f"{path.stem}-v{version}{path.suffix}"
    try:
        folder.mkdir(exist_ok=True)
        copy.unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(
            "The folder “{folder}” cannot be written. Nothing was changed; choose another one.", folder=folder
        ) from error
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("VACUUM INTO ?", (str(copy),))
    # The copy has the key of the store, if it has one, and so is read back through the same connection.
    driver.execute("ATTACH ? AS copy", (str(copy),))
    try:
        if driver.execute("PRAGMA copy.integrity_check").fetchall() != [("ok",)]:
            raise sqlite.DatabaseError("the copy is malformed")
    finally:
        driver.execute("DETACH copy")
