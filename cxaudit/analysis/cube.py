"""The audits that a benchmark compares: which of them are comparable and which are recent."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cxaudit.model import Audit, Scores
from cxaudit.peer import Row, Scope, doubts_of
from cxaudit.scoring import external_core, stage_means
from cxaudit.timing import suggestion as timing

Difference = Literal["", "checklist", "thresholds", "scope"]
"""Why two audits cannot be compared; empty if they can."""


def row_of(audit: Audit, scores: Scores) -> Row:
    """The audit itself as a row."""
    brief, checklist = audit.brief, audit.framework
    return Row(
        key=audit.id,
        company=brief.company,
        product=brief.product,
        country=brief.country,
        wave=brief.wave,
        day=audit.created[:10],
        checklist=f"{checklist.id} {checklist.version}",
        full=tuple([stage.score for stage in scores.stages]),
        core=stage_means(audit, external_core),
        thresholds=timing.changed(audit),
        auditor=brief.auditor,
        coverage=scores.overall.coverage,
        contested=scores.overall.status == "conflict",
        doubts=doubts_of(scores),
    )


def difference(row: Row, other: Row, scope: Scope) -> Difference:
    """Why the two cannot be compared over that scope, the gravest first (METHOD 5)."""
    if row.checklist != other.checklist and _major(row.checklist) != _major(other.checklist):
        return "checklist"
    if row.thresholds != other.thresholds:
        return "thresholds"
    if not (row.scores(scope) and other.scores(scope)):
        return "scope"
    return ""


def _major(checklist: str) -> str:
    """`cx8 1` of `cx8 1.2.3`."""
    return checklist.partition(".")[0]


def old_before(today: date) -> str:
    """The ISO date a year ago: what began before it is old, and what has no date is not known to be."""
    last = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - 1, today.month, last).isoformat()
