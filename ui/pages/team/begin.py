"""Begins a team: what it is called, where it meets, whether what leaves is closed with a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.desk import Desk
from ui.look import GAP, Look
from ui.meeting.meetings import Meetings
from ui.pages.team.form import TeamForm
from ui.widgets.choices import Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Line

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.sync.recovery import Recovery


class BeginForm(TeamForm):
    """`began` has the space, and the key on paper if it has one."""

    began = Signal(object, object)

    def __init__(self, look: Look, desk: Desk, meetings: Meetings) -> None:
        tr = look.tr
        super().__init__(look, desk, meetings, tr("Begin a team"), tr.context("team", "Begin"))
        brief = desk.current.audit.brief if desk.current else None
        named = " ".join(part for part in (brief.company, brief.wave) if part) if brief else ""
        self.title = LineEdit(look, tr("Name of the team"), named)
        self.name = LineEdit(look, tr("Your name"), desk.settings.auditor)
        self._title = Field(tr("Name of the team"), self.title, tr("The client and the wave, for instance."))
        self._name = Field(tr("Your name"), self.name, tr("The others see who did what."))
        self.key = Switch(
            look,
            tr("Protect with a key"),
            tr(
                "Whoever runs the place sees no names, texts or files. On by itself wherever that is "
                "somebody else; switch it on for a folder in a cloud too."
            ),
        )
        self._touched = False
        self.key.toggled.connect(self._touch)
        self.place.kind_chosen.connect(self._propose)
        names = QHBoxLayout()
        names.setSpacing(GAP)
        names.addWidget(self._title, 3)
        names.addWidget(self._name, 2)
        self.card.add(names)
        for part in (Line(look), self.place, self.key):
            self.card.add(part)
        self.end_card()
        self.first: QWidget = self.title
        self._recovery: Recovery | None = None

    def _touch(self, _: bool) -> None:
        self._touched = True

    def _propose(self, kind: str) -> None:
        """A place of somebody else is better closed, until the user says otherwise."""
        if not self._touched:
            self.key.blockSignals(True)
            self.key.setChecked(kind != "folder")
            self.key.blockSignals(False)
            self.key.update()

    def tell_place(self, is_taken: bool) -> None:
        tr = self.look.tr
        if is_taken:
            self.say(
                "warn", tr("A team meets there already. Join it with an invitation, or choose another place.")
            )
        else:
            self.say("ok", tr("The place answers, and no team meets there yet."))

    def accept(self) -> None:
        """Found the space there, if all is named."""
        title, name = self.read_name(self._title, self.title), self.read_name(self._name, self.name)
        if not title or not name:
            (self.name if title else self.title).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not (way := self.read_way()):
            return
        from cxaudit.sync.recovery import Recovery

        self._recovery = Recovery.new() if self.key.isChecked() else None
        recipient = self._recovery.recipient if self._recovery else None
        if self.attempt(partial(self.meetings.begin, way, title, name, recipient, self._done, self._fail)):
            self.sign(name)

    def _done(self, space: Space) -> None:
        self.set_busy(False)
        self.began.emit(space, self._recovery)
