"""Files by the SHA-256 of their content: there or not there, never half (DESIGN 4)."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cxaudit.errors import KnownError
from cxaudit.reasons import reason_of

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20
_PART = "part-"


class Blobs:
    """A folder of content-addressed files, each in a subfolder of its first two digits."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder and sweeps what an interrupted run left; KnownError if it cannot be written."""
        self.folder = folder
        with self._faults():
            folder.mkdir(parents=True, exist_ok=True)
        self.sweep()

    def path(self, sha: str) -> Path:
        """Where that content is or would be; ValueError for what is not a hash."""
        if not _SHA256.fullmatch(sha):
            raise ValueError(sha)
        return self.folder / sha[:2] / sha

    def has(self, sha: str) -> bool:
        """Whether a file of that name is there; its content is not read."""
        return os.path.isfile(self.path(sha))

    def check(self, sha: str) -> bool:
        """Whether the content is there and still has that hash."""
        try:
            with self.path(sha).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha
        except OSError:
            return False

    def read(self, sha: str) -> bytes:
        """The content; KnownError when it is missing or damaged."""
        try:
            data = self.path(sha).read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != sha:
            raise _missing(sha)
        return data

    def names(self) -> Iterator[str]:
        """The hashes of all contents."""
        return (p.name for p in self.folder.glob("??/*") if _SHA256.fullmatch(p.name))

    def put_bytes(self, data: bytes) -> str:
        """Store the content durably and return its hash; a damaged copy is repaired."""
        sha = hashlib.sha256(data).hexdigest()
        return sha if self.check(sha) else self._put((data,))

    def put_file(self, path: Path) -> str:
        """Store a copy of the file durably and return its hash; OSError if the file cannot be read."""
        with path.open("rb") as file:
            return self._put(iter(lambda: file.read(_PIECE), b""))

    def put_pieces(self, pieces: Iterable[bytes], sha: str) -> None:
        """Store what these pieces come to durably; KnownError, and nothing kept, if its hash is another."""
        self._put(pieces, sha)

    def size(self, sha: str) -> int:
        """How many bytes the content has; KnownError if it is missing."""
        try:
            return self.path(sha).stat().st_size
        except OSError as error:
            raise _missing(sha) from error

    def pieces(self, sha: str, size: int) -> Iterator[bytes]:
        """The content in pieces of that size, at least one, as it lies there; KnownError if it is missing."""
        try:
            with self.path(sha).open("rb") as file:
                yield file.read(size)
                while piece := file.read(size):
                    yield piece
        except OSError as error:
            raise _missing(sha) from error

    def remove(self, sha: str) -> None:
        """Remove the content for good; KnownError if the disk refuses."""
        path = self.path(sha)
        try:
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)
        except OSError as error:
            raise KnownError(
                "The file {sha} could not be deleted: {reason}. It is still on this device; try again.",
                sha=sha[:12],
                reason=reason_of(error),
            ) from error

    def sweep(self) -> None:
        """Remove unfinished files; only one process works in a store, so none of them is in use."""
        for part in self.folder.glob(_PART + "*"):
            with suppress(OSError):
                part.unlink()

    def _put(self, pieces: Iterable[bytes], wanted: str = "") -> str:
        """Write, sync and only then name a file; whatever fails leaves nothing behind."""
        with self._faults():
            handle, name = tempfile.mkstemp(prefix=_PART, dir=self.folder)
        digest, part = hashlib.sha256(), Path(name)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                for piece in pieces:
                    digest.update(piece)
                    with self._faults():
                        _write_whole(file.fileno(), piece)
                with self._faults():
                    os.fsync(file.fileno())
            if wanted not in ("", digest.hexdigest()):
                raise _missing(wanted)
            home = self.path(digest.hexdigest())
            with self._faults():
                home.parent.mkdir(exist_ok=True)
                os.replace(part, home)
                sync_folder(home.parent)
                sync_folder(self.folder)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return digest.hexdigest()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What the disk refuses, as KnownError."""
        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
                raise KnownError(
                    "The disk is full. Nothing was added; all that was saved is safe. "
                    "Free some space and try again."
                ) from error
            raise KnownError(
                "The folder “{folder}” cannot be written. Nothing was added; all that was saved is safe. "
                "Check its permissions.",
                folder=str(self.folder),
            ) from error


def _missing(sha: str) -> KnownError:
    return KnownError("The evidence {sha} is missing or damaged on this device.", sha=sha[:12])


def _write_whole(handle: int, piece: bytes) -> None:
    """All of it: a system may write less than asked without calling it an error."""
    left = memoryview(piece)
    while left:
        left = left[os.write(handle, left) :]


def sync_folder(folder: Path) -> None:
    """Make a rename outlast a power cut; Windows does so by itself and opens no folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
