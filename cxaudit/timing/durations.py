"""Durations as people type and read them; Babel is not used, since a running time is said every second."""

from __future__ import annotations

import re

from cxaudit.i18n import NBSP, Translator
from cxaudit.timing.suggestion import SECONDS, Number, exact

LONGEST = 366 * SECONDS["days"]
_UNITS = {
    "s": ("s", "sec", "second", "seconds", "с", "сек", "секунда", "секунды", "секунд"),
    "min": ("m", "min", "minute", "minutes", "м", "мин", "минута", "минуты", "минут"),
    "h": ("h", "hour", "hours", "ч", "час", "часа", "часов"),
    "days": ("d", "day", "days", "д", "дн", "день", "дня", "дней"),
}
_SECONDS_OF = {word: SECONDS[unit] for unit, words in _UNITS.items() for word in words}
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([^\W\d_]+)\.?\s*")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,3})?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{2}(?:\.\d{1,3})?)", re.ASCII)


def typed(text: str, unit: str) -> float | None:
    """The seconds that somebody typed: `3:10`, `1:02:03`, `90`, `2 h 5 min`; None for anything else.

    A bare number is in the unit of the criterion. Two parts are minutes and seconds, or hours and minutes
    where the unit is hours or days.
    """
    said = text.strip().lower().replace(",", ".")
    seconds = _typed(said, unit)
    return None if seconds is None or seconds > LONGEST else seconds


def _typed(said: str, unit: str) -> float | None:
    if _NUMBER.fullmatch(said):
        return float(exact(float(said)) * SECONDS[unit])
    if clock := _CLOCK.fullmatch(said):
        return _clock(clock[1], clock[2], clock[3], unit)
    total, at = 0.0, 0
    while part := _PART.match(said, at):
        if part[2] not in _SECONDS_OF:
            return None
        total += float(part[1]) * _SECONDS_OF[part[2]]
        at = part.end()
    return total if at and at == len(said) else None


def _clock(first: str | None, middle: str, last: str, unit: str) -> float | None:
    if float(last) >= 60 or (first is not None and int(middle) >= 60):
        return None
    if first is None and unit in ("h", "days"):
        return int(middle) * 3600 + float(last) * 60
    return int(first or 0) * 3600 + int(middle) * 60 + float(last)


def kept(seconds: float, unit: str) -> float:
    """A measured time as it is kept: to tenths where seconds are what matters, else whole seconds."""
    return round(seconds, 1) if unit == "s" else float(round(seconds))


def said(seconds: Number, tr: Translator, tenths: bool = False) -> str:
    """`3:10`, `1:02:03`, `2 d 3:04:05`, with `tenths` also `0:02.4`; whole seconds are rounded down."""
    whole = int(exact(seconds) * 10)
    days, rest = divmod(whole, 864_000)
    hours, rest = divmod(rest, 36_000)
    minutes, rest = divmod(rest, 600)
    clock = f"{hours}:{minutes:02}" if hours or days else f"{minutes}"
    clock += f":{rest // 10:02}"
    if tenths and rest % 10:
        clock += f"{',' if tr.lang == 'ru' else '.'}{rest % 10}"
    return tr("{n} d {time}", n=days, time=clock) if days else clock


def amount(value: Number, unit: str, tr: Translator) -> str:
    """A limit in words: `10 min`, `24 h`, `3 steps`; minutes that are whole hours are said as hours."""
    if unit not in SECONDS:
        steps = exact(value)
        if steps.denominator == 1:
            return tr.plural("{n} step", "{n} steps", int(steps))
        return tr("{n} steps", n=_decimal(value, tr))
    seconds = exact(value) * SECONDS[unit]
    names = ("days", "h", "min", "s") if unit == "days" else ("h", "min", "s")
    best = next((name for name in names if seconds and seconds % SECONDS[name] == 0), unit)
    words = {"s": tr("s"), "min": tr("min"), "h": tr("h"), "days": tr("d")}
    return _decimal(seconds / SECONDS[best], tr) + NBSP + words[best]


def _decimal(value: Number, tr: Translator) -> str:
    written = f"{float(value):.12g}"
    return written.replace(".", ",") if tr.lang == "ru" else written
