"""Who works where, as of their last sync: a word beside the log, which nobody needs to keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from cxaudit import changes
from cxaudit.errors import KnownError
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.seal import Seal
from cxaudit.sync.target import NotThere, Target, Unreachable
from cxaudit.sync.team import Team

if TYPE_CHECKING:
    from cxaudit.store.store import Store

FOLDER = "presence/"
LARGEST = 1024
"""No file says in more bytes where somebody is."""
LONGEST = 120
"""Letters of an audit's and a criterion's id together."""
LATER = timedelta(minutes=10)
"""So long it counts as said that somebody is where they were: the place is to be written to seldom."""
_NAME = re.compile(r"presence/([0-9a-f]{32})-([0-9]{14})\Z")


@dataclass(frozen=True, slots=True)
class Presence:
    """An audit and a criterion that somebody was at, and when by their own clock; empty for nowhere."""

    audit: str = ""
    criterion: str = ""
    at: str = ""


class _Told(msgspec.Struct, array_like=True):
    signing: bytes
    signature: bytes
    sealed: bytes


def heard_before(store: Store, space: str) -> dict[str, Presence]:
    """Where the members were by the last sync of this device, by the names of their files."""
    return {name: Presence(*said) for name, said in (store.memory.place(_key(space)) or {}).items()}


def remember(store: Store, space: str, heard: Mapping[str, Presence]) -> None:
    """Keep where they are for the next sync."""
    said = {name: [one.audit, one.criterion, one.at] for name, one in heard.items()}
    store.memory.keep_place(_key(space), said)


def _key(space: str) -> str:
    return f"presence {space}"


def is_news(now: Presence, before: Presence) -> bool:
    """Whether it is to be said, after that was."""
    if (now.audit, now.criterion) != (before.audit, before.criterion):
        return True
    return datetime.fromisoformat(now.at) - datetime.fromisoformat(before.at) > LATER


def tell(target: Target, space: str, seal: Seal, identity: Identity, now: Presence) -> str:
    """Say where this device is, in place of what it said before; returns the name of the file."""
    before = [name for name in target.list(FOLDER) if _signer(name) == identity.signer]
    moment = re.sub(r"\D", "", now.at)[:14]
    name = f"{FOLDER}{identity.signer}-{moment:0<14}"
    sealed = seal.close(msgspec.json.encode(now), name)
    signature = identity.sign("presence", f"{space}\n{name}\n".encode() + sealed)
    target.put(name, msgspec.msgpack.encode(_Told(identity.public.to_bytes(), signature, sealed)))
    target.remove([one for one in before if one != name])
    return name


def hear(
    target: Target, space: str, seal: Seal, team: Team, before: Mapping[str, Presence]
) -> dict[str, Presence]:
    """Where the members are, by the names of their files; what was heard `before` is not asked for again."""
    here = {team.founder.signer} | {s for s, member in team.members.items() if member.now != "out"}
    newest: dict[str, str] = {}
    for name, size in target.list(FOLDER).items():
        if size <= LARGEST and (signer := _signer(name)) in here:
            newest[signer] = max(name, newest.get(signer, ""))
    found: dict[str, Presence] = {}
    for name in newest.values():
        if one := before.get(name) or _heard(target, space, seal, name):
            found[name] = one
    return found


def by_signer(heard: Mapping[str, Presence]) -> dict[str, Presence]:
    """The same by who said it."""
    return {signer: one for name, one in heard.items() if (signer := _signer(name))}


def _signer(name: str) -> str:
    match = _NAME.match(name)
    return match[1] if match else ""


def _heard(target: Target, space: str, seal: Seal, name: str) -> Presence | None:
    with suppress(NotThere, msgspec.MsgspecError, ValueError):
        try:
            told = msgspec.msgpack.decode(target.get(name), type=_Told)
            public = Public.from_bytes(told.signing)
            signed = f"{space}\n{name}\n".encode() + told.sealed
            if public.signer == _signer(name) and public.verify("presence", signed, told.signature):
                found = msgspec.json.decode(seal.open(told.sealed, name), type=Presence)
                fits = changes.is_moment(found.at) and len(found.audit + found.criterion) <= LONGEST
                return found if fits else None
        except Unreachable:
            raise
        except KnownError:
            return None
    return None
