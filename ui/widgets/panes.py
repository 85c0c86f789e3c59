"""Two parts of a page: beside or below each other, or one at a time where there is no room for both."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.look import GAP, Look
from ui.page import Size
from ui.widgets.choices import SegmentedChoice

Way = Literal["beside", "below", "one"]


class Pane(NamedTuple):
    """A part, what it is called, and its share of the width or height."""

    title: str
    part: QWidget
    share: int


class Panes(QWidget):
    """In a small, wide window a choice above them says which of the two is shown."""

    def __init__(self, look: Look, name: str, first: Pane, second: Pane) -> None:
        super().__init__()
        self._panes = (first, second)
        self._way: Way = "beside"
        self._here = 0
        titles = [(at, pane.title) for at, pane in enumerate(self._panes)]
        self.choice = SegmentedChoice(look, name, titles, 0)
        self.choice.chosen.connect(lambda at: self.show_pane(int(at)))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(GAP)
        for pane in self._panes:
            self._line.addWidget(pane.part, pane.share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.choice)
        column.addLayout(self._line, 1)
        self._place()

    def fits(self, width: int, height: int, size: Size) -> None:
        """Fold into that room."""
        upright = height > width
        self._way = "below" if upright else "one" if size == "narrow" else "beside"
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.TopToBottom if upright else directions.LeftToRight)
        self._place()

    def show_pane(self, at: int) -> None:
        """Turn to that part where only one is shown."""
        self._here = at
        self.choice.set_value(at)
        self._place()

    def _place(self) -> None:
        alone = self._way == "one"
        self.choice.setVisible(alone)
        for at, pane in enumerate(self._panes):
            pane.part.setVisible(not alone or at == self._here)
