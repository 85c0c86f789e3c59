"""Bars: stages done, a share, a score between its bounds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import Look
from ui.widgets.paint import CENTRE, paint_box, paint_line, paint_range

TOP = 5.0
"""Scores run from 0 to this; the axis is always whole."""


def paint_segments(painter: QPainter, rect: QRect, look: Look, shares: Sequence[float]) -> None:
    """Equal parts, one for each share of 0-1, each filled that far."""
    gap = 3
    width = (rect.width() - gap * (len(shares) - 1)) / max(1, len(shares))
    for i, share in enumerate(shares):
        part = QRectF(rect.x() + i * (width + gap), rect.y(), width, rect.height())
        paint_share(painter, part, look, share)


def paint_share(painter: QPainter, rect: QRect | QRectF, look: Look, share: float) -> None:
    """A bar filled from the left to that share of 0-1."""
    box = QRectF(rect)
    radius = min(box.height() / 2, 4)
    paint_box(painter, box, look.tokens.line, radius=radius)
    if share > 0:
        painter.save()
        painter.setClipRect(QRectF(box.x(), box.y(), box.width() * min(1.0, share), box.height()))
        paint_box(painter, box, look.tokens.accent, radius=radius)
        painter.restore()


def paint_bounds(
    painter: QPainter,
    rect: QRect,
    look: Look,
    score: float | None,
    low: float | None = None,
    high: float | None = None,
) -> None:
    """A bar 0-5 filled to the score, with the bounds as a 2 px line with end ticks and a halo."""
    paint_share(painter, rect, look, (score or 0.0) / TOP)
    if low is None or high is None or high - low < 0.005:
        return
    left, right = (rect.x() + rect.width() * bound / TOP for bound in (low, high))
    middle = rect.y() + rect.height() / 2
    paint_range(painter, left, right, middle, rect.height() / 2 + 2, look)


class SegmentProgress(QWidget):
    """How far each stage is: shares of 0-1, with a caption such as `5 of 8` under them."""

    def __init__(
        self,
        look: Look,
        name: str,
        shares: Sequence[float] = (),
        caption: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_shares(shares, caption)

    def set_shares(self, shares: Sequence[float], caption: str = "") -> None:
        self.shares, self.caption = tuple(shares), caption
        self.setAccessibleName(f"{self._name}: {caption}" if caption else self._name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(128), self.look.px(8) + (self.look.px(22) if self.caption else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        thick = self.look.px(8)
        paint_segments(painter, QRect(0, 0, self.width(), thick), self.look, self.shares)
        if self.caption:
            below = self.rect().adjusted(0, thick + self.look.px(4), 0, 0)
            paint_line(painter, below, self.caption, self.look.font(12, 500), self.look.tokens.muted)
        painter.end()


class ShareBar(QWidget):
    """A thin bar filled to a share of 0-1; the figure stands beside it in words."""

    def __init__(self, look: Look, name: str, share: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(name)
        self.setFixedHeight(look.px(6))
        self.setMinimumWidth(40)
        self.share = share

    def set_share(self, share: float) -> None:
        if share != self.share:
            self.share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_share(painter, self.rect(), self.look, self.share)
        painter.end()


class BoundsBar(QWidget):
    """A score on the axis 0-5 with its bounds; `axis` writes the figures 0-5 under it."""

    def __init__(
        self,
        look: Look,
        name: str,
        score: float | None = None,
        low: float | None = None,
        high: float | None = None,
        axis: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._name = name
        self._axis = axis
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_score(score, low, high)

    def set_score(self, score: float | None, low: float | None = None, high: float | None = None) -> None:
        self.score, self.low, self.high = score, low, high
        mean = self.look.mean
        said = self._name if score is None else f"{self._name}: {mean(score)}"
        if low is not None and high is not None:
            said += f" ({mean(low)}\u2013{mean(high)})"
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.look.px(14) + (self.look.px(18) if self._axis else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = self.look.px(5) if self._axis else 2
        thick = self.look.px(8)
        rect = QRect(edge, self.look.px(3), self.width() - 2 * edge, thick)
        paint_bounds(painter, rect, self.look, self.score, self.low, self.high)
        if self._axis:
            top, font = rect.bottom() + self.look.px(5), self.look.font(12, 500)
            for i in range(int(TOP) + 1):
                x = rect.x() + round(rect.width() * i / TOP)
                place = QRect(x - 12, top, 24, self.look.px(16))
                paint_line(painter, place, str(i), font, self.look.tokens.muted, CENTRE)
        painter.end()
