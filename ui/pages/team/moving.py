"""Another address or password for the place of a team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxaudit.errors import KnownError
from cxaudit.sync.targets import address
from ui.desk import Desk
from ui.look import Look
from ui.meeting.meetings import Meeting, Meetings
from ui.meeting.work import Way
from ui.pages.team.form import TeamForm
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space


class MoveForm(TeamForm):
    """`moved` once the place answers; an empty one is filled from what this device has."""

    moved = Signal(object)

    def __init__(self, look: Look, desk: Desk, meetings: Meetings, one: Meeting) -> None:
        tr = look.tr
        super().__init__(look, desk, meetings, tr("Where the team meets"), tr("Use this place"))
        self._space = one.id
        note = tr(
            "If the place is empty, this device puts there all it has. The others change their address too."
        )
        self.card.add(Label(look, note, "second"))
        self.card.add(self.place)
        self.end_card()
        try:
            self.place.show_way(Way(address.parse(one.now.space.address)))
        except KnownError:
            self.place.show_way(Way(address.Address("folder", "")))
        self.first: QWidget = self.place.fields["place"]

    def tell_place(self, is_taken: bool) -> None:
        tr = self.look.tr
        if is_taken:
            self.say("ok", tr("The place answers, and a team meets there."))
        else:
            self.say("accent", tr("The place answers and is empty. This device will fill it."))

    def accept(self) -> None:
        """Reach the space there from now on."""
        if way := self.read_way():
            self.hush()
            self.set_busy(True)
            self.meetings.move(self._space, way, self._done, self._fail)

    def _done(self, space: Space) -> None:
        self.set_busy(False)
        self.moved.emit(space)
