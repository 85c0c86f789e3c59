"""Two auditors of the same thing: how far they agree, and the criteria to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxaudit import visits
from cxaudit.analysis import calibration
from cxaudit.analysis.accounts.account import Account, to
from cxaudit.analysis.accounts.calibration import of_figure
from cxaudit.analysis.agreement import Comparison, compare
from cxaudit.model import Audit
from ui.desk import Desk
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.calibration.chart import PairsCard
from ui.pages.calibration.differences import DifferencesCard
from ui.pages.calibration.figures import FiguresCard
from ui.pages.pair.choice import ChoiceCard
from ui.pages.pair.page import PairPage
from ui.pages.sheet_words import sheet_title

if TYPE_CHECKING:
    from cxaudit.store.summary import Second
    from ui.pages.lineage.sheet import LineageSheet


_SHEET = "sheet/"
"""Before the id of a sheet, where the second one is no audit of its own."""


class CalibrationPage(PairPage):
    """The open audit is A; B is chosen among the others with the same checklist."""

    key = "calibration"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        tr = look.tr
        self.found: Comparison | None = None
        self.choice = ChoiceCard(look, tr("A, the open audit"), tr("B, the second audit"))
        self.figures = FiguresCard(look)
        self.figures.asked.connect(self.explain)
        self.pairs = PairsCard(look)
        self.pairs.failed.connect(self.failed)
        self.differences = DifferencesCard(look)
        self.differences.opened.connect(lambda criterion: self.went.emit("scoring", criterion))
        self.nothing = self.nothing_card(
            "scale",
            tr("There is no second audit to compare with"),
            tr(
                "Let a second auditor score the same visit: add one in the brief, or import an audit of "
                "their own with the same checklist. Then both stand here side by side."
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
        return self.look.tr("how far two auditors agree")

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
        """Second auditors of the own visits come before other audits."""
        found = opened.store.catalog.seconds(opened.audit.id, words, most)
        return found if words else [*self._own_seconds(opened.audit), *found][:most]

    def _own_seconds(self, audit: Audit) -> list[Second]:
        from cxaudit.store.summary import Second

        more = [s for s in audit.sheets if s.visit != s.id and not s.agreed]
        return [
            Second(_SHEET + s.id, sheet_title(audit, s, self.look), "", visits.author_of(audit, s))
            for s in more
        ]

    def second_of(self, opened: OpenAudit) -> Audit | None:
        if self.chosen.startswith(_SHEET):
            return visits.view(opened.audit, self.chosen.removeprefix(_SHEET))
        return super().second_of(opened)

    def show_pair(self, own: Audit, second: Audit) -> None:
        if self.chosen.startswith(_SHEET):
            chosen = self.chosen.removeprefix(_SHEET)
            own = visits.view(own, next(s.visit for s in own.sheets if s.id == chosen))
        self.found = compare(own, second)
        self.choice.set_cautions(calibration.cautions(self.look.tr, own, second))
        self.figures.set_comparison(self.found, len(second.framework.criteria))
        self.pairs.set_comparison(self.found)
        self.differences.set_comparison(self.found, own, second)

    # --- how a number came about

    def explain(self, key: str) -> LineageSheet | None:
        """Open the account of that figure: `alpha_ordinal`."""
        from ui.pages.lineage.sheet import explain

        return explain(self, to(key), self._tell)

    def _tell(self, key: str) -> Account | None:
        self.refresh()
        if not self.found or not self.opened:
            return None
        return of_figure(self.found, key, self.opened.audit, self.look.tr)

    def neighbour(self, step: int) -> QWidget | None:
        return self.differences.neighbour(step)
