"""What the consultant decided about the place of a growth zone, each with a reason (METHOD 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cxaudit import cells
from cxaudit.changes import disagree
from cxaudit.model import Audit, Json

Decision = Literal["pinned", "dropped"]


@dataclass(frozen=True, slots=True)
class Place:
    """A zone kept in the TOP, perhaps at a rank of 1-5, or left out of it."""

    zone: str
    decision: Decision
    rank: int | None
    reason: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Places:
    """The decisions that stand, and the zones about which several people decided differently."""

    decided: tuple[Place, ...]
    contested: tuple[str, ...]

    def of(self, decision: Decision) -> tuple[Place, ...]:
        return tuple(place for place in self.decided if place.decision == decision)


def places(audit: Audit) -> Places:
    """The decisions of the audit, in the order of the checklist."""
    decided, contested = [], []
    for stage in audit.framework.stages:
        for zone in stage.zones:
            heads = audit.cells.get(cells.growth_place(zone.code), ())
            if disagree(heads):
                contested.append(zone.code)
            elif heads and heads[0].value is not None:
                said = heads[0]
                decision, rank = said.value["place"], said.value["rank"]
                decided.append(Place(zone.code, decision, rank, said.reason, said.author, said.at))
    return Places(tuple(decided), tuple(contested))


def place_value(decision: Decision | None, rank: int | None = None) -> Json:
    """The value for the cell of a place; None takes the decision back."""
    return None if decision is None else {"place": decision, "rank": rank}
