"""Where the overall score stands among the others, and how sure that order is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.analysis.accounts.account import key
from cxaudit.analysis.comparison import NEIGHBOURS, Comparison, Neighbour
from ui.look import Look
from ui.pages.benchmark import words
from ui.widgets.bars import ShareBar
from ui.widgets.card import Card
from ui.widgets.figure import Figure
from ui.widgets.labels import ElidedLabel, Label, Line
from ui.widgets.messages import MessageBar


class _Fact(QWidget):
    """A figure to press over what it is."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.figure = Figure(look, "object", name)
        self.name = Label(look, name, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.figure)
        column.addWidget(self.name)
        column.addStretch()

    def set_fact(self, figure: str, value: float | None, name: str = "") -> None:
        if name:
            self.name.setText(name)
        self.figure.set_what(self.name.text())
        self.figure.set_figure(figure, value)


class _Pair(QWidget):
    """A neighbour in the order, and how likely that order is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.name = ElidedLabel(look, role="body")
        self.bar = ShareBar(look, "")
        self.bar.setFixedWidth(look.px(72))
        self.chance = Figure(look, "strong", right=True)
        self.key = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.name, 1)
        row.addWidget(self.bar)
        row.addWidget(self.chance)

    def set_pair(self, key: str, name: str, chance: float) -> None:
        self.key = key
        self.name.setText(name)
        self.bar.set_share(chance)
        self.bar.setAccessibleName(name)
        self.chance.set_what(name)
        self.chance.set_figure(self.look.mean(chance), chance)


class StandingCard(Card):
    """Rank, gaps and, with enough peers, the percentile; then the nearest audits, pair by pair."""

    asked = Signal(str)
    """The key of the figure that was pressed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("Overall among the audited"))
        tr = look.tr
        self.rank = _Fact(look, tr("rank"))
        self.to_best = _Fact(look, tr("to the best"))
        self.to_median = _Fact(look, tr("to the median"))
        self.percentile = _Fact(look, tr("percentile"))
        keys = ("rank", key("gap", "best"), key("gap", "median"), "percentile")
        for fact, about in zip((self.rank, self.to_best, self.to_median, self.percentile), keys, strict=True):
            fact.figure.clicked.connect(lambda _=False, about=about: self.asked.emit(about))
        facts = QHBoxLayout()
        facts.setSpacing(12)
        for fact in (self.rank, self.to_best, self.to_median, self.percentile):
            facts.addWidget(fact, 1)
        self._facts = QWidget()
        self._facts.setLayout(facts)
        facts.setContentsMargins(0, 0, 0, 0)
        self.add(self._facts)
        self.no_rank = Label(look, role="body")
        self.add(self.no_rank)
        self._line = Line(look)
        self.add(self._line)
        self.sure = Label(look, tr("How likely each order is, the auditors' error assumed"), "caption")
        self.add(self.sure)
        self.pairs = [_Pair(look) for _ in range(NEIGHBOURS)]
        for pair in self.pairs:
            pair.chance.clicked.connect(lambda _=False, one=pair: self.asked.emit(key("chance", one.key)))
            self.add(pair)
            self.body.addSpacing(-8)
        self.body.addSpacing(4)
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
        self.no_rank.setText(words.no_rank(tr, found))
        self.no_rank.setVisible(not known)
        named = tr("rank, shared") if stands.tied else tr("rank")
        self.rank.set_fact(words.rank(tr, stands), stands.rank, named)
        self.to_best.set_fact(words.gap(look, stands.to_best), stands.to_best)
        self.to_median.set_fact(words.gap(look, stands.to_median), stands.to_median)
        self.percentile.setVisible(stands.percentile is not None)
        if stands.percentile is not None:
            self.percentile.set_fact(tr.number(stands.percentile, 0), stands.percentile)
        pairs = near if known else ()
        self._set_pairs(pairs)
        self.sure.setVisible(bool(pairs))
        self.sentence.setText(words.order_sentence(tr, pairs) if pairs else "")
        self.sentence.setVisible(bool(pairs))
        if self._rule is None or self._rule.sentence != words.rule(tr, stands.peers):
            self._set_rule(words.rule(tr, stands.peers))

    def _set_rule(self, sentence: str) -> None:
        if self._rule:
            self._rule.hide()
            self._rule.deleteLater()
        self._rule = MessageBar(self.look, "accent", sentence)
        self.add(self._rule)

    def _set_pairs(self, near: tuple[Neighbour, ...]) -> None:
        for at, pair in enumerate(self.pairs):
            pair.setVisible(at < len(near))
            if at < len(near):
                one = near[at]
                pair.set_pair(one.entry.row.key, words.order(self.look.tr, one), one.chance)
