"""The window's tests: one application in the look that a test asks for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.desk import Desk
from ui.look import Look, apply, look
from ui.main_window import MainWindow
from ui.page import Page
from ui.rail import BELOW, GLOBAL, OF_AUDIT

KEYS = (*GLOBAL, *OF_AUDIT, *BELOW)


@pytest.fixture
def dressed(qapp: QApplication) -> Callable[..., Look]:
    """Dress the application: `dressed("ru", "dark", 1.5)`."""

    def dress(lang: str = "en", theme: str = "light", scale: float = 1.0) -> Look:
        now = look(lang, theme, scale)  # type: ignore[arg-type]
        apply(qapp, now)
        return now

    return dress


@pytest.fixture
def plain(dressed: Callable[..., Look]) -> Look:
    """English, light, text at 100 %."""
    return dressed()


@pytest.fixture
def type_key(qapp: QApplication) -> Callable[..., None]:
    """Send one key to a widget as the system does, with the text that the layout gives it."""

    def send(
        widget: QWidget,
        key: Qt.Key | int,
        text: str = "",
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            qapp.sendEvent(widget, QKeyEvent(kind, int(key), held, text))

    return send


@pytest.fixture
def active(qtbot, qapp: QApplication) -> Callable[[QWidget], None]:
    """Show a widget as the active window, so that focus comes and goes."""

    def show(widget: QWidget) -> None:
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: qapp.activeWindow() is widget)

    return show


@pytest.fixture
def settled(qapp: QApplication) -> Callable[[], None]:
    """Let layouts whose height follows their width come to rest."""

    def settle() -> None:
        for _ in range(8):
            qapp.processEvents()

    return settle


@pytest.fixture
def desk(home: Path, empty_store: Path, qtbot) -> Iterator[Desk]:
    """A desk with an open, empty store."""
    shutil.copytree(empty_store, home, dirs_exist_ok=True)
    made = Desk(home)
    with qtbot.waitSignal(made.store_opened):
        made.open_store()
    yield made
    QThreadPool.globalInstance().waitForDone()
    made.close()


@pytest.fixture
def opened_window(
    desk: Desk, dressed: Callable[..., Look], qtbot, active, settled
) -> Callable[..., MainWindow]:
    """Open a window at the first of these pages; the others lead to each other, all the rest are blank.

    `opened_window(BrandPage, ReportPage, lang="ru", size=(1024, 600))`; open the audit before.
    """

    def open_window(
        *pages: type[Page],
        lang: str = "en",
        theme: str = "light",
        scale: float = 1.0,
        size: tuple[int, int] = (1280, 800),
    ) -> MainWindow:
        blank = {key: type("Blank", (Page,), {"key": key}) for key in KEYS}
        real = {page.key: lambda look, page=page: page(look, desk) for page in pages}
        window = MainWindow(dressed(lang, theme, scale), blank | real)
        desk.failed.connect(window.fail)
        qtbot.addWidget(window)
        window.resize(*size)
        window.go(pages[0].key)
        active(window)
        settled()
        return window

    return open_window


@pytest.fixture
def opened_page(opened_window: Callable[..., MainWindow]) -> Callable[..., Page]:
    """Open one page in a window that stays there; `visited` says where it wanted to go, and with what."""

    def open_page(page: type[Page], **said: object) -> Page:
        window = opened_window(page, **said)
        shown = window.page
        shown.visited = []
        shown.went.disconnect(window.go)
        shown.went.connect(lambda key, argument: shown.visited.append((key, argument)))
        return shown

    return open_page
