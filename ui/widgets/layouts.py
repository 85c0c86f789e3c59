"""What every layout can be asked to do."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def empty(layout: QLayout, but: QWidget | None = None) -> None:
    """Take everything out; widgets are out of sight at once and deleted soon, but the one to keep."""
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget and widget is not but:
            widget.hide()
            widget.deleteLater()
