"""Suggests the names of countries while one is typed; any other text is as good."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from cxaudit.languages import Lang
from ui.look import Look
from ui.widgets.fields import LineEdit


def suggest_countries(field: LineEdit) -> None:
    """Complete the field with the names of countries in the window's language."""
    _Suggester(field)


def countries(lang: Lang) -> list[str]:
    """Every country by its name, in the order of the alphabet."""
    from babel import Locale

    names = Locale(lang).territories
    return sorted(
        name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NOT
    )


_NOT = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Codes that name no country."""


class _Suggester(QObject):
    """Reads the names when the field is first entered, since they take a moment to load."""

    def __init__(self, field: LineEdit) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit) and not watched.completer():
            completer = QCompleter(self)
            completer.setModel(QStringListModel(countries(self._field.look.tr.lang), completer))
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            if popup := completer.popup():
                popup.setFont(self._field.font())
                popup.setStyleSheet(_rows(self._field.look))
            watched.setCompleter(completer)
        return super().eventFilter(watched, event)


def _rows(look: Look) -> str:
    """Suggestions as high as a finger needs."""
    c = look.tokens
    return f"""
QListView {{ background: {c.surface}; border: 1px solid {c.line}; outline: 0; padding: 4px; }}
QListView::item {{ min-height: 40px; padding: 0 8px; border-radius: 8px; }}
QListView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
"""
