"""The heading of the benchmark's table and the medians under it, in the columns of its scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.look import TOUCH, Look
from ui.pages.benchmark import words
from ui.widgets.figure import Figure
from ui.widgets.paint import CENTRE, LEFT, paint_line

GAP = 4
"""Between two scores."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edge and width of the names and of every score, the overall first."""

    names: tuple[int, int]
    cells: tuple[tuple[int, int], ...]
    above: bool = False
    """Whether a name stands over its scores instead of beside them."""


def columns_for(look: Look, width: int, stages: int) -> Columns:
    """The overall stands a little apart; the names take what the scores leave, or a line of their own."""
    apart, least = look.px(10), look.px(58)
    above = (width - look.px(90) - apart) // (stages + 1) < least
    room = width - 2 * apart if above else width - look.px(200)
    cell = min(look.px(92), room // (stages + 1))
    cell = cell if above else max(least, cell)
    names = apart // 2 if above else width - (cell * (stages + 1) + apart)
    cells = [(names, cell - GAP)]
    cells += [(names + apart + cell * at, cell - GAP) for at in range(1, stages + 1)]
    return Columns((look.px(10), width - look.px(20) if above else names - look.px(16)), tuple(cells), above)


class Heading(QWidget):
    """What the columns are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.columns = columns_for(look, 900, 8)
        self.texts: Sequence[str] = ()
        self.setFixedHeight(look.px(26))

    def set_texts(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.setAccessibleName(", ".join(texts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, font = self.look, self.look.font(12, 500)
        for place, said in zip(self.columns.cells, self.texts, strict=False):
            rect = QRect(place[0] - GAP, 0, place[1] + 2 * GAP, self.height())
            paint_line(painter, rect, said, font, look.tokens.muted, CENTRE)
        painter.end()


class Medians(QWidget):
    """The medians in the columns of the scores; each can be pressed."""

    asked = Signal(int)
    """The place of the stage, OVERALL for the overall score."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.columns = columns_for(look, 900, 8)
        self.name = ""
        self.figures: list[Figure] = []

    @property
    def texts(self) -> list[str]:
        return [figure.text() for figure in self.figures]

    def set_medians(self, name: str, values: Sequence[float | None], stages: Sequence[str]) -> None:
        """Show these, the overall first."""
        self.name = name
        while len(self.figures) < len(values):
            figure, at = Figure(self.look, "strong", centred=True, parent=self), len(self.figures) - 1
            figure.clicked.connect(lambda _=False, at=at: self.asked.emit(at))
            figure.show()
            self.figures.append(figure)
        for figure, value, stage in zip(self.figures, values, stages, strict=True):
            figure.set_what(f"{name}, {stage}")
            figure.set_figure(words.score(self.look, value), value)
            figure.setEnabled(value is not None)
        self.place_figures()

    def place_figures(self) -> None:
        """Put each under its column."""
        high = max(TOUCH, self.look.px(37))
        self.setFixedHeight(1 + high + (self.look.px(22) if self.columns.above else 0))
        for figure, (left, wide) in zip(self.figures, self.columns.cells, strict=False):
            figure.setGeometry(left, self.height() - high, wide, high)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self.look
        painter.fillRect(QRect(0, 0, self.width(), 1), look.ink("line"))
        left, room = self.columns.names
        place = QRect(left, 0, room, self.look.px(26) if self.columns.above else self.height())
        paint_line(painter, place, self.name, look.font(14, 600), look.tokens.text, LEFT)
        painter.end()
