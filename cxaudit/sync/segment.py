"""What a device adds to a space at a time: changes of audits, signed, immutable, named by their hash.

A file from a shared place is hostile until its hash, its signature and every change in it have been checked.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from cxaudit import changes
from cxaudit.errors import KnownError
from cxaudit.model import Change, Json
from cxaudit.sync import team
from cxaudit.sync.identity import Identity, Public
from cxaudit.sync.seal import Seal

FOLDER = "segments/"
MOST_CHANGES = 4000
"""So many changes go into one segment that is newly made."""
LARGEST_BODY = 256 << 20
"""What a segment may unpack to."""
_NAME = re.compile(r"segments/([0-9a-f]{32})/([0-9]{8})-([0-9]{8})-([0-9a-f]{64})\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """What the name of a segment tells: who signed it, the numbers it covers, the hash of its bytes."""

    signer: str
    first: int
    last: int
    sha: str

    def __str__(self) -> str:
        return f"{self.stem}-{self.sha}"

    @property
    def stem(self) -> str:
        return f"{FOLDER}{self.signer}/{self.first:08d}-{self.last:08d}"


@dataclass(frozen=True, slots=True)
class Part:
    """Changes of one audit, or of the team itself, as they were first sent in the segment of that number."""

    number: int
    audit: str
    framework: str
    changes: tuple[Change, ...]

    def mark(self) -> str:
        """What tells it from every other part, whatever segment it comes in."""
        return team.mark_of(change.id for change in self.changes)


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment that was checked: its name, who signed it, and what it says."""

    name: Name
    public: Public
    parts: tuple[Part, ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(change.id for part in self.parts for change in part.changes)

    @property
    def says(self) -> frozenset[tuple[int, str]]:
        """Its changes with the numbers of the segments that brought them first."""
        return frozenset((part.number, change.id) for part in self.parts for change in part.changes)


_Row = tuple[str, Json, str, str, int, str, list[str | int], str | None, str]
"""Cell, value, author, device, number, moment, parents (an earlier row's place, or an id), what went before
in the device's chain (None: the row before), reason."""


class _Part(msgspec.Struct, array_like=True):
    number: int
    audit: str
    framework: str
    rows: list[_Row]


class _Body(msgspec.Struct):
    space: str
    parts: list[_Part]


class _File(msgspec.Struct, array_like=True):
    version: int
    public: bytes
    signature: bytes
    sealed: bytes


def name_of(path: str) -> Name | None:
    """What the name of a file says if it is that of a segment."""
    found = _NAME.match(path)
    if not found or int(found[2]) > int(found[3]):
        return None
    return Name(found[1], int(found[2]), int(found[3]), found[4])


def encode(space: str, parts: Sequence[Part], identity: Identity, seal: Seal) -> tuple[Name, bytes]:
    """The segment as it goes to the place, and its name; each part keeps its number."""
    first, last = min(p.number for p in parts), max(p.number for p in parts)
    bare = Name(identity.signer, first, last, "")
    body = msgspec.json.encode(_Body(space, [_folded(part) for part in parts]))
    sealed = seal.close(zlib.compress(body, 9), bare.stem)
    signature = identity.sign("segment", _signed(space, bare, sealed))
    data = msgspec.msgpack.encode(_File(1, identity.public.to_bytes(), signature, sealed))
    return Name(identity.signer, first, last, hashlib.sha256(data).hexdigest()), data


def is_whole(name: Name, data: bytes) -> bool:
    """Whether these are the bytes that the name promises."""
    return hashlib.sha256(data).hexdigest() == name.sha


def decode(data: bytes, name: Name, space: str, seal: Seal) -> Segment:
    """What the bytes under that name say; KnownError names the segment that was altered or forged."""
    if not is_whole(name, data):
        raise Damaged(
            "Package {n} of {signer} is damaged. Nothing of it was taken in; the next sync tries again.",
            n=name.first,
            signer=name.signer[:8],
        )
    try:
        file = msgspec.msgpack.decode(data, type=_File)
        if file.version != 1:
            raise KnownError("it is from a newer version of cxaudit")
        public = Public.from_bytes(file.public)
        signed = _signed(space, name, file.sealed)
        if public.signer != name.signer or not public.verify("segment", signed, file.signature):
            raise KnownError("its signature is not that of its sender")
        body = msgspec.json.decode(_inflated(seal.open(file.sealed, name.stem)), type=_Body)
        if body.space != space or any(not name.first <= p.number <= name.last for p in body.parts):
            raise KnownError("it belongs elsewhere")
        return Segment(name, public, tuple(_unfolded(part) for part in body.parts))
    except (msgspec.MsgspecError, zlib.error, RecursionError, ValueError) as error:
        raise _forged(name, KnownError("it cannot be read")) from error
    except Damaged:
        raise
    except KnownError as error:
        if type(error) is not KnownError:
            raise
        raise _forged(name, error) from error


class Damaged(KnownError):
    """The bytes are not those that the name promises: cut short, or still on their way."""


class Forged(KnownError):
    """The bytes are as the name says, and yet no device of this team can have written them."""


def _forged(name: Name, reason: KnownError) -> Forged:
    return Forged(
        "Package {n} of {signer} was refused: {reason}. Nothing of it was taken in; all else is whole.",
        n=name.first,
        signer=name.signer[:8],
        reason=reason,
    )


def _signed(space: str, name: Name, sealed: bytes) -> bytes:
    return f"{space}\n{name.stem}\n".encode() + sealed


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    body = inflater.decompress(data, LARGEST_BODY)
    if not inflater.eof or inflater.unused_data:
        raise zlib.error("cut short, too long, or with something behind it")
    return body


# --- rows -----------------------------------------------------------------------------------


def _folded(part: Part) -> _Part:
    """Rows without what can be reckoned again: ids, and names of changes that stand in the same part."""
    places: dict[str, int] = {}
    rows: list[_Row] = []
    before = ""
    for place, one in enumerate(_by_chain(part.changes)):
        parents: list[str | int] = [places.get(parent, parent) for parent in one.parents]
        prev = None if one.prev and one.prev == before else one.prev
        rows.append((one.cell, one.value, one.author, one.device, one.seq, one.at, parents, prev, one.reason))
        places[one.id] = place
        before = one.id
    return _Part(part.number, part.audit, part.framework, rows)


def _by_chain(log: Iterable[Change]) -> list[Change]:
    """Device by device in the order of the chain, so that the change before is mostly the row before."""
    return sorted(log, key=lambda c: (c.device, c.seq, c.id))


def _unfolded(part: _Part) -> Part:
    found: list[Change] = []
    for row in part.rows:
        one = _change(part.audit, row, found)
        if not changes.is_plausible(one, part.audit):
            raise KnownError("it holds something that is no change of an audit")
        found.append(one)
    return Part(part.number, part.audit, part.framework, tuple(found))


def _change(audit: str, row: _Row, before: Sequence[Change]) -> Change:
    cell, value, author, device, seq, at, parents, prev, reason = row
    known: Any = [_parent(p, before) for p in parents]
    if prev is None:
        prev = before[-1].id if before else ""
    return changes.make(
        audit=audit,
        cell=cell,
        value=value,
        author=author,
        device=device,
        seq=seq,
        at=at,
        parents=known,
        prev=prev,
        reason=reason,
    )


def _parent(said: str | int, before: Sequence[Change]) -> str:
    if isinstance(said, str):
        return said
    if not 0 <= said < len(before):
        raise KnownError("it names what it does not hold")
    return before[said].id
