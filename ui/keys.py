"""Names of pressed keys by their place on the keyboard, whatever layout is on."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_ROWS = {24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM"}
_PLACES = {first + i: letter for first, row in _ROWS.items() for i, letter in enumerate(row)}
"""Scan codes of X11 and Wayland."""
_CYRILLIC = dict(zip("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬБЮ", "QWERTYUIOPASDFGHJKLZXCVBNM,.", strict=True))
_NAMED: dict[int, str] = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_F1: "F1",
    Qt.Key.Key_F2: "F2",
    Qt.Key.Key_F9: "F9",
    Qt.Key.Key_F10: "F10",
}
_HELD = (
    (Qt.KeyboardModifier.ControlModifier.value, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier.value, "Alt+"),
    (Qt.KeyboardModifier.ShiftModifier.value, "Shift+"),
)

_KEY = 0x01FFFFFF


def key_name(event: QKeyEvent) -> str:
    """`4`, `G`, `Enter`, `Up`, `Ctrl+K`, `Alt+Left`, `Ctrl+Shift+Z`; empty for a key we have no name for."""
    # One number: `modifiers` would make a flag of Python's `enum`, which takes as long as all the rest.
    both = event.keyCombination().toCombined()
    key = both & _KEY
    name = _NAMED.get(key) or _character(event, key)
    return "".join([word for flag, word in _HELD if both & flag]) + name if name else ""


def _character(event: QKeyEvent, key: int) -> str:
    if 0x21 <= key <= 0x7E:
        return chr(key)
    if sys.platform == "win32" and 0x41 <= event.nativeVirtualKey() <= 0x5A:
        return chr(event.nativeVirtualKey())
    if QGuiApplication.platformName() in ("xcb", "wayland") and event.nativeScanCode() in _PLACES:
        return _PLACES[event.nativeScanCode()]
    typed = (chr(key) if 0x400 <= key <= 0x4FF else event.text()).upper()
    return _CYRILLIC.get(typed, "")
