"""Turns what somebody wants to write into changes of the log, on what they had on screen; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from cxaudit import audit, cell_values, cells, changes
from cxaudit.model import Audit, Brief, Change, Json
from cxaudit.quality import approval


@dataclass(frozen=True, slots=True)
class Edit:
    """A new value for a cell, by somebody who had the heads `parents` on screen."""

    cell: str
    value: Json
    parents: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last change of a device in an audit: its number and id."""

    seq: int = 0
    id: str = ""


def edit(seen: Audit, cell: str, value: Json, reason: str = "") -> Edit:
    """An edit of what is on screen now."""
    return Edit(cell, value, tuple(head.id for head in seen.cells.get(cell, ())), reason)


def opening(framework_sha256: str, brief: Brief, weights: Mapping[str, float], now: datetime) -> list[Edit]:
    """The first edits of an audit: its checklist, its date, its brief and its own weights."""
    edits = [Edit(cells.FRAMEWORK, framework_sha256), Edit(cells.CREATED, changes.stamp(now))]
    edits += [Edit(cells.brief(f.name), said) for f in fields(Brief) if (said := getattr(brief, f.name))]
    return edits + [Edit(cells.weight(code), value) for code, value in weights.items()]


def write(
    seen: Audit, edits: Sequence[Edit], *, author: str, device: str, end: ChainEnd, now: datetime
) -> tuple[Audit, list[Change]]:
    """The audit after the edits, and the changes they make; KnownError if a value does not fit.

    An edit that repeats what the only head of its cell says makes no change.
    """
    made: list[Change] = []
    for one in edits:
        cell_values.check(one.cell, one.value, seen.framework)
        cell_values.check_words(author, one.reason)
        before = seen.cells.get(one.cell, ())
        if len(before) == 1 and before[0].value == one.value:
            continue
        approval.guard(seen, one.cell, one.reason)
        change = changes.make(
            audit=seen.id,
            cell=one.cell,
            value=one.value,
            author=author,
            device=device,
            seq=end.seq + 1,
            at=changes.stamp(now, [head for head in before if head.id in one.parents]),
            parents=one.parents,
            prev=end.id,
            reason=one.reason,
        )
        end = ChainEnd(change.seq, change.id)
        made.append(change)
        seen = audit.reread(seen, one.cell, changes.follow(before, change))
    return seen, made
