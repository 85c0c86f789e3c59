"""The one window: rail, title bar, messages and the page that is shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from cxaudit.errors import KnownError, NotSaved
from cxaudit.paths import RESOURCES
from cxaudit.progress import Cancelled
from ui.keys import key_name
from ui.laid_out import LaidOut
from ui.look import Look
from ui.messages import Messages
from ui.page import Page, size_class
from ui.rail import OF_AUDIT, Rail
from ui.theme import Kind, stylesheet
from ui.title_bar import TitleBar
from ui.widgets.scroll import reveal

ASIDE = ("brand", "settings", "help", "phone")
"""Pages that lie over the page they were called from."""
PREFERRED = QSize(1280, 800)
_ACTS = {
    "Ctrl+K": "palette",
    "F9": "discreet",
    "Ctrl+F": "search",
    "Ctrl+N": "new",
    "Ctrl+P": "pdf",
    "Ctrl+Z": "undo",
    "Ctrl+Shift+Z": "redo",
    "Ctrl+Y": "redo",
}
AFTER_G = {
    "A": "home",
    "T": "team",
    "I": "inbox",
    "O": "overview",
    "B": "brief",
    "W": "week",
    "S": "scoring",
    "D": "debrief",
    "V": "review",
    "Z": "growth",
    "P": "potential",
    "C": "benchmark",
    "R": "report",
}
_G_SECONDS = 1.5


class Memory(Protocol):
    """Keeps small texts between two runs."""

    def recall(self, name: str) -> str: ...

    def remember(self, name: str, value: str) -> None: ...


class MainWindow(QMainWindow):
    """Shows one page at a time; pages are made when first visited and made anew in a new look."""

    shown = Signal(str)
    """The key of the page that is now shown."""
    called = Signal(str)
    """`new`, `search`, `pdf`, `undo`, `redo`, `palette` or `discreet`: the page did not do it."""
    searched = Signal(str)
    """The palette is wanted, with this typed already."""
    closed = Signal()

    def __init__(
        self, look: Look, pages: Mapping[str, Callable[[Look], Page]], memory: Memory | None = None
    ) -> None:
        super().__init__()
        self.look = look
        self.letters = True
        """Whether single letters and digits act."""
        self.guard: Callable[[str, object], tuple[str, object]] = lambda key, argument: (key, argument)
        """Where the way to a page leads, if it is not to be seen now."""
        self._factories = dict(pages)
        self._standing: list[Callable[[Look], QWidget]] = []
        self._memory = memory
        self._audit = ("", "")
        self._under = "home"
        self._g_at = float("-inf")
        self._laid_out = LaidOut(self)
        self.setWindowTitle("cxaudit")
        self.setWindowIcon(QIcon(str(RESOURCES / "brand" / "cxaudit.png")))
        self.setMinimumSize(720, 520)
        kept = memory.recall("window") if memory is not None else ""
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(PREFERRED.boundedTo(self.screen().availableSize()))
        self._build()

    def open(self) -> None:
        """Show the window; it takes the whole of a small screen, since the score keys are at its foot."""
        room = self.screen().availableSize()
        if PREFERRED.boundedTo(room) == PREFERRED:
            self.show()
        else:
            self.showMaximized()

    # --- pages

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def made(self, key: str) -> Page | None:
        """That page, if it was visited before."""
        return self._pages.get(key)

    def go(self, key: str, argument: object = None) -> None:
        """Show the page of that key, or the one that the guard shows in its place."""
        key, argument = self.guard(key, argument)
        leaving = self.page
        if leaving and leaving.key != key:
            leaving.leave()
            self.messages.leave_page()
            if key in ASIDE and leaving.key not in ASIDE:
                self._under = leaving.key
        page = self._pages.get(key) or self._make(key)
        self._fit(page)
        self._stack.setCurrentWidget(page)
        self._laid_out.wait()
        self.rail.setVisible(page.wants_rail)
        self.rail.set_here(key)
        self._title_bar.show_page(page, key not in ("home", "unlock"))
        if leaving is not page:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        try:
            page.enter(argument)
        except KnownError as error:
            self.fail(error)
        self._title_bar.show_heading(page)
        self.shown.emit(key)

    def do(self, name: str) -> None:
        """Ask the page for `new`, `undo` and the like, and then whoever listens to `called`."""
        if not (self.page and self.page.act(name)):
            self.called.emit(name)

    def up(self) -> None:
        """One level up: within the page, from a page of the audit to its overview, from there home."""
        page = self.page
        if not page or page.up() or page.key == "home":
            return
        if page.key in ASIDE:
            self.go(self._under)
        else:
            self.go("overview" if page.key != "overview" and self._audit[0] else "home")

    def forget(self, *keys: str) -> None:
        """Drop these pages (all of the audit if none is named); they are made anew when next visited."""
        for key in keys or OF_AUDIT:
            if page := self._pages.pop(key, None):
                page.leave()
                self._title_bar.forget(page)
                self._stack.removeWidget(page)
                page.deleteLater()

    def stand(self, make: Callable[[Look], QWidget]) -> None:
        """Keep a widget in the title bar of every page; it is made anew in a new look."""
        self._standing.append(make)
        self._title_bar.stand(make(self.look))

    def set_audit(self, name: str, context: str = "") -> None:
        """Name the open audit in the rail; an empty name means that none is open."""
        self._audit = (name, context)
        self.rail.set_audit(name, context)

    def set_look(self, look: Look) -> None:
        """Make everything anew in another language, theme or text size, and come back to the same place."""
        page = self.page
        here = (page.key, page.place()) if page else None
        if page:
            page.leave()
        self.look = look
        self._build()
        if here:
            self.go(*here)

    # --- messages

    def say(self, kind: Kind, sentence: str, link: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a message bar above the page."""
        self.messages.say(kind, sentence, link, act)

    def fail(self, fault: BaseException) -> None:
        """Explain an exception: a known one in a bar, one of ours in a dialog with its details."""
        if isinstance(fault, Cancelled):
            return
        if isinstance(fault, KnownError):
            self.messages.say("danger", fault.said(self.look.tr), stays=isinstance(fault, NotSaved))
            return
        from ui.fault import show_fault

        show_fault(self, self.look, fault)

    # --- inside

    def _build(self) -> None:
        look = self.look
        if (sheet := stylesheet(look.tokens)) != self.styleSheet():
            self.setStyleSheet(sheet)
        self._pages: dict[str, Page] = {}
        self.rail = Rail(look, self._factories)
        self.rail.set_audit(*self._audit)
        self.rail.went.connect(self.go)
        self._title_bar = TitleBar(look)
        self._title_bar.backed.connect(self.up)
        self._title_bar.searched.connect(lambda: self.searched.emit(""))
        for make in self._standing:
            self._title_bar.stand(make(look))
        self.messages = Messages(look)
        self._stack = _Stack()
        self._stack.resized.connect(self._refit)
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self._title_bar, self.messages):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(whole)
        self._fold()

    def _make(self, key: str) -> Page:
        page = self._factories[key](self.look)
        page.went.connect(self.go)
        page.said.connect(self.say)
        page.searched.connect(self.searched)
        page.called.connect(self.called)
        page.tried.connect(self.messages.drop_failures)
        page.rearranged.connect(self._laid_out.wait)
        page.failed.connect(self.fail)
        page.headed.connect(lambda: self._title_bar.show_heading(page) if page is self.page else None)
        self._pages[key] = page
        self._title_bar.adopt(page)
        self._stack.addWidget(page)
        return page

    def _fold(self) -> None:
        self.rail.fold(size_class(self.width(), self.look.scale) != "wide")

    def _fit(self, page: Page) -> None:
        room = self._stack.size()
        page.fits(room.width(), room.height(), size_class(self.width(), self.look.scale))

    def _refit(self) -> None:
        if page := self.page:
            self._fit(page)

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()
        super().resizeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        reveal(self.focusWidget())
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_name(event)
        if event.isAutoRepeat() and self._acts_once(key):
            event.accept()
        elif not key or not self._press(key):
            super().keyPressEvent(event)

    def _acts_once(self, key: str) -> bool:
        """Whether holding that key down does nothing more on this page."""
        repeated = self.page.repeated if self.page else None
        return repeated is not None and key not in repeated

    def _press(self, key: str) -> bool:
        page = self.page
        single = len(key) == 1
        if not page or (single and not self.letters):
            return False
        if key in ("Esc", "Alt+Left"):
            self._escape()
        elif key == "F1" and "help" in self._factories:
            self.go("help", page.key)
        elif key == "Ctrl+," and "settings" in self._factories:
            self.go("settings")
        elif key in _ACTS:
            self.do(_ACTS[key])
        elif key == "G":
            self._g_at = time.monotonic()
        elif single and time.monotonic() - self._g_at < _G_SECONDS and self.may_go(AFTER_G.get(key, "")):
            self._g_at = float("-inf")
            self.go(AFTER_G[key])
        else:
            return page.press(key)
        return True

    def may_go(self, key: str) -> bool:
        """Whether that page can be shown now."""
        return key in self._factories and (key not in OF_AUDIT or bool(self._audit[0]))

    def _escape(self) -> None:
        """The first Esc leaves a field with its text safe, the next one the page."""
        field = self.focusWidget()
        if field and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) and self.page:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.up()

    def closeEvent(self, event: QCloseEvent) -> None:
        if page := self.page:
            page.leave()
        if self._memory is not None:
            self._memory.remember("window", bytes(self.saveGeometry().toBase64().data()).decode())
        self.closed.emit()
        super().closeEvent(event)


class _Stack(QStackedWidget):
    """Pages whose least width does not widen the window; they fold or scroll instead."""

    resized = Signal()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
