"""What a rating lacks and how long it has waited, in words."""

from __future__ import annotations

from datetime import timedelta

from cxaudit.i18n import Translator
from cxaudit.quality.debrief import Lack, Wait
from ui.look import Look
from ui.moments import said_day
from ui.theme import Kind

_NEAR = timedelta(days=7)


def pill_of(lack: Lack, tr: Translator) -> tuple[Kind, str]:
    """The word on a row of the list."""
    said: dict[Lack, tuple[Kind, str]] = {
        "conflict": ("danger", tr("conflict")),
        "evidence": ("warn", tr("needs a file")),
        "note": ("quiet", tr("no note")),
        "time": ("quiet", tr("not timed")),
    }
    return said[lack]


def left_of(wait: Wait, look: Look) -> str:
    """What is left of the day on which it was observed, or how long ago that was; beyond a week its date."""
    tr = look.tr
    if not wait.overdue:
        return tr("{time} left today", time=span(wait.left, tr))
    return _date(wait, look) or tr("{time} ago", time=span(wait.ago, tr))


def observed(wait: Wait, look: Look) -> str:
    """When, and whether its day still lasts; the target is the same day (METHOD 9)."""
    tr, ago = look.tr, span(wait.ago, look.tr)
    if date := _date(wait, look):
        return tr("Observed on {date}; the day to finish it has passed.", date=date)
    if wait.overdue:
        return tr("Observed {ago} ago; the day to finish it has passed.", ago=ago)
    return tr("Observed {ago} ago; {left} left to finish it the same day.", ago=ago, left=span(wait.left, tr))


def _date(wait: Wait, look: Look) -> str:
    """The day of what was observed more than a week ago."""
    return said_day(wait.seen.isoformat(), look) if wait.ago > _NEAR else ""


def span(time: timedelta, tr: Translator) -> str:
    """`12 min`, `3 h`, `2 days`: whole units, never less than a minute."""
    minutes = max(1, int(time.total_seconds()) // 60)
    if minutes < 60:
        return tr("{n} min", n=minutes)
    if minutes < 48 * 60:
        return tr("{n} h", n=minutes // 60)
    return tr.plural("{n} day", "{n} days", minutes // (24 * 60))
