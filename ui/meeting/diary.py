"""What this device remembers of a space: what was chosen, when it was synced, who was heard of when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from cxaudit.errors import KnownError

if TYPE_CHECKING:
    from cxaudit.store.store import Store

EVERY = (0, 1, 5, 15, 60)
"""Minutes between two syncs that one can choose; 0 is by the button alone."""
_LONGEST = 12


class Notice(msgspec.Struct):
    """A sentence that can still be translated."""

    text: str
    values: dict[str, str | int] = {}

    @staticmethod
    def of(error: KnownError) -> Notice:
        said: Mapping[str, Any] = error.values
        return Notice(error.text, {k: v if isinstance(v, int) else str(v) for k, v in said.items()})

    @property
    def error(self) -> KnownError:
        return KnownError(self.text, **self.values)


class Entry(msgspec.Struct):
    """A sync that brought or sent something, or that something is to be said of."""

    at: str
    taken: int = 0
    sent: int = 0
    files_in: int = 0
    files_out: int = 0
    notices: list[Notice] = []


class Diary(msgspec.Struct):
    """Of one space; kept in the store, and in no file."""

    metered: bool = False
    """Whether evidence waits for a better line."""
    every: int = 5
    share_new: bool = False
    """Whether new audits are shared by themselves."""
    in_keyring: bool = False
    """Whether the system keeps the password."""
    at: str = ""
    """When the last sync was complete."""
    asked: bool = False
    """Whether an admission was waited for when it was last synced."""
    seen: dict[str, tuple[int, str]] = {}
    """By signer: the number of the last segment, and when it was first seen here."""
    log: list[Entry] = []

    def note(self, entry: Entry) -> None:
        """Write down a sync, unless nothing came of it."""
        self.at = entry.at
        moved = entry.taken or entry.sent or entry.files_in or entry.files_out
        told_before = bool(self.log) and self.log[0].notices == entry.notices
        if moved or (entry.notices and not told_before):
            self.log = [entry, *self.log][:_LONGEST]

    def hear(self, numbers: Mapping[str, int], at: str) -> None:
        """Write down whose segments are new."""
        for signer, number in numbers.items():
            if self.seen.get(signer, (-1, ""))[0] < number:
                self.seen = {**self.seen, signer: (number, at)}


def read(store: Store, space: str) -> Diary:
    """The diary of a space; a new one where there is none that can be read."""
    said = store.memory.place(_key(space))
    try:
        return msgspec.convert(said, Diary) if said else Diary()
    except msgspec.ValidationError:
        return Diary()


def keep(store: Store, space: str, diary: Diary) -> None:
    """Keep it until the space is left."""
    store.memory.keep_place(_key(space), msgspec.to_builtins(diary))


def _key(space: str) -> str:
    return f"team {space}"
