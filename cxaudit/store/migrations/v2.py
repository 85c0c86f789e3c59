"""Version 2: what a benchmark reads of each audit, and rows for it that came from spreadsheets."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    "ALTER TABLE summaries ADD COLUMN checklist TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE summaries ADD COLUMN auditor TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE summaries ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE summaries ADD COLUMN consent INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE summaries ADD COLUMN stages BLOB",
    """CREATE TABLE imported (
        key TEXT NOT NULL PRIMARY KEY,
        company TEXT NOT NULL,
        product TEXT NOT NULL,
        country TEXT NOT NULL,
        wave TEXT NOT NULL,
        day TEXT NOT NULL,
        checklist TEXT NOT NULL,
        scope TEXT NOT NULL,
        thresholds TEXT NOT NULL,
        auditor TEXT NOT NULL,
        grade TEXT NOT NULL,
        stages BLOB NOT NULL
    )""",
)


def upgrade(connection: Connection) -> None:
    """Add the columns empty; the store fills them from the log when it opens, as its null `stages` say."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
