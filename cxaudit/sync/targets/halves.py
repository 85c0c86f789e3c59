"""Hidden names for files on their way, and the removal of those that broke off."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cxaudit.errors import KnownError


class Halves:
    """What one driver began and could not finish is removed after the next that it finishes."""

    def __init__(self, remove: Callable[[str], None]) -> None:
        self._remove = remove
        self._left: list[str] = []

    @contextmanager
    def of(self, name: str) -> Iterator[str]:
        """The name to write under first, which nobody lists; beware: Nextcloud refuses `.part` at its end."""
        folder, slash, base = name.rpartition("/")
        half = f"{folder}{slash}.{base}.{uuid.uuid4().hex}.half"
        try:
            yield half
        except KnownError:
            self._left.append(half)
            raise
        while self._left:
            self._clear()

    def _clear(self) -> None:
        try:
            half = self._left.pop()
        except IndexError:  # another thread was faster
            return
        try:
            self._remove(half)
        except KnownError:
            return  # a place where it stays hidden
