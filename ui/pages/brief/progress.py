"""How far each section of the brief is, and what is still worth saying before it is signed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from cxaudit import weights
from cxaudit.field import briefing, fieldwork
from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.quality import completeness
from cxaudit.sound import recording
from cxaudit.timing import limits

State = Literal["done", "begun", "default", "empty", "warn", "conflict"]
"""Of what can stay as it is, `default` says that nobody has touched it."""
SECTIONS = (
    "subject",
    "personas",
    "story",
    "market",
    "weights",
    "limits",
    "left_out",
    "visits",
    "recording",
    "legal",
    "signature",
)
STORY = ("cover_story", "budget", "limits", "contacts")
_MAY_STAY = ("weights", "limits", "left_out", "visits", "recording")
_NAMED = 5
"""So many personas without a key are named one by one."""
MARKET = ("needs", "queries", "channels", "competitors")


def section_of(cell: str) -> str:
    """The section that shows a cell; empty for a cell that the brief does not show."""
    kind, _, name = cell.partition("/")
    if kind == "brief":
        return "story" if name in STORY else "market" if name in MARKET else "subject"
    shown = {
        "persona": "personas",
        "weights": "weights",
        "threshold": "limits",
        "excluded": "left_out",
        "legal": "legal",
        "signature": "signature",
        "staff": "visits",
        "visits": "visits",
        "assigned": "visits",
    }
    if kind == "visit" and "/rating/" not in cell:
        return "visits"
    return shown.get(kind, "recording" if kind == "recording" else "")


def names(tr: Translator) -> dict[str, str]:
    """What each section is called."""
    return {
        "subject": tr("Company and scenario"),
        "personas": tr("Personas"),
        "story": tr("Cover story and safety"),
        "market": tr("Needs and market"),
        "weights": tr("Stage weights"),
        "limits": tr("Limits of time"),
        "left_out": tr("Left out (N)"),
        "visits": tr("Visits and staff"),
        "recording": tr("Recording"),
        "legal": tr("Legal check"),
        "signature": tr("Signature"),
    }


def states(audit: Audit) -> dict[str, State]:
    """How far every section is."""
    found: dict[str, State] = {
        "subject": _filled(
            getattr(audit.brief, name) for name in (*completeness.BRIEF_NEEDS, "persona", "scenario")
        ),
        "personas": _personas(audit),
        "story": _filled(briefing.text_of(audit, name) for name in STORY),
        "market": _market(audit),
        "weights": "done" if math.isclose(weights.sum_span(audit)[0], weights.WHOLE) else "begun",
        "limits": "warn" if any(change.late for change in limits.limit_changes(audit)) else "done",
        "left_out": "done",
        "visits": "done",
        "recording": _recording(audit),
    }
    touched = {section_of(cell) for cell in audit.cells}
    for section, state in found.items():
        if state == "done" and section in _MAY_STAY and section not in touched:
            found[section] = "default"
    found |= {
        "legal": _filled(answer.said for answer in briefing.answers(audit)),
        "signature": _signed(audit),
    }
    for cell in audit.conflicts:
        if (section := section_of(cell)) and not cell.startswith("signature/"):
            found[section] = "conflict"
    return found


def _recording(audit: Audit) -> State:
    """Nothing is lacking where no sound is recorded."""
    found = recording.terms(audit)
    return "begun" if found.allowed and recording.refusal(found) else "done"


def said(state: State, tr: Translator) -> str:
    """A state in a word or two."""
    return {
        "done": tr("done"),
        "begun": tr("begun"),
        "default": tr("default"),
        "empty": tr("nothing yet"),
        "warn": tr("look at it"),
        "conflict": tr("in conflict"),
    }[state]


def lacking(audit: Audit, tr: Translator) -> list[tuple[str, str]]:
    """What a reader of the signed brief would miss: the section, and a sentence."""
    found: list[tuple[str, str]] = []
    if any(not getattr(audit.brief, name).strip() for name in completeness.BRIEF_NEEDS):
        found.append(("subject", tr("Who is audited, and by whom")))
    people = briefing.personas(audit)
    if not people:
        found.append(("personas", tr("At least one persona")))
    keyless = [(n, one) for n, one in enumerate(people, 1) if not one.has_key]
    for n, one in keyless if len(keyless) <= _NAMED else ():
        name = one.name.strip() or tr("Persona {n}", n=n)
        found.append(("personas", tr("Right and wrong solution for “{persona}”", persona=name)))
    if (n := len(keyless)) > _NAMED:
        several = tr.plural(
            "Right and wrong solution for {n} persona", "Right and wrong solution for {n} personas", n
        )
        found.append(("personas", several))
    if not audit.brief.scenario.strip():
        found.append(("subject", tr("Scenario")))
    if not briefing.text_of(audit, "cover_story"):
        found.append(("story", tr("Cover story")))
    if not briefing.text_of(audit, "contacts"):
        found.append(("story", tr("Emergency contacts")))
    if _recording(audit) != "done":
        found.append(("recording", tr("Law, basis and consent of the sound recording")))
    if n := sum(answer.is_open for answer in briefing.answers(audit)):
        found.append(("legal", tr.plural("{n} point of the legal check", "{n} points of the legal check", n)))
    if audit.conflicts and completeness.conflicts(audit):
        contested = {section_of(cell) for cell in audit.conflicts} - {""}
        called = names(tr)
        found += [
            (key, tr("{section}: in conflict", section=called[key])) for key in SECTIONS if key in contested
        ]
    return sorted(found, key=lambda one: SECTIONS.index(one[0]))


def _filled(texts: Iterable[str]) -> State:
    given = [bool(text.strip()) for text in texts]
    return "done" if all(given) else "begun" if any(given) else "empty"


def _personas(audit: Audit) -> State:
    people = briefing.personas(audit)
    if not people:
        return "empty"
    return "done" if all(one.has_key for one in people) else "begun"


def _market(audit: Audit) -> State:
    found = [briefing.lines_of(audit, name) for name in MARKET]
    if not any(found):
        return "empty"
    enough = all(len(lines) >= briefing.LIST_LENGTH for lines in found[:2])
    return "done" if enough and all(found) else "begun"


def _signed(audit: Audit) -> State:
    signatures = fieldwork.signatures(audit)
    if not signatures:
        return "empty"
    return "done" if any(one.current for one in signatures) else "warn"
