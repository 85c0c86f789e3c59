"""Names of people."""

from __future__ import annotations


def folded(name: str) -> str:
    """The name as it is compared: case and spaces make nobody another person."""
    return " ".join(name.split()).casefold()
