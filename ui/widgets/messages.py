"""Messages: a bar with one sentence, an empty place, lines that stand for what is loading."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import paint_icon
from ui.look import Look
from ui.theme import Kind
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box

_ICONS: dict[Kind, str] = {
    "accent": "info",
    "quiet": "info",
    "solid": "info",
    "ok": "circle-check",
    "warn": "triangle-alert",
    "danger": "octagon-alert",
}


class Picture(QWidget):
    """An icon that says nothing by itself."""

    def __init__(
        self, look: Look, icon: str, role: str = "text", size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._icon, self._colour = icon, look.colour(role)
        self.setFixedSize(look.px(size), look.px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self._icon, self._colour)
        painter.end()


class MessageBar(QWidget):
    """A sentence with its icon, at most one link, and a cross if it may be put away."""

    closed = Signal()

    def __init__(
        self,
        look: Look,
        kind: Kind,
        sentence: str,
        link: str = "",
        act: Callable[[], None] | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.kind, self.sentence = look, kind, sentence
        self.setAccessibleName(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(Picture(look, _ICONS[kind], "accent" if kind in ("accent", "quiet", "solid") else kind))
        words = Label(look, sentence)
        words.setContentsMargins(0, 8, 0, 8)
        row.addWidget(words, 1)
        self.link = LinkButton(look, link) if link else None
        if self.link:
            self.link.clicked.connect(lambda: act() if act else None)
            row.addWidget(self.link)
        if closable:
            cross = IconButton(look, "x", look.tr("Close message"), framed=False)
            cross.clicked.connect(self.closed)
            row.addWidget(cross)
        row.addStrut(max(36, look.px(32)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.pair(self.kind)[0], radius=10)
        painter.end()


_MEASURE = 560
"""The longest line of a text that stands alone."""


class EmptyState(QWidget):
    """What stands where there is nothing yet: icon, one sentence, one more line, up to two buttons."""

    def __init__(
        self,
        look: Look,
        icon: str,
        sentence: str,
        note: str = "",
        first: QWidget | None = None,
        second: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(Picture(look, icon, "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Label(look, sentence, "fact", "text")
        for label in (self.sentence, Label(look, note, "body", "muted")):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(look.px(_MEASURE))
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, _MEASURE)
            line.addStretch(1)
            column.addLayout(line)
            label.setVisible(bool(label.text()))
        buttons = FlowLayout(gap=8, centred=True)
        for button in (first, second):
            if button:
                buttons.addWidget(button)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(3)


class Skeleton(QWidget):
    """Grey lines where text will be; show it only when loading takes longer than 300 ms."""

    def __init__(self, look: Look, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._lines = lines
        self.setAccessibleName(look.tr("Loading"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, self._lines * self.look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self.look.px(12)
        for i in range(self._lines):
            wide = self.width() * (3 if i % 2 == 0 else 2) // 4
            paint_box(
                painter, QRect(0, i * self.look.px(20), wide, high), self.look.tokens.line, radius=high / 2
            )
        painter.end()
