"""Who works on this device, as an audit and the teams that share it know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxaudit.field import assignment
from ui.desk import Desk
from ui.open_audit import OpenAudit

if TYPE_CHECKING:
    from ui.meeting.meetings import Meeting


def known_as(desk: Desk, opened: OpenAudit) -> tuple[str, ...]:
    """The name that signs the changes, and the ids of this device in the teams that share the audit.

    Whom the brief names is who works here only where nobody else does.
    """
    spaces = spaces_of(desk, opened.audit.id)
    name = opened.signed if spaces else opened.author
    return (name, *(one.now.signer for one in spaces))


def may_assign(desk: Desk, audit_id: str) -> bool:
    """Whether every team that shares the audit lets this device say who scores what."""
    return all(one.now.role in ("lead", "reviewer") for one in spaces_of(desk, audit_id))


def is_blind(desk: Desk, opened: OpenAudit) -> bool:
    """Whether the first scores of the audit are kept from whoever works here."""
    if not assignment.assignments(opened.audit):
        return False
    return assignment.is_blind(opened.audit, *known_as(desk, opened))


def sheets_seen(desk: Desk, opened: OpenAudit) -> frozenset[str]:
    """The sheets of the audit that whoever works here may look at: all, or while blind their own."""
    sheets = opened.audit.sheets
    if is_blind(desk, opened):
        sheets = assignment.own_sheets(opened.audit, *known_as(desk, opened))
    return frozenset(sheet.id for sheet in sheets)


def asked(desk: Desk, opened: OpenAudit) -> frozenset[str]:
    """The criteria that whoever works here is to score; empty if nothing was asked of them."""
    if not assignment.assignments(opened.audit):
        return frozenset()
    return assignment.asked_of(opened.audit, *known_as(desk, opened))


def spaces_of(desk: Desk, audit_id: str) -> list[Meeting]:
    """The spaces that share an audit; what sharing needs is loaded only where there are any."""
    shared = desk.store.spaces.of_audit(audit_id) if desk.store else ()
    if not shared:
        return []
    from ui.meeting import meetings

    return [one for space in shared if (one := meetings.of(desk).get(space))]
