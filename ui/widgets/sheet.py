"""A dialog within the window: a card over a scrim."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.look import MARGIN, Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import Label
from ui.widgets.pressable import Pressable
from ui.widgets.scroll import Content, ScrollArea

WIDTH = 460


class Sheet(QWidget):
    """Covers the window of `over`; `body` takes what it asks, `buttons` the answers from left to right.

    Nothing under it can be reached. `closed` says True if it was accepted.
    """

    closed = Signal(bool)

    def __init__(self, look: Look, over: QWidget, question: str, text: str = "", width: int = WIDTH) -> None:
        super().__init__(over.window())
        self.look = look
        self._width = look.px(width)
        self._filling: tuple[ScrollArea, QWidget] | None = None
        before = self.window().focusWidget()
        # Beware: a strong reference to the window would destroy it from within our own end.
        self._before = weakref.ref(before) if before else lambda: None
        self.setAccessibleName(question)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = Card(look, parent=None)
        self.card.body.setSpacing(12)
        self.card.layout().setContentsMargins(20, 18, 20, 16)  # type: ignore[union-attr]
        self.title = Label(look, question, "object")
        self.card.add(self.title)
        if text:
            self.card.add(Label(look, text, colour="muted"))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.card.add(self.body)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.card.add(self.buttons)
        inside = Content()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(0)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.around = ScrollArea(look, inside)
        outer.addWidget(self.around)
        self.window().installEventFilter(self)

    def open(self, first: QWidget | None = None) -> None:
        """Show it with the focus on that widget, or on its first control."""
        self._fit()
        self.show()
        self.raise_()
        controls = self._controls()
        target = first or (controls[0] if controls else self)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, area: ScrollArea, inside: QWidget) -> None:
        """Make that part of the body as high as what is inside needs; only it scrolls where room is short."""
        self._filling = (area, inside)
        if self.isVisible():
            self._fit()

    def close_with(self, accepted: bool) -> None:
        """Take it away and give the focus back."""
        self.window().removeEventFilter(self)
        self.hide()
        before = self._before()
        if before and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit(accepted)
        self.deleteLater()

    def _fit(self) -> None:
        self.setGeometry(self.window().rect())
        self.card.setFixedWidth(min(self._width, self.width() - 2 * MARGIN))
        if self._filling:
            self._fit_part(*self._filling)

    def _fit_part(self, area: ScrollArea, inside: QWidget) -> None:
        outer, inner = self.card.layout(), inside.layout()
        if outer is None or inner is None:
            return
        area.setFixedHeight(1)
        outer.activate()
        width = self.card.width()
        margins = outer.contentsMargins()
        needed = inner.totalHeightForWidth(width - margins.left() - margins.right())
        room = self.height() - 2 * MARGIN - outer.totalHeightForWidth(width)
        area.setFixedHeight(max(self.look.px(120), min(needed, room)))

    def _controls(self) -> list[QWidget]:
        return [
            child
            for child in self.card.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(self) and child.isEnabled()
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fit()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:
        controls = self._controls()
        if controls:
            now = self.window().focusWidget()
            at = controls.index(now) if now in controls else -1
            step = 1 if next else -1
            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            controls[(at + step) % len(controls)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing goes to the page under it, but F9 must hide the window whatever is open."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_with(False)
        event.setAccepted(event.key() != Qt.Key.Key_F9)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shade = QColor(self.look.tokens.scrim)
        shade.setAlphaF(self.look.tokens.scrim_share)
        painter.fillRect(self.rect(), shade)
        painter.end()


def ask(
    over: QWidget,
    look: Look,
    question: str,
    text: str,
    verb: str,
    yes: Callable[[], None],
    no: Callable[[], None] | None = None,
    danger: bool = False,
) -> Sheet:
    """Ask before something that cannot be undone; with `danger` Enter means Cancel."""
    sheet = Sheet(look, over, question, text)
    cancel = SecondaryButton(look, look.tr("Cancel"))
    accept = PrimaryButton(look, verb, danger=danger)
    answers: tuple[Pressable, ...] = (cancel, accept)
    for button in answers:
        sheet.buttons.addWidget(button)
    cancel.clicked.connect(lambda: sheet.close_with(False))
    accept.clicked.connect(lambda: sheet.close_with(True))
    sheet.closed.connect(lambda accepted: yes() if accepted else no() if no else None)
    sheet.open(cancel if danger else accept)
    return sheet
