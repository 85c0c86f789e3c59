"""What was typed and could not be written: it waits with its audit until it is put right or taken back."""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

from cxaudit.words import N_
from ui.open_audit import OpenAudit


class Refused(NamedTuple):
    """The text as it stands in the field, and the versions that were on screen."""

    text: str
    seen: tuple[str, ...]


NOT_SAVED = N_("This is not saved yet. It is tried again when you leave the field.")

_kept: WeakKeyDictionary[OpenAudit, dict[str, Refused]] = WeakKeyDictionary()


def keep(opened: OpenAudit, cell: str, refused: Refused) -> None:
    """Keep what the field of that cell holds, for whichever widget shows the cell next."""
    _kept.setdefault(opened, {})[cell] = refused


def drop(opened: OpenAudit, cell: str) -> None:
    """Forget it: it was written, or taken back."""
    _kept.get(opened, {}).pop(cell, None)


def of(opened: OpenAudit, cell: str) -> Refused | None:
    """What the field of that cell held when it was refused."""
    return _kept.get(opened, {}).get(cell)
