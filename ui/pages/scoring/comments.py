"""How many comments on the shown criterion are open, and the sheet that shows them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from cxaudit.quality import talk
from ui.desk import Desk
from ui.open_audit import OpenAudit
from ui.page import Page
from ui.pages.scoring.tools import ScoringTools

WITH_COMMENTS = "/comments"
"""After the id of a criterion it leads to what is said of it."""


class Comments(QObject):
    """Says on the button of a page how many there are, and opens them."""

    def __init__(self, page: Page, desk: Desk, tools: ScoringTools) -> None:
        super().__init__(page)
        self._page, self._desk, self._tools = page, desk, tools
        self._open: OpenAudit | None = None
        self._criterion = ""
        self._counts: Mapping[str, int] = {}
        """How many are open, by criterion: to look through the audit for them on each key would take long."""

    def count(self, opened: OpenAudit) -> None:
        """Look through that audit for open ones."""
        self._open, self._counts = opened, talk.still_open(opened.seen)
        self.show_criterion(self._criterion)

    def show_criterion(self, criterion: str) -> None:
        """Say how many there are on that one."""
        self._criterion = criterion
        self._tools.show_comments(self._counts.get(criterion, 0))

    def open(self) -> None:
        """Show what people say of the shown criterion."""
        if self._open is None:
            return
        from ui.meeting import meetings
        from ui.pages.scoring.talk import TalkSheet

        members = meetings.names_in(self._desk, self._open.audit.id)
        sheet = TalkSheet(self._page.look, self._page, self._desk, self._open, self._criterion, members)
        sheet.open(sheet.text)
