"""What each stage alone may add to the profit; the rows are never added up."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cxaudit import money
from cxaudit.analysis.accounts.account import key
from cxaudit.analysis.potential import LEVERS, Potential, StageEffect
from cxaudit.analysis.potential_words import METRICS, overlaps
from cxaudit.model import Framework
from ui.look import Look
from ui.pages.potential.bar import StageAxis, StageBar, axis_of, wide
from ui.widgets.card import Card
from ui.widgets.labels import Label

_NARROW = 520
"""Below this width, in points at text size 100%, the metrics are left out."""


class StagesCard(Card):
    """A range for each stage on one axis; stages that move the same figure are named."""

    asked = Signal(str)
    """The key of the stage's figure that was pressed."""

    def __init__(self, look: Look, framework: Framework) -> None:
        tr = look.tr
        note = tr("at planning level; effects overlap and are not added")
        super().__init__(look, tr("One stage alone"), note)
        self.framework = framework
        self.body.setSpacing(0)
        codes = [code for code in LEVERS if any(stage.code == code for stage in framework.stages)]
        self.bars = {c: StageBar(look, framework.stage(c).short[tr.lang], tr(METRICS[c])) for c in codes}
        for code, bar in self.bars.items():
            bar.clicked.connect(lambda _=False, code=code: self.asked.emit(key("stage", code)))
            self.add(bar)
        self.axis = StageAxis(look)
        self.add(self.axis)
        self.overlap = Label(look, role="second")
        self.overlap.setContentsMargins(0, 8, 0, 0)
        self.add(self.overlap)
        hint = tr("Effects shrink with the gap: a stage at 5 has nothing to gain. Press a stage to see how.")
        self.hint = Label(look, hint, "second")
        self.hint.setContentsMargins(0, 4, 0, 0)
        self.add(self.hint)
        self._narrow = False
        self._unit = ""

    def fold(self, narrow: bool) -> None:
        """Leave the metrics out where room is short."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._align()

    def show_potential(self, found: Potential, currency: str) -> None:
        tr, effects = self.look.tr, {effect.code: effect for effect in found.planned.stages}
        ends = [end for e in effects.values() for end in (e.change.low, e.change.high)] or [0.0]
        axis, scale, bars = axis_of(ends), money.scale_of(ends), not found.client_costs_more
        for code, bar in self.bars.items():
            bar.setVisible(code in (*found.scope, *found.unscored))
            effect = effects.get(code)
            said = self._said(effect, scale) if effect else tr("no score")
            spoken = self._spoken(effect, currency) if effect else said
            said = said if bars else spoken  # the unit stands at the axis, which goes with the bars
            spoken = f"{bar.text()}, {bar.measure}: {spoken}"
            drawn = effect.change if effect and bars else None
            bar.set_range(drawn, axis if bars else None, said, spoken, effect)
        shown = next((bar for bar in self.bars.values() if not bar.isHidden()), None)
        self.axis.setVisible(bool(effects) and bars)
        if shown:
            self._unit = money.unit(tr, scale, currency)
            self.axis.set_axis(axis, scale, self._unit, shown)
        self.overlap.setText(" ".join(overlaps(tr, self.framework, found)))
        self.overlap.setVisible(bool(self.overlap.text()))
        self._align()

    def _said(self, effect: StageEffect, scale: money.Scale) -> str:
        """The range in the scale of the axis; both ends have it, the unit stands under the column."""
        return money.span(self.look.tr, effect.change.low, effect.change.high, scale)

    def _spoken(self, effect: StageEffect, currency: str) -> str:
        return money.band(self.look.tr, effect.change.low, effect.change.high, currency)

    def _align(self) -> None:
        bars = list(self.bars.values())
        names = wide(self.look, [bar.text() for bar in bars], 14, 600)
        measures = 0 if self._narrow else wide(self.look, [bar.measure for bar in bars], 12, 500)
        said = wide(self.look, [bar.said for bar in bars], 13, 600) + self.look.px(6)
        said = max(said, wide(self.look, [self._unit], 12, 500))  # beside the last figure of the axis
        for bar in bars:
            bar.name_room, bar.metric_room, bar.said_room = names, measures, said
            bar.update()
        self.axis.update()
