"""A finger scrolls what it is drawn over; the mouse does what it always did."""

from __future__ import annotations

import weakref

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScroller, QScrollerProperties, QWidget

_FAR = QPointF(-100_000, -100_000)


class FingerScroll(QObject):
    """Scrolls a viewport by touch.

    Qt makes mouse events of a touch as well, and a button that scrolls along under the finger would
    take its lifting for a click. So whatever was pressed is let go of when the drawing begins.
    """

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
        scroller = QScroller.scroller(viewport)
        scroller.setScrollerProperties(_without_overshoot(scroller.scrollerProperties()))
        scroller.stateChanged.connect(self._follow)
        # The mouse event of the lifting comes within the same turn, but after the scroller is done.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self._watch(False))
        self._pressed: weakref.ref[QObject] | None = None
        self._watching = self._drawn = False

    def _follow(self, state: QScroller.State) -> None:
        if state == QScroller.State.Pressed:
            self._soon.stop()
            self._watch(True)
        elif state == QScroller.State.Dragging:
            self._let_go()
        elif state == QScroller.State.Inactive:
            self._soon.start()

    def _watch(self, on: bool) -> None:
        app = QApplication.instance()
        if app and on != self._watching:
            (app.installEventFilter if on else app.removeEventFilter)(self)
        self._watching, self._drawn, self._pressed = on, False, None

    def _let_go(self) -> None:
        pressed = self._pressed() if self._pressed else None
        if self._watching and pressed and shiboken6.isValid(pressed):
            left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
            away = QMouseEvent(
                QEvent.Type.MouseButtonRelease, _FAR, _FAR, left, none, Qt.KeyboardModifier.NoModifier
            )
            QApplication.sendEvent(pressed, away)
        self._drawn = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or not watched.isWidgetType():
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = self._pressed or weakref.ref(watched)
        elif self._drawn and event.type() == QEvent.Type.MouseButtonRelease:
            self._watch(False)
            return True
        return self._drawn and event.type() == QEvent.Type.MouseMove


def _without_overshoot(properties: QScrollerProperties) -> QScrollerProperties:
    """Stop at the ends: what lies beyond them is not painted."""
    metrics, off = QScrollerProperties.ScrollMetric, QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    for metric in (metrics.HorizontalOvershootPolicy, metrics.VerticalOvershootPolicy):
        properties.setScrollMetric(metric, off)
    return properties
