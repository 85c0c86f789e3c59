"""Packages that have not come although later ones of their sender have: told only once that lasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cxaudit.errors import KnownError
from cxaudit.sync import kept
from cxaudit.sync.team import Team

if TYPE_CHECKING:
    from cxaudit.store.spaces import Known
    from cxaudit.store.store import Store

SYNCS, WAIT = 5, timedelta(days=1)
"""A cloud's folder brings files in any order and some hours late; nobody has to do anything before both."""


def found(known: Mapping[str, Known]) -> dict[str, int]:
    """The first number of each sender that no known segment covers, although a later one is here."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for path, one in known.items():
        if one.state != "refused":
            name = kept.name(path)
            spans[name.signer].append((name.first, name.last))
    firsts: dict[str, int] = {}
    for signer, covered in spans.items():
        end = 0
        for first, last in sorted(covered):
            if first > end + 1:
                firsts[signer] = end + 1
                break
            end = max(end, last)
    return firsts


def missing(store: Store, space: str) -> dict[str, int]:
    """The gaps that the last sync of a space met, by sender."""
    return {signer: number for signer, (number, _, _) in _kept(store, space).items()}


def lasting(store: Store, space: str, met: Mapping[str, int], now: datetime) -> dict[str, int]:
    """Count these gaps of one more sync; those that have lasted are returned.

    This device's clock decides only when something is said.
    """
    before = _kept(store, space)
    after: dict[str, tuple[int, int, str]] = {}
    for signer, number in met.items():
        at, syncs, since = before.get(signer, (0, 0, ""))
        is_same = at == number and since <= now.isoformat()  # a clock that went back begins anew
        after[signer] = (number, syncs + 1, since) if is_same else (number, 1, now.isoformat())
    if after != before:
        store.memory.keep_place(_key(space), {signer: [*one] for signer, one in after.items()})
    return {
        signer: number
        for signer, (number, syncs, since) in after.items()
        if syncs >= SYNCS and now - datetime.fromisoformat(since) >= WAIT
    }


def notices(last: Mapping[str, int], team: Team) -> Iterable[KnownError]:
    """What is said of gaps that last."""
    for signer, number in last.items():
        yield KnownError(
            "Package {n} of {name} has not arrived for more than a day. What is known so far is shown; "
            "ask {name} to sync once more.",
            n=number,
            name=team.name(signer),
        )


def _kept(store: Store, space: str) -> dict[str, tuple[int, int, str]]:
    try:
        return {
            signer: (at, syncs, since)
            for signer, (at, syncs, since) in (store.memory.place(_key(space)) or {}).items()
        }
    except (AttributeError, TypeError, ValueError):
        return {}  # the row is damaged; what it counted is counted anew


def _key(space: str) -> str:
    return f"missing {space}"
