"""Leaving a space: what stays on this device alone, what is let go of, and how its founder comes back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cxaudit.errors import KnownError
from cxaudit.sync import asking, presence, secrets, statements
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.kept import Kept
from cxaudit.sync.seal import seal_of
from cxaudit.sync.target import Target

if TYPE_CHECKING:
    from cxaudit.store.spaces import Known, Space
    from cxaudit.store.store import Store


@dataclass(frozen=True, slots=True)
class Unsent:
    """What the others have not got from this device."""

    changes: int
    files: int

    def __bool__(self) -> bool:
        return bool(self.changes or self.files)


def unsent(store: Store, space: Space) -> Unsent:
    """What is not at the place yet; packed or not."""
    changes = store.spaces.waiting(space.id) + packed(store, space)
    return Unsent(changes, store.parcels.files(space.id, "out"))


def packed(store: Store, space: Space, known: Mapping[str, Known] | None = None) -> int:
    """How many changes stand in segments that are not at the place yet: the line broke before they were."""
    kept, found = Kept(store, space.id, seal_of(space)), set[str]()
    for path, one in (known or kept.known()).items():
        if one.state == "new":
            with suppress(KnownError):  # it was damaged here: what it held is sent anew
                found |= kept.read(path).ids
    return len(found)


@dataclass(frozen=True, slots=True)
class Left:
    """How leaving went."""

    is_told: bool
    """Whether the team learns of it; the founder, who stays that, has nobody to tell."""
    is_forgotten: bool
    """Whether the system's keyring has let go of the password."""


def depart(store: Store, space: Space, reached: AbstractContextManager[Target]) -> Left:
    """Tell the team and leave; a place out of reach holds nobody back, and then nobody is told ever.

    The word could go later only with the password, which is forgotten here.
    """
    is_told = is_founder(space)
    with suppress(KnownError), reached as target:
        withdraw(store, target, space)
        is_told = True
    return Left(is_told, leave(store, space))


def withdraw(store: Store, target: Target, space: Space) -> None:
    """Put there what was packed and that this device leaves; take its request and where it was away."""
    own = Identity.from_text(space.identity).signer
    folders = (asking.REQUESTS, presence.FOLDER)
    mine = [name for folder in folders for name in target.list(folder) if name.startswith(f"{folder}{own}-")]
    statements.say_left(store, space, statements.read(store, space), True)  # now that the place has answered
    for path, data in _new(store, space).items():
        target.put(path, data)
    target.remove(mine)


def is_founder(space: Space) -> bool:
    """Whether this device began the space."""
    return Identity.from_text(space.identity).signer == Public.from_text(space.founder).signer


def _new(store: Store, space: Space) -> dict[str, bytes]:
    """The segments that are not at the place yet."""
    known = store.spaces.known(space.id).items()
    return {path: store.spaces.data(space.id, path) for path, one in known if one.state == "new"}


def leave(store: Store, space: Space) -> bool:
    """Belong to the space no longer; audits and evidence stay, and what lies at the place stays there.

    Whoever asks to join again is somebody new there; the founder is nobody else, so their keys stay in the
    store until they come back. Returns whether the system's keyring has let go of the password.
    """
    if is_founder(space):
        ring = space.ring.hex() if space.ring else ""
        new = {path: data.hex() for path, data in _new(store, space).items()}
        kept = {"identity": space.identity, "ring": ring, "options": dict(space.options), "new": new}
        store.memory.keep_place(_key(space.id), kept)
    is_forgotten = secrets.forget(store, space.id)
    store.spaces.leave(space.id)
    store.memory.forget_space(space.id, but=_STAYS)
    return is_forgotten


_STAYS = ("founded", "earlier", "secret", "apart")
"""What the founder comes back with, that a keyring still has the password, and what is shared no more."""


@dataclass(frozen=True, slots=True)
class Founder:
    """Whoever founded a space on this device and left it."""

    identity: str
    ring: bytes | None
    options: Mapping[str, Any]
    new: Mapping[str, bytes]
    """Segments that had not gone: what was said of the team is nowhere else."""


def founder_of(store: Store, space: str) -> Founder | None:
    """The founder of that space, if it was left here."""
    match store.memory.place(_key(space)):
        case {"identity": str(identity), "ring": str(ring), "options": dict(options), "new": dict(new)}:
            segments = {path: bytes.fromhex(str(data)) for path, data in new.items()}
            return Founder(identity, bytes.fromhex(ring) or None, options, segments)
    return None


def forget_founder(store: Store, space: str) -> None:
    """They are back."""
    store.memory.keep_place(_key(space), None)


def _key(space: str) -> str:
    return f"founded {space}"
