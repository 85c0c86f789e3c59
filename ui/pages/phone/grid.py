"""The photos under the headings of their criteria, as many beside each other as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.pages.phone import words
from ui.pages.phone.model import ROW, Bad, Heading, PhotoModel, Tile
from ui.widgets.paint import (
    paint_box,
    paint_line,
    paint_pill,
    paint_ring,
    paint_text,
    pill_width,
    text_height,
)
from ui.widgets.scroll import ListView

_TILE, _PAD, _RADIUS = 168, 6, 9
_Index = QModelIndex | QPersistentModelIndex


class _Painter(QStyledItemDelegate):
    """Draws headings, photos and sentences."""

    def __init__(self, look: Look, model: PhotoModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look, self._model, self._view = look, model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        whole = self._room()
        match index.data(ROW):
            case Heading():
                return QSize(whole, max(TOUCH, self._look.px(44)))
            case Bad(sentence):
                high = text_height(sentence, self._look.font(14), whole - self._look.px(48), 4)
                return QSize(whole, high + 16)
        wide = (whole - 1) // max(2, whole // self._look.px(_TILE))  # Qt breaks a row that is full to the dot
        return QSize(wide, self._picture_height(wide) + 2 * self._look.px(20) + 2 * _PAD + 4)

    def _room(self) -> int:
        """The width of a row, whether or not the scroll bar stands beside it."""
        return self._view.maximumViewportSize().width() - self._view.verticalScrollBar().sizeHint().width()

    def _picture_height(self, wide: int) -> int:
        return (wide - 2 * _PAD) * 3 // 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        match index.data(ROW):
            case Heading() as heading:
                self._paint_heading(painter, rect, heading)
            case Bad(sentence):
                self._paint_bad(painter, rect, sentence)
            case Tile() as tile:
                self._paint_tile(painter, rect, tile)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect.adjusted(1, 1, -1, -1), self._look, 10)

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        look = self._look
        side = look.px(22)
        left = rect.x() + _PAD
        if heading.hashes:
            on = set(heading.hashes) <= self._model.selected
            self._paint_check(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), on)
            left += side + 10
        font, count = look.font(15, 600), str(heading.count)
        room = rect.right() - left - pill_width(look, count) - 16
        taken = paint_line(
            painter, QRect(left, rect.y(), room, rect.height()), heading.title, font, look.tokens.text
        )
        paint_pill(painter, left + taken + 10, rect.center().y() + 1, look, count, "quiet")

    def _paint_bad(self, painter: QPainter, rect: QRect, sentence: str) -> None:
        look = self._look
        side = look.px(20)
        paint_icon(
            painter, QRect(rect.x() + _PAD, rect.y() + 8, side, side), "triangle-alert", look.tokens.warn
        )
        words_at = QRect(rect.x() + _PAD + side + 10, rect.y() + 8, rect.width() - look.px(48), rect.height())
        paint_text(painter, words_at, sentence, look.font(14), look.tokens.text, 4)

    def _paint_tile(self, painter: QPainter, rect: QRect, tile: Tile) -> None:
        look, c = self._look, self._look.tokens
        selected = tile.sha in self._model.selected
        inner = rect.adjusted(_PAD // 2, _PAD // 2, -_PAD // 2, -_PAD // 2)
        if selected:
            paint_box(painter, inner, c.accent_soft, c.accent, 10, 2)
        place = QRect(
            rect.x() + _PAD, rect.y() + _PAD, rect.width() - 2 * _PAD, self._picture_height(rect.width())
        )
        self._paint_picture(painter, place, self._model.picture(tile.entry))
        if tile.entry.fate != "known":
            side = look.px(22)
            self._paint_check(painter, QRect(place.x() + 8, place.y() + 8, side, side), selected)
        line = look.px(20)
        left, wide = place.x() + 4, place.width() - 8
        first = QRect(left, place.bottom() + 4, wide, line)
        when = words.taken_at(tile.entry, look)
        paint_line(painter, first, when, look.font(13, 600), c.text)
        unsure = (
            tile.entry.fate == "criterion" and tile.entry.match.certainty != "sure" and not tile.entry.chosen
        )
        why = words.reason(tile.entry, look.tr)
        second = QRect(left, first.bottom() + 1, wide, line)
        paint_line(painter, second, why, look.font(12, 500), c.warn if unsure else c.muted)

    def _paint_picture(self, painter: QPainter, place: QRect, picture: QPixmap) -> None:
        """Cover the place from the middle of the picture."""
        if picture.isNull():
            paint_box(painter, place, self._look.tokens.hover, radius=_RADIUS)
            middle = place.center()
            paint_icon(
                painter, QRect(middle.x() - 11, middle.y() - 11, 22, 22), "image", self._look.tokens.muted
            )
            return
        ratio = max(place.width() / picture.width(), place.height() / picture.height())
        wide, high = place.width() / ratio, place.height() / ratio
        left, top = (picture.width() - wide) / 2, (picture.height() - high) / 2
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(place, _RADIUS, _RADIUS)
        painter.setClipPath(shape)
        painter.drawPixmap(place, picture, QRect(round(left), round(top), round(wide), round(high)))
        painter.restore()

    def _paint_check(self, painter: QPainter, place: QRect, on: bool) -> None:
        c = self._look.tokens
        paint_box(
            painter, place, c.accent if on else c.surface, c.accent if on else c.field, place.height() / 2, 2
        )
        if on:
            inset = place.width() // 5
            paint_icon(painter, place.adjusted(inset, inset, -inset, -inset), "check", c.on_accent)


class PhotoGrid(ListView):
    """A tap, a click or the space bar turns the selection; Shift takes all up to there."""

    asked = Signal()
    """Enter: what is selected should be moved."""

    def __init__(self, look: Look, model: PhotoModel, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Photos"), parent)
        self.photos = model
        self._last = -1
        self.setModel(model)
        self.setItemDelegate(_Painter(look, model, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._held = Qt.KeyboardModifier.NoModifier
        self.clicked.connect(self._press)
        model.modelReset.connect(self._begin_anew)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = event.modifiers()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Space:
            self._held = held
            self._press(self.currentIndex())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.asked.emit()
        elif key == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.photos.select_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _press(self, index: _Index) -> None:
        if self._held & Qt.KeyboardModifier.ShiftModifier and self._last >= 0 and index.isValid():
            self.photos.select_between(self._last, index.row())
        else:
            self.photos.press(index)
        self._held = Qt.KeyboardModifier.NoModifier
        self._last = index.row()

    def _begin_anew(self) -> None:
        self._last = -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
