"""What the title bar offers over the list of audits: search, import, a new audit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.look import Look
from ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from ui.widgets.fields import LineEdit

SEARCH_MS = 80


class SearchField(LineEdit):
    """A field for words to find, with a cross that clears it."""

    def __init__(self, look: Look, name: str, clear: str) -> None:
        super().__init__(look, name, icon="search")
        self.wipe = IconButton(look, "x", clear, framed=False, parent=self)
        self.wipe.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wipe.setCursor(Qt.CursorShape.ArrowCursor)
        self.wipe.clicked.connect(self.clear)
        self.wipe.hide()
        self.textChanged.connect(self._offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height()
        self.wipe.setGeometry(self.width() - side, 0, side, side)

    def _offer(self, words: str) -> None:
        self.wipe.setVisible(bool(words))
        self.setTextMargins(0, 0, self.height() - 8 if words else 0, 0)


class HomeTools(QObject):
    """Search tells its words once typing pauses for 80 ms; Enter goes to what was found."""

    searched = Signal(str)
    entered = Signal()

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look = look
        tr = look.tr
        self.search = SearchField(look, tr("Search audits"), tr("Clear the search"))
        self.import_button = SecondaryButton(look, tr("Import"), "import")
        self.new_button = PrimaryButton(look, tr("New audit"), "plus")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SEARCH_MS)
        self._soon.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(lambda: self._soon.start())
        self.search.returnPressed.connect(self.entered)

    def all(self) -> list[QWidget]:
        return [self.search, self.import_button, self.new_button]

    def set_words(self, words: str) -> None:
        """Show other words without searching for them."""
        self.search.set_text(words)
        self._soon.stop()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_for(self, some: bool, is_open: bool) -> None:
        """Search and the new audit need a list; without one its page offers the new audit itself."""
        self.search.setVisible(some)
        self.new_button.setVisible(some)
        self.import_button.setVisible(is_open)

    def fold(self, width: int) -> None:
        """Give the search its part of that width, and words that fit it."""
        look = self.look
        room = look.px(min(300, max(150, round(width / look.scale * 0.26))))
        example = look.tr("Company, product, country")
        fits = look.metrics().horizontalAdvance(example) + look.px(64) < room
        self.search.setFixedWidth(room)
        self.search.setPlaceholderText(example if fits else look.tr("Search"))
