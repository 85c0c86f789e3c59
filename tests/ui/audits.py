"""Audits for the window's tests, in a real store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cxaudit import cells
from cxaudit.edits import Edit, edit
from cxaudit.model import Brief, Mark
from cxaudit.store.store import Store

BRIEF = Brief(company="Demo Co", product="Coffee", country="Russia", wave="2026-1", auditor="Auditor One")


def make(store: Store, company: str = "Demo Co", marks: Sequence[Mark | None] = (), **brief: str) -> str:
    """A new audit with that company, and these marks on its first criteria; returns its id.

    None leaves a criterion empty; a mark that needs a reason has `why ACQ-01`.
    """
    made = store.create(replace(BRIEF, company=company, **brief), author=BRIEF.auditor).audit
    edits = [
        edit(made, cells.score(criterion), cells.score_value(mark, f"why {criterion}"))
        for criterion, mark in zip(made.framework.criteria, marks, strict=False)
        if mark is not None
    ]
    store.append(made.id, edits, BRIEF.auditor)
    return made.id


def recordable(home: Path) -> str:
    """A new audit in the store of that folder whose brief allows recording; returns its id."""
    terms = {"allowed": True, "jurisdiction": "RU", "basis": "Consent", "consented": "The client"}
    with Store(home) as store:
        made = store.audit(make(store))
        edits = [edit(made, cells.recording(name), said) for name, said in terms.items()]
        store.append(made.id, edits, BRIEF.auditor)
        return made.id


def disagree(store: Store, audit_id: str, cell: str, one: object, two: object) -> None:
    """Two auditors write different things over what both had on screen."""
    seen = tuple(head.id for head in store.audit(audit_id).cells.get(cell, ()))
    store.append(audit_id, [Edit(cell, one, seen)], "Auditor One")
    store.append(audit_id, [Edit(cell, two, seen)], "Auditor Two")
