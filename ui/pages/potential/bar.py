"""Ranges of money on one axis: all stages together, and one stage in a row."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit import money
from cxaudit.analysis.potential import Range, StageEffect
from cxaudit.money import Scale
from ui.look import TOUCH, Look
from ui.widgets.figure import paint_opens
from ui.widgets.paint import CENTRE, LEFT, RIGHT, paint_box, paint_line
from ui.widgets.pressable import Pressable

_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """Round numbers from `low` to `high` that hold every value, 0 always among them."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + self.step * i for i in range(count + 1))

    def at(self, value: float, rect: QRect) -> float:
        """Where that value is between the left and the right of the rectangle."""
        return rect.x() + rect.width() * (value - self.low) / (self.high - self.low)


def axis_of(values: Sequence[float]) -> Axis:
    """The axis that holds these values with about four round steps."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = (high - low) / _TICKS or 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(n for n in _STEPS if n * power >= rough * 0.999)
    return Axis(math.floor(low / step) * step, max(math.ceil(high / step) * step, step), step)


def paint_axis(
    painter: QPainter, rect: QRect, plot: QRect, look: Look, axis: Axis, scale: Scale, unit: str
) -> None:
    """The figures of an axis that runs along `plot`, and the unit at the right end of the rectangle."""
    font, muted = look.font(12, 500), look.tokens.muted
    paint_line(painter, rect, unit, font, muted, RIGHT)
    for tick in axis.ticks:
        said = _tick(look, tick, axis, scale)
        half = look.metrics(12, 500).horizontalAdvance(said) // 2 + 2
        place = QRect(round(axis.at(tick, plot)) - half, rect.y(), 2 * half, rect.height())
        paint_line(painter, place, said, font, muted, CENTRE)


def _tick(look: Look, tick: float, axis: Axis, scale: Scale) -> str:
    step = axis.step / scale.unit
    places = max(0, -math.floor(math.log10(step))) if step < 1 else int(step != round(step))
    return look.tr.number(tick / scale.unit, places)


class GainBar(QWidget):
    """What all stages may add together: planning level above, as stated in grey below, on one axis."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._ranges: tuple[Range, Range, Range] | None = None
        self._currency = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_ranges(self, planned: Range, simulated: Range, stated: Range, currency: str, said: str) -> None:
        """Show corners and simulated band of the planning level, and the stated corners."""
        self._ranges, self._currency = (planned, simulated, stated), currency
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(320), self.look.px(66))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._ranges:
            return
        look, c = self.look, self.look.tokens
        planned, simulated, stated = self._ranges
        ends = [end for each in (planned, stated) for end in (each.low, each.high)]
        axis, scale = axis_of(ends), money.scale_of(ends)
        painter = QPainter(self)
        unit = money.unit(look.tr, scale, self._currency)
        room = look.metrics(12, 500).horizontalAdvance(unit) + look.px(12)
        track = QRect(look.px(8), look.px(9), self.width() - look.px(8) - room, look.px(8))
        figures = QRect(0, look.px(46), self.width(), look.px(18))
        paint_axis(painter, figures, track, look, axis, scale, unit)
        paint_box(painter, track.adjusted(-look.px(8), 0, room, 0), c.line, radius=4)
        thick = look.px(18)
        _band(painter, axis, track, planned, thick, c.heat[1], look)
        _band(painter, axis, track, simulated, look.px(8), c.accent, look)
        _dot(painter, axis.at(planned.middle, track), track.center().y() + 1, look)
        below = track.translated(0, look.px(23))
        _band(painter, axis, below, stated, look.px(8), c.thumb, look)
        x = axis.at(stated.middle, below)
        paint_box(painter, QRectF(x - 1, below.y() - 3, 2, below.height() + 6), c.muted, radius=0)
        painter.end()


class StageBar(Pressable):
    """A stage, its metric and what it alone may add; a press asks how that came about."""

    def __init__(self, look: Look, name: str, metric: str) -> None:
        super().__init__(look, name)
        self.measure = metric
        self.range: Range | None = None
        self.axis: Axis | None = None
        self.said = ""
        self.effect: StageEffect | None = None
        """What the figure was rounded from; None without one."""
        self.name_room = self.metric_room = self.said_room = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_range(
        self, change: Range | None, axis: Axis | None, said: str, spoken: str, effect: StageEffect | None
    ) -> None:
        """`said` is the figure at the right, `spoken` the whole row in words; no bar without a change."""
        self.range, self.axis, self.said, self.effect = change, axis, said, effect
        tr = self.look.tr
        self.setAccessibleName(spoken)
        self.setEnabled(effect is not None)
        how = (
            tr("How the number came about") if effect else tr("Without a score there is nothing to compute.")
        )
        self.setToolTip(how)
        self.setAccessibleDescription(how)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(320), max(TOUCH, self.look.px(36)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(200), self.sizeHint().height())

    def plot(self) -> QRect:
        """Where the axis runs."""
        left = 6 + self.name_room + self.metric_room + self.look.px(20)
        return QRect(left, 0, max(40, self.width() - left - self.said_room - self.look.px(20)), self.height())

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, c, plot = self.look, self.look.tokens, self.plot()
        if self.isDown() or self.hovered:
            paint_box(painter, rect.adjusted(0, 1, 0, -1), c.accent_soft if self.isDown() else c.hover)
        if self.axis:
            for tick in self.axis.ticks:
                painter.fillRect(QRectF(self.axis.at(tick, plot), 0, 1, rect.height()), look.ink("line"))
        name = QRect(6, 0, self.name_room, rect.height())
        paint_line(painter, name, self.text(), look.font(14), c.text)
        where = QRect(6 + self.name_room + look.px(8), 0, self.metric_room, rect.height())
        paint_line(painter, where, self.measure, look.font(12, 500), c.muted, LEFT)
        right = rect.adjusted(0, 0, -6, 0)
        known = self.effect is not None
        font = look.font(13, 600 if known else 400, True)
        paint_line(painter, right, self.said, font, c.text if known else c.muted, RIGHT)
        if known:
            metrics = QFontMetrics(font)
            below = rect.center().y() + metrics.height() // 2
            left = right.right() + 1 - metrics.horizontalAdvance(self.said)
            paint_opens(painter, left, right.right(), below, look, self.hovered)
        if self.axis and self.range:
            track = QRect(plot.x(), rect.center().y() - look.px(4) + 1, plot.width(), look.px(8))
            _band(painter, self.axis, track, self.range, look.px(12), c.heat[1], look)
            _dot(painter, self.axis.at(self.range.middle, track), track.center().y() + 1, look, filled=True)
        if self.ring:
            paint_box(painter, rect.adjusted(0, 1, 0, -1), border=c.accent, width=2)


class StageAxis(QWidget):
    """The figures under the stage bars."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._shown: tuple[Axis, Scale, str] | None = None
        self._bar: StageBar | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_axis(self, axis: Axis, scale: Scale, unit: str, bar: StageBar) -> None:
        """Show that axis under the plot of that bar."""
        self._shown, self._bar = (axis, scale, unit), bar
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self.look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shown or not self._bar:
            return
        axis, scale, unit = self._shown
        painter = QPainter(self)
        figures = self.rect().adjusted(0, 0, -6, 0)
        paint_axis(painter, figures, self._bar.plot(), self.look, axis, scale, unit)
        painter.end()


def _band(
    painter: QPainter, axis: Axis, track: QRect, ends: Range, thick: int, colour: str, look: Look
) -> None:
    """A bar from the low to the high end, at least as wide as it is thick."""
    left, right = sorted((axis.at(ends.low, track), axis.at(ends.high, track)))
    if right - left < thick / 2:
        left, right = (left + right) / 2 - thick / 4, (left + right) / 2 + thick / 4
    box = QRectF(left, track.center().y() + 1 - thick / 2, right - left, thick)
    paint_box(painter, box, colour, radius=min(5, thick / 2))


def _dot(painter: QPainter, x: float, y: float, look: Look, filled: bool = False) -> None:
    c, side = look.tokens, look.px(10)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(x - side / 2, y - side / 2, side, side)
    if filled:
        paint_box(painter, box, c.accent, radius=side / 2)
    else:
        paint_box(painter, box, c.on_accent, c.accent, side / 2, 1.5)


def wide(look: Look, texts: Sequence[str], size: int, weight: int) -> int:
    """The room that the longest of these texts takes."""
    metrics = look.metrics(size, weight)
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2
