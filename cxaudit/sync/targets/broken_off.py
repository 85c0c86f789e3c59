"""What a killed program left half-written in a folder: found by its name, and removed once it is old."""

from __future__ import annotations

import hashlib
import os
import socket
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path

STALE = 3600
"""Seconds after which nobody is still writing a file, by the clock of the drive itself."""


class BrokenOff:
    """What this machine began to write, and was killed over perhaps; nobody else's is ever touched."""

    def __init__(self) -> None:
        self._left: dict[str, float] = {}
        """With the moment of its last byte."""

    def half(self, name: str) -> str:
        """The name to write under first: programs that carry folders about leave such names alone."""
        return f".~{name}.{_writer()}.{uuid.uuid4().hex}.part"

    def notice(self, entry: os.DirEntry[str]) -> None:
        """Remember a file of a listing if it is such a half of this machine."""
        if entry.name.startswith(".~") and f".{_writer()}." in entry.name:
            with suppress(OSError):
                self._left[entry.path] = entry.stat(follow_symlinks=False).st_mtime

    def sweep(self, now: float) -> None:
        """Remove those that are old; `now` is when the drive wrote last."""
        for half, at in list(self._left.items()):
            if abs(now - at) > STALE:  # beware: the clock may have been set back
                self._left.pop(half, None)
                with suppress(OSError):
                    os.unlink(half)


@cache
def _writer() -> str:
    """What tells this machine and its user from those of others who write to the same drive."""
    user = os.environ.get("USERNAME") or str(Path.home())
    return hashlib.sha256(f"{uuid.getnode()} {socket.gethostname()} {user}".encode()).hexdigest()[:12]
