"""A criterion with what two auditors gave it, and what each wrote."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit.analysis.agreement import Difference
from cxaudit.model import Audit
from ui.look import Look
from ui.widgets.chips import paint_chip
from ui.widgets.paint import CENTRE, paint_box, paint_chevron, paint_line, paint_ring, paint_text, text_height
from ui.widgets.pressable import Pressable

_PAD = 10
_GAP = 12
_CHIP = 28
_LINES = 40
"""Of a note: that of B can be read nowhere else while A is open."""
_SIDE_BY_SIDE = 620
"""From this width of the words on the notes stand beside each other."""


@dataclass(frozen=True, slots=True)
class Views:
    """What A and B gave a criterion and wrote about it."""

    found: Difference
    title: str
    notes: tuple[str, str]


def views(found: Difference, a: Audit, b: Audit, look: Look) -> Views:
    """The two views of one criterion."""
    title = f"{found.criterion} {a.framework.criteria[found.criterion].title[look.tr.lang]}"
    return Views(found, title, (a.rating(found.criterion).note, b.rating(found.criterion).note))


class CriterionRow(Pressable):
    """One press opens the criterion in the open audit."""

    def __init__(self, look: Look, said: Views, parent: QWidget | None = None) -> None:
        super().__init__(look, said.title, parent)
        self.said = said
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._notes = [self._note(side, note) for side, note in zip("AB", said.notes, strict=True)]
        self.setAccessibleName(self._spoken())

    def _note(self, side: str, note: str) -> str:
        said = note.strip() or self.look.tr("no note")
        return f"{side}: {said}"

    def _spoken(self) -> str:
        tr, found = self.look.tr, self.said.found
        marks = [f"A {found.a}", f"B {found.b}"]
        apart = tr.plural("{n} point apart", "{n} points apart", found.size)
        return ", ".join([self.said.title, *marks, apart, *self._notes])

    # --- where everything is

    def _left(self) -> int:
        return _PAD + 2 * self.look.px(_CHIP) + 8 + _GAP

    def _room(self, width: int) -> int:
        return width - self._left() - _PAD - self.look.px(20) - 8

    def _beside(self, width: int) -> bool:
        return self._room(width) >= self.look.px(_SIDE_BY_SIDE)

    def _note_room(self, width: int) -> int:
        room = self._room(width)
        return (room - _GAP * 2) // 2 if self._beside(width) else room

    def _heights(self, width: int) -> tuple[int, int, int]:
        """Of the title and of both notes."""
        small, room = self.look.font(13), self._note_room(width)
        title = text_height(self.text(), self.look.font(14, 600), self._room(width))
        a, b = (text_height(note, small, room, _LINES) for note in self._notes)
        return title, a, b

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title, a, b = self._heights(width)
        notes = max(a, b) if self._beside(width) else a + 2 + b
        chips = self.look.px(_CHIP) + self.look.px(17)
        return max(title + 3 + notes, chips) + 2 * _PAD

    def sizeHint(self) -> QSize:
        wide = self.look.px(600)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(260), self.look.px(64))

    # --- paint

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, look = self.look.tokens, self.look
        if self.isDown():
            paint_box(painter, rect, c.accent_soft, radius=10)
        elif self.hovered:
            paint_box(painter, rect, c.hover, radius=10)
        self._draw_chips(painter, rect)
        left, room = rect.x() + self._left(), self._room(rect.width())
        title, a, b = self._heights(rect.width())
        top = rect.y() + _PAD
        paint_text(painter, QRect(left, top, room, title), self.text(), look.font(14, 600), c.text)
        top, half, small = top + title + 3, self._note_room(rect.width()), look.font(13)
        beside = self._beside(rect.width())
        second = (left + half + 2 * _GAP, top) if beside else (left, top + a + 2)
        for note, (x, y), high in zip(self._notes, ((left, top), second), (a, b), strict=True):
            paint_text(painter, QRect(x, y, half, high), note, small, c.muted, _LINES)
        paint_chevron(painter, rect.adjusted(0, 0, -_PAD, 0), look)
        if self.ring:
            paint_ring(painter, rect, look, 10)

    def _draw_chips(self, painter: QPainter, rect: QRect) -> None:
        look, side, line = self.look, self.look.px(_CHIP), self.look.px(17)
        found = self.said.found
        for at, (name, mark) in enumerate((("A", found.a), ("B", found.b))):
            left = rect.x() + _PAD + at * (side + 8)
            over = QRect(left, rect.y() + _PAD - 2, side, line)
            paint_line(painter, over, name, look.font(12, 500), look.tokens.muted, CENTRE)
            paint_chip(painter, QRect(left, rect.y() + _PAD + line, side, side), look, mark)
