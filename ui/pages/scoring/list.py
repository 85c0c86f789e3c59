"""The left side of scoring: which criteria, and what they got."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxaudit.model import Audit, Criterion, Rating, Scores
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.models.criteria import CRITERION, CriteriaModel
from ui.pages.scoring.choosers import FilterChooser, StageChooser
from ui.pages.scoring.course import Course
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.chips import paint_chip
from ui.widgets.paint import paint_box, paint_line, paint_ring, paint_text, text_height
from ui.widgets.scroll import ListView

_Index = QModelIndex | QPersistentModelIndex
_PAD = 10
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class CriterionDelegate(QStyledItemDelegate):
    """A row: number with how many files, title in two lines, score chip or the mark of a conflict."""

    def __init__(self, look: Look, model: CriteriaModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._whole_ids = False
        self._numbers = self._number_width()
        self._titles = look.font(14), look.font(14, 600)
        self._long_titles = look.font(13), look.font(13, 600)
        self._small = look.font(12, 500)
        self._chip = look.px(28)
        self._selected = QColor(look.tokens.accent_soft)

    def set_whole_ids(self, whole: bool) -> None:
        """Whether rows of several stages stand together."""
        if whole != self._whole_ids:
            self._whole_ids = whole
            self._numbers = self._number_width()

    def _number_width(self) -> int:
        widest = "MMM-00" if self._whole_ids else "000"
        return self._look.metrics(12, 600).horizontalAdvance(widest) + self._look.px(6)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, max(TOUCH, 2 * self._look.metrics(14).height() + 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, rect, shown = self._look, option.rect, self._model.shown(index.row())
        state: int = option.state.value
        selected = bool(state & _SELECTED)
        chip = self.chip_place(rect)
        fill = look.tokens.accent_soft if selected else look.tokens.hover if state & _HOVERED else ""
        rect = rect.adjusted(0, 1, 0, -1)
        if fill:
            paint_box(painter, rect, fill, radius=10)
        self._paint_mark(painter, chip, shown.rating, shown.draft)
        self._paint_number(painter, rect, shown.criterion, shown.files)
        left = rect.x() + _PAD + self._numbers + 4
        room = chip.left() - 8 - left
        font, title, lines = self._titles[selected], shown.criterion.title[look.tr.lang], 2
        tall = text_height(title, font, room, 3)
        if tall > rect.height():
            font, lines = self._long_titles[selected], 3
            tall = text_height(title, font, room, lines)
        place = QRect(left, rect.y() + (rect.height() - tall) // 2, room, tall)
        paint_text(painter, place, title, font, look.tokens.text, lines)
        if selected and state & _FOCUSED:
            paint_ring(painter, rect, look, 10)

    def paint_only_chip(self, painter: QPainter, row: int, chip: QRect, selected: bool) -> None:
        """What a score changes of a row."""
        if selected:
            painter.fillRect(around_chip(chip), self._selected)
        shown = self._model.shown(row)
        self._paint_mark(painter, chip, shown.rating, shown.draft)

    def chip_place(self, row: QRect) -> QRect:
        """Where the chip stands in a row."""
        high = self._chip
        return QRect(row.right() - _PAD - high, row.y() + (row.height() - 1) // 2 - high // 2 + 1, high, high)

    def _paint_number(self, painter: QPainter, rect: QRect, criterion: Criterion, files: int) -> None:
        look = self._look
        line = look.px(18)
        top = rect.center().y() - (line if files else line // 2) + 1
        place = QRect(rect.x() + _PAD, top, self._numbers, line)
        said = criterion.id if self._whole_ids else criterion.id.partition("-")[2]
        paint_line(painter, place, said, self._small, look.tokens.muted)
        if files:
            side = look.px(13)
            clip = QRect(place.x(), top + line + (line - side) // 2, side, side)
            paint_icon(painter, clip, "paperclip", look.tokens.muted)
            count = QRect(clip.right() + 4, top + line, self._numbers - side - 4, line)
            paint_line(painter, count, str(files), self._small, look.tokens.muted)

    def _paint_mark(self, painter: QPainter, chip: QRect, rating: Rating, draft: bool) -> None:
        if not (rating.conflict or rating.note_rivals):
            paint_chip(painter, chip, self._look, rating.mark, draft)
            return
        paint_box(painter, chip, self._look.tokens.danger_soft, radius=0.28 * chip.height())
        side = self._look.px(18)
        inner = QRect(chip.center().x() - side // 2 + 1, chip.center().y() - side // 2 + 1, side, side)
        paint_icon(painter, inner, "git-compare-arrows", self._look.tokens.danger)


def around_chip(chip: QRect) -> QRect:
    """The chip with the dot of a draft at its corner."""
    return chip.adjusted(-2, -6, 6, 2)


class _Rows(ListView):
    """Leaves every key to the page, which knows where each one goes."""

    def __init__(self, look: Look, name: str, model: CriteriaModel) -> None:
        """Opaque: what is still in sight after scrolling is moved, not painted anew."""
        super().__init__(look, name)
        self.delegate = CriterionDelegate(look, model, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self._port = self.viewport()
        self._port.setBackgroundRole(QPalette.ColorRole.Window)
        self._port.setAutoFillBackground(True)
        self._scored: tuple[int, QRect] | None = None
        """The row whose chip alone is being painted, and where that chip stands."""

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Repaint one row alone, and its chip at once: a score is seen before the next criterion is laid out.

        Qt would lay out and paint the whole list, though no height has changed.
        """
        if first == last:
            row = self.visualRect(first)
            chip = self.delegate.chip_place(row)
            self._scored = first.row(), chip
            self._port.repaint(around_chip(chip))
            self._scored = None
            self._port.update(row)
        else:
            super().dataChanged(first, last, list(roles))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt would ask the model a dozen questions for a single chip."""
        if self._scored is None:
            super().paintEvent(event)
            return
        row, chip = self._scored
        painter = QPainter(self._port)
        self.delegate.paint_only_chip(painter, row, chip, row == self.currentIndex().row())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current row stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class CriteriaPanel(QWidget):
    """Stage and filter, the criteria they leave, and the way to the next one without a score."""

    chosen = Signal(str)
    """A criterion id."""
    stage_chosen = Signal(str)
    filter_chosen = Signal(str)
    searched = Signal()
    asked_next_empty = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.stages = StageChooser(look)
        self.stages.chosen.connect(lambda code: self.stage_chosen.emit(str(code)))
        self.filters = FilterChooser(look)
        self.filters.chosen.connect(lambda name: self.filter_chosen.emit(str(name)))
        self.search = IconButton(look, "search", look.tr("Find a criterion (Ctrl+F)"))
        self.search.clicked.connect(self.searched)
        self.model = CriteriaModel(look, self)
        self.rows = _Rows(look, look.tr("Criteria"), self.model)
        self.rows.setUniformItemSizes(True)
        self.rows.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.rows.clicked.connect(lambda index: self.chosen.emit(index.data(CRITERION).id))
        self.next_empty = LinkButton(look, look.tr("Next without a score"), "circle-dashed")
        self.next_empty.clicked.connect(self.asked_next_empty)
        self.show_every = LinkButton(look, look.tr("Show all criteria"), "x")
        self.show_every.clicked.connect(lambda: self.filter_chosen.emit("all"))
        self._build()

    def _build(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(self.filters, 1)
        beside.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.stages)
        column.addLayout(beside)
        column.addWidget(self.rows, 1)
        for link in (self.next_empty, self.show_every):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_audit(self, audit: Audit) -> None:
        """Read the rows from another state of the audit."""
        self.model.set_audit(audit)

    def show_criterion(self, audit: Audit, scores: Scores, course: Course) -> None:
        """Make the criterion of the course the current row, among the rows of its stage or filter."""
        self.model.set_criteria(audit, course.rows(audit))
        self.rows.delegate.set_whole_ids(course.is_filtered)
        self.next_empty.setVisible(not course.is_filtered)
        self.show_every.setVisible(course.is_filtered)
        self.show_counts(audit, scores, course)
        index = self.model.index(self.model.row_of(course.here.id))
        self.rows.setCurrentIndex(index)
        self.rows.scrollTo(index)

    def show_rating(self, audit: Audit, criterion: str) -> None:
        """Repaint the row of that criterion; no row comes or goes."""
        self.model.set_audit(audit, criterion)

    def show_counts(self, audit: Audit, scores: Scores, course: Course) -> None:
        """How far the stages are, and how much the filter leaves.

        There is a next one without a score only while a criterion is without a mark."""
        self.stages.set_stages(audit, scores, course.here.stage)
        count = len(audit.framework.criteria)
        if course.is_filtered:
            count = course.count(audit)
        self.filters.set_audit(audit, course.filter, count, course.asked)
        self.next_empty.setEnabled(any(stage.empty for stage in scores.stages))
