"""What the forms for a team have in common: a card, a message under the fields, one button."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cxaudit.errors import KnownError
from cxaudit.sync import secrets
from cxaudit.sync.code import is_name
from ui import worker
from ui.desk import Desk
from ui.look import MARGIN, Look
from ui.meeting.meetings import Meetings
from ui.meeting.work import Way
from ui.pages.team.place import PlaceForm
from ui.theme import Kind
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.messages import MessageBar
from ui.widgets.scroll import Content, ScrollArea

PICTURES = "*.jpg *.jpeg *.png *.heic *.heif *.avif *.webp"
_WIDTH = 620
_BELOW = 8


class TeamForm(ScrollArea):
    """A card in the middle; `cancelled` goes back, and a fault of ours goes to `failed`."""

    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, look: Look, desk: Desk, meetings: Meetings, title: str, verb: str) -> None:
        content = Content()
        super().__init__(look, content)
        self.desk, self.meetings = desk, meetings
        self.card = Card(look, title)
        self.card.setMaximumWidth(look.px(_WIDTH))
        self.card.body.setSpacing(12)
        outer = QHBoxLayout(content)
        outer.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column = QVBoxLayout()
        column.addWidget(self.card)
        column.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(column, 20)
        outer.addStretch(1)
        self.place = PlaceForm(look)
        self.place.changed.connect(self._follow)
        self.place.kind_chosen.connect(self._turn_to)
        self.test = SecondaryButton(look, look.tr("Test the place"), "shield-check")
        self.test.clicked.connect(self.try_place)
        self.cancel = SecondaryButton(look, look.tr("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        self.go = PrimaryButton(look, verb)
        self.go.clicked.connect(self.accept)
        self._said = QVBoxLayout()
        self.message: MessageBar | None = None
        self.verticalScrollBar().rangeChanged.connect(
            lambda: QTimer.singleShot(0, self, self._keep_in_sight)  # once all have their places
        )
        self._keeps = Label(look, "", "caption")

    def end_card(self) -> None:
        """Put the message and the buttons under the fields."""
        self.card.add(self._keeps)
        self._keeps.hide()
        self.card.add(self._said)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.test)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        self.card.add(row)

    # --- messages ---------------------------------------------------------------------------

    def say(self, kind: Kind, sentence: str, link: str = "", act: Callable[[], None] | None = None) -> None:
        """Show one sentence under the fields."""
        self.hush()
        self.message = MessageBar(self.look, kind, sentence, link, act)
        self._said.addWidget(self.message)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """In a low window the form scrolls to its button, as far as what one looks at stays in sight."""
        focus = self.focusWidget()
        for part in (self.go, self.message or focus):
            if part and self.card.isAncestorOf(part):
                self.ensureWidgetVisible(part, 0, _BELOW)

    def hush(self) -> None:
        """What was said is out of date."""
        empty(self._said)
        self.message = None

    def _follow(self) -> None:
        """Somebody types: what was said is out of date, and where they type is in sight."""
        self.hush()
        for edit in self.place.fields.values():
            if edit.hasFocus():
                self.ensureWidgetVisible(edit)

    def _turn_to(self, kind: str) -> None:
        """Another kind of place: tell where its password will be."""
        self.hush()
        self._keeps.hide()
        if kind != "folder":
            worker.run(lambda _: secrets.has_keyring(), self._say_where_kept, lambda _: None, owner=self)

    def _say_where_kept(self, has_keyring: bool) -> None:
        tr = self.look.tr
        self._keeps.setText(
            tr("The keyring of this system keeps the password.")
            if has_keyring
            else tr("This system has no keyring: the password is kept in the store on this device.")
        )
        self._keeps.setVisible(self.place.chosen_kind != "folder")

    def _fail(self, error: Exception) -> None:
        from cxaudit.sync.targets.ssh import UnknownHost

        self.set_busy(False)
        tr = self.look.tr
        if isinstance(error, UnknownHost):
            self.say("warn", error.said(tr), tr("Trust it"), partial(self._trust, error.host_key))
        elif isinstance(error, KnownError):
            self.say("warn", error.said(self.look.tr))
        else:
            self.failed.emit(error)

    def _trust(self, host_key: str) -> None:
        """Somebody has compared the key of the server: it is part of the address now."""
        self.place.fields["host_key"].set_text(host_key)
        self.hush()

    # --- acting -----------------------------------------------------------------------------

    def set_busy(self, busy: bool) -> None:
        """While it is under way the form stays: a key on paper would be lost with it."""
        self.go.set_busy(busy)
        self.test.setEnabled(not busy)
        self.cancel.setEnabled(not busy)

    def read_way(self) -> Way | None:
        """What was typed, or None with a sentence that says what is missing."""
        try:
            return self.place.way()
        except KnownError as error:
            self.say("warn", error.said(self.look.tr))
            if where := self.place.fields.get("place"):
                where.setFocus(Qt.FocusReason.OtherFocusReason)
            return None

    def read_name(self, field: Field, edit: LineEdit) -> str:
        """A name of one line; empty, with a sentence under the field, if it is none."""
        name = " ".join(edit.text().split())
        fits = is_name(name)
        field.set_error("" if fits else self.look.tr("Give a name of one line, at most 80 letters."))
        return name if fits else ""

    def try_place(self) -> None:
        """Ask the place whether it is there and whose it is."""
        if way := self.read_way():
            self.set_busy(True)
            self.meetings.look_at(way, self._tell, self._fail)

    def _tell(self, is_taken: bool) -> None:
        self.set_busy(False)
        self.tell_place(is_taken)

    def tell_place(self, is_taken: bool) -> None:
        """Say what the test has found, to somebody who looks for a team."""
        tr = self.look.tr
        if is_taken:
            self.say("ok", tr("The place answers, and a team meets there."))
        else:
            self.say(
                "warn", tr("The place answers, but no team meets there. Check the folder or the address.")
            )

    def attempt(self, start: Callable[[], None]) -> bool:
        """Start what the form is for; whether it is under way."""
        self.hush()
        self.set_busy(True)
        try:
            start()
        except KnownError as error:
            self._fail(error)
            return False
        return True

    def sign(self, name: str) -> None:
        """Take the name for all that is written from now on, if there was none."""
        if not self.desk.settings.auditor:
            self.desk.choose(auditor=name)

    def accept(self) -> None:
        """Do what the form is for."""
        raise NotImplementedError
