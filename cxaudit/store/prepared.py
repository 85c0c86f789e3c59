"""The rows that an edit writes, as SQL that is ready for the driver.

Every edit runs these statements, and what SQLAlchemy does for each would cost more than SQLite itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, Insert, bindparam, delete, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as upsert

from cxaudit.model import Audit, Change
from cxaudit.scoring import Reckoning
from cxaudit.store import rows, summary
from cxaudit.store.tables import changes, heads, summaries

_DIALECT = sqlite.dialect()


def _ready(statement: Insert | Delete) -> tuple[str, Sequence[str]]:
    """The SQL of a statement and the order of its values."""
    compiled = statement.compile(dialect=_DIALECT)
    return str(compiled), list(getattr(compiled, "positiontup", None) or ())


_ADD_CHANGES, _ = _ready(insert(changes))
_ADD_HEADS = _ready(insert(heads))
_DROP_HEADS = _ready(
    delete(heads).where(heads.c.audit == bindparam("of_audit"), heads.c.cell == bindparam("of_cell"))
)
_put = upsert(summaries)
PUT_SUMMARY = _ready(
    _put.on_conflict_do_update(
        index_elements=["audit"], set_={c.name: c for c in _put.excluded if not c.primary_key}
    )
)


def add_changes(driver: Any, made: Iterable[Change]) -> None:
    """Add changes to the log."""
    driver.executemany(_ADD_CHANGES, [rows.row_of(change) for change in made])


def put_heads(driver: Any, now: Audit, of: Collection[str], anew: bool = True) -> None:
    """Write the heads of these cells, in place of those that may be there if `anew`."""
    if anew:
        _run(driver, _DROP_HEADS, [{"of_audit": now.id, "of_cell": cell} for cell in of])
    found = [head for cell in of for head in now.cells[cell]]
    _run(driver, _ADD_HEADS, [{"audit": h.audit, "cell": h.cell, "change": h.id} for h in found])


def put_summary(driver: Any, now: Audit, found: Reckoning) -> None:
    """Write the list's row of the audit anew."""
    _run(driver, PUT_SUMMARY, [summary.row_of(now, found)])


def _run(driver: Any, ready: tuple[str, Sequence[str]], values: Sequence[Mapping[str, Any]]) -> None:
    sql, order = ready
    driver.executemany(sql, [tuple([row[name] for name in order]) for row in values])
