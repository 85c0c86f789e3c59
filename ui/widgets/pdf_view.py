"""Pages under each other, to read and to leaf through, and their thumbnails."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look import Look
from ui.widgets.paint import CENTRE, paint_box, paint_line, paint_ring
from ui.widgets.pdf_sheets import Sheets
from ui.widgets.scroll import ListView

Fit = Literal["width", "page", "free"]
GAP = 14
LEAST, MOST = 0.25, 4.0
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_PER_POINT = 96 / 72
PAPER = "#FFFFFF"


class PdfView(QAbstractScrollArea):
    """Shows the pages of `sheets`; paper is white in both themes."""

    paged = Signal(int)
    """The page that is now read, from 0."""
    zoomed = Signal(float)

    def __init__(self, look: Look, sheets: Sheets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.sheets = look, sheets
        self.page = 0
        self.fit: Fit = "width"
        self.said = ""
        self._free = 1.0
        self._ring = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCornerWidget(QWidget())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumSize(look.px(200), look.px(160))
        sheets.ready.connect(lambda _: self.viewport().update())
        self._name()

    # --- pages and zoom

    @property
    def zoom(self) -> float:
        """1 is a page in its own size on a screen of 96 dots per inch."""
        if self.fit == "free" or not self.sheets.sizes:
            return self._free
        wide, high = self._room()
        width = max(size[0] for size in self.sheets.sizes) * _PER_POINT
        if self.fit == "width":
            return max(LEAST, min(MOST, wide / width))
        height = max(size[1] for size in self.sheets.sizes) * _PER_POINT
        return max(LEAST, min(MOST, wide / width, high / height))

    def set_fit(self, fit: Fit) -> None:
        """Let pages be as wide as the view, or as high."""
        self.fit = fit
        self._lay_out()

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller of the usual sizes."""
        now = self.zoom
        if step > 0:
            self._free = next((s for s in _STEPS if s > now * 1.02), MOST)
        else:
            self._free = next((s for s in reversed(_STEPS) if s < now / 1.02), LEAST)
        self.fit = "free"
        self._lay_out()

    def renew(self, page: int) -> None:
        """The document has changed: show that page, or the last one there is."""
        self.page = max(0, min(page, len(self.sheets.sizes) - 1))
        self._lay_out()
        self.paged.emit(self.page)

    def show_page(self, page: int) -> None:
        """Bring the top of a page to the top of the view."""
        page = max(0, min(page, len(self.sheets.sizes) - 1))
        self.verticalScrollBar().setValue(self._top(page) - GAP // 2 if page else 0)
        self._set_page(page)

    def _room(self) -> tuple[int, int]:
        return self.viewport().width() - 2 * GAP, self.viewport().height() - 2 * GAP - 2

    def _rect(self, page: int) -> QRect:
        """Where a page lies on the whole strip, its left edge as on screen."""
        wide, high = (round(side * _PER_POINT * self.zoom) for side in self.sheets.sizes[page])
        left = max(GAP, (self.viewport().width() - wide) // 2)
        return QRect(left - self.horizontalScrollBar().value(), self._top(page), wide, high)

    def _top(self, page: int) -> int:
        zoom = self.zoom * _PER_POINT
        return GAP + sum(round(high * zoom) + GAP for _, high in self.sheets.sizes[:page])

    def _lay_out(self) -> None:
        """Set the scroll bars so that the same page stays in view."""
        count = len(self.sheets.sizes)
        whole = self._top(count) if count else 0
        across = max((round(w * _PER_POINT * self.zoom) for w, _ in self.sheets.sizes), default=0) + 2 * GAP
        page = self.page
        bar, view = self.verticalScrollBar(), self.viewport()
        bar.blockSignals(True)
        bar.setPageStep(view.height())
        bar.setRange(0, max(0, whole - view.height()))
        bar.setValue(self._top(page) - GAP // 2 if page else 0)
        bar.blockSignals(False)
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, across - view.width()))
        self.zoomed.emit(self.zoom)
        self._name()
        view.update()

    def _scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        if self.sheets.sizes:
            below = [p for p in range(len(self.sheets.sizes)) if self._top(p) <= middle]
            at_end = value == self.verticalScrollBar().maximum() > 0
            self._set_page(len(self.sheets.sizes) - 1 if at_end else below[-1] if below else 0)
        self.viewport().update()

    def _set_page(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self._name()
            self.paged.emit(page)

    def _name(self) -> None:
        tr, total = self.look.tr, len(self.sheets.sizes)
        name = tr("Report, page {n} of {total}", n=self.page + 1, total=total) if total else tr("Report")
        self.setAccessibleName(name)

    # --- Qt

    def say(self, text: str) -> None:
        """Words in the middle while there is no page."""
        self.said = text
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self.sheets.sizes:
            font = self.look.font(14)
            paint_line(painter, self.viewport().rect(), self.said, font, self.look.tokens.muted, CENTRE)
        seen = []
        scrolled, ratio = self.verticalScrollBar().value(), self.devicePixelRatioF()
        for page in range(len(self.sheets.sizes)):
            rect = self._rect(page).translated(0, -scrolled)
            if rect.bottom() < 0:
                continue
            if rect.top() > self.viewport().height():
                break
            seen.append(page)
            self._paint_page(painter, rect, page, round(rect.width() * ratio))
        if self._ring:
            paint_ring(painter, self.viewport().rect(), self.look)
        painter.end()
        if seen:
            near = [*seen, seen[-1] + 1, seen[0] - 1]
            inside = [p for p in near if 0 <= p < len(self.sheets.sizes)]
            self.sheets.want([(p, round(self._rect(p).width() * ratio)) for p in inside], urgent=True)

    def _paint_page(self, painter: QPainter, rect: QRect, page: int, width: int) -> None:
        painter.fillRect(rect, PAPER)
        if picture := self.sheets.picture(page, width):
            smooth = not self.sheets.exact(page, width)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(QRectF(rect), picture)
        paint_box(painter, rect.adjusted(-1, -1, 1, 1), "", self.look.tokens.line, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll; all else is the page's, which leafs and zooms."""
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.key() in arrows and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.viewport().update()
        super().focusOutEvent(event)


# --- thumbnails -----------------------------------------------------------------------------

Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    def __init__(self, look: Look, sheets: Sheets, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._sheets = look, sheets

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._sheets.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._look.tr("Page {n}", n=index.row() + 1)
        return None


class _Thumb(QStyledItemDelegate):
    def __init__(self, look: Look, sheets: Sheets, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._sheets = look, sheets

    def size(self, page: int) -> QSize:
        wide = self._look.px(56)
        across, high = self._sheets.sizes[page]
        return QSize(wide, round(wide * high / across))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = self.size(index.row())
        return QSize(size.width() + 16, size.height() + self._look.px(16) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, size, rect = self._look, self.size(index.row()), option.rect
        sheet = QRect(
            rect.x() + (rect.width() - size.width()) // 2, rect.y() + 5, size.width(), size.height()
        )
        painter.fillRect(sheet, PAPER)
        width = round(size.width() * painter.device().devicePixelRatioF())
        if picture := self._sheets.picture(index.row(), width):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(sheet), picture)
        view = self.parent()
        here = isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()
        border = look.tokens.accent if here else look.tokens.line
        frame, radius, thick = (sheet.adjusted(-3, -3, 3, 3), 4, 2) if here else (sheet, 0, 1)
        paint_box(painter, frame, "", border, radius, thick)
        below = QRect(rect.x(), sheet.bottom() + 4, rect.width(), look.px(16))
        ink = look.tokens.accent if here else look.tokens.muted
        paint_line(painter, below, str(index.row() + 1), look.font(12, 600 if here else 500), ink, CENTRE)


class Thumbs(ListView):
    """A column of small pages; choosing one shows it."""

    chosen = Signal(int)

    def __init__(self, look: Look, sheets: Sheets, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Pages"), parent)
        self._sheets = sheets
        self._model = _Pages(look, sheets, self)
        self._thumb = _Thumb(look, sheets, self)
        self.setModel(self._model)
        self.setItemDelegate(self._thumb)
        self.setFixedWidth(look.px(56) + 16 + 16)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.activated.connect(lambda index: self.chosen.emit(index.row()))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._want())
        sheets.ready.connect(lambda _: self.viewport().update())

    def renew(self) -> None:
        """The document has changed."""
        row = self.currentIndex().row()
        self._model.beginResetModel()
        self._model.endResetModel()
        self.set_page(max(0, row))
        self._want()

    def set_page(self, page: int) -> None:
        """Mark the page that is read, without choosing it."""
        index = self._model.index(page, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.viewport().update()

    def _want(self) -> None:
        if not self._sheets.sizes or not self.isVisible():
            return
        high = self._thumb.sizeHint(QStyleOptionViewItem(), self._model.index(0, 0)).height()
        first = self.verticalScrollBar().value() // max(1, high)
        last = min(len(self._sheets.sizes), first + self.viewport().height() // max(1, high) + 3)
        ratio = self.devicePixelRatioF()
        pages = range(max(0, first), last)
        self._sheets.want([(p, round(self._thumb.size(p).width() * ratio)) for p in pages], urgent=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose at once; leafing by pages is the page's."""
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)
        self.chosen.emit(self.currentIndex().row())
