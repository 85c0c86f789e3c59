"""The account of a number of an analysis: figure, sentences, sums, tables, and parts that lead on."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from cxaudit.analysis.accounts.account import Account, Block, Lead, Path
from ui.look import Look
from ui.pages.lineage.scores import View
from ui.widgets.chips import ChipValue
from ui.widgets.rows import ListRow
from ui.widgets.sums import Line, PartRow, Reckoning, Table


class AccountView(View):
    """One step; a part with a path is a row to press, the others are lines."""

    def __init__(self, look: Look, account: Account, press: Callable[[Path], None]) -> None:
        super().__init__(look)
        self._press = press
        self.figure(account.shown, None)
        for sentence in account.words:
            self.text(sentence)
        for block in account.blocks:
            self._add(block)
        self.column.addStretch(1)

    def _add(self, block: Block) -> None:
        if block.heading:
            self.heading(block.heading)
        for sentence in block.words:
            self.text(sentence)
        if block.sums:
            self.column.addWidget(Reckoning(self.look, list(block.sums), block.result))
        if block.table:
            self.column.addWidget(Table(self.look, block.table))
        for lead in block.leads:
            self._lead(lead)

    def _lead(self, lead: Lead) -> None:
        if not lead.path:
            self.column.addWidget(Line(self.look, lead.name, lead.note, lead.figure, chip_of(lead)))
            return
        row: ListRow = (
            PartRow(self.look, lead.name, lead.note, lead.figure)
            if lead.figure
            else ListRow(self.look, lead.name, lead.note, chip=chip_of(lead))
        )
        self.row(row, lambda: self._press(lead.path))


def chip_of(lead: Lead) -> ChipValue:
    """The mark of a part as a chip shows it; what several visits come to is a mean."""
    return float(lead.mark) if isinstance(lead.mark, Fraction) else lead.mark
