"""What an audit still lacks before its report can be trusted; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from cxaudit import cells
from cxaudit.model import Audit, Rating, Scores, Stage, StageScore
from cxaudit.proof import is_draft, is_proven
from cxaudit.quality.conflicts import count, criterion_of, grouped
from cxaudit.scoring import FEWEST_SCORED, FULL_COVERAGE, PROVISIONAL_COVERAGE

Kind = Literal["weights", "conflict", "not_scored", "empty", "draft", "provisional", "unverified", "brief"]
KINDS: tuple[Kind, ...] = (
    "weights",
    "conflict",
    "not_scored",
    "empty",
    "draft",
    "provisional",
    "unverified",
    "brief",
)
"""By importance: first what leaves no score, then what makes it doubtful."""

BRIEF_NEEDS = ("company", "product", "country", "wave", "auditor")
"""The lines of the brief that the report prints."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of thing that is missing, and where to supply it."""

    kind: Kind
    criteria: tuple[str, ...] = ()
    """Ids in the order of the framework."""
    fields: tuple[str, ...] = ()
    """Lines of the brief that are empty or in conflict; what is in conflict besides criteria: stage codes
    for weights, cells for everything else."""
    stage: str = ""
    """The stage that a `not_scored` or `provisional` gap is about."""
    more: int = 0
    """How many more of the stage's criteria need a score."""


def gaps(audit: Audit, scores: Scores) -> tuple[Gap, ...]:
    """Everything that is missing, most important first; empty when the audit is complete.

    A stage that can never be scored, because too few of its criteria apply, is not a gap.
    """
    found = [*_of_audit(audit, scores), *(gap for s in scores.stages for gap in _of_stage(audit, s))]
    return tuple(sorted(found, key=lambda gap: KINDS.index(gap.kind)))


def conflicts(audit: Audit) -> int:
    """How many things that people can see are in conflict."""
    return count(audit)


def proven(audit: Audit) -> int:
    """How many scored criteria have an artefact (METHOD 0)."""
    return sum(is_proven(audit, criterion) for criterion in audit.framework.criteria)


def _of_audit(audit: Audit, scores: Scores) -> Iterable[Gap]:
    if scores.overall.status == "no_weights":
        yield Gap("weights")
    if contested := _contested(audit):
        yield contested
    for kind, lacks in _LACKS.items():
        if criteria := tuple(c for c in audit.framework.criteria if lacks(audit, c)):
            yield Gap(kind, criteria)
    if lines := tuple(name for name in BRIEF_NEEDS if not getattr(audit.brief, name).strip()):
        yield Gap("brief", fields=lines)


def _contested(audit: Audit) -> Gap | None:
    """Everything that is in conflict: of ratings, files and measures the criteria, all else by name."""
    found = grouped(audit) if audit.conflicts else {}
    rated: set[str] = set()
    fields: list[str] = []
    for key, contested in found.items():
        criterion = criterion_of(audit, contested[0])
        if criterion in audit.framework.criteria:
            rated.add(criterion)
        else:
            fields.append(field_of(key, audit))
    criteria = tuple(c for c in audit.framework.criteria if c in rated)
    return Gap("conflict", criteria, tuple(fields)) if found else None


def field_of(cell: str, audit: Audit) -> str:
    """The name of a line of the brief that reports print, the code of a stage for its weight; else itself."""
    match cell.split("/"):
        case ["brief", name] if name in cells.BRIEF_FIELDS:
            return name
        case ["weights", stage] if stage in audit.weights:
            return stage
    return cell


def _is_empty(rating: Rating) -> bool:
    return rating.mark is None and not rating.conflict


_LACKS: dict[Kind, Callable[[Audit, str], bool]] = {
    "empty": lambda audit, criterion: _is_empty(audit.rating(criterion)),
    "draft": is_draft,
    "unverified": lambda audit, criterion: audit.rating(criterion).mark == "U",
}


def _of_stage(audit: Audit, score: StageScore) -> Iterable[Gap]:
    rated = score.scored + score.conflicts
    if score.status == "not_scored" and score.base >= FEWEST_SCORED:
        yield _stage_gap(audit, score, "not_scored", needed(score.base) - rated)
    elif score.status == "provisional":
        yield _stage_gap(audit, score, "provisional", _share_of(FULL_COVERAGE, score.base) - rated)


def needed(base: int) -> int:
    """How many scores a stage of so many applicable criteria needs for one of its own (METHOD 2.1)."""
    return max(FEWEST_SCORED, _share_of(PROVISIONAL_COVERAGE, base))


def _share_of(share: Fraction, base: int) -> int:
    return ceil(share * base)


def _stage_gap(audit: Audit, score: StageScore, kind: Kind, more: int) -> Gap:
    """The criteria of the stage that could carry a score, the empty ones before the unverified."""
    stage = audit.framework.stage(score.code)
    return Gap(kind, (*_with(audit, stage, None), *_with(audit, stage, "U")), stage=stage.code, more=more)


def _with(audit: Audit, stage: Stage, mark: str | None) -> tuple[str, ...]:
    ratings = ((c.id, audit.rating(c.id)) for c in stage.criteria)
    return tuple(c for c, rating in ratings if rating.mark == mark and not rating.conflict)
