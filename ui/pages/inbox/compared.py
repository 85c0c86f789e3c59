"""A text of any length and with words of any length; beside another one, what differs has a soft ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit.quality.differing import Span
from ui.look import Look

_LINE_END = "\u2028"


class ComparedText(QWidget):
    """Plain text that wraps, inside a word if need be; `spans` are marked."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        spans: Sequence[Span] = (),
        size: int = 14,
        weight: int = 400,
        colour: str = "text",
    ) -> None:
        super().__init__()
        self.look, self.colour = look, colour
        self.setFont(look.font(size, weight))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text, spans)

    def set_text(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Show another text."""
        self.text, self.spans = text, tuple(spans)
        self._laid: tuple[int, QTextLayout, float] | None = None
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width)[1]) + 2

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.fontMetrics().lineSpacing())

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        """The text in lines of that width, and how high they are; kept, since layouts ask again and again."""
        if self._laid and self._laid[0] == width:
            return self._laid[1:]
        layout = QTextLayout(self.text.replace("\n", _LINE_END), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._marked(span) for span in self.spans])
        layout.beginLayout()
        at = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, at))
            at += line.height()
        layout.endLayout()
        self._laid = (width, layout, at)
        return layout, at

    def _marked(self, span: Span) -> QTextLayout.FormatRange:
        marked = QTextLayout.FormatRange()
        marked.start = _units(self.text[: span[0]])
        marked.length = _units(self.text[span[0] : span[1]])
        shape = QTextCharFormat()
        shape.setBackground(self.look.ink("warn_soft"))
        marked.format = shape
        return marked

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.look.ink(self.colour))
        layout, _ = self._laid_out(self.width())
        layout.draw(painter, QPointF(0, 0))
        painter.end()


def _units(text: str) -> int:
    """How long Qt says that it is: letters beyond the first plane count twice there."""
    return len(text.encode("utf-16-le")) // 2
