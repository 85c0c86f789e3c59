"""The stages on the overview: a bar from 0 to 5 with bounds, a chip with the score, the weight."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit import weights
from cxaudit.model import Audit, Scores, Stage, StageScore
from ui.look import TOUCH, Look
from ui.widgets.bars import TOP, paint_bounds
from ui.widgets.card import Card
from ui.widgets.chips import DASH, ChipValue, chip_says, chip_width
from ui.widgets.figure import ChipFigure
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.paint import CENTRE, paint_box, paint_line, paint_ring, paint_text, text_height
from ui.widgets.pressable import Pressable

_CHIP = 26
_GAP = 12
_BESIDE = 6
"""Between a name and its code."""


def paint_grid(painter: QPainter, bar: QRect, top: int, bottom: int, look: Look) -> None:
    """The upright lines at 0 to 5."""
    painter.setPen(look.ink("line"))
    for i in range(int(TOP) + 1):
        x = round(bar.x() + bar.width() * i / TOP)
        painter.drawLine(QLineF(x, top, x, bottom))


class StageRow(Pressable):
    """One stage; a press opens it in scoring, a press on its score asks where that comes from."""

    asked = Signal(str)
    """The code of the stage whose score was pressed."""

    def __init__(self, look: Look, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(look, stage.short[look.tr.lang], parent)
        self.stage = stage
        self.note = ""
        self.reason = ""
        self.score: StageScore | None = None
        self.word_room = 0
        self.chip_room = 0
        what = look.tr("How the score of “{stage}” came about", stage=self.text())
        self.figure = ChipFigure(look, what, self)
        self.figure.clicked.connect(lambda: self.asked.emit(self.stage.code))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_score(self, score: StageScore, weight: str, contested: bool) -> None:
        """Show that score and weight."""
        tr = self.look.tr
        self.score = score
        sign = "≠ " if contested else ""
        self.note = tr("{share} · {n} of {total}", share=sign + weight, n=score.scored, total=score.base)
        self.reason = self._why()
        said = [self.text(), self._chip_says(), self.reason]
        if score.low is not None and score.high is not None and score.high > score.low:
            said.append(tr("bounds {range}", range=_range(score.low, score.high, self.look)))
        if contested:
            said.append(tr("weight in conflict: {range}", range=weight))
        else:
            said.append(tr("weight {share}", share=weight))
        said.append(tr("{n} of {total} scored", n=score.scored, total=score.base))
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setToolTip(tr("Open the stage in scoring"))
        self.update()

    def set_room(self, words: int, chip: int) -> None:
        """Keep the columns of all rows on one line."""
        self.word_room, self.chip_room = words, chip
        self._place_figure()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_figure()

    def _place_figure(self) -> None:
        """The score with all the room up to the bar and the edge, so that a finger finds it."""
        left = self.bar().right() + 1
        self.figure.setGeometry(left, 0, max(TOUCH, self.width() - left), self.height())
        high = self.look.px(_CHIP)
        place = QRect(_GAP, (self.height() - high) // 2, self._chip_width(), high)
        self.figure.show_chip(self.chip, place, self._provisional, self._chip_says())

    @property
    def chip(self) -> ChipValue:
        """The mean, a range in a conflict, or the dash."""
        if self.score is None or (self.score.score is None and self.score.span is None):
            return DASH
        if self.score.score is not None:
            return self.score.score
        return _range(*(self.score.span or (0.0, 0.0)), self.look)

    def _chip_says(self) -> str:
        if isinstance(self.chip, str) and self.chip != DASH:
            return self.look.tr("between {range}", range=self.chip)
        return chip_says(self.look, self.chip, provisional=self._provisional)

    @property
    def _provisional(self) -> bool:
        return self.score is not None and self.score.status == "provisional"

    def _why(self) -> str:
        """Why there is no single score."""
        tr, score = self.look.tr, self.score
        if score is None or score.score is not None:
            return ""
        if score.status == "conflict":
            return tr.plural("{n} contested rating", "{n} contested ratings", score.conflicts)
        if not score.base:
            return tr("No criterion applies")
        if not score.scored:
            return tr("not scored yet") if score.empty else tr("nothing could be verified")
        return tr("too few scores: half is needed, at least 5")

    # --- drawing

    def needed(self) -> tuple[int, int]:
        """The room that the words and the chip want."""
        look = self.look
        words = max(
            look.metrics(14).horizontalAdvance(self.text())
            + look.px(_BESIDE)
            + look.metrics(12, 500).horizontalAdvance(self.stage.code),
            look.metrics(12, 500).horizontalAdvance(self.note),
        )
        return words + 2, self._chip_width() + look.px(16)

    def _chip_width(self) -> int:
        if isinstance(self.chip, str) and self.chip != DASH:
            return self.look.metrics(13, 600).horizontalAdvance(self.chip) + self.look.px(16)
        return chip_width(self.look, self.chip, self.look.px(_CHIP))

    def bar(self) -> QRect:
        """Where the bar is, from 0 to 5."""
        left = 4 + self.word_room + _GAP
        thick = self.look.px(10)
        right = self.width() - 4 - self.chip_room - _GAP
        return QRect(left, self.height() // 2 - thick // 2, max(20, right - left), thick)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(300), max(TOUCH, self.look.px(40)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(240), self.sizeHint().height())

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, c, bar = self.look, self.look.tokens, self.bar()
        if self.isDown() or self.hovered:
            paint_box(painter, rect.adjusted(0, 1, 0, -1), c.accent_soft if self.isDown() else c.hover)
        paint_grid(painter, bar, 0, self.height(), look)
        self._draw_words(painter)
        if self.score is not None and self.score.score is not None:
            paint_bounds(painter, bar, look, self.score.score, self.score.low, self.score.high)
        else:
            self._draw_reason(painter, bar)
        if self.ring:
            paint_ring(painter, rect, look)

    def _draw_words(self, painter: QPainter) -> None:
        name, note = self.look.font(14), self.look.font(12, 500)
        highs = text_height(self.text(), name, self.word_room), text_height(self.note, note, self.word_room)
        top = (self.height() - sum(highs)) // 2
        c = self.look.tokens
        paint_text(painter, QRect(4, top, self.word_room, highs[0]), self.text(), name, c.text)
        after = 4 + self.look.metrics(14).horizontalAdvance(self.text()) + self.look.px(_BESIDE)
        beside = QRect(after, top, self.word_room + 4 - after, highs[0])
        paint_line(painter, beside, self.stage.code, note, c.muted)
        below = QRect(4, top + highs[0], self.word_room, highs[1])
        paint_text(painter, below, self.note, note, c.muted)

    def _draw_reason(self, painter: QPainter, bar: QRect) -> None:
        """The range of a conflict as a bar of its own, or why there is no score."""
        look = self.look
        if self.score is not None and self.score.span:
            low, high = self.score.span
            paint_bounds(painter, bar, look, None, low, high)
            return
        font = look.font(12, 500)
        room = bar.adjusted(8, 0, -4, 0)
        high_text = text_height(self.reason, font, room.width())
        wide = min(room.width(), look.metrics(12, 500).horizontalAdvance(self.reason))
        place = QRect(room.x(), (self.height() - high_text) // 2, room.width(), high_text)
        painter.fillRect(place.adjusted(-3, 0, wide - room.width() + 3, 0), self._ground())
        paint_text(painter, place, self.reason, font, look.tokens.muted)

    def _ground(self) -> str:
        c = self.look.tokens
        return c.accent_soft if self.isDown() else c.hover if self.hovered else c.surface


def _range(low: float, high: float, look: Look) -> str:
    first, last = look.mean(low), look.mean(high)
    return first if first == last else f"{first}\u2013{last}"


class _Axis(QWidget):
    """The figures 0 to 5 under the bars."""

    def __init__(self, look: Look, row: StageRow) -> None:
        super().__init__()
        self.look = look
        self._row = row
        self.setFixedHeight(look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bar, look = self._row.bar(), self.look
        paint_grid(painter, bar, 0, look.px(3), look)
        for i in range(int(TOP) + 1):
            x = round(bar.x() + bar.width() * i / TOP)
            place = QRect(x - 12, look.px(4), 24, look.px(16))
            paint_line(painter, place, str(i), look.font(12, 500), look.tokens.muted, CENTRE)
        painter.end()


class StagesCard(Card):
    """All stages in their order."""

    opened = Signal(str)
    """The code of the stage that was pressed."""
    asked = Signal(str)
    """The code of the stage whose score was pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Stages"), look.tr("line: bounds, ~ provisional"), parent=parent)
        self.note.setToolTip(look.tr("Bounds: every U read as 0 and as 5. Provisional: coverage under 80%."))
        self.rows: list[StageRow] = []
        self._framework = ""
        self._people = Label(look, "", "caption")
        self._people.setContentsMargins(0, 8, 0, 0)
        self._people.hide()
        self._column.insertWidget(self._column.indexOf(self.body) + 1, self._people)
        self.body.setSpacing(0)

    def set_scores(self, audit: Audit, scores: Scores) -> None:
        if self._framework != (key := f"{audit.framework.id} {audit.framework.version}"):
            self._framework = key
            self._build(audit)
        for row, score in zip(self.rows, scores.stages, strict=True):
            row.set_score(score, self._weight(audit, score), bool(weights.rivals(audit, score.code)))
        words = max(row.needed()[0] for row in self.rows)
        chip = max(row.needed()[1] for row in self.rows)
        for row in self.rows:
            row.set_room(words, chip)

    def show_people(self, said: str) -> None:
        """Say who of the team is at work in the audit."""
        self._people.setText(self.look.tr("At work here: {people}", people=said) if said else "")
        self._people.setVisible(bool(said))

    def _weight(self, audit: Audit, score: StageScore) -> str:
        """A share of the sum; while a weight is in conflict, each as it was given."""
        tr = self.look.tr
        least, most = weights.sum_span(audit)
        if least != most:
            said = (tr.weight(end) for end in weights.span(audit, score.code))
            return "\u2013".join(dict.fromkeys(said))
        share = score.weight / least if least else 0.0
        return tr.percent(share, 0 if abs(share * 100 - round(share * 100)) < 0.05 else 1)

    def _build(self, audit: Audit) -> None:
        empty(self.body)
        self.rows = [StageRow(self.look, stage) for stage in audit.framework.stages]
        for row in self.rows:
            row.clicked.connect(lambda _=False, code=row.stage.code: self.opened.emit(code))
            row.asked.connect(self.asked)
            self.add(row)
        self.add(_Axis(self.look, self.rows[0]))
