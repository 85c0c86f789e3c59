"""Words into lines: the report's faces, what they can print, measuring and breaking.

All of it goes by the family that `printed_in` names, else by Inter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cxaudit.paths import RESOURCES
from cxaudit.reports.brand.kit import Font

if TYPE_CHECKING:
    from cxaudit.reports.pdf.tags import Role

rl_config.useA85 = 0  # text armour of every stream: eight times slower and a quarter larger

Face = Literal["Regular", "Medium", "SemiBold"]
FACES: tuple[Face, ...] = ("Regular", "Medium", "SemiBold")
MISSING = "□"
MM = 72 / 25.4
NBSP = "\u00a0"

_GLUED = frozenset(
    (
        "не",
        "ни",
        "на",
        "по",
        "из",
        "за",
        "от",
        "до",
        "для",
        "при",
        "без",
        "над",
        "под",
        "или",
        "как",
        "the",
        "for",
    )
)
_SPACES = re.compile(r"[ \t\f\v\u2002-\u200a\u3000]+")
_FIGURE = re.compile(r"[\d.,~%–−\u00a0]{1,9}")
_CLAUSE = re.compile(r"[,;.] |: (?!\d)")
_MODIFIERS = frozenset(("Cf", "Cc", "Cs", "Mn", "Me"))


@dataclass(frozen=True, slots=True)
class Style:
    """A face at a size; both size and leading are in points. `role` is what its texts are to a reader."""

    face: Face
    size: float
    leading: float
    role: Role = "P"

    @property
    def font(self) -> str:
        return font_name(self.face)

    @property
    def line(self) -> float:
        """The distance of two base lines in mm."""
        return self.leading / MM


COVER_NAME = Style("SemiBold", 48, 54, "H1")
HEADLINE_SCORE = Style("SemiBold", 40, 44)
TITLE = Style("SemiBold", 19, 23.5, "H1")
FIGURE = Style("SemiBold", 20, 24)
SMALL_FIGURE = Style("SemiBold", 15, 18)
HEADING = Style("SemiBold", 11, 14, "H2")
WORTH = Style("SemiBold", 11, 14)
BODY = Style("Regular", 8.5, 11.8)
BODY_STRONG = Style("SemiBold", 8.5, 11.8)
TABLE = Style("Regular", 9, 11.5)
TABLE_NAME = Style("Medium", 9, 11)
TABLE_KEY = Style("SemiBold", 9.5, 11.5)
NOTE = Style("Regular", 8, 10.2)
SMALL = Style("Regular", 7.5, 10)
SMALL_HEAD = Style("Medium", 7.5, 10)
SMALL_STRONG = Style("SemiBold", 7.5, 10)
TICK = Style("Regular", 7, 9)
SMALLEST = 7.0


_family: ContextVar[Font] = ContextVar("family", default="Inter")


@contextmanager
def printed_in(family: Font) -> Iterator[None]:
    """Measure and print in that family, on this thread and for as long as it lasts."""
    before = _family.set(family)
    try:
        yield
    finally:
        _family.reset(before)


def family() -> Font:
    """The family that is printed in."""
    return _family.get()


def font_name(face: Face) -> str:
    """The name under which reportlab knows the face."""
    return _registered(_family.get(), face)


@cache
def _registered(family: Font, face: Face) -> str:
    name = f"{family}Report-{face}"
    pdfmetrics.registerFont(TTFont(name, str(RESOURCES / "fonts" / f"{name}.ttf")))
    return name


class _Widths(dict[str, float]):
    """The width of each character in ems."""

    def __init__(self, family: Font, face: Face) -> None:
        metrics = pdfmetrics.getFont(_registered(family, face)).face
        super().__init__((chr(code), width / 1000) for code, width in metrics.charWidths.items())
        self._default: float = metrics.defaultWidth / 1000

    def __missing__(self, key: str) -> float:
        return self._default


_widths_of = cache(_Widths)


def _widths(face: Face) -> _Widths:
    return _widths_of(_family.get(), face)


@cache
def _printable(family: Font) -> frozenset[str]:
    """Every character that all faces have."""
    codes = (set(pdfmetrics.getFont(_registered(family, face)).face.charToGlyph) for face in FACES)
    letters = map(chr, set.intersection(*codes))
    return frozenset(x for x in letters if unicodedata.category(x) not in ("Cc", "Cf"))


# --- what can be printed --------------------------------------------------------------------


def plain(text: str) -> str:
    """The text as it can be printed: a box for each character the faces lack, no control characters."""
    return _plain(text, _family.get())


@lru_cache(4096)
def _plain(text: str, family: Font) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    known = _printable(family)
    if not set(text) - known - {"\n"}:
        return text if "  " not in text else _SPACES.sub(" ", text)
    return "".join(_letter(letter, known) for letter in _SPACES.sub(" ", text))


def _letter(letter: str, known: frozenset[str]) -> str:
    if letter == "\n" or letter in known:
        return letter
    if unicodedata.category(letter) in _MODIFIERS or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return ""  # says how to draw its neighbours: direction marks, joiners, skin tones
    return " " if letter.isspace() else MISSING


def lacks(text: str) -> bool:
    """Whether some character of the text is printed as a box."""
    return MISSING not in text and MISSING in plain(text)


# --- measuring and breaking -----------------------------------------------------------------


def width(text: str, style: Style) -> float:
    """The width of one line in mm."""
    return _ems(text, style.face, _family.get()) * style.size / MM


@lru_cache(16384)
def _ems(text: str, face: Face, family: Font) -> float:
    widths = _widths_of(family, face)
    return sum([widths[letter] for letter in text])


def wrap(text: str, style: Style, measure: float) -> list[str]:
    """The lines of a plain text in a column of that many mm; a word wider than it is broken."""
    return [*_wrapped(text, style, measure, _family.get())]


@lru_cache(4096)
def _wrapped(text: str, style: Style, measure: float, family: Font) -> list[str]:
    return _filled(_measured(text, style, measure), style, measure)


def _measured(text: str, style: Style, measure: float) -> list[list[tuple[str, float]]]:
    """The words of each paragraph with their widths."""
    return [list(_units(paragraph, style, measure)) for paragraph in plain(text).split("\n")]


def _filled(paragraphs: Sequence[Sequence[tuple[str, float]]], style: Style, measure: float) -> list[str]:
    lines: list[str] = []
    space = width(" ", style)
    for units in paragraphs:
        line, used = "", 0.0
        for word, wide in units:
            if line and used + space + wide <= measure:
                line, used = f"{line} {word}", used + space + wide
                continue
            if line:
                lines.append(line)
            if wide <= measure:
                line, used = word, wide
            else:
                *whole, line = _broken(word, style, measure)
                lines.extend(whole)
                used = width(line, style)
        lines.append(line)
    return lines


def balanced(text: str, style: Style, measure: float) -> list[str]:
    """The lines in the narrowest column that takes no more of them: no last line of one word."""
    return [*_balanced(text, style, measure, _family.get())]


@lru_cache(4096)
def _balanced(text: str, style: Style, measure: float, family: Font) -> list[str]:
    """Kept for the whole run: the preview and the file, and every page, break the same texts."""
    paragraphs = _measured(text, style, measure)
    lines = _filled(paragraphs, style, measure)
    if not 1 < len(lines) <= 4:
        return lines
    widest = max(wide for units in paragraphs for _, wide in units)
    low, high = min(max(measure / 2, widest), measure), measure
    while high - low > 0.7:
        middle = (low + high) / 2
        tried = _filled(paragraphs, style, middle)
        if len(tried) == len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return lines


def headline(text: str, style: Style, measure: float) -> list[str]:
    """Balanced lines; two of them are broken after a clause if the halves are not too unlike."""
    lines = balanced(text, style, measure)
    if len(lines) != 2:
        return lines
    said = plain(text)
    halves = [(said[: at.end() - 1], said[at.end() :]) for at in _CLAUSE.finditer(said)]
    best = max(halves, key=lambda pair: _likeness(pair, style), default=("", said))
    whole = all(width(half, style) <= measure for half in best)
    return list(best) if whole and _likeness(best, style) >= 0.4 else lines


def _likeness(pair: tuple[str, str], style: Style) -> float:
    short, long = sorted(width(half, style) for half in pair)
    return short / long if long else 0.0


def _units(paragraph: str, style: Style, measure: float) -> Iterator[tuple[str, float]]:
    """The words that stay together, with their widths; those too wide for the column come one by one."""
    for unit in _glued(paragraph.split(" ")):
        wide = width(unit, style)
        if wide <= measure:
            yield unit, wide
        else:
            yield from ((word, width(word, style)) for word in unit.split(" "))


def shortened(text: str, style: Style, measure: float, most: int) -> tuple[list[str], bool]:
    """At most that many lines, the last ending in an ellipsis if the text goes on; and whether it does."""
    lines = balanced(text, style, measure)
    if len(lines) <= most:
        return lines, False
    last = lines[most - 1]
    while last and width(last + "…", style) > measure:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"], True


def _glued(words: Sequence[str]) -> list[str]:
    """The words with each short one, or number, tied to what follows it; a last figure to what precedes."""
    tied: list[str] = []
    ties = False
    for word in words:
        if ties and len(tied[-1]) + len(word) <= 24:
            tied[-1] = f"{tied[-1]} {word}"
        else:
            tied.append(word)
        ties = word.isalpha() and (len(word) <= 2 or word.lower() in _GLUED)
        ties = ties or (word.isdigit() and len(word) <= 4)
    if len(tied) > 1 and _FIGURE.fullmatch(tied[-1]) and len(tied[-2]) <= 24:
        tied[-2:] = [f"{tied[-2]} {tied[-1]}"]
    return tied


def _broken(word: str, style: Style, measure: float) -> list[str]:
    """A word cut into pieces that fit; at least one letter each."""
    widths, most = _widths(style.face), measure * MM / style.size
    pieces, start, used = [], 0, 0.0
    for at, letter in enumerate(word):
        if used + widths[letter] > most and at > start:
            pieces.append(word[start:at])
            start, used = at, 0.0
        used += widths[letter]
    return [*pieces, word[start:]]
