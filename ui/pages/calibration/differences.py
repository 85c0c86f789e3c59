"""The criteria of two audits side by side, the largest difference first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from cxaudit.analysis import calibration
from cxaudit.analysis.agreement import Comparison
from cxaudit.analysis.calibration import DISCUSSED
from cxaudit.model import Audit
from ui.look import Look
from ui.pages.calibration.row import CriterionRow, views
from ui.pages.pair.page import beside
from ui.widgets.buttons import FilterChip
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label


class DifferencesCard(Card):
    """Lists what differs, what differs by 2 and more, or everything that both scored."""

    opened = Signal(str)
    """The criterion that was pressed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("Criterion by criterion"))
        tr = look.tr
        self.least = 1
        """The smallest difference that is listed."""
        self.rows: list[CriterionRow] = []
        self.chips = {
            1: FilterChip(look, tr("Differences")),
            DISCUSSED: FilterChip(look, tr("Differences of 2 and more")),
            0: FilterChip(look, tr("All shared")),
        }
        self._group = QButtonGroup(self)
        filters = QWidget()
        line = FlowLayout(filters, gap=8)
        for least, chip in self.chips.items():
            self._group.addButton(chip, least)
            line.addWidget(chip)
        self.chips[self.least].setChecked(True)
        self._group.idClicked.connect(self.set_least)
        self.nothing = Label(look, role="body")
        self.left_out = Label(look, role="second")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        for part in (filters, self.left_out, self.nothing):
            self.add(part)
        self.add(self._lines)

    def set_comparison(self, found: Comparison, a: Audit, b: Audit) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [CriterionRow(self.look, views(one, a, b, self.look)) for one in found.shared]
        for row in self.rows:
            criterion = row.said.found.criterion
            row.clicked.connect(lambda _=False, criterion=criterion: self.opened.emit(criterion))
            self._lines.addWidget(row)
        for least, chip in self.chips.items():
            chip.set_count(sum(one.size >= least for one in found.shared))
        self.left_out.setText(calibration.left_out(self.look.tr, found))
        self.left_out.setVisible(bool(found.unshared))
        self.set_least(self.least)

    def set_least(self, least: int) -> None:
        """List the criteria that differ by so much at least."""
        tr = self.look.tr
        self.least = least
        self.chips[least].setChecked(True)
        for row in self.rows:
            row.setVisible(row.said.found.size >= least)
        if not self.rows:
            self.nothing.setText(tr("No criterion has a score in both audits."))
        elif least == DISCUSSED:
            self.nothing.setText(tr("No scores are 2 or more apart."))
        else:
            self.nothing.setText(tr("No differences in the scores that both gave."))
        self.nothing.setVisible(not self.listed())

    def listed(self) -> list[CriterionRow]:
        """The rows that the filter lets through, from the top."""
        return [row for row in self.rows if row.said.found.size >= self.least]

    def neighbour(self, step: int) -> CriterionRow | None:
        """The row to go to from the one that has the focus; the first if none has."""
        return None if self.isHidden() else beside(self.listed(), step)
