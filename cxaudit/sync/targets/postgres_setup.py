"""What a database needs before a team can meet in it, done once by whoever looks after it."""

from __future__ import annotations

import re

from cxaudit.errors import KnownError
from cxaudit.sync.target import LARGEST
from cxaudit.sync.targets.address import Address, Secret

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}\Z")

_SQL = """\
BEGIN;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} NOLOGIN; END IF;
END $$;
CREATE SCHEMA IF NOT EXISTS {schema};
REVOKE ALL ON SCHEMA {schema} FROM PUBLIC;
GRANT USAGE ON SCHEMA {schema} TO {role};
CREATE TABLE IF NOT EXISTS {schema}.objects (
    name text COLLATE "C" PRIMARY KEY CHECK (length(name) <= 803),
    data bytea NOT NULL CHECK (octet_length(data) <= {largest}),
    put_by name NOT NULL DEFAULT current_user,
    at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE {schema}.objects ALTER COLUMN data SET STORAGE EXTERNAL;
REVOKE ALL ON {schema}.objects FROM PUBLIC, {role};
GRANT SELECT, INSERT (name, data) ON {schema}.objects TO {role};
ALTER TABLE {schema}.objects ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_all ON {schema}.objects;
CREATE POLICY read_all ON {schema}.objects FOR SELECT TO {role} USING (true);
DROP POLICY IF EXISTS put_own ON {schema}.objects;
CREATE POLICY put_own ON {schema}.objects FOR INSERT TO {role} WITH CHECK (put_by = current_user);
COMMIT;
"""


def setup_sql(schema: str, role: str) -> str:
    """The statements that make the place; they may be run again, and remove nothing.

    A member is let in by `GRANT role TO member`, and from then on may add rows under its own name and read
    all, no more. KnownError if a name would need quotes.
    """
    for name in (schema, role):
        if not _NAME.match(name):
            raise KnownError(
                "“{name}” cannot be used as a name. Nothing was changed. Use small letters, digits and _.",
                name=name,
            )
    return _SQL.format(schema=schema, role=role, largest=LARGEST)


def set_up(address: Address, secret: Secret, role: str, patience: float = 30.0) -> None:
    """Run the statements there, as a user who may create roles and schemas."""
    from cxaudit.sync.targets.database import Database

    database = Database(address, secret, patience)
    try:
        with database.connected() as connection:
            connection.exec_driver_sql(setup_sql(address.url.query, role))
    finally:
        database.close()
