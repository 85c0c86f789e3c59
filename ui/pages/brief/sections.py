"""The sections of the brief: a list of them beside the page, folded into one line where room is short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import paint_icon
from ui.look import GAP, TOUCH, Look
from ui.pages.brief.progress import State
from ui.widgets.buttons import IconButton
from ui.widgets.fields import ComboBox
from ui.widgets.labels import Label
from ui.widgets.paint import paint_box, paint_text, text_height
from ui.widgets.pressable import Pressable

WIDE = 196
_ICONS: Mapping[State, tuple[str, str]] = {
    "done": ("circle-check", "ok"),
    "begun": ("circle-dot", "accent"),
    "default": ("circle-dashed", "muted"),
    "empty": ("circle", "muted"),
    "warn": ("triangle-alert", "warn"),
    "conflict": ("git-compare-arrows", "danger"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A section by its key and its name."""

    key: str
    title: str


class Section(QWidget):
    """The cards of one section, in two columns where there is room for them."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.hide()  # so that nothing is measured before it is shown
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._several = bool(right)
        for cards in (left, right):
            if cards:
                column = QVBoxLayout()
                column.setSpacing(GAP)
                for card in cards:
                    column.addWidget(card)
                column.addStretch(1)
                self._row.addLayout(column, 1)

    def fold(self, narrow: bool) -> None:
        """Put the columns one under the other."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    @property
    def columns(self) -> int:
        """How many columns it has where there is room."""
        return 2 if self._several else 1


class SectionRow(Pressable):
    """A section in the list, with a sign of how far it is."""

    def __init__(self, look: Look, heading: Heading) -> None:
        super().__init__(look, heading.title)
        self.setCheckable(True)
        self.state: State = "empty"
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_state(self, state: State, said: str) -> None:
        self.state = state
        self.setAccessibleName(f"{self.text()}: {said}")
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = text_height(self.text(), self.look.font(14, 600), width - self._left() - 8, 2)
        return max(TOUCH, words + 14)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(WIDE), self.heightForWidth(self.look.px(WIDE)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(120), TOUCH)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        c, on = self.look.tokens, self.isChecked()
        fill = c.accent_soft if on else c.hover if self.hovered else ""
        paint_box(painter, rect, fill, c.accent if self.ring else "", 10, 2)
        side = self.look.px(20)
        icon, role = _ICONS[self.state]
        where = QRect(rect.x() + 10, rect.center().y() - side // 2 + 1, side, side)
        paint_icon(painter, where, icon, self.look.colour(role))
        font = self.look.font(14, 600 if on else 400)
        room = rect.width() - self._left() - 8
        high = text_height(self.text(), font, room, 2)
        place = QRect(rect.x() + self._left(), rect.center().y() - high // 2 + 1, room, high)
        paint_text(painter, place, self.text(), font, c.text, 2)

    def _left(self) -> int:
        return 10 + self.look.px(20) + 10


class SectionList(QWidget):
    """Every section under the other; `chosen` carries the key of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self, look: Look, headings: Sequence[Heading]) -> None:
        super().__init__()
        self.look = look
        self.setAccessibleName(look.tr("Sections"))
        self.rows: dict[str, SectionRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(0)
        label = Label(look, look.tr("Sections"), "caption")
        label.setContentsMargins(0, 4, 0, 4)
        column.addWidget(label)
        for heading in headings:
            row = SectionRow(look, heading)
            row.clicked.connect(lambda _=False, key=heading.key: self.chosen.emit(key))
            self.rows[heading.key] = row
            column.addWidget(row)
        column.addStretch(1)

    def set_current(self, key: str) -> None:
        for name, row in self.rows.items():
            row.setChecked(name == key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from row to row."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        rows = list(self.rows.values())
        at = next((n for n, row in enumerate(rows) if row.hasFocus()), None)
        if at is None or (step := steps.get(Qt.Key(event.key()))) is None:
            event.ignore()
            return
        rows[(at + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)


class SectionBar(QWidget):
    """The same in one line: the section before, all of them, the next one."""

    chosen = Signal(str)

    def __init__(self, look: Look, headings: Sequence[Heading]) -> None:
        super().__init__()
        self.look, self._headings = look, headings
        tr = look.tr
        self.before = IconButton(look, "chevron-left", tr("Previous section"))
        self.after = IconButton(look, "chevron-right", tr("Next section"))
        self.all = ComboBox(look, tr("Section"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.before)
        row.addWidget(self.all, 1)
        row.addWidget(self.after)
        self.all.set_options([(h.key, h.title) for h in headings])
        self.all.chosen.connect(lambda key: self.chosen.emit(str(key)))
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))

    def set_current(self, key: str) -> None:
        self.all.set_value(key)
        keys = [h.key for h in self._headings]
        self.before.setEnabled(key != keys[0])
        self.after.setEnabled(key != keys[-1])

    def set_said(self, said: Mapping[str, str]) -> None:
        """How far each section is, in words beside its name."""
        now = self.all.value
        self.all.set_options([(h.key, f"{h.title} · {said[h.key]}") for h in self._headings], now)

    def _step(self, by: int) -> None:
        keys = [h.key for h in self._headings]
        at = keys.index(str(self.all.value)) + by
        if 0 <= at < len(keys):
            self.chosen.emit(keys[at])
