"""What stands beside the potential: today's figures, the reservations, and switches for experts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.analysis.potential import Model
from cxaudit.analysis.potential_words import Fact, caveats
from ui.look import Look
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.labels import Label, Line
from ui.widgets.messages import MessageBar


class _FactLine(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = Label(look)
        self.said = Label(look, role="strong", wrap=False)
        self.how = Label(look, role="second")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.title, 1)
        row.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.how)

    def show_fact(self, fact: Fact) -> None:
        self.title.setText(fact.title)
        self.said.setText(fact.said)
        self.how.setText(fact.how)


class TodayCard(Card):
    """Profit, lifetime value and growth index as they are now, each with its explanation."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("Today"), look.tr("a year's new clients"))
        self.lines: list[_FactLine] = []

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        while len(self.lines) < len(facts):
            if self.lines:
                self.add(Line(self.look))
            self.lines.append(_FactLine(self.look))
            self.add(self.lines[-1])
        for line, fact in zip(self.lines, facts, strict=True):
            line.show_fact(fact)


class CaveatsCard(Card):
    """Every reservation that belongs to the figures."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("What these figures are not"))
        for sentence in caveats(look.tr):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Label(look, "•", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(look, sentence), 1)
            self.add(row)


class ExpertCard(Card):
    """Other ways to join the effects; they change what is shown here, and nothing in the audit."""

    chosen = Signal()

    def __init__(self, look: Look) -> None:
        tr = look.tr
        super().__init__(look, tr("For experts"), tr("acts on this page only"))
        self.multiply = Switch(
            look,
            tr("Multiply effects that overlap"),
            tr("Onboarding with Solution, Evolution with Offboarding: both effects instead of the larger."),
        )
        self.fixed = Switch(
            look,
            tr("Fixed acquisition cost"),
            tr("CAC stays as it is. Otherwise a better conversion makes each client cheaper."),
        )
        self.warning = MessageBar(
            look,
            "warn",
            tr("Multiplied effects count the same clients and years twice. Do not show this to a client."),
        )
        self.warning.hide()
        self.multiply.toggled.connect(self.warning.setVisible)
        for widget in (self.multiply, self.warning, self.fixed):
            self.add(widget)
        self.multiply.toggled.connect(self.chosen)
        self.fixed.toggled.connect(self.chosen)

    @property
    def model(self) -> Model:
        overlap = "multiply" if self.multiply.isChecked() else "larger"
        return Model(overlap=overlap, fixed_cac=self.fixed.isChecked())  # type: ignore[arg-type]
