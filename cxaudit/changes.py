"""The log: changes, heads and merge as pure functions, without clock, disk or SQL (DESIGN 3)."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from cxaudit.errors import KnownError
from cxaudit.model import Change, Json

Heads = tuple[Change, ...]
YEARS = range(1900, 2200)
"""Years of days and moments: days can be counted from them, in any time zone."""
_LAST = f"{YEARS[-1]}-12-31T23:59:59.999999Z"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z\Z", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_ID = re.compile(r"[\w.-]{1,100}\Z", re.ASCII)
LARGEST_NUMBER = 1 << 53
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def make(
    *,
    audit: str,
    cell: str,
    value: Json,
    author: str,
    device: str,
    seq: int,
    at: str,
    parents: Iterable[str] = (),
    prev: str = "",
    reason: str = "",
) -> Change:
    """A change whose id is the hash of its body."""
    named = tuple(sorted(parents))
    body = (audit, cell, value, author, device, seq, at, named, prev, reason)
    return Change(_hashed(body), *body)


def digest(change: Change) -> str:
    """The SHA-256 of everything but the id, written as canonical JSON."""
    c = change
    return _hashed((c.audit, c.cell, c.value, c.author, c.device, c.seq, c.at, c.parents, c.prev, c.reason))


def _hashed(body: tuple[Json, ...]) -> str:
    return hashlib.sha256(_canonical(body).encode()).hexdigest()


def heads(log: Iterable[Change]) -> dict[str, Heads]:
    """The heads of every cell: the changes that no other change of that cell names as parent."""
    cells: dict[str, dict[str, Change]] = defaultdict(dict)
    for change in log:
        cells[change.cell][change.id] = change
    return {cell: _heads_of(changes.values()) for cell, changes in cells.items()}


def _heads_of(changes: Collection[Change]) -> Heads:
    if len(changes) == 1:  # most cells are written once, and a change cannot be its own parent
        return tuple(changes)
    named = {parent for change in changes for parent in change.parents}
    return ordered(c for c in changes if c.id not in named)


def follow(before: Heads, change: Change) -> Heads:
    """The heads of a cell after one more change that nobody names as parent yet."""
    return ordered([*(h for h in before if h.id not in change.parents and h.id != change.id), change])


def merge(*logs: Iterable[Change]) -> tuple[Change, ...]:
    """The union of logs: commutative, associative, idempotent; nothing is decided, nothing lost."""
    return ordered({change.id: change for log in logs for change in log}.values())


def ordered(log: Iterable[Change]) -> tuple[Change, ...]:
    """The same changes in one order that every device agrees on; the order decides nothing."""
    return tuple(sorted(log, key=lambda c: (c.at, c.device, c.seq, c.id)))


def disagree(cell_heads: Sequence[Change]) -> bool:
    """Whether the heads of one cell say different things, which is a conflict."""
    return len(cell_heads) > 1 and any(h.value != cell_heads[0].value for h in cell_heads[1:])


def stamp(now: datetime, parents: Iterable[Change] = ()) -> str:
    """A moment of a hybrid logical clock: now, but always after the parents.

    Limit: it orders a cell's history for reading; with a wrong clock it misleads about the time
    of day, which is why nothing is ever decided by it.
    """
    latest = max((parent.at for parent in parents), default="")
    said = _iso(now)
    if said <= latest:
        said = _iso(datetime.fromisoformat(latest) + timedelta(microseconds=1))
    return min(said, _LAST)  # the last moment that can be written has none after it


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def is_moment(said: Json) -> bool:
    """Whether it is a moment as the log writes it, `2027-01-15T09:30:00.000000Z`."""
    found = _MOMENT.match(said) if isinstance(said, str) else None
    return found is not None and _is_date(found[1])


@lru_cache(maxsize=1024)
def _is_date(said: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(said).year in YEARS
    return False


def is_plausible(change: Change, audit_id: str) -> bool:
    """Whether its form is that of a change of that audit; what its cell may hold is another question."""
    shas = (*change.parents, *([change.prev] if change.prev else []))
    return (
        change.audit == audit_id
        and _is_id(audit_id)
        and _is_id(change.device)
        and is_moment(change.at)
        and 0 < change.seq < LARGEST_NUMBER
        and all(map(_SHA256.match, shas))
    )


@lru_cache(maxsize=4096)
def _is_id(said: str) -> bool:
    return bool(_ID.match(said))


def faults(log: Iterable[Change], refused: Set[str] = frozenset()) -> list[KnownError]:
    """What is wrong with a log: one line per altered change and per break in a chain, as `gaps` has it."""
    known = list(log)
    return altered(known) + gaps(known, refused)


def holes(log: Iterable[Change]) -> frozenset[str]:
    """The ids of what changes name as the one before them and the log lacks."""
    known = list(log)
    return frozenset(c.prev for c in known if c.prev) - {c.id for c in known}


def altered(log: Iterable[Change]) -> list[KnownError]:
    """The changes that are not what their ids say, a line each."""
    return [
        KnownError("{cell}: change {id} was altered", cell=change.cell, id=change.id[:12])
        for change in log
        if digest(change) != change.id
    ]


def gaps(log: Iterable[Change], refused: Set[str] = frozenset()) -> list[KnownError]:
    """Breaks in the chains of devices, a line each; a fork (a cloned device) is none.

    In an audit that a team shares a gap is no fault: what is before may be still on its way. Neither is one
    before which stands what was `refused`, by its id.
    """
    chains: dict[str, list[Change]] = defaultdict(list)
    for change in log:
        chains[change.device].append(change)
    return [
        fault for device, chain in sorted(chains.items()) for fault in _chain_gaps(device, chain, refused)
    ]


def _chain_gaps(device: str, chain: list[Change], refused: Set[str]) -> list[KnownError]:
    known = {change.id for change in chain} | refused
    return [
        KnownError("device {device}: the change before number {n} is missing", device=device, n=change.seq)
        for change in sorted(chain, key=lambda c: c.seq)
        if (change.prev or change.seq != 1) and change.prev not in known
    ]
