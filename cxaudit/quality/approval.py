"""Where an audit is on its way to approval, and what may still be changed then; pure (METHOD 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from cxaudit.errors import KnownError
from cxaudit.model import Audit, Change, Json

State = Literal["draft", "submitted", "in_review", "returned", "approved", "locked"]
STATES: tuple[State, ...] = get_args(State)
"""In their order; an audit of which nothing is said is a draft."""
FINISHED: tuple[State, ...] = ("approved", "locked")
CELL = "review/state"
_ROUND = re.compile(r"[\w.-]{1,64}\Z", re.ASCII)
"""A part of the names of other cells."""
_COVERED = frozenset(
    ("visit", "visits", "evidence", "weights", "brief", "threshold", "excluded", "measure", "persona")
)
"""The first part of the names of the cells that an approval stands for."""


class RevisionNeeded(KnownError):
    """An approved audit was to be changed without a word why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, who brought it about and when; `round` names this way through the review.

    `sample` are the criteria to be scored once more, chosen when the review began. While several
    people set the state differently, `rivals` are their changes and the state is the earliest.
    """

    state: State = "draft"
    round: str = ""
    sample: tuple[str, ...] = ()
    by: str = ""
    at: str = ""
    reason: str = ""
    rivals: tuple[Change, ...] = ()

    @property
    def finished(self) -> bool:
        return self.state in FINISHED


def standing(audit: Audit) -> Standing:
    """Where the audit is now."""
    heads = audit.cells.get(CELL, ())
    if not heads:
        return Standing()
    head = min(heads, key=lambda one: (STATES.index(one.value["state"]), one.id))
    said = head.value
    sample = tuple(c for c in said["sample"] if c in audit.framework.criteria)
    rivals = heads if len({one.value["state"] for one in heads}) > 1 else ()
    return Standing(said["state"], said["round"], sample, head.author, head.at, head.reason, rivals)


def value(state: State, round_id: str, sample: Sequence[str]) -> Json:
    """What the cell of the state says."""
    return {"state": state, "round": round_id, "sample": list(sample)}


def is_value(said: Json, criteria: Iterable[str]) -> bool:
    """Whether the cell of the state can hold it."""
    return (
        isinstance(said, dict)
        and said.keys() == {"state", "round", "sample"}
        and said["state"] in STATES
        and isinstance(said["round"], str)
        and bool(_ROUND.match(said["round"]))
        and isinstance(said["sample"], list)
        and all(isinstance(one, str) for one in said["sample"])
        and set(said["sample"]) <= set(criteria)
        and len(set(said["sample"])) == len(said["sample"])
    )


def covers(cell: str) -> bool:
    """Whether an approval stands for what that cell says."""
    return cell.partition("/")[0] in _COVERED


def is_protected(cells: Mapping[str, Sequence[Change]]) -> bool:
    """Whether somebody has approved the audit, even if somebody else disagrees."""
    return any(head.value["state"] in FINISHED for head in cells.get(CELL, ()))


def guard(audit: Audit, cell: str, reason: str) -> None:
    """Refuse to change what is approved without a reason; RevisionNeeded says so."""
    if not reason.strip() and covers(cell) and is_protected(audit.cells):
        raise RevisionNeeded(
            "This audit is approved, so a change needs a reason. Nothing was changed; begin a revision."
        )


def revisions(audit: Audit) -> tuple[Change, ...]:
    """What was changed after the approval and still stands, oldest first; merged ones may lack a reason."""
    now = standing(audit)
    if not now.finished:
        return ()
    found = [h for cell, heads in audit.cells.items() if covers(cell) for h in heads if h.at > now.at]
    return tuple(sorted(found, key=lambda head: (head.at, head.id)))
