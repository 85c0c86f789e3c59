"""The left side of scoring: which stage, and its criteria with what they got."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
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
from ui.models.criteria import CRITERION, DRAFT, FILES, RATING, CriteriaModel
from ui.widgets.bars import paint_share
from ui.widgets.buttons import LinkButton
from ui.widgets.chips import paint_chip
from ui.widgets.fields import ComboBox
from ui.widgets.paint import RIGHT, paint_box, paint_line, paint_ring, paint_text, text_height
from ui.widgets.scroll import ListView

_Index = QModelIndex | QPersistentModelIndex
_STAGE = Qt.ItemDataRole.UserRole + 1
_PAD = 10


class CriterionDelegate(QStyledItemDelegate):
    """A row: number with how many files, title in two lines, score chip or the mark of a conflict."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._numbers = look.metrics(12, 600).horizontalAdvance("000") + look.px(6)
        self._titles = look.font(14), look.font(14, 600)
        self._long_titles = look.font(13), look.font(13, 600)
        self._small = look.font(12, 500)
        self.only_chip = False
        """Whether nothing but the chip has to be painted just now."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, max(TOUCH, 2 * self._look.metrics(14).height() + 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, rect = self._look, option.rect.adjusted(0, 1, 0, -1)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            paint_box(painter, rect, look.tokens.accent_soft, radius=10)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, rect, look.tokens.hover, radius=10)
        chip = self.chip_place(option.rect)
        self._paint_mark(painter, chip, index)
        if self.only_chip:
            return
        criterion: Criterion = index.data(CRITERION)
        self._paint_number(painter, rect, criterion, index.data(FILES))
        left = rect.x() + _PAD + self._numbers + 4
        room = chip.left() - 8 - left
        font, title, lines = self._titles[selected], criterion.title[look.tr.lang], 2
        tall = text_height(title, font, room, 3)
        if tall > rect.height():
            font, lines = self._long_titles[selected], 3
            tall = text_height(title, font, room, lines)
        place = QRect(left, rect.y() + (rect.height() - tall) // 2, room, tall)
        paint_text(painter, place, title, font, look.tokens.text, lines)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, rect, look, 10)

    def chip_place(self, row: QRect) -> QRect:
        """Where the chip stands in a row."""
        rect, high = row.adjusted(0, 1, 0, -1), self._look.px(28)
        return QRect(rect.right() - _PAD - high, rect.center().y() - high // 2 + 1, high, high)

    def _paint_number(self, painter: QPainter, rect: QRect, criterion: Criterion, files: int) -> None:
        look = self._look
        line = look.px(18)
        top = rect.center().y() - (line if files else line // 2) + 1
        place = QRect(rect.x() + _PAD, top, self._numbers, line)
        paint_line(painter, place, criterion.id.partition("-")[2], self._small, look.tokens.muted)
        if files:
            side = look.px(13)
            clip = QRect(place.x(), top + line + (line - side) // 2, side, side)
            paint_icon(painter, clip, "paperclip", look.tokens.muted)
            count = QRect(clip.right() + 4, top + line, self._numbers - side - 4, line)
            paint_line(painter, count, str(files), self._small, look.tokens.muted)

    def _paint_mark(self, painter: QPainter, chip: QRect, index: _Index) -> None:
        rating: Rating = index.data(RATING)
        if not (rating.conflict or rating.note_rivals):
            paint_chip(painter, chip, self._look, rating.mark, index.data(DRAFT))
            return
        paint_box(painter, chip, self._look.tokens.danger_soft, radius=0.28 * chip.height())
        side = self._look.px(18)
        inner = QRect(chip.center().x() - side // 2 + 1, chip.center().y() - side // 2 + 1, side, side)
        paint_icon(painter, inner, "git-compare-arrows", self._look.tokens.danger)


class _Rows(ListView):
    """Leaves every key to the page, which knows where each one goes."""

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Repaint one row alone, and its chip at once: a score is seen before the next criterion is laid out.

        Qt would lay out and paint the whole list, though no height has changed.
        """
        delegate = self.itemDelegate()
        if first == last and isinstance(delegate, CriterionDelegate):
            row = self.visualRect(first)
            delegate.only_chip = True
            self.viewport().repaint(delegate.chip_place(row).adjusted(-2, -6, 6, 2))
            delegate.only_chip = False
            self.viewport().update(row)
        else:
            super().dataChanged(first, last, list(roles))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current row stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class _StageDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, chooser: StageChooser) -> None:
        super().__init__(chooser)
        self._look, self._chooser = look, chooser

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._look.px(240), max(TOUCH, self._look.px(44)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            paint_box(painter, rect, self._look.tokens.accent_soft, radius=8)
        self._chooser.paint_stage(painter, rect.adjusted(10, 0, -10, 0), index.row())


class StageChooser(ComboBox):
    """The stages with how far each one is; `chosen` gives a stage code."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Stage"), parent=parent)
        self._done: list[tuple[int, int]] = []
        self._delegate = _StageDelegate(look, self)
        self.view().setItemDelegate(self._delegate)

    def set_stages(self, audit: Audit, scores: Scores, code: str) -> None:
        """Show these stages, with that one as the current one."""
        lang, tr = self.look.tr.lang, self.look.tr
        self._done = [(stage.total - stage.empty, stage.total) for stage in scores.stages]
        said = [
            (stage.code, f"{number}. {stage.short[lang]}")
            for number, stage in enumerate(audit.framework.stages, 1)
        ]
        if said != [(value, self.itemText(i)) for i, value in enumerate(self._values)]:
            self.set_options(said, code)
        self.set_value(code)
        done, total = self._done[self.currentIndex()]
        self.setAccessibleDescription(tr("{n} of {total}", n=done, total=total))
        self.update()

    def paint_stage(self, painter: QPainter, rect: QRect, row: int, strong: bool = False) -> None:
        """The name, how many are done, and under them the share as a thin bar."""
        look = self.look
        done, total = self._done[row]
        said = look.tr("{n} of {total}", n=done, total=total)
        words = rect.adjusted(0, 0, 0, -look.px(7))
        count = look.metrics(12, 500).horizontalAdvance(said)
        paint_line(painter, words, said, look.font(12, 500), look.tokens.muted, RIGHT)
        name = words.adjusted(0, 0, -count - 8, 0)
        paint_line(painter, name, self.itemText(row), look.font(14, 600 if strong else 400), look.tokens.text)
        bar = QRect(rect.x(), rect.bottom() - look.px(9), rect.width(), look.px(3))
        paint_share(painter, bar, look, done / total if total else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.tokens
        painter = QPainter(self)
        ring = self.hasFocus()
        paint_box(painter, self.rect(), c.surface, c.accent if ring else c.line, 10, 2 if ring else 1)
        side = self.look.px(20)
        if self.currentIndex() >= 0:
            self.paint_stage(painter, self.rect().adjusted(13, 0, -side - 18, 0), self.currentIndex(), True)
        where = QRect(self.width() - side - 10, self.height() // 2 - side // 2 + 1, side, side)
        paint_icon(painter, where, "chevron-down", c.muted)
        painter.end()


class CriteriaPanel(QWidget):
    """Stage chooser, criteria of that stage, and the way to the next one without a score."""

    chosen = Signal(str)
    """A criterion id."""
    stage_chosen = Signal(str)
    asked_next_empty = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.stages = StageChooser(look)
        self.stages.chosen.connect(lambda code: self.stage_chosen.emit(str(code)))
        self.model = CriteriaModel(look, self)
        self.rows = _Rows(look, look.tr("Criteria"))
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(CriterionDelegate(look, self.rows))
        self.rows.setUniformItemSizes(True)
        self.rows.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.rows.clicked.connect(lambda index: self.chosen.emit(index.data(CRITERION).id))
        self.next_empty = LinkButton(look, look.tr("Next without a score"), "circle-dashed")
        self.next_empty.clicked.connect(self.asked_next_empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.stages)
        column.addWidget(self.rows, 1)
        column.addWidget(self.next_empty, 0, Qt.AlignmentFlag.AlignLeft)
        self._stage = ""

    def show_audit(self, audit: Audit, scores: Scores) -> None:
        """Read everything from another audit, or another state of it."""
        self._show_open(scores)
        self._stage = ""
        self.model.set_audit(audit)
        self._audit, self._scores = audit, scores

    def show_criterion(self, audit: Audit, scores: Scores, criterion: Criterion) -> None:
        """Make that criterion the current row, in its stage."""
        if criterion.stage != self._stage:
            self._stage = criterion.stage
            self.model.set_stage(audit, criterion.stage)
        self.stages.set_stages(audit, scores, criterion.stage)
        index = self.model.index(self.model.row_of(criterion.id))
        self.rows.setCurrentIndex(index)
        self.rows.scrollTo(index)

    def show_rating(self, audit: Audit, scores: Scores, criterion: str) -> None:
        """Repaint the row of that criterion and the progress of the stages."""
        self.model.set_audit(audit, criterion)
        self._show_open(scores)
        if self._stage:
            self.stages.set_stages(audit, scores, self._stage)

    def _show_open(self, scores: Scores) -> None:
        """There is a next one only while a criterion is without a mark."""
        self.next_empty.setEnabled(any(stage.empty for stage in scores.stages))
