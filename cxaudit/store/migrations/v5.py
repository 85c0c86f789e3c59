"""Version 5: the changes of an audit lie together, so that reading or writing some touches few pages.

What is on its way is counted as people count files, what people say to each other has an index, and all kinds
of conflicts are counted in the list's rows.
"""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """CREATE TABLE changes_5 (
        id TEXT NOT NULL,
        audit TEXT NOT NULL,
        cell TEXT NOT NULL,
        value TEXT NOT NULL,
        author TEXT NOT NULL,
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        parents TEXT NOT NULL,
        prev TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (audit, cell, id)
    ) WITHOUT ROWID""",
    """INSERT INTO changes_5
        SELECT id, audit, cell, value, author, device, seq, at, parents, prev, reason FROM changes
        ORDER BY audit, cell, id""",
    """CREATE TABLE heads_5 (
        audit TEXT NOT NULL,
        cell TEXT NOT NULL,
        change TEXT NOT NULL,
        PRIMARY KEY (audit, cell, change),
        FOREIGN KEY(audit, cell, change) REFERENCES changes_5 (audit, cell, id)
    ) WITHOUT ROWID""",
    """INSERT INTO heads_5
        SELECT h.audit, h.cell, h.change FROM heads h
        JOIN changes_5 c ON c.audit = h.audit AND c.cell = h.cell AND c.id = h.change""",
    """CREATE TABLE outbox_5 (
        space TEXT NOT NULL,
        audit TEXT NOT NULL,
        cell TEXT NOT NULL,
        change TEXT NOT NULL,
        PRIMARY KEY (space, audit, cell, change),
        FOREIGN KEY(space) REFERENCES spaces (id)
    ) WITHOUT ROWID""",
    """INSERT INTO outbox_5
        SELECT o.space, c.audit, c.cell, c.id FROM outbox o JOIN changes c ON c.id = o.change""",
    "DROP TABLE outbox",
    "DROP TABLE heads",
    "DROP TABLE changes",
    "ALTER TABLE changes_5 RENAME TO changes",
    "ALTER TABLE heads_5 RENAME TO heads",
    "ALTER TABLE outbox_5 RENAME TO outbox",
    "ALTER TABLE parcels ADD COLUMN evidence TEXT NOT NULL DEFAULT ''",
    """CREATE INDEX heads_about_people ON heads (cell, audit, "change")
        WHERE substr(cell, 1, 5) IN ('talk/', 'assig')""",
    # What is in conflict was counted otherwise: these rows of the list are written anew.
    """UPDATE summaries SET stages = NULL WHERE audit IN
        (SELECT audit FROM heads GROUP BY audit, cell HAVING count(*) > 1)""",
)


def upgrade(connection: Connection) -> None:
    """Lay down the same rows in another order; one that names a lost change is left to the doctor."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
