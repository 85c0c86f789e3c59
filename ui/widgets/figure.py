"""Numbers that can be pressed to see how they came about; each has the same dotted line under it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import TOUCH, Look
from ui.widgets.chips import ChipValue, paint_chip
from ui.widgets.paint import CENTRE, LEFT, RIGHT, paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable

_SIZES = {"strong": 14, "title": 15, "fact": 18, "object": 20, "number": 26, "headline": 44}
_PAD = 6
"""Around a number, so that its ground when pressed is wider than itself."""


def paint_opens(painter: QPainter, left: int, right: int, y: int, look: Look, strong: bool = False) -> None:
    """The dotted line under a number that can be opened; `strong` while the pointer is over it."""
    pen = QPen(look.ink("accent" if strong else "muted"), 1.5, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([1, 2])
    painter.save()
    painter.setPen(pen)
    painter.drawLine(QPoint(left, y), QPoint(right, y))
    painter.restore()


class Figure(Pressable):
    """A number to press; `role` is that of a label of its size, `what` says what it is of."""

    def __init__(
        self,
        look: Look,
        role: str = "fact",
        what: str = "",
        colour: str = "text",
        right: bool = False,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, "", parent)
        self._font = look.font(_SIZES[role], 600, tabular=True)
        self._colour, self._what = colour, what
        self._side = RIGHT if right else CENTRE if centred else LEFT
        self.value: float | None = None
        """What the shown figure was rounded from."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_what(what)

    def set_what(self, what: str) -> None:
        """What the number is of; read aloud before it."""
        self._what = what
        self.setToolTip(what or self.look.tr("How the number came about"))
        self.set_figure(self.text(), self.value)

    def set_figure(self, said: str, value: float | None = None, colour: str = "") -> None:
        """Show that number, rounded from `value`, in the colour of a token."""
        self._colour, self.value = colour or self._colour, value
        self.setText(said)
        self.setAccessibleName(f"{self._what}: {said}" if self._what else said)
        self.setAccessibleDescription(self.look.tr("How the number came about"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(
            max(TOUCH, metrics.horizontalAdvance(self.text()) + 2 * _PAD), max(TOUCH, metrics.height())
        )

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        if self.isDown() or self.hovered:
            paint_box(painter, rect, c.accent_soft if self.isDown() else c.hover)
        place = rect.adjusted(0, 0, -_PAD, 0) if self._side == RIGHT else rect.adjusted(1, 0, 0, 0)
        ink = c.accent if self.hovered else getattr(c, self._colour)
        paint_line(painter, place, self.text(), self._font, ink, self._side)
        metrics = QFontMetrics(self._font)
        wide = min(metrics.horizontalAdvance(self.text()), place.width())
        left = place.x()
        if self._side != LEFT:
            left = place.right() - wide + 1 if self._side == RIGHT else place.center().x() - wide // 2
        below = rect.center().y() + metrics.height() // 2 - metrics.descent() // 3 + 1
        if self.isEnabled():
            paint_opens(painter, left, left + wide, min(below, rect.bottom() - 1), self.look, self.hovered)
        if self.ring:
            paint_ring(painter, rect, self.look)


class ChipFigure(Pressable):
    """The chip of a score, as high as the row that it stands in."""

    def __init__(self, look: Look, what: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.value: ChipValue = None
        self.chip = QRect()
        """Where the chip is within this."""
        self.tilde = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(what)

    def show_chip(self, value: ChipValue, chip: QRect, tilde: bool, said: str) -> None:
        """Show that value there; a provisional one has a tilde after it."""
        self.value, self.chip, self.tilde = value, chip, tilde
        self.setAccessibleName(f"{self.toolTip()}: {said}")
        self.update()

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look = self.look
        paint_chip(painter, self.chip, look, self.value)
        if self.tilde:
            beside = QRect(self.chip.right() + look.px(4), self.chip.y(), look.px(12), self.chip.height())
            paint_line(painter, beside, "~", look.font(15, 600), look.tokens.text)
        below = self.chip.bottom() + 4
        paint_opens(painter, self.chip.x() + 2, self.chip.right() - 1, below, look, self.hovered)
        if self.ring or self.hovered or self.isDown():
            paint_ring(painter, self.chip.adjusted(-4, -4, 4, 4), look)
