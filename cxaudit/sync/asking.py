"""Asking to join a space: what is laid at its place, and who asks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import founder, request
from cxaudit.sync.code import SpaceCode
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.request import Request
from cxaudit.sync.target import Target, Unreachable
from cxaudit.sync.team import Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space

REQUESTS = "requests/"
MOST_REQUESTS = 1000


def code_of(space: Space) -> SpaceCode:
    """What one passes to colleagues so that they can ask to join."""
    first, own = Public.from_text(space.founder), Identity.from_text(space.identity).public
    if own.signer == first.signer:
        first = own  # what is closed for them may be so by another key than when they began
    title = str(space.options.get("title", ""))
    return SpaceCode(space.id, title, space.address, first, bool(space.options.get("keyed")))


def put(target: Target, code: SpaceCode, name: str, identity: Identity) -> None:
    """Lay a request to join at the place, in a space with a key for all who may admit."""
    doors = _doors(target, code)
    data = request.close(name, code, identity, [door.recipient for door in doors])
    target.put(f"{_begin(identity, doors)}{hashlib.sha256(data).hexdigest()[:32]}", data)


def put_again(target: Target, space: Space, identity: Identity) -> None:
    """Lay it there once more if the place has lost it, or if others may admit by now."""
    code = code_of(space)
    begin = _begin(identity, _doors(target, code))
    own = [name for name in target.list(REQUESTS) if _signer(name) == identity.signer]
    if not any(name.startswith(begin) for name in own):
        put(target, code, str(space.options.get("name", "")), identity)
        target.remove(own)


def _doors(target: Target, code: SpaceCode) -> tuple[Public, ...]:
    return founder.doors_at(target, code.space, code.founder) if code.keyed else ()


def _begin(identity: Identity, doors: Sequence[Public]) -> str:
    return f"{REQUESTS}{identity.signer}-{founder.mark_of(doors)}-"


def requests(target: Target, space: Space, now: Team) -> list[Request]:
    """Who asks to join and is not known yet; what is no request is passed over."""
    holder = Identity.from_text(space.identity) if space.options.get("keyed") else None
    found_: dict[str, Request] = {}
    listed = target.list(REQUESTS).items()
    asked = {name: _signer(name) for name, size in sorted(listed) if size <= request.LARGEST}
    unknown = [(name, signer) for name, signer in asked.items() if signer not in now.members]
    for name, signer in unknown[:MOST_REQUESTS]:
        try:
            one = request.open(target.get(name), space.id, holder)
        except Unreachable:
            raise
        except KnownError:
            continue
        if one.public.signer == signer:
            found_[signer] = one
    return list(found_.values())


def _signer(name: str) -> str:
    """Whose request it is, by the name of its file."""
    return name.removeprefix(REQUESTS).partition("-")[0]
