"""A folder: a network drive, or one that Nextcloud, Syncthing or Dropbox carries to several devices."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cxaudit.sync.target import LARGEST, is_name
from cxaudit.sync.targets import broken_off, carriers, troubles
from cxaudit.sync.targets.address import Address
from cxaudit.sync.targets.broken_off import BrokenOff


class Folder:
    """Never makes the folder itself: one that is missing is a drive that is not connected."""

    def __init__(self, address: Address) -> None:
        self._root = Path(address.place)
        self._place = address.label
        self._broken = BrokenOff(_unlink)

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
                if carriers.has_placeholder(self._root / name):
                    raise carriers.incomplete(self._place) from None
                raise troubles.not_there(name) from None
        if len(data) > LARGEST:
            raise troubles.too_large(name)
        return data

    def put(self, name: str, data: bytes) -> None:
        path = self._root / name
        # programs that carry folders about leave such names alone
        half = path.with_name(f".~{path.name}.{broken_off.mark()}.part")
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
                _unlink(half)
        self._broken.sweep(now)

    def remove(self, names: Collection[str]) -> None:
        with self._said():
            for name in filter(is_name, names):
                with suppress(FileNotFoundError, NotADirectoryError):
                    (self._root / name).unlink()

    def close(self) -> None:
        return

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
                if not is_name(name) or carriers.is_foreign(entry.name):
                    self._notice(entry)
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from self._walk(entry.path, f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    with suppress(FileNotFoundError):
                        yield name, entry.stat(follow_symlinks=False).st_size

    def _notice(self, entry: os.DirEntry[str]) -> None:
        if broken_off.is_own(entry.name):
            with suppress(OSError):
                self._broken.notice(entry.path, entry.stat(follow_symlinks=False).st_mtime)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Look whether the folder is there, and say in words what the system refused."""
        try:
            self._check()
            yield
        except OSError as error:
            raise troubles.of_system(error, self._place) from error


def _unlink(half: Path | str) -> None:
    with suppress(OSError):
        os.unlink(half)
