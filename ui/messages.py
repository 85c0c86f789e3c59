"""The messages above the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import GAP, MARGIN, Look
from ui.theme import Kind
from ui.widgets.messages import MessageBar

MOST = 2
_BRIEF_MS = 6000


class Messages(QWidget):
    """At most two message bars; good news leaves by itself, all else with its page."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.bars: list[MessageBar] = []
        self._staying: set[MessageBar] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        self._column.setSpacing(8)
        self.hide()

    def say(
        self,
        kind: Kind,
        sentence: str,
        link: str = "",
        act: Callable[[], None] | None = None,
        stays: bool = False,
    ) -> None:
        """Show the sentence; one that already stands is said anew, not twice.

        It belongs to the page that is shown and goes with it, unless it `stays`.
        """
        self.withdraw(sentence)
        while len(self.bars) >= MOST:
            self.close_bar(self.bars[0])
        bar = MessageBar(self.look, kind, sentence, link, act, closable=True)
        bar.closed.connect(lambda: self.close_bar(bar))
        if bar.link:
            bar.link.clicked.connect(lambda: self.close_bar(bar))
        self.bars.append(bar)
        if stays:
            self._staying.add(bar)
        self._column.addWidget(bar)
        self.show()
        if kind == "ok":
            QTimer.singleShot(_BRIEF_MS, bar, lambda: self.close_bar(bar))

    def close_bar(self, bar: MessageBar) -> None:
        if bar in self.bars:
            self.bars.remove(bar)
            self._staying.discard(bar)
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
            self.setVisible(bool(self.bars))

    def withdraw(self, sentence: str) -> None:
        """Put that sentence away, if it stands: it is no longer so."""
        for bar in [bar for bar in self.bars if bar.sentence == sentence]:
            self.close_bar(bar)

    def drop_failures(self) -> None:
        """Put away the failures of what the page now does anew."""
        for bar in [bar for bar in self.bars if bar.kind == "danger" and bar not in self._staying]:
            self.close_bar(bar)

    def leave_page(self) -> None:
        """Put away what only concerned the page that is left."""
        for bar in [bar for bar in self.bars if bar not in self._staying]:
            self.close_bar(bar)
