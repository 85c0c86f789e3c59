"""What the palette has found, as a Qt list: headings of sections, and rows that can be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.palette.finding import Find, Section
from ui.widgets.chips import chip_says, paint_chip
from ui.widgets.paint import CENTRE, paint_box, paint_line

FIND = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_PAD = 12


def headings(look: Look) -> dict[Section, str]:
    tr = look.tr
    return {
        "recent": tr("Recent"),
        "criterion": tr("Criteria"),
        "page": tr("Go to"),
        "audit": tr("Audits"),
        "act": tr("Actions"),
    }


class FindsModel(QAbstractListModel):
    """A row is a heading (text) or a `Find`."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: list[str | Find] = []

    def set_finds(self, found: Sequence[tuple[Section, Find]]) -> None:
        """Show these, each section under its heading."""
        said = headings(self._look)
        self.beginResetModel()
        self._rows = []
        for at, (section, one) in enumerate(found):
            if at == 0 or found[at - 1][0] != section:
                self._rows.append(said[section])
            self._rows.append(one)
        self.endResetModel()

    def row(self, number: int) -> Find | None:
        """What can be chosen there."""
        one = self._rows[number] if 0 <= number < len(self._rows) else None
        return one if isinstance(one, Find) else None

    def step(self, number: int, by: int) -> int:
        """The next row in that direction that can be chosen, or the same one."""
        at = number + by
        while 0 <= at < len(self._rows) and self.row(at) is None:
            at += by
        return at if self.row(at) else number

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.row(index.row()) else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == FIND:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one if isinstance(one, str) else self._says(one)
        return None

    def _says(self, one: Find) -> str:
        chip = chip_says(self._look, one.mark) if one.kind == "criterion" else ""  # type: ignore[arg-type]
        return ", ".join(part for part in (one.title, one.note, chip, one.keys) if part)


class FindDelegate(QStyledItemDelegate):
    """A heading, or a row: chip or icon, title, muted note, keys at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = isinstance(index.data(FIND), str)
        return QSize(0, self._look.px(28) if heading else max(TOUCH, self._look.px(44)) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one, rect, c = index.data(FIND), option.rect, self._look.tokens
        if isinstance(one, str):
            place = rect.adjusted(_PAD, 4, -_PAD, 0)
            paint_line(painter, place, one, self._look.font(12, 500), c.muted)
            return
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        box = rect.adjusted(0, 1, 0, -1)
        if selected:
            paint_box(painter, box, c.accent_soft, radius=10)
        elif state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, box, c.hover, radius=10)
        self._paint_find(painter, box, one, selected)

    def _paint_find(self, painter: QPainter, box: QRect, one: Find, selected: bool) -> None:
        look, c = self._look, self._look.tokens
        side = look.px(24)
        sign = QRect(box.x() + _PAD, box.center().y() - side // 2 + 1, side, side)
        if one.kind == "criterion":
            paint_chip(painter, sign, look, one.mark)  # type: ignore[arg-type]
        elif one.icon:
            paint_icon(painter, sign.adjusted(2, 2, -2, -2), one.icon, c.text)
        right = self._paint_keys(painter, box, "Enter" if selected and not one.keys else one.keys)
        words = QRect(sign.right() + 11, box.y(), right - sign.right() - 19, box.height())
        font = look.font(14, 600 if selected else 400)
        taken = paint_line(painter, words, one.title, font, c.text)
        rest = words.adjusted(taken + 10, 0, 0, 0)
        if one.note and rest.width() > look.px(40):
            paint_line(painter, rest, one.note, look.font(13), c.muted)

    def _paint_keys(self, painter: QPainter, box: QRect, keys: str) -> int:
        """Each key in a box of its own; returns where they begin."""
        look, c = self._look, self._look.tokens
        left, high = box.right() - _PAD, look.px(24)
        for key in reversed(keys.replace("+", " ").split()):
            wide = max(high, look.metrics(12, 500).horizontalAdvance(key) + look.px(14))
            place = QRect(left - wide, box.center().y() - high // 2 + 1, wide, high)
            paint_box(painter, place, c.surface, c.line, 6)
            paint_line(painter, place, key, look.font(12, 500), c.muted, CENTRE)
            left = place.left() - 8
        return left
