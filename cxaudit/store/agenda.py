"""What is due over all audits: replies that are waited for, and checks that come again (METHOD 9)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Select, select, text

from cxaudit import cells
from cxaudit.field import week
from cxaudit.model import FIRST_SHEET
from cxaudit.quality import approval
from cxaudit.store.tables import changes, heads

SOON = 7
"""So many days ahead something is said."""
LATE = 30
"""So many days something that is overdue is still said; after that only the audit's own page does."""

EDITED = 90
"""In an audit that nobody has edited for so many days nothing is due any more."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something of an audit that is due on a day: an open contact, or criteria to check again."""

    audit: str
    company: str
    kind: Literal["contact", "follow_up"]
    criteria: tuple[str, ...]
    day: date


def due(connection: Connection, now: datetime) -> list[Due]:
    """What is overdue or due soon, the most urgent first."""
    today = now.astimezone().date()
    found = [*_contacts(connection, now), *_follow_ups(connection, now)]
    first, last = today - timedelta(LATE), today + timedelta(SOON)
    return sorted((one for one in found if first <= one.day <= last), key=lambda one: (one.day, one.audit))


def _contacts(connection: Connection, now: datetime) -> Iterable[Due]:
    said: dict[tuple[str, str, str], dict[str, Any]] = {}
    for audit, company, cell, value in _below(connection, "contact", now):
        match cell.split("/"):
            case ["contact", at, name]:
                fields, found = said.setdefault((audit, company, at), {}), json.loads(value)
                fields[name] = min(fields.get(name, found), found, key=str)
    for (audit, company, at), fields in said.items():
        one = week.contact(at, fields)
        if one and one.open and one.due:
            day = datetime.fromisoformat(one.due).astimezone().date()
            yield Due(audit, company, "contact", (one.criterion,), day)


def _follow_ups(connection: Connection, now: datetime) -> Iterable[Due]:
    """Criteria with U of audits whose week is a fortnight past and that nobody has approved."""
    today = now.astimezone().date()
    days: dict[tuple[str, str], dict[str, date]] = {}
    for audit, company, cell, value in _below(connection, "plan", now):
        said = json.loads(value)
        if said and cell in (cells.PLAN_START, cells.plan_day("follow_up")):
            day, kept = date.fromisoformat(said), days.setdefault((audit, company), {})
            kept[cell] = min(kept.get(cell, day), day)
    wanted: dict[str, tuple[str, date]] = {}
    for (audit, company), found in days.items():
        if start := found.get(cells.PLAN_START):
            day = found.get(cells.plan_day("follow_up")) or start + timedelta(week.FOLLOW_UP_DAYS)
            if abs((day - today).days) <= LATE:
                wanted[audit] = (company, day)
    finished = _finished(connection, list(wanted))
    for audit, criteria in _unverified(connection, [one for one in wanted if one not in finished]).items():
        company, day = wanted[audit]
        yield Due(audit, company, "follow_up", tuple(criteria), day)


def _below(connection: Connection, name: str, now: datetime) -> Iterable[Sequence[Any]]:
    """Audit, company, cell and value of the heads below that name, in audits that were edited of late."""
    since = week.moment(now - timedelta(EDITED))
    return connection.execute(_BELOW, {"first": f"{name}/", "last": f"{name}0", "since": since}).all()


_BELOW = text(
    "select s.audit, s.company, h.cell, c.value from summaries s"
    " cross join heads h on h.audit = s.audit and h.cell > :first and h.cell < :last"
    " cross join changes c on c.audit = h.audit and c.cell = h.cell and c.id = h.change"
    " where s.state != 'removed' and s.edited >= :since"
)
"""In this order of the tables each audit costs one look into an index; else every head would be read."""


def _said(audits: Sequence[str], first: str, last: str) -> Select[Any]:
    h, c = heads.c, changes.c
    query = select(h.audit, h.cell, c.value).join_from(heads, changes)
    return query.where(h.audit.in_(audits), h.cell >= first, h.cell <= last).order_by(h.audit, h.cell)


def _unverified(connection: Connection, audits: Sequence[str]) -> dict[str, list[str]]:
    """The criteria with U on the first sheet, by audit."""
    start = f"visit/{FIRST_SHEET}/rating/"
    query = _said(audits, start, f"{start}~").where(changes.c.value.startswith("{"))
    found: dict[str, list[str]] = {}
    for audit, cell, value in connection.execute(query):
        if json.loads(value).get("mark") == "U":
            found.setdefault(audit, []).append(cell.split("/")[3])
    return found


def _finished(connection: Connection, audits: Sequence[str]) -> set[str]:
    """Those that are approved and nobody disagrees."""
    states: dict[str, list[str]] = {}
    for audit, _, value in connection.execute(_said(audits, approval.CELL, approval.CELL)):
        states.setdefault(audit, []).append(json.loads(value)["state"])
    return {audit for audit, said in states.items() if set(said) <= set(approval.FINISHED)}
