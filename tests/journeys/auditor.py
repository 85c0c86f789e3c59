"""Somebody before a real window on a real store."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests import samples
from ui import worker
from ui.app import Session


class Strays(QObject):
    """Names every window that is shown while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.add(f"{type(watched).__name__} «{watched.accessibleName()}»")
        return False


class Auditor:
    """Somebody who sits before the window: presses keys, types, waits until it is done."""

    def __init__(self, qtbot, app: QApplication, home: Path) -> None:
        self._qtbot, self._app, self.home = qtbot, app, home
        self.faults: list[object] = []

    def start(self, lang: str = "en") -> None:
        self.start_without_store(lang)
        self.wait(lambda: self.desk.store is not None)
        self.window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is self.window)

    def start_without_store(self, lang: str = "en") -> None:
        self.session = Session(self._app, self.home)
        self.desk, self.window = self.session.desk, self.session.window
        self.desk.failed.connect(self.faults.append)
        self.desk.choose(language=lang)
        self.session.start()

    def quit(self) -> None:
        self.window.close()
        self.rest()
        self.window.deleteLater()
        self.session.deleteLater()
        del self.session
        self.rest()
        gc.unfreeze()  # a session keeps what it began with until its process ends

    @contextmanager
    def watched(self) -> Iterator[set[str]]:
        """The names of the windows that show meanwhile, the main one among them."""
        strays = Strays()
        self._app.installEventFilter(strays)
        yield strays.found
        self._app.removeEventFilter(strays)

    def open_sample(self) -> str:
        """Take in the sample from a file, and open it; returns its id."""
        opened: list[str] = []
        self.desk.import_file(samples.write(self.desk.settings.language, self.home.parent), opened.append)
        self.wait(lambda: opened)
        self.desk.open_audit(opened[0])
        return opened[0]

    @property
    def page(self):
        return self.window.page

    @property
    def audit(self):
        return self.desk.current.audit

    def press(self, key: int | str, text: str = "", held=Qt.KeyboardModifier.NoModifier) -> None:
        """One key, sent to whatever has the focus."""
        if isinstance(key, str):
            key, text = ord(key.upper()), key
        target = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._app.sendEvent(target, QKeyEvent(kind, int(key), held, text))

    def type(self, text: str) -> None:
        """Text, letter by letter, in any alphabet."""
        for letter in text:
            self.press(Qt.Key.Key_unknown, letter)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return, "\r")

    def wait(self, ready: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(lambda: bool(ready()), timeout=30_000)

    def rest(self) -> None:
        """Until nothing is under way."""
        self.wait(worker.is_idle)
        for _ in range(5):
            self._app.processEvents()
