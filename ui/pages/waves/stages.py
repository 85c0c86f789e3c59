"""The stages of two waves: both scores, the change, and whether it is more than error."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cxaudit.analysis import waves_words as words
from cxaudit.analysis.waves import StageMove, Waves, shown
from cxaudit.model import StageScore
from ui.look import TOUCH, Look
from ui.pages.waves.bar import paint_change, reach
from ui.pages.waves.claim import KINDS
from ui.widgets.card import Card
from ui.widgets.chips import DASH, ChipValue, chip_width, paint_chip
from ui.widgets.figure import paint_opens
from ui.widgets.paint import (
    CENTRE,
    LEFT,
    RIGHT,
    paint_box,
    paint_line,
    paint_pill,
    paint_ring,
    paint_text,
    pill_width,
    text_height,
)
from ui.widgets.pressable import Pressable

_GAP = 12
_CHIP = 28
_BAR = 90
"""A narrower bar tells nothing and is left out."""
_SECOND = 30
"""How high the second line is, where there is one."""


class StageLine(Pressable):
    """Name, both scores, the change, the bar with the band, the verdict; or why there is no change.

    A press asks how that came about.
    """

    def __init__(self, look: Look, name: str, move: StageMove, most: float, names: int) -> None:
        super().__init__(look, name)
        self.name, self.move_, self._most, self._names = name, move, most, names
        self._why = words.reason(look.tr, move)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._spoken())
        self.setAccessibleDescription(look.tr("How the number came about"))
        self.setToolTip(look.tr("How the number came about"))

    def _spoken(self) -> str:
        tr, move = self.look.tr, self.move_
        scores = [
            f"{side} {self.look.mean(stage.score)}"
            for side, stage in ((tr("earlier wave"), move.before), (tr("later wave"), move.after))
            if stage.score is not None
        ]
        if not move.change:
            return ", ".join([self.name, *scores, self._why])
        change, limit = words.figures(tr, move.change)
        said = tr("Change {change}, within error up to {limit}", change=change, limit=limit)
        return ", ".join([self.name, *scores, said, words.verdict(tr, move.change)])

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Two lines where one has no room for the verdict."""
        folded = Columns(self.look, width, self._names).folded
        return self._line + (self.look.px(_SECOND) if folded else 0)

    @property
    def _line(self) -> int:
        return max(TOUCH, self.look.px(TOUCH))

    def sizeHint(self) -> QSize:
        wide = self.look.px(480)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(260), self._line)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, c, high = self.look, self.look.tokens, self._line
        if self.isDown() or self.hovered:
            paint_box(painter, rect.adjusted(0, 1, 0, -1), c.accent_soft if self.isDown() else c.hover)
        columns = Columns(look, self.width(), self._names)
        paint_line(painter, QRect(0, 0, columns.name, high), self.name, look.font(14, 500), c.text, LEFT)
        side = look.px(_CHIP)
        for left, stage in ((columns.before, self.move_.before), (columns.after, self.move_.after)):
            place = QRect(left, (high - side) // 2, columns.chip, side)
            paint_chip(painter, place, look, _chip(stage))
            if stage.status == "provisional":
                beside = QRect(place.right() + 2, 0, look.px(12), high)
                paint_line(painter, beside, "~", look.font(14, 600), c.text, LEFT)
        if self.move_.change:
            self._paint_change(painter, columns, high)
        else:
            self._paint_reason(painter, columns, high)
        if self.ring:
            paint_ring(painter, rect, look)

    def _paint_reason(self, painter: QPainter, columns: Columns, high: int) -> None:
        look, font = self.look, self.look.font(13)
        left = columns.before if columns.folded else columns.change + _GAP
        tall = text_height(self._why, font, self.width() - left)
        top = high - look.px(4) if columns.folded else (high - tall) // 2
        place = QRect(left, top, self.width() - left, tall)
        paint_text(painter, place, self._why, font, look.tokens.muted)

    def _paint_change(self, painter: QPainter, columns: Columns, high: int) -> None:
        look, change = self.look, self.move_.change
        assert change is not None
        place = QRect(columns.change, 0, columns.figure, high)
        font = look.font(14, 600 if change.real else 500, True)
        ink = look.tokens.text if change.real else look.tokens.muted
        figure = words.figures(look.tr, change)[0]
        paint_line(painter, place, figure, font, ink, RIGHT)
        metrics = QFontMetrics(font)
        left = place.right() + 1 - metrics.horizontalAdvance(figure)
        paint_opens(painter, left, place.right(), high // 2 + metrics.height() // 2, look, self.hovered)
        if columns.bar >= look.px(_BAR):
            thick = look.px(14)
            bar = QRect(columns.bar_left, (high - thick) // 2, columns.bar, thick)
            paint_change(painter, bar, look, change, self._most)
        said = words.verdict(look.tr, change)
        middle = high + look.px(_SECOND) // 2 - look.px(6) if columns.folded else high // 2
        paint_pill(painter, columns.pill, middle, look, said, KINDS[shown(change)])


class Columns:
    """Where the parts of a line stand in so much width, if the widest name takes `names`."""

    def __init__(self, look: Look, width: int, names: int) -> None:
        self.chip = chip_width(look, 1.0, look.px(_CHIP))
        heading = look.metrics(12, 500).horizontalAdvance(look.tr("Change"))
        self.figure = max(look.px(56), heading + _GAP)
        widest = max(pill_width(look, look.tr(said)) for said in words.VERDICTS.values())
        tilde = look.px(14)
        self.name = names
        self.before = self.name + _GAP
        self.after = self.before + self.chip + tilde + 4
        self.change = self.after + self.chip + tilde
        self.bar_left = self.change + self.figure + _GAP
        self.pill = width - widest
        self.bar = self.pill - _GAP - self.bar_left
        if self.bar < look.px(_BAR):
            self.pill = self.change + self.figure + _GAP
        self.folded = self.pill + widest > width
        if self.folded:
            self.pill = self.before


class _Heading(QWidget):
    """What the columns are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.names = 0
        self.setFixedHeight(look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, tr = self.look, self.look.tr
        columns, font, ink = Columns(look, self.width(), self.names), look.font(12, 500), look.tokens.muted
        room = look.px(12)
        place = QRect(columns.change, 0, columns.figure, self.height())
        paint_line(painter, place, tr("Change"), font, ink, RIGHT)
        for left, said in ((columns.before, tr("Earlier")), (columns.after, tr("Later"))):
            place = QRect(left - room, 0, columns.chip + 2 * room, self.height())
            paint_line(painter, place, said, font, ink, CENTRE)
        painter.end()


class StagesCard(Card):
    """One line for each stage, all bars on one axis."""

    asked = Signal(str)
    """The code of the stage that was pressed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("Stages"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._heading = _Heading(look)
        self.add(self._heading)
        self.add(self._lines)
        self.lines: list[StageLine] = []

    def set_waves(self, found: Waves) -> None:
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        lang = self.look.tr.lang
        names = {stage.code: stage.short[lang] for stage in found.after.framework.stages}
        most = reach(*(move.change for move in found.stages))
        metrics = self.look.metrics(14, 500)
        widest = max(metrics.horizontalAdvance(name) for name in names.values())
        self._heading.names = widest
        self.lines = [StageLine(self.look, names[m.code], m, most, widest) for m in found.stages]
        for line in self.lines:
            line.clicked.connect(lambda _=False, code=line.move_.code: self.asked.emit(code))
            self._lines.addWidget(line)


def _chip(stage: StageScore) -> ChipValue:
    return DASH if stage.score is None else stage.score
