"""Hidden names for files on their way, and the removal of those that broke off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from cxaudit.errors import KnownError
from cxaudit.sync.targets import broken_off
from cxaudit.sync.targets.broken_off import BrokenOff


class Halves:
    """What one driver began and could not finish is removed after the next that it finishes."""

    def __init__(self, remove: Callable[[str], None]) -> None:
        self._remove = remove
        self._left: list[str] = []
        self._under_way: set[str] = set()
        self.earlier = BrokenOff(self._left.append)
        """Those of programs that were killed."""

    @contextmanager
    def of(self, name: str) -> Iterator[str]:
        """The name to write under first, which nobody lists; beware: Nextcloud refuses `.part` at its end."""
        folder, slash, base = name.rpartition("/")
        half = f"{folder}{slash}.{base}.{broken_off.mark()}.half"
        self._under_way.add(half)
        try:
            yield half
        except KnownError:
            self._left.append(half)
            raise
        finally:
            self._under_way.discard(half)
        while self._left:
            self._clear()

    def notice(self, half: str, at: float) -> None:
        """Remember a half of this machine that a listing has shown, and when it was written last."""
        if half not in self._under_way:
            self.earlier.notice(half, at)

    def _clear(self) -> None:
        try:
            half = self._left.pop()
        except IndexError:  # another thread was faster
            return
        with suppress(KnownError):  # else it is a place where it stays hidden
            self._remove(half)
