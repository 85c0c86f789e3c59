"""Which audits whoever works here is to score without a look at the first scores; lists ask it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cxaudit.errors import KnownError
from cxaudit.people import folded

if TYPE_CHECKING:
    from cxaudit.store.people import BlindScore
    from cxaudit.store.store import Store

_KEY = "blind scores"


class Veil:
    """Reads an audit once for each state of it, since that takes some milliseconds; safe in any thread."""

    def __init__(self, store: Store, name: Callable[[], str]) -> None:
        self._store, self._name = store, name
        self._known: dict[str, list[Any]] | None = None

    def __call__(self) -> frozenset[str]:
        """The ids of the audits whose scores are hidden now."""
        try:
            asked = self._store.catalog.blind_scores()
            return self._hidden(asked) if asked else frozenset()
        except KnownError:
            return _hidden_in(self._known or {})  # a row is damaged: what was hidden stays so

    def _hidden(self, asked: list[BlindScore]) -> frozenset[str]:
        name, signers = self._name(), self._signers()
        mine = [one for one in asked if one.member in signers or folded(one.name) == folded(name)]
        before, found = self._kept(), dict[str, list[Any]]()
        for one in mine:
            kept, state = before.get(one.audit, []), [one.edited, name]
            is_known = len(kept) == 3 and kept[:2] == state
            found[one.audit] = kept if is_known else [*state, self._is_blind(one.audit, name, signers)]
        if found != before:
            self._known = found
            self._store.memory.keep_place(_KEY, found)
        return _hidden_in(found)

    def _is_blind(self, audit_id: str, name: str, signers: frozenset[str]) -> bool:
        from cxaudit.field import assignment

        try:
            audit = self._store.read(audit_id)
        except KnownError:
            return True  # it is damaged: whoever opens it is told so
        who = name if self._store.spaces.of_audit(audit_id) else name or audit.brief.auditor
        return assignment.is_blind(audit, who, *signers)

    def _signers(self) -> frozenset[str]:
        """The ids of this device in its teams."""
        from cxaudit.sync.identity import Identity

        return frozenset(Identity.from_text(space.identity).signer for space in self._store.spaces.all())

    def _kept(self) -> dict[str, list[Any]]:
        if self._known is None:
            said = self._store.memory.place(_KEY)
            kept = said if isinstance(said, dict) else {}
            self._known = {audit: one for audit, one in kept.items() if isinstance(one, list)}
        return self._known


def _hidden_in(known: dict[str, list[Any]]) -> frozenset[str]:
    return frozenset(audit for audit, said in known.items() if said[-1:] == [True])
