"""The action that is shown: how far it is, who owns it, until when, and what it should change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis import actions
from cxaudit.analysis.actions import Action, Standing, Status
from cxaudit.cells import EFFORTS
from cxaudit.errors import KnownError
from cxaudit.model import Json
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.pages.growth.ask import WordsSheet, not_saved
from ui.pages.growth.course import StatusCourse, verbs
from ui.pages.growth.date import DateField, no_date, such_as
from ui.pages.growth.field import CellField
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card
from ui.widgets.choices import SegmentedChoice
from ui.widgets.labels import Label, Line
from ui.widgets.scroll import Content, ScrollArea


class ActionCard(Card):
    """Made once; each action only changes what it shows."""

    closed = Signal()
    """Back to the zone, where the zone is not beside it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        tr = look.tr
        self.back = IconButton(look, "x", tr("Back to the zone"), framed=False)
        super().__init__(look, tr("Action"), right=self.back, parent=parent)
        self.back.clicked.connect(self.closed)
        self.action: Action | None = None
        self._opened: OpenAudit | None = None
        self.course = StatusCourse(look)
        self.course.moved.connect(self._move)
        self.course.kept.connect(self._settle)
        self.title_field = CellField(look, tr("What is to be done"), lines=2)
        self.owner = CellField(look, tr("Owner (role)"))
        self.due = DateField(look, tr("Due"))
        self.effort = SegmentedChoice(look, tr("Effort"), [(size, size) for size in EFFORTS if size])
        self.effort.chosen.connect(lambda size: self._write("effort", size))
        self._effort_rivals = Rivals(look, lambda value: self._write("effort", value))
        self.effect = CellField(look, tr("Was and goal"), help=tr("Say SAL-15: 1 to 4."))
        self.result = CellField(look, tr("Metric of the result"))
        self.fields = {
            "title": self.title_field,
            "owner": self.owner,
            "effect": self.effect,
            "metric": self.result,
        }
        self._build()

    def _build(self) -> None:
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for part in (self.title_field, self.course, Line(self.look), self.owner, self.due):
            column.addWidget(part)
        effort = QVBoxLayout()
        effort.setSpacing(3)
        effort.addWidget(Label(self.look, self.look.tr("Effort"), "second"))
        effort.addWidget(self.effort)
        effort.addWidget(self._effort_rivals)
        column.addLayout(effort)
        column.addWidget(self.effect)
        column.addWidget(self.result)
        column.addStretch(1)
        self.area = ScrollArea(self.look, inside)
        self.add(self.area, 1)

    def show_action(self, opened: OpenAudit, action: Action) -> None:
        """Show that action; another one starts at its top."""
        if not self.action or self.action.id != action.id:
            self.area.verticalScrollBar().setValue(0)
        self.action, self._opened = action, opened
        self.setAccessibleName(action.title)
        for name, field in self.fields.items():
            field.show_cell(opened, cells.action(action.id, name))
        self.due.show_cell(opened, cells.action(action.id, "due"))
        self.effort.set_value(action.effort or None)
        self._effort_rivals.show_heads(action.contested.get("effort", ()))
        history = opened.store.history(opened.audit.id, cells.action(action.id, "status"))
        self.course.show_action(action, actions.steps(history), self._refusal(action))

    def flush(self) -> None:
        """Make changes of what was typed."""
        for field in self.fields.values():
            field.flush()
        self.due.flush()

    # --- status

    def _refusal(self, action: Action) -> str:
        """Why this person cannot verify the action, or nothing."""
        if not self._opened or not action.standing or action.standing.status != "done":
            return ""
        try:
            actions.move(action, Standing("verified"), self._opened.author)
        except KnownError as error:
            return error.said(self.look.tr)
        return ""

    def _move(self, status: Status) -> None:
        """Go there at once, or ask first for what that status needs."""
        tr = self.look.tr
        question = self._questions().get(status)
        if not question:
            self._go(Standing(status), "")
            return
        take: Callable[[str], str] = partial(self._go, Standing(status))
        label, example, ready = tr("In your own words"), "", tuple[str, ...]()
        if status == "rejected":
            take, label = self._reject, tr("Reason")
            ready = (tr("No budget"), tr("Not our decision"), tr("Another action covers it"))
        elif status == "deferred":
            take, label, example = self._defer, tr("Date"), such_as(self.look)
        verb = verbs(self.look)[status]
        WordsSheet(self.look, self, question, label, verb, take, ready, example=example)

    def _questions(self) -> dict[Status, str]:
        """What is asked before an action goes to a status."""
        tr = self.look.tr
        return {
            "rejected": tr("Why is the action rejected?"),
            "deferred": tr("Until when is the action deferred?"),
            "done": tr("What shows that it is done?"),
            "verified": tr("What did the re-check show?"),
            "reopened": tr("Why is the action opened again?"),
        }

    def _reject(self, words: str) -> str:
        return self._go(Standing("rejected", reason=words), words)

    def _defer(self, words: str) -> str:
        try:
            return self._go(Standing("deferred", until=actions.day(words)), "")
        except ValueError:
            return no_date(self.look)

    def _settle(self, value: Json) -> None:
        """One version of a contested status is kept; the log wants to know why."""
        tr = self.look.tr
        ready = (tr("Checked once more"), tr("We agreed on it"))

        def take(words: str) -> str:
            if not words:
                return tr("Write a reason, or choose one above.")
            return self._go(actions.standing(value), words)

        question = tr("Why is this the right status?")
        WordsSheet(self.look, self, question, tr("Reason"), tr("Keep this"), take, ready)

    def _go(self, to: Standing, words: str) -> str:
        """Take the action there; returns what is in the way, or nothing."""
        if not self._opened or not self.action:
            return ""
        action = actions.read_one(self._opened.audit, self.action.id)
        if not action:
            return self.look.tr("The action was taken back.")
        try:
            value = actions.move(action, to, self._opened.author, words)
        except KnownError as error:
            return error.said(self.look.tr)
        saved = self._opened.set_value(cells.action(action.id, "status"), value, words)
        return "" if saved else not_saved(self.look)

    def _write(self, name: str, value: Json) -> None:
        if self._opened and self.action:
            self._opened.set_value(cells.action(self.action.id, name), value)
