"""Moments of the log in local time; Babel is not used, since it would delay the first page."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from PySide6.QtCore import QLocale

from ui.look import Look


def said_day(moment: str, look: Look) -> str:
    """`22.11.2026`, `22 Nov 2026`; empty for what is not a moment."""
    local = _local(moment)
    if not local:
        return ""
    return f"{local:%d.%m.%Y}" if look.tr.lang == "ru" else f"{local.day} {_month(local.month)} {local.year}"


def said_minute(moment: str, look: Look) -> str:
    """`22.11 14:02`, `22 Nov 14:02`; empty for what is not a moment."""
    local = _local(moment)
    if not local:
        return ""
    day = f"{local:%d.%m}" if look.tr.lang == "ru" else f"{local.day} {_month(local.month)}"
    return f"{day} {local:%H:%M}"


def said_time(moment: str, look: Look, now: datetime | None = None) -> str:
    """`14:02` if it is of today, else with its day; empty for what is not a moment."""
    local = _local(moment)
    if local and local.date() == (now or datetime.now().astimezone()).date():
        return f"{local:%H:%M}"
    return said_minute(moment, look)


def _local(moment: str) -> datetime | None:
    try:
        return datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


@cache
def _month(number: int) -> str:
    return QLocale(QLocale.Language.English).monthName(number, QLocale.FormatType.ShortFormat)
