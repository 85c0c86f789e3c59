"""A card: a titled box that holds other widgets."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.look import MARGIN, Look
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box

_HEADER = 28


class Card(QWidget):
    """Title left, one link or pill right, and `body` under them.

    The header is 28 px high inside a strip of 44, so that a link in it can be touched
    and the titles of neighbouring cards stay on one line.
    """

    def __init__(
        self,
        look: Look,
        title: str = "",
        note: str = "",
        right: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(MARGIN, MARGIN if not (title or right) else 8, MARGIN, MARGIN)
        self.title = Label(look, title, "title", wrap=False)
        self.note = Label(look, note, "second")
        if title or right:
            column.addLayout(self._header(right))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        column.addStretch()
        self._column = column
        if title:
            self.setAccessibleName(title)

    def _header(self, right: QWidget | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.note, 1)
        self.right = right
        if right:
            row.addWidget(right)
        row.addStrut(max(_HEADER + 16, self.look.px(_HEADER)))
        return row

    def add(self, content: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout at the end of the body; with a stretch the body fills the card."""
        if stretch:
            self._column.setStretchFactor(self.body, 1)
        if isinstance(content, QWidget):
            self.body.addWidget(content, stretch)
        else:
            self.body.addLayout(content, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.surface, self.look.tokens.line, 12)
        painter.end()
