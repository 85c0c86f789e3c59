"""Sums of money for reading: in thousands or millions, with the currency where the language has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cxaudit.i18n import MINUS, NBSP, Translator


@dataclass(frozen=True, slots=True)
class Scale:
    """What sums are divided by, the decimals that remain, and the English name of the unit."""

    unit: float
    places: int
    name: str


ONES = Scale(1, 0, "")
SCALES = (Scale(1e9, 2, "billion"), Scale(1e6, 2, "million"), Scale(1e3, 0, "thousand"))
DIGITS = 3
SMALLEST = 10.0
"""Below ten thousand a sum is written out."""


def scale_of(values: Iterable[float]) -> Scale:
    """The scale in which all these sums are read, that of the largest; three digits of it are enough."""
    largest = max((abs(value) for value in values), default=0.0)
    for scale in SCALES:
        if largest >= scale.unit * (SMALLEST if scale.name == "thousand" else 1):
            whole = len(str(int(largest / scale.unit)))
            return replace(scale, places=max(0, min(scale.places, DIGITS - whole)))
    return ONES


def number(tr: Translator, value: float, scale: Scale) -> str:
    """The sum in that scale, without unit and currency."""
    exact = round(value / scale.unit, 9)  # 94,499.9999999997 is 94,500, and that is 95 thousand
    said = tr.number(exact, scale.places)
    return said.removeprefix(MINUS) if set(said) <= set(MINUS + "0.,") else said


def amount(tr: Translator, value: float, currency: str) -> str:
    """One sum: `2,33 млн ₽`, `₽2.33 million`."""
    scale = scale_of([value])
    return _with_unit(tr, number(tr, value, scale), scale, currency)


def whole(tr: Translator, value: float, currency: str) -> str:
    """One sum to the last unit, so that sums can be added by hand: `2 331 911 ₽`, `₽2,331,911`."""
    return _with_unit(tr, number(tr, value, ONES), ONES, currency)


def band(tr: Translator, one: float, other: float, currency: str) -> str:
    """Two ends in one scale, the lower first: `1,94–2,75 млн ₽`, `₽1.94–2.75 million`."""
    low, high = sorted((one, other))
    scale = scale_of((low, high))
    return _with_unit(tr, span(tr, low, high, scale), scale, currency)


def span(tr: Translator, one: float, other: float, scale: Scale) -> str:
    """Two ends in that scale without unit and currency, the lower first; one where both read the same."""
    low, high = sorted((one, other))
    ends = number(tr, low, scale), number(tr, high, scale)
    if low < 0 and ends[0] != ends[1]:
        return tr("{low} to {high}", low=ends[0], high=ends[1])
    return "–".join(dict.fromkeys(ends))


def unit(tr: Translator, scale: Scale, currency: str) -> str:
    """What stands above a column of such sums: `млн ₽`, `₽ million`."""
    return _with_unit(tr, "", scale, currency).strip()


def symbol(tr: Translator, currency: str) -> str:
    """The sign of the currency: `₽`; its code where it has none."""
    from babel.numbers import get_currency_symbol

    own = get_currency_symbol(currency, locale=tr.lang)
    return own if own != currency else get_currency_symbol(currency, locale="ru")  # English has no ₽ or ₸


def _with_unit(tr: Translator, said: str, scale: Scale, currency: str) -> str:
    sign, name = symbol(tr, currency), _name(tr, scale)
    if tr.lang == "ru":
        return NBSP.join(part for part in (said, name, sign) if part)
    if not said or sign.isalpha():
        return NBSP.join(part for part in (sign, said, name) if part)
    minus = MINUS if said.startswith(MINUS) else ""
    return NBSP.join(part for part in (minus + sign + said.removeprefix(minus), name) if part)


def _name(tr: Translator, scale: Scale) -> str:
    match scale.name:
        case "thousand":
            return tr.context("scale", "thousand")
        case "million":
            return tr.context("scale", "million")
        case "billion":
            return tr.context("scale", "billion")
    return ""
