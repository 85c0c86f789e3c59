"""Which pairs of marks two auditors gave, counted in a square."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout

from cxaudit.analysis.agreement import Comparison, table
from cxaudit.i18n import Translator
from ui.look import Look
from ui.pages.chart_saving import SaveChart
from ui.widgets.card import Card
from ui.widgets.chart_view import DOTS_PER_INCH, ChartView
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from cxaudit.reports.brand.kit import Palette
    from cxaudit.reports.charts.sheet import Sheet

_WIDE, _HIGH = 120.0, 66.0
"""The most it takes, and its height, in mm."""


class PairsCard(Card):
    """The agreement chart of two audits."""

    failed = Signal(object)

    def __init__(self, look: Look) -> None:
        title = look.tr("Score by score")
        self.view = ChartView(look, title, QSize(look.px(320), look.px(200)))
        super().__init__(look, title, right=SaveChart(look, self.view))
        self.add(Label(look, self._unit, "second"))
        self.view.setFixedHeight(round(_HIGH / 25.4 * DOTS_PER_INCH * look.scale))
        self.view.setMaximumWidth(round(_WIDE / 25.4 * DOTS_PER_INCH * look.scale))
        self.view.failed.connect(self.failed)
        row = QHBoxLayout()
        row.addWidget(self.view, 1)
        row.addStretch()
        self.add(row)

    @property
    def _unit(self) -> str:
        return self.look.tr("Each cell: how many criteria got this score from A and that from B.")

    def set_comparison(self, found: Comparison) -> None:
        tr = self.look.tr
        counts = table((pair.a, pair.b) for pair in found.shared)
        spoken = [
            tr.plural(
                "{n} criterion: A {a}, B {b}",
                "{n} criteria: A {a}, B {b}",
                n,
                a=tr.number(a, 0),
                b=tr.number(b, 0),
            )
            for a, row in enumerate(counts)
            for b, n in enumerate(row)
            if n
        ]
        self.view.set_chart(partial(_draw, counts, tr), "; ".join(spoken), self._unit)


def _draw(counts: list[list[int]], tr: Translator, palette: Palette, size: tuple[float, float]) -> Sheet:
    """The chart of the core; imported here, on the thread that draws it."""
    from cxaudit.reports.charts.agreement import agreement_chart

    return agreement_chart(counts, tr, palette, size)
