"""The dock of scoring, and what stands in the title bar."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.model import Scores
from ui.look import Look
from ui.widgets.bars import ShareBar
from ui.widgets.buttons import IconButton, PrimaryButton
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box
from ui.widgets.score_bar import MARKS, ScoreBar


class Dock(QWidget):
    """Previous, the large scores, next: always in the same place."""

    went = Signal(int)
    """-1 or 1."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.previous = IconButton(look, "chevron-left", look.tr("Previous criterion"))
        self.previous.clicked.connect(lambda: self.went.emit(-1))
        self.bar = ScoreBar(look)
        for mark in MARKS:
            self.bar.button(mark).installEventFilter(self)
        self.next = PrimaryButton(look, look.tr("Next"))
        self.next.setAccessibleName(look.tr("Next criterion"))
        self.next.clicked.connect(lambda: self.went.emit(1))
        self._wide = self.next.sizeHint().width()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 10, 10)
        row.setSpacing(10)
        row.addWidget(self.previous)
        row.addWidget(self.bar, 1)
        row.addWidget(self.next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True for the second press of a double click: it would score the criterion that came after."""
        return event.type() == QEvent.Type.MouseButtonDblClick

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In the smallest window the word of the last button leaves its room to N and U."""
        super().resizeEvent(event)
        beside = self.previous.sizeHint().width() + self._wide + 40
        folded = self.width() - beside < self.bar.minimumSizeHint().width()
        self.next.set_icon("chevron-right" if folded else "")
        self.next.fold(folded)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.surface, self.look.tokens.line, 12)
        painter.end()


class ProgressTool(QWidget):
    """How many criteria are done, and when the last edit was saved."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._said = Label(look, "", "strong", wrap=False)
        self._saved = Label(look, "", "caption", wrap=False)
        longest = look.metrics(12, 500).horizontalAdvance(look.tr("Saved at {time}", time="00:00"))
        self._saved.setMinimumWidth(longest + 4)
        for label in (self._said, self._saved):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = ShareBar(look, look.tr("Progress"))
        self._bar.setFixedWidth(look.px(120))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._said)
        words.addWidget(self._saved)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(12)
        row.addLayout(words)
        row.addWidget(self._bar)

    @property
    def said(self) -> tuple[str, str]:
        return self._said.text(), self._saved.text()

    def fold(self, folded: bool) -> None:
        self._bar.setVisible(not folded)

    def show_scores(self, scores: Scores) -> None:
        total = sum(stage.total for stage in scores.stages)
        done = total - sum(stage.empty for stage in scores.stages)
        said = self.look.tr("{n} of {total}", n=done, total=total)
        self._said.setText(said)
        self._said.setAccessibleName(said)
        self._bar.set_share(done / total if total else 0)

    def show_saved(self, moment: datetime | None) -> None:
        """Say when the last edit was committed; None before the first."""
        tr = self.look.tr
        self._saved.setText(tr("Saved at {time}", time=tr.time(moment)) if moment else "")
        self._saved.setVisible(moment is not None)
