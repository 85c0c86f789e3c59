"""Quality control: from draft to approved and locked, by somebody who did not score (METHOD 9)."""

from __future__ import annotations

import random
from functools import partial
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.quality import approval, review
from cxaudit.quality.approval import State
from cxaudit.quality.review import Review
from cxaudit.words import REVIEW_STATES
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.review.item import ItemCard
from ui.pages.review.items import ItemsCard, items_of
from ui.pages.review.standing import StandingCard
from ui.pages.review.words import DONE, KINDS, STEPS
from ui.revision import ask_reason
from ui.theme import Kind
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.panes import Pane, Panes

_WITH_REASON: frozenset[tuple[State, State]] = frozenset((("approved", "in_review"), ("locked", "in_review")))


_LOW = 440
"""A page lower than this, in points, has room for either the list or the criterion."""


class ReviewPage(AuditPage):
    """State and list at the left, the criterion at the right; the title bar has the next step."""

    key = "review"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.found: Review | None = None
        self.steps: dict[tuple[State, State], PrimaryButton | SecondaryButton] = {}
        self._make_steps()
        self.standing, self.items, self.item = StandingCard(look), ItemsCard(look), ItemCard(look)
        self.items.chosen.connect(self._open)
        self.item.went.connect(lambda criterion: self.went.emit("scoring", criterion))
        self.item.failed.connect(self.failed)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.standing)
        column.addWidget(self.items, 1)
        tr = look.tr
        self.panes = Panes(look, tr("Review"), Pane(tr("List"), left, 2), Pane(tr("Criterion"), self.item, 3))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        whole.addWidget(self.panes)
        self.follow()

    def _make_steps(self) -> None:
        """The usual step from each state is the primary button, any other stands before it."""
        usual: set[State] = set()
        for way, (word, icon) in STEPS.items():
            kind = SecondaryButton if way[0] in usual or way[0] in approval.FINISHED[1:] else PrimaryButton
            usual.add(way[0])
            button = kind(self.look, self.look.tr(word), icon)
            button.setParent(self)  # else it would be shown as a window until the title bar has it
            button.clicked.connect(partial(self._press, way))
            self.steps[way] = button

    # --- Page -------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.look.tr("Review")

    @property
    def status(self) -> tuple[Kind, str] | None:
        if not self.found:
            return None
        state = self.found.standing.state
        return KINDS[state], self.look.tr(REVIEW_STATES[state])

    @property
    def context(self) -> str:
        return self.look.tr("quality control by a second person")

    def tools(self) -> list[QWidget]:
        return [*(b for b in self.steps.values() if isinstance(b, SecondaryButton)), *self._primary()]

    def _primary(self) -> list[QWidget]:
        return [button for button in self.steps.values() if isinstance(button, PrimaryButton)]

    def enter(self, argument: object) -> None:
        super().enter(argument)
        if isinstance(argument, str) and argument in self.items.rows:
            self._open(argument)

    def place(self) -> object:
        return self.item.criterion or None

    def leave(self) -> None:
        self.item.flush()

    def fits(self, width: int, height: int, size: Size) -> None:
        low = height / self.look.scale < _LOW
        self.panes.fits(width, height, "narrow" if low else size)

    def act(self, name: str) -> bool:
        if name in ("undo", "redo"):
            self.leave()
        return False

    def press(self, key: str) -> bool:
        if key in ("Up", "K"):
            self.show_criterion(self.items.beside(self.item.criterion, -1))
        elif key in ("Down", "J"):
            self.show_criterion(self.items.beside(self.item.criterion, 1))
        elif key == "Enter":
            self._go_on()
        elif self.item.scale and len(key) == 1 and key in "012345U":
            self.item.score(int(key) if key.isdigit() else "U")
        else:
            return False
        return True

    # --- the round --------------------------------------------------------------------------

    def show_audit(self, opened: OpenAudit) -> None:
        self.found = review.review_of(opened.audit)
        self.standing.show_review(opened.audit, self.found)
        self.items.show_items(opened.audit, items_of(self.look, opened.audit, opened.scores, self.found))
        for (before, _), button in self.steps.items():
            button.setVisible(before == self.found.standing.state)
        self.show_criterion(self.item.criterion or self.items.beside("", 1))
        self.headed.emit()

    def _open(self, criterion: str) -> None:
        self.panes.show_pane(1)
        self.show_criterion(criterion)

    def show_criterion(self, criterion: str) -> None:
        """Show that criterion, or that nothing is left."""
        if not self.opened or not self.found:
            return
        if criterion != self.item.criterion:
            self.item.flush()
        if criterion:
            self.item.show_criterion(self.opened, criterion, self.found)
        else:
            self.item.show_nothing(self.look.tr(DONE[self.found.standing.state]))
        self.items.select(criterion)

    def _go_on(self) -> None:
        """Say that it was looked at, and go to the next that is open."""
        criterion = self.item.criterion
        self.item.look_at()
        self.refresh()
        self.show_criterion(self.items.beside(criterion, 1))

    # --- steps ------------------------------------------------------------------------------

    def _press(self, way: tuple[State, State], _: bool = False) -> None:
        self.item.flush()
        if way in _WITH_REASON:
            tr = self.look.tr
            ask_reason(
                self,
                self.look,
                tr("Why is it reviewed again?"),
                tr("Review again"),
                partial(self._go, way[1]),
            )
        else:
            self._go(way[1])

    def _go(self, to: State, reason: str = "") -> None:
        """Take that step, if it may be taken now; else the reason stands above the page."""
        if not self.opened:
            return
        self.tried.emit()
        opened = self.opened
        try:
            said = review.step(
                opened.audit, opened.scores, to, opened.author, uuid4().hex[:12], random.SystemRandom()
            )
        except KnownError as error:
            self.failed.emit(error)
            return
        opened.set_value(approval.CELL, said, reason)
        self.refresh()
        self.show_criterion(self.items.beside("", 1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
