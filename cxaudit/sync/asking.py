"""Asking to join a space: what is laid at its place, and who asks."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import request
from cxaudit.sync.code import SpaceCode
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.keyed import NoKey
from cxaudit.sync.request import Request
from cxaudit.sync.target import NotThere, Target
from cxaudit.sync.team import Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space

REQUESTS = "requests/"
MOST_REQUESTS = 1000


def code_of(space: Space) -> SpaceCode:
    """What one passes to colleagues so that they can ask to join."""
    founder = Public.from_text(space.founder)
    title = str(space.options.get("title", ""))
    return SpaceCode(space.id, title, space.address, founder, bool(space.options.get("keyed")))


def put(target: Target, code: SpaceCode, name: str, identity: Identity) -> None:
    """Lay a request to join at the place."""
    data = request.close(name, code, identity)
    target.put(f"{REQUESTS}{identity.signer}-{hashlib.sha256(data).hexdigest()[:32]}", data)


def put_again(target: Target, space: Space, identity: Identity) -> None:
    """Lay it there once more if the place has lost it."""
    if not any(name.startswith(f"{REQUESTS}{identity.signer}-") for name in target.list(REQUESTS)):
        put(target, code_of(space), str(space.options.get("name", "")), identity)


def requests(target: Target, space: Space, now: Team) -> list[Request]:
    """Who asks to join and is not known yet; what is no request is passed over."""
    holder = Identity.from_text(space.identity) if space.options.get("keyed") else None
    found_: dict[str, Request] = {}
    for name in sorted(target.list(REQUESTS))[:MOST_REQUESTS]:
        if name.removeprefix(REQUESTS).partition("-")[0] in now.members:
            continue
        try:
            one = request.open(target.get(name), space.id, holder)
        except (KnownError, NoKey, NotThere):
            continue
        if one.public.signer not in now.members:
            found_[one.public.signer] = one
    return list(found_.values())
