"""Stands in the place of the first scores for somebody who is to score without a look at them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from cxaudit import cells
from cxaudit.field import assignment
from ui.desk import Desk
from ui.look import Look
from ui.meeting import myself
from ui.page import Page
from ui.widgets.buttons import LinkButton, PrimaryButton
from ui.widgets.messages import EmptyState
from ui.widgets.sheet import Sheet, ask


class BlindPage(Page):
    """Leads to the own sheet, which it begins; to look all the same ends the blindness and is recorded."""

    key = "blind"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        tr = look.tr
        self._desk = desk
        self._wanted = "overview"
        self.score = PrimaryButton(look, tr("Begin my scores"), "list-checks")
        self.look_anyway = LinkButton(look, tr("Look at the first scores…"), "eye")
        self.score.clicked.connect(self._score)
        self.look_anyway.clicked.connect(self._ask)
        sentence = tr("The first scores are hidden until you have given yours.")
        note = tr("You are asked for a second score of the same visit. It gets a sheet of its own.")
        whole = QVBoxLayout(self)
        whole.addWidget(EmptyState(look, "eye-off", sentence, note, self.score, self.look_anyway))

    @property
    def title(self) -> str:
        return self.look.tr("Second score")

    @property
    def context(self) -> str:
        opened = self._desk.current
        return opened.audit.brief.company if opened else ""

    def enter(self, argument: object) -> None:
        """The argument is the page that is hidden."""
        tr, opened = self.look.tr, self._desk.current
        self._wanted = argument if isinstance(argument, str) else "overview"
        if opened:
            begun = bool(myself.sheets_seen(self._desk, opened))
            self.score.setText(tr("Continue scoring") if begun else tr("Begin my scores"))

    def place(self) -> object:
        return self._wanted

    def up(self) -> bool:
        self.went.emit("home", None)
        return True

    def press(self, key: str) -> bool:
        if key == "Enter":
            self._score()
        return key == "Enter"

    def _score(self) -> None:
        """Go to the own sheet of the visit, which begins here if there is none."""
        opened = self._desk.current
        if not opened:
            return
        if not myself.sheets_seen(self._desk, opened):
            mine = assignment.mine(opened.audit, *myself.known_as(self._desk, opened))
            name = next((one.name for one in mine if one.blind), opened.author)
            if not opened.add_sheet(opened.audit.sheets[-1].visit, auditor=name):
                return
        self.went.emit("scoring", None)

    def _ask(self) -> Sheet:
        tr = self.look.tr
        return ask(
            self,
            self.look,
            tr("Look at the first scores?"),
            tr("From then on your score is not blind, and the brief says so."),
            tr("Look"),
            self._look_anyway,
        )

    def _look_anyway(self) -> None:
        opened = self._desk.current
        if not opened:
            return
        mine = assignment.mine(opened.audit, *myself.known_as(self._desk, opened))
        if opened.set_values({cells.looked(one.member): True for one in mine if one.blind}, by=self):
            self.went.emit(self._wanted, None)
