"""What the rail says of the team, and what comes from it that people should hear wherever they are."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.main_window import MainWindow
from ui.meeting import words
from ui.meeting.meetings import Meetings


class TeamBadge(QObject):
    """Keeps the line at the foot of the rail and the count of requests up to date."""

    def __init__(self, meetings: Meetings, window: MainWindow) -> None:
        super().__init__(window)
        self._meetings = meetings
        meetings.changed.connect(self.refresh)
        meetings.stepped.connect(self.refresh)
        meetings.admitted.connect(self._welcome)
        window.shown.connect(lambda _: self.refresh())
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
