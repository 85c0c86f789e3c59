"""From today's profit to the potential, stage after stage."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal

from cxaudit import money
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.potential import Potential
from cxaudit.analysis.waterfall import steps
from cxaudit.i18n import Translator
from cxaudit.model import Framework
from ui.look import Look
from ui.pages.chart_saving import SaveChart
from ui.widgets.card import Card
from ui.widgets.chart_view import DOTS_PER_INCH, ChartView
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from cxaudit.reports.brand.kit import Palette
    from cxaudit.reports.charts.sheet import Sheet

Named = tuple[str, float, float, float]
"""A step with the low, the middle and the high profit after it."""
_HEAD, _ROW = 7.0, 6.2
"""What the chart takes in mm: its axis, and each row."""


class StepsCard(Card):
    """The waterfall of the report; hidden where more clients lose more money."""

    failed = Signal(object)

    def __init__(self, look: Look) -> None:
        title = look.tr("From today's profit to the potential")
        self.view = ChartView(look, title, QSize(look.px(320), look.px(200)))
        super().__init__(look, title, right=SaveChart(look, self.view))
        self._reading = look.tr(
            "Planning level. Each step comes on top of those before it: another order of the stages gives "
            "other steps and the same end. Bracket: all ranges low to all ranges high."
        )
        self.add(Label(look, self._reading, "second"))
        self.view.failed.connect(self.failed)
        self.add(self.view)

    def show_potential(self, found: Potential, baseline: Baseline, framework: Framework) -> None:
        tr, after = self.look.tr, steps(baseline, found.planned, found.model)
        names = [framework.stage(step.code).short[tr.lang] for step in after]
        ranges = [(step.profit.low, step.profit.middle, step.profit.high) for step in after]
        named = [(name, *band) for name, band in zip(names, ranges, strict=True)]
        unit = money.unit(tr, _scale(found.base.profit, named), baseline.currency)
        self.note.setText(unit)
        spoken = [f"{tr('Profit now')} {money.amount(tr, found.base.profit, baseline.currency)}"]
        spoken += [f"{name} {money.band(tr, low, high, baseline.currency)}" for name, low, _, high in named]
        high = (_HEAD + _ROW * (len(named) + 2)) / 25.4 * DOTS_PER_INCH * self.look.scale
        self.view.setFixedHeight(ceil(high))
        told = tr("Profit, {unit}", unit=unit)
        chart = partial(_draw, found.base.profit, named, tr)
        self.view.set_chart(chart, ", ".join(spoken), f"{told}. {self._reading}")


def _scale(now: float, named: list[Named]) -> money.Scale:
    return money.scale_of([now, *(high for *_, high in named)])


def _draw(
    now: float, named: list[Named], tr: Translator, palette: Palette, size: tuple[float, float]
) -> Sheet:
    """The chart of the report; imported here, on the thread that draws it."""
    from cxaudit.reports.charts.waterfall import falls_of, waterfall

    falls = falls_of((tr("Profit now"), now), named, tr("All stages together"))
    return waterfall(falls, tr, _scale(now, named), palette, size[0])
