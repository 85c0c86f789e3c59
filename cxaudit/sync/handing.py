"""The keys of a space from hand to hand: taken from those who lead, passed on to all who are in the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cxaudit.sync import founder, place
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.keyed import KeyRing
from cxaudit.sync.target import Target
from cxaudit.sync.team import Team, member_cell

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store


@dataclass(frozen=True, slots=True)
class Taken:
    """The keys of a space as this device has them now, and what has to follow from it."""

    ring: KeyRing | None
    is_new: bool
    """They are not those that it had: somebody whom it admitted may lack them."""
    is_gone: bool
    """The place holds none, or not those that this device has laid there: it was emptied or put back."""
    is_split: bool
    """Two leads had renewed them at once, so that each closed with a key that the other's members lack; or
    somebody had who was no lead any more, and closed with a key that they know."""
    out: Mapping[str, Sequence[str]]
    """Who was not to get them, with the words that said so, which may not have come here yet."""


def take(store: Store, target: Target, space: Space, team: Team, identity: Identity) -> Taken:
    """The keys that this device has, with all that leads have left for it at the place.

    A file in which there was nothing new is not read again while the same people lead: where nothing can be
    removed, there is one for each word on who is in the team.
    """
    had = KeyRing.from_bytes(space.ring) if space.ring else None
    names = target.list(place.KEYS)
    trusted = leads(team)
    signers = trusted | (_former(team) if identity.signer in trusted else set())
    if had is None:  # who leads is said in what the keys open; the founder says it beside them too
        signers |= {door.signer for door in founder.doors_at(target, space.id, team.founder)}
    reader = f"{identity.public.recipient} {' '.join(sorted(signers))}"
    read = _read_before(store, space.id, reader) if had else set()
    unread = {name: size for name, size in names.items() if _end(name) not in read}
    found = [
        keys
        for holder in (*_earlier(store, space.id), identity)
        for keys in place.rings_in(unread, target, space.id, frozenset(signers), holder)
    ]
    now, is_stale = had, False
    out: dict[str, Sequence[str]] = {}
    for keys in reversed(found):
        now = now.joined(keys.ring) if now else keys.ring
        if had is None or had.joined(keys.ring) != had:
            is_stale |= keys.signer in _former(team)
            out |= keys.out if keys.signer in trusted else {}
    is_split = now != had and (is_stale or all(now != keys.ring for keys in found))
    if unread and now == had:
        store.memory.keep_place(_read_key(space.id), [reader, *sorted(_end(name) for name in names)])
    is_gone = not names or not names.keys() >= {*space.options.get("rings", ())}
    return Taken(now, now != had, is_gone, is_split, out)


def keep_earlier(store: Store, space: str, identity: Identity) -> None:
    """Remember a key that is replaced: another lead may close something for it who has not heard of that."""
    said = [one.to_text() for one in _earlier(store, space)]
    store.memory.keep_place(_earlier_key(space), [*said, identity.to_text()])


def _earlier(store: Store, space: str) -> list[Identity]:
    said = store.memory.place(_earlier_key(space))
    return [Identity.from_text(str(text)) for text in said] if isinstance(said, list) else []


def _earlier_key(space: str) -> str:
    return f"earlier {space}"


def _read_before(store: Store, space: str, reader: str) -> set[str]:
    """The ends of the names of the files that this reader has read and got nothing new from."""
    said = store.memory.place(_read_key(space))
    return {str(end) for end in said[1:]} if isinstance(said, list) and said[:1] == [reader] else set()


def _read_key(space: str) -> str:
    return f"keys {space}"


def _end(name: str) -> str:
    return name[-16:]


def keep(store: Store, space: Space, taken: Taken) -> Space:
    """The space with the keys that were taken, kept with what a lead owes the others for it.

    Who was not to get them is remembered until the words that said so have come.
    """
    assert taken.ring
    owed = "new keys" if taken.is_split or space.options.get("owed") == "new keys" else "keys"
    but = {**space.options.get("but", {}), **{signer: list(ids) for signer, ids in taken.out.items()}}
    return store.spaces.change(replace(space, ring=taken.ring.to_bytes()), owed=owed, but=but)


def settle(
    store: Store, target: Target, space: Space, team: Team, identity: Identity, is_gone: bool
) -> Space:
    """What a lead owes the others of the keys, laid at the place; returns the space as it is kept then.

    Leads who meet keys of another lead give them to all, since each knows members of their own. Keys that the
    place has lost are laid there again, and what somebody is owed since they were admitted or let go.
    """
    space = store.spaces.get(space.id)  # as far as an attempt that broke off had come
    if not space.ring or identity.signer not in leads(team):
        return space
    if space.options.get("owed") == "new keys":
        ring = KeyRing.from_bytes(space.ring).renewed()
        space = store.spaces.change(replace(space, ring=ring.to_bytes()), owed="keys")
    if is_gone or space.options.get("owed"):
        space = hand_on(store, target, space, team, identity)
    if identity.signer == team.founder.signer:
        space = _speak_as_founder(store, target, space, team, identity)
    return space


def hand_on(store: Store, target: Target, space: Space, team: Team, identity: Identity) -> Space:
    """Lay the keys at the place for all in the team, instead of those that this device had laid there."""
    assert space.ring
    but = {s: ids for s, ids in space.options.get("but", {}).items() if not team.known >= set(ids)}
    gone = [signer for signer, member in team.members.items() if member.now == "out"]
    out = {**but, **{signer: team.heads[member_cell(signer)] for signer in gone}}
    others = [public for public in team.recipients if public.signer not in (*out, identity.signer)]
    recipients = [one.recipient for one in (identity.public, *others)]
    if recovery := space.options.get("recovery"):
        recipients.append(str(recovery))
    ring = KeyRing.from_bytes(space.ring)
    name = place.put_ring(target, space.id, ring, recipients, identity, out)
    target.remove([other for other in space.options.get("rings", ()) if other != name])
    return store.spaces.change(space, owed="", but=but, rings=[name])


def _speak_as_founder(store: Store, target: Target, space: Space, team: Team, identity: Identity) -> Space:
    """Say who opens requests, and close one's own keys for the sheet: for a new one, or if they are gone."""
    founder.open_doors(target, space.id, identity, doors(team, identity))
    recovery, laid = space.options.get("recovery"), space.options.get("sheet")
    if not recovery or (laid in target.list(founder.SHEET) and not space.options.get("sheet owed")):
        return space
    laid = founder.lay_sheet(target, space.id, identity, str(recovery))
    return store.spaces.change(space, **{"sheet": laid, "sheet owed": False})


def doors(team: Team, identity: Identity) -> list[Public]:
    """Those who may admit others, the founder first."""
    others = [s for s, member in team.members.items() if member.now == "lead" and s != identity.signer]
    return [identity.public, *(team.members[signer].public for signer in others)]


def _former(team: Team) -> set[str]:
    """Those who led once: what they closed before they heard of it, other leads have to open."""
    return {signer for signer, member in team.members.items() if "lead" in member.told} - leads(team)


def leads(team: Team) -> set[str]:
    """The signers who may hand keys on."""
    return {team.founder.signer} | {s for s, member in team.members.items() if member.now == "lead"}
