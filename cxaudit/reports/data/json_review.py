"""Quality control and the trends of the market, for the export."""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit.model import Audit
from cxaudit.quality import approval, review
from cxaudit.quality.approval import State
from cxaudit.trends import trends_of


@dataclass(frozen=True)
class ExportedReview:
    """How far the audit is on its way to approval; the shares are of the scores given again blind."""

    state: State
    by: str
    """Who brought it there; empty for a draft of which nothing is said."""
    at: str
    approved_by: str
    approved_at: str
    second_scores: int
    same: float | None
    """0-1; null without a second score, as is `within_one`."""
    within_one: float | None
    revisions: int
    """How many entries were changed after the approval."""


@dataclass(frozen=True)
class ExportedTrend:
    """What changes in the market, as the consultant wrote it down."""

    text: str
    source: str
    date: str
    """An ISO date, or empty."""
    country: str
    product: str
    contested: bool


def review_of(audit: Audit) -> ExportedReview:
    """The state of the review, and what the second scores show."""
    found = review.review_of(audit)
    now, given = found.standing, found.standing.approval
    return ExportedReview(
        state=now.state,
        by=now.by,
        at=now.at,
        approved_by=given.by if given else "",
        approved_at=given.at if given else "",
        second_scores=len(found.pairs),
        same=found.within(0),
        within_one=found.within(1),
        revisions=len(approval.revisions(audit)),
    )


def trends(audit: Audit) -> tuple[ExportedTrend, ...]:
    """The newest first."""
    return tuple(
        ExportedTrend(one.text, one.source, one.date, one.country, one.product, one.contested)
        for one in trends_of(audit)
    )
