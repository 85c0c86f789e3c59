"""The dock's large buttons 0-5, N and U."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cxaudit.model import Mark
from ui.look import TOUCH, Look
from ui.widgets.chips import chip_says
from ui.widgets.letters import width_of
from ui.widgets.paint import CENTRE, paint_box, paint_line
from ui.widgets.pressable import Pressable

MARKS: tuple[Mark, ...] = (0, 1, 2, 3, 4, 5, "N", "U")
_HIGH = 60
_GAP, _LEAST_GAP = 8, 4


class _MarkButton(Pressable):
    def __init__(self, look: Look, mark: Mark, parent: QWidget) -> None:
        super().__init__(look, str(mark), parent)
        self.mark = mark
        self.worded = mark in ("N", "U")
        """Whether there is room for the word under the letter."""
        self._word = {"N": look.tr("not applicable"), "U": look.tr("not verified")}.get(str(mark), "")
        said = chip_says(look, mark)
        self.setAccessibleName(said)
        self.setToolTip(f"{said} ({mark})")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = self.worded_width + 6 if self.worded else _HIGH + 8
        return QSize(wide, max(_HIGH, self.look.px(48)))

    def minimumSizeHint(self) -> QSize:
        return QSize(TOUCH, self.sizeHint().height())

    @property
    def worded_width(self) -> int:
        """The least width that leaves the word its place."""
        return self._word_width() + 14 if self._word else 48

    def _word_width(self) -> int:
        return width_of(self._word, self.look.font(12, 500))

    def nextCheckState(self) -> None:
        """The page decides what is checked."""

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c = self.look.tokens
        on = self.isChecked()
        fill, border, ink = c.surface, c.line, c.text
        if on and isinstance(self.mark, int):
            fill, border, ink = c.scores[self.mark], "", c.on_score
        elif on:
            fill, border, ink = c.accent_soft, c.accent, c.accent
        elif not self.isEnabled():
            fill, ink = c.off_bg, c.off_text
        elif self.isDown():
            fill = c.accent_soft
        elif self.hovered:
            fill = c.hover
        ring = (c.text if on else c.accent) if self.ring else border
        paint_box(painter, rect, fill, ring, 14, 2)
        figure = QRect(rect)
        if self.worded and self._word_width() <= rect.width() - 14:
            line = self.look.px(16)
            figure.setBottom(rect.bottom() - line - 2)
            word = QRect(rect.x(), rect.bottom() - line - self.look.px(9), rect.width(), line)
            muted = ink if on or not self.isEnabled() else c.muted
            paint_line(painter, word, self._word, self.look.font(12, 500), muted, CENTRE)
        paint_line(painter, figure, self.text(), self.look.font(20, 600), ink, CENTRE)


class ScoreBar(QWidget):
    """Eight buttons; `scored` gives the mark that was pressed, also when it is the one that stands."""

    scored = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setAccessibleName(look.tr("Score"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_LEAST_GAP)
        self._buttons: dict[Mark, _MarkButton] = {}
        for mark in MARKS:
            button = _MarkButton(look, mark, self)
            button.clicked.connect(lambda _=False, mark=mark: self.scored.emit(mark))
            self._buttons[mark] = button
            row.addWidget(button)
        self.mark: Mark | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_mark(self, mark: Mark | None) -> None:
        """Show that mark as the one that stands; None shows none."""
        self.mark = mark
        for each, button in self._buttons.items():
            button.setChecked(each == mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words of N and U their room before the figures grow, if there is any."""
        super().resizeEvent(event)
        least = [button.worded_width for button in self._buttons.values()]
        gaps = len(least) - 1
        fits = sum(least) <= self.width() - _GAP * gaps
        gap = min(_GAP, max(_LEAST_GAP, (self.width() - TOUCH * len(least)) // gaps))
        self.layout().setSpacing(gap)  # type: ignore[union-attr]
        for button in (self._buttons["N"], self._buttons["U"]):
            button.setMinimumWidth(button.worded_width if fits else TOUCH)
            if button.worded != fits:
                button.worded = fits
                button.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """A finger's width for each of them, whatever word there was room for before."""
        wide = TOUCH * len(self._buttons) + _LEAST_GAP * (len(self._buttons) - 1)
        return QSize(wide, super().minimumSizeHint().height())

    def button(self, mark: Mark) -> Pressable:
        return self._buttons[mark]
