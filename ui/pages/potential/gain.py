"""What all stages of the scope may add to the profit together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from cxaudit import money
from cxaudit.analysis.accounts.account import key
from cxaudit.analysis.accounts.potential import ENDS, gain_shown
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.potential import Potential
from cxaudit.analysis.potential_words import departures, ends, ground, no_bar
from cxaudit.model import Framework
from ui.look import Look
from ui.pages.potential.bar import GainBar
from ui.widgets.card import Card
from ui.widgets.choices import SegmentedChoice
from ui.widgets.figure import Figure
from ui.widgets.labels import Label
from ui.widgets.messages import MessageBar

ALL, TOP_ZONES = "all", "top"


class _Sum(QVBoxLayout):
    """One end of the range: which, how much, and what it means."""

    def __init__(self, look: Look, name: str, middle: bool = False) -> None:
        super().__init__()
        self.setSpacing(1)
        what = look.tr("Profit gain, {end}", end=name)
        self.number = Figure(look, "number" if middle else "fact", what, "accent" if middle else "text")
        self.name = Label(look, name, "caption")
        self.means = Label(look, role="caption")
        self.addStretch(1)
        self.addWidget(self.name)
        self.addWidget(self.number)
        self.addWidget(self.means)


class GainCard(Card):
    """Low, middle and high at planning level, the random band, and the stated range in grey."""

    scoped = Signal(str)
    """The stages to count were chosen: all, or those of the TOP zones."""
    asked = Signal(str)
    """The key of the figure that was pressed."""

    def __init__(self, look: Look) -> None:
        tr = look.tr
        super().__init__(look, tr("Profit gain together"), tr("not the sum of the rows below"))
        self.scope = SegmentedChoice(
            look, tr("Stages"), [(ALL, tr("All stages")), (TOP_ZONES, tr("TOP zones only"))], ALL
        )
        self.scope.chosen.connect(lambda value: self.scoped.emit(str(value)))
        self.level = Label(
            look,
            tr("Planning level: half of what the source states, since it names no sample, period or method."),
            "second",
        )
        self._top = QHBoxLayout()
        self._top.setSpacing(12)
        self._top.addWidget(self.level, 1)
        self._top.addWidget(self.scope, 1)
        self.low = _Sum(look, tr("Low"))
        self.middle = _Sum(look, tr("Middle"), middle=True)
        self.high = _Sum(look, tr("High"))
        for part, end in zip((self.low, self.middle, self.high), ENDS, strict=True):
            part.number.clicked.connect(lambda _=False, end=end: self.asked.emit(key("gain", end)))
        self._sums = QHBoxLayout()
        self._sums.setSpacing(12)
        for part in (self.low, self.middle, self.high):
            self._sums.addLayout(part, 4 if part is self.middle else 3)
        self.ground = Label(look, role="strong")
        self.bar = GainBar(look)
        self.words = Label(look, role="second")
        self.stated = Label(look, role="second")
        self.apart = Label(look, role="second", colour="warn")
        self.losing = MessageBar(
            look, "warn", tr("A new client now costs more than they bring: more clients lose more money.")
        )
        self.add(self._top)
        self.add(self._sums)
        for widget in (self.ground, self.bar, self.words, self.stated, self.apart, self.losing):
            self.add(widget)

    def fold(self, width: float) -> None:
        """Put things under each other where the width, in points at text size 100%, is short."""
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._top.setDirection(down if width < 620 else beside)
        self._sums.setDirection(down if width < 480 else beside)
        for part in (self.low, self.high):
            part.means.setVisible(width >= 480)

    def show_potential(self, found: Potential, framework: Framework, baseline: Baseline) -> None:
        tr, planned, currency = self.look.tr, found.planned, baseline.currency
        for part, end in zip((self.low, self.middle, self.high), ENDS, strict=True):
            value = getattr(planned.change, end)
            part.number.set_figure(gain_shown(tr, value, currency), value)
        self.low.means.setText(tr("all ranges low"))
        profit = money.amount(tr, planned.outcomes[1].profit, currency)
        self.middle.means.setText(tr("profit then {profit}", profit=profit))
        self.high.means.setText(tr("all ranges high"))
        self.ground.setText(ground(tr, baseline, found))
        for part, name in zip((self.low, self.middle, self.high), ends(tr, found), strict=True):
            part.name.setText(name[:1].upper() + name[1:])
        self._show_bar(found, currency)
        self._say_apart(found, framework)
        self.losing.setVisible(found.client_costs_more)

    def _show_bar(self, found: Potential, currency: str) -> None:
        """The ranges on one axis; words alone where a larger uplift need not mean more."""
        tr, planned, stated = self.look.tr, found.planned, found.stated
        said = no_bar(tr, planned, currency)
        if not found.client_costs_more:
            said = tr(
                "Wide band: all ranges low to all ranges high. "
                "Narrow band: 90% of random combinations, {band}.",
                band=money.band(tr, planned.simulated.low, planned.simulated.high, currency),
            )
        self.words.setText(said)
        self.stated.setText(
            tr(
                "Grey: as the source states it, ×1: {band}, {middle} in the middle.",
                band=money.band(tr, stated.change.low, stated.change.high, currency),
                middle=money.amount(tr, stated.change.middle, currency),
            )
        )
        self.bar.set_ranges(planned.change, planned.simulated, stated.change, currency, said)
        self.bar.setVisible(not found.client_costs_more)
        self.stated.setVisible(not found.client_costs_more)

    def _say_apart(self, found: Potential, framework: Framework) -> None:
        tr = self.look.tr
        names = ", ".join(framework.stage(code).short[tr.lang] for code in found.unscored)
        said = tr("Without a score, so they add nothing: {stages}.", stages=names) if names else ""
        if not found.scope and not names:
            said = tr("There are no TOP zones yet; the page “Growth zones” says why.")
        said = " ".join(part for part in (*departures(tr, found.model), said) if part)
        self.apart.setText(said)
        self.apart.setVisible(bool(said))
