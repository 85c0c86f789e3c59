"""One process per store, held by a locked file that the system frees even after a crash."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from cxaudit.errors import KnownError
from cxaudit.reasons import reason_of


def is_taken(folder: Path) -> bool:
    """Whether another process holds the store now."""
    try:
        StoreLock(folder).release()
    except Taken:
        return True
    except KnownError:
        return False
    return False


class Taken(KnownError):
    """Another process holds the store."""


class Locked(KnownError):
    """The store is locked with a passphrase, and this one, or none, does not open it."""


def unusable(folder: Path, error: OSError) -> KnownError:
    """What to say of a folder that the system refuses."""
    return KnownError(
        "The folder “{folder}” cannot be used for the audits: {reason}. Choose another one.",
        folder=folder,
        reason=reason_of(error),
    )


class StoreLock:
    """Holds `folder/store.lock`; Taken if another process does, KnownError if the folder cannot be used."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file: IO[bytes] = (folder / "store.lock").open("a+b")
        except OSError as error:
            raise unusable(folder, error) from error
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise Taken(
                "The audits in “{folder}” are open in another window. Nothing was changed; use or close it.",
                folder=folder,
            ) from None

    def release(self) -> None:
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
