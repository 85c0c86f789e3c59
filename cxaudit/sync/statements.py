"""What members say of the team: read as a team, written into segments that the next sync sends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cxaudit import changes
from cxaudit.model import Json
from cxaudit.sync import segment, team
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.kept import last_number
from cxaudit.sync.seal import seal_of
from cxaudit.sync.segment import Part
from cxaudit.sync.team import Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store


def read(store: Store, space: Space) -> Team:
    """The team as this device knows it."""
    return team.read(space.id, Public.from_text(space.founder), store.spaces.members(space.id))


def say_left(store: Store, space: Space, now: Team, has_left: bool) -> None:
    """Say that this device leaves, or stays after all, if the others know it otherwise.

    The founder, who stays that, says nothing, and neither does whom nobody would hear.
    """
    signer = Identity.from_text(space.identity).signer
    member = now.members.get(signer)
    if member is None or member.now == "out" or signer == now.founder.signer:
        return
    if member.has_left != has_left and (space.ring or not space.options.get("keyed")):
        say(store, space, {team.left_cell(signer): has_left})


def say(store: Store, space: Space, said: dict[str, Json]) -> None:
    """Write statements on the team into a segment of their own, which the next sync sends."""
    identity = Identity.from_text(space.identity)
    seal = seal_of(space)
    now = read(store, space)
    number = last_number(store.spaces.known(space.id), identity.signer) + 1
    at = changes.stamp(datetime.now(UTC))
    name = str(space.options.get("name", ""))
    made = [
        changes.make(
            audit=space.id,
            cell=cell,
            value=value,
            author=name,
            device=identity.signer,
            seq=number,
            at=at,
            parents=now.heads.get(cell, ()),
        )
        for cell, value in said.items()
    ]
    part = Part(number, space.id, "", tuple(made))
    segment_name, data = segment.encode(space.id, [part], identity, seal)
    store.spaces.keep_members(space.id, identity.signer, number, made)
    store.spaces.keep_sent(space.id, str(segment_name), data, ())
