"""What a growth zone loses, in figures with a word under each."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import money
from cxaudit.analysis.zones import LOW, GrowthZone
from cxaudit.model import Stage
from ui.look import Look
from ui.pages.growth.words import seen_said
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.paint import paint_box

Fact = tuple[str, str]
"""A figure and what it is."""


class Facts(QWidget):
    """Figures side by side on a soft ground; they go on in the next row where the width is short."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        holder = QWidget()
        self._row = FlowLayout(holder, gap=look.px(18))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(holder)
        self._shown: tuple[Fact, ...] = ()

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these figures."""
        if facts == self._shown:
            return
        self._shown = facts
        empty(self._row)
        for figure, word in facts:
            self._row.addWidget(self._fact(figure, word))

    def _fact(self, figure: str, word: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Label(self.look, figure, "title", wrap=False))
        column.addWidget(Label(self.look, word, "caption", wrap=False))
        return part

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.bg, radius=10)
        painter.end()


def facts_of(zone: GrowthZone, stage: Stage, look: Look, currency: str = "") -> tuple[Fact, ...]:
    """The figures of a zone; money only where the audit has a baseline."""
    tr = look.tr
    facts = [
        (f"+{look.mean(zone.points)}", tr("points to the overall")),
        (seen_said(tr, zone), tr("checks at {low} or lower", low=LOW)),
        (look.mean(zone.index), tr("index")),
        (stage.uplift.metric[tr.lang], tr("moves")),
    ]
    if zone.money is not None and currency:
        worth = money.band(tr, zone.money.low, zone.money.high, currency)
        middle = money.amount(tr, zone.money.middle, currency)
        facts.append((worth, tr("planning level, middle {money}", money=middle)))
    return tuple(facts)
