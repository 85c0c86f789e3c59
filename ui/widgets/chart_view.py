"""A chart of the report on the screen, drawn beside the window in the window's colours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit.progress import Progress
from ui import worker
from ui.drawing import LOCK, image_of
from ui.look import Look
from ui.theme import LIGHT, Tokens

if TYPE_CHECKING:
    from cxaudit.reports.brand.kit import Palette
    from cxaudit.reports.charts.sheet import Sheet

    Draw = Callable[[Palette, tuple[float, float]], Sheet]

DOTS_PER_INCH = 124.0
"""At which the smallest text of a chart, 7 points, is 12 pixels high."""
_MM = 25.4


def chart_palette(tokens: Tokens) -> Palette:
    """The colours of a chart on a card of this theme."""
    from cxaudit.reports.brand.kit import Palette
    from cxaudit.reports.colours import mix

    c = tokens
    return Palette(
        block=c.accent,
        on_block=c.on_accent,
        on_block2=c.on_accent,
        title=c.text,
        text=c.accent,
        data=c.accent,
        tint=c.accent_soft,
        tint2=mix(c.accent, c.surface, 0.30),
        paper=c.surface,
        ink=c.text,
        ink2=c.muted,
        ink3=c.muted,
        rule=c.field,
        hair=c.line,
        panel=c.hover,
    )


class ChartView(QWidget):
    """Shows what `draw` makes for its size; the last picture stays until the next one is there.

    Nothing is drawn before the widget was first painted, and nothing while it cannot be seen.
    """

    drawn = Signal()
    failed = Signal(object)
    saved = Signal(object)
    """The path of the picture that was asked for."""

    def __init__(self, look: Look, name: str, least: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.picture: QImage | None = None
        self.setAccessibleName(name)
        self.setMinimumSize(least)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._draw: Draw | None = None
        self._unit = ""
        self._edition = 0
        self._shown: object = None
        self._job: worker.Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._begin)

    def set_chart(self, draw: Draw, said: str, unit: str) -> None:
        """Show another chart; `draw` makes it on a thread from colours and a size in mm.

        `unit` is what its figures are, for a picture that stands elsewhere.
        """
        self._draw, self._unit = draw, unit
        self._edition += 1
        self.setAccessibleDescription(said)
        self.update()

    def save(self, path: Path) -> None:
        """Write the chart under its name to a PNG or SVG on a thread, in the colours of paper."""
        draw, title, unit = self._draw, self.accessibleName(), self._unit
        if not draw:
            return
        dots = DOTS_PER_INCH * self.look.scale
        size = (self.width() / dots * _MM, self.height() / dots * _MM)

        def work(_: Progress) -> Path:
            from cxaudit.reports.charts.heading import put_heading
            from cxaudit.reports.charts.save import save_chart

            palette = chart_palette(LIGHT)
            with LOCK:
                chart = draw(palette, size)
                put_heading(chart, title, unit, palette)
                save_chart(chart.figure, path, title)
            return path

        worker.run(work, self.saved.emit, self.failed.emit, owner=self)

    def _wanted(self) -> object:
        return self._edition, self.size(), self.devicePixelRatioF()

    def _begin(self) -> None:
        if self._job or not self._draw or not self.isVisible() or self._shown == self._wanted():
            return
        draw, tokens = self._draw, self.look.tokens
        dots, ratio = DOTS_PER_INCH * self.look.scale, self.devicePixelRatioF()
        size = (self.width() / dots * _MM, self.height() / dots * _MM)

        def work(_: Progress) -> QImage:
            with LOCK:
                return image_of(draw(chart_palette(tokens), size).figure, dots, ratio)

        wanted = self._wanted()
        self._job = worker.run(work, lambda made: self._take(made, wanted), self._give_up, owner=self)

    def _take(self, made: QImage, wanted: object) -> None:
        self._job = None
        self.picture, self._shown = made, wanted
        self.update()
        self.drawn.emit()

    def _give_up(self, fault: Exception) -> None:
        self._job = None
        self._shown = self._wanted()
        self.failed.emit(fault)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown != self._wanted() and not self._timer.isActive():
            self._timer.start()
        if not self.picture:
            return
        painter = QPainter(self)
        side = self.picture.deviceIndependentSize().toSize()
        painter.drawImage(
            QPoint((self.width() - side.width()) // 2, (self.height() - side.height()) // 2), self.picture
        )
        painter.end()
