"""What each rating still lacks, and how long it has waited for it; pure (METHOD 0 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Literal

from cxaudit import cells, visits
from cxaudit.model import EMPTY, Audit, Rating, is_scored
from cxaudit.proof import grade, is_draft
from cxaudit.timing import measures

Lack = Literal["conflict", "evidence", "note", "time"]
LACKS: tuple[Lack, ...] = ("conflict", "evidence", "note", "time")
"""What a rating may lack; N and U always have their reason, since a mark cannot be said without it."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Need:
    """A rating of one sheet that lacks something; `observed` is when it was first scored there."""

    criterion: str
    sheet: str
    lacks: tuple[Lack, ...]
    blocks: bool
    """Whether the audit cannot be signed off before."""
    observed: str

    @property
    def key(self) -> tuple[str, str]:
        return self.criterion, self.sheet


@dataclass(frozen=True, slots=True)
class Wait:
    """When something was observed, and what is left of its day; overdue, `left` is below zero."""

    seen: datetime
    ago: timedelta
    left: timedelta

    @property
    def overdue(self) -> bool:
        return self.left <= timedelta(0)


def needs(audit: Audit, first: Mapping[str, str]) -> tuple[Need, ...]:
    """Every rating that lacks something, the one that was observed first at the top.

    `first` says by cell when a score was first given; without it the newest change of the score counts.
    """
    order = {criterion: at for at, criterion in enumerate(audit.framework.criteria)}
    found = [need for sheet in audit.sheets for need in _of_sheet(audit, sheet.id, first)]
    return tuple(sorted(found, key=lambda need: (need.observed, order[need.criterion])))


def blocking(audit: Audit) -> int:
    """How many ratings still hinder the sign-off."""
    return sum(need.blocks for need in needs(audit, {}))


def rated(audit: Audit) -> int:
    """How many ratings there are in all the sheets, N and U among them."""
    return sum(
        rating.conflict or rating.mark is not None
        for sheet in audit.sheets
        for rating in visits.view(audit, sheet.id).ratings.values()
    )


def wait(observed: str, now: datetime, zone: tzinfo | None = None) -> Wait:
    """Where a moment of the log stands against its day in that zone, or in the computer's own.

    What a wrong clock puts into the future is of now.
    """
    seen = min(datetime.fromisoformat(observed), now).astimezone(zone)
    midnight = datetime.combine(seen.date() + DAY, time(), zone)
    return Wait(seen, now - seen, midnight.astimezone(zone) - now)


def _of_sheet(audit: Audit, sheet: str, first: Mapping[str, str]) -> list[Need]:
    view = visits.view(audit, sheet)
    found = []
    for criterion in audit.framework.criteria:
        lacks = _lacks(view, criterion, sheet)
        if lacks:
            blocks = "conflict" in lacks or ("evidence" in lacks and is_draft(audit, criterion))
            found.append(Need(criterion, sheet, lacks, blocks, _observed(audit, criterion, sheet, first)))
    return found


def _lacks(view: Audit, criterion: str, sheet: str) -> tuple[Lack, ...]:
    rating = view.rating(criterion)
    if rating == EMPTY:
        return ()
    found: list[Lack] = ["conflict"] if rating.conflict or rating.note_rivals else []
    if is_draft(view, criterion):
        found.append("evidence")
    elif is_scored(rating.mark) and rating.mark != 0 and not grade(view, criterion):
        found.append("note")
    if _lacks_time(view, criterion, rating, sheet):
        found.append("time")
    return tuple(found)


def _lacks_time(view: Audit, criterion: str, rating: Rating, sheet: str) -> bool:
    """A 0 often means that nothing came, and then there is no time."""
    kind = view.framework.criteria[criterion].timing
    if not kind or not is_scored(rating.mark) or rating.mark == 0:
        return False
    return not measures.values(measures.of(view, criterion, sheet), kind)


def _observed(audit: Audit, criterion: str, sheet: str, first: Mapping[str, str]) -> str:
    cell = cells.score(criterion, sheet)
    heads = audit.cells.get(cell, ()) or audit.cells.get(cells.note(criterion, sheet), ())
    return first.get(cell) or min((head.at for head in heads), default=audit.edited)
