"""The rows that an edit writes, as SQL that is ready for the driver.

Every edit runs these statements, and what SQLAlchemy does for each would cost more than SQLite itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
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
_ADD_HEADS, _ = _ready(insert(heads))
_DROP_HEADS, _ = _ready(
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


def put_heads(driver: Any, now: Audit, of: Collection[str], had: Collection[str] | None = None) -> None:
    """Write the heads of these cells; those of them in `had` have some already, and without it all may."""
    known = of if had is None else [cell for cell in of if cell in had]
    if known:
        driver.executemany(_DROP_HEADS, [(now.id, cell) for cell in known])
    driver.executemany(_ADD_HEADS, [(h.audit, h.cell, h.id) for cell in of for h in now.cells[cell]])


def put_summary(driver: Any, now: Audit, found: Reckoning) -> None:
    """Write the list's row of the audit anew."""
    row, (sql, order) = summary.row_of(now, found), PUT_SUMMARY
    driver.execute(sql, [row[name] for name in order])
