"""The bar above every page: back, what it is, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.look import MARGIN, TOUCH, Look
from ui.page import Page
from ui.widgets.buttons import IconButton, Lettered
from ui.widgets.labels import ElidedLabel, Pill

_GAP = 8


class TitleBar(QWidget):
    """Shows the page it is given; each page's tools are asked for once and kept."""

    backed = Signal()
    searched = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.back = IconButton(look, "arrow-left", look.tr("Back"))
        self.back.clicked.connect(self.backed)
        self.finder = IconButton(look, "search", look.tr("Find or do (Ctrl+K)"))
        self.finder.clicked.connect(self.searched)
        self._title = ElidedLabel(look, "", "title")
        self._pill = Pill(look, "")
        self._context = ElidedLabel(look, "", "second")
        self._tools: dict[Page, _Tools] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 10, MARGIN, 10)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.back)
        self._row.addLayout(self._words(), 1)
        self._right = QHBoxLayout()
        self._right.setSpacing(0)
        self._right.addWidget(self.finder)
        self._row.addLayout(self._right)
        self._row.addStrut(TOUCH)
        self._standing: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _words(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._title)
        first.addWidget(self._pill)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addLayout(first)
        words.addWidget(self._context)
        words.addStretch(1)
        return words

    def adopt(self, page: Page) -> None:
        """Take in the tools of a page, out of sight: shown alone, each would be a window of its own."""
        self._tools[page] = row = _Tools(page)
        row.hide()
        self._right.addWidget(row)

    def show_page(self, page: Page, can_go_up: bool) -> None:
        self.back.setVisible(can_go_up)
        self.finder.setVisible(page.wants_rail)
        for each, row in self._tools.items():
            row.setVisible(each is page)
        self.show_heading(page)

    def stand(self, widget: QWidget) -> None:
        """Keep a widget beside the tools of every page."""
        self._row.insertWidget(2 + len(self._standing), widget)
        self._standing.append(widget)

    def show_heading(self, page: Page) -> None:
        """Read the page's title, status and context line again."""
        self._title.setText(page.title)
        self._context.setText(page.context)
        self._context.setVisible(bool(page.context))
        status = page.status
        if status:
            self._pill.set_pill(status[1], status[0])
        self._pill.setVisible(bool(status))
        self._fold_tools()

    def _fold_tools(self) -> None:
        """Leave of as many tools as must be only the icon, so that the title keeps its room."""
        shown = [row for row in self._tools.values() if not row.isHidden()]
        tools = [tool for row in shown for tool in row.findChildren(Lettered)]
        pill = self._pill.sizeHint().width() + 10 if not self._pill.isHidden() else 0
        words = max(self._title.sizeHint().width() + pill, self._context.sizeHint().width())
        room = self.width() - 2 * MARGIN - TOUCH - 2 * _GAP - min(words, self.width() // 2)
        room -= sum(each.sizeHint().width() + _GAP for each in self._standing if not each.isHidden())
        room -= 0 if self.finder.isHidden() else self.finder.sizeHint().width() + _GAP
        for tool in tools:
            tool.fold(False)
        for tool in tools:
            if sum(row.sizeHint().width() for row in shown) > room:
                tool.fold(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold_tools()
        super().resizeEvent(event)

    def forget(self, page: Page) -> None:
        """Let go of a page that is about to be deleted."""
        if row := self._tools.pop(page, None):
            row.hide()
            row.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.ink("surface"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self.look.ink("line"))
        painter.end()


class _Tools(QWidget):
    """The tools of one page; takes no room while the page hides them all."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        # The finder stands right before it, where the page has one.
        self._row.setContentsMargins(2 * _GAP if page.wants_rail else _GAP, 0, 0, 0)
        self._row.setSpacing(_GAP)
        for tool in page.tools():
            self._row.addWidget(tool)

    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self._row.isEmpty() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0) if self._row.isEmpty() else super().minimumSizeHint()
