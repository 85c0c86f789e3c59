"""Who scores best where in the benchmark, and the score that each criterion is to reach (METHOD 3).

Only audits of other companies with a recorded consent are read, and of those nothing but marks and names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cxaudit import cells
from cxaudit.analysis.cube import difference, row_of
from cxaudit.changes import disagree
from cxaudit.i18n import Translator
from cxaudit.model import Audit, is_scored
from cxaudit.peer import consented
from cxaudit.scoring import TOP, score

Target = Literal["5", "4", "best"]
"""The score to reach: 5, 4, or for each criterion the best in the benchmark."""
TARGETS: tuple[Target, ...] = ("5", "4", "best")
NAMED = 3
"""So many companies are named for a zone."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best score of a criterion among the audits, and whose it is."""

    score: int | Fraction
    sources: tuple[str, ...]
    """Company and wave of each audit that has it."""


@dataclass(frozen=True, slots=True)
class Practice:
    """What so many other audits with consent show, criterion by criterion."""

    audits: int
    best: Mapping[str, Best]

    def targets(self) -> dict[str, float]:
        return {criterion: float(found.score) for criterion, found in self.best.items()}


NONE = Practice(0, {})


def practice(own: Audit, peers: Iterable[Audit]) -> Practice:
    """The best of these audits; those of the own company, without consent or not comparable are left out."""
    row, found = row_of(own, score(own)), list[Audit]()
    for audit in peers:
        other = row_of(audit, score(audit))
        alike = audit.id != own.id and not difference(other, row, "full")
        if alike and consented(audit) and not (row.known and other.known == row.known):
            found.append(audit)
    best = {c: one for c in own.framework.criteria if (one := _best(c, found))}
    return Practice(len(found), best)


def _best(criterion: str, audits: Sequence[Audit]) -> Best | None:
    marks = [(a, a.rating(criterion)) for a in audits if criterion in a.framework.criteria]
    scored = [(a, r.mark) for a, r in marks if is_scored(r.mark) and not r.conflict]
    if not scored:
        return None
    most = max(mark for _, mark in scored)
    return Best(most, tuple(_source(audit) for audit, mark in scored if mark == most))


def _source(audit: Audit) -> str:
    brief = audit.brief
    return " · ".join(part for part in (brief.company.strip(), brief.wave.strip()) if part)


def best_said(practice: Practice, own: Audit, criteria: Iterable[str], tr: Translator) -> str:
    """Where these criteria are done best: `Co A · 2026-1 (SAL-15: 5)`; empty if nowhere better than here."""
    held: dict[str, list[str]] = {}
    for criterion in criteria:
        best, mark = practice.best.get(criterion), own.rating(criterion).mark
        if best is None or (best.score != TOP and is_scored(mark) and best.score <= mark):
            continue
        for source in best.sources:
            if source:
                held.setdefault(source, []).append(f"{criterion}: {tr.mark(best.score)}")
    first = sorted(held.items(), key=lambda pair: -len(pair[1]))[:NAMED]
    return "; ".join(f"{source} ({', '.join(said)})" for source, said in first)


def target_of(audit: Audit) -> Target:
    """The target that the consultant chose; 5 while two people chose differently."""
    heads = audit.cells.get(cells.GROWTH_TARGET, ())
    if not heads or disagree(heads) or heads[0].value is None:
        return "5"
    chosen: Target = heads[0].value
    return chosen
