"""The overall score on the overview, or in words why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import words
from cxaudit.model import Audit, OverallScore, Scores
from cxaudit.quality.completeness import proven
from cxaudit.scoring import PUBLISHED_WEIGHT
from ui.look import Look
from ui.theme import Kind
from ui.widgets.bars import BoundsBar, ShareBar
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.figure import Figure
from ui.widgets.labels import Label, Pill


class _Fact(QWidget):
    """A share in words and as a bar: `Coverage · 113 of 118 · 95.8%`."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._name, self.look = name, look
        self._bar = ShareBar(look, name)
        self._count = Label(look, role="second", wrap=False)
        self._share = Label(look, role="strong", wrap=False)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Label(look, name), 1)
        line.addWidget(self._count)
        line.addWidget(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(line)
        column.addWidget(self._bar)

    def set_share(self, n: int, total: int) -> None:
        tr = self.look.tr
        self._bar.set_share(n / total if total else 0.0)
        self._count.setText(tr("{n} of {total}", n=n, total=total))
        self._share.setText(tr.percent(n / total) if total else "\u2014")
        said = f"{self._name}: {self._count.text()}, {self._share.text()}"
        self._bar.setAccessibleName(said)
        self._bar.setToolTip(said)


class OverallCard(Card):
    """Number, band, bounds, coverage and evidence."""

    weighed = Signal()
    """The link to the weights was pressed."""
    asked = Signal()
    """Where the number comes from."""
    compared = Signal()
    """The link to the other wave was pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        tr = look.tr
        self.how = LinkButton(look, tr("How it adds up"))
        super().__init__(look, tr("Overall"), right=self.how, parent=parent)
        what = tr("How the overall score came about")
        self.number = Figure(look, "headline", what)
        self.range = Figure(look, "number", what)
        for button in (self.how, self.number, self.range):
            button.clicked.connect(lambda: self.asked.emit())
        self.band = Pill(look, "")
        self.percent = Label(look, role="second", wrap=False)
        self.bounds = BoundsBar(look, tr("Overall"), axis=True)
        self.words = Label(look, role="second")
        self.link = LinkButton(look, tr("Set the weights"))
        self.link.clicked.connect(lambda: self.weighed.emit())
        self.waves = LinkButton(look, tr("Compare with another wave"), "git-compare-arrows")
        self.waves.clicked.connect(lambda: self.compared.emit())
        self.waves.hide()
        self._coverage = _Fact(look, tr("Coverage"))
        self._evidence = _Fact(look, tr("Backed by evidence"))
        self._lay_out()

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self.band)
        beside.addWidget(self.percent)
        top = QHBoxLayout()
        top.setSpacing(14)
        for figure in (self.number, self.range):
            top.addWidget(figure, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(beside)
        top.setAlignment(beside, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch()
        self.add(top)
        self.add(self.bounds)
        self.add(self.words)
        self.add(self.link)
        self.add(self.waves)
        for link in (self.link, self.waves):
            self.body.setAlignment(link, Qt.AlignmentFlag.AlignLeft)
        self.add(QVBoxLayout(), 1)
        self.body.addStretch(1)
        self.add(self._coverage)
        self.body.addSpacing(4)
        self.add(self._evidence)

    def set_scores(self, audit: Audit, scores: Scores) -> None:
        tr, overall = self.look.tr, scores.overall
        self._set_figure(overall)
        if overall.score is not None and overall.percent is not None:
            self.band.set_pill(tr(words.BANDS[overall.band]) if overall.band else "")
            self.percent.setText(tr("of 5 · {percent}", percent=tr.percent(overall.percent / 100)))
            self.bounds.set_score(overall.score, overall.low, overall.high)
        else:
            self.band.set_pill(*self._state(overall))
            low, high = overall.span or (None, None)
            self.bounds.set_score(None, low, high)
        self.percent.setVisible(overall.score is not None)
        self.words.setText(" ".join(self._sentences(audit, scores)))
        self.link.setVisible(overall.status == "no_weights")
        self._coverage.set_share(overall.scored, overall.base)
        self._evidence.set_share(proven(audit), overall.scored)

    def _set_figure(self, overall: OverallScore) -> None:
        mean = self.look.mean
        self.range.setVisible(overall.span is not None)
        self.number.setVisible(overall.span is None)
        if overall.span:
            self.range.set_figure("\u2013".join(dict.fromkeys(mean(end) for end in overall.span)))
        elif overall.score is not None:
            self.number.set_figure(mean(overall.score), overall.score, "text")
        else:
            self.number.set_figure("\u2014", None, "muted")

    def _state(self, overall: OverallScore) -> tuple[str, Kind]:
        tr = self.look.tr
        if overall.status == "conflict":
            return tr("in conflict"), "danger"
        if overall.status == "no_weights":
            return tr("no weights"), "warn"
        return tr("not published"), "quiet"

    def _sentences(self, audit: Audit, scores: Scores) -> list[str]:
        """What the number rests on, or why there is none."""
        tr, overall = self.look.tr, scores.overall
        if overall.status == "no_weights":
            return [tr("All stage weights are zero, so no stage counts.")]
        if overall.status == "not_published":
            return self._unpublished(scores)
        said = []
        if overall.status == "conflict":
            said.append(tr("The range that the conflicts leave open. It closes when they are resolved."))
        if overall.stages_scored < len(scores.stages):
            said.append(
                tr("Rests on {n} of {total} stages.", n=overall.stages_scored, total=len(scores.stages))
            )
        if overall.low is not None and overall.high is not None:
            said.append(self._bounds(overall.low, overall.high))
        return said

    def _bounds(self, low: float, high: float) -> str:
        tr, mean = self.look.tr, self.look.mean
        if mean(low) == mean(high):
            return tr("Everything that applies was verified, so there are no bounds.")
        return tr("Bounds with unverified criteria: {low}\u2013{high}", low=mean(low), high=mean(high))

    def _unpublished(self, scores: Scores) -> list[str]:
        tr = self.look.tr
        if not scores.overall.stages_scored:
            return [tr("No stage has a score yet. A stage needs half of its criteria scored, at least 5.")]
        total = sum(s.weight for s in scores.stages)
        carried = sum(s.weight for s in scores.stages if s.status != "not_scored")
        return [
            tr(
                "The scored stages carry {share} of the weight; {needed} is needed.",
                share=tr.percent(carried / total),
                needed=tr.percent(float(PUBLISHED_WEIGHT), 0),
            )
        ]
