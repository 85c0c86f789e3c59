"""How the figures of a baseline are typed and shown: comma or point, spaces, shares as percentages."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from cxaudit.analysis.baseline import Unit
from cxaudit.i18n import Translator
from cxaudit.languages import Lang

_MOST_PLACES = 6
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_NUMBER = re.compile(r"-?(\d+\.?\d*|\.\d+)")


def typed(text: str, unit: Unit, lang: Lang) -> float | None:
    """The number that a person typed, shares as 0-1; None if it is none.

    In English `12,000` is twelve thousand; everywhere else a comma is a decimal comma.
    """
    said = re.sub(r"[\s'’%]", "", text).replace("\u2212", "-")
    said = said.replace(",", "") if lang == "en" and _THOUSANDS.fullmatch(said) else said.replace(",", ".")
    if not _NUMBER.fullmatch(said):
        return None
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    return float(number / 100 if unit == "share" else number)


def plain(value: float, unit: Unit, lang: Lang) -> str:
    """The number as it is typed, without marks between thousands."""
    said = format((Decimal(repr(float(value))) * (100 if unit == "share" else 1)).normalize(), "f")
    return said.replace(".", ",") if lang == "ru" else said


def shown(tr: Translator, value: float, unit: Unit) -> str:
    """The number as it stands in its field, with no more decimals than it has."""
    number = Decimal(repr(float(value))) * (100 if unit == "share" else 1)
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return tr.number(float(number), min(places, _MOST_PLACES))
