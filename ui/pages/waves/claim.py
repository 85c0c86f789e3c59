"""The one sentence that two waves allow about the overall score, and what it rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cxaudit.analysis import waves_words as words
from cxaudit.analysis.waves import Shown, Waves, shown
from ui.look import Look
from ui.pages.waves.bar import ChangeBar
from ui.theme import Kind
from ui.widgets.card import Card
from ui.widgets.figure import Figure
from ui.widgets.labels import Label, Pill

KINDS: dict[Shown, Kind] = {"rise": "ok", "fall": "warn", "unsure": "quiet", "unchanged": "quiet"}


class ClaimCard(Card):
    """Claim, bar, stages, and in small print the ground of it all."""

    asked = Signal()
    """How the change of the overall score came about."""

    def __init__(self, look: Look) -> None:
        self.pill = Pill(look, "")
        super().__init__(look, look.tr("What one may say"), right=self.pill)
        self.claim = Label(look, role="object")
        self.change = Figure(look, "object", look.tr("Change of the overall score"))
        self.change.clicked.connect(lambda: self.asked.emit())
        self.ground = Label(look, role="body")
        self.bar = ChangeBar(look)
        self.legend = Label(look, look.tr("Dashed: what error alone explains."), "caption")
        self.stages = Label(look, role="strong")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.claim, 1)
        first.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self.add(first)
        for part in (self.ground, self.bar, self.legend, self.stages):
            self.add(part)
        self.add(self._notes)
        self.notes: list[Label] = []

    def set_waves(self, found: Waves) -> None:
        tr, change = self.look.tr, found.overall.change
        claim, ground = words.claims(tr, found)
        self.claim.setText(claim)
        self.ground.setText(ground)
        self.stages.setText(words.stages_claim(tr, found))
        if change:
            moved, limit = words.figures(tr, change)
            low, high = (words.signed(tr, end) for end in (-change.detectable, change.detectable))
            said = tr("Change {change}, within error up to {limit}", change=moved, limit=limit)
            self.change.set_figure(moved, change.difference)
            self.bar.set_change(change, (low, tr.number(0, 0), high), said)
            self.pill.set_pill(words.verdict(tr, change), KINDS[shown(change)])
        else:
            self.pill.set_pill(tr("no figure"), "warn")
        self.change.setVisible(change is not None)
        self.bar.setVisible(change is not None)
        self.legend.setVisible(change is not None)
        for label in self.notes:
            self._notes.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.notes = [Label(self.look, said, "second") for said in words.notes(tr, found)]
        for label in self.notes:
            self._notes.addWidget(label)
