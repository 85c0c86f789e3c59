"""Where an audit is on its way to approval, and what may still be changed then; pure (METHOD 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from cxaudit.changes import disagree
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Change, Json

State = Literal["draft", "submitted", "in_review", "returned", "approved", "locked"]
STATES: tuple[State, ...] = get_args(State)
"""In their order; an audit of which nothing is said is a draft."""
FINISHED: tuple[State, ...] = ("approved", "locked")
CELL = "review/state"
_COVERED = frozenset(
    ("visit", "visits", "evidence", "weights", "brief", "threshold", "excluded", "measure", "persona")
)
"""The first part of the names of the cells that an approval stands for."""


class RevisionNeeded(KnownError):
    """An approved audit was to be changed without a word why."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the audit and when, and of each device the last change that was known then.

    What a device wrote later is a revision, whatever its clock says and whenever it comes in.
    """

    by: str
    at: str
    """Empty in the change that approves: its own moment."""
    known: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, who brought it about and when; `round` names this way through the review.

    `sample` are the criteria to be scored once more, chosen when the review began. While several
    people set the state or its round differently, `rivals` are their changes and the state is the earliest.
    """

    state: State = "draft"
    round: str = ""
    sample: tuple[str, ...] = ()
    by: str = ""
    at: str = ""
    reason: str = ""
    rivals: tuple[Change, ...] = ()
    approval: Approval | None = None
    """Of an audit that is approved or locked."""

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
    rivals = heads if disagree(heads) else ()
    approved = _approval(head) if said["state"] in FINISHED else None
    return Standing(said["state"], said["round"], sample, head.author, head.at, head.reason, rivals, approved)


def _approval(head: Change) -> Approval:
    """What a finished state says of its approval; of one that says nothing, no change was known."""
    said = head.value.get("approval") or {"by": head.author, "at": "", "known": {}}
    return Approval(said["by"], said["at"] or head.at, said["known"])


def value(state: State, round_id: str, sample: Sequence[str], approval: Approval | None = None) -> Json:
    """What the cell of the state says."""
    said: dict[str, Json] = {"state": state, "round": round_id, "sample": list(sample)}
    if approval:
        said["approval"] = {"by": approval.by, "at": approval.at, "known": dict(approval.known)}
    return said


def approve(audit: Audit, by: str) -> Approval:
    """That person approves what stands now."""
    known: dict[str, int] = {}
    for heads in audit.cells.values():
        for head in heads:
            known[head.device] = max(head.seq, known.get(head.device, 0))
    return Approval(by, "", known)


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
    approval = standing(audit).approval
    if approval is None:
        return ()
    known = approval.known
    covered = (head for cell, heads in audit.cells.items() if covers(cell) for head in heads)
    found = [head for head in covered if head.seq > known.get(head.device, 0)]
    return tuple(sorted(found, key=lambda head: (head.at, head.id)))
