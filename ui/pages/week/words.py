"""The plan in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale

from cxaudit.field.week import State, Task
from cxaudit.i18n import Translator
from cxaudit.model import Framework
from ui.theme import Kind


def day(when: date, tr: Translator) -> str:
    """`Fri 15 Jan`, `пт 15.01`."""
    russian = tr.lang == "ru"
    locale = QLocale(QLocale.Language.Russian if russian else QLocale.Language.English)
    short = QLocale.FormatType.ShortFormat
    name = locale.dayName(when.isoweekday(), short)
    if russian:
        return f"{name} {when:%d.%m}"
    return f"{name} {when.day} {locale.monthName(when.month, short)}"


def title(key: str, framework: Framework, tr: Translator) -> str:
    """What a piece of the plan is called."""
    said = {
        "brief": tr("Sign the brief before field work"),
        "report": tr("Check, review and report"),
        "follow_up": tr("Check again what was not verified"),
    }
    return said.get(key) or framework.stage(key).title[tr.lang]


def pill(state: State, tr: Translator) -> tuple[Kind, str]:
    said: dict[State, tuple[Kind, str]] = {
        "done": ("ok", tr("done")),
        "overdue": ("danger", tr("overdue")),
        "today": ("accent", tr("now")),
        "ahead": ("quiet", tr("ahead")),
    }
    return said[state]


def note(task: Task, tr: Translator) -> str:
    """Until when, how much is done, and what waits."""
    parts = [tr("until {day}", day=day(task.until, tr))] if task.until > task.day else []
    if task.stage:
        parts.append(tr("{n} of {total}", n=task.done, total=task.total))
    if task.waiting:
        parts.append(tr.plural("{n} waits for a reply", "{n} wait for a reply", task.waiting))
    if task.moved:
        parts.append(tr("moved"))
    return " \u00b7 ".join(parts)
