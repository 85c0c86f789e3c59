"""The audits that a benchmark compares: which of them are comparable and which are recent."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from cxaudit import cells
from cxaudit.model import Audit, Scores
from cxaudit.scoring import external_core, stage_means
from cxaudit.timing import suggestion as timing

Scope = Literal["full", "core"]
"""All criteria, or the external core that an outsider can check."""
Difference = Literal["", "checklist", "thresholds", "scope"]
"""Why two audits cannot be compared; empty if they can."""

StageScores = tuple[float | None, ...]


class Row(NamedTuple):
    """One audit as a benchmark sees it; stage scores in the order of the checklist, None without one.

    A tuple, for ten thousand are made at once.
    """

    key: str
    """Id of the audit, or of the imported row."""
    company: str
    product: str
    country: str
    wave: str
    day: str
    """When it began, an ISO date."""
    checklist: str
    """Id and version, such as `cx8 1.0.0`."""
    full: StageScores = ()
    core: StageScores = ()
    thresholds: str = ""
    """What the time thresholds were changed to; empty as in the checklist."""
    auditor: str = ""
    grade: str = ""
    """Confidence, A to D, or empty."""
    coverage: float | None = None
    imported: bool = False
    contested: bool = False
    """Whether people disagree about a score or a weight: without them there is no overall."""

    @property
    def known(self) -> str:
        """The company in the form that tells companies apart."""
        return self.company.strip().casefold()

    def scores(self, scope: Scope) -> StageScores:
        """The stage scores over these criteria; empty if the audit has none of that scope."""
        return self.full if scope == "full" else self.core


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
    )


def consented(audit: Audit) -> bool:
    """Whether the audit may enter the shared benchmark; a contested consent is none."""
    heads = audit.cells.get(cells.CONSENT, ())
    return bool(heads) and all(isinstance(h.value, dict) and h.value.get("given") is True for h in heads)


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
