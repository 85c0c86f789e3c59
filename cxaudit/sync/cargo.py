"""Evidence on its way: files in chunks, so that what was cut off goes on; pending until whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from cxaudit.auditfile import LARGEST_BLOB
from cxaudit.blobs import INCOMING
from cxaudit.errors import KnownError
from cxaudit.sync.lanes import Lanes
from cxaudit.sync.seal import Seal
from cxaudit.sync.target import NotThere, Target, Unreachable

if TYPE_CHECKING:
    from pathlib import Path

    from cxaudit.store.store import Store

CHUNK = 4 << 20
MOST_CHUNKS = LARGEST_BLOB // CHUNK
_CHUNK_NAME = re.compile(r".*/([0-9]{4})-([0-9]{4})\Z")


class Cargo:
    """The files of one space that are not yet where they belong."""

    def __init__(
        self, store: Store, space: str, target: Target, seal: Seal, lanes: Lanes, verify: bool = False
    ) -> None:
        self._store, self._space, self._target, self._seal, self._lanes = store, space, target, seal, lanes
        self._verify = verify
        self._folder: Path = store.folder / INCOMING
        self._sent: set[str] = set()
        self._fetched: set[str] = set()
        self.faults: list[KnownError] = []

    def travel(self) -> None:
        """Send what is not at the place, then fetch what is not here."""
        parcels, blobs = self._store.parcels, self._store.blobs
        here = {sha for sha in parcels.of(self._space, "in") if blobs.has(sha)}
        parcels.send(self._space, "out", here)
        gone = {sha for sha in parcels.of(self._space, "out") if not blobs.has(sha)}
        parcels.send(self._space, "in", gone)
        for sha, whole in self._lanes.each(self._send, parcels.of(self._space, "out")):
            parcels.send(self._space, "done" if whole else "in", [sha])  # the place may have it whole
        for sha, whole in self._lanes.each(self._fetch, parcels.of(self._space, "in")):
            if whole:
                parcels.send(self._space, "done", [sha])

    def moved(self) -> tuple[int, int]:
        """How many files went out and came in, as people count them."""
        of = self._store.parcels.files_of
        return of(self._space, self._sent), of(self._space, self._fetched)

    def left(self) -> tuple[int, int]:
        """How many are still on their way out and in."""
        parcels = self._store.parcels
        return parcels.files(self._space, "out"), parcels.files(self._space, "in")

    def _base(self, sha: str) -> str:
        name = self._seal.name(sha)
        return f"blobs/{name[:2]}/{name}/"

    def _send(self, sha: str) -> bool:
        """Put the chunks that are missing at the place; False if the file is damaged here."""
        if not self._store.blobs.check(sha):
            return False
        base, seal = self._base(sha), self._seal
        there = self._target.list(base)
        total = max(1, -(-self._store.blobs.size(sha) // CHUNK))
        for number, plain in enumerate(self._store.blobs.pieces(sha, CHUNK)):
            self._lanes.heed()
            name = f"{base}{number:04d}-{total:04d}"
            whole = there.get(name) == len(plain) + seal.overhead
            if not whole or (self._verify and not self._is_same(name, plain)):
                self._target.put(name, seal.close(plain, name))
                self._sent.add(sha)
        return True

    def _is_same(self, name: str, plain: bytes) -> bool:
        try:
            return self._seal.open(self._target.get(name), name) == plain
        except Unreachable:
            raise
        except KnownError:
            return False

    def _fetch(self, sha: str) -> bool:
        """Fetch the chunks that are missing here; whether the file is whole now."""
        base = self._base(sha)
        names = _chunks(self._target.list(base), CHUNK + self._seal.overhead)
        if not names:
            return False
        folder = self._folder / sha
        try:
            for name in names:
                self._lanes.heed()
                part = folder / name.rpartition("/")[2]
                if not part.is_file():
                    self._store.blobs.keep_part(part, self._seal.open(self._target.get(name), name))
            self._store.blobs.put_pieces(self._parts(folder, names), sha)
        except NotThere:
            return False
        except Unreachable:
            raise
        except KnownError as error:
            if str(error) not in map(str, self.faults):
                self.faults.append(error)
            _clear(folder)
            return False
        _clear(folder)
        self._fetched.add(sha)
        return True

    def _parts(self, folder: Path, names: Iterable[str]) -> Iterator[bytes]:
        for name in names:
            yield self._store.blobs.part(folder / name.rpartition("/")[2])


def _chunks(listed: Mapping[str, int], largest: int) -> list[str]:
    """The names of all chunks in their order; empty while one is missing.

    Neither larger nor more than a file can need: a hostile place must not fill the disk.
    """
    found: dict[int, dict[int, str]] = {}
    for name, size in listed.items():
        if size <= largest and (match := _CHUNK_NAME.match(name)) and int(match[2]) <= MOST_CHUNKS:
            found.setdefault(int(match[2]), {})[int(match[1])] = name
    for total, parts in sorted(found.items()):
        if 0 < total == len(parts) and set(parts) == set(range(total)):
            return [parts[number] for number in range(total)]
    return []


def _clear(folder: Path) -> None:
    with suppress(OSError):
        for part in folder.iterdir():
            part.unlink()
        folder.rmdir()
