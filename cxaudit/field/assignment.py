"""Who is to score what: it guides and is shown, and keeps nobody from stepping in."""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit import cells
from cxaudit.model import Audit, Framework, Json


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
            found.append(Assignment(member, said[-1]["name"], stages, criteria, blind))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.member)))


def asked_of(audit: Audit, member: str) -> frozenset[str]:
    """The criteria that this member is to score; empty if nothing was asked of them."""
    mine = [one for one in assignments(audit) if one.member == member]
    return mine[0].covers(audit.framework) if mine else frozenset()
