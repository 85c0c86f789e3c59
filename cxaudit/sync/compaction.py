"""Fewer, larger segments: which of a device's own become one, and which may leave the place after that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cxaudit.sync import kept
from cxaudit.sync.kept import Kept
from cxaudit.sync.segment import Part

if TYPE_CHECKING:
    from cxaudit.store.spaces import Known

SMALL = 256 << 10
MANY = 16
"""So many segments of a device below that size become one."""


def small(known: Mapping[str, Known], signer: str) -> list[str]:
    """The paths of that device's segments that are to become one; empty while there are few."""
    found = [
        path
        for path, one in known.items()
        if one.state == "taken" and not one.why and one.size < SMALL and kept.name(path).signer == signer
    ]
    return sorted(found) if len(found) >= MANY else []


def parts_of(segments: Kept, paths: Iterable[str]) -> list[Part]:
    """What these segments say, each part once; KnownError if one was damaged here."""
    parts: list[Part] = []
    for path in paths:
        parts += [part for part in segments.read(path).parts if part not in parts]
    return parts


def replaced(known: Mapping[str, Known], listing: Mapping[str, int], signer: str) -> list[str]:
    """The paths of that device's segments at the place that another one there says whole."""
    own = {path: one for path, one in known.items() if kept.name(path).signer == signer}
    whole = [
        kept.name(path) for path, one in own.items() if one.state == "taken" and listing.get(path) == one.size
    ]
    return [
        path
        for path, one in own.items()
        if one.state == "replaced"
        and path in listing
        and any(large.first <= kept.name(path).first <= kept.name(path).last <= large.last for large in whole)
    ]
