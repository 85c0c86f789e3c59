"""The heat table of the benchmark: an audit a row, best first, the medians under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxaudit.analysis.comparison import Choice, Comparison, Entry
from cxaudit.analysis.cube import Scope
from ui.look import MARGIN, Look
from ui.pages.benchmark import words
from ui.widgets.card import Card
from ui.widgets.labels import plain_tip
from ui.widgets.paint import CENTRE, LEFT, paint_box, paint_line, paint_ring
from ui.widgets.scroll import TableView

ENTRY = Qt.ItemDataRole.UserRole
_ROW = 40
_COLDEST, _HOTTEST = 1.5, 4.0
_HATCH = 6
_GAP = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edge and width of the names and of every score, the overall first."""

    names: tuple[int, int]
    cells: tuple[tuple[int, int], ...]


def columns_for(look: Look, width: int, stages: int) -> Columns:
    """The overall stands a little apart; the names take what the scores leave."""
    least = look.px(58)
    cell = max(least, min(look.px(92), (width - look.px(200)) // (stages + 1)))
    apart = look.px(10)
    names = max(look.px(90), width - (cell * (stages + 1) + apart))
    cells = [(names, cell - _GAP)]
    cells += [(names + apart + cell * at, cell - _GAP) for at in range(1, stages + 1)]
    return Columns((look.px(10), names - look.px(16)), tuple(cells))


def heat(look: Look, score: float) -> str:
    """The fill of a score: pale when low, deep when high."""
    ends = [QColor(colour) for colour in look.tokens.heat]
    low, high = ((c.red(), c.green(), c.blue()) for c in ends)
    share = min(1.0, max(0.0, (score - _COLDEST) / (_HOTTEST - _COLDEST)))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(low, high, strict=True))
    return QColor(red, green, blue).name()


class ComparisonModel(QAbstractListModel):
    """The table of a comparison, a row each."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.found: Comparison | None = None
        self.choice = Choice()
        self.scope: Scope = "full"
        self.stages: list[str] = []
        self.doubts: Sequence[bool] = ()

    def set_comparison(
        self, found: Comparison, choice: Choice, scope: Scope, stages: list[str], doubts: Sequence[bool]
    ) -> None:
        self.beginResetModel()
        self.found, self.choice, self.scope, self.stages = found, choice, scope, stages
        self.doubts = doubts
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self.found.table) if self.found else 0

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not self.found or not index.isValid():
            return None
        entry = self.found.table[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            doubts = self.doubts if entry is self.found.own else ()
            return words.says(self.look, entry, self.choice, self.scope, self.stages, doubts)
        if role == Qt.ItemDataRole.ToolTipRole:
            name, note = words.named(self.look.tr, entry), words.note(self.look, entry, self.choice)
            return f"{plain_tip(name)}<br>{plain_tip(note)}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, model: ComparisonModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self.columns = columns_for(look, 900, 8)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.look.px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry | None = index.data(ENTRY)
        found = self.model.found
        if entry is None or found is None:
            return
        rect: QRect = option.rect
        c = self.look.tokens
        own = entry is found.own
        if own:
            paint_box(painter, rect, c.accent_soft, c.accent, 9, 1.5)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, rect.adjusted(0, 1, 0, -1), c.hover, radius=9)
        self._paint_name(painter, rect, entry, own)
        if entry.difference:
            self._paint_hatch(painter, rect, entry)
        else:
            bests = (found.best_overall, *found.bests)
            doubts = (False, *(self.model.doubts if own else [False] * len(entry.scores)))
            for place, value, best, doubt in zip(
                self.columns.cells, (entry.overall, *entry.scores), bests, doubts, strict=True
            ):
                said = words.score(self.look, value, doubt)
                self._paint_score(
                    painter, self._cell(rect, place), value, said, value is not None and value == best
                )
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused and getattr(option.widget, "shows_focus", True):
            paint_ring(painter, rect, self.look, 9)

    def _cell(self, rect: QRect, place: tuple[int, int]) -> QRect:
        return QRect(rect.x() + place[0], rect.y() + 2, place[1], rect.height() - 4)

    def _paint_name(self, painter: QPainter, rect: QRect, entry: Entry, own: bool) -> None:
        look, c = self.look, self.look.tokens
        left, room = self.columns.names
        half = rect.height() // 2
        ink = c.accent if own else c.muted if entry.old or entry.difference else c.text
        upper = QRect(rect.x() + left, rect.y() + 2, room, half - 1)
        lower = QRect(rect.x() + left, rect.y() + half, room, half - 3)
        font = look.font(14, 600 if own else 500)
        paint_line(painter, upper, words.named(look.tr, entry), font, ink)
        note = words.note(look, entry, self.model.choice)
        paint_line(painter, lower, note, look.font(12, 500), c.muted)

    def _paint_score(
        self, painter: QPainter, place: QRect, value: float | None, said: str, best: bool
    ) -> None:
        look, c = self.look, self.look.tokens
        if value is None:
            paint_box(painter, place, "", c.field, 8, 1, dashed=True)
            paint_line(painter, place, said, look.font(14), c.muted, CENTRE)
            return
        paint_box(painter, place, heat(look, value), radius=8)
        paint_line(painter, place, said, look.font(14, 600 if best else 500, True), c.text, CENTRE)

    def _paint_hatch(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        look, c = self.look, self.look.tokens
        shape = QPainterPath()
        for place in self.columns.cells:
            shape.addRoundedRect(self._cell(rect, place), 8, 8)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        painter.setPen(QPen(QColor(c.thumb), 1.2))
        first = self.columns.cells[0][0] + rect.x()
        for x in range(first - rect.height(), rect.right() + 1, _HATCH):
            painter.drawLine(x, rect.bottom(), x + rect.height(), rect.top())
        painter.restore()
        said = words.difference(look.tr, entry, self.model.scope)
        wide = look.metrics(13, 600).horizontalAdvance(said) + look.px(24)
        high = look.px(28)
        middle = (first + rect.right()) // 2
        pill = QRect(middle - wide // 2, rect.center().y() - high // 2 + 1, wide, high)
        paint_box(painter, pill, c.surface, radius=9)
        paint_line(painter, pill, said, look.font(13, 600), c.text, CENTRE)


class _Rows(TableView):
    """A table of one column: a list would measure each of ten thousand rows anew."""

    def __init__(self, look: Look, model: ComparisonModel, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Compared audits"), parent)
        self.shows_focus = False
        self._kept = 0
        self.delegate = _Delegate(look, model, self)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(look.px(_ROW))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    def show_row(self, row: int) -> None:
        """Keep that row in the middle of the sight, also once there is room."""
        self._kept = row
        self.updateGeometries()
        high = max(1, self.verticalHeader().defaultSectionSize())
        self.verticalScrollBar().setValue(max(0, row - self.viewport().height() // high // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_row(self._kept)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.shows_focus = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        if self.shows_focus and not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


class _Line(QWidget):
    """A line of texts in the columns: the heading, or the medians."""

    def __init__(self, look: Look, high: int) -> None:
        super().__init__()
        self.look = look
        self.columns = columns_for(look, 900, 8)
        self.name = ""
        self.texts: Sequence[str] = ()
        self.heading = False
        self.setFixedHeight(look.px(high))

    def set_line(self, name: str, texts: Sequence[str]) -> None:
        self.name, self.texts = name, texts
        self.setAccessibleName(", ".join((name, *texts)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, c, high = self.look, self.look.tokens, self.height()
        if not self.heading:
            painter.fillRect(QRect(0, 0, self.width(), 1), look.ink("line"))
        left, room = self.columns.names
        paint_line(painter, QRect(left, 0, room, high), self.name, look.font(14, 600), c.text, LEFT)
        for n, (place, said) in enumerate(zip(self.columns.cells, self.texts, strict=False)):
            font = look.font(12, 500) if self.heading else look.font(14, 600 if n == 0 else 500, True)
            ink = c.text if not self.heading and n == 0 else c.muted
            rect = QRect(place[0] - _GAP, 0, place[1] + 2 * _GAP, high)
            paint_line(painter, rect, said, font, ink, CENTRE)
        painter.end()


class TableCard(Card):
    """Heading, rows and medians in the same columns."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.model = ComparisonModel(look, self)
        self.heading = _Line(look, 26)
        self.heading.heading = True
        self.rows = _Rows(look, self.model)
        self.medians = _Line(look, 38)
        self.most = 6
        """So many rows are in sight; the others scroll."""
        inner = QVBoxLayout()
        inner.setSpacing(2)
        for part in (self.heading, self.rows, self.medians):
            inner.addWidget(part)
        self.add(inner)
        column = self.layout()
        assert column is not None
        column.setContentsMargins(MARGIN, 12, MARGIN, 8)

    def set_comparison(
        self,
        found: Comparison,
        choice: Choice,
        scope: Scope,
        stages: list[str],
        codes: list[str],
        doubts: Sequence[bool],
    ) -> None:
        """`doubts` are the stages of the own audit whose score is provisional."""
        look, tr = self.look, self.look.tr
        self.model.set_comparison(found, choice, scope, stages, doubts)
        self._codes, self._stages = codes, stages
        medians = (found.median_overall, *found.medians)
        self.medians.set_line(
            tr.plural("Median of {n}", "Median of {n}", words.counted(found)),
            [words.score(look, value) for value in medians],
        )
        self.medians.setVisible(any(value is not None for value in medians))
        self._fit()
        self.rows.show_row(found.table.index(found.own))

    def set_most(self, most: int) -> None:
        self.most = most
        self._fit()

    def _fit(self) -> None:
        if not self.model.found:
            return
        shown = max(1, min(self.most, self.model.rowCount()))
        self.rows.setFixedHeight(shown * self.look.px(_ROW))
        bar = self.rows.verticalScrollBar().sizeHint().width() if self.model.rowCount() > shown else 0
        width = self.width() - 2 * MARGIN - bar
        columns = columns_for(self.look, width, len(self._stages))
        for part in (self.heading, self.medians, self.rows.delegate):
            part.columns = columns
        self.heading.set_line("", [self.look.tr("Overall"), *self._names(columns)])
        self.medians.update()
        self.rows.viewport().update()

    def _names(self, columns: Columns) -> list[str]:
        """The names of the stages, or their codes where one would be cut."""
        room = columns.cells[1][1] + 2 * _GAP
        measure = self.look.metrics(12, 500)
        fits = all(measure.horizontalAdvance(name) <= room for name in self._stages)
        return self._stages if fits else self._codes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
