"""How everything looks and speaks just now: language, colours, text size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from cxaudit.i18n import Translator, round_half_up, translator
from cxaudit.languages import Lang
from cxaudit.paths import RESOURCES
from ui import icons, theme
from ui.theme import Kind, Theme, Tokens

TOUCH = 44
"""The least width and height of anything that can be pressed."""
MARGIN = 16
GAP = 12


@dataclass(frozen=True, slots=True)
class Look:
    """Language, colours and text size; a change of any of them makes a new one."""

    tr: Translator
    tokens: Tokens
    scale: float = 1.0

    def px(self, points: float) -> int:
        """A length that grows with the text."""
        return round(points * self.scale)

    def font(self, size: float = 14, weight: int = 400, tabular: bool = False) -> QFont:
        """Inter at that size (before scaling) and weight 400, 500 or 600."""
        return QFont(_font(max(9, self.px(size)), weight, tabular))

    def metrics(self, size: float = 14, weight: int = 400) -> QFontMetrics:
        return QFontMetrics(self.font(size, weight))

    def colour(self, role: str) -> str:
        """The token of that name (`text`, `muted`, `accent`, `line`, ...)."""
        return str(getattr(self.tokens, role))

    def ink(self, role: str) -> QColor:
        return QColor(self.colour(role))

    def pair(self, kind: Kind) -> tuple[str, str]:
        """Background and text colour of a pill or message."""
        return self.tokens.pair(kind)

    def icon(self, name: str, role: str = "text") -> QIcon:
        """The icon for menus and actions; widgets here draw theirs by name."""
        return QIcon(icons.LineIcon(name, self.colour(role), self.tokens.off_text))

    def mean(self, value: float, places: int = 2) -> str:
        """A mean with so many decimals, without waiting for the figures of other languages to load."""
        said = str(round_half_up(value, places))
        return said.replace(".", ",") if self.tr.lang == "ru" else said


@cache
def _font(pixels: int, weight: int, tabular: bool) -> QFont:
    """Painting asks for the same few fonts again and again; whoever gets one may change his copy."""
    made = QFont("Inter")
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def look(lang: Lang, chosen: Theme = "system", scale: float = 1.0) -> Look:
    """The look for a language, a theme and a text size of 0.9-1.5."""
    return Look(translator(lang), theme.tokens(chosen), min(1.5, max(0.9, scale)))


@cache
def load_fonts() -> None:
    """Give Qt the three weights of Inter, once."""
    for weight in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"Inter-{weight}.ttf"))


def apply(app: QApplication, now: Look) -> None:
    """Dress the whole application in this look; one that it wears already costs nothing.

    The rules of `theme.stylesheet` are worn by each window: if the application had them, every part of a page
    would be styled again with each part that it is put into.
    """
    load_fonts()
    app.setPalette(theme.palette(now.tokens))
    if app.font() != now.font():
        app.setFont(now.font())
    _speak(app, now.tr.lang)


_words: QTranslator | None = None
"""Qt's own words, where they are not English. Not sought among the application's children: PySide would try
every class on each of them, which takes 15 ms."""


def _speak(app: QApplication, lang: Lang) -> None:
    """Let the menus of text fields and Qt's own file dialogs speak the language too."""
    global _words
    if (_words.language() if _words else "en").startswith(lang):
        return
    if _words:
        app.removeTranslator(_words)
    _words = QTranslator()
    if _words.load(f"qtbase_{lang}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(_words)


class Appearance(QObject):
    """The chosen language, theme and text size; follows the system where asked to."""

    changed = Signal(object)
    """The new Look, after the application wears it."""

    def __init__(self, app: QApplication, lang: Lang, chosen: Theme = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self.lang, self.theme, self.scale = lang, chosen, scale
        self.look = look(lang, chosen, scale)
        apply(app, self.look)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def set_language(self, lang: Lang) -> None:
        self.lang = lang
        self._renew()

    def set_theme(self, chosen: Theme) -> None:
        self.theme = chosen
        self._renew()

    def set_scale(self, scale: float) -> None:
        self.scale = scale
        self._renew()

    def _follow_system(self) -> None:
        if self.theme == "system":
            self._renew()

    def _renew(self) -> None:
        now = look(self.lang, self.theme, self.scale)
        if now != self.look:
            self.look = now
            apply(self._app, now)
            self.changed.emit(now)
