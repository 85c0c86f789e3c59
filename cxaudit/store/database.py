"""Opens the SQLite file: one kept connection, durable commits, errors said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, StaticPool

from cxaudit.errors import KnownError, NotSaved
from cxaudit.store import encryption, migrations
from cxaudit.store.rows import Unreadable
from cxaudit.words import N_

DAMAGED = N_(
    "The audit store “{path}” is damaged. The file was left as it is: restore the last copy from the folder "
    "“backups” beside it, or import your exported audits into a new store."
)

_SIGNS_OF_DAMAGE = (
    "malformed",
    "not a database",
    "corrupt",
    "decode to UTF-8",
    "no such",
    "foreign key mismatch",
)

_EXPECTED = (DBAPIError, sqlite.Error, Unreadable, UnicodeDecodeError)
"""What a disk and a damaged file lead to; SQLite's own words may hold damaged names."""

PAGES_BEFORE_CHECKPOINT = 4000
"""16 MB: with the default of 1000, every hundredth edit would wait for a checkpoint."""


class Database:
    """The kept connection; every `transaction` is BEGIN IMMEDIATE, and durable once it ends."""

    def __init__(self, path: Path, passphrase: str = "") -> None:
        self.path = path
        self.busy = RLock()
        """Held by whoever takes several steps that nobody may come between."""
        # What was being written when the program was killed may be readable.
        for left in path.parent.glob(_other(path).name + "*"):
            left.unlink()
        self._open(passphrase)

    def _open(self, passphrase: str) -> None:
        path = self.path
        engine = _engine(lambda: encryption.connect(path, passphrase))
        self._engine = engine
        try:
            with self._said():
                self._connection = engine.connect()
                self._driver = driver_of(self._connection)
                migrations.upgrade(self._connection, path)
        except BaseException:
            engine.dispose()
            raise
        self._passphrase = passphrase

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing; KnownError when the disk is full, read-only or damaged."""
        with self.busy, self._said(), self._connection.begin():
            yield self._connection

    def write(self, statements: Callable[[Any], None]) -> None:
        """The same with the driver's own connection, for statements that are SQL already.

        It stands in each edit's way, so it waits for none of the generators of `transaction`.
        """
        with self.busy:
            driver = self._driver
            try:
                _take(driver)
                statements(driver)
                driver.commit()
            except BaseException as error:
                driver.rollback()
                if isinstance(error, _EXPECTED):
                    raise _known(error, self.path) from error
                raise

    @property
    def is_encrypted(self) -> bool:
        """Whether the file is locked with a passphrase."""
        return encryption.is_encrypted(self.path)

    def lock_with(self, passphrase: str) -> None:
        """Lock the file with that passphrase, or with none; KnownError, and all is as before, if that fails.

        Another file is written, read back and put in its place: killed at any moment, one whole one is there.
        """
        new = encryption.checked(passphrase) if passphrase else ""
        other = _other(self.path)
        with self.busy, self._said():
            try:
                encryption.write_copy(self._driver, other, new)
                self._swap(other, new)
            except OSError as error:
                raise NotSaved(
                    "The folder “{folder}” cannot be written. Nothing was changed; check its free space.",
                    folder=self.path.parent,
                ) from error
            finally:
                with suppress(OSError):
                    other.unlink(missing_ok=True)

    def _swap(self, other: Path, passphrase: str) -> None:
        """Close the file, put the other in its place and open that, or this one again if it is refused."""
        self._connection.close()
        self._engine.dispose()
        try:
            encryption.put_in_place(other, self.path)
        except OSError:
            self._open(self._passphrase)
            raise
        self._open(passphrase)

    def check(self) -> list[str]:
        """What SQLite's own integrity check finds; empty when all is well."""
        with self.transaction() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [" ".join(row.split()) for row in rows if row != "ok"] + [
            f"{row[0]}: a row refers to nothing" for row in broken
        ]

    def close(self) -> None:
        with self.busy:
            self._connection.close()
            self._engine.dispose()

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except _EXPECTED as error:
            raise _known(error, self.path) from error


def _other(path: Path) -> Path:
    """Where the file is written that will take the place of this one."""
    return path.with_name(path.name + ".new")


@cache
def _language() -> Engine:
    """What knows the driver, whatever store it is: each statement is compiled once for all of them."""
    options: dict[str, Any] = {"compiled_cache": {}}
    engine = create_engine("sqlite://", module=sqlite, poolclass=NullPool, execution_options=options)
    engine.connect().close()  # it asks the driver what it can do
    return engine


def _engine(connect: Callable[[], Any]) -> Engine:
    """An engine that keeps the one connection of that kind."""
    language = _language()
    options = language.get_execution_options()
    pool = StaticPool(connect, dialect=language.dialect)
    engine = Engine(pool, language.dialect, language.url, execution_options=options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    _take(driver_of(connection))


def _take(driver: Any) -> None:
    """Take the write lock at once: a plain BEGIN is refused in the middle if another writer comes first.

    What became read-only can still be read; its writes are refused one by one.
    """
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite.OperationalError as error:
        if not _is_read_only(str(error)):
            raise
        driver.execute("BEGIN")


def driver_of(connection: Connection) -> Any:
    """The driver's connection under that of SQLAlchemy, in the same transaction."""
    return connection.connection.driver_connection


def _prepare(connection: Any, _record: object) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        f"wal_autocheckpoint = {PAGES_BEFORE_CHECKPOINT}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _is_read_only(said: str) -> bool:
    return "readonly" in said or "read-only" in said


def _known(error: Exception, path: Path) -> Exception:
    """What to say of it; one of ours, if none of them fits."""
    if isinstance(error, Unreadable | UnicodeDecodeError):
        return KnownError(DAMAGED, path=path)
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    if "full" in said:
        return NotSaved(
            "The disk is full, so the last edit was not saved. All earlier ones are safe; free some space."
        )
    if _is_read_only(said):
        return NotSaved(
            "The folder “{folder}” cannot be written. Nothing was changed; make it writable, then try again.",
            folder=path.parent,
        )
    if "unable to open" in said:
        return NotSaved(
            "The folder “{folder}” cannot be written. Nothing was changed; choose another one.",
            folder=path.parent,
        )
    if "locked" in said:
        return NotSaved(
            "Another program holds the audits in “{folder}”. Nothing was changed; close it and try again.",
            folder=path.parent,
        )
    if "disk I/O" in said:
        return NotSaved(
            "The disk with “{folder}” could not be read or written. What was saved is safe; "
            "check the disk and its free space.",
            folder=path.parent,
        )
    if any(sign in said for sign in _SIGNS_OF_DAMAGE):
        return KnownError(DAMAGED, path=path)
    return RuntimeError(said)
