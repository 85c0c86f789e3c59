"""Who is to score what: it guides and is shown, and keeps nobody from stepping in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cxaudit import cells, visits
from cxaudit.model import Audit, Evidence, Framework, Json, Rating, Sheet
from cxaudit.people import folded
from cxaudit.quality import talk


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one member is to do: stages and single criteria; both empty mean the whole audit.

    `blind` asks for a second score of the same visit without a look at the first (METHOD 2.5).
    """

    member: str
    name: str
    stages: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    blind: bool = False
    looked: bool = False
    """Whether they have looked at the first scores all the same."""

    def covers(self, checklist: Framework) -> frozenset[str]:
        """The criteria that it asks for."""
        if not self.stages and not self.criteria:
            return frozenset(checklist.criteria)
        of_stages = {c.id for stage in checklist.stages if stage.code in self.stages for c in stage.criteria}
        return frozenset(of_stages | (set(self.criteria) & checklist.criteria.keys()))


def value(one: Assignment) -> Json:
    """What the cell of an assignment holds."""
    return {
        "name": one.name,
        "stages": list(one.stages),
        "criteria": list(one.criteria),
        "blind": one.blind,
    }


def assignments(audit: Audit) -> tuple[Assignment, ...]:
    """Who is asked to do what, by name; where two say different things of one member, both hold together."""
    found = []
    for member, heads in cells.below(audit.cells, cells.ASSIGNED):
        said = [head.value for head in heads if head.value is not None]
        if said:
            whole = any(not one["stages"] and not one["criteria"] for one in said)
            stages = () if whole else tuple(sorted({s for one in said for s in one["stages"]}))
            criteria = () if whole else tuple(sorted({c for one in said for c in one["criteria"]}))
            blind = any(one["blind"] for one in said)
            looked = any(head.value for head in audit.cells.get(cells.looked(member), ()))
            found.append(Assignment(member, said[-1]["name"], stages, criteria, blind, looked))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.member)))


def mine(audit: Audit, *who: str) -> tuple[Assignment, ...]:
    """What is asked of one person, who is known by these names and ids of members."""
    names = {folded(one) for one in who} - {""}
    return tuple(one for one in assignments(audit) if one.member in who or folded(one.name) in names)


def asked_of(audit: Audit, *who: str) -> frozenset[str]:
    """The criteria that this person is to score; empty if nothing was asked of them."""
    return frozenset().union(*(one.covers(audit.framework) for one in mine(audit, *who)))


def own_sheets(audit: Audit, *who: str) -> tuple[Sheet, ...]:
    """The sheets that this person scores, under any of their names."""
    names = {folded(one) for one in (*who, *(one.name for one in mine(audit, *who)))} - {""}
    each = (sheet for sheet in audit.sheets if not sheet.agreed)
    return tuple(sheet for sheet in each if folded(visits.author_of(audit, sheet)) in names)


def is_blind(audit: Audit, *who: str) -> bool:
    """Whether the first scores are kept from this person: until all that was asked of them is scored, or
    they have looked; never where all sheets are their own."""
    blind = [one for one in mine(audit, *who) if one.blind and not one.looked]
    own = own_sheets(audit, *who) if blind else ()
    if not blind or len(own) == sum(not sheet.agreed for sheet in audit.sheets):
        return False
    given = frozenset().union(*(_given(audit, sheet) for sheet in own))
    return any(not one.covers(audit.framework) <= given for one in blind)


def own_part(audit: Audit, sheet: str, device: str, *who: str) -> Audit:
    """That sheet of the audit as this person may see it while blind: their own scores and files alone.

    Comments on what they score blind wait, but for their own and those that name them: who writes to them
    knows that they are blind.
    """
    names = {folded(one) for one in (*who, *(one.name for one in mine(audit, *who)))} - {""}
    blind = [one.covers(audit.framework) for one in mine(audit, *who) if one.blind and not one.looked]
    waits = talk.unheard(audit, frozenset().union(*blind), names)

    def is_own(file: Evidence) -> bool:
        heads = audit.cells.get(cells.evidence(file.id), ())
        return any(head.device == device or folded(head.author) in names for head in heads)

    seen = visits.view(audit, sheet)
    if sheet not in {one.id for one in own_sheets(audit, *who)}:
        seen = replace(seen, ratings={}, sheet_ratings={one.id: {} for one in seen.sheets})
    heard = {cell: heads for cell, heads in audit.cells.items() if cell not in waits}
    return replace(seen, cells=heard, evidence=tuple(file for file in audit.evidence if is_own(file)))


def scored(audit: Audit, one: Assignment) -> int:
    """How many of the criteria that it asks for have a score: on one's own sheets, if blind."""
    sheets = own_sheets(audit, one.member) if one.blind else audit.sheets
    given = frozenset().union(*(_given(audit, sheet) for sheet in sheets))
    return len(one.covers(audit.framework) & given)


def _given(audit: Audit, sheet: Sheet) -> frozenset[str]:
    ratings: Mapping[str, Rating] = audit.sheet_ratings.get(sheet.id, audit.ratings)
    return frozenset(c for c, rating in ratings.items() if rating.mark is not None or rating.conflict)
