"""Sound on the scoring page: the button with its level, and the moments that can be played."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from cxaudit.model import Change, Criterion
from cxaudit.sound.recording import Moment, moment_of, moments, recordings, refusal, terms
from ui.desk import Desk
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.page import Page
from ui.recorder import player as recorder_player
from ui.recorder import recorder
from ui.recorder.button import RecordButton, said_length
from ui.recorder.player import Player
from ui.widgets.buttons import SecondaryButton

_MOST = 12
"""So many moments of a criterion are offered; the newest ones."""


class MomentButton(SecondaryButton):
    """Plays what was heard when a criterion was scored; of several moments a menu offers each."""

    asked = Signal(object)
    """The Moment to play, or None to be silent."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", "play", parent=parent)
        self._moments: list[Moment] = []
        self._playing = False
        self._player: Player | None = None
        self.clicked.connect(self._press)
        self.hide()

    def show_moments(self, found: Sequence[Moment], playing: Moment | None) -> None:
        """Offer these moments; without any the button takes no room."""
        self._moments, self._playing = list(found), playing in found
        self.setVisible(bool(found))
        if not found:
            return
        scored = [moment for moment in found if moment.stamp.cell.endswith("/score")]
        newest = playing if playing and self._playing else (scored or found)[-1]
        tr, at = self.look.tr, said_length(newest.stamp.second)
        name = (
            tr("Stop playing") if self._playing else tr("Play: {what}", what=moment_said(newest, self.look))
        )
        self.setText(at)
        self.set_icon("square" if self._playing else "play")
        self.setAccessibleName(name)
        self.setToolTip(name)

    def follow(self, player: Player, moment: Moment) -> None:
        """Offer that one moment, and show whether it is being played."""
        self._player = player
        self._moments = [moment]
        player.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._player:
            self.show_moments(self._moments, self._player.playing)

    def menu(self) -> QMenu:
        """Every moment, the newest first."""
        menu = QMenu(self)
        menu.setFont(self.look.font())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for moment in reversed(self._moments):
            said = moment_said(moment, self.look)
            menu.addAction(self.look.icon("play"), said, partial(self.asked.emit, moment))
        return menu

    def _press(self) -> None:
        if self._playing:
            self.asked.emit(None)
        elif len(self._moments) == 1:
            self.asked.emit(self._moments[0])
        elif self._moments:
            self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))


def moment_said(moment: Moment, look: Look) -> str:
    """What was said, and when: `Note, 0:12:34`."""
    tr = look.tr
    if moment.stamp.cell.startswith("evidence/"):
        what = tr("File")
    else:
        what = tr("Note") if moment.stamp.cell.endswith("/note") else tr.context("noun", "Score")
    return f"{what}, {said_length(moment.stamp.second)}"


class ScoringSound(QObject):
    """Fills the two buttons of a page, and does what they say."""

    def __init__(self, page: Page, desk: Desk, button: RecordButton, heard: MomentButton) -> None:
        super().__init__(page)
        self._page, self._desk, self.look = page, desk, page.look
        self._button, self._heard = button, heard
        self._opened: OpenAudit | None = None
        self._criterion: Criterion | None = None
        self._is_recorded = False
        """Whether there is any recording: looking for moments on each key would cost as much as scoring."""
        self._recorder, self._player = recorder.of(desk), recorder_player.of(desk)
        button.clicked.connect(self._press)
        heard.asked.connect(self._play)
        self._recorder.changed.connect(self.refresh)
        self._recorder.ticked.connect(self._show_level)
        self._player.changed.connect(self._show_moments)
        desk.audit_opened.connect(self._let_go)

    def show_criterion(self, opened: OpenAudit | None, criterion: Criterion | None) -> None:
        """Turn to another criterion; what is being played goes on."""
        if opened and opened is not self._opened:
            for changed in (opened.brief_changed, opened.replaced, opened.sheet_changed):
                changed.connect(self.refresh)
        turned = opened is not self._opened
        self._opened, self._criterion = opened, criterion
        if turned:
            self.refresh()
        else:
            self._show_moments()

    def refresh(self) -> None:
        """Show what may be recorded and what can be heard, as the audit says it now."""
        allowed = bool(self._opened and terms(self._opened.audit).allowed)
        self._is_recorded = bool(self._opened and recordings(self._opened.audit))
        state = self._recorder.state
        self._button.show_state(state, shown=allowed or state != "idle")
        self._show_moments()

    def _let_go(self, _: OpenAudit | None) -> None:
        self.show_criterion(None, None)

    def button_of(self, change: Change) -> MomentButton | None:
        """A button that plays what was heard when that change was made, if it was recorded."""
        moment = moment_of(self._opened.audit, change) if self._opened else None
        if moment is None:
            return None
        button = MomentButton(self.look, self._page)
        button.follow(self._player, moment)
        button.asked.connect(self._play)
        return button

    def leave(self) -> None:
        """Nothing plays where it cannot be stopped."""
        self._player.stop()

    def _press(self) -> None:
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)  # else it goes to a field when the button is off
        why = refusal(terms(self._opened.audit)) if self._opened else None
        if why and self._recorder.state == "idle":
            tr = self.look.tr
            self._page.say(
                "warn", why.said(tr), tr("Brief"), lambda: self._page.went.emit("brief", "recording")
            )
        else:
            self._recorder.toggle()

    def _show_level(self) -> None:
        self._button.show_level(self._recorder.level, self._recorder.seconds)

    def _show_moments(self) -> None:
        opened, criterion = self._opened, self._criterion
        if not opened or not criterion or not self._is_recorded:
            self._heard.show_moments((), None)
            return
        found = moments(opened.view, criterion.id, opened.sheet)
        self._heard.show_moments(found[-_MOST:], self._player.playing)

    def _play(self, moment: Moment | None) -> None:
        if moment and self._opened:
            self._player.play(self._opened, moment)
        else:
            self._player.stop()
