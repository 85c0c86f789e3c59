"""What leaves this device for a space, closed; and what comes, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cxaudit.sync.keyed import Keyed, KeyRing, Locked

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space


class Seal(Protocol):
    """Closes what leaves and opens what comes; the open one of a space without a key changes nothing."""

    overhead: int
    """How many bytes longer than the data the closed data is."""

    def close(self, data: bytes, name: str) -> bytes:
        """The data as the storage may see it, bound to the name under which it will lie there."""
        ...

    def open(self, data: bytes, name: str) -> bytes:
        """The data as it was; KnownError if it was altered, lies under another name, or needs another key."""
        ...

    def name(self, sha: str) -> str:
        """What a file of that SHA-256 is called at the storage: 64 hexadecimal digits that tell nothing."""
        ...


class Open:
    """No seal: the space has no key."""

    overhead = 0

    def close(self, data: bytes, name: str) -> bytes:
        return data

    def open(self, data: bytes, name: str) -> bytes:
        return data

    def name(self, sha: str) -> str:
        return sha


def seal_of(space: Space) -> Seal:
    """What closes what leaves for a space: nothing, its keys, or no key yet."""
    if space.ring:
        return Keyed(KeyRing.from_bytes(space.ring))
    return Locked() if space.options.get("keyed") else Open()
