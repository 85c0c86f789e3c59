"""A page or a column that scrolls, and lists that leave single letters to the page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.look import GAP, MARGIN, Look
from ui.widgets.finger import FingerScroll


class ScrollArea(QScrollArea):
    """Scrolls its content up and down; the content takes the width it is given."""

    def __init__(self, look: Look, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setViewport(QWidget())  # of Qt's own PySide would try every class of widgets: 10 ms
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(24)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        FingerScroll(self.viewport())

    def turn(self, key: str) -> bool:
        """Scroll as a key of the page asks; False if it is no such key."""
        bar = self.verticalScrollBar()
        step = {"Down": bar.singleStep() * 2, "Up": -bar.singleStep() * 2}
        step |= {"PageDown": bar.pageStep(), "PageUp": -bar.pageStep(), "Home": -bar.maximum()}
        step |= {"End": bar.maximum(), "J": step["Down"], "K": step["Up"]}
        if key not in step:
            return False
        bar.setValue(bar.value() + step[key])
        return True


def reveal(widget: QWidget | None) -> None:
    """Scroll whatever it lies in so that it is seen whole.

    Qt does so only in the area that the focus leaves, and only for the line of a text where the caret is.
    """
    around = widget.parentWidget() if widget else None
    while widget and around:
        content = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and content and content.isAncestorOf(widget):
            for corner in (widget.rect().bottomLeft(), widget.rect().topLeft()):
                at = widget.mapTo(content, corner)
                around.ensureVisible(at.x(), at.y(), 0, GAP)
        around = around.parentWidget()


class Content(QWidget):
    """What a ScrollArea scrolls: as high as its layout needs at the width it has.

    A plain widget would claim the height that its texts need in the narrowest column.
    """

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class PageArea(ScrollArea):
    """The cards of a page, one under the other in `column`."""

    def __init__(self, look: Look) -> None:
        content = Content()
        super().__init__(look, content)
        self.column = QVBoxLayout(content)
        self.column.setSpacing(GAP)
        self._margins = (MARGIN, MARGIN, MARGIN, MARGIN)
        self.verticalScrollBar().rangeChanged.connect(self._keep_margins)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Keep the cards that far from the edges of the page."""
        self._margins = (left, top, right, bottom)
        self._keep_margins()

    def _keep_margins(self, *_: object) -> None:
        """The bar takes its room from the margin, so that the cards end where the messages above them do."""
        left, top, right, bottom = self._margins
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() else 0
        self.column.setContentsMargins(left, top, max(right - taken, 0), bottom)


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
