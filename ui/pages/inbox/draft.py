"""What somebody is about to settle: the version that is to stay or a third value, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from cxaudit.model import Json
from cxaudit.quality.conflicts import Conflict, Side


@dataclass
class Draft:
    """Of one conflict; `seen` are the versions that were on screen when it was begun."""

    side: str = ""
    """The first change of the version that is to stay, or empty."""
    third: bool = False
    """Whether a third value is to stand."""
    given: dict[str, Json] = field(default_factory=dict)
    """By cell what was typed or chosen as the third value."""
    reason: str = ""
    seen: dict[str, list[str]] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether anything in it is worth keeping."""
        return bool(self.given or self.reason.strip())

    def see(self, found: Conflict) -> None:
        """Remember what is on screen, unless a third value was begun on what was there before."""
        if not self.given:
            self.seen = {cell: list(ids) for cell, ids in found.seen.items()}

    def is_news(self, found: Conflict) -> bool:
        """Whether something came in since it was begun."""
        return bool(self.seen) and self.seen != {cell: list(ids) for cell, ids in found.seen.items()}

    def side_of(self, found: Conflict) -> Side | None:
        """The version that is to stay, while it is there."""
        return next((side for side in found.sides if side.first.id == self.side), None)

    def kept(self) -> Json:
        """What is kept of it until the window opens again."""
        return asdict(self)


def read(kept: object) -> dict[str, Draft]:
    """What was kept, by the key of the conflict; nothing of what cannot be read."""
    found: dict[str, Draft] = {}
    for key, said in kept.items() if isinstance(kept, dict) else ():
        if isinstance(said, dict) and _fits(said):
            found[str(key)] = Draft(**said)
    return found


def _fits(said: dict[str, Any]) -> bool:
    blank = asdict(Draft())
    return said.keys() == blank.keys() and all(type(said[name]) is type(blank[name]) for name in blank)
