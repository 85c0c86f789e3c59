"""What the list of audits can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from cxaudit.i18n import Translator
from cxaudit.words import N_, STATES
from ui.look import Look
from ui.widgets.buttons import FilterChip
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from cxaudit.store.summary import State


class Filters(QWidget):
    """A chip for each phase of an audit with how many are in it; the empty key is all of them."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        tr = look.tr
        flow, group, leaves = FlowLayout(self), QButtonGroup(self), _leaves(tr)
        self.chips = {state: FilterChip(look, tr(word)) for state, word in {"": N_("All"), **STATES}.items()}
        for state, chip in self.chips.items():
            group.addButton(chip)
            flow.addWidget(chip)
            chip.clicked.connect(lambda _=False, state=state: self.chosen.emit(state))
            chip.setToolTip(leaves.get(state, ""))
            chip.setAccessibleDescription(chip.toolTip())
        self.set_state("")

    def set_state(self, state: str) -> None:
        """Show another phase as chosen; one that there is not shows all."""
        self.chips.get(state, self.chips[""]).setChecked(True)

    def set_counts(self, counts: Mapping[State, int]) -> None:
        said: dict[str, int] = {"": sum(counts.values())} | dict(counts.items())
        for state, chip in self.chips.items():
            chip.set_count(said.get(state, 0))


def _leaves(tr: Translator) -> dict[str, str]:
    """What each filter leaves in the list."""
    return {
        "brief": tr("No criterion has a mark yet"),
        "field": tr("Some criteria have a mark, others are empty"),
        "debrief": tr("Every criterion has a mark"),
        "review": tr("Somebody else checks it, or it came back with comments"),
        "approved": tr("Somebody else has checked and approved it"),
    }
