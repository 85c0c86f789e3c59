"""One criterion in two waves: both marks, its title, by how much it moved."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from cxaudit.analysis import waves_words as words
from cxaudit.analysis.waves import CriterionMove
from cxaudit.model import Rating
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.widgets.chips import ChipValue, chip_width, paint_chip
from ui.widgets.paint import CENTRE, RIGHT, paint_box, paint_line, paint_ring, paint_text, text_height
from ui.widgets.pressable import Pressable

_PAD = 10
_CHIP = 28


def chip_of(rating: Rating) -> ChipValue:
    """The mark as a chip shows it: what several visits come to is a mean."""
    mark = rating.mark
    return mark if mark is None or isinstance(mark, int | str) else float(mark)


class MoveRow(Pressable):
    """A press unfolds the notes under it."""

    def __init__(self, look: Look, move: CriterionMove, title: str) -> None:
        super().__init__(look, title)
        self.move_ = move
        self._open = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        difference = move.difference
        self._change = "" if difference is None else words.points(look.tr, difference)
        self._name()

    def _name(self) -> None:
        tr, move = self.look.tr, self.move_
        sides = ((tr("earlier wave"), move.before), (tr("later wave"), move.after))
        marks = [f"{side} {words.mark(tr, rating)}" for side, rating in sides]
        state = tr("notes shown") if self._open else tr("notes hidden")
        self.setAccessibleName(", ".join(s for s in (self.text(), *marks, self._change, state) if s))

    def set_open(self, is_open: bool) -> None:
        self._open = is_open
        self._name()
        self.update()

    # --- where everything is

    @property
    def words_left(self) -> int:
        """Where the title begins, from the left."""
        return _PAD + sum(self._chips()) + self.look.px(24) + 12

    def _chips(self) -> list[int]:
        side = self.look.px(_CHIP)
        return [chip_width(self.look, chip_of(r), side) for r in (self.move_.before, self.move_.after)]

    def _room(self, width: int) -> int:
        return width - self.words_left - _PAD - self.look.px(20 + 44) - 12

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title = text_height(self.text(), self.look.font(14, 500), self._room(width), 3)
        return max(TOUCH, title + 2 * _PAD)

    def sizeHint(self) -> QSize:
        wide = self.look.px(560)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(260), TOUCH)

    # --- paint

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, look = self.look.tokens, self.look
        if self.isDown() or self._open:
            paint_box(painter, rect, c.accent_soft if self.isDown() else c.hover, radius=10)
        elif self.hovered:
            paint_box(painter, rect, c.hover, radius=10)
        self._draw_chips(painter, rect)
        left, room, font = rect.x() + self.words_left, self._room(rect.width()), look.font(14, 500)
        tall = text_height(self.text(), font, room, 3)
        place = QRect(left, rect.y() + (rect.height() - tall) // 2, room, tall)
        paint_text(painter, place, self.text(), font, c.text, 3)
        side = look.px(20)
        right = rect.right() - _PAD
        change = QRect(left + room, rect.y(), right - side - 8 - left - room, rect.height())
        paint_line(painter, change, self._change, look.font(14, 600, True), c.text, RIGHT)
        mark = QRect(right - side, rect.center().y() - side // 2, side, side)
        paint_icon(painter, mark, "chevron-up" if self._open else "chevron-down", c.muted)
        if self.ring:
            paint_ring(painter, rect, look, 10)

    def _draw_chips(self, painter: QPainter, rect: QRect) -> None:
        look, side = self.look, self.look.px(_CHIP)
        left, top = rect.x() + _PAD, rect.y() + (rect.height() - side) // 2
        ratings = (self.move_.before, self.move_.after)
        arrow = look.px(24)
        for at, (rating, width) in enumerate(zip(ratings, self._chips(), strict=True)):
            if at:
                place = QRect(left, rect.y(), arrow, rect.height())
                paint_line(painter, place, "→", look.font(14), look.tokens.muted, CENTRE)
                left += arrow
            paint_chip(painter, QRect(left, top, width, side), look, chip_of(rating))
            left += width
