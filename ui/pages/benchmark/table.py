"""The heat table of the benchmark: an audit a row, best first, the medians under them."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxaudit.analysis.accounts.benchmark import OVERALL, value_of
from cxaudit.analysis.comparison import Choice, Comparison, Entry
from cxaudit.peer import Scope
from ui.look import MARGIN, Look
from ui.pages.benchmark import words
from ui.pages.benchmark.lines import GAP, Columns, Heading, Medians, columns_for
from ui.widgets.card import Card
from ui.widgets.figure import paint_opens
from ui.widgets.labels import Label, plain_tip
from ui.widgets.letters import line_height
from ui.widgets.paint import (
    CENTRE,
    paint_box,
    paint_line,
    paint_ring,
    paint_text,
    text_height,
)
from ui.widgets.scroll import TableView

ENTRY = Qt.ItemDataRole.UserRole
_ROW = 60
"""A name, and what stands under it in up to two lines."""
_ABOVE, _LOW = 40, 42
"""The same in two lines over the scores, and the scores, where there is no room beside them."""
_FEW = 3
"""So many of those are in sight."""
_COLDEST, _HOTTEST = 1.5, 4.0
_HATCH = 6


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

    def set_comparison(self, found: Comparison, choice: Choice, scope: Scope, stages: list[str]) -> None:
        self.beginResetModel()
        self.found, self.choice, self.scope, self.stages = found, choice, scope, stages
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
            return words.says(self.look, entry, self.choice, self.scope, self.stages)
        if role == Qt.ItemDataRole.ToolTipRole:
            name, note = words.named(self.look.tr, entry), words.note(self.look, entry, self.choice)
            return f"{plain_tip(name)}<br>{plain_tip(note)}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, model: ComparisonModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self.columns = columns_for(look, 900, 8)
        self.column = 0
        """The column that the keyboard is at, the overall first."""
        self.under: tuple[int, int] | None = None
        """Row and column under the pointer."""

    def column_at(self, x: int) -> int | None:
        """The column of scores at that place."""
        places = enumerate(self.columns.cells)
        return next((n for n, (left, wide) in places if left <= x < left + wide + GAP), None)

    @property
    def row_height(self) -> int:
        """Of each row alike."""
        return self._above + self.look.px(_LOW) if self._above else self.look.px(_ROW)

    @property
    def _above(self) -> int:
        """What the name takes over the scores."""
        return self.look.px(_ABOVE) if self.columns.above else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.row_height)

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
            doubts = (False, *entry.row.doubtful(self.model.scope))
            for place, value, best, doubt in zip(
                self.columns.cells, (entry.overall, *entry.scores), bests, doubts, strict=True
            ):
                said = words.score(self.look, value, doubt)
                self._paint_score(
                    painter, self._cell(rect, place), value, said, value is not None and value == best
                )
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused and getattr(option.widget, "shows_focus", True):
            ring = rect if entry.difference else self._cell(rect, self.columns.cells[self.column])
            paint_ring(painter, ring, self.look, 9)
        elif self.under and self.under[0] == index.row() and not entry.difference:
            paint_ring(painter, self._cell(rect, self.columns.cells[self.under[1]]), self.look, 9)

    def _cell(self, rect: QRect, place: tuple[int, int]) -> QRect:
        top = self._above + 2
        return QRect(rect.x() + place[0], rect.y() + top, place[1], rect.height() - top - 2)

    def _paint_name(self, painter: QPainter, rect: QRect, entry: Entry, own: bool) -> None:
        look, c = self.look, self.look.tokens
        left, room = self.columns.names
        ink = c.accent if own else c.muted if entry.old or entry.difference else c.text
        font, small = look.font(14, 600 if own else 500), look.font(12, 500)
        note = words.note(look, entry, self.model.choice)
        first, below = line_height(font), text_height(note, small, room, 1 if self._above else 2)
        top = rect.y() + max(1, ((self._above or rect.height()) - first - below) // 2)
        paint_line(painter, QRect(rect.x() + left, top, room, first), words.named(look.tr, entry), font, ink)
        place = QRect(rect.x() + left, top + first, room, below)
        paint_text(painter, place, note, small, c.muted, 1 if self._above else 2)

    def _paint_score(
        self, painter: QPainter, place: QRect, value: float | None, said: str, best: bool
    ) -> None:
        look, c = self.look, self.look.tokens
        if value is None:
            paint_box(painter, place, "", c.field, 8, 1, dashed=True)
            paint_line(painter, place, said, look.font(14), c.muted, CENTRE)
            return
        paint_box(painter, place, heat(look, value), radius=8)
        wide = paint_line(painter, place, said, look.font(14, 600 if best else 500, True), c.text, CENTRE)
        middle, below = place.center().x(), place.center().y() + look.metrics(14).height() // 2
        paint_opens(painter, middle - wide // 2, middle + wide // 2, below, look)

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
        level = self._cell(rect, self.columns.cells[0]).center().y()
        pill = QRect(middle - wide // 2, level - high // 2 + 1, wide, high)
        paint_box(painter, pill, c.surface, radius=9)
        paint_line(painter, pill, said, look.font(13, 600), c.text, CENTRE)


class _Rows(TableView):
    """A table of one column: a list would measure each of ten thousand rows anew.

    Left and right go from score to score, Enter or a press asks how one came about.
    """

    asked = Signal(str, int)
    """The key of the audit, and the place of the stage, OVERALL for the overall score."""

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
        self.setMouseTracking(True)
        self.setAccessibleDescription(
            look.tr("Left and right go from score to score; Enter shows how one came about.")
        )

    def show_row(self, row: int) -> None:
        """Keep that row in the middle of the sight, also once there is room."""
        self._kept = row
        self.updateGeometries()
        high = max(1, self.verticalHeader().defaultSectionSize())
        self.verticalScrollBar().setValue(max(0, row - self.viewport().height() // high // 2))

    def _ask(self, index: QModelIndex, column: int | None) -> None:
        entry: Entry | None = index.data(ENTRY)
        if entry is None or column is None or entry.difference:
            return
        at = OVERALL if column == 0 else column - 1
        if value_of(entry, at) is not None:
            self.asked.emit(entry.row.key, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            self._ask(self.indexAt(place), self.delegate.column_at(place.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        column = self.delegate.column_at(place.x())
        row = self.indexAt(place).row()
        self._point((row, column) if column is not None and row >= 0 else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, under: tuple[int, int] | None) -> None:
        if under != self.delegate.under:
            self.delegate.under = under
            hand = Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step:
            last = len(self.delegate.columns.cells) - 1
            self.delegate.column = min(max(0, self.delegate.column + step), last)
            self.viewport().update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask(self.currentIndex(), self.delegate.column)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_row(self._kept)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.shows_focus = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        if self.shows_focus and not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))


class TableCard(Card):
    """Heading, rows and medians in the same columns."""

    asked = Signal(str, int)
    """The key of the audit whose score was pressed, and the place of the stage."""
    asked_median = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.model = ComparisonModel(look, self)
        self.heading = Heading(look)
        self.rows = _Rows(look, self.model)
        self.rows.asked.connect(self.asked)
        self.medians = Medians(look)
        self.medians.asked.connect(self.asked_median)
        self.most = 6
        """So many rows are in sight; the others scroll."""
        inner = QVBoxLayout()
        inner.setSpacing(2)
        self.legend = Label(look, look.tr("~ provisional"), "caption")
        self.legend.setContentsMargins(look.px(10), 0, 0, 0)
        for part in (self.heading, self.rows, self.medians, self.legend):
            inner.addWidget(part)
        self.add(inner)
        column = self.layout()
        assert column is not None
        column.setContentsMargins(MARGIN, 12, MARGIN, 8)

    def set_comparison(
        self, found: Comparison, choice: Choice, scope: Scope, stages: list[str], codes: list[str]
    ) -> None:
        tr = self.look.tr
        self._codes, self._stages = codes, stages
        self.model.set_comparison(found, choice, scope, stages)
        signed = scope == "full" and any(1 in e.row.doubts for e in found.table if not e.difference)
        self.legend.setVisible(signed)
        medians = (found.median_overall, *found.medians)
        named = tr.plural("Median of {n}", "Median of {n}", words.counted(found))
        self.medians.set_medians(named, medians, [tr("Overall"), *stages])
        self.medians.setVisible(any(value is not None for value in medians))
        self._fit()
        self.rows.show_row(found.table.index(found.own))

    def set_most(self, most: int) -> None:
        self.most = most
        self._fit()

    def _fit(self) -> None:
        if not self.model.found:
            return
        count, bar = self.model.rowCount(), self.rows.verticalScrollBar().sizeHint().width()
        width = self.width() - 2 * MARGIN - (bar if count > self.most else 0)
        columns = columns_for(self.look, width, len(self._stages))
        most = min(self.most, _FEW) if columns.above else self.most
        if most < count <= self.most:
            columns = columns_for(self.look, width - bar, len(self._stages))
        shown = max(1, min(most, count))
        for part in (self.heading, self.medians, self.rows.delegate):
            part.columns = columns
        self.rows.verticalHeader().setDefaultSectionSize(self.rows.delegate.row_height)
        self.rows.setFixedHeight(shown * self.rows.delegate.row_height)
        self.heading.set_texts([self.look.tr("Overall"), *self._names(columns)])
        self.medians.place_figures()
        self.rows.viewport().update()

    def _names(self, columns: Columns) -> list[str]:
        """The names of the stages, or their codes where one would be cut."""
        room = columns.cells[1][1] + 2 * GAP
        measure = self.look.metrics(12, 500)
        fits = all(measure.horizontalAdvance(name) <= room for name in self._stages)
        return self._stages if fits else self._codes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
