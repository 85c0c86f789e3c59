"""The best practice that a store holds for an audit, and the choices of growth zones that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from cxaudit.analysis.cube import difference, row_of
from cxaudit.analysis.growth import Choices, choices_of
from cxaudit.analysis.practice import Practice, practice
from cxaudit.errors import KnownError
from cxaudit.model import Audit
from cxaudit.peer import Row
from cxaudit.scoring import score

if TYPE_CHECKING:
    from cxaudit.store.store import Store

MOST = 40
"""So many audits are read, the newest of the same country and product first; each takes ten milliseconds."""


def practice_in(store: Store, audit: Audit) -> Practice:
    """The best of the audits in the store that may stand beside this one."""
    own = row_of(audit, score(audit))
    rows = [row for row in store.benchmark.peers(audit.id).rows if not row.imported and row.key != audit.id]
    fair = [row for row in rows if not difference(row, own, "full") and row.known != own.known]
    wanted = sorted(_newest(fair), key=lambda row: _nearness(row, own), reverse=True)[:MOST]
    return practice(audit, _readable(store, wanted))


def _readable(store: Store, rows: Sequence[Row]) -> Iterator[Audit]:
    """The audits of these rows; from a damaged one, which says so where it is opened, nothing is learned."""
    for row in rows:
        with suppress(KnownError):
            yield store.read(row.key)


def choices_in(store: Store, audit: Audit) -> Choices:
    """What the growth zones of this audit are computed with, by what the consultant chose."""
    return choices_of(audit, practice_in(store, audit))


def _nearness(row: Row, own: Row) -> tuple[bool, bool, str]:
    return row.country == own.country, row.product == own.product, row.day


def _newest(rows: Sequence[Row]) -> list[Row]:
    """The newest audit of each company."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row.day, row.wave)):
        found[row.known or row.key] = row
    return list(found.values())
