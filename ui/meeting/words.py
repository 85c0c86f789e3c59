"""How it stands with the team, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxaudit.i18n import Translator
from ui.look import Look
from ui.meeting.meetings import Meeting
from ui.moments import said_minute, said_time


@dataclass(frozen=True, slots=True)
class Line:
    """An icon, its colour, and what it means: in a few words and in a sentence."""

    icon: str
    role: str
    short: str
    sentence: str


def line_of(look: Look, all_: Sequence[Meeting]) -> Line:
    """What the rail says of all spaces: of those that somebody has to look at first."""
    if not all_:
        tr = look.tr
        return Line("hard-drive", "muted", tr("Only this device"), tr("Only this device. Share with a team…"))
    lines = [(_urgency(one), line(look, one)) for one in all_]
    return min(lines, key=lambda found: found[0])[1]


def _urgency(one: Meeting) -> int:
    if one.share is not None:
        return 0
    if one.fault or one.unread:
        return 1
    return 2 if one.offline else 3 if one.now.requests else 4 if one.now.role is None else 5


def line(look: Look, one: Meeting) -> Line:
    """How it stands with one space."""
    tr, now = look.tr, one.now
    if one.share is not None:
        short = (
            tr("Syncing, {share}", share=f"{round(one.share * 100)}{_percent(tr)}")
            if one.share
            else tr("Syncing…")
        )
        return Line("refresh-cw", "accent", short, short)
    if one.fault:
        return Line("triangle-alert", "warn", tr("Needs attention"), one.fault.said(tr))
    if one.unread:
        return Line("triangle-alert", "warn", tr("Needs attention"), one.unread[0].error.said(tr))
    if one.offline:
        return Line("cloud-off", "muted", _offline_short(tr, waiting(one)), offline(tr, one))
    if now.requests:
        said = tr.plural("{n} person asks to join", "{n} people ask to join", len(now.requests))
        return Line("user-plus", "warn", said, tr("{said}. Admit them or not.", said=said))
    if now.role is None:
        return Line("circle-dashed", "muted", tr("Asked to join"), asked(tr, one))
    if now.role == "out":
        said = tr("You are in the team no longer. What you have stays with you; nothing new comes.")
        return Line("circle-dashed", "muted", tr("Not in the team"), said)
    return _synced(look, one)


def _synced(look: Look, one: Meeting) -> Line:
    tr = look.tr
    if not one.kept.at:
        return Line("circle-dashed", "muted", tr("Not synced yet"), tr("Not synced yet"))
    said = tr("Synced at {time}", time=said_time(one.kept.at, look))
    if n := waiting(one):
        short = tr.plural("{n} not sent", "{n} not sent", n)
        return Line("cloud-upload", "muted", short, f"{said}. {_waits(tr, one)}")
    return Line("circle-check", "muted", said, said)


def waiting(one: Meeting) -> int:
    """What is still to be sent: changes, else the files that these spoke of, unless files are to wait."""
    return one.now.unsent or (0 if one.kept.metered else one.now.files_out)


def _waits(tr: Translator, one: Meeting) -> str:
    if n := one.now.unsent:
        return tr.plural("{n} change waits.", "{n} changes wait.", n)
    return tr.plural("{n} file waits.", "{n} files wait.", one.now.files_out)


def offline(tr: Translator, one: Meeting) -> str:
    """Calm: it is the usual state of somebody in a shop."""
    if not waiting(one):
        return tr("Offline. Nothing waits; the next sync tries again.")
    return tr("Offline. {what}", what=_waits(tr, one))


def _offline_short(tr: Translator, n: int) -> str:
    return tr.plural("Offline, {n} waits", "Offline, {n} wait", n) if n else tr("Offline")


def asked(tr: Translator, one: Meeting) -> str:
    """What somebody waits for who has asked to join."""
    if one.now.founder:
        return tr("Asked. {name} has to admit you.", name=one.now.founder)
    return tr("Asked. Whoever invited you has to admit you.")


def moment(look: Look, at: str) -> str:
    """`22 Nov 14:02`; empty for never."""
    return said_minute(at, look)


def _percent(tr: Translator) -> str:
    return "\u00a0%" if tr.lang == "ru" else "%"
