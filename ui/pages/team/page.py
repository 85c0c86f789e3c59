"""The team: begin one or join one, who is in it, what is shared, how the last syncs went."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.sync.target import Unreachable
from cxaudit.sync.targets import address
from ui.desk import Desk
from ui.look import Look
from ui.meeting import meetings, words
from ui.meeting.meetings import Meeting
from ui.page import Offer, Page, Size
from ui.pages.team.begin import BeginForm
from ui.pages.team.join import JoinForm
from ui.pages.team.leaving import ask_to_leave
from ui.pages.team.moving import MoveForm
from ui.pages.team.recover import RecoverForm
from ui.pages.team.recovery import RecoveryOffer
from ui.pages.team.space import SpaceView
from ui.pages.team.start import Start
from ui.theme import Kind
from ui.widgets.buttons import IconButton, PrimaryButton
from ui.widgets.fields import ComboBox

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.sync.leaving import Left
    from cxaudit.sync.recovery import Recovery
    from ui.pages.team.form import TeamForm


REFUSED = "/refused"
"""After the id of a space it leads to what was refused there."""


class TeamPage(Page):
    """Shows one space at a time; `enter` takes its id, `begin`, `join`, or an invitation."""

    key = "team"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        self.desk = desk
        self.meetings = meetings.of(desk)
        self._space = ""
        self._in_sight = False
        self._options: list[tuple[str, str]] = []
        self.form: TeamForm | None = None
        self.start = Start(look)
        self.start.began.connect(self.begin)
        self.start.joined.connect(self.join)
        self.start.recovered.connect(self.recover)
        self.start.helped.connect(lambda: self.went.emit("help", "team"))
        self.view = SpaceView(look, desk, self.meetings)
        self._make_tools()
        self._wire_view()
        self._stack = QStackedWidget()
        for part in (self.start, self.view):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.meetings.changed.connect(self._change)
        self.meetings.stepped.connect(lambda: self._show_progress() if self._in_sight else None)
        desk.list_changed.connect(self._show_audits)
        desk.store_opened.connect(self.refresh)
        self.refresh()

    def _make_tools(self) -> None:
        look, tr = self.look, self.look.tr
        self.chooser = ComboBox(look, tr("Team"))
        self.chooser.chosen.connect(lambda space: self.show_space(str(space)))
        self.more = IconButton(look, "plus", tr("Another team"))
        self.more.clicked.connect(self._show_more)
        self.sync_button = PrimaryButton(look, tr("Sync now"), "refresh-cw")
        self.sync_button.clicked.connect(self.sync)
        self.stop_button = IconButton(look, "x", tr("Stop the sync"))
        self.stop_button.clicked.connect(self.meetings.cancel)

    def _wire_view(self) -> None:
        view = self.view
        view.members.admitted.connect(self.admit)
        view.members.given.connect(self.give)
        view.shared.shared.connect(lambda audit: self.meetings.share(self._space, audit))
        view.shared.parted.connect(lambda audit: self.meetings.part(self._space, audit, self._miss))
        view.shared.all_shared.connect(lambda: self.meetings.share_all(self._space))
        view.shared.share_new.connect(lambda on: self._choose(share_new=on))
        view.shared.failed.connect(self.failed)
        view.invitation.failed.connect(self.failed)
        view.options.metered.connect(lambda on: self._choose(metered=on))
        view.options.every.connect(lambda n: self._choose(every=n))
        view.options.moved.connect(self.change_place)
        view.options.verified.connect(lambda: self.meetings.sync(self._space, verify=True))
        view.options.renewed.connect(self.renew_sheet)
        view.options.left.connect(self._ask_to_leave)

    # --- what the window asks ---------------------------------------------------------------

    @property
    def title(self) -> str:
        one = self.one
        return one.now.title if one and not self.form else self.look.tr("Team")

    @property
    def status(self) -> tuple[Kind, str] | None:
        if not self.one or self.form:
            return None
        said = words.line(self.look, self.one)
        kinds: dict[str, Kind] = {"warn": "warn", "accent": "accent"}
        return kinds.get(said.role, "ok" if said.icon == "circle-check" else "quiet"), said.short

    @property
    def context(self) -> str:
        tr, one = self.look.tr, self.one
        if not one or self.form:
            return tr("Audits that meet without losing anything")
        people = sum(member.is_here for member in one.now.team.members.values())
        said = [tr.plural("{n} member", "{n} members", people)] if people else []
        with suppress(KnownError):
            said.insert(0, address.parse(one.now.space.address).label)
        return " · ".join(said)

    def tools(self) -> list[QWidget]:
        return [self.chooser, self.more, self.stop_button, self.sync_button]

    def enter(self, argument: object) -> None:
        self._in_sight = True
        if argument == "begin":
            self.begin()
        elif argument == "join":
            self.join()
        elif isinstance(argument, str) and argument.startswith("cxspace1-"):
            self.join(argument)
        elif isinstance(argument, str) and self.meetings.get(argument.removesuffix(REFUSED)):
            self.show_space(argument.removesuffix(REFUSED))
        self.refresh()
        if isinstance(argument, str) and argument.endswith(REFUSED):
            self.view.show_course()

    def leave(self) -> None:
        self._in_sight = False

    def place(self) -> object:
        return self._space or None

    def fits(self, width: int, height: int, size: Size) -> None:
        self.start.fit(size)
        self.view.fit(width)

    def up(self) -> bool:
        if self.form and not self.form.go.busy:
            self.close_form()
        elif not self.form:
            return False
        return True

    def press(self, key: str) -> bool:
        """Enter does what the form is for; else the page scrolls."""
        if key == "Enter" and self.form:
            if self.form.go.isEnabled() and not self.form.go.busy:
                self.form.accept()
            return True
        shown = self._stack.currentWidget()
        return bool(getattr(shown, "turn", lambda _: False)(key))

    def offers(self) -> list[Offer]:
        tr = self.look.tr
        found = [
            Offer("team.begin", tr("Begin a team"), self.begin, "plus"),
            Offer("team.join", tr("Join with an invitation"), self.join, "user-plus"),
        ]
        if self.one:
            found.insert(0, Offer("team.sync", tr("Sync now"), self.sync, "refresh-cw"))
        return found

    # --- showing ----------------------------------------------------------------------------

    @property
    def one(self) -> Meeting | None:
        """The space that is shown."""
        return self.meetings.get(self._space)

    def show_space(self, space_id: str) -> None:
        """Show that space."""
        self._space = space_id
        self.close_form()

    def _change(self) -> None:
        """Out of sight it is shown when somebody comes."""
        if self._in_sight:
            self.refresh()

    def refresh(self) -> None:
        """Show how it stands now."""
        every = self.meetings.all
        if not self.one and every:
            self._space = every[0].id
        one = self.one
        if self.form:
            self._stack.setCurrentWidget(self.form)
        elif one:
            self.view.show_space(one)
            self._stack.setCurrentWidget(self.view)
        else:
            self._stack.setCurrentWidget(self.start)
        self._show_tools(every)
        self.headed.emit()

    def _show_tools(self, every: tuple[Meeting, ...]) -> None:
        options = [(each.id, each.now.title) for each in every]
        if options != self._options:
            self._options = options
            self.chooser.set_options(options, self._space)
        self.chooser.set_value(self._space)
        in_view = bool(every) and not self.form
        self.chooser.setVisible(in_view and len(every) > 1)
        self.more.setVisible(in_view)
        self.sync_button.setVisible(in_view)
        self._show_progress()

    def _show_progress(self) -> None:
        one = self.one
        under_way = one is not None and one.share is not None
        self.sync_button.set_busy(under_way)
        self.stop_button.setVisible(under_way and not self.form)
        self.headed.emit()

    def _show_audits(self) -> None:
        if self._in_sight and self.one and not self.form:
            self.view.shared.refresh()

    def _show_more(self) -> None:
        look, tr = self.look, self.look.tr
        menu = QMenu(self)
        menu.setFont(look.font())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(look.icon("plus"), tr("Begin a team"), self.begin)
        menu.addAction(look.icon("user-plus"), tr("Join with an invitation"), self.join)
        menu.addAction(look.icon("file-text"), tr("Open with a recovery sheet"), self.recover)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    # --- forms ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for what a new team needs."""
        form = BeginForm(self.look, self.desk, self.meetings)
        form.began.connect(self._begun)
        self._open(form, form.first)

    def join(self, text: str = "") -> None:
        """Ask for an invitation."""
        form = JoinForm(self.look, self.desk, self.meetings)
        form.asked.connect(self._entered)
        self._open(form, form.first)
        if text:
            form.take(text)

    def recover(self) -> None:
        """Ask for the key on paper."""
        form = RecoverForm(self.look, self.desk, self.meetings)
        form.recovered.connect(self._entered)
        self._open(form, form.first)

    def change_place(self) -> None:
        """Ask for another address of the place."""
        if self.one:
            form = MoveForm(self.look, self.desk, self.meetings, self.one)
            form.moved.connect(self._entered)
            self._open(form, form.first)

    def _open(self, form: TeamForm, first: QWidget) -> None:
        if self.form and self.form.go.busy:
            form.deleteLater()
            return
        self.close_form()
        self.form = form
        form.cancelled.connect(self.close_form)
        form.failed.connect(self.failed)
        self._stack.addWidget(form)
        self.refresh()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Go back to the space, or to where one begins."""
        if form := self.form:
            self.form = None
            self._stack.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _begun(self, space: Space, recovery: Recovery | None) -> None:
        self._entered(space)
        if recovery:
            RecoveryOffer(self.look, self, space, recovery).open()

    def _entered(self, space: Space) -> None:
        self.show_space(space.id)

    # --- acting -----------------------------------------------------------------------------

    def sync(self) -> None:
        """Sync the space that is shown."""
        self.tried.emit()
        self.meetings.sync(self._space)

    def admit(self, request: object, role: str) -> None:
        """Let somebody in."""
        self.meetings.admit(self._space, request, role, self._miss)  # type: ignore[arg-type]

    def give(self, signer: str, role: str) -> None:
        """Give a member another role, or let them go."""
        self.meetings.set_role(self._space, signer, role, self._miss)  # type: ignore[arg-type]

    def renew_sheet(self) -> None:
        """Offer another recovery sheet; once it is safe, it counts and the old one does not."""
        from cxaudit.sync.recovery import Recovery

        one, recovery = self.one, Recovery.new()
        if one is None:
            return

        def use(is_safe: bool) -> None:
            if is_safe:
                self.meetings.renew_sheet(one.id, recovery.recipient, self._miss)

        offer = RecoveryOffer(self.look, self, one.now.space, recovery, is_second=True)
        offer.closed.connect(use)
        offer.open()

    def _ask_to_leave(self) -> None:
        if self.one and self.desk.store:
            ask_to_leave(self, self.look, self.one, self.desk.store, self.leave_team)

    def leave_team(self) -> None:
        """Belong to the space no longer."""
        title, tr = self.title, self.look.tr

        def left(how: Left) -> None:
            self._space = ""
            self.refresh()
            self.say("ok", tr("You have left “{name}”. Your audits are all here.", name=title))
            if not how.is_told:
                self.say("warn", tr("The team could not be told. Tell whoever leads it."))
            if not how.is_forgotten:
                stays = tr("The keyring of this system did not let go of the password. Delete it there.")
                self.say("warn", stays)

        self.meetings.leave(self._space, left, self._miss)

    def _choose(self, **values: object) -> None:
        if self.one:
            self.meetings.choose(self._space, **values)

    def _miss(self, error: Exception) -> None:
        """It needs the place, which cannot be reached or refuses; its bar says so until it can be."""
        if isinstance(error, Unreachable) and self.one:
            self.one.undone = KnownError(
                "“{place}” cannot be reached now, so nothing was changed in the team. Do it again later.",
                **error.values,
            )
        elif isinstance(error, KnownError):
            self.say("warn", error.said(self.look.tr))
        else:
            self.failed.emit(error)
        self.refresh()
