"""Keeps the first scores from whoever is to score the same visit without a look at them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from cxaudit import cells
from cxaudit.model import Change
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.meeting import myself
from ui.open_audit import OpenAudit

HIDDEN = (
    "inbox",
    "overview",
    "debrief",
    "review",
    "growth",
    "potential",
    "benchmark",
    "calibration",
    "waves",
    "report",
)
"""Pages that show what all sheets come to."""


class Blindness(QObject):
    """Leads from pages that would show the first scores to the page `blind`, and scoring to the own sheet."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.blind = False
        window.guard = self.lead
        desk.audit_opened.connect(self._take)
        self._take(desk.current)

    def lead(self, key: str, argument: object) -> tuple[str, object]:
        """Where the way to that page leads now."""
        opened = self._desk.current
        if not self.blind or not opened:
            return ("overview", None) if key == "blind" else (key, argument)
        self._keep_to_own(opened)
        shut = key in HIDDEN or (key == "scoring" and not myself.sheets_seen(self._desk, opened))
        return ("blind", key) if shut else (key, argument)

    def _take(self, opened: OpenAudit | None) -> None:
        self.blind = False
        if opened:
            opened.wrote.connect(self._hear)
            opened.replaced.connect(self.read)
            opened.sheet_changed.connect(lambda: self._keep_to_own(opened))
            self.read()

    def _hear(self, made: Sequence[Change]) -> None:
        """Who is not blind is so only by a word about what is asked."""
        if self.blind or any(change.cell.startswith(f"{cells.ASSIGNED}/") for change in made):
            self.read()

    def read(self) -> None:
        """Find out how it stands with the open audit, and leave a page that is hidden from now on."""
        opened, before, page = self._desk.current, self.blind, self._window.page
        self.blind = opened is not None and myself.is_blind(self._desk, opened)
        if opened:
            opened.blind(*(myself.known_as(self._desk, opened) if self.blind else ()))
        if self.blind and page and self.lead(page.key, None)[0] != page.key:
            self._window.go(page.key)
        elif before and not self.blind and page and page.key == "scoring":
            tr = self._window.look.tr
            sentence = tr("All that was asked of you is scored. The first scores are shown again.")
            self._window.say("ok", sentence, tr("Compare both"), lambda: self._window.go("calibration"))

    def _keep_to_own(self, opened: OpenAudit) -> None:
        """Score the own sheet, whichever was chosen."""
        if self.blind and opened is self._desk.current:
            seen = myself.sheets_seen(self._desk, opened)
            if seen and opened.sheet not in seen:
                opened.choose_sheet(next(s.id for s in opened.audit.sheets if s.id in seen))
