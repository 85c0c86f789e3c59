"""Asks before this device leaves a team, and says what the others have not got."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxaudit.i18n import Translator
from cxaudit.sync import leaving
from cxaudit.sync.leaving import Unsent
from ui.look import Look
from ui.meeting.meetings import Meeting
from ui.meeting.standing import Standing
from ui.widgets.labels import Label
from ui.widgets.sheet import Sheet, ask

if TYPE_CHECKING:
    from cxaudit.store.store import Store


def ask_to_leave(over: QWidget, look: Look, one: Meeting, store: Store, yes: Callable[[], None]) -> Sheet:
    """What stays, what does not, and how one comes back; Enter means Cancel."""
    tr = look.tr
    sheet = ask(
        over,
        look,
        tr("Leave the team “{name}”?", name=one.now.title),
        tr(
            "Your audits, notes and files stay on this device, and what you have sent stays with the team. "
            "Nothing comes or goes any more."
        ),
        tr("Leave"),
        yes,
        danger=True,
    )
    if left := unsent_said(tr, leaving.unsent(store, one.now.space)):
        sheet.body.addWidget(Label(look, left, "strong", "warn"))
    if (one.offline or one.fault) and not leaving.is_founder(one.now.space):
        away = tr(
            "The team cannot be told now that you leave: the last sync did not get through. "
            "Tell whoever leads it, or leave another time."
        )
        sheet.body.addWidget(Label(look, away, "strong", "warn"))
    if not one.now.space.address.startswith("folder:"):
        said = tr("The password of the place is forgotten on this device.")
        sheet.body.addWidget(Label(look, said, colour="muted"))
    sheet.body.addWidget(Label(look, _way_back(tr, one.now), colour="muted"))
    pause = tr("To stop for a while, cancel and choose “Only by the button” under “Sync by itself”.")
    sheet.body.addWidget(Label(look, pause, colour="muted"))
    return sheet


def unsent_said(tr: Translator, left: Unsent) -> str:
    """What is on this device only; empty if the others have all of it."""
    said = []
    if n := left.changes:
        said.append(
            tr.plural("{n} change is on this device only.", "{n} changes are on this device only.", n)
        )
    if n := left.files:
        said.append(tr.plural("{n} file is on this device only.", "{n} files are on this device only.", n))
    return " ".join([*said, tr("If the team is to have that, cancel and sync first.")]) if said else ""


def _way_back(tr: Translator, now: Standing) -> str:
    if now.signer != now.team.founder.signer:
        return tr("To come back you ask again with an invitation.")
    back = tr("You began this team: its invitation makes you lead it again on this device.")
    others = [m.now for m in now.team.members.values() if m.signer != now.signer and m.is_here]
    if others and "lead" not in others:
        back += " " + tr("Until then nobody can admit people or give roles.")
    return back
