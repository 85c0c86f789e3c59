"""What a growth zone loses, in figures with a word under each; those that were computed can be pressed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import money
from cxaudit.analysis.accounts.account import key
from cxaudit.analysis.accounts.growth import money_shown, points_shown, uplift_shown
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.growth_text import ranks
from cxaudit.analysis.zones import LOW, GrowthZone
from cxaudit.model import Stage
from ui.look import TOUCH, Look
from ui.pages.growth.words import seen_said
from ui.widgets.figure import Figure
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.paint import paint_box


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure and what it is; with a key it can be pressed, and `value` is what it was rounded from."""

    figure: str
    word: str
    key: str = ""
    value: float | None = None


class Facts(QWidget):
    """Figures side by side on a soft ground; they go on in the next row where the width is short."""

    asked = Signal(str)
    """The key of the figure that was pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        holder = QWidget()
        self._row = FlowLayout(holder, gap=look.px(18))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 8)
        column.addWidget(holder)
        self._shown: tuple[Fact, ...] = ()
        self.figures: dict[str, Figure] = {}
        """Those that can be pressed, by what their key begins with."""

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these figures."""
        if facts == self._shown:
            return
        self._shown = facts
        empty(self._row)
        self.figures = {}
        for fact in facts:
            self._row.addWidget(self._fact(fact))

    def _fact(self, fact: Fact) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if fact.key:
            figure = Figure(self.look, "title", fact.word)
            figure.set_figure(fact.figure, fact.value)
            figure.clicked.connect(lambda: self.asked.emit(fact.key))
            self.figures[fact.key.partition(":")[0]] = figure
            column.addWidget(figure)
        else:
            said = Label(self.look, fact.figure, "title", wrap=False)
            said.setMinimumHeight(TOUCH)
            said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(said)
        word = Label(self.look, fact.word, "caption", wrap=False)
        word.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.addSpacing(-8)
        column.addWidget(word)
        return part

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.bg, radius=10)
        painter.end()


def facts_of(
    zone: GrowthZone, stage: Stage, look: Look, currency: str, pick: Pick | None
) -> tuple[Fact, ...]:
    """The figures of a zone; money only where the audit has a baseline, a place only in the TOP."""
    tr, code = look.tr, zone.code
    facts = [
        Fact(points_shown(tr, zone), tr("points to the overall"), key("points", code), zone.points),
        Fact(seen_said(tr, zone), tr("checks at {low} or lower", low=LOW)),
        Fact(uplift_shown(tr, zone), tr("uplift"), key("uplift", code), zone.uplift),
        Fact(look.mean(zone.index), tr("index"), key("index", code), zone.index),
    ]
    if pick:
        facts.append(Fact(ranks(tr, pick), tr("place"), key("place", code), pick.place))
    facts.append(Fact(stage.uplift.metric[tr.lang], tr("moves")))
    if zone.money is not None and currency:
        middle = money.amount(tr, zone.money.middle, currency)
        said = tr("planning level, middle {money}", money=middle)
        facts.append(Fact(money_shown(tr, zone, currency), said, key("money", code), zone.money.middle))
    return tuple(facts)
