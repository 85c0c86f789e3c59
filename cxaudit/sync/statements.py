"""What members say of the team: read as a team, written into segments that the next sync sends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cxaudit import changes
from cxaudit.model import Change, Json
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


def say(store: Store, space: Space, said: Mapping[str, Json]) -> None:
    """Write statements on the team into a segment of their own, which the next sync sends."""
    signer = Identity.from_text(space.identity).signer
    number = last_number(store.spaces.known(space.id), signer) + 1
    path, data, made = written(space, said, number, read(store, space).heads)
    store.spaces.keep_members(space.id, signer, number, made)
    store.spaces.keep_sent(space.id, path, data, ())


def written(
    space: Space, said: Mapping[str, Json], number: int, heads: Mapping[str, tuple[str, ...]]
) -> tuple[str, bytes, list[Change]]:
    """These statements as this device's segment of that number: its path, its bytes and the changes in it.

    `heads` are the changes that they replace, by cell.
    """
    identity, at = Identity.from_text(space.identity), changes.stamp(datetime.now(UTC))
    made = [
        changes.make(
            audit=space.id,
            cell=cell,
            value=value,
            author=str(space.options.get("name", "")),
            device=identity.signer,
            seq=number,
            at=at,
            parents=heads.get(cell, ()),
        )
        for cell, value in said.items()
    ]
    part = Part(number, space.id, "", tuple(made))
    name, data = segment.encode(space.id, [part], identity, seal_of(space))
    return str(name), data, made
