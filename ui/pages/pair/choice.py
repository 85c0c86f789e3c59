"""Which two audits are compared, and why their difference may not be what it seems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxaudit.analysis import calibration
from cxaudit.model import Audit
from ui.look import Look
from ui.page import Size
from ui.pages.home.tools import SearchField
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox, Field
from ui.widgets.labels import Label
from ui.widgets.messages import MessageBar

if TYPE_CHECKING:
    from cxaudit.store.summary import Second


class ChoiceCard(Card):
    """One is the open audit; the other is picked, and searched for where there are very many."""

    chosen = Signal(str)
    """The id of the second audit."""

    def __init__(self, look: Look, own: str, other: str) -> None:
        super().__init__(look)
        tr = look.tr
        self.own = Label(look, own, "second")
        self.first = Label(look, role="strong")
        self.box = ComboBox(look, other)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.chosen.connect(lambda value: self.chosen.emit(str(value)))
        self.search = SearchField(look, tr("Search audits"), tr("Clear the search"))
        self.missing = Label(look, tr("No audit with these words has marks of the same checklist."), "second")
        self.field = Field(other, self.box)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(24)
        self._pair.addLayout(_column(self.own, self.first), 1)
        self._pair.addLayout(_column(self.search, self.field, self.missing), 1)
        self.add(self._pair)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        self.add(self._bars)
        self.cautions: list[MessageBar] = []

    def fold(self, size: Size) -> None:
        """One over the other where there is no room beside."""
        directions = QBoxLayout.Direction
        narrow = size == "narrow"
        self._pair.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._pair.setSpacing(8 if narrow else 24)

    def set_roles(self, own: str, other: str) -> None:
        """What each of the two is called."""
        self.own.setText(own)
        self.field.label.setText(other)
        self.box.setAccessibleName(other)

    def set_audits(self, own: Audit, offered: Sequence[Second], chosen: str, many: bool) -> None:
        """Offer these; `many` lets the reader search for others."""
        tr = self.look.tr
        self.first.setText(calibration.named(tr, own))
        options = [
            (one.audit, calibration.described(tr, one.company, one.wave, one.auditor)) for one in offered
        ]
        if not chosen:
            options.insert(0, ("", tr("Choose an audit")))
        self.box.set_options(options, chosen)
        self.search.setVisible(many)
        self.field.setVisible(bool(offered))
        self.missing.setVisible(not offered)

    def set_cautions(self, said: Sequence[str]) -> None:
        """Say what to beware of with these two."""
        for bar in self.cautions:
            bar.hide()
            bar.deleteLater()
        self.cautions = [MessageBar(self.look, "warn", sentence) for sentence in said]
        for bar in self.cautions:
            self._bars.addWidget(bar)


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return column
