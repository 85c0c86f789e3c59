"""How far an action is: every step of its history, what may follow, and what each needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.analysis.actions import COURSE, NEXT, STATUSES, Action, Status, Step, next_statuses, standing
from cxaudit.model import Json
from ui.look import Look
from ui.moments import said_day, said_minute
from ui.pages.brief.field import Rivals
from ui.pages.growth.words import standing_said
from ui.widgets.buttons import SecondaryButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label, plain_tip
from ui.widgets.layouts import empty
from ui.widgets.messages import Picture

_ICONS = {"rejected": ("x", "danger"), "deferred": ("timer", "muted"), "reopened": ("undo-2", "danger")}
"""The icon and its colour, where it is not a tick."""


class StatusCourse(QWidget):
    """The steps that were taken with who and when, then the ones that are left, then the buttons."""

    moved = Signal(str)
    """The status that was asked for."""
    kept = Signal(object)
    """The value of the version that was kept in a conflict."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        self.rivals = Rivals(look, self.kept.emit, self._say)
        self.blocked = Label(look, "", "caption")
        self.buttons = {status: self._button(status) for status in STATUSES}
        """By the status that they lead to."""
        holder = QWidget()
        row = FlowLayout(holder, gap=8)
        for button in self.buttons.values():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._steps)
        column.addWidget(self.rivals)
        column.addWidget(holder)
        column.addWidget(self.blocked)

    def show_action(self, action: Action, steps: Sequence[Step], refusal: str = "") -> None:
        """Show the course of that action; `refusal` says why this person cannot verify it."""
        empty(self._steps)
        rivals = {head.id for head in action.contested.get("status", ())}
        for step in steps:
            if step.change in rivals:
                continue
            self._add_step(step, last=step is steps[-1])
        if action.standing:
            for status in _ahead(action.standing.status):
                self._add_line("circle", "muted", self.look.tr(STATUSES[status]), muted=True)
        self.rivals.show_heads(action.contested.get("status", ()))
        ways = next_statuses(action) if action.standing else ()
        for status, button in self.buttons.items():
            button.setVisible(status in ways)
            button.setEnabled(status != "verified" or not refusal)
        self.blocked.setText(refusal)
        self.blocked.setVisible(bool(refusal) and "verified" in ways)

    def _button(self, status: Status) -> SecondaryButton:
        button = SecondaryButton(self.look, verbs(self.look)[status], danger=status == "rejected")
        button.clicked.connect(lambda: self.moved.emit(status))
        return button

    def _say(self, value: Json) -> str:
        said = standing_said(self.look, standing(value))
        reason = standing(value).reason
        return f"{said}: {reason}" if reason else said

    # --- steps

    def _add_step(self, step: Step, last: bool) -> None:
        tr, stands = self.look.tr, step.standing
        said = standing_said(self.look, stands) if stands else tr("taken back")
        icon, role = _ICONS.get(stands.status if stands else "", ("circle-check", "ok"))
        if last and stands and stands.status in ("accepted", "in_progress"):
            icon, role = "circle-dot", "accent"
        when = said_day(step.at, self.look)
        tip = ", ".join(part for part in (step.author, said_minute(step.at, self.look)) if part)
        why = (stands.reason if stands else "") or step.reason
        under = " · ".join(part for part in (step.author, why) if part)
        self._add_line(icon, role, said, when, under, tip, strong=last)

    def _add_line(
        self,
        icon: str,
        role: str,
        said: str,
        right: str = "",
        under: str = "",
        tip: str = "",
        strong: bool = False,
        muted: bool = False,
    ) -> None:
        look, part = self.look, QWidget()
        part.setToolTip(plain_tip(tip))
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(Picture(look, icon, role, 18), 0, top)
        words = QVBoxLayout()
        words.setSpacing(0)
        colour = "muted" if muted else ""
        words.addWidget(Label(look, said[:1].upper() + said[1:], "strong" if strong else "body", colour))
        if under:
            words.addWidget(Label(look, under, "caption"))
        row.addLayout(words, 1)
        if right:
            row.addWidget(Label(look, right, "caption", wrap=False), 0, top)
        self._steps.addWidget(part)


def verbs(look: Look) -> dict[Status, str]:
    """What the button that leads to each status says."""
    tr = look.tr
    return {
        "proposed": tr("Propose"),
        "accepted": tr("Accept"),
        "in_progress": tr("Begin"),
        "done": tr("Mark as done"),
        "verified": tr("Verify"),
        "deferred": tr("Defer"),
        "reopened": tr("Reopen"),
        "rejected": tr("Reject"),
    }


def _ahead(status: Status) -> tuple[Status, ...]:
    """The steps of a course without trouble that are left from here."""
    if not NEXT[status]:
        return ()
    at = {"deferred": "proposed", "reopened": "accepted"}.get(status, status)
    return COURSE[COURSE.index(at) + 1 :]
