"""Until when a reply is waited for, as people type it: a day with its time, or how long after the sending."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from cxaudit.model import Lang
from cxaudit.timing import durations

_TIME = r"(?:,?[\st]+(?P<time>\d{1,2}:\d{2}))?"
_RUSSIAN = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?(?P<year>\d{4})?" + _TIME)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _TIME)
_END_OF_DAY = "23:59"


def typed(text: str, sent: datetime, zone: tzinfo | None = None) -> datetime | None:
    """`24.11 18:00`, `2026-11-24 18:00`, `3 d`, `48`: hours after the sending; None for anything else.

    A day is of that zone, or of the computer's own; without a time it is the end of the day, without a year
    the first such day after the sending. Nothing is due before it was sent.
    """
    said = text.strip().lower()
    found = _RUSSIAN.fullmatch(said) or _ISO.fullmatch(said)
    try:
        due = _on_day(found, sent, zone) if found else _after(said, sent)
    except (ValueError, OverflowError):
        return None
    return due if due and due >= sent else None


def written(moment: str, lang: Lang, zone: tzinfo | None = None) -> str:
    """A moment of the log as `typed` reads it; empty for none."""
    try:
        local = datetime.fromisoformat(moment).astimezone(zone)
    except (ValueError, OverflowError):
        return ""
    return f"{local:%d.%m.%Y %H:%M}" if lang == "ru" else f"{local:%Y-%m-%d %H:%M}"


def _on_day(found: re.Match[str], sent: datetime, zone: tzinfo | None) -> datetime:
    hour, minute = map(int, (found["time"] or _END_OF_DAY).split(":"))
    day, month = int(found["day"]), int(found["month"])
    first = sent.astimezone(zone).year
    years = (int(found["year"]),) if found["year"] else (first, first + 1)
    each = [_local(datetime(year, month, day, hour, minute), zone) for year in years]
    return next((due for due in each if due >= sent), each[-1])


def _local(naive: datetime, zone: tzinfo | None) -> datetime:
    return (naive.replace(tzinfo=zone) if zone else naive.astimezone()).astimezone(UTC)


def _after(said: str, sent: datetime) -> datetime | None:
    seconds = durations.typed(said, "h")
    return None if seconds is None else sent + timedelta(seconds=seconds)
