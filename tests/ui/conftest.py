"""The window's tests: one application in the look that a test asks for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.look import Look, apply, look


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
