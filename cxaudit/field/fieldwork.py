"""When field work has begun, and who signed the brief before it; pure (METHOD 0, 9)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cxaudit import cells
from cxaudit.model import Audit, Change

_SIGNED_PARTS = frozenset(("brief", "persona", "weights", "threshold", "excluded", "legal"))
"""The first part of the names of the cells that a signature stands for."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What began the field work, and the moment that the log gives it.

    Limit: a score that was changed since counts from its last change.
    """

    by: Literal["rating", "signature"]
    at: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the brief and when; `current` says whether the brief still reads as it did then."""

    id: str
    by: str
    at: str
    current: bool


def begun(audit: Audit) -> Begun | None:
    """How field work began: with the first score or U, or with a signed brief; None before.

    N does not begin it, since the brief may leave criteria out.
    """
    found = [Begun("signature", signature.at) for signature in signatures(audit)]
    for heads in scored(audit):
        found += [Begun("rating", head.at) for head in heads if _is_seen(head)]
    return min(found, key=lambda one: (one.at, one.by), default=None)


def scored(audit: Audit) -> Iterator[tuple[Change, ...]]:
    """What was said of every score of the checklist, on any sheet, also a removed one."""
    for cell, heads in audit.cells.items():
        match cell.split("/"):
            case ["visit", _, "rating", criterion, "score"] if criterion in audit.framework.criteria:
                yield heads


def is_late(change: Change, start: Begun | None) -> bool:
    """Whether a change of the limits was made after field work had begun, by the clocks of its devices.

    The window refuses such a change; it comes in by a merge, and is kept.
    """
    return start is not None and change.at > start.at


def signatures(audit: Audit) -> tuple[Signature, ...]:
    """Everyone who signed the brief and did not take it back, the first one first."""
    state = brief_state(audit)
    found = []
    for signature_id, heads in cells.below(audit.cells, "signature"):
        if head := next((head for head in heads if head.value is not None), None):
            current = head.value["state"] == state
            found.append(Signature(signature_id, head.value["by"], head.at, current))
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def signing(audit: Audit, signature_id: str, by: str) -> dict[str, object]:
    """What to write so that somebody signs the brief as it reads now."""
    return {cells.signature(signature_id): {"by": " ".join(by.split()), "state": brief_state(audit)}}


def brief_state(audit: Audit) -> str:
    """The SHA-256 of all that the brief says, weights and limits among it; an empty cell says nothing."""
    said = {
        cell: values
        for cell, heads in audit.cells.items()
        if cell.partition("/")[0] in _SIGNED_PARTS
        if (
            values := sorted(
                _written(head) for head in heads if head.value not in (None, "") and head.value is not False
            )
        )
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _written(head: Change) -> str:
    return json.dumps(head.value, sort_keys=True)


def _is_seen(head: Change) -> bool:
    mark, _ = cells.mark_of(head.value)
    return mark not in (None, "N")
