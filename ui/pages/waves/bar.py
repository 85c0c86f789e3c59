"""A change beside what error alone explains: the band around zero is no proof of anything."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit.analysis.confidence import WaveChange
from ui.look import Look
from ui.widgets.paint import CENTRE, paint_box, paint_line

LEAST_REACH = 1.0
"""The axis shows this many points to either side at least."""


def reach(*changes: WaveChange | None) -> float:
    """How far an axis goes that has room for all of these and their limits."""
    ends = [max(abs(one.difference), one.detectable) for one in changes if one]
    return max([LEAST_REACH, *(end * 1.08 for end in ends)])


def paint_change(painter: QPainter, rect: QRect, look: Look, change: WaveChange, most: float) -> None:
    """The band within error, zero as an upright line, and the change from there."""
    c = look.tokens
    half, middle = rect.width() / 2, rect.x() + rect.width() / 2
    high = rect.height()
    band = half * min(1.0, change.detectable / most)
    paint_box(painter, QRectF(middle - band, rect.y(), 2 * band, high), c.off_bg, c.field, 4, 1, dashed=True)
    length = half * min(1.0, abs(change.difference) / most)
    left = middle if change.difference > 0 else middle - length
    thick = high * 0.5
    bar = QRectF(left, rect.y() + (high - thick) / 2, length, thick)
    paint_box(painter, bar, c.accent if change.real else c.muted, radius=3)
    painter.fillRect(QRectF(middle - 1, rect.y() - 2, 2, high + 4), look.ink("text"))


class ChangeBar(QWidget):
    """One change on its own axis, with the ends of the band written under it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._change: WaveChange | None = None
        self._ends: tuple[str, str, str] = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_change(self, change: WaveChange | None, ends: tuple[str, str, str], name: str) -> None:
        """`ends` are the low end of the band, zero, and its high end, as people read them."""
        self._change, self._ends = change, ends
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(240), self.look.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._change:
            return
        painter = QPainter(self)
        look, most = self.look, reach(self._change)
        bar = QRect(0, look.px(3), self.width(), look.px(16))
        paint_change(painter, bar, look, self._change, most)
        band = self.width() / 2 * min(1.0, self._change.detectable / most)
        top, wide = bar.bottom() + look.px(3), look.px(56)
        for said, at in zip(self._ends, (-band, 0.0, band), strict=True):
            left = round(self.width() / 2 + at - wide / 2)
            place = QRect(min(max(0, left), self.width() - wide), top, wide, look.px(17))
            if at == 0.0 or band > wide:
                paint_line(painter, place, said, look.font(12, 500, True), look.tokens.muted, CENTRE)
        painter.end()
