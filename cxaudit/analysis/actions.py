"""Actions of a growth zone: what is to be done, by whom, how far it is and how it got there (METHOD 3); pure.

The cells of an action are `action/<id>/<field>`. Its status moves only as METHOD 3 says:
proposed -> accepted | rejected (reason) | deferred (date); accepted -> in progress -> done (claimed)
-> verified (by another person) | reopened. A deferred action is decided again, a reopened one
goes on; what is rejected or verified is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cxaudit import cells
from cxaudit.changes import disagree
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Change, Json
from cxaudit.people import folded
from cxaudit.words import N_

Status = Literal[
    "proposed", "accepted", "rejected", "deferred", "in_progress", "done", "verified", "reopened"
]
Need = Literal["reason", "date", "proof", "another"]
"""What a status asks for: why; until when; what shows it; a person who did not claim it done."""

STATUSES: Mapping[Status, str] = {
    "proposed": N_("proposed"),
    "accepted": N_("accepted"),
    "rejected": N_("rejected"),
    "deferred": N_("deferred"),
    "in_progress": N_("in progress"),
    "done": N_("done"),
    "verified": N_("verified"),
    "reopened": N_("reopened"),
}
NEXT: Mapping[Status, tuple[Status, ...]] = {
    "proposed": ("accepted", "rejected", "deferred"),
    "deferred": ("accepted", "rejected", "deferred"),
    "accepted": ("in_progress",),
    "in_progress": ("done",),
    "done": ("verified", "reopened"),
    "reopened": ("in_progress",),
    "rejected": (),
    "verified": (),
}
NEEDS: Mapping[Status, Need] = {
    "rejected": "reason",
    "deferred": "date",
    "done": "proof",
    "verified": "another",
    "reopened": "reason",
}
COURSE: tuple[Status, ...] = ("proposed", "accepted", "in_progress", "done", "verified")
"""The way of an action that succeeds at once."""
OVER: tuple[Status, ...] = ("rejected", "done", "verified")
"""Where a due date no longer presses."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with what belongs to it: why it was rejected, or the ISO date it is deferred to."""

    status: Status
    reason: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it reads now.

    In a conflict a text joins its versions, `effort` and `due` are empty and `standing` is None;
    `contested` holds the rival changes of each field.
    """

    id: str
    zones: tuple[str, ...]
    """The zone it serves, such as `SAL-D`; several only in a conflict."""
    title: str
    owner: str
    due: str
    """ISO date or empty."""
    effort: str
    metric: str
    effect: str
    standing: Standing | None
    contested: Mapping[str, tuple[Change, ...]]
    claimed_by: tuple[str, ...] = ()
    """Who said that it is done, while it stands as done."""

    @property
    def rivals(self) -> tuple[Standing, ...]:
        """What several people said of its status at the same time."""
        return tuple(standing(head.value) for head in self.contested.get("status", ()))


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an action's history: where it stood from then on, who said so and why."""

    standing: Standing | None
    """None where the action was taken back."""
    author: str
    at: str
    reason: str = ""
    change: str = ""


# --- reading --------------------------------------------------------------------------------


def read(audit: Audit) -> tuple[Action, ...]:
    """Every action of the audit, the oldest first; one that was taken back is gone."""
    ids = {cell.split("/")[1] for cell in audit.cells if cell.startswith("action/") and cell.count("/") == 2}
    found = [action for action_id in ids if (action := read_one(audit, action_id))]
    return tuple(sorted(found, key=lambda action: _begun(audit, action.id)))


def read_one(audit: Audit, action_id: str) -> Action | None:
    """The action of that id, or None if there is none; a removal that somebody contests does not count."""
    heads = {name: audit.cells.get(cells.action(action_id, name), ()) for name in cells.ACTION_FIELDS}
    zones = tuple(dict.fromkeys(head.value for head in heads["zone"] if head.value))
    if not zones:
        return None
    contested = {name: found for name, found in heads.items() if disagree(found)}
    stands = heads["status"]
    return Action(
        id=action_id,
        zones=zones,
        due=_only(heads["due"]),
        effort=_only(heads["effort"]),
        standing=None if "status" in contested else standing(stands[0].value if stands else None),
        contested=contested,
        claimed_by=tuple(dict.fromkeys(head.author for head in stands if head.value == "done")),
        **{name: _spoken(heads[name]) for name in ("title", "owner", "metric", "effect")},
    )


def of_zone(actions: Iterable[Action], zone: str) -> tuple[Action, ...]:
    """The actions that serve the zone."""
    return tuple(action for action in actions if zone in action.zones)


def standing(value: Json) -> Standing:
    """What the value of a status cell says; an action that says nothing is proposed."""
    if isinstance(value, dict):
        return Standing(value["status"], value.get("reason", ""), value.get("until", ""))
    return Standing(value or "proposed")


def steps(log: Sequence[Change]) -> tuple[Step, ...]:
    """The history of an action, from the changes of its status cell (`Store.history(audit, cell)`)."""
    return tuple(
        Step(None if c.value is None else standing(c.value), c.author, c.at, c.reason, c.id) for c in log
    )


def is_overdue(action: Action, today: date) -> bool:
    """Whether its due date is past and it is neither done nor rejected; an undecided conflict is not over."""
    stands = action.standing
    over = stands is not None and stands.status in OVER
    return bool(action.due) and not over and date.fromisoformat(action.due) < today


# --- moving ---------------------------------------------------------------------------------


def next_statuses(action: Action) -> tuple[Status, ...]:
    """Where the action may go from where it stands; from a conflict, to one of what its rivals say."""
    if action.standing is None:
        return tuple(dict.fromkeys(rival.status for rival in action.rivals))
    return NEXT[action.standing.status]


def move(action: Action, to: Standing, author: str, proof: str = "") -> Json:
    """The value for the status cell that takes the action there, or a KnownError that says what is missing.

    `proof` is what shows that it is done, or why it is reopened; it belongs into the change's reason.
    """
    stands = action.standing
    if to not in action.rivals if stands is None else to.status not in NEXT[stands.status]:
        raise KnownError("An action does not go there from where it stands. Its status is unchanged.")
    if to.status in ("done", "verified") and not author.strip():
        raise KnownError("The change needs a name. The status is unchanged; write your name in the settings.")
    if to.status == "verified":
        _check_another(action, author)
    if stands is not None:
        _check_need(to, proof)
    return status_value(to)


def status_value(stands: Standing) -> Json:
    """A standing as the value of its cell: a status and what it needs are one value."""
    match stands.status:
        case "rejected":
            return {"status": "rejected", "reason": stands.reason.strip()}
        case "deferred":
            return {"status": "deferred", "until": stands.until}
    return stands.status


def _check_need(to: Standing, proof: str) -> None:
    """Refuse a status that lacks what it needs."""
    match NEEDS.get(to.status):
        case "reason" if not (to.reason.strip() or proof.strip()):
            raise KnownError("A reason is needed. The status is unchanged; write why.")
        case "date" if not to.until:
            raise KnownError("A date is needed to defer. The status is unchanged; name a date.")
        case "proof" if not proof.strip():
            raise KnownError("Say what shows that it is done. The status is unchanged.")


def _check_another(action: Action, author: str) -> None:
    """Refuse a re-check by who claimed that it is done, or of a claim that nobody signed."""
    claimed = {folded(name) for name in action.claimed_by}
    if "" in claimed:
        raise KnownError("Nobody signed that this is done, so it cannot be verified. Reopen it first.")
    if folded(author) in claimed:
        raise KnownError("{name} said that it is done, so another person has to verify it.", name=author)


# --- dates ----------------------------------------------------------------------------------


def day(typed: str) -> str:
    """The ISO date that a person typed as `15.01.2027` or `2027-01-15`; empty stays empty.

    ValueError if it is neither.
    """
    words = typed.strip()
    if not words:
        return ""
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(words, pattern).date().isoformat()
    raise ValueError(typed)


# --- heads ----------------------------------------------------------------------------------


def _begun(audit: Audit, action_id: str) -> tuple[str, str]:
    return min((head.at for head in audit.cells[cells.action(action_id, "zone")]), default=""), action_id


def _only(found: Sequence[Change]) -> str:
    """What the heads agree on, or nothing."""
    return "" if not found or disagree(found) else found[0].value or ""


def _spoken(found: Sequence[Change]) -> str:
    """A text for reading; in a conflict every version stands, none is chosen."""
    return " ⟷ ".join(dict.fromkeys(head.value for head in found if head.value))
