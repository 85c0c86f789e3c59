"""What is said of photos and of the clocks of cameras."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.phone.matching import Clock
from ui.look import Look
from ui.moments import said_minute
from ui.pages.phone.batch import Entry, Fate

_NOTICED = timedelta(seconds=2)
"""A clock that is off by less is right."""


def fate_title(fate: Fate, tr: Translator) -> str:
    """The heading of photos with that fate, other than evidence of a criterion."""
    return {
        "criterion": "",
        "clock": tr("Photo of the clock"),
        "unmatched": tr("Not matched"),
        "left": tr.context("photos", "Left out"),
        "known": tr("Already in the audit"),
    }[fate]


def reason(entry: Entry, tr: Translator) -> str:
    """Why a photo stands where it stands, in a few words."""
    if entry.fate == "known":
        return entry.criterion
    if entry.fate == "clock":
        return tr("Sets the phone's clock")
    if entry.fate == "left":
        return tr("Left out by you")
    if entry.chosen:
        return tr("Chosen by you")
    match entry.match.reason:
        case "on_screen" if entry.photo.by_file:
            return tr("By the time of the file")
        case "on_screen" if entry.match.certainty == "sure":
            return tr("On screen then")
        case "on_screen":
            return tr("On screen about then")
        case "scored_next":
            return tr("Scored {span} later", span=span(entry.match.gap, tr))
        case _:
            return tr("Nothing near that time")


def taken_at(entry: Entry, look: Look) -> str:
    """The minute at which it was taken by this device's clock."""
    return said_minute(entry.match.at.isoformat(), look)


def says(entry: Entry, look: Look, selected: bool) -> str:
    """What a screen reader says of a photo."""
    state = look.tr.context("photos", "selected") if selected else ""
    parts = (entry.photo.name, taken_at(entry, look), entry.criterion, reason(entry, look.tr), state)
    return ", ".join(part for part in parts if part)


def span(long: timedelta, tr: Translator) -> str:
    """`40 s`, `3 min`, `2 min 13 s`, `5 h 3 min`."""
    seconds = round(abs(long).total_seconds())
    parts = [(seconds // 3600, tr("{n} h")), (seconds // 60 % 60, tr("{n} min")), (seconds % 60, tr("{n} s"))]
    if seconds >= 3600:
        parts = parts[:2]
    return " ".join(unit.format(n=n) for n, unit in parts if n) or tr("{n} s").format(n=0)


def clocks_said(entries: Sequence[Entry], clocks: Mapping[str, Clock], tr: Translator) -> str:
    """How the clocks of the cameras in a batch compare with this device's, in a sentence each."""
    cameras = dict.fromkeys(e.photo.camera for e in entries if not e.photo.by_file and e.fate != "known")
    said = []
    for camera in cameras:
        name = camera or tr("Unnamed camera")
        clock = clocks.get(camera)
        if clock is None:
            said.append(tr("{camera}: clock not compared yet.", camera=name))
        elif abs(clock.wall) <= _NOTICED:
            said.append(tr("{camera}: clock is right.", camera=name))
        elif clock.wall > timedelta(0):
            said.append(tr("{camera}: {span} slow, put right.", camera=name, span=span(clock.wall, tr)))
        else:
            said.append(tr("{camera}: {span} fast, put right.", camera=name, span=span(clock.wall, tr)))
    return " ".join(said)


def counts_said(entries: Sequence[Entry], tr: Translator) -> str:
    """How many photos there are and what becomes of them, in a sentence."""
    of = [entry.fate for entry in entries]
    matched = of.count("criterion")
    criteria = len({entry.criterion for entry in entries if entry.fate == "criterion"})
    parts = []
    if matched:
        for_some = tr.plural("for {n} criterion", "for {n} criteria", criteria)
        parts.append(tr.plural("{n} photo", "{n} photos", matched) + " " + for_some)
    if n := of.count("unmatched"):
        parts.append(tr("{n} not matched", n=n))
    if n := of.count("left"):
        parts.append(tr("{n} left out", n=n))
    if n := of.count("known"):
        parts.append(tr("{n} already in the audit", n=n))
    return ", ".join(parts) + ("." if parts else "")


def criterion_title(criterion: str, audit: Audit, tr: Translator) -> str:
    """`SEL-05 · Title`."""
    return f"{criterion} · {audit.framework.criteria[criterion].title[tr.lang]}"
