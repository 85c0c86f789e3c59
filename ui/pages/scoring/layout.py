"""Where the parts of the scoring page stand in a wide, a small, an upright and a very small window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.look import GAP, Look
from ui.page import Size
from ui.pages.scoring.bars import Dock
from ui.pages.scoring.criterion import CriterionCard
from ui.pages.scoring.evidence import EvidenceColumn
from ui.pages.scoring.list import CriteriaPanel
from ui.pages.scoring.reason import ReasonCard
from ui.pages.scoring.stopwatch_card import StopwatchCard

_NO_LIMIT = 16_777_215
_TIGHT = 330
"""With less height than this, in points, the criterion has no line of its own for its files."""
_LIST_SHARE = 0.36
"""Of the height of an upright window."""


class _Frame(QWidget):
    """Gives one widget all its room, and whatever changes in there, nothing outside is laid out anew."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        inside.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.setGeometry(self.rect())


class ScoringBody(QWidget):
    """List, criterion and evidence; the dock, or the question why, is always under the criterion.

    Wide: three columns. Small (`flat`): the evidence becomes a row of buttons, and the stopwatch lies above
    the dock. Upright: the list stands above.
    Very small (`slim`): the list is a page of its own.
    """

    def __init__(self, look: Look, column: EvidenceColumn, card: CriterionCard) -> None:
        super().__init__()
        self.look = look
        self.panel, self.card, self.column = CriteriaPanel(look), card, column
        self.dock, self.reason = Dock(look), ReasonCard(look)
        self.stopwatch = StopwatchCard(look, self)
        self.slim = self.listing = self.flat = False
        self._centre = QWidget()
        centre = QVBoxLayout(self._centre)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(GAP)
        centre.addWidget(self.card, 1)
        centre.addWidget(self.reason)
        centre.addWidget(self.dock)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.panel)
        self._row.addWidget(self._centre, 1)
        self._right = _Frame(self.column)
        self._row.addWidget(self._right)
        self._layouts = [made for part in self.findChildren(QWidget) if (made := part.layout())]

    @contextmanager
    def still(self) -> Iterator[None]:
        """Lay out once what changes within, when all of it has: Qt would do so for every part that comes."""
        for layout in self._layouts:
            layout.setEnabled(False)
        try:
            yield
        finally:
            for layout in self._layouts:
                layout.setEnabled(True)

    def fits(self, width: int, height: int, size: Size) -> None:
        """Fold into that room."""
        look, upright = self.look, height > width
        wide = size == "wide" and not upright
        self.slim = size == "narrow" and not upright
        margin = 16 if wide else 12
        self._row.setContentsMargins(margin, GAP, margin, GAP)
        self._row.setSpacing(margin)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if upright else across)
        above = round(height * _LIST_SHARE) if upright else 0
        beside = (
            0 if upright or self.slim else max(look.px(272 if wide else 252), min(width // 5, look.px(360)))
        )
        self.panel.setMinimumSize(beside, above)
        self.panel.setMaximumSize(beside or _NO_LIMIT, above or _NO_LIMIT)
        self._right.setVisible(wide)
        self.flat = not wide
        home = self._centre if self.flat else self.column
        if self.stopwatch.parentWidget() is not home:
            # Under the evidence, whose buttons stay where they are from one criterion to the next.
            home.layout().insertWidget(1 if self.flat else -1, self.stopwatch)  # type: ignore[union-attr]
        self._right.setFixedWidth(max(look.px(240), min(width // 6, look.px(320))))
        room = height - above - look.px(130)
        tight = room < look.px(_TIGHT) and not upright
        self.card.fold(2 if room < look.px(530) else 1, not wide, size == "narrow", tight)
        self.show_list(self.listing)

    def show_list(self, listing: bool) -> None:
        """Where there is no room for both, either the list or the criterion."""
        self.listing = listing
        self.panel.setVisible(not self.slim or listing)
        self._centre.setVisible(not self.slim or not listing)

    def ask(self, asking: bool) -> None:
        """The question why stands in place of the dock."""
        self.dock.setVisible(not asking)
        self.reason.setVisible(asking)
