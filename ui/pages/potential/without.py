"""What can be said without the client's figures: points, the published percentages, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from cxaudit.analysis.baseline import BY_NAME, Entries
from cxaudit.analysis.potential_words import percent_range
from cxaudit.i18n import Translator
from cxaudit.model import Framework, Scores, Stage, StageScore
from cxaudit.scoring import TOP
from ui.look import Look
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label


class LackingCard(Card):
    """Why there is no money yet, and the way to the first number that lacks."""

    wanted = Signal(str)
    """Go to the field of that number."""

    def __init__(self, look: Look) -> None:
        tr = look.tr
        super().__init__(look, tr("No sums in money yet"))
        self.words = Label(look)
        self.missing = Label(look, role="second")
        self._first = ""
        self.button = PrimaryButton(look, tr("Enter the figures"))
        self.button.clicked.connect(lambda: self.wanted.emit(self._first))
        self.add(self.words)
        self.add(self.missing)
        row = FlowLayout()
        row.addWidget(self.button)
        self.add(row)

    def show_entries(self, entries: Entries) -> None:
        tr = self.look.tr
        lacking = (*entries.conflicts, *entries.faults, *entries.missing)
        self._first = lacking[0] if lacking else ""
        contested = entries.conflicts or entries.faults
        self.button.setText(tr("Show the figure") if contested else tr("Enter the figures"))
        self.button.setAccessibleName(self.button.text())
        self.words.setText(
            tr("Sums need the client's own figures. Without them there are only points and percentages.")
        )
        said = []
        if entries.conflicts:
            said.append(tr("In conflict: {figures}.", figures=_titles(tr, entries.conflicts)))
        if entries.faults:
            said.append(tr("Not possible: {figures}.", figures=_titles(tr, entries.faults)))
        if entries.missing:
            said.append(tr("Still to be entered: {figures}.", figures=_titles(tr, entries.missing)))
        self.missing.setText(" ".join(said))


class PublishedCard(Card):
    """Each stage with the points it has to gain and the change that the source publishes for it."""

    def __init__(self, look: Look, framework: Framework) -> None:
        tr = look.tr
        note = tr("changes of a metric, not of the profit")
        super().__init__(look, tr("Points and published ranges"), note)
        self.framework = framework
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnStretch(1, 1)
        heads = (tr("Stage"), tr("Published change"), tr("Points to gain"))
        for column, head in enumerate(heads):
            self.grid.addWidget(Label(look, head, "caption"), 0, column)
        self.points: dict[str, Label] = {}
        for row, stage in enumerate(framework.stages, 1):
            self.grid.addWidget(Label(look, stage.short[tr.lang], "strong", wrap=False), row, 0)
            self.grid.addWidget(Label(look, _published(tr, stage)), row, 1)
            self.points[stage.code] = Label(look)
            self.grid.addWidget(self.points[stage.code], row, 2)
        self.add(self.grid)
        said = tr("Points: what the overall score gains if the stage reaches 5. The ranges are not verified.")
        self.add(Label(look, said, "second"))

    def show_scores(self, scores: Scores) -> None:
        for stage in scores.stages:
            self.points[stage.code].setText(_points(self.look.tr, stage, scores.overall.weight_sum))


def _published(tr: Translator, stage: Stage) -> str:
    uplift = stage.uplift
    share = percent_range(tr, uplift.low, uplift.high, uplift.direction == "down")
    return f"{share} · {uplift.metric[tr.lang]}"


def _points(tr: Translator, stage: StageScore, weights: float) -> str:
    if stage.score is None or not weights:
        return "\u2014"
    return tr.number(stage.weight * (TOP - stage.score) / weights)


def _titles(tr: Translator, names: Iterable[str]) -> str:
    """The names of figures within a sentence."""
    titles = [tr("Currency") if name == "currency" else tr(BY_NAME[name].title) for name in names]
    return "; ".join(title[:1].lower() + title[1:] for title in titles)
