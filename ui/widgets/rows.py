"""A row of a short list."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.theme import Kind
from ui.widgets.chips import ChipValue, chip_says, chip_width, paint_chip
from ui.widgets.paint import (
    paint_box,
    paint_chevron,
    paint_pill,
    paint_ring,
    paint_text,
    pill_width,
    text_height,
)
from ui.widgets.pressable import Pressable

_PAD = 10
_NOTHING = object()


class ListRow(Pressable):
    """A whole row to press: mark, title of up to 2 lines, muted line, pill, chevron.

    `mark` is an icon name, `chip` a score; `kind` colours the mark and, with `soft`, the row's background.
    """

    def __init__(
        self,
        look: Look,
        title: str,
        note: str = "",
        icon: str = "",
        icon_role: str = "muted",
        chip: ChipValue | object = _NOTHING,
        pill: tuple[Kind, str] | None = None,
        chevron: bool = True,
        soft: str = "",
        note_above: bool = False,
        note_lines: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, title, parent)
        self._note, self._icon, self._icon_role = note, icon, icon_role
        self._chip, self._pill, self._chevron = chip, pill, chevron
        self._soft, self._note_above, self._note_lines = soft, note_above, note_lines
        self._selected = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    def _name(self) -> None:
        words = [self.text(), self._note]
        if self._chip is not _NOTHING:
            words.append(chip_says(self.look, self._chip))  # type: ignore[arg-type]
        if self._pill:
            words.append(self._pill[1])
        self.setAccessibleName(", ".join(word for word in words if word))

    @property
    def selected(self) -> bool:
        return self._selected

    def set_selected(self, selected: bool) -> None:
        self._selected = selected
        self.update()

    def set_row(
        self,
        title: str,
        note: str = "",
        chip: ChipValue | object = _NOTHING,
        pill: tuple[Kind, str] | None = None,
    ) -> None:
        """Say something else; what is not given goes."""
        self.setText(title)
        self._note, self._chip, self._pill = note, chip, pill
        self._name()
        self.updateGeometry()
        self.update()

    def _left(self) -> int:
        if self._chip is not _NOTHING:
            return _PAD + chip_width(self.look, self._chip, self.look.px(28)) + 12  # type: ignore[arg-type]
        return _PAD + self.look.px(20) + 10 if self._icon else _PAD

    def _right(self) -> int:
        right = _PAD + (self.look.px(20) + 8 if self._chevron else 0)
        return right + (pill_width(self.look, self._pill[1]) + 8 if self._pill else 0)

    def _heights(self, width: int, heavy: bool) -> tuple[int, int]:
        room = width - self._left() - self._right()
        title = text_height(self.text(), self.look.font(14, 600 if heavy else 400), room)
        return title, text_height(self._note, self.look.font(12, 500), room, self._note_lines)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as it is when it is selected, so that nothing moves then."""
        return max(TOUCH, sum(self._heights(width, True)) + 18)

    def sizeHint(self) -> QSize:
        width = self.look.metrics(14, 600).horizontalAdvance(self.text()) + self._left() + self._right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left() + self._right() + self.look.px(60), TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        fill = getattr(c, self._soft) if self._soft else ""
        if self._selected or self.isDown():
            fill = c.accent_soft
        elif self.hovered:
            fill = fill or c.hover
        paint_box(painter, rect, fill, radius=10)
        self._draw_mark(painter, rect)
        self._draw_words(painter, rect)
        right = rect.right() - _PAD + 1
        if self._chevron:
            paint_chevron(painter, rect.adjusted(0, 0, -_PAD, 0), self.look)
            right -= self.look.px(20) + 8
        if self._pill:
            kind, said = self._pill
            left = right - pill_width(self.look, said)
            on_colour = self._selected or bool(self._soft)
            paint_pill(painter, left, rect.center().y() + 1, self.look, said, kind, on_selected=on_colour)
        if self.ring:
            paint_ring(painter, rect, self.look, 10)

    def _draw_mark(self, painter: QPainter, rect: QRect) -> None:
        if self._chip is not _NOTHING:
            high = self.look.px(28)
            wide = chip_width(self.look, self._chip, high)  # type: ignore[arg-type]
            where = QRect(_PAD, rect.center().y() - high // 2 + 1, wide, high)
            paint_chip(painter, where, self.look, self._chip)  # type: ignore[arg-type]
        elif self._icon:
            side = self.look.px(20)
            where = QRect(_PAD, rect.center().y() - side // 2 + 1, side, side)
            paint_icon(painter, where, self._icon, self.look.colour(self._icon_role))

    def _draw_words(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        title, note = self._heights(rect.width(), self._selected)
        top = rect.y() + (rect.height() - title - note) // 2
        left, room = self._left(), rect.width() - self._left() - self._right()
        ink = c.text if self.isEnabled() else c.off_text
        title_top, note_top = (top + note, top) if self._note_above else (top, top + title)
        font = self.look.font(14, 600 if self._selected else 400)
        paint_text(painter, QRect(left, title_top, room, title), self.text(), font, ink)
        if self._note:
            muted = c.text if self._soft else c.muted
            where, font = QRect(left, note_top, room, note), self.look.font(12, 500)
            paint_text(painter, where, self._note, font, muted, self._note_lines)
