"""Version 4: spaces, in which a team meets, and what is on its way to and from them."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    """CREATE TABLE spaces (
        id TEXT NOT NULL PRIMARY KEY,
        founder TEXT NOT NULL,
        identity TEXT NOT NULL,
        address TEXT NOT NULL,
        options TEXT NOT NULL,
        ring BLOB
    )""",
    """CREATE TABLE shared (
        audit TEXT NOT NULL,
        space TEXT NOT NULL,
        PRIMARY KEY (audit, space),
        FOREIGN KEY(space) REFERENCES spaces (id)
    ) WITHOUT ROWID""",
    """CREATE TABLE outbox (
        space TEXT NOT NULL,
        change TEXT NOT NULL,
        PRIMARY KEY (space, change),
        FOREIGN KEY(space) REFERENCES spaces (id)
    ) WITHOUT ROWID""",
    """CREATE TABLE segments (
        space TEXT NOT NULL,
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        why TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (space, name),
        FOREIGN KEY(space) REFERENCES spaces (id)
    )""",
    """CREATE TABLE parcels (
        space TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        way TEXT NOT NULL,
        PRIMARY KEY (space, sha256),
        FOREIGN KEY(space) REFERENCES spaces (id)
    ) WITHOUT ROWID""",
    "CREATE INDEX parcels_on_their_way ON parcels (space, way)",
    """CREATE TABLE members (
        space TEXT NOT NULL,
        change TEXT NOT NULL,
        signer TEXT NOT NULL,
        number INTEGER NOT NULL,
        said TEXT NOT NULL,
        PRIMARY KEY (space, change),
        FOREIGN KEY(space) REFERENCES spaces (id)
    ) WITHOUT ROWID""",
)


def upgrade(connection: Connection) -> None:
    """Begin them empty: nobody met anywhere before."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
