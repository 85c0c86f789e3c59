"""What a store has lost, taken again from the segments that it has kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxaudit.sync import joining
from cxaudit.sync.engine import AT_ONCE
from cxaudit.sync.kept import Kept
from cxaudit.sync.reader import TO_JUDGE, Reader
from cxaudit.sync.seal import seal_of
from cxaudit.sync.targets.memory import Memory

if TYPE_CHECKING:
    from cxaudit.store.store import Store


def retake(store: Store) -> int:
    """Read every kept segment of every space again; returns how many changes were missing in the log.

    Nothing is asked of any place. A segment that was damaged here is forgotten: the next sync asks for it.
    """
    found = 0
    for space in store.spaces.all():
        store.spaces.drop_spoilt_members(space.id)
        reader = Reader(store, space, Memory(), seal_of(space), joining.read(store, space))
        known = store.spaces.known(space.id)
        held = [name for name, one in known.items() if one.is_kept and one.why != TO_JUDGE]
        spoilt = set(store.spaces.spoilt(space.id)).intersection(held)
        store.spaces.forget(space.id, spoilt)
        held = [name for name in held if name not in spoilt]
        for start in range(0, len(held), AT_ONCE):
            batch = held[start : start + AT_ONCE]
            reader.read([(name, store.spaces.data(space.id, name)) for name in batch])
            store.spaces.mark(space.id, "new", [name for name in batch if known[name].state == "new"])
        reader.read_waiting()
        store.spaces.drop_astray(space.id)
        store.spaces.send_unsaid(space.id, Kept(store, space.id, seal_of(space)).said())
        found += reader.found.changes
    return found
