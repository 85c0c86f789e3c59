"""A page or a column that scrolls, and lists that leave single letters to the page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QTableView, QWidget

from ui.look import Look
from ui.widgets.finger import FingerScroll


class ScrollArea(QScrollArea):
    """Scrolls its content up and down; the content takes the width it is given."""

    def __init__(self, look: Look, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(24)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        FingerScroll(self.viewport())


class Content(QWidget):
    """What a ScrollArea scrolls: as high as its layout needs at the width it has.

    A plain widget would claim the height that its texts need in the narrowest column.
    """

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


def _for_the_page(event: QKeyEvent) -> bool:
    """Letters and digits would otherwise search the list."""
    return event.text().isprintable() and event.text().strip() != "" and not event.modifiers()


def _dress(view: QAbstractItemView, look: Look, name: str) -> None:
    view.setAccessibleName(name)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setMouseTracking(True)
    view.verticalScrollBar().setSingleStep(24)
    view.viewport().setAutoFillBackground(False)
    view.setFont(look.font())
    FingerScroll(view.viewport())


class ListView(QListView):
    """A list for a delegate that paints whole rows; one row is current."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        _dress(self, look, name)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore() if _for_the_page(event) else super().keyPressEvent(event)


class TableView(QTableView):
    """A table whose rows are chosen whole."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        _dress(self, look, name)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore() if _for_the_page(event) else super().keyPressEvent(event)
