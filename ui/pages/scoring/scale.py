"""The scale 0-5 with what each score means for the criterion."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from cxaudit.framework import meaning
from cxaudit.model import Criterion, Framework, Mark
from ui.look import TOUCH, Look
from ui.widgets.chips import paint_chip
from ui.widgets.paint import CENTRE, paint_box, paint_line, paint_text, text_height
from ui.widgets.pressable import Pressable

MARKS = range(6)
_LINES = 4


class ScaleRow(Pressable):
    """One score with its meaning; the criterion's own words are darker than the general ones."""

    def __init__(self, look: Look, mark: int, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.mark = mark
        self._own = True
        self._heights: dict[int, int] = {}
        """By width: the layout asks several times for each criterion."""
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str, own: bool) -> None:
        if own != self._own:
            self._own = own
            self._heights.clear()
            self.update()
        if text != self.text():
            self.setText(text)
            self._heights.clear()
            self.setAccessibleName(self.look.tr("Score {score}", score=self.mark) + f": {text}")
            self.updateGeometry()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click would score the criterion that came after."""

    def nextCheckState(self) -> None:
        """The page decides what is checked."""

    @property
    def _left(self) -> int:
        return self.look.px(28) + 20

    def _font_size(self) -> int:
        return 14 if self._own else 13

    def heightForWidth(self, width: int) -> int:
        room = width - self._left - 10
        if room <= 0:  # a layout asks that too, and to break the words letter by letter takes long
            return TOUCH
        if width not in self._heights:
            font = self.look.font(self._font_size(), 500)
            tall = text_height(self.text(), font, room, _LINES)
            self._heights[width] = max(TOUCH, tall + 10)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(240), TOUCH)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(120), TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, c = self.look, self.look.tokens
        on = self.isChecked()
        if on:
            paint_box(painter, rect, c.accent_soft, c.accent, 9)
        elif self.isDown():
            paint_box(painter, rect, c.accent_soft, radius=9)
        elif self.hovered:
            paint_box(painter, rect, c.hover, radius=9)
        side = look.px(28)
        figure = QRect(10, rect.center().y() - side // 2 + 1, side, side)
        if on:
            paint_chip(painter, figure, look, self.mark)
        else:
            ink = c.text if self._own else c.muted
            paint_line(painter, figure, str(self.mark), look.font(15, 600), ink, CENTRE)
        font = look.font(self._font_size(), 500 if on else 400)
        place = rect.adjusted(self._left, 0, -10, 0)
        ink = c.text if self._own or on else c.muted
        paint_text(painter, place, self.text(), font, ink, _LINES, half_way=True)
        if self.ring:
            paint_box(painter, rect, "", c.accent, 9, 2)


class Scale(QWidget):
    """Six rows, or two columns of three where height is short; `scored` gives the mark."""

    scored = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(look.tr("Scale"))
        self._lang = look.tr.lang
        self.rows = [ScaleRow(look, mark, self) for mark in MARKS]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._columns = 0
        for row in self.rows:
            row.clicked.connect(lambda _=False, mark=row.mark: self.scored.emit(mark))
        self.set_columns(1)

    def set_columns(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        high = len(self.rows) // columns
        for at, row in enumerate(self.rows):
            self._grid.addWidget(row, at % high, at // high)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def show_criterion(self, framework: Framework, criterion: Criterion) -> None:
        for row in self.rows:
            row.say(meaning(framework, criterion, row.mark, self._lang), row.mark in criterion.anchors)

    def set_mark(self, mark: Mark | None) -> None:
        for row in self.rows:
            row.setChecked(row.mark == mark)
