"""What each cell of an audit may hold; whatever else comes is refused with its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from cxaudit import cell_forms as forms
from cxaudit.cells import (
    ACTION_FIELDS,
    BASELINE_FIGURES,
    BRIEF_FIELDS,
    BRIEF_TEXTS,
    CONTACT_FIELDS,
    GROWTH_TARGETS,
    LEGAL_ANSWERS,
    PERSONA_TEXTS,
    VISIT_FIELDS,
)
from cxaudit.errors import KnownError
from cxaudit.languages import LANGS
from cxaudit.model import Framework, Json
from cxaudit.words import N_

_NOT_VALID = N_("The value of “{cell}” is not valid. Nothing was changed.")
_NAME = re.compile(r"[\w./-]{1,200}\Z", re.ASCII)


@lru_cache(maxsize=256)
def check_words(author: str, reason: str) -> None:
    """Refuse an author or a reason that a change cannot hold; KnownError names which."""
    for cell, fits in (("author", forms.is_author(author)), ("reason", forms.is_text(reason))):
        if not fits:
            raise KnownError(_NOT_VALID, cell=cell)


def check(cell: str, value: Json, framework: Framework) -> None:
    """Refuse a value that its cell cannot hold; KnownError names the cell."""
    if not (_NAME.match(cell) and _fits(cell.split("/"), value, framework)):
        raise KnownError(_NOT_VALID, cell=cell[:200])


def _fits(path: list[str], value: Json, framework: Framework) -> bool:
    """Whether the value may stand there; a name that this version does not know may hold anything."""
    fits = _FITS.get(path[0])
    return fits is None or fits(path, value, framework)


def _audit(path: list[str], value: Json, framework: Framework) -> bool:
    """What is said of the audit as a whole, and of those it is about."""
    match path:
        case ["framework"]:
            return forms.is_hash(value)
        case ["created"]:
            return forms.is_line(value)
        case ["removed"]:
            return isinstance(value, bool)
        case ["consent"]:
            return value is None or forms.is_consent(value)
        case ["staff", _]:
            return value is None or forms.is_member(value)
        case ["weights", code] if any(s.code == code for s in framework.stages):
            return forms.is_weight(value)
    return True


def _brief(path: list[str], value: Json, framework: Framework) -> bool:
    """What was settled before the field work."""
    match path:
        case ["brief", name] if name in BRIEF_FIELDS or name in BRIEF_TEXTS:
            return forms.is_text(value)
        case ["persona", _, "begun" | "removed"]:
            return value is None or isinstance(value, bool)
        case ["persona", _, name] if name in PERSONA_TEXTS:
            return forms.is_text(value)
        case ["excluded", criterion] if criterion in framework.criteria:
            return value is None or forms.is_said(value)
        case ["legal", _]:
            return value is None or value in LEGAL_ANSWERS
        case ["signature", _]:
            return value is None or forms.is_signature(value)
        case ["recording", name]:
            return forms.is_of_recording(name, value)
        case ["threshold", criterion] if criterion in framework.criteria:
            timed = framework.criteria[criterion].timing is not None
            return timed and (value is None or forms.is_threshold(value))
        case ["plan", "start"] | ["plan", _, "day"]:
            return value is None or forms.is_day(value)
    return True


def _field(path: list[str], value: Json, framework: Framework) -> bool:
    """What was seen, scored, measured and kept as evidence."""
    match path:
        case ["visit", _, "rating", criterion, "score"] if criterion in framework.criteria:
            return forms.is_score(value)
        case ["visit", _, "rating", criterion, "note"] if criterion in framework.criteria:
            return forms.is_text(value)
        case ["visit", _, "agreed" | "removed"] | ["visits", "worst"]:
            return isinstance(value, bool)
        case ["visit", _, "of"]:
            return value is None or forms.is_line(value)
        case ["visit", _, name] if name in VISIT_FIELDS:
            return forms.is_line(value)
        case ["evidence", _]:
            return value is None or forms.is_evidence(value, framework)
        case ["evidence", _, "caption"]:
            return forms.is_text(value)
        case ["evidence", _, "internal"]:
            return isinstance(value, bool)
        case ["contact", _, name] if name in CONTACT_FIELDS:
            return value is None or forms.is_of_contact(name, value, framework)
        case ["measure", _]:
            return value is None or forms.is_measure(value, framework)
    return True


def _advice(path: list[str], value: Json, framework: Framework) -> bool:
    """What the consultant adds: the client's figures, growth zones, actions, trends."""
    match path:
        case ["baseline", "currency"]:
            return value is None or forms.is_currency(value)
        case ["baseline", name] if name in BASELINE_FIGURES:
            return value is None or forms.is_figure(value)
        case ["action", _, name] if name in ACTION_FIELDS:
            return value is None or forms.is_of_action(name, value)
        case ["trend", _]:
            return value is None or forms.is_trend(value)
        case ["growth", "target"]:
            return value is None or value in GROWTH_TARGETS
        case ["growth", zone, "place"] if forms.has_zone(framework, zone):
            return value is None or forms.is_place(value)
        case ["growth", zone, "text", lang] if forms.has_zone(framework, zone) and lang in LANGS:
            return forms.is_text(value)
    return True


def _team(path: list[str], value: Json, framework: Framework) -> bool:
    """What those who work on it say to each other: comments, who scores what, the review."""
    match path:
        case ["talk", _]:
            return value is None or forms.is_comment(value, framework)
        case ["talk", _, "done"] | ["assigned", _, "looked"]:
            return isinstance(value, bool)
        case ["assigned", _]:
            return value is None or forms.is_assignment(value, framework)
        case ["review", "state"]:
            return forms.is_state(value, framework)
        case ["review", _, name, criterion] if criterion in framework.criteria:
            return forms.is_of_review(name, value)
    return True


_FITS: Mapping[str, Callable[[list[str], Json, Framework], bool]] = {
    **dict.fromkeys(("framework", "created", "removed", "consent", "staff", "weights"), _audit),
    **dict.fromkeys(("brief", "persona", "excluded", "legal", "signature"), _brief),
    **dict.fromkeys(("recording", "threshold", "plan"), _brief),
    **dict.fromkeys(("visit", "visits", "evidence", "contact", "measure"), _field),
    **dict.fromkeys(("baseline", "action", "trend", "growth"), _advice),
    **dict.fromkeys(("talk", "assigned", "review"), _team),
}
"""By the first part of the cell's name."""
