"""Audits that this device shares with a team no more: nothing of them goes or comes, nothing is forgotten.

What the team was sent stays there, and what it sends meanwhile is kept unread with all other segments: if an
audit is shared again, the next sync reads those once more.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync.kept import Kept
from cxaudit.sync.reader import TO_JUDGE

if TYPE_CHECKING:
    from collections.abc import Set

    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store


def part(store: Store, space: Space, audit_id: str) -> None:
    """Share an audit with a space no more; what it was still to be sent stays here."""
    store.memory.keep_apart(space.id, store.memory.apart(space.id) | {audit_id})
    store.spaces.unshare(space.id, audit_id)


def settle(store: Store, space: Space, kept: Kept) -> None:
    """Have read once more what came meanwhile of audits that are shared again; a kill leaves it due."""
    parted = store.memory.apart(space.id)
    if not (again := parted.intersection(store.spaces.audits(space.id))):
        return
    store.spaces.mark(space.id, "waiting", _of(kept, again), TO_JUDGE)
    store.spaces.unsend(space.id, kept.said())
    store.memory.keep_apart(space.id, parted - again)


def _of(kept: Kept, audits: Set[str]) -> list[str]:
    """The segments that say something of these audits and were read."""
    found = []
    for path, one in kept.known().items():
        if one.state == "taken":
            with suppress(KnownError):  # it was damaged here: once mended, it is read as any other
                if any(part.audit in audits for part in kept.read(path).parts):
                    found.append(path)
    return found
