"""Checks a store against its log: chains, hashes, rows and files (DESIGN 3)."""

from __future__ import annotations

from collections.abc import Iterator

from cxaudit import auditfile, changes
from cxaudit.errors import KnownError
from cxaudit.scoring import score
from cxaudit.store import summary
from cxaudit.store.store import Store


def examine(store: Store) -> list[str]:
    """Every fault of the store, one line each; empty when all is well.

    Audits are read one after the other and not remembered, since a store may hold thousands.
    """
    found = []
    try:
        found += store.integrity()
        for audit_id in store.audit_ids():
            found += _examine_audit(store, audit_id)
    except KnownError as error:
        found.append(str(error))
    return found


def _examine_audit(store: Store, audit_id: str) -> list[str]:
    try:
        return list(_faults(store, audit_id))
    except KnownError as error:
        return [f"{audit_id[:8]}: {error}"]


def _faults(store: Store, audit_id: str) -> Iterator[str]:
    log = store.history(audit_id)
    heads = changes.heads(log)
    now = store.read(audit_id)
    name = f"{now.brief.company or '?'} ({audit_id[:8]})"
    for fault in changes.faults(log):
        yield f"{name}: {fault}"
    if {cell: {h.id for h in found} for cell, found in heads.items()} != {
        cell: {h.id for h in found} for cell, found in now.cells.items()
    }:
        yield f"{name}: the current values do not follow from the log"
    elif store.summary_row(audit_id) != summary.row_of(now, score(now)):
        yield f"{name}: the row of the list does not follow from the log"
    for sha in sorted(auditfile.named_blobs(log)):
        if not store.blobs.has(sha):
            yield f"{name}: evidence {sha[:12]} is missing"
        elif not store.blobs.check(sha):
            yield f"{name}: evidence {sha[:12]} is damaged"
