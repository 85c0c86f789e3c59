"""How it stands with one space: who is in it, who asks, what waits and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import joining, segment
from cxaudit.sync.identity import Identity
from cxaudit.sync.keyed import Keyed, KeyRing, NoKey
from cxaudit.sync.reader import refused_of
from cxaudit.sync.request import Request
from cxaudit.sync.seal import Open, Seal
from cxaudit.sync.team import Role, Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store

MOST_REFUSED = 50


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that its sender's role does not allow, or that no cell can hold."""

    who: str
    audit: str
    cell: str
    why: str
    """In English; translated where it is shown."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One space as this device knows it."""

    space: Space
    team: Team
    signer: str
    requests: tuple[Request, ...] = ()
    unsent: int = 0
    """Changes that are in no segment yet."""
    files_out: int = 0
    files_in: int = 0
    waits: Mapping[str, int] = field(default_factory=dict)
    """How many segments wait, by what for."""
    forged: int = 0
    refused: Sequence[Refused] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    """By signer: the number of the last segment."""

    @property
    def title(self) -> str:
        return self.team.title or str(self.space.options.get("title", ""))

    @property
    def role(self) -> Role | None:
        """What this device may do; None while it waits to be admitted."""
        if self.signer == self.team.founder.signer:
            return "lead"
        member = self.team.members.get(self.signer)
        return member.now if member else None

    @property
    def keyed(self) -> bool:
        return bool(self.space.options.get("keyed"))

    @property
    def founder(self) -> str:
        """What the founder is called, if that is known here."""
        member = self.team.members.get(self.team.founder.signer)
        return member.name if member else ""


def read(store: Store, space: Space, requests: Sequence[Request] = ()) -> Standing:
    """Read it from the store; `requests` come from the place."""
    spaces = store.spaces
    known = spaces.known(space.id)
    names = [name for path in known if (name := segment.name_of(path))]
    numbers: dict[str, int] = {}
    for name in names:
        numbers[name.signer] = max(name.last, numbers.get(name.signer, 0))
    now = joining.read(store, space)
    return Standing(
        space,
        now,
        Identity.from_text(space.identity).signer,
        tuple(one for one in requests if one.public.signer not in now.members),
        spaces.waiting(space.id),
        len(spaces.parcels(space.id, "out")),
        len(spaces.parcels(space.id, "in")),
        Counter(one.why for one in known.values() if one.state == "waiting"),
        sum(one.state == "refused" for one in known.values()),
        _refused(store, space, now, {path: one.why for path, one in known.items() if one.state == "taken"}),
        numbers,
    )


def _refused(store: Store, space: Space, now: Team, whys: Mapping[str, str]) -> list[Refused]:
    seal: Seal = Keyed(KeyRing.from_bytes(space.ring)) if space.ring else Open()
    found: list[Refused] = []
    for path, why in whys.items():
        reasons, name = refused_of(why), segment.name_of(path)
        if not reasons or not name or len(found) >= MOST_REFUSED:
            continue
        try:
            one = segment.decode(store.spaces.data(space.id, path), name, space.id, seal)
        except (KnownError, NoKey):
            continue
        found += [
            Refused(now.name(name.signer), part.audit, change.cell, reasons[change.id])
            for part in one.parts
            for change in part.changes
            if change.id in reasons
        ]
    return found[:MOST_REFUSED]
