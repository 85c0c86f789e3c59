"""What the rail says of the team, and what comes from it that people should hear wherever they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from cxaudit.model import Change
from cxaudit.roles import Role
from cxaudit.words import N_
from ui.main_window import MainWindow
from ui.meeting import words
from ui.meeting.meetings import Meetings
from ui.meeting.refusals import Refusals
from ui.open_audit import OpenAudit

_UNTAKEN = N_("The team “{name}” does not take this: {why}. It stays on this device.")
_UNHEARD: dict[Role | None, str] = {
    "viewer": N_(
        "You are a reader in the team “{name}”: the others see your comments, and nothing else of what you "
        "change. It stays on this device; ask a lead for another role."
    ),
    "out": N_(
        "You are not in the team “{name}” any more: nobody gets what you change. It stays on this device."
    ),
}


class TeamBadge(QObject):
    """Keeps the line at the foot of the rail and the count of requests up to date."""

    def __init__(self, meetings: Meetings, window: MainWindow) -> None:
        super().__init__(window)
        self._meetings = meetings
        meetings.changed.connect(self.refresh)
        meetings.stepped.connect(self.refresh)
        meetings.admitted.connect(self._welcome)
        window.shown.connect(lambda _: self.refresh())
        self._told: set[str] = set()
        self._refusals = Refusals(meetings, window)
        meetings.desk.audit_opened.connect(self._watch)
        self._watch(meetings.desk.current)
        self.refresh()

    def refresh(self) -> None:
        """Show how it stands now."""
        window, meetings = self.parent(), self._meetings
        if isinstance(window, MainWindow):
            window.rail.set_exchange(words.line_of(window.look, meetings.all))
            if "team" in window.rail.entries:
                asking = sum(len(one.now.requests) for one in meetings.all)
                window.rail.entries["team"].set_count(asking)

    def _welcome(self, space_id: str) -> None:
        window, one = self.parent(), self._meetings.get(space_id)
        if isinstance(window, MainWindow) and one:
            said = window.look.tr("You are in the team “{name}” now.", name=one.now.title)
            window.say("ok", said, window.look.tr("Show"), lambda: window.go("team", space_id))

    def _watch(self, opened: OpenAudit | None) -> None:
        if opened:
            opened.wrote.connect(self._warn)

    def _warn(self, made: Sequence[Change]) -> None:
        """Say once for each audit that the others will not take what somebody in that role writes."""
        window, opened = self.parent(), self._meetings.desk.current
        if not isinstance(window, MainWindow) or opened is None:
            return
        tr = window.look.tr
        for one in self._meetings.of_audit(opened.audit.id):
            found = _refused(one.now.role, made)
            self._refusals.know(one.id, found)
            if found and opened.audit.id not in self._told:
                self._told.add(opened.audit.id)
                why = tr(next(iter(found.values())))
                window.say("warn", tr(_UNHEARD.get(one.now.role, _UNTAKEN), name=one.now.title, why=why))


def _refused(role: Role | None, made: Sequence[Change]) -> dict[str, str]:
    """Why the others will not take these changes, by their ids."""
    if role in (None, "lead", "reviewer"):
        return {}
    from cxaudit.sync.team import refusal

    return {change.id: why.text for change in made if (why := refusal(role, change))}
