"""A folder: a network drive, or one that Nextcloud, Syncthing or Dropbox carries to several devices."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import stat
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from cxaudit.sync.target import LARGEST, Unreachable, is_name
from cxaudit.sync.targets import troubles
from cxaudit.sync.targets.address import Address

_FOREIGN = re.compile(r"\.sync-conflict-|\.(?:nextcloud|owncloud|icloud|part|tmp)\Z")
"""Copies that Syncthing makes of conflicts, files that are not downloaded yet, half-written ones."""


STALE = 3600
"""Seconds after which nobody is still writing a file, by the clock of the drive itself."""


class Folder:
    """Never makes the folder itself: one that is missing is a drive that is not connected."""

    def __init__(self, address: Address) -> None:
        self._root = Path(address.place)
        self._place = address.label
        self._left: dict[str, float] = {}
        """What this machine began to write and was killed over, perhaps, with the moment of its last byte."""

    def list(self, prefix: str) -> dict[str, int]:
        with self._said():
            return dict(self._walk(self._root / prefix, prefix))

    def get(self, name: str) -> bytes:
        with self._said():
            if not is_name(name):
                raise troubles.not_there(name)
            try:
                if not stat.S_ISREG(os.lstat(self._root / name).st_mode):
                    raise troubles.not_there(name)  # a pipe would be waited for, a link leads anywhere
                with (self._root / name).open("rb") as file:
                    data = file.read(LARGEST + 1)
            except (FileNotFoundError, NotADirectoryError):
                self._look_for_placeholder(name)
                raise troubles.not_there(name) from None
        if len(data) > LARGEST:
            raise troubles.too_large(name)
        return data

    def put(self, name: str, data: bytes) -> None:
        path = self._root / name
        # The programs that carry folders about leave names with such a beginning and end alone.
        half = path.with_name(f".~{path.name}.{_writer()}.{uuid.uuid4().hex}.part")
        with self._said():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with half.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                    now = os.fstat(file.fileno()).st_mtime
                os.replace(half, path)  # if a power cut undoes it, the next listing lacks the file
            finally:
                with suppress(OSError):
                    half.unlink()
        self._sweep(now)

    def remove(self, names: Collection[str]) -> None:
        with self._said():
            for name in filter(is_name, names):
                with suppress(FileNotFoundError, NotADirectoryError):
                    (self._root / name).unlink()

    def close(self) -> None:
        return

    def _look_for_placeholder(self, name: str) -> None:
        """Unreachable if the program that carries the folder knows the file and has not fetched it yet."""
        path = self._root / name
        for other in (f"{path.name}.nextcloud", f"{path.name}.owncloud", f".{path.name}.icloud"):
            if path.with_name(other).exists():
                raise Unreachable(
                    "“{place}” is not complete on this device yet. Your work is safe here. "
                    "Let the program that carries the folder download all of it, then sync again.",
                    place=self._place,
                )

    def _sweep(self, now: float) -> None:
        """Remove old halves of this machine and nobody else's; `now` is when the drive wrote last."""
        for half, at in list(self._left.items()):
            if abs(now - at) > STALE:  # beware: the clock may have been set back
                self._left.pop(half, None)
                with suppress(OSError):
                    os.unlink(half)

    def _check(self) -> None:
        try:
            if not stat.S_ISDIR(os.stat(self._root).st_mode):
                raise troubles.missing(self._place)
        except FileNotFoundError:
            raise troubles.unreachable(self._place) from None

    def _walk(self, folder: Path | str, prefix: str) -> Iterator[tuple[str, int]]:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
            for entry in entries:
                name = prefix + entry.name
                if not is_name(name) or _FOREIGN.search(entry.name):
                    if entry.name.startswith(".~") and f".{_writer()}." in entry.name:
                        with suppress(OSError):
                            self._left[entry.path] = entry.stat(follow_symlinks=False).st_mtime
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from self._walk(entry.path, f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    with suppress(FileNotFoundError):
                        yield name, entry.stat(follow_symlinks=False).st_size

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Look whether the folder is there, and say in words what the system refused."""
        try:
            self._check()
            yield
        except OSError as error:
            raise troubles.of_system(error, self._place) from error


@cache
def _writer() -> str:
    """What tells this machine and its user from those of others who write to the same drive."""
    user = os.environ.get("USERNAME") or str(Path.home())
    return hashlib.sha256(f"{uuid.getnode()} {socket.gethostname()} {user}".encode()).hexdigest()[:12]
