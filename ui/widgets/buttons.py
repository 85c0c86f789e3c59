"""Buttons: primary, secondary, link, icon, filter."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.widgets.letters import width_of
from ui.widgets.paint import CENTRE, paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable


class Lettered(Pressable):
    """A button of an icon and a word; `fold` leaves the icon alone."""

    weight = 500
    pad = 16

    def __init__(self, look: Look, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, text, parent)
        self._icon = icon
        self._folded = False

    def fold(self, folded: bool) -> None:
        """Show only the icon where room is short; the word becomes the tip."""
        before, self._folded = self._folded, folded and bool(self._icon)
        if before or self._folded:
            self.setToolTip(self.text() if self._folded else "")
        if before != self._folded:
            self.updateGeometry()
            self.update()

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._folded:
            return QSize(TOUCH, TOUCH)
        width = width_of(self.text(), self.look.font(14, self.weight)) + 2 * self.pad
        icon = self.look.px(20) + 8 if self._icon else 0
        return QSize(max(TOUCH, width + icon), max(TOUCH, self.look.px(30)))

    def draw_word(self, painter: QPainter, rect: QRect, ink: str) -> None:
        """The icon and the word, together in the middle."""
        side = self.look.px(20)
        word = 0 if self._folded else width_of(self.text(), self.look.font(14, self.weight))
        whole = min(rect.width(), word + (side if self._icon else 0) + (8 if self._icon and word else 0))
        left = rect.x() + (rect.width() - whole) // 2
        if self._icon:
            self.draw_icon(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), ink)
            left += side + 8
        if word:
            place = QRect(left, rect.y(), rect.right() - left + 1, rect.height())
            paint_line(painter, place, self.text(), self.look.font(14, self.weight), ink)

    def draw_icon(self, painter: QPainter, rect: QRect, ink: str) -> None:
        paint_icon(painter, rect, self._icon, ink)


class PrimaryButton(Lettered):
    """The one main act of a page or a dock."""

    weight = 600
    pad = 18

    def __init__(
        self, look: Look, text: str, icon: str = "", danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, icon, parent)
        self._danger = danger
        self._angle = 0
        self._spin = QTimer(self)
        self._spin.setInterval(60)
        self._spin.timeout.connect(self._turn)

    def set_busy(self, busy: bool) -> None:
        """Show that the work is under way: a turning circle at the same width, no second press."""
        self.setEnabled(not busy)
        if busy:
            self._spin.start()
        else:
            self._spin.stop()
        self.update()

    @property
    def busy(self) -> bool:
        return self._spin.isActive()

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        fill, ink = (c.danger if self._danger else c.accent), c.on_accent
        if self.hovered or self.isDown():
            fill = QColor(c.danger).darker(115).name() if self._danger else c.accent_hover
        if not self.isEnabled() and not self.busy:
            fill, ink = c.off_bg, c.off_text
        paint_box(painter, rect, fill, c.text if self.ring else "", 10, 2)
        if self.busy and not self._icon:
            self.draw_icon(painter, rect, ink)
        else:
            self.draw_word(painter, rect, ink)

    def _turn(self) -> None:
        self._angle = (self._angle + 20) % 360
        self.update()

    def draw_icon(self, painter: QPainter, rect: QRect, ink: str) -> None:
        if not self.busy:
            super().draw_icon(painter, rect, ink)
            return
        side = self.look.px(18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        circle = QRect(rect.center().x() - side // 2, rect.center().y() - side // 2, side, side)
        painter.drawArc(circle, -self._angle * 16, 280 * 16)


class SecondaryButton(Lettered):
    """Any other act; `danger` writes the word in red."""

    def __init__(
        self, look: Look, text: str, icon: str = "", danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, icon, parent)
        self._danger = danger
        if danger:
            self.weight = 600

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        fill, border, ink = c.surface, c.line, (c.danger if self._danger else c.text)
        if not self.isEnabled():
            fill, ink = c.off_bg, c.off_text
        elif self.isDown() or self.isChecked():
            fill = c.accent_soft
        elif self.hovered:
            fill = c.hover
        paint_box(painter, rect, fill, c.accent if self.ring else border, 10, 2 if self.ring else 1)
        self.draw_word(painter, rect, ink)


class FurtherButton(SecondaryButton):
    """Asks for the next of a long list, `at_once` of them; there while any is left."""

    def __init__(self, look: Look, at_once: int) -> None:
        super().__init__(look, "")
        self._at_once = at_once

    def offer(self, left: int, total: int) -> None:
        """Say how many the next press shows."""
        said = self.look.tr("Show {n} more of {total}", n=min(left, self._at_once), total=total)
        self.setText(said)
        self.setAccessibleName(said)
        self.updateGeometry()
        self.setVisible(left > 0)


class LinkButton(Lettered):
    """A word in the accent colour that does something."""

    weight = 600
    pad = 8

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        inner = rect.adjusted(0, 4, 0, -4)
        if self.isDown():
            paint_box(painter, inner, c.accent_soft, radius=8)
        elif self.hovered:
            paint_box(painter, inner, c.hover, radius=8)
        self.draw_word(painter, rect, c.accent if self.isEnabled() else c.off_text)
        if self.ring:
            paint_ring(painter, inner, self.look, 8)


class IconButton(Pressable):
    """A square with an icon; its name is the tip and what a screen reader says."""

    def __init__(
        self, look: Look, icon: str, name: str, framed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, name, parent)
        self._icon = icon
        self._framed = framed
        self.setToolTip(name)

    @property
    def icon_name(self) -> str:
        return self._icon

    def set_icon(self, icon: str, name: str) -> None:
        if (icon, name) == (self._icon, self.text()):
            return
        self._icon = icon
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        fill = c.surface if self._framed else ""
        if not self.isEnabled():
            fill = c.off_bg if self._framed else ""
        elif self.isDown() or self.isChecked():
            fill = c.accent_soft
        elif self.hovered:
            fill = c.hover
        border = c.accent if self.ring else (c.line if self._framed else "")
        paint_box(painter, rect, fill, border, 10, 2 if self.ring else 1)
        side = min(self.look.px(22), rect.width() - 12)
        where = QRect(rect.center().x() - side // 2 + 1, rect.center().y() - side // 2 + 1, side, side)
        paint_icon(painter, where, self._icon, c.text if self.isEnabled() else c.off_text)


class FilterChip(Pressable):
    """A filter that carries its count: `In the field 2`; checkable, in a group if the page wants one."""

    def __init__(
        self, look: Look, text: str, count: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, text, parent)
        self._word = text
        self.setCheckable(True)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        said = self._word if count is None else f"{self._word} {count}"
        self.setText(said)
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = width_of(self.text(), self.look.font(14, 600)) + 34
        return QSize(max(TOUCH, width), max(TOUCH, self.look.px(30)))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        on = self.isChecked()
        fill, ink = (c.accent_soft, c.accent) if on else (c.surface, c.text)
        if not self.isEnabled():
            fill, ink = c.off_bg, c.off_text
        elif self.isDown():
            fill = c.accent_soft
        elif self.hovered and not on:
            fill = c.hover
        border = c.accent if on or self.ring else c.line
        paint_box(painter, rect, fill, border, rect.height() / 2, 2 if self.ring else 1)
        paint_line(painter, rect, self.text(), self.look.font(14, 600 if on else 400), ink, CENTRE)
