"""Everything below a folder of a far place, several folders at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor


def walk(
    within: Callable[[str], Iterable[tuple[str, int | None]]], prefix: str, width: int
) -> dict[str, int]:
    """The sizes of all files; `within` says what lies in one folder itself, None as the size of a folder."""
    found: dict[str, int] = {}
    folders = [prefix]
    with ThreadPoolExecutor(width) as pool:
        while folders:
            below = [one for some in pool.map(within, folders) for one in some]
            found.update((name, size) for name, size in below if size is not None)
            folders = [f"{name}/" for name, size in below if size is None]
    return found
