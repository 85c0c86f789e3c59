"""Reading the log out of its tables: changes, heads, chains and the checklists they were made with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cxaudit.changes import Heads, ordered
from cxaudit.edits import ChainEnd
from cxaudit.errors import KnownError
from cxaudit.model import Change
from cxaudit.store import rows
from cxaudit.store.tables import changes, frameworks, heads, summaries

_LAST_NUMBER = 1 << 52
"""No chain is continued from here on: a forged number must not push the next beyond what a file may hold."""


def audit_ids(connection: Connection) -> list[str]:
    """Every audit that the log knows, also the removed ones."""
    return list(connection.execute(select(changes.c.audit).distinct()).scalars())


def changes_of(connection: Connection, audit_id: str, cell: str | None = None) -> list[Change]:
    """The changes of an audit, or of one of its cells, in no order."""
    wanted = changes.c.audit == audit_id
    if cell:
        wanted = and_(wanted, changes.c.cell == cell)
    return read(connection, select(changes).where(wanted))


def heads_of(connection: Connection, audit_id: str) -> dict[str, Heads]:
    """The heads of every cell of an audit, as their rows name them."""
    query = select(changes).join_from(heads, changes).where(heads.c.audit == audit_id)
    found: dict[str, list[Change]] = {}
    for change in read(connection, query):
        found.setdefault(change.cell, []).append(change)
    return {cell: ordered(group) for cell, group in found.items()}


def first_scored(connection: Connection, audit_id: str) -> dict[str, str]:
    """When each score of an audit was first said, by its cell."""
    scores = and_(changes.c.audit == audit_id, changes.c.cell.like("visit/%/rating/%/score"))
    query = select(changes.c.cell, func.min(changes.c.at)).where(scores).group_by(changes.c.cell)
    return {cell: at for cell, at in connection.execute(query)}


def drop(connection: Connection, gone: Iterable[Change]) -> None:
    """Take changes out of the log; no head may name them any more."""
    columns = (changes.c.audit, changes.c.cell, changes.c.id)
    wanted = and_(*(column == bindparam(f"of_{column.name}") for column in columns))
    rows = [{"of_audit": one.audit, "of_cell": one.cell, "of_id": one.id} for one in gone]
    connection.execute(delete(changes).where(wanted), rows)


def is_named_elsewhere(connection: Connection, sha: str, audit_id: str, cell: str) -> bool:
    """Whether any other cell of the log names a file by that hash; every change is looked at."""
    named = and_(changes.c.cell.startswith("evidence/"), changes.c.value.contains(sha))
    other = or_(changes.c.audit != audit_id, changes.c.cell != cell)
    return connection.execute(select(changes.c.id).where(and_(named, other)).limit(1)).first() is not None


def chain_end(connection: Connection, audit_id: str, device: str) -> ChainEnd:
    """Where that device's chain in an audit goes on."""
    mine = and_(changes.c.audit == audit_id, changes.c.device == device, changes.c.seq < _LAST_NUMBER)
    newest = select(changes.c.seq, changes.c.id).where(mine).order_by(changes.c.seq.desc())
    row = connection.execute(newest.limit(1)).first()
    return ChainEnd(row.seq, row.id) if row else ChainEnd()


def keep_framework(connection: Connection, raw: bytes) -> str:
    """Keep the bytes of a checklist unless they are there; returns their hash."""
    sha = hashlib.sha256(raw).hexdigest()
    connection.execute(upsert(frameworks).on_conflict_do_nothing(), {"sha256": sha, "raw": raw})
    return sha


def mend_framework(connection: Connection, raw: bytes) -> None:
    """Keep the bytes of a checklist in place of whatever stands under their hash."""
    row = {"sha256": hashlib.sha256(raw).hexdigest(), "raw": raw}
    connection.execute(upsert(frameworks).on_conflict_do_update(set_=row), row)


def framework_of(connection: Connection, audit_id: str) -> bytes:
    """The bytes of an audit's checklist; KnownError if there is no such audit."""
    named = select(frameworks).join(summaries).where(summaries.c.audit == audit_id)
    found = connection.execute(named).first()
    if found is None:
        raise KnownError("This audit is not in the store. Import its file first.")
    return _whole(found.raw, found.sha256)


def framework_if_here(connection: Connection, sha: str) -> bytes | None:
    """The bytes of the checklist with that hash, or None; Unreadable if they are damaged."""
    found = connection.execute(select(frameworks.c.raw).where(frameworks.c.sha256 == sha)).scalar()
    return None if found is None else _whole(found, sha)


def framework_named(connection: Connection, sha: str) -> bytes:
    """The bytes of the checklist with that hash; Unreadable if they are not here or are damaged."""
    return _whole(
        connection.execute(select(frameworks.c.raw).where(frameworks.c.sha256 == sha)).scalar(), sha
    )


def _whole(raw: object, sha: str) -> bytes:
    if not isinstance(raw, bytes) or hashlib.sha256(raw).hexdigest() != sha:
        raise rows.Unreadable(sha)
    return raw


def read(connection: Connection, query: Select[Any]) -> list[Change]:
    """The changes that a query of their table finds; Unreadable if a row is damaged."""
    # Beware: a damaged row would leave the statement half read, and the driver gives it to others.
    return [rows.change_of(row) for row in connection.execute(query).mappings().all()]
