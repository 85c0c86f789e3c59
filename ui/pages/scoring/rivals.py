"""What several people said of the same criterion, side by side, until somebody settles it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.cells import mark_of
from cxaudit.model import Change
from cxaudit.quality.conflicts import author_of
from ui.look import Look
from ui.moments import said_minute
from ui.widgets.buttons import SecondaryButton
from ui.widgets.chips import ScoreChip, chip_says
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box


class Rivals(QWidget):
    """A soft box with a sentence and each version beside a button; `chosen` gives the change that is kept."""

    chosen = Signal(object)

    def __init__(self, look: Look, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._shown: tuple[str, ...] = ()
        self._versions: list[QWidget] = []
        self.buttons: list[SecondaryButton] = []
        """One for each version, in the order of the versions."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(6)
        self._column.addWidget(Label(look, sentence, "second", "warn"))
        self.hide()

    def show_heads(self, heads: Sequence[Change]) -> None:
        """Show these versions; fewer than two hide the box."""
        self.setVisible(len(heads) > 1)
        ids = tuple(head.id for head in heads)
        if ids == self._shown:
            return
        self._shown = ids
        self.buttons.clear()
        for version in self._versions:
            self._column.removeWidget(version)
            version.hide()
            version.deleteLater()
        self._versions = [self._version(head) for head in heads] if len(heads) > 1 else []

    def _version(self, head: Change) -> QWidget:
        look, tr = self.look, self.look.tr
        version = QWidget()
        row = QHBoxLayout(version)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        at = said_minute(head.at, look)
        if head.cell.endswith("/note"):
            said = name = str(head.value or tr("The note was cleared"))
            under = " \u00b7 ".join(filter(None, (author_of(head), at)))
        else:
            mark, reason = mark_of(head.value)
            said, name = author_of(head), f"{chip_says(look, mark)}, {author_of(head)}"
            under = " \u00b7 ".join(filter(None, (reason, at)))
            row.addWidget(ScoreChip(look, mark), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(Label(look, said, "strong"))
        words.addWidget(Label(look, under, "caption"))
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self._keep(head, name))
        self._column.addWidget(version)
        return version

    def _keep(self, head: Change, name: str) -> SecondaryButton:
        keep = SecondaryButton(self.look, self.look.tr("Keep this"))
        keep.setAccessibleName(self.look.tr("Keep: {value}", value=name))
        keep.clicked.connect(lambda: self.chosen.emit(head))
        self.buttons.append(keep)
        return keep

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.warn_soft, radius=10)
        painter.end()
