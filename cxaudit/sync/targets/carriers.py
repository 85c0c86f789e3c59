"""What the programs that carry a folder to several devices leave in it beside the files themselves."""

from __future__ import annotations

import re
from pathlib import Path

from cxaudit.sync.target import Unreachable

_FOREIGN = re.compile(r"\.sync-conflict-|\.(?:nextcloud|owncloud|icloud|part|tmp)\Z")
"""Copies that Syncthing makes of conflicts, files that are not downloaded yet, half-written ones."""


def is_foreign(name: str) -> bool:
    """Whether a file of that name is theirs."""
    return _FOREIGN.search(name) is not None


def has_placeholder(path: Path) -> bool:
    """Whether they know a file that they have not fetched yet."""
    marks = (f"{path.name}.nextcloud", f"{path.name}.owncloud", f".{path.name}.icloud")
    return any(path.with_name(mark).exists() for mark in marks)


def incomplete(place: str) -> Unreachable:
    """They have not fetched all of that place."""
    return Unreachable(
        "“{place}” is not complete on this device yet. Your work is safe here. "
        "Let the program that carries the folder download all of it, then sync again.",
        place=place,
    )
