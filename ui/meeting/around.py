"""Who of the team is at work in an audit, as of their last sync."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cxaudit import changes
from ui.desk import Desk
from ui.look import Look
from ui.meeting import myself
from ui.moments import said_time

LATELY = timedelta(hours=12)
MOST = 3
"""So many are named, the latest first."""


def around(desk: Desk, look: Look, audit_id: str, now: datetime | None = None) -> str:
    """`Anna (SEL-05, 14:05) · Boris (13:50)`; empty if nobody else was there lately, by their own clock."""
    since = changes.stamp((now or datetime.now(UTC)) - LATELY)
    found: dict[str, tuple[str, str]] = {}
    for one in myself.spaces_of(desk, audit_id):
        for signer, there in one.present.items():
            if signer != one.now.signer and there.audit == audit_id and there.at > since:
                found[signer] = max(found.get(signer, ("", "")), (there.at, there.criterion))
    names = {s: one.now.team.name(s) for one in myself.spaces_of(desk, audit_id) for s in found}
    said = []
    for signer, (at, criterion) in sorted(found.items(), key=lambda each: each[1][0], reverse=True)[:MOST]:
        time = said_time(at, look)
        where = f"{criterion}, {time}" if criterion else time
        said.append(f"{names[signer]} ({where})")
    return " \u00b7 ".join(said)
