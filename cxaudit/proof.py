"""What proves a score: its evidence grade, and the scores that must have an artefact (METHOD 0)."""

from __future__ import annotations

from collections.abc import Callable

from cxaudit.model import Audit, Criterion, is_scored
from cxaudit.scoring import are_zero

PROVEN = 2
"""The evidence grade of one artefact."""


def grade(audit: Audit, criterion: str) -> int:
    """The evidence grade of a rating: 0 none, 1 note, 2 one artefact, 3 two artefacts (METHOD 0)."""
    artefacts = len(audit.evidence_of(criterion)) + is_timed(audit, criterion)
    return min(artefacts + 1, 3) if artefacts else int(bool(audit.rating(criterion).note.strip()))


def is_timed(audit: Audit, criterion: str) -> bool:
    """Whether a stopwatch was used: its log is one artefact (METHOD 0), what was typed is none."""
    taken = audit.measures.get(criterion, ())
    sheets = {sheet.id for sheet in audit.sheets} if taken else ()
    return any(m.how != "typed" and not m.contested and m.sheet in sheets for m in taken)


def is_proven(audit: Audit, criterion: str) -> bool:
    """Whether a score has an artefact (E2, METHOD 0); an inherited 0 is proven by its parent."""
    if not is_scored(audit.rating(criterion).mark):
        return False
    return is_shown(audit, criterion, grade)


def is_shown(audit: Audit, criterion: str, graded: Callable[[Audit, str], int]) -> bool:
    """Whether that criterion, or for an inherited 0 its parent, is graded E2 or better."""
    known = audit.framework.criteria[criterion]
    if graded(audit, criterion) >= PROVEN:
        return True
    return _inherits(audit, known) and is_shown(audit, known.parent, graded)


def lacks_evidence(audit: Audit, criterion: str) -> bool:
    """Whether a score lacks an artefact (METHOD 0); an inherited 0 leaves that to its parent."""
    if not is_scored(audit.rating(criterion).mark) or is_proven(audit, criterion):
        return False
    return not _inherits(audit, audit.framework.criteria[criterion])


def is_draft(audit: Audit, criterion: str) -> bool:
    """Whether it is one of the scores that must have an artefact, and has none."""
    return audit.rating(criterion).mark in (0, 1, 5) and lacks_evidence(audit, criterion)


def _inherits(audit: Audit, criterion: Criterion) -> bool:
    parent = criterion.parent
    return parent in audit.framework.criteria and are_zero(audit.ratings, criterion.id, parent)
