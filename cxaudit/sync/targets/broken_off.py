"""What a killed program left half-written at a place: found by its name, and removed once it is old."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path

STALE = 3600
"""Seconds after which nobody is still writing a file, by the clock of the place itself."""


class BrokenOff:
    """What this machine began to write, and was killed over perhaps; nobody else's is ever touched."""

    def __init__(self, remove: Callable[[str], object]) -> None:
        self._remove = remove
        self._left: dict[str, float] = {}
        """With the moment of its last byte."""

    def __bool__(self) -> bool:
        return bool(self._left)

    def notice(self, half: str, at: float) -> None:
        """Remember such a half that a listing has shown."""
        self._left[half] = at

    def sweep(self, now: float) -> None:
        """Remove those that are old; `now` is when the place wrote last."""
        for half, at in list(self._left.items()):
            if abs(now - at) > STALE:  # beware: the clock may have been set back
                self._left.pop(half, None)
                self._remove(half)


def mark() -> str:
    """What stands in the name of a file that this machine writes to."""
    return f"{writer()}.{uuid.uuid4().hex}"


def is_own(name: str) -> bool:
    """Whether a file of that name, without its folder, is such a half of this machine."""
    return name.startswith(".") and bool(_half().fullmatch(name))


@cache
def _half() -> re.Pattern[str]:
    return re.compile(rf"\.~?[a-z0-9.-]+\.{writer()}\.[0-9a-f]{{32}}\.(?:part|half)")


@cache
def writer() -> str:
    """What tells this machine and its user from those of others who write to the same place."""
    user = os.environ.get("USERNAME") or str(Path.home())
    return hashlib.sha256(f"{uuid.getnode()} {socket.gethostname()} {user}".encode()).hexdigest()[:12]
