"""What the pages about two audits share: the open one and another that is chosen beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from cxaudit.errors import KnownError
from cxaudit.model import Audit
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.pair.choice import ChoiceCard
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.messages import EmptyState
from ui.widgets.scroll import PageArea

if TYPE_CHECKING:
    from cxaudit.store.summary import Second

MOST = 100
"""So many audits are offered; more are found by words."""
_TYPING_MS = 150

Row = TypeVar("Row", bound=QWidget)


class PairPage(AuditPage):
    """The choice on top, then what the subclass says of the two, or how to get a second one.

    A subclass has `choice` and `nothing` before it calls `build`, and then `follow`.
    """

    choice: ChoiceCard
    nothing: Card

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.chosen = ""
        """The id of the second audit."""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._offer)
        self.home_button = SecondaryButton(look, look.tr("To the audits"), "folder-open")
        self.home_button.clicked.connect(lambda: self.went.emit("home", None))

    # --- what a subclass says

    def offered(self, opened: OpenAudit, words: str, most: int) -> list[Second]:
        """At most so many audits that can be chosen, the likeliest first."""
        raise NotImplementedError

    def first_choice(self, opened: OpenAudit, offered: Sequence[Second]) -> str:
        """The id of the one that is chosen until somebody chooses another; empty for none."""
        return offered[0].audit if offered else ""

    def show_pair(self, own: Audit, second: Audit) -> None:
        """Say everything of these two."""
        raise NotImplementedError

    def neighbour(self, step: int) -> QWidget | None:
        """The row to go to with the arrow keys."""
        raise NotImplementedError

    # --- parts

    def build(self, *parts: QWidget | QLayout) -> None:
        """Put the parts of the comparison under the choice; those that are widgets hide without a second."""
        self.choice.chosen.connect(self.choose)
        self.choice.search.textChanged.connect(lambda _: self._typing.start())
        self._parts = [part for part in parts if isinstance(part, QWidget)]
        self.area = PageArea(self.look)
        column = self.area.column
        for part in (self.choice, self.nothing, *parts):
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.desk.list_changed.connect(self.expire)

    def nothing_card(self, icon: str, sentence: str, note: str) -> Card:
        """Says that there is no second audit and how to get one."""
        card = Card(self.look)
        card.add(EmptyState(self.look, icon, sentence, note, self.home_button))
        return card

    # --- Page

    def fits(self, width: int, height: int, size: Size) -> None:
        margin = MARGIN if size == "wide" else GAP
        self.area.set_margins(margin, margin, margin, margin)
        self.choice.fold(size)

    def up(self) -> bool:
        self.went.emit("benchmark", None)
        return True

    def press(self, key: str) -> bool:
        """Arrows walk the criteria, the other keys scroll."""
        step = {"Down": 1, "J": 1, "Up": -1, "K": -1}.get(key)
        if step and (row := self.neighbour(step)):
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(row)
            return True
        return not step and self.area.turn(key)

    def act(self, name: str) -> bool:
        if name != "search" or self.choice.isHidden():
            return False
        (self.choice.search if self.choice.search.isVisible() else self.choice.box).setFocus()
        return True

    # --- the audit

    def bind(self, opened: OpenAudit | None) -> None:
        if opened is not self.opened:
            self.chosen = ""
            self.choice.search.set_text("")
        super().bind(opened)

    def show_audit(self, opened: OpenAudit) -> None:
        self._offer()

    def _offer(self) -> None:
        """Read which audits there are, keep the chosen one if it is still there, and compare."""
        if not self.opened:
            return
        words = self.choice.search.text()
        try:
            offered = self.offered(self.opened, words, MOST)
        except KnownError as error:
            self.failed.emit(error)
            return
        if self.chosen not in [one.audit for one in offered]:
            self.chosen = self.first_choice(self.opened, offered)
        self.choice.set_audits(self.opened.audit, offered, self.chosen, bool(words) or len(offered) == MOST)
        self.choice.setVisible(bool(offered) or bool(words))
        self.compare()

    def choose(self, audit_id: str) -> None:
        """Compare with that audit."""
        self.chosen = audit_id
        self.compare()

    def compare(self) -> None:
        """Read the second audit and show both."""
        if not self.opened:
            return
        second = self.second_of(self.opened)
        if second:
            self.show_pair(self.opened.audit, second)
        for part in self._parts:
            part.setVisible(bool(second))
        self.nothing.setVisible(not second and not self.choice.search.text())
        self.headed.emit()

    def second_of(self, opened: OpenAudit) -> Audit | None:
        """The chosen one; None, with `failed`, if the store cannot give it."""
        if not self.chosen:
            return None
        try:
            return opened.store.read(self.chosen)
        except KnownError as error:
            self.failed.emit(error)
            return None


def beside(rows: Sequence[Row], step: int) -> Row | None:
    """The row that many steps from the one with the focus; the first if none has it."""
    if not rows:
        return None
    at = next((i for i, row in enumerate(rows) if row.hasFocus()), None)
    return rows[0 if at is None else min(max(0, at + step), len(rows) - 1)]
