"""Names of people."""

from __future__ import annotations

from collections.abc import Iterable


def folded(name: str) -> str:
    """The name as it is compared: case and spaces make nobody another person."""
    return " ".join(name.split()).casefold()


def is_among(name: str, names: Iterable[str]) -> bool:
    """Whether one of these is that person."""
    return folded(name) in map(folded, names)
