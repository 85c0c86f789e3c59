"""How a space begins and who comes in: found it, ask to join, admit, change a role, let somebody go."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import asking, founder, handing, leaving, place, segment, team
from cxaudit.sync.asking import code_of as code_of
from cxaudit.sync.asking import requests as requests
from cxaudit.sync.code import SpaceCode
from cxaudit.sync.identity import Identity
from cxaudit.sync.kept import Kept, last_number
from cxaudit.sync.keyed import Holder, KeyRing
from cxaudit.sync.request import Request
from cxaudit.sync.seal import seal_of
from cxaudit.sync.statements import read as read
from cxaudit.sync.statements import say
from cxaudit.sync.target import Target
from cxaudit.sync.team import ROLES, Role, Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store


def found(
    store: Store, target: Target, address: str, title: str, name: str, recovery: str | None = None
) -> Space:
    """Found a space at a place that is nobody's yet; `recovery` is the age recipient of a space with a key.

    KnownError if a team is there already.
    """
    from cxaudit.store.spaces import Space

    if place.founding_at(target):
        raise KnownError(
            "A team meets at “{address}” already. Nothing was changed; join it or choose another place.",
            address=address,
        )
    identity = Identity.new()
    founding = place.found(identity, keyed=recovery is not None)
    options = {"title": title, "name": name, "nonce": founding.nonce, "keyed": founding.keyed}
    ring = KeyRing.new() if recovery else None
    if recovery:
        options["recovery"] = recovery
    space = Space(
        founding.space,
        founding.founder,
        address,
        identity.to_text(),
        ring.to_bytes() if ring else None,
        options,
    )
    if ring and recovery:
        name_there = place.put_ring(target, space.id, ring, [identity.public.recipient, recovery], identity)
        sheet = founder.lay_sheet(target, space.id, identity, recovery)
        founder.open_doors(target, space.id, identity, [identity.public])
        space = replace(space, options={**options, "rings": [name_there], "sheet": sheet})
    place.write(target, founding)  # last: a line that breaks before leaves the place nobody's
    store.spaces.put(space)
    me = team.value(name, identity.public, "lead")
    say(store, space, {team.TITLE: title, team.member_cell(identity.signer): me})
    return space


def recover(store: Store, target: Target, address: str, sheet: Holder, name: str) -> Space:
    """Be the founder again on a device that knows nothing, by the recovery sheet of a space with a key.

    KnownError if the sheet is of another space.
    """
    from cxaudit.store.spaces import Space

    founding = place.founding_at(target)
    if not founding:
        raise KnownError("No team meets at “{address}”. Nothing was changed; check it.", address=address)
    _check_new(store, founding.space)
    identity = founder.by_sheet(target, founding.space, founding.public, sheet)
    if founding.public.signer != identity.signer:
        raise KnownError("This recovery key is of another team. Nothing was changed on this device.")
    own = frozenset({identity.signer})
    rings = place.rings_in(target.list(place.KEYS), target, founding.space, own, identity)
    recipient = str(sheet.age.to_public())
    options = {"name": name, "nonce": founding.nonce, "keyed": True, "recovery": recipient}
    ring = rings[0].ring.to_bytes() if rings else None
    space = Space(founding.space, founding.founder, address, identity.to_text(), ring, options)
    store.spaces.put(space)
    leaving.forget_founder(store, space.id)
    return space


def ask(store: Store, target: Target, code: SpaceCode, name: str) -> Space:
    """Ask to join; from then on this device belongs there, and is heard once a lead has admitted it.

    Whoever founded it on this device and left it is back at once. KnownError if the place is not that of the
    code.
    """
    from cxaudit.store.spaces import Space

    founding = place.founding_at(target)
    if not founding or founding.space != code.space or founding.public.signer != code.founder.signer:
        raise KnownError(
            "The team of this invitation is not at “{address}”. Nothing was changed. "
            "Choose another place, or wait until the folder is complete on this device.",
            address=code.address,
        )
    if founding.keyed != code.keyed:  # whoever runs the place could have everything sent open
        raise KnownError(
            "The place says otherwise than the invitation whether the team has a key. Nothing was sent. "
            "Ask whoever invited you."
        )
    _check_new(store, code.space)
    options = {"title": code.name, "name": name, "nonce": founding.nonce, "keyed": founding.keyed}
    if back := leaving.founder_of(store, code.space):
        options = {**back.options, **options}
        space = Space(code.space, founding.founder, code.address, back.identity, back.ring, options)
        store.spaces.put(space)
        _send_again(store, space, back.new)
        leaving.forget_founder(store, code.space)
        return space
    identity = Identity.new()
    space = Space(code.space, founding.founder, code.address, identity.to_text(), options=options)
    asking.put(target, code, name, identity)
    store.spaces.put(space)
    return space


def _send_again(store: Store, space: Space, new: Mapping[str, bytes]) -> None:
    """Keep segments of our own that have not gone yet, and what they say of the team."""
    store.spaces.keep(space.id, [(path, data, "new", "") for path, data in new.items()])
    kept = Kept(store, space.id, seal_of(space))
    for path in new:
        with suppress(KnownError):
            one = kept.read(path)
            for part in (part for part in one.parts if part.audit == space.id):
                store.spaces.keep_members(space.id, one.name.signer, part.number, part.changes)


def _check_new(store: Store, space: str) -> None:
    if any(known.id == space for known in store.spaces.all()):
        raise KnownError("This device is in that team already. Nothing was changed.")


def new_sheet(store: Store, space: Space, recovery: str) -> Space:
    """Let another sheet of paper count, by its age recipient: the next sync lays at the place what it opens.

    The founder's key for what is closed for them, and the key of the space, are new with it: whoever has the
    old sheet, and a copy of what lay there before, opens nothing that comes after. KnownError for all others.
    """
    check_sheet(store, space)
    assert space.ring
    before = Identity.from_text(space.identity)
    handing.keep_earlier(store, space.id, before)
    identity = before.renewed()
    ring = KeyRing.from_bytes(space.ring).renewed().to_bytes()
    space = replace(space, identity=identity.to_text(), ring=ring)
    space = store.spaces.change(space, recovery=recovery, owed="keys", **{"sheet owed": True})
    say_self(store, space)
    return space


def check_sheet(store: Store, space: Space) -> None:
    """KnownError unless this device can replace the sheet of paper."""
    if not space.options.get("keyed"):
        raise KnownError("This team has no key, and so no recovery sheet. Nothing was changed.")
    if not space.ring or Identity.from_text(space.identity).signer != read(store, space).founder.signer:
        raise KnownError(
            "Only who began the team replaces its recovery sheet. Nothing was changed; ask them."
        )


def say_self(store: Store, space: Space) -> None:
    """Let the others know by which key something is closed for the founder, if they know another one."""
    public, now = Identity.from_text(space.identity).public, read(store, space)
    known = now.members.get(public.signer)
    if known and known.public != public:
        said = team.value(known.name, public, "lead", known.roles[-1].after)
        say(store, space, {team.member_cell(public.signer): said})


def admit(store: Store, target: Target, space: Space, one: Request, role: Role) -> None:
    """Let somebody in, with a role; in a space with a key they get it with that."""
    _check_lead(space, read(store, space), role)
    said = team.value(one.name, one.public, role)
    space = _owe(store, space, "keys")
    say(store, space, {team.member_cell(one.public.signer): said})
    _hand_on(store, target, space)


def set_role(store: Store, target: Target, space: Space, signer: str, role: Role) -> Space:
    """Give a member another role from the next of their segments that this device has not read.

    Whoever leaves the team gets no key of what comes after.
    """
    now = read(store, space)
    member = now.members.get(signer)
    if member is None or signer == now.founder.signer:
        raise KnownError("The founder of a team stays its lead. Nothing was changed.")
    _check_lead(space, now, role, member.now)
    is_less = ROLES.index(role) > ROLES.index(member.now)
    held = _marks(store, space, signer) if is_less else None
    last = last_number(store.spaces.known(space.id), signer)
    said = team.value(member.name, member.public, role, last, held)
    space = _owe(store, space, "new keys" if role == "out" else "keys")
    say(store, space, {team.member_cell(signer): said})
    if role != "out":
        but = {other: n for other, n in space.options.get("but", {}).items() if other != signer}
        space = store.spaces.change(space, but=but)
    elif space.ring:
        space = replace(space, ring=KeyRing.from_bytes(space.ring).renewed().to_bytes())
        space = _owe(store, space, "keys")
    return _hand_on(store, target, space)


def _check_lead(space: Space, now: Team, *roles: Role) -> None:
    """KnownError unless this device may give or take these roles."""
    signer = Identity.from_text(space.identity).signer
    if signer not in handing.leads(now):
        raise KnownError("Only a lead admits people and gives roles. Nothing was changed; ask one.")
    if "lead" in roles and signer != now.founder.signer:
        raise KnownError("Only who began the team says who leads it. Nothing was changed; ask them.")


def _marks(store: Store, space: Space, signer: str) -> set[str]:
    """The marks of all that is known here of what somebody wrote: parts of segments, words on the team."""
    kept, found = Kept(store, space.id, seal_of(space)), set()
    for path, one in kept.known().items():
        name = segment.name_of(path)
        if name and name.signer == signer and one.is_kept:
            with suppress(KnownError):  # it was damaged here, or there is no key for it
                found |= {team.mark_of(c.id for c in part.changes) for part in kept.read(path).parts}
    said = store.spaces.members(space.id)
    return found | {team.mark_of([change.id]) for who, _, change in said if who == signer}


def _owe(store: Store, space: Space, owed: str) -> Space:
    """Write down what the others are to get, so that a sync hands it over if this is cut off."""
    return store.spaces.change(space, owed=owed) if space.ring else space


def _hand_on(store: Store, target: Target, space: Space) -> Space:
    if not space.ring:
        return space
    identity, now = Identity.from_text(space.identity), read(store, space)
    space = handing.hand_on(store, target, space, now, identity)
    if identity.signer == now.founder.signer:
        founder.open_doors(target, space.id, identity, handing.doors(now, identity))
    return space
