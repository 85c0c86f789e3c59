"""The cards beside the report's pages: what it is to be, and what leaves with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout

from cxaudit.model import Lang
from ui.look import GAP, Look
from ui.pages.report.choices import LookCard, SectionsCard
from ui.pages.report.disclosure import DisclosureCard
from ui.widgets.scroll import Content, ScrollArea


class Side(ScrollArea):
    """The cards scroll where the page is low, and leave leafing to the page."""

    def __init__(self, look: Look, lang: Lang, sections: Sequence[str]) -> None:
        content = Content()
        super().__init__(look, content)
        self.content = content
        self.look_card = LookCard(look, lang)
        self.sections = SectionsCard(look, sections)
        self.disclosure = DisclosureCard(look)
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.content)
        self._cards.setSpacing(GAP)
        self._cards.setContentsMargins(0, 0, 0, 0)
        for card in (self.look_card, self.sections, self.disclosure):
            self._cards.addWidget(card)
        self._cards.addStretch()

    def fold(self, width: int, height: int, beside: bool) -> None:
        """A fixed width beside the pages, or at most that height above them with the cards in a row."""
        directions = QBoxLayout.Direction
        self._cards.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        for at, share in enumerate((2, 3, 0) if beside else (0, 0, 1)):
            self._cards.setStretch(at, share)
        self.look_card.set_room(width // 2 if beside else width)
        self.setFixedWidth(width)
        least = self.content.heightForWidth(width)
        self.setMaximumHeight(min(height, least) if height else 16_777_215)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
