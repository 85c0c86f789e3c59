"""What several people said of the same criterion, side by side, until somebody settles it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.cells import mark_of
from cxaudit.model import Change
from ui.look import Look
from ui.moments import said_minute
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box
from ui.widgets.rows import ListRow


class Rivals(QWidget):
    """A soft box with a sentence and one row for each version; `chosen` gives the change of a pressed row."""

    chosen = Signal(object)

    def __init__(self, look: Look, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._shown: tuple[str, ...] = ()
        self.rows: list[ListRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 10, 8, 8)
        self._column.setSpacing(4)
        words = Label(look, sentence, "strong")
        words.setContentsMargins(8, 0, 8, 2)
        self._column.addWidget(words)
        self.hide()

    def show_heads(self, heads: Sequence[Change]) -> None:
        """Show these versions; fewer than two hide the box."""
        self.setVisible(len(heads) > 1)
        ids = tuple(head.id for head in heads)
        if ids == self._shown:
            return
        self._shown = ids
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(head) for head in heads] if len(heads) > 1 else []

    def _row(self, head: Change) -> ListRow:
        who = " \u00b7 ".join(filter(None, (head.author, said_minute(head.at, self.look))))
        if head.cell.endswith("/note"):
            said = head.value or self.look.tr("The note was cleared")
            row = ListRow(self.look, said, who, icon="message-square", chevron=False, soft="surface")
        else:
            mark, reason = mark_of(head.value)
            under = " \u00b7 ".join(filter(None, (reason, said_minute(head.at, self.look))))
            row = ListRow(self.look, head.author, under, chip=mark, chevron=False, soft="surface")
        row.clicked.connect(lambda: self.chosen.emit(head))
        self._column.addWidget(row)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.danger_soft, radius=10)
        painter.end()
