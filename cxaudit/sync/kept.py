"""The segments of one space as a store keeps them: read again, checked, told apart from what is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import segment
from cxaudit.sync.seal import Seal
from cxaudit.sync.segment import Name, Segment

if TYPE_CHECKING:
    from cxaudit.store.spaces import Known
    from cxaudit.store.store import Store


class Kept:
    """Reads them with the keys of that seal."""

    def __init__(self, store: Store, space: str, seal: Seal) -> None:
        self._spaces, self._space, self._seal = store.spaces, space, seal

    def known(self) -> dict[str, Known]:
        """Every segment that is known here, by its path."""
        return self._spaces.known(self._space)

    def data(self, path: str) -> bytes:
        """The bytes under that path, as they lie here."""
        return self._spaces.data(self._space, path)

    def read(self, path: str) -> Segment:
        """What the segment says; KnownError if it was damaged here or needs another key."""
        return self.decode(path, self.data(path))

    def decode(self, path: str, data: bytes) -> Segment:
        """What these bytes say under that path; KnownError as `segment.decode` names it."""
        return segment.decode(data, name(path), self._space, self._seal)

    def said(self) -> set[str]:
        """The ids of all changes in segments that are whole here."""
        said: set[str] = set()
        for path, known in self.known().items():
            with suppress(KnownError):
                if known.size:
                    said |= self.read(path).ids
        return said

    def held_by_larger(self, signers: set[str]) -> set[str]:
        """The paths of these devices' segments of which a larger one says all; names alone prove nothing."""
        by_signer: dict[str, dict[str, Name]] = defaultdict(dict)
        for path, known in self.known().items():
            if known.state == "taken" and (found := name(path)).signer in signers:
                by_signer[found.signer][path] = found
        held: set[str] = set()
        for names in by_signer.values():
            for outer, covering in names.items():
                if within := [path for path, found in names.items() if _covers(covering, found)]:
                    with suppress(KnownError):
                        says = self.read(outer).says
                        held |= {path for path in within if self._says(path) <= says}
        return held

    def _says(self, path: str) -> frozenset[tuple[int, str]]:
        """What a segment says; more than any other one can, where it cannot be read."""
        try:
            return self.read(path).says
        except KnownError:
            return frozenset({(0, "")})


def name(path: str) -> Name:
    """What the path of a known segment tells; ValueError for any other."""
    found = segment.name_of(path)
    if found is None:
        raise ValueError(path)
    return found


def last_number(known: Mapping[str, Known], signer: str) -> int:
    """The number of that device's last segment; what was refused proves nothing of whoever its name names."""
    read = (name(path) for path, one in known.items() if one.state != "refused")
    return max((found.last for found in read if found.signer == signer), default=0)


def _covers(outer: Name, inner: Name) -> bool:
    numbers = (outer.first, outer.last), (inner.first, inner.last)
    return numbers[0] != numbers[1] and outer.first <= inner.first <= inner.last <= outer.last
