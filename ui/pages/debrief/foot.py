"""What stays at the bottom of the debrief: the way through it, or the question why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look import Look
from ui.pages.scoring.reason import ReasonCard
from ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box


class _Dock(QWidget):
    """Previous, next, where one is, to the criterion itself, later, save and next."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        tr = look.tr
        self.previous = IconButton(look, "chevron-left", tr("Previous rating"))
        self.next = IconButton(look, "chevron-right", tr("Next rating"))
        self.position = Label(look, "", "second", wrap=False)
        self.scoring = IconButton(look, "list-checks", tr("Open in scoring"))
        self.later = SecondaryButton(look, tr("Put off"))
        self.save = PrimaryButton(look, tr("Save and next"))
        self.save.setToolTip(tr("Save and go to the next (Ctrl+Enter)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 9, 10, 9)
        row.setSpacing(8)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addWidget(self.position, 1)
        for button in (self.scoring, self.later, self.save):
            row.addWidget(button)

    def fold(self, folded: bool) -> None:
        """Where width is short, putting off is a sign, so that the list beside keeps its titles whole."""
        self.later.set_icon("calendar-days" if folded else "")
        self.later.fold(folded)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.surface, self.look.tokens.line, 12)
        painter.end()


class Foot(QWidget):
    """The dock, and in its place a reason while one is asked for."""

    stepped = Signal(int)
    """-1 or 1."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dock = _Dock(look)
        self.reason = ReasonCard(look)
        self.dock.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.dock.next.clicked.connect(lambda: self.stepped.emit(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.dock)
        column.addWidget(self.reason)

    def ask(self, asking: bool) -> None:
        self.dock.setVisible(not asking)
        self.reason.setVisible(asking)
