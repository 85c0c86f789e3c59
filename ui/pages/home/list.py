"""The list of audits with its sortable heading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from ui.icons import paint_icon
from ui.keys import key_name
from ui.look import TOUCH, Look
from ui.models.audits import AuditsModel
from ui.pages.home.row import AuditDelegate, Columns, columns_for
from ui.widgets.paint import paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable
from ui.widgets.scroll import ListView

LONG_PRESS_MS = 600
FIRST_DOWN = {"company": False, "wave": True, "score": True, "edited": True}
"""Which way each column is ordered when it is first chosen: newest and best first, names from A."""


class SortButton(Pressable):
    """The name of a column; pressed, the list is ordered by it, pressed again the other way round."""

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(look, text, parent)
        self.order: bool | None = None
        """Descending, ascending, or None while another column orders the list."""

    def set_order(self, descending: bool | None) -> None:
        tr = self.look.tr
        self.order = descending
        said = tr("Sort by: {column}", column=self.text())
        if descending is not None:
            said += ", " + (tr("descending") if descending else tr("ascending"))
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.metrics(12, 600).horizontalAdvance(self.text()) + self.look.px(30), TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, on = self.look.tokens, self.order is not None
        if self.isDown() or self.hovered:
            paint_box(painter, rect.adjusted(0, 6, 0, -6), c.hover, radius=8)
        words = rect.adjusted(6, 0, 0, 0)
        ink = c.text if on or self.hovered else c.muted
        wide = paint_line(painter, words, self.text(), self.look.font(12, 600 if on else 500), ink)
        if on:
            side = self.look.px(14)
            where = QRect(words.x() + wide + 4, rect.center().y() - side // 2 + 1, side, side)
            paint_icon(painter, where, "arrow-down" if self.order else "arrow-up", ink)
        if self.ring:
            paint_ring(painter, rect.adjusted(0, 6, 0, -6), self.look, 8)


class SortHeading(QWidget):
    """The names of the columns above the rows; four of them order the list."""

    sorted = Signal(str, bool)
    """A key of the store's sorts, and whether descending."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        tr = look.tr
        self.buttons = {
            "company": SortButton(look, tr("Company, product"), self),
            "wave": SortButton(look, tr("Wave"), self),
            "score": SortButton(look, tr("Overall"), self),
            "edited": SortButton(look, tr("Edited"), self),
        }
        self._columns: Columns | None = None
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _=False, key=key: self._press(key))
        self.setFixedHeight(TOUCH)

    def set_order(self, key: str, descending: bool) -> None:
        """Show what the list is ordered by."""
        for each, button in self.buttons.items():
            button.set_order(descending if each == key else None)

    def set_columns(self, columns: Columns) -> None:
        self._columns = columns
        self._place()
        self.update()

    def _press(self, key: str) -> None:
        order = self.buttons[key].order
        self.sorted.emit(key, FIRST_DOWN[key] if order is None else not order)

    def _place(self) -> None:
        at = self._columns
        if at is None:
            return
        if at.form == "card":
            left = 6
            for button in self.buttons.values():
                button.setGeometry(left, 0, button.sizeHint().width(), TOUCH)
                button.show()
                left += button.sizeHint().width() + 4
            return
        places = {"company": at.company, "wave": at.wave, "score": at.overall, "edited": at.edited}
        for key, (left, room) in places.items():
            button = self.buttons[key]
            button.setVisible(room > 0)
            button.setGeometry(left - 6, 0, max(TOUCH, button.sizeHint().width()), TOUCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, at = self.look, self._columns
        if at and at.form != "card":
            plain = [(at.stages, look.tr("Stages"))]
            plain += [(at.state, look.tr("State"))] if at.form == "wide" else []
            for (left, room), word in plain:
                where = QRect(left, 0, room, self.height())
                paint_line(painter, where, word, look.font(12, 500), look.tokens.muted)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), look.ink("line"))
        painter.end()


class AuditList(ListView):
    """The rows; a press opens one.

    Its menu comes by the button at its right, the right mouse button, a long press or the menu key.
    """

    opened = Signal(int)
    asked = Signal(int, QPoint)
    """The menu of that row is wanted at that place of the screen."""

    def __init__(self, look: Look, model: AuditsModel, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Audits"), parent)
        self.shows_focus = False
        self.delegate = AuditDelegate(look, self)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.viewport().setMouseTracking(True)
        self._pressed = QPoint()
        self._menu_was_shown = False
        self._long = QTimer(self)
        self._long.setSingleShot(True)
        self._long.setInterval(LONG_PRESS_MS)
        self._long.timeout.connect(self._hold)
        self.clicked.connect(self._click)

    def set_columns(self, columns: Columns) -> None:
        folded = columns.form != self.delegate.columns.form
        self.delegate.columns = columns
        if folded:
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def step(self, by: int) -> None:
        """Go that many rows down, with the ring of the keyboard."""
        count = self.model().rowCount()
        if not count:
            return
        now = self.currentIndex().row()
        self.shows_focus = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.model().index(max(0, min(count - 1, now + by if now >= 0 else 0)), 0))

    def ask_current(self) -> None:
        """Ask for the menu of the current row."""
        index = self.currentIndex()
        if index.isValid():
            where = self.delegate.menu_rect(self.visualRect(index)).bottomLeft()
            self.asked.emit(index.row(), self.viewport().mapToGlobal(where))

    def _click(self, index: QModelIndex) -> None:
        if self._menu_was_shown:
            return
        if self.delegate.menu_rect(self.visualRect(index)).contains(self._pressed):
            self.ask_current()
        else:
            self.opened.emit(index.row())

    def _hold(self) -> None:
        index = self.indexAt(self._pressed)
        if index.isValid():
            self._menu_was_shown = True
            self.asked.emit(index.row(), self.viewport().mapToGlobal(self._pressed))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._menu_was_shown = event.position().toPoint(), False
        if event.button() == Qt.MouseButton.LeftButton:
            self._long.start()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (event.position().toPoint() - self._pressed).manhattanLength() > 12:
            self._long.stop()
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._long.stop()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_current()
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self._long.stop()
            self._menu_was_shown = True
            self.setCurrentIndex(index)
            self.asked.emit(index.row(), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.shows_focus = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.opened.emit(self.currentIndex().row())
            return
        if key_name(event) == "Shift+F10" and QGuiApplication.platformName() != "windows":
            self.ask_current()  # beware: Windows itself makes a context menu event of it
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.shows_focus = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        if self.shows_focus and not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


class ListCard(QWidget):
    """The card around heading and rows; its width decides which columns there are."""

    def __init__(self, look: Look, model: AuditsModel, sorted_by: Callable[[str, bool], None]) -> None:
        super().__init__()
        self.look = look
        self.heading = SortHeading(look)
        self.heading.sorted.connect(sorted_by)
        self.rows = AuditList(look, model)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 1, 6, 6)
        column.setSpacing(2)
        column.addWidget(self.heading)
        column.addWidget(self.rows, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bar = self.rows.verticalScrollBar().sizeHint().width()
        columns = columns_for(self.look, self.width() - 12 - bar)
        self.heading.set_columns(columns)
        self.rows.set_columns(columns)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.surface, self.look.tokens.line, 12)
        painter.end()
