"""How it stands with one space: who is in it, who asks, what waits and what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import gaps, joining, leaving, segment
from cxaudit.sync.identity import Identity
from cxaudit.sync.kept import Kept
from cxaudit.sync.reader import refused_of
from cxaudit.sync.request import Request
from cxaudit.sync.seal import seal_of
from cxaudit.sync.team import Role, Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Known, Space
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
    """Changes that are not at the place yet."""
    packed: int = 0
    """How many of them stand in segments that a broken line has kept here."""
    files_out: int = 0
    files_in: int = 0
    waits: Mapping[str, int] = field(default_factory=dict)
    """How many segments wait, by what for."""
    forged: int = 0
    refused: Sequence[Refused] = ()
    """The first of them, those of this device before all others."""
    mine: Mapping[str, str] = field(default_factory=dict)
    """Why, by the id of the change: all that was refused of this device itself."""
    missing: Mapping[str, int] = field(default_factory=dict)
    """By signer: the package that has not come although later ones have."""
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
    now, signer = joining.read(store, space), Identity.from_text(space.identity).signer
    whys = {path: found for path, one in known.items() if one.is_kept and (found := refused_of(one.why))}
    packed = leaving.packed(store, space, known)
    own = [path for path in whys if (name := segment.name_of(path)) and name.signer == signer]
    return Standing(
        space,
        now,
        signer,
        tuple(one for one in requests if one.public.signer not in now.members),
        spaces.waiting(space.id) + packed,
        packed,
        store.parcels.files(space.id, "out"),
        store.parcels.files(space.id, "in"),
        _waits(space, known),
        sum(one.state == "refused" for one in known.values()),
        _refused(store, space, now, {path: whys[path] for path in [*own, *whys]}),
        {change: why for path in own for change, why in whys[path].items()},
        gaps.missing(store, space.id),
        numbers,
    )


def _waits(space: Space, known: Mapping[str, Known]) -> Counter[str]:
    waits = Counter(one.why for one in known.values() if one.state == "waiting")
    waits["admission"] += int(space.options.get("strangers", 0))
    return waits


def _refused(store: Store, space: Space, now: Team, whys: Mapping[str, Mapping[str, str]]) -> list[Refused]:
    kept, found = Kept(store, space.id, seal_of(space)), list[Refused]()
    for path, reasons in whys.items():
        if len(found) >= MOST_REFUSED:
            break
        try:
            one = kept.read(path)
        except KnownError:
            continue
        found += [
            Refused(now.name(one.name.signer), part.audit, change.cell, reasons[change.id])
            for part in one.parts
            for change in part.changes
            if change.id in reasons
        ]
    return found[:MOST_REFUSED]
