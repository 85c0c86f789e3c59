"""The stopwatch in the title bar: what runs, wherever in the window the auditor is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from cxaudit.timing import durations
from cxaudit.timing.stopwatch import Watch
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.stopwatch.stopwatches import Stopwatches
from ui.widgets.paint import paint_box, paint_line
from ui.widgets.pressable import Pressable


class StopwatchButton(Pressable):
    """Blue while time is counted, amber at a pause, red once it seems forgotten; it never makes a sound.

    Without a watch it is there where one could be started out of sight. `went` carries a Watch.
    """

    went = Signal(object)

    def __init__(self, look: Look, watches: Stopwatches, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Stopwatch"), parent)
        self._watches = watches
        self._time = ""
        self.clicked.connect(self._open)
        watches.changed.connect(self.refresh)
        watches.ticked.connect(self._tick)
        self.refresh()

    @property
    def watch(self) -> Watch | None:
        """The one that is shown: that which was started last of those that count, else of all."""
        running = self._watches.running
        return next((w for w in reversed(running) if not w.pausing), running[-1] if running else None)

    def refresh(self) -> None:
        """Show what runs now, or nothing."""
        self._tick()
        self.setVisible(bool(self._watches.running or self._watches.offered))
        self.setToolTip(self._said())
        self.setAccessibleName(self._said())

    def sizeHint(self) -> QSize:
        if not self._time:
            return QSize(TOUCH, TOUCH)
        widest = "".join("0" if letter.isdigit() else letter for letter in self._time)
        width = QFontMetrics(self.look.font(14, 600, tabular=True)).horizontalAdvance(widest)
        return QSize(width + self.look.px(20) + 8 + 32, max(TOUCH, self.look.px(30)))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, watch = self.look.tokens, self.watch
        side = self.look.px(20)
        if watch is None:
            fill = c.accent_soft if self.isDown() else c.hover if self.hovered else c.surface
            paint_box(painter, rect, fill, c.accent if self.ring else c.line, 10, 2 if self.ring else 1)
            paint_icon(
                painter,
                QRect(rect.center().x() - side // 2 + 1, self._top(side), side, side),
                "timer",
                c.text,
            )
            return
        fill, ink = self._colours(watch)
        paint_box(painter, rect, fill, c.text if self.ring else "", 10, 2)
        paint_icon(
            painter, QRect(16, self._top(side), side, side), "pause" if watch.pausing else "timer", ink
        )
        place = rect.adjusted(16 + side + 8, 0, 0, 0)
        paint_line(painter, place, self._time, self.look.font(14, 600, tabular=True), ink)

    def _top(self, side: int) -> int:
        return self.rect().center().y() - side // 2 + 1

    def _colours(self, watch: Watch) -> tuple[str, str]:
        c = self.look.tokens
        if watch.pausing:
            return c.warn_soft, c.warn
        if self._watches.is_forgotten(watch):
            return c.danger_soft, c.danger
        return (c.accent_hover if self.hovered or self.isDown() else c.accent), c.on_accent

    def _tick(self) -> None:
        watch, before = self.watch, self._time
        self._time = durations.said(self._watches.elapsed(watch), self.look.tr) if watch else ""
        if len(before) != len(self._time):
            self.updateGeometry()
        if before != self._time or watch:
            self.update()

    def _said(self) -> str:
        watch, tr = self.watch, self.look.tr
        if not watch:
            return tr("Stopwatch (T)")
        said = tr("Stopwatch of {criterion}: show", criterion=watch.criterion)
        if more := len(self._watches.running) - 1:
            said += tr.plural(", and {n} more", ", and {n} more", more)
        return said

    def _open(self) -> None:
        running = self._watches.running
        if len(running) > 1:
            self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))
        elif running:
            self.went.emit(running[0])
        elif self._watches.offered:
            self._watches.asked.emit(self._watches.offered)

    def menu(self) -> QMenu:
        """Every watch, to go to its criterion."""
        menu = QMenu(self)
        menu.setFont(self.look.font())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for watch in self._watches.running:
            time = durations.said(self._watches.elapsed(watch), self.look.tr)
            said = " · ".join(part for part in (watch.criterion, watch.label, time) if part)
            action = QAction(
                self.look.icon("pause" if watch.pausing else "timer"), said.replace("&", "&&"), menu
            )
            action.triggered.connect(lambda _=False, watch=watch: self.went.emit(watch))
            menu.addAction(action)
        return menu
