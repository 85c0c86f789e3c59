"""One mechanism for texts, plurals, numbers and dates in Russian and English: gettext and Babel."""

from __future__ import annotations

import gettext
import locale
import os
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cxaudit.languages import Lang
from cxaudit.paths import RESOURCES

if TYPE_CHECKING:
    from cxaudit.model import Value

NBSP = "\u00a0"
MINUS = "\u2212"


class Translator:
    """Texts and figures in one language; call it with the English text.

    Babel is imported by the first figure, since it would delay the first window.
    """

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._catalog = gettext.translation("cxaudit", RESOURCES / "locale", [lang], fallback=lang == "en")

    def __reduce__(self) -> tuple[object, tuple[Lang]]:
        """Another process has a translator of its own."""
        return translator, (self.lang,)

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with `{name}` replaced; values are put in as they are."""
        said = self._catalog.gettext(text)
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The text in the plural form of n, which is put in as `{n}`."""
        return self._catalog.ngettext(one, many, n).format(n=n, **values)

    def context(self, context: str, text: str, /, **values: object) -> str:
        """The text where one English word needs two Russian ones."""
        said = self._catalog.pgettext(context, text)
        return said.format(**values) if values else said

    def number(self, value: float, places: int = 2) -> str:
        """The number, rounded half-up to that many places (METHOD 2.1)."""
        return _number(self.lang, repr(float(value)), places)

    def mark(self, value: Value | None) -> str:
        """A mark: a digit or a letter as it is, what several visits come to with two decimals."""
        if isinstance(value, Fraction):
            return self.number(float(value))
        return "" if value is None else str(value)

    def weight(self, value: float) -> str:
        """A weight with no more decimals than it has, at most two."""
        places = max(0, -int(round_half_up(value, 2).normalize().as_tuple().exponent))
        return self.number(value, places)

    def percent(self, share: float, places: int = 1) -> str:
        """A share of 0-1 as a percentage."""
        return self.number(share * 100, places) + (NBSP if self.lang == "ru" else "") + "%"

    def date(self, moment: datetime) -> str:
        """`22.11.2026`, `22 Nov 2026`."""
        return self._moment(moment, "dd.MM.y" if self.lang == "ru" else "d MMM y")

    def long_date(self, moment: datetime) -> str:
        """`22 ноября 2026`, `22 November 2026`."""
        return self._moment(moment, "d MMMM y")

    def time(self, moment: datetime) -> str:
        return f"{moment:%H:%M}"

    def _moment(self, moment: datetime, pattern: str) -> str:
        return _dated(self.lang, moment.date(), pattern)


@lru_cache(4096)
def _number(lang: Lang, value: str, places: int) -> str:
    """Kept, since Babel takes a twentieth of a millisecond and a report says the same numbers often."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * places if places else "")
    said: str = format_decimal(round_half_up(float(value), places), format=pattern, locale=lang)
    return said.replace("-", MINUS)


@lru_cache(1024)
def _dated(lang: Lang, day: date, pattern: str) -> str:
    """Kept as numbers are: the photos of a report are of few days."""
    from babel.dates import format_date

    return format_date(day, pattern, locale=lang)


def round_half_up(value: float, places: int) -> Decimal:
    """Decimal rounding of the shortest text of the number, so that 2.675 gives 2.68 (METHOD 2.1)."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@cache
def translator(lang: Lang) -> Translator:
    """The translator of that language."""
    return Translator(lang)


def system_language() -> Lang:
    """Russian where the system speaks Russian, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ru" if os.environ[name].lower().startswith("ru") else "en"
    return "ru" if (locale.getlocale()[0] or "").lower().startswith("ru") else "en"
