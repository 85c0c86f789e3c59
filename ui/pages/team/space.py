"""One space in cards: how it stands, who is in it, what is shared, what came."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.meeting import words
from ui.meeting.meetings import Meeting, Meetings
from ui.pages.team.course import Course
from ui.pages.team.invitation import Invitation
from ui.pages.team.members import Members
from ui.pages.team.options import Options
from ui.pages.team.shared import SharedAudits
from ui.theme import Kind
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar
from ui.widgets.scroll import PageArea, reveal


class SpaceView(PageArea):
    """Two columns where there is room for them."""

    def __init__(self, look: Look, desk: Desk, meetings: Meetings) -> None:
        super().__init__(look)
        self.look, self._meetings = look, meetings
        self.one: Meeting | None = None
        self._later: set[str] = set()
        self._said: object = None
        self.bar: MessageBar | None = None
        self.members, self.shared = Members(look, desk), SharedAudits(look, desk)
        self.invitation, self.course, self.options = Invitation(look), Course(look, desk), Options(look)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(GAP)
        self.column.addLayout(self._bars)
        self._columns: QBoxLayout = QHBoxLayout()
        self._columns.setSpacing(GAP)
        for cards in ((self.members, self.shared), (self.invitation, self.course, self.options)):
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)
        self.set_margins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.members.put_off.connect(self._put_off)

    def fit(self, width: int) -> None:
        side_by_side = width / self.look.scale >= 860
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if side_by_side else directions.TopToBottom)

    def show_space(self, one: Meeting) -> None:
        """Show that space as it is now."""
        self.one = one
        self._show_bar(one)
        is_in = one.now.role not in (None, "out")
        self.invitation.setVisible(is_in)
        if is_in:
            self.invitation.show_space(one.now)
        self.members.show_space(one, [*self._later])
        self.shared.setVisible(one.now.role != "out")
        self.shared.show_space(one)
        self.course.show_space(one)
        self.options.show_space(one)

    def show_course(self) -> None:
        """Bring into sight what came last, once it has its place."""
        QTimer.singleShot(0, self.course, lambda: reveal(self.course))

    def _put_off(self, request: object) -> None:
        """Not now: it is asked again when the program starts the next time."""
        self._later.add(request.public.signer)  # type: ignore[attr-defined]
        if self.one:
            self.show_space(self.one)

    def _show_bar(self, one: Meeting) -> None:
        """The one thing to know, above the cards."""
        found = self._bar_of(one)
        if found == self._said:
            return
        self._said = found
        empty(self._bars)
        self.bar = None
        if found:
            kind, sentence, link = found
            act = (lambda: self._meetings.read_notices(one.id)) if link else None
            self.bar = MessageBar(self.look, kind, sentence, link, act)
            self._bars.addWidget(self.bar)

    def _bar_of(self, one: Meeting) -> tuple[Kind, str, str] | None:
        tr = self.look.tr
        if one.fault:
            return "warn", one.fault.said(tr), ""
        if one.undone:
            return "warn", one.undone.said(tr), ""
        if one.unread:
            return "accent", one.unread[0].error.said(tr), tr("Understood")
        if one.offline:
            return "quiet", words.offline(tr, one), ""
        if one.now.role is None:
            return "accent", words.asked(tr, one), ""
        if one.now.role == "out":
            return (
                "quiet",
                tr("You are in the team no longer. What you have stays with you; nothing new comes."),
                "",
            )
        if one.now.role == "viewer":
            return "quiet", tr("You read and comment: what else you change stays on this device."), ""
        return None
