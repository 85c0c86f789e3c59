"""Sound of an audit: on which terms it is recorded, what was recorded, how long it stays (METHOD 9); pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Change, Json

DAYS = 90
"""Recordings are kept for so long unless the brief says otherwise."""
ID_LENGTH = 16
"""So much of a change's id stands in a stamp."""
LEAD = 3.0
"""What is heard of a moment begins so many seconds before it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the brief says of recording; a text that several people wrote differently is not said."""

    allowed: bool = False
    jurisdiction: str = ""
    basis: str = ""
    consented: str = ""
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class Stamp:
    """The second of a recording at which a change was made; `change` is the beginning of its id."""

    second: float
    cell: str
    change: str


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording; its sound is the evidence of the same id, `begun` a moment of the log.

    `sheet` is what was being scored.

    What is left of a deleted one says only when it was and how long.
    """

    id: str
    sheet: str
    begun: str
    seconds: float
    stamps: tuple[Stamp, ...]
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a change can be heard."""

    recording: Recording
    stamp: Stamp

    @property
    def start(self) -> float:
        """The second to play from."""
        return max(0.0, self.stamp.second - LEAD)


def terms(audit: Audit) -> Terms:
    """The terms of the audit; in doubt recording is not allowed, and the shortest time holds."""

    def said(name: str) -> list[Json]:
        return [head.value for head in audit.cells.get(cells.recording(name), ())]

    def text(name: str) -> str:
        found = {str(value).strip() for value in said(name)}
        return found.pop() if len(found) == 1 else ""

    return Terms(
        allowed=bool(said("allowed")) and all(said("allowed")),
        jurisdiction=text("jurisdiction"),
        basis=text("basis"),
        consented=text("consented"),
        days=min((days for days in said("days") if days), default=DAYS),
    )


def refusal(found: Terms) -> KnownError | None:
    """Why nothing may be recorded on these terms; None if it may."""
    if not found.allowed:
        return KnownError("Recording is switched off in the brief. Nothing is recorded.")
    if not found.jurisdiction:
        return KnownError("The brief does not say which law applies to the recording. Nothing is recorded.")
    if not found.basis:
        return KnownError("The brief does not say on which legal basis you record. Nothing is recorded.")
    if not found.consented:
        return KnownError("The brief does not say who consented to the recording. Nothing is recorded.")
    return None


def recordings(audit: Audit) -> tuple[Recording, ...]:
    """Every recording of the audit, also the deleted ones, oldest first."""
    found = []
    for name, heads in cells.below(audit.cells, "recording"):
        said = [head.value for head in heads if isinstance(head.value, dict)]
        if said:
            found.append(_recording(name, said))
    return tuple(sorted(found, key=lambda one: (one.begun, one.id)))


def moments(audit: Audit, criterion: str, sheet: str) -> tuple[Moment, ...]:
    """Where the score, the note and the files of a criterion can be heard, oldest first."""
    files = {cells.evidence(file.id) for file in audit.evidence_of(criterion)}
    wanted = files | {cells.score(criterion, sheet), cells.note(criterion, sheet)}
    return tuple(m for m in _all_moments(audit) if m.stamp.cell in wanted)


def moment_of(audit: Audit, change: Change) -> Moment | None:
    """Where that change of the log can be heard, if it can."""
    known = (m for m in _all_moments(audit) if m.stamp.cell == change.cell)
    return next((m for m in known if m.stamp.change == change.id[:ID_LENGTH]), None)


def ends(recording: Recording, found: Terms) -> datetime:
    """When a recording has been kept for as long as was agreed."""
    return datetime.fromisoformat(recording.begun) + timedelta(days=found.days)


def overdue(audit: Audit, now: datetime) -> tuple[Recording, ...]:
    """The recordings that have been kept for longer than was agreed."""
    agreed = terms(audit)
    return tuple(one for one in recordings(audit) if not one.deleted and ends(one, agreed) <= now)


def value_of(recording: Recording) -> Json:
    """What the cell of a recording says."""
    return {
        "evidence": recording.id,
        "sheet": recording.sheet,
        "begun": recording.begun,
        "seconds": recording.seconds,
        "stamps": [[stamp.second, stamp.cell, stamp.change] for stamp in recording.stamps],
        "deleted": recording.deleted,
    }


def deletion(recording: Recording) -> dict[str, Json]:
    """What the cells say once a recording is deleted."""
    left = replace(recording, stamps=(), deleted=True)
    return {cells.recording(recording.id): value_of(left), cells.evidence(recording.id): None}


def deleted_cells(log: Iterable[Change]) -> frozenset[str]:
    """The cells of the files whose recordings anybody has deleted: their sound is nowhere kept or sent."""
    said = [change for change in log if change.cell.startswith("recording/")]
    gone = (change for change in said if isinstance(change.value, dict) and change.value.get("deleted"))
    return frozenset(cells.evidence(change.cell.partition("/")[2]) for change in gone)


def _all_moments(audit: Audit) -> Iterator[Moment]:
    for recording in recordings(audit):
        for stamp in recording.stamps:
            yield Moment(recording, stamp)


def _recording(name: str, said: list[Json]) -> Recording:
    value = said[0]
    stamps = tuple(Stamp(*stamp) for stamp in value["stamps"])
    deleted = any(one["deleted"] for one in said)
    found = Recording(name, value["sheet"], value["begun"], value["seconds"], stamps, deleted)
    return replace(found, stamps=()) if deleted else found
