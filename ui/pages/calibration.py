"""Two auditors of the same thing: how far they agree, and the criteria to talk about."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from cxaudit.analysis.agreement import Comparison, compare
from cxaudit.errors import KnownError
from cxaudit.model import Audit
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.calibration_choice import ChoiceCard
from ui.pages.calibration_differences import DifferencesCard
from ui.pages.calibration_figures import FiguresCard
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.messages import EmptyState
from ui.widgets.scroll import Content, ScrollArea

MOST = 100
"""So many audits are offered; more are found by words."""
_TYPING_MS = 150


class CalibrationPage(AuditPage):
    """The open audit is A; B is chosen among the others with the same checklist."""

    key = "calibration"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        self.found: Comparison | None = None
        self.chosen = ""
        """The id of the second audit."""
        self._margin = MARGIN
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._offer)
        self._build()
        desk.list_changed.connect(self.expire)
        self.follow()

    # --- parts

    def _build(self) -> None:
        look = self.look
        self.choice = ChoiceCard(look)
        self.choice.chosen.connect(self.choose)
        self.choice.search.textChanged.connect(lambda _: self._typing.start())
        self.figures = FiguresCard(look)
        self.differences = DifferencesCard(look)
        self.differences.opened.connect(lambda criterion: self.went.emit("scoring", criterion))
        self.nothing = self._nothing()
        content = Content()
        self._column = QVBoxLayout(content)
        self._column.setSpacing(GAP)
        for part in (self.choice, self.nothing, self.figures, self.differences):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.area = ScrollArea(look, content)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_margins)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def _nothing(self) -> Card:
        look, tr = self.look, self.look.tr
        self.home_button = SecondaryButton(look, tr("To the audits"), "folder-open")
        self.home_button.clicked.connect(lambda: self.went.emit("home", None))
        card = Card(look)
        note = tr(
            "Let a second auditor score the same thing in an audit of their own, with the same checklist, "
            "and import that file. Then both stand here side by side."
        )
        sentence = tr("There is no second audit to compare with")
        card.add(EmptyState(look, "scale", sentence, note, self.home_button))
        return card

    # --- Page

    @property
    def title(self) -> str:
        return self.look.tr("Calibration")

    @property
    def context(self) -> str:
        return self.look.tr("how far two auditors of the same thing agree")

    def enter(self, argument: object) -> None:
        """With what `place` gave: the second audit and the smallest difference that is listed."""
        if isinstance(argument, tuple):
            self.chosen, least = argument
            self.differences.set_least(least)
            self._stale = True
        super().enter(argument)

    def place(self) -> object:
        return self.chosen, self.differences.least

    def fits(self, width: int, height: int, size: Size) -> None:
        self._margin = MARGIN if size == "wide" else GAP
        self._keep_margins()
        self.figures.fold(size, width)
        self.choice.fold(size)

    def _keep_margins(self, *_: object) -> None:
        """The bar takes its room from the margin, so that the cards end where the messages do."""
        bar = self.area.verticalScrollBar()
        right = self._margin - (bar.sizeHint().width() if bar.maximum() else 0)
        self._column.setContentsMargins(self._margin, self._margin, max(right, 0), self._margin)

    def up(self) -> bool:
        self.went.emit("benchmark", None)
        return True

    def press(self, key: str) -> bool:
        """Arrows walk the criteria, the other keys scroll."""
        bar = self.area.verticalScrollBar()
        scroll = {"PageDown": bar.pageStep(), "PageUp": -bar.pageStep()}
        scroll |= {"Home": -bar.maximum(), "End": bar.maximum()}
        step = {"Down": 1, "J": 1, "Up": -1, "K": -1}.get(key)
        if step and (row := self.differences.neighbour(step)):
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(row)
            return True
        if key not in scroll:
            return False
        bar.setValue(bar.value() + scroll[key])
        return True

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
            offered = self.opened.store.seconds(self.opened.audit.id, words, MOST)
        except KnownError as error:
            self.failed.emit(error)
            return
        if self.chosen not in [one.audit for one in offered]:
            self.chosen = offered[0].audit if offered else ""
        self.choice.set_audits(self.opened.audit, offered, self.chosen, bool(words) or len(offered) == MOST)
        self._compare()

    def choose(self, audit_id: str) -> None:
        """Compare with that audit."""
        self.chosen = audit_id
        self._compare()

    def _compare(self) -> None:
        if not self.opened:
            return
        second = self._second(self.opened)
        self.found = None
        if second:
            self.found = compare(self.opened.audit, second)
            self.choice.set_pair(self.opened.audit, second)
            self.figures.set_agreement(self.found.agreement, len(second.framework.criteria))
            self.differences.set_comparison(self.found, self.opened.audit, second)
        searching = bool(self.choice.search.text())
        self.choice.setVisible(bool(second) or searching)
        self.nothing.setVisible(not second and not searching)
        self.figures.setVisible(bool(second))
        self.differences.setVisible(bool(second))
        self.headed.emit()

    def _second(self, opened: OpenAudit) -> Audit | None:
        if not self.chosen:
            return None
        try:
            return opened.store.read(self.chosen)
        except KnownError as error:
            self.failed.emit(error)
            return None
