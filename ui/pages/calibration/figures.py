"""The verdict on two auditors, and every figure of their agreement with what it tells."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.analysis import calibration
from cxaudit.analysis.agreement import ENOUGH, Comparison
from cxaudit.analysis.calibration import Figure as Statistic
from cxaudit.analysis.calibration import Verdict
from ui.look import Look
from ui.page import Size
from ui.theme import Kind
from ui.widgets.card import Card
from ui.widgets.figure import Figure
from ui.widgets.labels import Label, Line, Pill
from ui.widgets.messages import MessageBar

_KINDS: dict[Verdict, Kind] = {"passed": "ok", "not_passed": "warn", "open": "quiet"}


class FigureBlock(QWidget):
    """A statistic: the figure with its reading, its name, one sentence; the figure can be pressed."""

    def __init__(self, look: Look, figure: Statistic) -> None:
        super().__init__()
        self.figure = figure
        first = QHBoxLayout()
        first.setSpacing(8)
        self.number = Figure(look, "object", figure.name)
        self.number.set_figure(figure.value, figure.exact)
        first.addWidget(self.number)
        if figure.reading:
            first.addWidget(Label(look, figure.reading, "second", wrap=True), 1)
        else:
            first.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(Label(look, figure.name, "strong"))
        column.addLayout(first)
        column.addWidget(Label(look, figure.says, "caption"))
        column.addStretch()
        words = (figure.name, figure.value, figure.reading, figure.says)
        self.setAccessibleName(", ".join(word for word in words if word))


class FiguresCard(Card):
    """Passed or not and why, the rule, then the figures side by side."""

    asked = Signal(str)
    """The key of the figure that was pressed."""

    def __init__(self, look: Look) -> None:
        self.pill = Pill(look, "")
        super().__init__(look, look.tr("Agreement"), right=self.pill)
        self.reason = Label(look, role="strong")
        self.rule = Label(look, calibration.rule(look.tr), "second")
        self.warning: MessageBar | None = None
        self._bars = QVBoxLayout()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(14)
        self.blocks: list[FigureBlock] = []
        self._columns = 3
        for part in (self.reason, self.rule):
            self.add(part)
        self.add(self._bars)
        self.add(Line(look))
        self.add(self._grid)

    def set_comparison(self, compared: Comparison, total: int) -> None:
        """Show the agreement over that many criteria of the checklist."""
        found = compared.agreement
        tr, verdict = self.look.tr, calibration.verdict(found)
        self.note.setText(tr("Scored in both: {n} of {total}", n=found.units, total=total))
        self.pill.set_pill(tr(calibration.VERDICTS[verdict]), _KINDS[verdict])
        few = found.enough == "too_few"
        self.reason.setText(calibration.reason(tr, found))
        self.reason.setVisible(not few)
        self._warn("" if found.enough == "enough" else tr(ENOUGH[found.enough]), grave=few)
        for block in self.blocks:
            self._grid.removeWidget(block)
            block.hide()
            block.deleteLater()
        figures = calibration.figures(tr, found, compared.stages)
        self.blocks = [FigureBlock(self.look, figure) for figure in figures]
        for block in self.blocks:
            block.number.clicked.connect(lambda _=False, key=block.figure.key: self.asked.emit(key))
        self._lay()

    def _warn(self, sentence: str, grave: bool) -> None:
        if self.warning:
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
        if sentence:
            self.warning = MessageBar(self.look, "warn" if grave else "accent", sentence)
            self._bars.addWidget(self.warning)

    def fold(self, size: Size, width: int) -> None:
        """As many columns as have room."""
        room = width / self.look.scale
        columns = 1 if size == "narrow" and room < 560 else 2 if size == "narrow" else 3
        if columns != self._columns:
            self._columns = columns
            self._lay()

    def _lay(self) -> None:
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        for at, block in enumerate(self.blocks):
            self._grid.addWidget(block, at // self._columns, at % self._columns)
