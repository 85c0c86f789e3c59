"""The stopwatch's card: a time, what was measured so far, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import paint_icon
from ui.look import TOUCH, Look
from ui.pages.scoring.stopwatch_words import Act, Shown
from ui.widgets.buttons import IconButton, Lettered, LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.fields import LineEdit
from ui.widgets.labels import ElidedLabel, Label, Pill
from ui.widgets.paint import LEFT, RIGHT, paint_box, paint_line
from ui.widgets.pressable import Pressable
from ui.widgets.scroll import ScrollArea

_BESIDE = 3
"""Measures in one line where the card lies above the dock."""
_MOST, _MOST_FLAT = 4, 1
"""Lines of measures that are seen at once; more of them scroll."""
_TIGHT = 560
"""A card that lies flat and is narrower has no room for the words of all its buttons."""


class Row(NamedTuple):
    """A measure in the card."""

    id: str
    name: str
    time: str
    sound: bool = True


class MeasureRow(Pressable):
    """A measure, to be opened: a tick, its channel, its time."""

    def __init__(self, look: Look, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(look, row.name, parent)
        self.row = row
        self.setAccessibleName(look.tr("{name}: {time}, edit", name=row.name, time=row.time))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(90), max(TOUCH, self.look.px(30)))

    def draw(self, painter: QPainter, rect: QRect) -> None:
        look, c = self.look, self.look.tokens
        if self.ring or self.hovered or self.isDown():
            fill = c.accent_soft if self.isDown() else c.hover if self.hovered else ""
            paint_box(painter, rect, fill, c.accent if self.ring else "", 10, 2)
        side = look.px(18)
        icon, ink = ("circle-check", c.ok) if self.row.sound else ("triangle-alert", c.warn)
        paint_icon(painter, QRect(4, rect.center().y() - side // 2 + 1, side, side), icon, ink)
        width = QFontMetrics(look.font(13, tabular=True)).horizontalAdvance(self.row.time) + 4
        inner = rect.adjusted(side + 12, 0, -4, 0)
        paint_line(painter, inner.adjusted(0, 0, -width - 8, 0), self.row.name, look.font(13), c.text, LEFT)
        paint_line(painter, inner, self.row.time, look.font(13, tabular=True), c.text, RIGHT)


class _Face(Label):
    """The time in large figures; it paints its colour itself, since Qt takes one back with another parent."""

    def set_colour(self, role: str) -> None:
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.look.ink(self._role))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


class StopwatchCard(QWidget):
    """Says by `acted` what was pressed; what it shows is told to it."""

    acted = Signal(str)
    """An Act."""
    named = Signal(str)
    """The channel or attempt that was typed."""
    row_chosen = Signal(str)
    """The id of the measure that was pressed."""
    closed = Signal()
    released = Signal()
    """A button with the focus goes out of sight; else the focus would stray into a field."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._shown: Shown | None = None
        self._rows: tuple[Row, ...] = ()
        self._flat: bool | None = None
        self.title = ElidedLabel(look, "", "title")
        self.pill = Pill(look, "", "solid")
        self.close_button = IconButton(look, "x", look.tr("Close the stopwatch"), framed=False)
        self.close_button.clicked.connect(self.closed)
        self.time = _Face(look, "", wrap=False)
        self.time.setFont(look.font(34, 600, tabular=True))
        self.text = Label(look, "", "second")
        self.channel = LineEdit(look, look.tr("Channel or attempt"), example=look.tr("Channel"))
        self.channel.left.connect(self.named)
        self.buttons: dict[Act, Pressable] = {}
        self._make_buttons()
        self._build()

    def _make_buttons(self) -> None:
        look, tr = self.look, self.look.tr
        primary: tuple[tuple[Act, str, str], ...] = (
            ("start", tr.context("stopwatch", "Start"), "play"),
            ("stop", tr.context("stopwatch", "Stop"), "square"),
            ("go_on", tr("Continue"), "play"),
            ("give", "", "check"),
        )
        secondary: tuple[tuple[Act, str, str], ...] = (
            ("again", tr("Measure again"), "timer"),
            ("count", tr("Enter the count"), "pencil"),
            ("specify", tr("Specify the time"), "pencil"),
        )
        icons: tuple[tuple[Act, str, str], ...] = (
            ("halt", tr("Stop (T)"), "square"),
            ("pause", tr("Pause for own doing (P)"), "pause"),
            ("robot", tr("A robot answered (R)"), "bot"),
        )
        links: tuple[tuple[Act, str], ...] = (
            ("lap", tr("Lap")),
            ("type", tr("Specify the time")),
            ("trust", tr("Yes, still waiting")),
            ("drop", tr("Discard")),
        )
        self.buttons |= {act: PrimaryButton(look, word, icon) for act, word, icon in primary}
        self.buttons |= {act: SecondaryButton(look, word, icon) for act, word, icon in secondary}
        self.buttons |= {act: IconButton(look, icon, word) for act, word, icon in icons}
        self.buttons |= {act: LinkButton(look, word) for act, word in links}
        for act, button in self.buttons.items():
            button.clicked.connect(self._teller(act))
        self.buttons["start"].setToolTip(tr("Start (T)"))
        self.buttons["stop"].setToolTip(tr("Stop (T)"))
        self.buttons["go_on"].setToolTip(tr("Continue (P)"))
        self.buttons["lap"].setToolTip(tr("Save this measure and go on with the next"))

    def _teller(self, act: Act) -> Callable[[], None]:
        return lambda: self.acted.emit(act)

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.pill)
        self._head.addWidget(self.close_button)
        self._head.addStrut(28)
        self._list = QWidget()
        self._measures = QGridLayout(self._list)
        self._measures.setContentsMargins(0, 0, 0, 0)
        self._measures.setHorizontalSpacing(16)
        self._measures.setVerticalSpacing(0)
        self._area = ScrollArea(self.look, self._list)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, last: bar.setValue(last))
        main = self._main = QHBoxLayout()
        main.setSpacing(8)
        for act in ("start", "stop", "go_on", "give", "specify", "again", "count"):
            main.addWidget(self.buttons[act], 1)
        for act in ("pause", "robot", "halt"):
            main.addWidget(self.buttons[act])  # type: ignore[index]
        links = QHBoxLayout()
        links.setSpacing(4)
        for act in ("lap", "type", "trust", "drop"):
            links.addWidget(self.buttons[act])  # type: ignore[index]
        links.addStretch()
        self._acts = QWidget()
        self._act_rows = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._acts)
        self._act_rows.setContentsMargins(0, 0, 0, 0)
        self._act_rows.setSpacing(4)
        self._act_rows.addLayout(main)
        self._act_rows.addLayout(links)
        self._line = QHBoxLayout()
        self._line.setSpacing(16)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 12)
        self._column.setSpacing(6)
        self._column.addLayout(self._head)
        self._column.addLayout(self._line)
        self.fold(False)

    def fold(self, flat: bool) -> None:
        """Lie flat above the dock, where there is no column: one line under the title, then the measures."""
        if flat == self._flat:
            return
        self._flat = flat
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._act_rows.setDirection(across if flat else down)
        self.close_button.setVisible(flat)
        if flat:
            self._head.insertWidget(1, self.channel)
            for part, stretch in ((self.time, 0), (self.text, 1), (self._acts, 0)):
                self._line.addWidget(part, stretch)
            self._column.addWidget(self._area)
        else:
            for widget in (self.time, self._area, self.text, self.channel, self._acts):
                self._column.addWidget(widget)
        self._fold_again()
        self._show_rows()

    def show_state(self, shown: Shown, rows: Sequence[Row], channel: str) -> None:
        """Show that; nothing is touched that says it already."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._show_rows()
        if not self.channel.hasFocus():
            self.channel.set_text(channel)
        if shown == self._shown:
            return
        self._shown = shown
        self.title.setText(shown.title)
        self.pill.setVisible(shown.pill is not None)
        if shown.pill:
            self.pill.set_pill(shown.pill[1], shown.pill[0])
        self.time.setText(shown.time)
        self.time.setVisible(bool(shown.time))
        self.time.set_colour(shown.colour)
        self.text.setText(shown.text)
        self.text.setVisible(bool(shown.text))
        self.channel.setVisible(shown.named)
        self._fold_again()
        if any(button.hasFocus() for act, button in self.buttons.items() if act not in shown.acts):
            self.released.emit()
        for act, button in self.buttons.items():
            button.setVisible(act in shown.acts)
        if shown.score is not None:
            word = self.look.tr("Give {score}", score=shown.score)
            give = self.buttons["give"]
            give.setText(word)
            give.setAccessibleName(word)
            give.updateGeometry()
        self.setAccessibleName(shown.title)

    def _fold_again(self) -> None:
        """Beside a score to give the column, and a narrow card, have room for icons only."""
        tight = bool(self._flat) and self.width() < self.look.px(_TIGHT)
        gives = bool(self._shown and "give" in self._shown.acts)
        for act, folded in (("again", gives and (tight or not self._flat)), ("go_on", tight)):
            button = self.buttons[act]  # type: ignore[index]
            if isinstance(button, Lettered):
                button.fold(folded)
            self._main.setStretchFactor(button, int(not folded))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after the channel begins to count; it must not lead on to the next criterion."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self.channel.hasFocus():
            super().keyPressEvent(event)
            return
        self.released.emit()
        for act in ("start", "again"):
            if self._shown and act in self._shown.acts:
                self.acted.emit(act)

    def _show_rows(self) -> None:
        while taken := self._measures.takeAt(0):
            if gone := taken.widget():
                gone.hide()
                gone.deleteLater()
        for at, row in enumerate(self._rows):
            made = MeasureRow(self.look, row)
            made.clicked.connect(lambda _=False, chosen=row.id: self.row_chosen.emit(chosen))
            across = _BESIDE if self._flat else 1
            self._measures.addWidget(made, at // across, at % across)
        lines = -(-len(self._rows) // (_BESIDE if self._flat else 1))
        high = max(TOUCH, self.look.px(30))
        self._measures.setRowStretch(lines, 1)
        self._area.setMinimumHeight(high)  # in a low column they scroll, and nothing lies upon them
        self._area.setMaximumHeight(min(lines, _MOST_FLAT if self._flat else _MOST) * high)
        self._area.setVisible(bool(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.surface, self.look.tokens.line, 12)
        painter.end()
