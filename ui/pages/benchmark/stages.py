"""Where an audit stands stage by stage: its dot among those of the others, their median, and a position."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit.analysis import benchmark
from cxaudit.analysis.benchmark import Standing
from cxaudit.analysis.comparison import Comparison
from cxaudit.model import Framework, Stage
from cxaudit.peer import Scope
from ui.look import TOUCH, Look
from ui.pages.benchmark import words
from ui.pages.overview.stages import paint_grid
from ui.widgets.bars import TOP
from ui.widgets.card import Card
from ui.widgets.figure import paint_opens
from ui.widgets.layouts import empty
from ui.widgets.paint import CENTRE, LEFT, paint_box, paint_line, paint_ring
from ui.widgets.pressable import Pressable

MOST_DOTS = 40
"""From more audits than this on, their range and middle half say more than a dot each."""
_GAP = 14


class StageDots(Pressable):
    """One stage on the axis 0-5; a press asks how its position came about."""

    def __init__(self, look: Look, stage: Stage) -> None:
        super().__init__(look, stage.short[look.tr.lang])
        self.stage = stage
        self.own: float | None = None
        self.doubt = False
        self.others: list[float] = []
        self.standing: Standing | None = None
        self.room = (0, 0)
        """What the names and the positions need in all rows."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(look.tr("How the number came about"))
        self.setAccessibleDescription(self.toolTip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_stage(
        self, own: float | None, others: list[float], standing: Standing | None, doubt: bool
    ) -> None:
        """`doubt` is whether the own score is provisional."""
        self.own, self.others, self.standing, self.doubt = own, others, standing, doubt
        self.setAccessibleName(words.stage_says(self.look, self.text(), own, standing, doubt))
        if standing and standing.position:
            self.setToolTip(words.why(self.look.tr, standing.position))
        self.update()

    @property
    def position(self) -> str:
        found = self.standing.position if self.standing else None
        return words.position(self.look.tr, found) if found else ""

    def needed(self) -> tuple[int, int]:
        measure = self.look.metrics
        return (
            measure(14).horizontalAdvance(self.text()) + 2,
            measure(13, 600).horizontalAdvance(self.position) + 2,
        )

    def axis(self) -> QRect:
        """From 0 to 5."""
        left = 4 + self.room[0] + _GAP
        right = self.width() - 4 - (self.room[1] + _GAP if self.room[1] else 8)
        return QRect(left, 0, max(40, right - left), self.height())

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(300), max(TOUCH, self.look.px(36)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(240), self.sizeHint().height())

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, c, axis = self.look, self.look.tokens, self.axis()
        if self.isDown() or self.hovered:
            paint_box(painter, rect.adjusted(0, 1, 0, -1), c.accent_soft if self.isDown() else c.hover)
        paint_grid(painter, axis, 0, self.height(), look)
        names = QRect(4, 0, self.room[0], self.height())
        paint_line(painter, names, self.text(), look.font(14), c.text, LEFT)
        if self.standing and self.standing.position:
            kind = words.POSITION_KINDS[self.standing.position]
            place = QRect(axis.right() + 1 + _GAP, 0, self.room[1] + 2, self.height())
            font = look.font(13, 400 if kind == "quiet" else 600)
            wide = paint_line(painter, place, self.position, font, look.pair(kind)[1], LEFT)
            below = rect.center().y() + look.metrics(13, 600).height() // 2
            paint_opens(painter, place.x(), place.x() + wide, below, look, self.hovered)
        self._draw_others(painter, axis)
        if self.own is not None:
            middle = self._at(axis, self.own)
            self._dot(painter, middle, c.accent, c.surface, look.px(7))
            if self.doubt:
                sign = QRect(round(middle.x()) + look.px(8), 0, look.px(12), self.height())
                paint_line(painter, sign, "~", look.font(15, 600), c.accent, LEFT)
        if self.ring:
            paint_ring(painter, rect, look)

    def _at(self, axis: QRect, score: float) -> QPointF:
        return QPointF(axis.x() + axis.width() * score / TOP, axis.height() / 2)

    def _draw_others(self, painter: QPainter, axis: QRect) -> None:
        look, c = self.look, self.look.tokens
        lie = self.standing.spread if self.standing else benchmark.spread(self.others)
        if not lie:
            return
        low, high = self._at(axis, lie.low), self._at(axis, lie.best)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.thumb), 3))
        painter.drawLine(QLineF(low, high))
        painter.restore()
        if benchmark.shown(lie.n).quartiles:
            left, right = self._at(axis, lie.q1), self._at(axis, lie.q3)
            half = look.px(6)
            paint_box(
                painter, QRectF(left.x(), left.y() - half, right.x() - left.x(), 2 * half), c.thumb, radius=4
            )
        for score in self.others:
            self._dot(painter, self._at(axis, score), c.surface, c.muted, look.px(4))
        if benchmark.shown(lie.n).spread:
            middle = self._at(axis, lie.median)
            half = look.px(11)
            painter.fillRect(QRectF(middle.x() - 1, middle.y() - half, 2, 2 * half), look.ink("text"))

    def _dot(self, painter: QPainter, middle: QPointF, fill: str, border: str, radius: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(border), 1.5))
        painter.drawEllipse(middle, radius, radius)
        painter.restore()


class _Axis(QWidget):
    """The figures 0 to 5 under the dots, and what each sign means."""

    def __init__(self, look: Look, row: StageDots) -> None:
        super().__init__()
        self.look, self._row = look, row
        self.own = ""
        self.boxes = self.dots = self.median = False
        self.setFixedHeight(look.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        axis, look = self._row.axis(), self.look
        for i in range(int(TOP) + 1):
            x = round(axis.x() + axis.width() * i / TOP)
            place = QRect(x - 12, 0, 24, look.px(18))
            paint_line(painter, place, str(i), look.font(12, 500), look.tokens.muted, CENTRE)
        self._draw_legend(painter, look.px(33))
        painter.end()

    def _draw_legend(self, painter: QPainter, middle: int) -> None:
        look, c, tr = self.look, self.look.tokens, self.look.tr
        signs = [
            ("own", self.own),
            ("dot", tr("others")) if self.dots else ("range", tr("range of the others")),
        ]
        signs += [("box", tr("middle half"))] if self.boxes else []
        signs += [("median", tr("median"))] if self.median else []
        left = 4
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for sign, said in signs:
            wide = look.px(16)
            mid = QPointF(left + wide / 2, middle)
            if sign == "own":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(c.accent))
                painter.drawEllipse(mid, look.px(6), look.px(6))
            elif sign == "dot":
                painter.setPen(QPen(QColor(c.muted), 1.5))
                painter.setBrush(QColor(c.surface))
                painter.drawEllipse(mid, look.px(4), look.px(4))
            elif sign == "median":
                painter.fillRect(QRectF(mid.x() - 1, middle - look.px(8), 2, look.px(16)), QColor(c.text))
            else:
                half = look.px(5) if sign == "box" else 1.5
                paint_box(painter, QRectF(left, middle - half, wide, 2 * half), c.thumb, radius=3)
            left += wide + look.px(6)
            room = min(look.metrics(12, 500).horizontalAdvance(said), look.px(200)) + 2
            place = QRect(left, middle - look.px(10), room, look.px(20))
            left += paint_line(painter, place, said, look.font(12, 500), c.muted, LEFT) + look.px(18)


class StagesCard(Card):
    """All stages of the audit among the others."""

    asked = Signal(int)
    """The place of the stage that was pressed."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("Position by stage"), look.tr("~ provisional"))
        self.rows: list[StageDots] = []
        self._framework = ""
        self._axis: _Axis | None = None
        self.body.setSpacing(0)

    def set_comparison(self, found: Comparison, framework: Framework, own: str, scope: Scope) -> None:
        if self._framework != (key := f"{framework.id} {framework.version}"):
            self._framework = key
            self._build(framework)
        peers = found.peers
        mine = found.own.scores or (None,) * len(self.rows)
        doubts = found.own.row.doubtful(scope) or (False,) * len(self.rows)
        for at, row in enumerate(self.rows):
            dots = [score for entry in peers[: MOST_DOTS + 1] if (score := entry.scores[at]) is not None]
            row.set_stage(mine[at], dots if len(peers) <= MOST_DOTS else [], found.stages[at], doubts[at])
        self.note.setVisible(any(doubts))
        room = tuple(max(row.needed()[part] for row in self.rows) for part in (0, 1))
        for row in self.rows:
            row.room = (room[0], room[1])
            row.update()
        if self._axis:
            self._axis.own = own
            self._axis.dots = len(peers) <= MOST_DOTS
            self._axis.boxes = benchmark.shown(len(peers)).quartiles
            self._axis.median = any(median is not None for median in found.medians)
            self._axis.update()

    def _build(self, framework: Framework) -> None:
        empty(self.body)
        self.rows = [StageDots(self.look, stage) for stage in framework.stages]
        for at, row in enumerate(self.rows):
            row.clicked.connect(lambda _=False, at=at: self.asked.emit(at))
            self.add(row)
        self._axis = _Axis(self.look, self.rows[0])
        self.add(self._axis)
