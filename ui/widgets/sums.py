"""Rows that add up: a part with its figure at the right, lines of the reckoning, and tables."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.chips import ChipValue, ScoreChip
from ui.widgets.labels import Label
from ui.widgets.paint import RIGHT, paint_box, paint_line
from ui.widgets.rows import ListRow

_PAD = 10
_GAP = 12


class PartRow(ListRow):
    """A row to press with a figure before its chevron: `Sale, 3.2667 x 15 ... 49.0000`."""

    def __init__(self, look: Look, title: str, note: str, figure: str, parent: QWidget | None = None) -> None:
        self.figure = figure
        self._digits = look.font(14, 600, tabular=True)
        super().__init__(look, title, note, parent=parent)
        self.setAccessibleName(", ".join(part for part in (title, note, figure) if part))

    def _figure_width(self) -> int:
        return QFontMetrics(self._digits).horizontalAdvance(self.figure) + 2

    def _chevron_width(self) -> int:
        return _PAD + self.look.px(20) + 8

    def _right(self) -> int:
        return self._chevron_width() + self._figure_width() + _GAP

    def draw(self, painter: QPainter, rect: QRect) -> None:
        super().draw(painter, rect)
        place = rect.adjusted(0, 0, -self._chevron_width(), 0)
        place.setLeft(place.right() + 1 - self._figure_width())
        paint_line(painter, place, self.figure, self._digits, self.look.tokens.text, RIGHT)


class Reckoning(QWidget):
    """A soft box of lines: what it is at the left, the figure at the right.

    With `result` the last line is what the others come to.
    """

    def __init__(
        self, look: Look, lines: list[tuple[str, str]], result: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.lines = tuple(lines)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, (name, figure) in enumerate(lines):
            last = result and row == len(lines) - 1
            said = Label(look, name, "strong" if last else "body")
            shown = Label(look, figure, "strong", wrap=False, tabular=True)
            grid.addWidget(said, row, 0)
            grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.bg, radius=10)
        painter.end()


class Line(QWidget):
    """What a `PartRow` says, where it leads nowhere."""

    def __init__(self, look: Look, name: str, note: str, figure: str, mark: ChipValue = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, 6, _PAD, 6)
        row.setSpacing(_GAP)
        if not figure:
            row.addWidget(ScoreChip(look, mark, 24), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(look, name))
        if note:
            words.addWidget(Label(look, note, "caption"))
        row.addLayout(words, 1)
        if figure:
            shown = Label(look, figure, "strong", wrap=False, tabular=True)
            row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(", ".join(part for part in (name, note, figure) if part))


class Table(QWidget):
    """Rows of figures under a heading; the first cell of a row says what it is."""

    def __init__(self, look: Look, rows: tuple[tuple[str, ...], ...]) -> None:
        super().__init__()
        self.look = look
        self.rows = rows
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                role = "caption" if at == 0 else "body" if column == 0 else "strong"
                label = Label(look, cell, role, wrap=column == 0, tabular=column > 0)  # type: ignore[arg-type]
                if column:
                    grid.setColumnMinimumWidth(column, look.px(28))
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, at, column)
        self.setAccessibleName("; ".join(", ".join(cell for cell in row if cell) for row in rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.bg, radius=10)
        painter.end()
