"""What a store has lost, taken again from the segments that it has kept."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import joining, segment
from cxaudit.sync.engine import AT_ONCE
from cxaudit.sync.reader import TO_JUDGE, Reader
from cxaudit.sync.seal import seal_of
from cxaudit.sync.targets.memory import Memory

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store


def retake(store: Store) -> int:
    """Read every kept segment of every space again; returns how many changes were missing in the log.

    Nothing is asked of any place. A segment that was damaged here is forgotten: the next sync asks for it.
    """
    found = 0
    for space in store.spaces.all():
        store.spaces.drop_spoilt_members(space.id)
        reader = Reader(store, space, Memory(), seal_of(space), joining.read(store, space))
        states = {n: one.state for n, one in store.spaces.known(space.id).items() if one.why != TO_JUDGE}
        kept = [n for n, state in states.items() if state in ("new", "taken", "waiting")]
        for start in range(0, len(kept), AT_ONCE):
            batch = kept[start : start + AT_ONCE]
            read = [(name, store.spaces.data(space.id, name)) for name in batch]
            store.spaces.forget(space.id, [name for name, data in read if not _is_whole(name, data)])
            reader.read(read)
            store.spaces.mark(space.id, "new", [name for name in batch if states[name] == "new"])
        reader.read_waiting()
        store.spaces.drop_astray(space.id)
        store.spaces.send_unsaid(space.id, _said(store, space))
        found += reader.found.changes
    return found


def _said(store: Store, space: Space) -> set[str]:
    """All that the segments say that are kept here whole."""
    said: set[str] = set()
    for path, known in store.spaces.known(space.id).items():
        if (name := segment.name_of(path)) and known.size:
            with suppress(KnownError):
                data = store.spaces.data(space.id, path)
                said |= segment.decode(data, name, space.id, seal_of(space)).ids
    return said


def _is_whole(path: str, data: bytes) -> bool:
    name = segment.name_of(path)
    return name is not None and segment.is_whole(name, data)
