"""What a command names, found in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxaudit.errors import KnownError

if TYPE_CHECKING:
    from cxaudit.store.store import Store


def audit_named(store: Store, wanted: str) -> str:
    """The id of the one audit whose id begins so; KnownError if it is not one."""
    found = [audit_id for audit_id in store.audit_ids() if audit_id.startswith(wanted)]
    if len(found) != 1:
        raise KnownError(
            "No single audit has an id that begins with “{audit}”. “cxaudit list” shows the ids.",
            audit=wanted,
        )
    return found[0]
