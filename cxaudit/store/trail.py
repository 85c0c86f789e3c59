"""The trail as rows and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from cxaudit.phone.trail import Span
from cxaudit.store.rows import Unreadable
from cxaudit.store.tables import trail


def keep(connection: Connection, audit_id: str, spans: Iterable[Span]) -> None:
    """Write the spans; one that began at the same moment has only become longer."""
    put = upsert(trail)
    said = {"ended": put.excluded.ended, "sheet": put.excluded.sheet, "criterion": put.excluded.criterion}
    rows = [
        {
            "audit": audit_id,
            "begun": _said(span.begun),
            "ended": _said(span.ended),
            "sheet": span.sheet,
            "criterion": span.criterion,
        }
        for span in spans
    ]
    if rows:
        connection.execute(put.on_conflict_do_update(set_=said), rows)


def read(connection: Connection, audit_id: str) -> list[Span]:
    """The spans of an audit, oldest first; Unreadable if a row is damaged."""
    found = connection.execute(select(trail).where(trail.c.audit == audit_id).order_by(trail.c.begun))
    try:
        return [
            Span(
                row.criterion, row.sheet, datetime.fromisoformat(row.begun), datetime.fromisoformat(row.ended)
            )
            for row in found
        ]
    except (ValueError, TypeError) as error:
        raise Unreadable(str(error)) from error


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
