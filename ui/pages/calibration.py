"""Two auditors of the same thing: how far they agree, and the criteria to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxaudit.analysis import calibration
from cxaudit.analysis.agreement import Comparison, compare
from cxaudit.model import Audit
from ui.desk import Desk
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.calibration_chart import PairsCard
from ui.pages.calibration_differences import DifferencesCard
from ui.pages.calibration_figures import FiguresCard
from ui.pages.pair import PairPage
from ui.pages.pair_choice import ChoiceCard

if TYPE_CHECKING:
    from cxaudit.store.summary import Second


class CalibrationPage(PairPage):
    """The open audit is A; B is chosen among the others with the same checklist."""

    key = "calibration"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        tr = look.tr
        self.found: Comparison | None = None
        self.choice = ChoiceCard(look, tr("A, the open audit"), tr("B, the second audit"))
        self.figures = FiguresCard(look)
        self.pairs = PairsCard(look)
        self.pairs.failed.connect(self.failed)
        self.differences = DifferencesCard(look)
        self.differences.opened.connect(lambda criterion: self.went.emit("scoring", criterion))
        self.nothing = self.nothing_card(
            "scale",
            tr("There is no second audit to compare with"),
            tr(
                "Let a second auditor score the same thing in an audit of their own, with the same "
                "checklist, and import that file. Then both stand here side by side."
            ),
        )
        self.build(self.figures, self.pairs, self.differences)
        self.follow()

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
        super().fits(width, height, size)
        self.figures.fold(size, width)

    # --- the two audits

    def offered(self, opened: OpenAudit, words: str, most: int) -> list[Second]:
        return opened.store.seconds(opened.audit.id, words, most)

    def show_pair(self, own: Audit, second: Audit) -> None:
        self.found = compare(own, second)
        self.choice.set_cautions(calibration.cautions(self.look.tr, own, second))
        self.figures.set_agreement(self.found.agreement, len(second.framework.criteria))
        self.pairs.set_comparison(self.found)
        self.differences.set_comparison(self.found, own, second)

    def neighbour(self, step: int) -> QWidget | None:
        return self.differences.neighbour(step)
