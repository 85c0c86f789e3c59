"""Figures on the overview that can be pressed to see how they came about."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import TOUCH, Look
from ui.widgets.chips import ChipValue, paint_chip
from ui.widgets.paint import LEFT, paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable


class Figure(Pressable):
    """A large number."""

    def __init__(self, look: Look, size: int, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._font = look.font(size, 600, tabular=True)
        self._colour = "text"
        self.setToolTip(look.tr("How the overall score came about"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_figure(self, said: str, colour: str = "text") -> None:
        """Show that number in the colour of a token."""
        self._colour = colour
        self.setText(said)
        self.setAccessibleName(f"{self.toolTip()}: {said}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(metrics.horizontalAdvance(self.text()) + 4, max(TOUCH, metrics.height()))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        if self.isDown() or self.hovered:
            paint_box(painter, rect, c.accent_soft if self.isDown() else c.hover)
        ink = c.accent if self.hovered else getattr(c, self._colour)
        paint_line(painter, rect.adjusted(1, 0, 0, 0), self.text(), self._font, ink, LEFT)
        if self.ring:
            paint_ring(painter, rect, self.look)


class ChipFigure(Pressable):
    """The chip of a stage, as high as its row."""

    def __init__(self, look: Look, stage: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self.value: ChipValue = None
        self.chip = QRect()
        """Where the chip is within this."""
        self.tilde = False
        self.setToolTip(look.tr("How the score of “{stage}” came about", stage=stage))

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
        if self.ring or self.hovered or self.isDown():
            paint_ring(painter, self.chip.adjusted(-4, -4, 4, 4), look)
