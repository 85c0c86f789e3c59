"""Connections to a PostgreSQL database, with a limit on each question, and in words what went wrong."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cxaudit.errors import KnownError
from cxaudit.sync.targets import troubles
from cxaudit.sync.targets.address import LOOPBACK, Address, Secret

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

WIDTH = 8
"""Connections at once."""


class Database:
    def __init__(self, address: Address, secret: Secret, patience: float) -> None:
        self._place = address.label
        self._limit = 10 * patience  # of the whole, on the slowest line
        self._engine = _engine(address, secret, patience)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection that is cut when the limit is over, and in words what went wrong on it."""
        from sqlalchemy.exc import DBAPIError

        try:
            with self._engine.connect() as connection:
                number = connection.connection.dbapi_connection.fileno()  # type: ignore[union-attr]
                timer = Timer(self._limit, _hang_up, (number,))
                timer.start()
                try:
                    yield connection
                finally:
                    timer.cancel()
        except DBAPIError as error:
            raise _trouble(error.orig, self._place) from None

    def close(self) -> None:
        self._engine.dispose()


def _engine(address: Address, secret: Secret, patience: float) -> Engine:
    from sqlalchemy import URL, create_engine

    away = address.host not in LOOPBACK
    return create_engine(
        URL.create(
            "postgresql+psycopg",
            username=address.user or None,
            password=secret.password or None,
            host=address.host,
            port=address.url.port,
            database=unquote(address.url.path).strip("/"),
        ),
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        pool_size=WIDTH,
        connect_args={
            "application_name": "cxaudit",
            "connect_timeout": max(2, int(min(patience, 10))),
            "keepalives_idle": max(1, int(patience / 2)),
            "keepalives_interval": 5,
            "keepalives_count": 3,
            # So the password proves both ends of the line to each other, whoever signed the certificate.
            "sslmode": "require" if away else "prefer",
            "channel_binding": "require" if away else "prefer",
            "require_auth": "scram-sha-256",
        },
    )


def _hang_up(number: int) -> None:
    with suppress(OSError), socket.fromfd(number, socket.AF_INET, socket.SOCK_STREAM) as line:
        line.shutdown(socket.SHUT_RDWR)


def _trouble(error: BaseException | None, place: str) -> KnownError:
    state = getattr(error, "sqlstate", None) or ""
    if state[:2] == "28":
        return troubles.refused(place)
    if state in ("42501", "25006"):
        return troubles.forbidden(place)
    if state in ("42P01", "3F000", "3D000"):
        return troubles.missing(place)
    if state in ("53100", "54000"):
        return troubles.full(place)
    if state and state[:2] not in ("08", "53", "55", "57", "58"):
        return troubles.strange(place)
    # While it connects there is no state, only the server's own words in its own language.
    said, line = str(error), getattr(error, "pgconn", None)
    if not state and re.search("SSL|channel binding|authentication method", said):
        return KnownError(
            "“{place}” does not offer an encrypted connection with SCRAM. Nothing was sent. "
            "Ask whoever looks after the place.",
            place=place,
        )
    if not state and (re.search("pg_hba|password", said) or (line is not None and line.used_password)):
        return troubles.refused(place)
    return troubles.unreachable(place)
