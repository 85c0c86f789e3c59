"""Score chips: a mark of 0-5, N, U, empty, a mean, or no score."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import Look
from ui.theme import score_step
from ui.widgets.paint import CENTRE, paint_box, paint_kept, paint_line

DASH: Final = "dash"
"""No score is published; the reason stands beside the chip in words."""

ChipValue = int | float | Fraction | str | None
"""int 0-5, "N", "U", None = empty, float or Fraction = a mean, DASH = not published."""
_MEAN = (float, Fraction)
_DOT = 9


def chip_width(look: Look, value: ChipValue, height: int) -> int:
    """Means and dashes are wider than they are high."""
    wide = isinstance(value, _MEAN) or value == DASH
    return max(height, look.metrics(13, 600).horizontalAdvance("0,00") + look.px(16)) if wide else height


def paint_chip(painter: QPainter, rect: QRect, look: Look, value: ChipValue, draft: bool = False) -> None:
    """A chip that fills the rectangle; a draft has a dot at its top right."""
    c = look.tokens
    name = f"chip {value!r} {look.tr.lang} {look.scale} {c.dark}"
    paint_kept(painter, rect, name, partial(_draw_chip, look=look, value=value))
    if draft:
        around = QRect(rect.right() - _DOT + 1, rect.top() - 1, _DOT + 2, _DOT + 2)
        dot = partial(_draw_dot, edge=c.surface, fill=c.warn)
        paint_kept(painter, around, f"dot {c.surface} {c.warn}", dot)


def _draw_chip(painter: QPainter, rect: QRect, look: Look, value: ChipValue) -> None:
    c = look.tokens
    radius = 0.28 * rect.height()
    if value is None:
        paint_box(painter, rect, "", c.field, radius, 1.5, dashed=True)
    elif isinstance(value, str):
        paint_box(painter, rect, c.hover if value == DASH else c.off_bg, radius=radius)
        said, ink = ("\u2014", c.muted) if value == DASH else (value, c.text)
        paint_line(painter, rect, said, look.font(13, 600), ink, CENTRE)
    else:
        mean = isinstance(value, _MEAN)
        paint_box(painter, rect, c.scores[score_step(float(value))], radius=radius)
        size = 13 if mean or rect.height() < look.px(32) else 15
        said = look.mean(float(value)) if mean else str(value)
        paint_line(painter, rect, said, look.font(size, 600, tabular=mean), c.on_score, CENTRE)


def _draw_dot(painter: QPainter, around: QRect, edge: str, fill: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1.5))
    painter.setBrush(QColor(fill))
    painter.drawEllipse(QRectF(around.adjusted(1, 1, -1, -1)))
    painter.restore()


def chip_says(look: Look, value: ChipValue, draft: bool = False, provisional: bool = False) -> str:
    """The chip in words, for tips and screen readers."""
    tr = look.tr
    if value is None:
        said = tr("No score yet")
    elif value == "N":
        said = tr("Not applicable")
    elif value == "U":
        said = tr("Not verified")
    elif isinstance(value, str):
        said = tr("No score published")
    else:
        said = tr("Score {score}", score=look.mean(float(value)) if isinstance(value, _MEAN) else value)
    if draft:
        said += ", " + tr("draft")
    return said + (", " + tr("provisional") if provisional else "")


class ScoreChip(QWidget):
    """A chip of its own; `provisional` puts ~ after it."""

    def __init__(
        self,
        look: Look,
        value: ChipValue = None,
        height: int = 28,
        draft: bool = False,
        provisional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._height = look.px(height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value, draft, provisional)

    def set_value(self, value: ChipValue, draft: bool = False, provisional: bool = False) -> None:
        self.value, self.draft, self.provisional = value, draft, provisional
        said = chip_says(self.look, value, draft, provisional)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        tilde = self.look.px(14) if self.provisional else 0
        return QSize(chip_width(self.look, self.value, self._height) + tilde, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = chip_width(self.look, self.value, self._height)
        paint_chip(painter, QRect(0, 0, width, self._height), self.look, self.value, self.draft)
        if self.provisional:
            rest = QRect(width + self.look.px(4), 0, self.look.px(12), self._height)
            paint_line(painter, rest, "~", self.look.font(15, 600), self.look.tokens.text)
        painter.end()
