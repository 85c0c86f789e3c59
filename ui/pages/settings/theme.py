"""The three themes as little pictures of the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from cxaudit.settings import THEMES, Theme
from ui.look import Look
from ui.theme import DARK, LIGHT, Tokens
from ui.widgets.paint import CENTRE, paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable

_HALVES: dict[Theme, tuple[Tokens, Tokens]] = {
    "system": (LIGHT, DARK),
    "light": (LIGHT, LIGHT),
    "dark": (DARK, DARK),
}


class ThemePicture(Pressable):
    """A theme to choose: the window in its colours, half and half where the system decides."""

    def __init__(self, look: Look, name: Theme, text: str) -> None:
        super().__init__(look, text)
        self._name = name
        self.setCheckable(True)
        self.setAccessibleName(look.tr("Theme: {name}", name=text))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        word = self.look.metrics(14, 600).horizontalAdvance(self.text()) + 8
        return QSize(max(self.look.px(96), word), self.look.px(66) + self.look.px(28))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, on = self.look.tokens, self.isChecked()
        frame = QRect(rect.x(), rect.y(), rect.width(), self.look.px(66))
        left, right = _HALVES[self._name]
        half = frame.width() // 2
        for tokens, part in (
            (left, QRect(frame.x(), frame.y(), half, frame.height())),
            (right, QRect(frame.x() + half, frame.y(), frame.width() - half, frame.height())),
        ):
            painter.save()
            painter.setClipRect(part)
            _paint_window(painter, frame.adjusted(1, 1, -1, -1), tokens, self.look.scale)
            painter.restore()
        paint_box(painter, frame, border=c.accent if on else c.line, radius=10, width=2 if on else 1)
        if self.ring:
            paint_ring(painter, frame.adjusted(4, 4, -4, -4), self.look, 7)
        words = QRect(rect.x(), frame.bottom() + 1, rect.width(), rect.bottom() - frame.bottom())
        ink = c.accent if on else c.text
        paint_line(painter, words, self.text(), self.look.font(14, 600 if on else 400), ink, CENTRE)


def _paint_window(painter: QPainter, rect: QRect, c: Tokens, scale: float) -> None:
    """A page with a bar, a card, two lines and a button."""
    paint_box(painter, rect, c.bg, radius=9)
    paint_box(painter, QRect(rect.x(), rect.y(), rect.width(), rect.height() // 5), c.surface, radius=9)
    card = rect.adjusted(rect.width() // 8, rect.height() // 3, -rect.width() // 8, -5)
    paint_box(painter, card, c.surface, c.line, 5)
    left, line, step = card.x() + 8, card.width() - 16, round(9 * scale)
    for i, (share, ink) in enumerate(((0.7, c.text), (0.5, c.muted))):
        paint_box(
            painter,
            QRect(left, card.y() + step // 2 + 2 + i * step, round(line * share), step // 2),
            ink,
            radius=2,
        )
    button = QRect(left, card.y() + 3 * step - 1, line // 3, step)
    paint_box(painter, button, c.accent, radius=3)


class ThemeChoice(QWidget):
    """One of the three themes; arrow keys go from one to the next."""

    chosen = Signal(object)

    def __init__(self, look: Look, value: Theme) -> None:
        super().__init__()
        tr = look.tr
        words: dict[Theme, str] = {
            "system": tr("Same as system"),
            "light": tr("Light"),
            "dark": tr("Dark"),
        }
        self.setAccessibleName(tr("Theme"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        group = QButtonGroup(self)
        self.pictures: dict[Theme, ThemePicture] = {}
        for name in THEMES:
            picture = ThemePicture(look, name, words[name])
            picture.setChecked(name == value)
            picture.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            group.addButton(picture)
            row.addWidget(picture)
            self.pictures[name] = picture

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        pictures = list(self.pictures.values())
        at = next((i for i, picture in enumerate(pictures) if picture.hasFocus()), None)
        if step is None or at is None or event.modifiers():
            event.ignore()
            return
        there = pictures[(at + step) % len(pictures)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        there.click()
