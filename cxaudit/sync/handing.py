"""The keys of a space from hand to hand: taken from those who lead, passed on to all who are in the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxaudit.sync import place
from cxaudit.sync.identity import Identity
from cxaudit.sync.keyed import KeyRing
from cxaudit.sync.target import Target
from cxaudit.sync.team import Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space


@dataclass(frozen=True, slots=True)
class Taken:
    """The keys of a space as this device has them now, and what has to follow from it."""

    ring: KeyRing | None
    is_new: bool
    """They are not those that it had: somebody whom it admitted may lack them."""
    is_gone: bool
    """The place holds none: it was emptied, or somebody has removed them."""
    is_split: bool
    """Two leads had renewed them at once, so that each closed with a key that the other's members lack."""
    out: frozenset[str]
    """The signers who were not to get them, of whom this device may not have heard yet."""


def take(target: Target, space: Space, team: Team, identity: Identity) -> Taken:
    """The keys that this device has, with all that leads have left for it at the place."""
    had = KeyRing.from_bytes(space.ring) if space.ring else None
    names = target.list(place.KEYS)
    found = place.rings_in(names, target, space.id, frozenset(leads(team)), identity)
    now, out = had, frozenset[str]()
    for keys in reversed(found):
        now = now.joined(keys.ring) if now else keys.ring
        if had is None or had.joined(keys.ring) != had:
            out |= keys.out
    is_split = now != had and all(now != keys.ring for keys in found)
    return Taken(now, now != had, not names, is_split, out)


def hand_on(
    target: Target,
    space: Space,
    team: Team,
    identity: Identity,
    ring: KeyRing,
    but: frozenset[str] = frozenset(),
) -> None:
    """Lay the keys at the place for all in the team `but` these, and for the sheet of paper if known here."""
    out = but | {signer for signer, member in team.members.items() if member.now == "out"}
    recipients = [public.recipient for public in team.recipients if public.signer not in out]
    if recovery := space.options.get("recovery"):
        recipients.append(str(recovery))
    place.put_ring(target, space.id, ring, recipients, identity, out)


def leave_founder(target: Target, space: Space, identity: Identity) -> None:
    """Lay the founder's own keys at the place for the sheet of paper, where they have been lost."""
    recovery = space.options.get("recovery")
    if recovery and not target.list(place.FOUNDER):
        place.put_founder(target, identity, str(recovery))


def leads(team: Team) -> set[str]:
    """The signers who may hand keys on."""
    return {team.founder.signer} | {s for s, member in team.members.items() if member.now == "lead"}
