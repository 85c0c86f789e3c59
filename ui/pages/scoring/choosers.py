"""What stands above the list of criteria: which stage, and which criteria of all."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cxaudit.model import Audit, Framework, Scores
from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.pages.scoring.filters import FILTERS, Filter, counts, names
from ui.widgets.bars import paint_share
from ui.widgets.fields import ComboBox
from ui.widgets.letters import width_of
from ui.widgets.paint import RIGHT, paint_box, paint_line

_Index = QModelIndex | QPersistentModelIndex


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, chooser: Chooser) -> None:
        super().__init__(chooser)
        self._look, self._chooser = look, chooser

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._look.px(240), max(TOUCH, self._look.px(44)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            paint_box(painter, rect, self._look.tokens.accent_soft, radius=8)
        self._chooser.paint_choice(painter, rect.adjusted(10, 0, -10, 0), index.row())


class Chooser(ComboBox):
    """Choices that each carry a figure; the button shows the current one as the list does."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent=parent)
        self._delegate = _ChoiceDelegate(look, self)
        self.view().setItemDelegate(self._delegate)

    def paint_choice(self, painter: QPainter, rect: QRect, row: int, strong: bool = False) -> None:
        """The name of that choice at the left, its figure at the right."""
        raise NotImplementedError

    def paint_words(self, painter: QPainter, rect: QRect, row: int, figure: str, strong: bool) -> None:
        look = self.look
        wide = width_of(figure, look.font(12, 500))
        paint_line(painter, rect, figure, look.font(12, 500), look.tokens.muted, RIGHT)
        name = rect.adjusted(0, 0, -wide - 8, 0)
        paint_line(painter, name, self.itemText(row), look.font(14, 600 if strong else 400), look.tokens.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self.look.tokens
        painter = QPainter(self)
        ring, fill, line = self.hasFocus(), *self.box_colours()
        paint_box(painter, self.rect(), fill, c.accent if ring else line, 10, 2 if ring else 1)
        side = self.look.px(20)
        if self.currentIndex() >= 0:
            self.paint_choice(painter, self.rect().adjusted(13, 0, -side - 18, 0), self.currentIndex(), True)
        where = QRect(self.width() - side - 10, self.height() // 2 - side // 2 + 1, side, side)
        paint_icon(painter, where, "chevron-down", c.muted)
        painter.end()

    def box_colours(self) -> tuple[str, str]:
        """Background and border."""
        return self.look.tokens.surface, self.look.tokens.line


class StageChooser(Chooser):
    """The stages with how far each one is; `chosen` gives a stage code."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Stage"), parent)
        self._done: list[tuple[int, int]] = []
        self._framework: Framework | None = None

    def set_stages(self, audit: Audit, scores: Scores, code: str) -> None:
        """Show these stages, with that one as the current one."""
        tr, framework = self.look.tr, audit.framework
        before = self._done, self.value
        self._done = [(stage.total - stage.empty, stage.total) for stage in scores.stages]
        if framework is not self._framework:
            self._framework = framework
            said = enumerate(framework.stages, 1)
            self.set_options([(one.code, f"{n}. {one.short[tr.lang]}") for n, one in said], code)
        self.set_value(code)
        if before != (self._done, code):
            done, total = self._done[self.currentIndex()]
            self.setAccessibleDescription(tr("{n} of {total}", n=done, total=total))
            self.update()

    def paint_choice(self, painter: QPainter, rect: QRect, row: int, strong: bool = False) -> None:
        """The name, how many are done, and under them the share as a thin bar."""
        look = self.look
        done, total = self._done[row]
        words = rect.adjusted(0, 0, 0, -look.px(7))
        self.paint_words(painter, words, row, look.tr("{n} of {total}", n=done, total=total), strong)
        bar = QRect(rect.x(), rect.bottom() - look.px(9), rect.width(), look.px(3))
        paint_share(painter, bar, look, done / total if total else 0)


class FilterChooser(Chooser):
    """The filters with how many criteria each one lets through; `chosen` gives a `Filter`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("Filter"), parent)
        self._audit: Audit | None = None
        self._asked: frozenset[str] = frozenset()
        self._counts: dict[Filter, int] = dict.fromkeys(FILTERS, 0)
        self._offer()

    def _offer(self) -> None:
        """Offer what is asked of the reader, the last of all, only where anything is."""
        said = names(self.look.tr).items()
        self.set_options([one for one in said if self._asked or one[0] != "asked"], "all")

    def set_audit(self, audit: Audit, name: Filter, count: int, asked: frozenset[str] = frozenset()) -> None:
        """Show that filter with its count; the others are counted when the list opens."""
        self._audit = audit
        if asked != self._asked:
            self._asked = asked
            self._offer()
        if (name, count) != (self.value, self._counts[name]):
            self._counts[name] = count
            self.set_value(name)
            self.setAccessibleDescription(str(count))
            self.update()

    def showPopup(self) -> None:
        if self._audit:
            self._counts = counts(self._audit, self._asked)
        super().showPopup()

    def paint_choice(self, painter: QPainter, rect: QRect, row: int, strong: bool = False) -> None:
        self.paint_words(painter, rect, row, str(self._counts[FILTERS[row]]), strong)

    def box_colours(self) -> tuple[str, str]:
        c = self.look.tokens
        return (c.surface, c.line) if self.value == "all" else (c.accent_soft, c.accent)
