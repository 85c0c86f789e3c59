"""Checks a store against its log: chains, hashes, rows and files (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Iterator

from cxaudit import auditfile, changes
from cxaudit.errors import KnownError
from cxaudit.scoring import reckon
from cxaudit.store import summary
from cxaudit.store.store import Store


def examine(store: Store) -> list[KnownError]:
    """Every fault of the store, a sentence each; empty when all is well.

    Audits are read one after the other and not remembered, since a store may hold thousands.
    """
    found: list[KnownError] = []
    try:
        found += [KnownError("the database: {fault}", fault=fault) for fault in store.integrity()]
        for space in store.spaces.all():
            store.spaces.members(space.id)
            found += [_spoilt(name) for name in store.spaces.spoilt(space.id)]
            if astray := store.spaces.astray(space.id):
                found.append(_astray(astray))
        for audit_id in store.audit_ids():
            found += _examine_audit(store, audit_id)
    except KnownError as error:
        found.append(error)
    return found


def _spoilt(name: str) -> KnownError:
    return KnownError(
        "the package {name} of a team is damaged here; “cxaudit sync --verify” mends it", name=name[-64:-52]
    )


def _astray(n: int) -> KnownError:
    return KnownError(
        "what a team is to be sent names {n} things that are not here; “cxaudit doctor --rebuild” mends it",
        n=n,
    )


def _examine_audit(store: Store, audit_id: str) -> list[KnownError]:
    found: list[KnownError] = []
    try:
        found += _faults(store, audit_id)
    except KnownError as error:
        found.append(error)
    return [KnownError("audit {audit}: {fault}", audit=audit_id[:8], fault=fault) for fault in found]


def _faults(store: Store, audit_id: str) -> Iterator[KnownError]:
    log = store.history(audit_id)
    heads = changes.heads(log)
    now = store.read(audit_id)
    yield from changes.altered(log)
    if not store.spaces.of_audit(audit_id):
        yield from changes.gaps(log, store.memory.refused())
    if {cell: {h.id for h in found} for cell, found in heads.items()} != {
        cell: {h.id for h in found} for cell, found in now.cells.items()
    }:
        yield KnownError("the current values do not follow from the log")
    elif store.summary_row(audit_id) != summary.row_of(now, reckon(now)):
        yield KnownError("the row of the list does not follow from the log")
    awaited = {sha for space in store.spaces.all() for sha in store.parcels.of(space.id, "in")}
    for sha in sorted(auditfile.named_blobs(log)):
        if not store.blobs.has(sha):
            if sha not in awaited:
                yield KnownError("evidence {sha} is missing", sha=sha[:12])
        elif not store.blobs.check(sha):
            yield KnownError("evidence {sha} is damaged", sha=sha[:12])
