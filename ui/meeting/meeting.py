"""A space of this device, and how its syncs go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.progress import Cancelled
from cxaudit.sync.presence import Presence
from cxaudit.sync.target import Unreachable
from ui.meeting.diary import Diary, Entry, Notice
from ui.meeting.standing import Standing

if TYPE_CHECKING:
    from ui.meeting.work import Synced

PAUSES = (1, 2, 4, 8, 16, 30)
"""Minutes until the next attempts at a place that could not be reached."""


@dataclass
class Meeting:
    """A space, and how its syncs go."""

    now: Standing
    kept: Diary
    share: float | None = None
    """How far the sync under way is; None while there is none."""
    offline: bool = False
    fault: KnownError | None = None
    """What somebody has to do something about."""
    undone: KnownError | None = None
    """Why what somebody asked for was not done; until the place is reached again."""
    failures: int = 0
    due: float = 0.0
    """When it is synced next, as `time.monotonic` says it."""
    present: Mapping[str, Presence] = field(default_factory=dict)
    """Where the members were when they last synced, by signer."""
    unread: list[Notice] = field(default_factory=list)
    """What the last syncs have to say and nobody has read yet."""
    told: list[Notice] = field(default_factory=list)
    """What the last sync had to say: while it lasts, it is no news."""

    @property
    def id(self) -> str:
        return self.now.space.id

    @property
    def pause(self) -> int:
        """Minutes until the next sync."""
        return PAUSES[min(self.failures, len(PAUSES)) - 1] if self.failures else self.kept.every

    def take(self, done: Synced, at: str) -> None:
        """Write down what a sync did that was complete at that moment."""
        outcome = done.outcome
        self.share, self.offline, self.fault, self.undone, self.failures = None, False, None, None, 0
        asked = done.now.requests if done.has_asked else self.now.requests
        self.now, self.present = replace(done.now, requests=asked), outcome.present
        notices = [Notice.of(error) for error in outcome.notices]
        self.kept.note(Entry(at, outcome.taken, outcome.sent, outcome.files_in, outcome.files_out, notices))
        self.kept.hear(done.now.numbers, at)
        self.kept.asked = done.now.role is None
        self.unread = [*(n for n in notices if n not in (*self.unread, *self.told)), *self.unread]
        self.told = notices

    def miss(self, error: Exception) -> bool:
        """Write down that it did not work out; False if that is a fault of the program."""
        self.share = None
        if isinstance(error, Cancelled):
            return True
        self.failures += 1
        if isinstance(error, KnownError):
            self.offline = isinstance(error, Unreachable)
            self.fault = None if self.offline else error
        return isinstance(error, KnownError)
