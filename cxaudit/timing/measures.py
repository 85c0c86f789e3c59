"""Times and counts that were taken of a criterion, as the log says them; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, fields
from fractions import Fraction
from typing import Literal

from cxaudit.cells import LONGEST_LINE
from cxaudit.i18n import Translator
from cxaudit.model import Audit, Json, Measure, Timing
from cxaudit.timing import durations
from cxaudit.timing import suggestion as timing

Kind = Literal["waiting", "active"]
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
"""Kinds of letters that no line holds: control characters, halves of letters, breaks."""
_SAID = tuple(f.name for f in fields(Measure) if f.name not in ("id", "contested"))


def value_of(measure: Measure) -> Json:
    """What the cell of a measure says."""
    said = asdict(measure)
    return {name: said[name] for name in _SAID}


def label_of(text: str) -> str:
    """What was typed as a channel, as one line that a cell can hold."""
    plain = "".join(" " if unicodedata.category(letter) in _UNSEEN else letter for letter in text)
    return " ".join(plain.split())[:LONGEST_LINE]


def of(audit: Audit, criterion: str, sheet: str = "") -> tuple[Measure, ...]:
    """The measures of one criterion, of one sheet or of all that the audit has."""
    sheets = {sheet} if sheet else {one.id for one in audit.sheets}
    return tuple(m for m in audit.measures.get(criterion, ()) if m.sheet in sheets)


def values(measures: Sequence[Measure], kind: Timing) -> list[Fraction]:
    """What the measures say, in the unit of the criterion; contested ones are left out."""
    found = []
    for one in measures:
        if not one.contested:
            if kind.unit == timing.COUNTED:
                found += [timing.exact(one.count)] if one.count is not None else []
            elif one.seconds is not None:
                found.append(timing.in_unit(kind, one.seconds))
    return found


def suggestion(audit: Audit, criterion: str, sheet: str = "") -> int | None:
    """The score that the measures of a criterion suggest; None where nothing says one."""
    kind = audit.framework.criteria[criterion].timing
    limits = timing.limits_of(audit, criterion)
    if not kind or not limits:
        return None
    return timing.suggestion(kind, limits, values(of(audit, criterion, sheet), kind))


# --- in words -------------------------------------------------------------------------------


def said(measure: Measure, unit: str, tr: Translator) -> str:
    """The time or count alone: `3:10`, `7 steps`."""
    if measure.count is not None:
        return durations.amount(measure.count, timing.COUNTED, tr)
    return durations.said(measure.seconds or 0.0, tr, tenths=unit == "s")


def middle(measures: Sequence[Measure], kind: Timing, tr: Translator) -> str:
    """The median in words; empty without measures that count."""
    found = values(measures, kind)
    if not found:
        return ""
    median = timing.median(found)
    if kind.unit == timing.COUNTED:
        return durations.amount(median, kind.unit, tr)
    return durations.said(median * timing.SECONDS[kind.unit], tr, tenths=kind.unit == "s")


def line(measures: Sequence[Measure], kind: Timing, tr: Translator) -> str:
    """All of them in one sentence: `2 waiting times, median 2:07: chat 1:04; phone 3:10 (pause 0:38)`.

    What is to be known of each of them alike is said once: `2 waiting times (typed), median 2:07: …`.
    """
    if not measures:
        return ""
    notes = [_notes(one, tr) for one in measures]
    same = len(measures) > 1 and notes.count(notes[0]) == len(notes)
    each = "; ".join(
        _told(one, kind.unit, [] if same else own, tr) for one, own in zip(measures, notes, strict=True)
    )
    many = _noted(_many(measures, tr), notes[0] if same else [])
    if len(measures) == 1 or not (median := middle(measures, kind, tr)):
        return f"{many}: {each}"
    return tr("{measures}, median {median}: {each}", measures=many, median=median, each=each)


def _many(measures: Sequence[Measure], tr: Translator) -> str:
    """How many they are, and of what."""
    n, kinds = len(measures), {"count" if one.count is not None else one.kind for one in measures}
    if kinds == {"waiting"}:
        return tr.plural("{n} waiting time", "{n} waiting times", n)
    if kinds == {"active"}:
        return tr.plural("{n} time of own doing", "{n} times of own doing", n)
    return tr.plural("{n} measure", "{n} measures", n)


def _told(one: Measure, unit: str, notes: Sequence[str], tr: Translator) -> str:
    return _noted(" ".join(part for part in (one.label, said(one, unit, tr)) if part), notes)


def _noted(words: str, notes: Sequence[str]) -> str:
    return f"{words} ({', '.join(notes)})" if notes else words


def _notes(one: Measure, tr: Translator) -> list[str]:
    """What is to be known of one; what all of them share is said once."""
    notes = [tr("pause {time}", time=durations.said(one.paused, tr))] if one.paused else []
    if one.robot is not None:
        notes.append(tr("robot at {time}", time=durations.said(one.robot, tr)))
    if one.how == "typed" and one.count is None:
        notes.append(tr("typed"))
    if one.how == "clock":
        notes.append(tr("partly by the computer's clock"))
    if one.contested:
        notes.append(tr("contested"))
    return notes
