"""A growth zone in the list: its place, its points, its actions and how its index compares with the first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.look import Look
from ui.widgets.bars import paint_share
from ui.widgets.paint import CENTRE, RIGHT, paint_box, paint_line, paint_ring, paint_text, text_height
from ui.widgets.pressable import Pressable

_PAD = 8
_BAR = 6


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """What a row says; `share` is the part of the first zone's index."""

    place: str
    title: str
    points: str
    actions: str
    share: float
    pinned: bool = False
    robust: bool = False
    spoken: str = ""
    """What a screen reader adds."""


class ZoneRow(Pressable):
    """One press opens the zone."""

    def __init__(self, look: Look, words: ZoneWords, parent: QWidget | None = None) -> None:
        super().__init__(look, words.title, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._selected = False
        self.set_words(words)

    def set_words(self, words: ZoneWords) -> None:
        """Say something else."""
        self.words = words
        self.setText(words.title)
        said = (words.place, words.title, words.points, words.actions, words.spoken)
        self.setAccessibleName(", ".join(part for part in said if part))
        self.updateGeometry()
        self.update()

    @property
    def selected(self) -> bool:
        return self._selected

    def set_selected(self, selected: bool) -> None:
        self._selected = selected
        self.setAccessibleDescription(self.look.tr("selected") if selected else "")
        self.update()

    def _left(self) -> int:
        return _PAD + self.look.px(32)

    def _stacked(self, width: int) -> bool:
        """Whether points and actions need a line each."""
        metrics = self.look.metrics(12, 500)
        both = metrics.horizontalAdvance(self.words.points) + metrics.horizontalAdvance(self.words.actions)
        return both + 10 > width - self._left() - _PAD

    def _heights(self, width: int) -> tuple[int, int]:
        """Of the title and of the lines under it."""
        title = text_height(self.words.title, self.look.font(14, 600), width - self._left() - _PAD)
        return title, self.look.px(17) * (2 if self._stacked(width) and self.words.actions else 1)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width)) + 2 * self.look.px(11) + self.look.px(_BAR) + 6

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(240), self.heightForWidth(self.look.px(240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(160), self.look.px(66))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, look = self.look.tokens, self.look
        if self._selected or self.isDown():
            paint_box(painter, rect, c.accent_soft, radius=10)
        elif self.hovered:
            paint_box(painter, rect, c.hover, radius=10)
        title, lines = self._heights(rect.width())
        left, room = self._left(), rect.width() - self._left() - _PAD
        top = rect.y() + look.px(11)
        self._draw_place(painter, QRect(rect.x() + 2, top, left - 4, title + lines))
        font = look.font(14, 600 if self._selected else 400)
        spare = (title - text_height(self.words.title, font, room)) // 2
        high = paint_text(painter, QRect(left, top + spare, room, title), self.words.title, font, c.text)
        under = QRect(left, top + spare + high, room, look.px(17))
        small = look.font(12, 500)
        paint_line(painter, under, self.words.points, small, c.muted)
        if self._stacked(rect.width()):
            paint_line(painter, under.translated(0, look.px(17)), self.words.actions, small, c.muted)
        else:
            paint_line(painter, under, self.words.actions, small, c.muted, RIGHT)
        bar = QRect(left, top + title + lines + 6, room, look.px(_BAR))
        paint_share(painter, bar, look, self.words.share)
        if self.ring:
            paint_ring(painter, rect, look, 10)

    def _draw_place(self, painter: QPainter, rect: QRect) -> None:
        c, look = self.look.tokens, self.look
        ink = c.accent if self._selected else c.muted
        marks = [("pin", ink)] * self.words.pinned + [("circle-check", c.ok)] * self.words.robust
        side, line = look.px(14), look.px(18)
        top = rect.center().y() - (line + len(marks) * (side + 2)) // 2 + 1
        number = QRect(rect.x(), top, rect.width(), line)
        paint_line(painter, number, self.words.place, look.font(14, 600), ink, CENTRE)
        for at, (icon, colour) in enumerate(marks):
            left = rect.center().x() - side // 2 + 1
            where = QRect(left, top + line + at * (side + 2), side, side)
            paint_icon(painter, where, icon, colour)
