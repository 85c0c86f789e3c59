"""A change as a row and back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import RowMapping

from cxaudit.model import Change

_TEXTS = ("id", "audit", "cell", "author", "device", "at", "prev", "reason")

_said = json.JSONEncoder(ensure_ascii=False).encode


def row_of(change: Change) -> dict[str, Any]:
    """The row of a change; value and parents as JSON."""
    return {
        "id": change.id,
        "audit": change.audit,
        "cell": change.cell,
        "value": _said(change.value),
        "author": change.author,
        "device": change.device,
        "seq": change.seq,
        "at": change.at,
        "parents": " ".join(change.parents),
        "prev": change.prev,
        "reason": change.reason,
    }


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
