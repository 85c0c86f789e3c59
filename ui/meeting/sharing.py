"""Shares the audit at hand with a team, from wherever it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from cxaudit.errors import KnownError
from ui.desk import Desk
from ui.look import Look
from ui.widgets.sheet import ask

if TYPE_CHECKING:
    from cxaudit.model import Evidence
    from ui.open_audit import OpenAudit


def offered(desk: Desk, audit_id: str) -> list[tuple[str, str]]:
    """Spaces with their titles that the audit is not shared in yet."""
    if desk.store is None:
        return []
    try:
        found = desk.store.spaces.all()
    except KnownError:
        return []
    there = desk.store.spaces.of_audit(audit_id)
    return [(space.id, str(space.options.get("title", ""))) for space in found if space.id not in there]


def offer(over: QWidget, look: Look, desk: Desk, audit_id: str, company: str) -> None:
    """Ask with which team, where there are several, and then whether it is meant."""
    found = offered(desk, audit_id)
    if len(found) == 1:
        ask_share(over, look, desk, audit_id, company, *found[0])
        return
    menu = QMenu(over)
    menu.setFont(look.font())
    for space, title in found:
        said = title.replace("&", "&&")
        menu.addAction(
            look.icon("users"), said, partial(ask_share, over, look, desk, audit_id, company, space, title)
        )
    menu.popup(QCursor.pos())


def ask_share(
    over: QWidget, look: Look, desk: Desk, audit_id: str, company: str, space: str, title: str
) -> None:
    """Ask before an audit goes to a team."""
    from ui.meeting import meetings

    tr = look.tr
    ask(
        over,
        look,
        tr("Share “{name}” with “{team}”?", name=company or tr("Unnamed audit"), team=title),
        tr("Everybody in the team gets it with all its files and notes. It cannot be taken back."),
        tr.context("verb", "Share"),
        lambda: meetings.of(desk).share(space, audit_id),
    )


def awaited(opened: OpenAudit, files: Sequence[Evidence] | None = None) -> frozenset[str]:
    """The hashes of these files, or all, that a shared audit names and that have not arrived here yet."""
    if not opened.store.spaces.of_audit(opened.audit.id):
        return frozenset()
    has = opened.store.blobs.has
    asked = opened.audit.evidence if files is None else files
    return frozenset(one.sha256 for one in asked if one.sha256 and not has(one.sha256))
