"""What the system's taskbar calls the small window, apart from its title."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

PLAIN = "notes"


class _ClassHint(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("group", ctypes.c_char_p))


@contextmanager
def named_plainly() -> Iterator[None]:
    """On Wayland a window takes its name from the application when it is first shown: lend it a plain one."""
    before = QGuiApplication.desktopFileName()
    QGuiApplication.setDesktopFileName(PLAIN)
    try:
        yield
    finally:
        QGuiApplication.setDesktopFileName(before)


def name_plainly(window: QWidget) -> None:
    """On X11 every window of a program has the program's name, which Qt cannot change for one of them.

    Windows and macOS show the title and the icon of the window, and the program that all windows belong to.
    """
    if QGuiApplication.platformName() != "xcb":
        return
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if display:
        hint = _ClassHint(PLAIN.encode(), PLAIN.encode())
        x11.XSetClassHint(display, ctypes.c_ulong(int(window.winId())), ctypes.byref(hint))
        x11.XCloseDisplay(display)
