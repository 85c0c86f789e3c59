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
from ui.open_audit import OpenAudit

_UNHEARD = {
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
        if not isinstance(window, MainWindow) or opened is None or opened.audit.id in self._told:
            return
        for one in self._meetings.of_audit(opened.audit.id):
            role = one.now.role
            if role in ("viewer", "out") and self._refuses(role, made):
                self._told.add(opened.audit.id)
                window.say("warn", window.look.tr(_UNHEARD[role], name=one.now.title))

    @staticmethod
    def _refuses(role: Role, made: Sequence[Change]) -> bool:
        from cxaudit.sync.team import refusal

        return any(refusal(role, change) for change in made)
