"""Colours of the window, light and dark, and what Qt makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")

Kind = Literal["accent", "quiet", "ok", "warn", "danger", "solid"]
"""What a pill or a message means; it picks a pair of colours."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one theme, as #RRGGBB; fields that end in `soft` are backgrounds."""

    dark: bool
    bg: str
    surface: str
    line: str
    field: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    hover: str
    off_bg: str
    off_text: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    scores: tuple[str, str, str, str, str, str]
    on_score: str
    heat: tuple[str, str]
    scrim: str
    scrim_share: float
    thumb: str

    def pair(self, kind: Kind) -> tuple[str, str]:
        """Background and text of a pill or a message of that kind."""
        pairs = {
            "accent": (self.accent_soft, self.accent),
            "quiet": (self.hover, self.muted),
            "ok": (self.ok_soft, self.ok),
            "warn": (self.warn_soft, self.warn),
            "danger": (self.danger_soft, self.danger),
            "solid": (self.accent, self.on_accent),
        }
        return pairs[kind]


LIGHT = Tokens(
    dark=False,
    bg="#F5F6F8",
    surface="#FFFFFF",
    line="#E1E4EA",
    field="#8B94A3",
    text="#1B2330",
    muted="#5C6677",
    accent="#1F5FD6",
    accent_hover="#1A51B8",
    accent_soft="#E8F0FE",
    on_accent="#FFFFFF",
    hover="#EEF1F6",
    off_bg="#EEF0F4",
    off_text="#626C7D",
    ok="#17734A",
    ok_soft="#E5F3EC",
    warn="#855400",
    warn_soft="#FDF3DD",
    danger="#B3261E",
    danger_soft="#FCEBEA",
    scores=("#B3261E", "#C4501B", "#A16207", "#66751A", "#37802F", "#146B4B"),
    on_score="#FFFFFF",
    heat=("#F4F8FF", "#8DB3F7"),
    scrim="#1B2330",
    scrim_share=0.45,
    thumb="#C3C9D3",
)

DARK = Tokens(
    dark=True,
    bg="#14171C",
    surface="#1D2128",
    line="#323842",
    field="#6B7585",
    text="#E8EBF0",
    muted="#9AA4B4",
    accent="#6AA2FF",
    accent_hover="#85B3FF",
    accent_soft="#22324D",
    on_accent="#0B1220",
    hover="#272D37",
    off_bg="#262B34",
    off_text="#9099A8",
    ok="#5FD39B",
    ok_soft="#17342A",
    warn="#E8BD5C",
    warn_soft="#382D15",
    danger="#F2867E",
    danger_soft="#41211F",
    scores=("#F2867E", "#F0A070", "#E8BD5C", "#C3D15C", "#86CF88", "#5FD39B"),
    on_score="#10151C",
    heat=("#20262F", "#2F5596"),
    scrim="#000000",
    scrim_share=0.67,
    thumb="#454D5A",
)


def tokens(theme: Theme) -> Tokens:
    """The colours of that theme; `system` asks the system."""
    if theme == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def score_step(mean: float) -> int:
    """Which of the six score colours a mean takes: that of its band (METHOD 2.1)."""
    if mean >= 4:
        return 5 if mean >= 4.5 else 4
    return max(0, int(mean))


def palette(colours: Tokens) -> QPalette:
    """The palette of Fusion in these colours."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for where, colour in {
        role.Window: colours.bg,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.hover,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.field,
        role.Shadow: colours.line,
    }.items():
        made.setColor(where, QColor(colour))
    for where in (role.Text, role.WindowText, role.ButtonText, role.PlaceholderText):
        made.setColor(group.Disabled, where, QColor(colours.off_text))
    made.setColor(group.Disabled, role.Base, QColor(colours.off_bg))
    return made


def stylesheet(colours: Tokens) -> str:
    """The few rules that the palette cannot say: fields, scroll bars, menus, tips.

    Beware: a `color` here would make placeholders half transparent; the palette colours text.
    """
    c = colours
    return f"""
QLineEdit, QPlainTextEdit {{ background: {c.surface}; border: 1px solid {c.field}; border-radius: 10px;
  padding: 0 11px; }}
QPlainTextEdit {{ padding: 7px 8px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: 0 10px; }}
QPlainTextEdit:focus {{ padding: 6px 7px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {c.danger}; padding: 0 10px; }}
QPlainTextEdit[wrong="true"] {{ padding: 6px 7px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {c.off_bg}; border-color: {c.off_bg}; }}
QLineEdit[plain="true"] {{ background: transparent; border-color: transparent; padding: 0; }}
QLineEdit[plain="true"]:focus {{ border: 2px solid {c.accent}; padding: 0; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.line};
  outline: 0; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: 40px; padding: 0 8px; border-radius: 8px; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: 4px; }}
QMenu::item {{ padding: 11px 24px 11px 12px; border-radius: 8px; }}
QMenu::icon {{ padding-left: 12px; }}
QMenu::item:selected {{ background: {c.accent_soft}; }}
QMenu::item:disabled {{ color: {c.off_text}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
QToolTip {{ background: {c.text}; color: {c.surface}; border: 0; padding: 6px 8px; }}
QScrollBar {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {c.thumb}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 40px; }}
QScrollBar::handle:horizontal {{ min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
