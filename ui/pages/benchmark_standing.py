"""Where the overall score stands among the others, and how sure that order is."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.analysis.comparison import Comparison, Neighbour
from ui.look import Look
from ui.pages import benchmark_words as words
from ui.widgets.bars import ShareBar
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Label, Line
from ui.widgets.messages import MessageBar


class _Fact(QWidget):
    """A figure over what it is."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.figure = Label(look, words.DASH, "object", wrap=False, tabular=True)
        self.name = Label(look, name, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.figure)
        column.addWidget(self.name)
        column.addStretch()

    def set_fact(self, figure: str, name: str = "") -> None:
        self.figure.setText(figure)
        if name:
            self.name.setText(name)
        self.setAccessibleName(f"{self.name.text()}: {figure}")


class StandingCard(Card):
    """Rank, gaps and, with enough peers, the percentile; then the nearest audits, pair by pair."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("Overall among the audited"))
        tr = look.tr
        self.rank = _Fact(look, tr("rank"))
        self.to_best = _Fact(look, tr("to the best"))
        self.to_median = _Fact(look, tr("to the median"))
        self.percentile = _Fact(look, tr("percentile"))
        facts = QHBoxLayout()
        facts.setSpacing(12)
        for fact in (self.rank, self.to_best, self.to_median, self.percentile):
            facts.addWidget(fact, 1)
        self._facts = QWidget()
        self._facts.setLayout(facts)
        facts.setContentsMargins(0, 0, 0, 0)
        self.add(self._facts)
        self._line = Line(look)
        self.add(self._line)
        self.sure = Label(
            look, tr("How likely each order is; the error of the auditors is assumed"), "caption"
        )
        self.add(self.sure)
        self.pairs = QGridLayout()
        self.pairs.setHorizontalSpacing(12)
        self.pairs.setVerticalSpacing(4)
        self.pairs.setColumnStretch(0, 1)
        self.add(self.pairs)
        self.sentence = Label(look, role="second")
        self.add(self.sentence)
        self.add(QVBoxLayout(), 1)
        self.body.addStretch(1)
        self._rule: MessageBar | None = None

    def set_comparison(self, found: Comparison, near: tuple[Neighbour, ...]) -> None:
        look, tr, stands = self.look, self.look.tr, found.overall
        known = stands.rank is not None
        self._facts.setVisible(known)
        self._line.setVisible(known)
        self.rank.set_fact(words.rank(tr, stands), tr("rank, shared") if stands.tied else tr("rank"))
        self.to_best.set_fact(words.gap(look, stands.to_best))
        self.to_median.set_fact(words.gap(look, stands.to_median))
        self.percentile.setVisible(stands.percentile is not None)
        if stands.percentile is not None:
            self.percentile.set_fact(tr.number(stands.percentile, 0))
        pairs = near if known else ()
        self._set_pairs(pairs)
        self.sure.setVisible(bool(pairs))
        self.sentence.setText(words.order_sentence(tr, pairs) if pairs else "")
        self.sentence.setVisible(bool(pairs))
        if self._rule:
            self._rule.hide()
            self._rule.deleteLater()
        self._rule = MessageBar(look, "accent", words.rule(tr, stands.peers))
        self.add(self._rule)

    def _set_pairs(self, near: tuple[Neighbour, ...]) -> None:
        while item := self.pairs.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, one in enumerate(near):
            said = words.order(self.look.tr, one)
            bar = ShareBar(self.look, said, one.chance)
            bar.setFixedWidth(self.look.px(72))
            chance = Label(self.look, self.look.mean(one.chance), "strong", wrap=False, tabular=True)
            chance.setAccessibleName(f"{said}: {chance.text()}")
            self.pairs.addWidget(ElidedLabel(self.look, said, "body"), at, 0)
            self.pairs.addWidget(bar, at, 1)
            self.pairs.addWidget(chance, at, 2)
