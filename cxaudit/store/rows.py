"""A change as a row and back."""

from __future__ import annotations

import json

from sqlalchemy import RowMapping

from cxaudit.model import Change

_TEXTS = ("id", "audit", "cell", "author", "device", "at", "prev", "reason")

_said = json.JSONEncoder(ensure_ascii=False).encode


def row_of(change: Change) -> tuple[str | int, ...]:
    """The row of a change in the order of its table's columns; its value as JSON."""
    c = change
    value, parents = _said(c.value), " ".join(c.parents)
    return c.id, c.audit, c.cell, value, c.author, c.device, c.seq, c.at, parents, c.prev, c.reason


class Unreadable(Exception):
    """A row that no change could have made."""


def change_of(row: RowMapping) -> Change:
    """The change of a row; Unreadable if the row is damaged."""
    try:
        return _change_of(row)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(str(error)) from error


def _change_of(row: RowMapping) -> Change:
    if not (isinstance(row["seq"], int) and all(isinstance(row[name], str) for name in _TEXTS)):
        raise TypeError("not the columns of a change")
    return Change(
        id=row["id"],
        audit=row["audit"],
        cell=row["cell"],
        value=json.loads(row["value"]),
        author=row["author"],
        device=row["device"],
        seq=row["seq"],
        at=row["at"],
        parents=tuple(row["parents"].split()),
        prev=row["prev"],
        reason=row["reason"],
    )
