"""How the small window looks: grey, whatever theme and brand the program has."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from ui.look import Look
from ui.theme import LIGHT

_TEXT, _MUTED, _LINE, _SOFT, _WHITE = "#222222", "#5F5F5F", "#C6C6C6", "#DADADA", "#FFFFFF"
GREY = replace(
    LIGHT,
    bg="#F3F3F3",
    surface=_WHITE,
    line=_LINE,
    field="#8C8C8C",
    text=_TEXT,
    muted=_MUTED,
    accent="#6A6A6A",
    accent_hover="#5A5A5A",
    accent_soft=_SOFT,
    on_accent=_WHITE,
    hover="#EAEAEA",
    off_bg="#EDEDED",
    off_text="#6E6E6E",
    danger=_TEXT,
    danger_soft=_SOFT,
    thumb="#C3C3C3",
)


def plain(look: Look) -> Look:
    """The same language and text size in grey."""
    return replace(look, tokens=GREY)


def sheet_icon() -> QIcon:
    """A sheet of paper with a few lines."""
    picture = QPixmap(64, 64)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("#8C8C8C"))
    painter.setBrush(QColor(_WHITE))
    painter.drawRoundedRect(QRectF(12, 6, 40, 52), 4, 4)
    for top in (18, 28, 38):
        painter.fillRect(QRectF(20, top, 24, 3), QColor(_LINE))
    painter.end()
    return QIcon(picture)
