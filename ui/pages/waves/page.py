"""Two waves of one company: what changed, and what of it one may call real."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from cxaudit.analysis import waves, waves_words
from cxaudit.analysis.accounts import waves as accounts
from cxaudit.analysis.accounts.account import Account, Path, to
from cxaudit.analysis.waves import Waves
from cxaudit.model import Audit
from ui.desk import Desk
from ui.look import GAP, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.pair.choice import ChoiceCard
from ui.pages.pair.page import PairPage
from ui.pages.waves.claim import ClaimCard
from ui.pages.waves.criteria import CriteriaCard
from ui.pages.waves.flags import FlagsCard
from ui.pages.waves.stages import StagesCard
from ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from cxaudit.store.summary import Second
    from ui.pages.lineage.sheet import LineageSheet


class WavesPage(PairPage):
    """The open audit beside one of its company; the names of the waves tell which is the earlier one."""

    key = "waves"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        tr = look.tr
        self.found: Waves | None = None
        self.swapped = False
        """Whether the reader turned the order round."""
        self.swap_button = SecondaryButton(look, tr("Swap the waves"), "git-compare-arrows")
        self.swap_button.clicked.connect(self.swap)
        self.choice = ChoiceCard(look, tr("The open audit"), tr("The other wave"))
        self.nothing = self.nothing_card(
            "git-compare-arrows",
            tr("There is no other wave of this company"),
            tr(
                "Make a new audit with the same company and another wave, or import the file of one. "
                "Once it has scores, both waves stand here side by side."
            ),
        )
        self.claim = ClaimCard(look)
        self.claim.asked.connect(lambda: self.explain("overall"))
        self.stages = StagesCard(look)
        self.stages.asked.connect(self._explain_stage)
        self.flags = FlagsCard(look)
        self.criteria = CriteriaCard(look)
        for card in (self.flags, self.criteria):
            card.opened.connect(lambda criterion: self.went.emit("scoring", criterion))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(GAP)
        self._pair.addWidget(self.stages, 64)
        self._pair.addWidget(self.flags, 36)
        cards = QWidget()
        cards.setLayout(self._pair)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self.build(self.claim, cards, self.criteria)
        self.follow()

    # --- Page

    @property
    def title(self) -> str:
        return self.look.tr("Waves")

    @property
    def context(self) -> str:
        return self.look.tr("what changed, and what of it is more than error")

    def tools(self) -> list[QWidget]:
        return [self.swap_button]

    def enter(self, argument: object) -> None:
        """With what `place` gave: the other audit, the order, the criteria that are listed."""
        if isinstance(argument, tuple):
            self.chosen, self.swapped, listed = argument
            self.criteria.set_listed(listed)
            self._stale = True
        super().enter(argument)

    def place(self) -> object:
        return self.chosen, self.swapped, self.criteria.listed

    def fits(self, width: int, height: int, size: Size) -> None:
        super().fits(width, height, size)
        directions = QBoxLayout.Direction
        self._pair.setDirection(directions.LeftToRight if size == "wide" else directions.TopToBottom)

    # --- the two audits

    def bind(self, opened: OpenAudit | None) -> None:
        if opened is not self.opened:
            self.swapped = False
        super().bind(opened)

    def offered(self, opened: OpenAudit, words: str, most: int) -> list[Second]:
        return opened.store.catalog.waves(opened.audit.id, words, most)

    def first_choice(self, opened: OpenAudit, offered: Sequence[Second]) -> str:
        """Only an audit of the same company is likely to be another wave."""
        company = opened.audit.brief.company
        return next((one.audit for one in offered[:1] if company and one.company == company), "")

    def choose(self, audit_id: str) -> None:
        self.swapped = False
        super().choose(audit_id)

    def compare(self) -> None:
        super().compare()
        self.swap_button.setVisible(not self.claim.isHidden())

    def swap(self) -> None:
        """Read the later wave as the earlier one."""
        self.swapped = not self.swapped
        self.compare()

    def show_pair(self, own: Audit, second: Audit) -> None:
        tr = self.look.tr
        before, after = waves.in_order(own, second)
        if self.swapped:
            before, after = after, before
        self.found = found = waves.compare(before, after)
        roles = (tr("The open audit, the later wave"), tr("The other audit, the earlier wave"))
        if before is own:
            roles = (tr("The open audit, the earlier wave"), tr("The other audit, the later wave"))
        self.choice.set_roles(*roles)
        self.choice.set_cautions(waves_words.cautions(tr, before, after))
        self.claim.set_waves(found)
        self.stages.set_waves(found)
        self.flags.set_waves(found)
        self.criteria.set_waves(found)

    # --- how a number came about

    def explain(self, key: str) -> LineageSheet | None:
        """Open the account of that change: `overall`, `stage:SAL`."""
        return self._open(to(key))

    def _explain_stage(self, code: str) -> None:
        """The change of the stage; where there is none, the stage in the open audit."""
        move = next((one for one in self.found.stages if one.code == code), None) if self.found else None
        self._open(to("stage", code) if move and move.change else (code,))

    def _open(self, path: Path) -> LineageSheet | None:
        from ui.pages.lineage.sheet import explain

        return explain(self, path, self._tell)

    def _tell(self, key: str) -> Account | None:
        self.refresh()
        if not self.found:
            return None
        if key == "overall":
            return accounts.of_overall(self.found, self.look.tr) if self.found.overall.change else None
        code = key.removeprefix("stage:")
        known = any(one.code == code and one.change for one in self.found.stages)
        return accounts.of_stage(self.found, code, self.look.tr) if known else None

    def neighbour(self, step: int) -> QWidget | None:
        return self.criteria.neighbour(step)
