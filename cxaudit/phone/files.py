"""Finds the photos of a folder and reads them at first sight, each in a process that may die of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cxaudit.blobs import Blobs
from cxaudit.errors import KnownError
from cxaudit.phone.matching import Photo, code_moment
from cxaudit.reasons import reason_of

ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp")
_YEARS = range(1990, 2200)
"""A camera that was never set, or was tampered with, writes other years."""


@dataclass(frozen=True, slots=True)
class Found:
    """The pictures of a folder by their names, how many other files there are, and folders not readable."""

    paths: tuple[Path, ...]
    others: int
    refused: tuple[KnownError, ...]


def find(folder: Path) -> Found:
    """The pictures in a folder and below it, without hidden ones; KnownError if it cannot be read."""
    failed: list[OSError] = []
    paths: list[Path] = []
    others = 0
    for place, below, names in os.walk(folder, onerror=failed.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        seen = sorted(name for name in names if not name.startswith("."))
        paths += [Path(place, name) for name in seen if is_picture(name)]
        others += sum(not is_picture(name) for name in seen)
    refused = [_refused(error, folder) for error in failed]
    if any(Path(error.filename or folder) == folder for error in failed):
        raise refused[0]
    return Found(tuple(paths), others, tuple(refused))


def is_picture(name: str) -> bool:
    """Whether a file of that name says to be a picture."""
    return name.casefold().endswith(ENDINGS)


def sizes(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Size and time of change of each file that is there: the same twice means that it is whole."""
    found = {}
    for path in paths:
        try:
            said = path.stat()
        except OSError:
            continue
        found[path] = (said.st_size, said.st_mtime_ns)
    return found


def read(path: Path, closely: bool = False) -> Photo:
    """The photo at first sight; KnownError says in a sentence why there is none.

    `closely` looks for the code of the clock screen at full size.
    """
    from cxaudit import evidence

    try:
        sha, said = digest(path), path.stat()
    except OSError as error:
        raise KnownError(
            "“{name}” could not be read: {reason}. Nothing was added.",
            name=evidence.clean_name(path.name),
            reason=reason_of(error),
        ) from error
    sight = evidence.sight(path, closely)
    taken = _moment(sight.taken)
    shown = [moment for code in sight.codes if (moment := code_moment(code)) and moment.year in _YEARS]
    return Photo(
        path=path,
        sha256=sha,
        size=said.st_size,
        said=taken or _file_time(said.st_mtime),
        by_file=taken is None,
        camera=sight.camera,
        shows=shown[0] if shown else None,
        thumb=sight.thumb,
        name=evidence.clean_name(path.name),
    )


def known(path: Path, thumbs: Mapping[str, str], blobs: Blobs) -> Photo | None:
    """The photo if it is evidence already, not looked into again; `thumbs` are small pictures by hash."""
    from cxaudit.evidence import clean_name

    try:
        sha, said = digest(path), path.stat()
    except OSError:
        return None
    if sha not in thumbs:
        return None
    try:
        thumb = blobs.read(thumbs[sha]) if thumbs[sha] else b""
    except KnownError:
        thumb = b""
    name, at = clean_name(path.name), _file_time(said.st_mtime)
    return Photo(path, sha, said.st_size, at, by_file=True, thumb=thumb, name=name)


def digest(path: Path) -> str:
    """The hash by which the same photo is known again; OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _moment(said: str) -> datetime | None:
    found = datetime.fromisoformat(said) if said else None
    return found if found and found.year in _YEARS else None


def _file_time(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _refused(error: OSError, folder: Path) -> KnownError:
    return KnownError(
        "The folder “{folder}” could not be read: {reason}. Nothing was added; choose another one.",
        folder=_shown(error.filename or folder),
        reason=reason_of(error),
    )


def _shown(path: object) -> str:
    """A path as text that can be shown: a name on the disk may hold bytes that are no letters."""
    return str(path).encode("utf-8", "replace").decode()
