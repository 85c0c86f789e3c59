"""Files by the SHA-256 of their content: there or not there, never half (DESIGN 4)."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition
from typing import BinaryIO

from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from cxaudit.reasons import reason_of
from cxaudit.whole_file import whole_file

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20
_PART = "part-"
_SEALED = ".sealed"
INCOMING = "incoming"
"""The folder, beside that of the blobs, of parts of files that are not whole yet."""


class Blobs:
    """A folder of content-addressed files, each in a subfolder of its first two digits.

    With a key (32 bytes) what is put is sealed on the disk; its name stays the hash of its content.
    """

    def __init__(self, folder: Path, key: bytes = b"") -> None:
        """Makes the folder and sweeps what an interrupted run left; KnownError if it cannot be written."""
        self.folder = folder
        self._key = key
        self._seals = bool(key)
        self._turn = Condition()
        self._puts = {True: 0, False: 0}
        """How many contents are being written, sealed and not."""
        self._whole: dict[str, tuple[int, ...]] = {}
        """When the files were written whose content had its hash when it was read."""
        with self._faults():
            folder.mkdir(parents=True, exist_ok=True)
        self.sweep()

    def path(self, sha: str) -> Path:
        """Where that content is or would be, if it is not sealed; ValueError for what is not a hash."""
        if not _SHA256.fullmatch(sha):
            raise ValueError(sha)
        return self.folder / sha[:2] / sha

    def _sealed(self, sha: str) -> Path:
        return self.path(sha).with_suffix(_SEALED)

    def has(self, sha: str) -> bool:
        """Whether a file of that name is there; its content is not read."""
        return os.path.isfile(self.path(sha)) or bool(self._key and os.path.isfile(self._sealed(sha)))

    def opened(self, sha: str) -> BinaryIO:
        """The content as a file that can be read from any place; OSError if it is missing or damaged."""
        if self._key:
            with suppress(FileNotFoundError):
                return self._unsealed(sha)
        try:
            return self.path(sha).open("rb")
        except FileNotFoundError:
            if not self._key:
                raise
            # It may have been sealed between the two looks.
            return self._unsealed(sha)

    def _unsealed(self, sha: str) -> BinaryIO:
        from cxaudit import sealed_file

        return sealed_file.opened(self._sealed(sha), self._key)

    def check(self, sha: str) -> bool:
        """Whether the content is there and still has that hash."""
        try:
            with self.opened(sha) as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha  # type: ignore[arg-type]
        except OSError:
            return False

    def read(self, sha: str) -> bytes:
        """The content; KnownError when it is missing or damaged.

        A file that was read before and not written since is not hashed again.
        """
        written = None
        try:
            with self.opened(sha) as file:
                written, data = _when_written(file), file.read()
        except OSError:
            data = b""
        if written is None or self._whole.get(sha) != written:
            if hashlib.sha256(data).hexdigest() != sha:
                raise _missing(sha)
            if written:
                self._whole[sha] = written
        return data

    def names(self) -> Iterator[str]:
        """The hashes of all contents."""
        return iter(self._plain_names() | self._sealed_names())

    def _plain_names(self) -> set[str]:
        return {p.name for p in self.folder.glob("??/*") if _SHA256.fullmatch(p.name)}

    def _sealed_names(self) -> set[str]:
        return {p.stem for p in self.folder.glob("??/*" + _SEALED) if self._key and _SHA256.fullmatch(p.stem)}

    def seal(self, key: bytes, progress: Progress) -> None:
        """Seal all that is not sealed, and what is put from now on; what is damaged stays as it is."""
        self._key = key
        self._turn_to(True)
        self._put_again(self._plain_names(), progress)

    def unseal(self, progress: Progress) -> None:
        """Keep all as plain files again, and what is put from now on; what is damaged stays as it is."""
        self._turn_to(False)
        self._put_again(self._sealed_names(), progress)

    def _turn_to(self, seals: bool) -> None:
        """What is put from now on is in that form; what was begun in the other one has ended."""
        with self._turn:
            self._seals = seals
            self._turn.wait_for(lambda: not self._puts[not seals])

    @contextmanager
    def _putting(self) -> Iterator[bool]:
        """One content is written in one form, whatever is turned meanwhile; whether that is sealed."""
        with self._turn:
            seals = self._seals
            self._puts[seals] += 1
        try:
            yield seals
        finally:
            with self._turn:
                self._puts[seals] -= 1
                self._turn.notify_all()

    def _put_again(self, names: set[str], progress: Progress) -> None:
        for done, sha in enumerate(sorted(names)):
            progress.step(done, len(names))
            if self.check(sha):
                self._put(self.pieces(sha, _PIECE), sha)
        progress.step(len(names), len(names))

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

    def keep_part(self, path: Path, part: bytes) -> None:
        """Write a part of a content that is not whole yet, sealed like the rest; KnownError if that fails."""
        with self._faults():
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file:
                for piece in self._written(iter((part,)), self._seals):
                    file.write(piece)

    def part(self, path: Path) -> bytes:
        """What `keep_part` wrote, be it sealed or not; OSError if it is not there."""
        if self._key:
            from cxaudit import sealed_file

            with suppress(sealed_file.Damaged), sealed_file.opened(path, self._key) as file:
                return file.read()
        return path.read_bytes()

    def size(self, sha: str) -> int:
        """How many bytes the content has; KnownError if it is missing."""
        try:
            with self.opened(sha) as file:
                return file.seek(0, os.SEEK_END)
        except OSError as error:
            raise _missing(sha) from error

    def pieces(self, sha: str, size: int) -> Iterator[bytes]:
        """The content in pieces of that size, at least one, as it lies there; KnownError if it is missing."""
        try:
            with self.opened(sha) as file:
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
            self._sealed(sha).unlink(missing_ok=True)
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
            with self._putting() as seals:
                with os.fdopen(handle, "wb", buffering=0) as file:
                    for piece in self._written(_hashed(pieces, digest), seals):
                        with self._faults():
                            _write_whole(file.fileno(), piece)
                    with self._faults():
                        os.fsync(file.fileno())
                sha = digest.hexdigest()
                if wanted not in ("", sha):
                    raise _missing(wanted)
                self._name(part, sha, seals)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return sha

    def _written(self, pieces: Iterator[bytes], seals: bool) -> Iterator[bytes]:
        """What goes to the disk for that content."""
        if not seals:
            return pieces
        from cxaudit import sealed_file

        return sealed_file.sealed(pieces, self._key)

    def _name(self, part: Path, sha: str, seals: bool) -> None:
        """Give a written file its name; the other form of the same content goes."""
        home, other = self.path(sha), self._sealed(sha)
        if seals:
            home, other = other, home
        with self._faults():
            home.parent.mkdir(exist_ok=True)
            os.replace(part, home)
            sync_folder(home.parent)
            other.unlink(missing_ok=True)
            sync_folder(self.folder)

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


def _when_written(file: BinaryIO) -> tuple[int, ...] | None:
    """What another writing of the file would change; None where that cannot be told.

    Beware: the clock of a disk may stand still for some milliseconds, so of a file of this second nothing is.
    """
    try:
        state = os.fstat(file.fileno())
    except io.UnsupportedOperation:  # a sealed one
        return None
    is_settled = time.time_ns() - state.st_mtime_ns > 1_000_000_000
    return (state.st_ino, state.st_size, state.st_mtime_ns) if is_settled else None


def _hashed(pieces: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


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
