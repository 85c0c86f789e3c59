"""What several visits and auditors of one audit tell of how sure it is (METHOD 2.5, 2.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxaudit import scoring, visits
from cxaudit.analysis import confidence
from cxaudit.analysis.agreement import FEWEST_UNITS, Agreement, agreement
from cxaudit.analysis.alpha import alpha
from cxaudit.analysis.confidence import ASSUMED, Confidence, Errors, Precision
from cxaudit.model import Audit, Scores, Sheet
from cxaudit.quality import approval

FOR_RANGE = 3
"""From so many visits on, the range between them says something."""
FOR_DRAWS = 5
"""From so many on, drawing visits anew does."""
DRAWS, SEED = 4000, 42
_ENDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class VisitScore:
    """The overall score of one visit alone; None where it is not published."""

    sheet: Sheet
    overall: float | None


@dataclass(frozen=True, slots=True)
class Repeats:
    """The visits of an audit, its auditors, and what they agree on.

    `between` is the lowest and the highest overall of the visits, from three on; `drawn` the 95%
    range of the overall over visits drawn anew, from five on. `touchpoints` is how many visits the
    critical check with the fewest has.
    """

    visits: tuple[VisitScore, ...]
    touchpoints: int
    auditors: int
    alpha: float | None
    pair: Agreement | None
    """The first two auditors of every visit that has two."""
    agreed: bool
    """Whether quality control settled any score."""
    between: tuple[float, float] | None
    drawn: tuple[float, float] | None

    @property
    def errors(self) -> Errors:
        return _errors(self.pair)


def repeats_of(audit: Audit) -> Repeats:
    """What the visits of this audit tell; with one sheet, nothing that it does not say itself."""
    each = visits.visits_of(audit.sheets)
    scored = tuple(_visit_score(audit, sheets) for sheets in each)
    known = [visit.overall for visit in scored if visit.overall is not None]
    raters = _raters(audit, each)
    shared = sum(sum(mark is not None for mark in unit) > 1 for unit in zip(*raters, strict=True))
    return Repeats(
        visits=scored,
        touchpoints=_touchpoints(audit),
        auditors=auditors_of(audit),
        alpha=alpha(raters) if shared >= FEWEST_UNITS else None,
        pair=_pair(raters),
        agreed=_is_agreed(audit),
        between=(min(known), max(known)) if len(known) >= FOR_RANGE else None,
        drawn=_drawn(audit, each) if len(known) >= FOR_DRAWS else None,
    )


def precision_of(audit: Audit, scores: Scores) -> Precision | None:
    """How exact the overall score is, by the auditors that the audit had and the errors it shows."""
    return confidence.of_overall(scores, auditors_of(audit), errors_of(audit))


def confidence_of(audit: Audit, scores: Scores, found: Repeats | None = None) -> Confidence:
    """The grade of an audit, by what itself tells."""
    found = found or repeats_of(audit)
    reviewed = found.agreed or approval.standing(audit).finished
    facts = confidence.facts_of(audit, scores, found.touchpoints, found.alpha, reviewed)
    return confidence.confidence(facts)


# --- visits ---------------------------------------------------------------------------------


def _visit_score(audit: Audit, sheets: Sequence[Sheet]) -> VisitScore:
    alone = visits.view(audit, *(sheet.id for sheet in sheets))
    return VisitScore(sheets[0], scoring.score(alone).overall.score)


def _touchpoints(audit: Audit) -> int:
    critical = [c.id for c in audit.framework.criteria.values() if c.critical]
    counts = [sum(v.value is not None for v in visits.marks_of(audit, c)) for c in critical]
    return min([n for n in counts if n], default=1)


def _drawn(audit: Audit, each: Sequence[Sequence[Sheet]]) -> tuple[float, float] | None:
    """The 95% range of the overall over draws of as many visits, each taken as often as it comes."""
    import numpy as np

    criteria = list(audit.framework.criteria)
    marks = [visits.marks_of(audit, c) for c in criteria]
    values = np.array([[np.nan if m.value is None else float(m.value) for m in row] for row in marks]).T
    times = np.random.default_rng(SEED).multinomial(len(each), [1 / len(each)] * len(each), DRAWS)
    known = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        means = (times @ np.where(known, values, 0.0)) / (times @ known)
    for at, criterion in enumerate(criteria):
        if visits.takes_worst(audit, criterion):
            seen = np.where((times > 0) & known[:, at], values[:, at], np.inf).min(axis=1)
            means[:, at] = np.where(np.isinf(seen), np.nan, seen)
    total = weight = np.zeros(DRAWS)
    for stage in audit.framework.stages:
        of_stage = means[:, [criteria.index(c.id) for c in stage.criteria]]
        scored = ~np.isnan(of_stage)
        counted = scored.sum(axis=1)
        mean = np.where(scored, of_stage, 0.0).sum(axis=1) / np.maximum(counted, 1)
        published = np.where(counted >= scoring.FEWEST_SCORED, audit.weights[stage.code], 0.0)
        total, weight = total + mean * published, weight + published
    overall = total[weight > 0] / weight[weight > 0]
    if not len(overall):
        return None
    low, high = np.percentile(overall, _ENDS)
    return float(low), float(high)


# --- auditors -------------------------------------------------------------------------------


def auditors_of(audit: Audit) -> int:
    """How many names the sheets bear; one that bears none is by the auditor of the brief."""
    scoring_sheets = [s for s in audit.sheets if not s.agreed]
    return len({(s.auditor or audit.brief.auditor).strip().casefold() for s in scoring_sheets})


def pair_of(audit: Audit) -> Agreement | None:
    """How far the first two auditors of every visit that has two agree."""
    return _pair(_raters(audit, visits.visits_of(audit.sheets)))


def errors_of(audit: Audit) -> Errors:
    """The errors that such a pair shows, else those that are assumed."""
    return _errors(pair_of(audit))


def _pair(raters: Sequence[Sequence[int | None]]) -> Agreement | None:
    pairs = [(a, b) for a, b in zip(*raters[:2], strict=True) if a is not None and b is not None]
    return agreement(pairs) if pairs else None


def _errors(pair: Agreement | None) -> Errors:
    return confidence.measured(pair) if pair else ASSUMED


def _raters(audit: Audit, each: Sequence[Sequence[Sheet]]) -> list[list[int | None]]:
    """A row for each auditor of a visit, a column for each criterion of each visit; two rows at least."""
    by_visit = [[s for s in sheets if not s.agreed] for sheets in each]
    most = max(2, *(len(sheets) for sheets in by_visit))
    rows: list[list[int | None]] = [[] for _ in range(most)]
    for sheets in by_visit:
        for place, row in enumerate(rows):
            alone = visits.view(audit, sheets[place].id) if place < len(sheets) else None
            row += [_whole(alone, criterion) for criterion in audit.framework.criteria]
    return rows


def _whole(alone: Audit | None, criterion: str) -> int | None:
    mark = alone.rating(criterion).given if alone else None
    return mark if isinstance(mark, int) else None


def _is_agreed(audit: Audit) -> bool:
    agreed = [audit.sheet_ratings[sheet.id] for sheet in audit.sheets if sheet.agreed]
    return any(rating.mark is not None for ratings in agreed for rating in ratings.values())
