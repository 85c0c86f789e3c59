"""How to work with the program, in the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.look import GAP, MARGIN, Look
from ui.page import Page, Size
from ui.pages.help.text import Block, Section, sections
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import LineEdit
from ui.widgets.labels import Label, Line
from ui.widgets.messages import EmptyState
from ui.widgets.paint import paint_box
from ui.widgets.rows import ListRow
from ui.widgets.scroll import Content, ScrollArea

_STEPS = {"Up": -1, "Down": 1, "K": -1, "J": 1}
_COLUMN = 720


class HelpPage(Page):
    """The topics beside their list; the search leaves those that say all its words."""

    key = "help"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look)
        tr = look.tr
        self.sections = sections(look.tr.lang)
        self.search = LineEdit(look, tr("Search the help"), example=tr("Search the help"), icon="search")
        self.search.textChanged.connect(self._find)
        self.cards = {section.key: _card(look, section) for section in self.sections}
        self.topics = {section.key: self._topic(section) for section in self.sections}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list())
        row.addWidget(self._text(), 1)
        self._mark()

    # --- parts

    def _topic(self, section: Section) -> ListRow:
        topic = ListRow(self.look, section.title, chevron=False)
        topic.clicked.connect(lambda: self._go_to(section.key))
        return topic

    def _list(self) -> QWidget:
        content = Content()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN, GAP, 4, MARGIN)
        column.setSpacing(2)
        for topic in self.topics.values():
            column.addWidget(topic)
        column.addStretch(1)
        self._side = ScrollArea(self.look, content)
        self._side.setFixedWidth(self.look.px(250))
        return self._side

    def _text(self) -> QWidget:
        tr = self.look.tr
        content = Content()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        self._column.setSpacing(GAP)
        clear = SecondaryButton(self.look, tr("Clear the search"))
        clear.clicked.connect(self.search.clear)
        self._nothing = EmptyState(self.look, "search-x", tr("Nothing found in the help"), "", clear)
        for card in self.cards.values():
            self._column.addWidget(card)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        self._nothing.hide()
        self.reader = ScrollArea(self.look, content)
        self.reader.verticalScrollBar().valueChanged.connect(self._mark)
        return self.reader

    # --- page

    @property
    def title(self) -> str:
        return self.look.tr("Help")

    @property
    def context(self) -> str:
        return self.look.tr("How to work with the program")

    def tools(self) -> list[QWidget]:
        return [self.search]

    def enter(self, argument: object) -> None:
        """The argument is the page that help was asked from, or a place."""
        if isinstance(argument, str) and argument in self.cards:
            QTimer.singleShot(0, self, lambda: self._go_to(argument))
        elif isinstance(argument, int):
            QTimer.singleShot(0, self, lambda: self.reader.verticalScrollBar().setValue(argument))

    def place(self) -> object:
        return self.reader.verticalScrollBar().value()

    def fits(self, width: int, height: int, size: Size) -> None:
        self.search.setFixedWidth(self.look.px(240 if size != "narrow" else 170))
        self._side.setVisible(width / self.look.scale >= 760)
        # A widest size of the cards would not do: their heights are asked for at the width of all the room.
        room = width - (self._side.width() if self._side.isVisibleTo(self) else 0)
        bar = self.reader.verticalScrollBar().sizeHint().width()
        right = max(MARGIN, room - bar - MARGIN - self.look.px(_COLUMN))
        self._column.setContentsMargins(MARGIN, GAP, right, MARGIN)

    def up(self) -> bool:
        if self.search.text():
            self.search.clear()
            return True
        return False

    def press(self, key: str) -> bool:
        bar = self.reader.verticalScrollBar()
        moves = {name: step * 3 * bar.singleStep() for name, step in _STEPS.items()}
        moves |= {"PageUp": -bar.pageStep(), "PageDown": bar.pageStep()}
        moves |= {"Home": -bar.maximum(), "End": bar.maximum()}
        if key not in moves:
            return False
        bar.setValue(bar.value() + moves[key])
        return True

    def act(self, name: str) -> bool:
        if name != "search":
            return False
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    # --- search and place

    def _find(self, words: str) -> None:
        shown = {section.key for section in self.sections if section.matches(words)}
        for key, card in self.cards.items():
            card.setVisible(key in shown)
            self.topics[key].setVisible(key in shown)
        self._nothing.setVisible(not shown)
        self.reader.verticalScrollBar().setValue(0)
        self._mark()

    def _go_to(self, key: str) -> None:
        if not self.cards[key].isVisibleTo(self):
            self.search.clear()
        self._column.activate()
        self.reader.verticalScrollBar().setValue(self.cards[key].y() - GAP)
        self._mark(key)

    def _mark(self, wanted: object = None) -> None:
        """Mark the topic that is read: the one asked for, or the first one in view."""
        if not isinstance(wanted, str):
            top = self.reader.verticalScrollBar().value() + self.look.px(40)
            seen = [key for key, card in self.cards.items() if card.isVisibleTo(self)]
            wanted = next((key for key in reversed(seen) if self.cards[key].y() <= top), "")
        for key, topic in self.topics.items():
            topic.set_selected(key == wanted)


# --- a topic as widgets -----------------------------------------------------------------------


class KeyCap(QWidget):
    """A short term in a box, as on a key."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self.look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 3, 8, 3)
        column.addWidget(Label(look, text, "caption", "text"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, self.rect(), self.look.tokens.hover, self.look.tokens.line, 7)
        painter.end()


def _card(look: Look, section: Section) -> Card:
    card = Card(look, section.title)
    card.body.setSpacing(10)
    for block in section.blocks:
        if block.kind == "table":
            card.add(_table(look, block))
        elif block.kind == "item":
            card.add(_item(look, "•", block.texts[0]))
        elif block.kind == "step":
            card.add(_item(look, *block.texts))
        else:
            card.add(Label(look, block.texts[0]))
    return card


def _item(look: Look, mark: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.setContentsMargins(2, 0, 0, 0)
    before = Label(look, mark, "body", "accent", wrap=False)
    row.addWidget(before, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(look, text), 1)
    return row


def _table(look: Look, block: Block) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    grid.setColumnStretch(1, 1)
    for i, (left, right) in enumerate(block.rows):
        if i:
            grid.addWidget(
                KeyCap(look, left), 2 * i, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            )
            grid.addWidget(Label(look, right), 2 * i, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            grid.addWidget(Label(look, left, "caption"), 0, 0)
            grid.addWidget(Label(look, right, "caption"), 0, 1)
            grid.addWidget(Line(look), 1, 0, 1, 2)
    return grid
