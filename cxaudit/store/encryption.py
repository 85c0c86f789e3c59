"""Keeps the SQLite file encrypted under a passphrase, through the same driver (SQLCipher)."""

from __future__ import annotations

import os
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from cxaudit.blobs import sync_folder
from cxaudit.errors import KnownError
from cxaudit.store.lock import Locked

_PLAIN = b"SQLite format 3\0"
_SECTOR = 512
_ALIKE = 8
"""A plain file with a few damaged bytes at its beginning is damaged, not encrypted."""
SHORTEST = 8
"""So many letters a passphrase has at least."""


def is_encrypted(path: Path) -> bool:
    """Whether the file is there and looks encrypted: whole sectors that do not begin as SQLite's do."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begin = file.read(len(_PLAIN))
    except OSError:
        return False
    alike = sum(one == other for one, other in zip(begin, _PLAIN, strict=False))
    return size > 0 and size % _SECTOR == 0 and alike < _ALIKE


def checked(passphrase: str) -> str:
    """The passphrase as it is used, the same from every keyboard; KnownError if it is too short."""
    found = unicodedata.normalize("NFC", passphrase)
    if len(found) < SHORTEST or "\0" in found:
        raise KnownError(
            "A passphrase has at least {n} letters; four or five words are easy to keep in mind.", n=SHORTEST
        )
    return found


def connect(path: Path, passphrase: str) -> Any:
    """The driver's connection to the file; Locked if it is encrypted under another passphrase."""
    connection = sqlite.connect(path, check_same_thread=False, isolation_level=None)
    try:
        if is_encrypted(path):
            _unlock(connection, path, passphrase)
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: Any, path: Path, passphrase: str) -> None:
    if not passphrase:
        raise Locked(
            "The audits in “{folder}” are locked with a passphrase. Nothing was changed.", folder=path.parent
        )
    connection.execute("PRAGMA cipher_log_level = NONE")
    said = unicodedata.normalize("NFC", passphrase).replace("'", "''")
    connection.execute(f"PRAGMA key = '{said}'")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.DatabaseError as error:
        if "not a database" not in str(error):
            raise
        raise Locked(
            "This passphrase does not open the audits in “{folder}”. Nothing was changed; try again. "
            "If it is certainly right, the file is damaged and a copy is needed.",
            folder=path.parent,
        ) from None


def write_copy(connection: Any, copy: Path, passphrase: str) -> None:
    """The whole database as another file under that passphrase, or plain without one; read back."""
    for old in (copy, copy.with_name(copy.name + "-journal")):
        old.unlink(missing_ok=True)
    connection.execute("ATTACH ? AS copy KEY ?", (str(copy), passphrase))
    try:
        connection.execute("SELECT sqlcipher_export('copy')")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA copy.user_version = {version}")
    finally:
        connection.execute("DETACH copy")
    with closing(connect(copy, passphrase)) as made:
        sound = made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not sound or _content(made) != _content(connection):
            raise sqlite.DatabaseError("the copy is malformed")
    with copy.open("rb+") as file:
        os.fsync(file.fileno())


def put_in_place(copy: Path, path: Path) -> None:
    """The copy in place of the database, which nobody has open; OSError, and it stays, if that is refused."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        # What is in this log belongs to the old file; read into the new one it would destroy it.
        raise OSError(f"{log.name} is in use")
    log.unlink(missing_ok=True)
    os.replace(copy, path)
    sync_folder(path.parent)


def _content(connection: Any) -> list[Any]:
    """What the database holds: its version, what is in it and how much of it."""
    master = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    found = connection.execute(master).fetchall()
    tables = [name for kind, name, _, sql in found if kind == "table" and sql]
    counts = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in tables]
    return [connection.execute("PRAGMA user_version").fetchone(), found, counts]
