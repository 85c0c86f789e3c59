"""Version 3: the trail, which criterion was on screen from when to when."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENT = """CREATE TABLE trail (
    audit TEXT NOT NULL,
    begun TEXT NOT NULL,
    ended TEXT NOT NULL,
    sheet TEXT NOT NULL,
    criterion TEXT NOT NULL,
    PRIMARY KEY (audit, begun)
) WITHOUT ROWID"""


def upgrade(connection: Connection) -> None:
    """Begin it empty: nothing else in the store says where the auditor was."""
    connection.exec_driver_sql(STATEMENT)
