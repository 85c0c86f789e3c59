"""Plain text and pills."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.look import Look
from ui.theme import Kind
from ui.widgets.paint import PILL_HEIGHT, paint_pill, paint_text, pill_width, text_height

Role = Literal["caption", "second", "body", "strong", "title", "fact", "object", "number", "headline"]

_FONTS: dict[Role, tuple[int, int]] = {
    "caption": (12, 500),
    "second": (13, 400),
    "body": (14, 400),
    "strong": (14, 600),
    "title": (15, 600),
    "fact": (18, 600),
    "object": (20, 600),
    "number": (26, 600),
    "headline": (44, 600),
}
_MUTED = ("caption", "second")
_ALL = 100_000
"""More lines than any text has that is shown."""


def plain_tip(text: str) -> str:
    """A tip that shows what people typed to the letter: Qt would read their `<b>` or `<img>` as markup."""
    return f"<span>{html.escape(text)}</span>" if text else ""


class Label(QLabel):
    """Plain text in one of the type sizes; wraps unless told not to.

    `colour` names a token; captions and second lines are muted, all else is `text`.
    """

    def __init__(
        self,
        look: Look,
        text: str = "",
        role: Role = "body",
        colour: str = "",
        wrap: bool = True,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(*_FONTS[role], tabular=tabular))
        self.set_colour(colour or ("muted" if role in _MUTED else "text"))
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def set_colour(self, role: str) -> None:
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, self.look.ink(role))
        self.setPalette(colours)


class Paragraph(Label):
    """Wrapped text, after an icon if one is named, as wide as there is room.

    It keeps where its lines break: a plain label breaks them anew for every size that a layout asks for,
    and again for every painting.
    """

    def __init__(
        self, look: Look, text: str = "", role: Role = "body", colour: str = "", icon: str = ""
    ) -> None:
        self._icon, self._side = icon, look.px(16)
        super().__init__(look, text, role, colour)

    @property
    def _left(self) -> int:
        return self._side + 6 if self._icon else 0

    def heightForWidth(self, width: int) -> int:
        tall = text_height(self.text(), self.font(), width - self._left, _ALL)
        return max(tall, self._side if self._icon else 0)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(240), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(60), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self.palette().color(QPalette.ColorRole.WindowText).name()
        room = self.rect().adjusted(self._left, 0, 0, 0)
        paint_text(painter, room, self.text(), self.font(), ink, _ALL, half_way=True)
        if self._icon:
            paint_icon(painter, QRect(0, 0, self._side, self._side), self._icon, ink)
        painter.end()


class ElidedLabel(Label):
    """One line that ends in dots where there is no room; the tip then says it whole."""

    def __init__(self, look: Look, text: str = "", role: Role = "body", colour: str = "") -> None:
        super().__init__(look, text, role, colour, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return whole.boundedTo(QSize(self.fontMetrics().averageCharWidth() * 6, whole.height()))

    def _said(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._said() != self.text() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), self._said())
        painter.end()


class Pill(QWidget):
    """A state in a word or two; not clickable."""

    def __init__(
        self, look: Look, text: str, kind: Kind = "quiet", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text, self.kind, self.icon = text, kind, icon
        self.setAccessibleName(text)

    def set_pill(self, text: str, kind: Kind = "quiet", icon: str = "") -> None:
        if (text, kind, icon) == (self.text, self.kind, self.icon):
            return
        self.text, self.kind, self.icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self.look, self.text, self.icon), self.look.px(PILL_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, 0, self.height() // 2, self.look, self.text, self.kind, self.icon)
        painter.end()


class Line(QWidget):
    """A divider."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), 1), self.look.ink("line"))
        painter.end()
