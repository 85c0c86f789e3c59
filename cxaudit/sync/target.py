"""What a place has to offer so that a team can meet there: list, get, put, and remove one's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Protocol

from cxaudit.errors import KnownError

LARGEST = 64 << 20
"""Nothing that a space holds is larger; what is, was not written by this program."""
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,199}(?:/[a-z0-9][a-z0-9.-]{0,199}){0,3}\Z")


class Unreachable(KnownError):
    """The place cannot be reached now: the normal state of somebody in a shop."""


class NotThere(KnownError):
    """The place can be reached and holds nothing by that name."""


class Target(Protocol):
    """A place for immutable files, each whole or not there.

    Names are as `is_name` says. Every method raises Unreachable where trying again may help, and KnownError
    where it will not: no permission, no room, wrong password. They may be called by several threads at once.
    """

    def list(self, prefix: str) -> Mapping[str, int]:
        """The size in bytes of every file whose name begins so; `prefix` is empty or ends with `/`.

        Half-written files are not among them, nor are names that this program does not give.
        """
        ...

    def get(self, name: str) -> bytes:
        """The content; NotThere if there is none, KnownError if it is larger than LARGEST."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Write the file whole; what was there by that name is replaced at once or stays."""
        ...

    def remove(self, names: Collection[str]) -> None:
        """Remove these files where the place allows it; one that is not there is no fault."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


def is_name(name: str) -> bool:
    """Whether a file of a space can be called so, in any kind of place: small letters, digits, `.-/`."""
    return bool(_NAME.match(name))
