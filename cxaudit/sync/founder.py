"""What the founder of a space alone says at its place: their own keys for the sheet of paper, and who leads.

By the latter a newcomer knows who opens requests and whose keys to take. Each word is signed and numbered;
the newest counts, and takes the others away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from cxaudit.errors import KnownError
from cxaudit.sync import keyed
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.keyed import Holder, NoKey
from cxaudit.sync.target import NotThere, Target

SHEET = "founder/"
DOORS = "doors/"
LARGEST = 64 << 10
"""No word of the founder is larger in bytes."""
MOST = 50
"""So many files are looked at; a founder leaves one."""
MOST_DOORS = 20
"""For so many a request is closed, so that it stays small."""


class _Word(msgspec.Struct, array_like=True):
    number: int
    signature: bytes
    data: bytes


def lay_sheet(target: Target, space: str, identity: Identity, recipient: str) -> str:
    """Leave the founder's own keys at the place, closed for the one sheet of paper that counts now.

    Returns under which name.
    """
    return _say(target, SHEET, space, identity, keyed.closed_for(identity.to_text().encode(), [recipient]))


def by_sheet(target: Target, space: str, founder: Public, sheet: Holder) -> Identity:
    """The founder's keys that were closed for this sheet; KnownError if there are none, or for a newer."""
    words = _said(target, SHEET, space, founder)
    for place, data in enumerate(words):
        try:
            found = Identity.from_text(keyed.opened_by(data, sheet).decode("ascii", "replace"))
        except NoKey:
            continue
        if place:
            raise KnownError(
                "This recovery key was replaced: another sheet counts now. Nothing was changed; use that one."
            )
        return found
    raise KnownError(
        "This recovery key opens nothing at this place. Nothing was changed; compare the address and the key."
    )


def open_doors(target: Target, space: str, identity: Identity, leads: Sequence[Public]) -> None:
    """Say who leads, the founder first, unless that is what lies there."""
    doors = leads[:MOST_DOORS]
    mark = mark_of(doors)
    if not any(name.startswith(f"{DOORS}{mark}-") for name in target.list(DOORS)):
        _say(
            target, DOORS, space, identity, msgspec.msgpack.encode([d.to_bytes() for d in doors]), f"{mark}-"
        )


def doors_at(target: Target, space: str, founder: Public) -> tuple[Public, ...]:
    """Who leads; the founder alone where nothing is said of it."""
    for data in _said(target, DOORS, space, founder):
        with suppress(msgspec.MsgspecError, KnownError):
            doors = msgspec.msgpack.decode(data, type=list[bytes])[:MOST_DOORS]
            return tuple(Public.from_bytes(door) for door in doors) or (founder,)
    return (founder,)


def mark_of(doors: Sequence[Public]) -> str:
    """What tells these from others: 16 hexadecimal digits."""
    return hashlib.sha256(b" ".join(door.to_bytes() for door in doors)).hexdigest()[:16]


def _say(target: Target, folder: str, space: str, identity: Identity, data: bytes, begin: str = "") -> str:
    number = 1 + max((number for number, _ in _words(target, folder, space, identity.public)), default=0)
    word = _Word(number, identity.sign("founder", _signed(folder, space, number, data)), data)
    whole = msgspec.msgpack.encode(word)
    name = f"{folder}{begin}{hashlib.sha256(whole).hexdigest()}"
    target.put(name, whole)
    target.remove([other for other in target.list(folder) if other != name])
    return name


def _said(target: Target, folder: str, space: str, founder: Public) -> list[bytes]:
    """What the founder has said there, the newest first."""
    return [data for _, data in sorted(_words(target, folder, space, founder), reverse=True)]


def _words(target: Target, folder: str, space: str, founder: Public) -> list[tuple[int, bytes]]:
    listed = sorted(name for name, size in target.list(folder).items() if size <= LARGEST)
    found: list[tuple[int, bytes]] = []
    for name in listed[:MOST]:
        try:
            word = msgspec.msgpack.decode(target.get(name), type=_Word)
        except (NotThere, msgspec.MsgspecError):
            continue
        if founder.verify("founder", _signed(folder, space, word.number, word.data), word.signature):
            found.append((word.number, word.data))
    return found


def _signed(folder: str, space: str, number: int, data: bytes) -> bytes:
    return f"{folder}\n{space}\n{number}\n".encode() + data
