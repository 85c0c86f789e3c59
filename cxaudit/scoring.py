"""Stage means, overall, coverage, bounds, statuses, bands and red flags (METHOD 2.1-2.3).

Exact fractions inside, so that a band's limit is never missed by a binary rounding.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import (
    EMPTY,
    Audit,
    Band,
    Criterion,
    Framework,
    OverallScore,
    OverallStatus,
    Rating,
    Scores,
    Stage,
    StageScore,
    StageStatus,
    Value,
    is_scored,
)

BANDS: tuple[tuple[float, Band], ...] = (
    (0, "critical"),
    (1, "weak"),
    (2, "developing"),
    (3, "solid"),
    (4, "strong"),
    (4.5, "leading"),
)
_LIMITS = [round(limit * 2) for limit, _ in BANDS]
"""In halves, which are whole numbers: to compare a fraction with 4.5 takes long."""
FULL_COVERAGE = Fraction(4, 5)
PROVISIONAL_COVERAGE = Fraction(1, 2)
FEWEST_SCORED = 5
PUBLISHED_WEIGHT = Fraction(3, 5)
TOP = 5


def score(audit: Audit, include: Callable[[Criterion], bool] | None = None) -> Scores:
    """Everything METHOD 2.1 says of an audit; `include` narrows it, say to the external core.

    Overall status is `no_weights` when every weight is zero, which is an error of the brief.
    """
    parts = [_score_one(audit, stage.code, _counted(stage, include)) for stage in audit.framework.stages]
    return _scores(audit, parts, _plan(audit.framework))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What scoring asks of a framework for each edit; criteria by their ids."""

    stages: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """The code of each, its criteria and those of the external core."""
    weights: tuple[tuple[str, str], ...]
    """The code of each stage, and the cell of its weight."""
    critical: tuple[str, ...]
    heirs: tuple[tuple[str, str], ...]
    """The criteria that may inherit a zero, each with its parent."""


def _plan(framework: Framework) -> _Plan:
    known, stages = framework.criteria, framework.stages
    return _Plan(
        stages=tuple([(s.code, _counted(s), _counted(s, external_core)) for s in stages]),
        weights=tuple([(s.code, cells.weight(s.code)) for s in stages]),
        critical=tuple([c.id for c in known.values() if c.critical]),
        heirs=tuple([(c.id, c.parent) for c in known.values() if c.parent in known]),
    )


def _counted(stage: Stage, include: Callable[[Criterion], bool] | None = None) -> tuple[str, ...]:
    return tuple([c.id for c in stage.criteria if include is None or include(c)])


def _scores(audit: Audit, parts: Sequence[_Part], plan: _Plan) -> Scores:
    rated = audit.ratings
    return Scores(
        overall=_score_overall(audit, parts, plan),
        stages=tuple([result for result, _ in parts]),
        red_flags=tuple([c for c in plan.critical if c in rated and _is_flag(rated[c])]),
        inherited=tuple([c for c, parent in plan.heirs if are_zero(rated, c, parent)]),
    )


def stage_means(audit: Audit, include: Callable[[Criterion], bool] | None = None) -> tuple[float | None, ...]:
    """The published score of each stage alone, None without one: quicker than all of `score`."""
    stages = audit.framework.stages
    return tuple([_score_one(audit, stage.code, _counted(stage, include))[0].score for stage in stages])


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The scores of an audit with what the next edit of one stage need not reckon again."""

    scores: Scores
    core: tuple[float | None, ...]
    """The published scores of the stages over the external core."""
    parts: tuple[_Part, ...]
    plan: _Plan


def reckon(audit: Audit, before: Reckoning | None = None, touched: Collection[str] = ()) -> Reckoning:
    """All of `score` and the core; with the reckoning from before only the touched stages are scored anew.

    `before` is of the same audit, whose framework never changes.
    """
    plan = before.plan if before else _plan(audit.framework)
    parts, core = [], []
    for at, (code, criteria, outside) in enumerate(plan.stages):
        if before and code not in touched:
            parts.append(before.parts[at])
            core.append(before.core[at])
        else:
            parts.append(_score_one(audit, code, criteria))
            core.append(_score_one(audit, code, outside)[0].score)
    return Reckoning(_scores(audit, parts, plan), tuple(core), tuple(parts), plan)


def require_weights(scores: Scores) -> None:
    """KnownError if every weight is zero: there is no overall score to speak of (METHOD 2.1)."""
    if scores.overall.status == "no_weights":
        raise KnownError(
            "All stage weights are zero, so there is no overall score. Set at least one weight in the brief."
        )


def external_core(criterion: Criterion) -> bool:
    """The criteria that an outsider can check, for comparing companies without client data."""
    return criterion.obs == "W"


def band_of(value: Fraction | float) -> Band:
    """The band of an unrounded score (METHOD 2.1)."""
    return BANDS[step_of(value)][1]


def step_of(score: Fraction | float) -> int:
    """The place of its band, 0-5, by which a score is coloured: a whole one's own number."""
    whole, parts = score.as_integer_ratio()
    return bisect_right(_LIMITS, 2 * whole // parts) - 1


# --- stages ---------------------------------------------------------------------------------

Span = tuple[Fraction, Fraction]
"""Lowest and highest value."""


@dataclass(frozen=True, slots=True)
class _Means:
    """What a published stage adds to the overall: its mean over rivals, and over rivals and U."""

    span: Span
    bounds: Span


_Part = tuple[StageScore, _Means | None]


def _score_one(audit: Audit, code: str, criteria: Sequence[str]) -> _Part:
    rated = audit.ratings
    ratings = [rated.get(criterion, EMPTY) for criterion in criteria]
    settled = tuple([r.mark for r in ratings if not r.rivals])
    rivals = tuple([r.rivals for r in ratings if r.rivals])
    return _score_stage(code, audit.weights[code], settled, rivals)


@lru_cache(maxsize=1024)
def _score_stage(
    code: str, weight: float, settled: tuple[Value | None, ...], rivals: tuple[tuple[Value | None, ...], ...]
) -> _Part:
    """Kept for marks that were seen before: an edit touches one stage, and each edit asks for all."""
    numbers = [mark for mark in settled if is_scored(mark)]
    n, u, empty = settled.count("N"), settled.count("U"), settled.count(None)
    base = len(numbers) + u + empty + len(rivals)
    status = _stage_status(len(numbers) + len(rivals), base, bool(rivals))
    means = None
    if status != "not_scored":
        span = _mean_range(numbers, rivals, 0)
        means = _Means(span, _mean_range(numbers, rivals, u) if u else span)
    mean = means.span[0] if means and not rivals else None
    result = StageScore(
        code=code,
        weight=weight,
        score=None if mean is None else float(mean),
        coverage=len(numbers) / base if base else None,
        status=status,
        scored=len(numbers),
        n=n,
        u=u,
        empty=empty,
        conflicts=len(rivals),
        low=float(means.bounds[0]) if means else None,
        high=float(means.bounds[1]) if means else None,
        band=None if mean is None else band_of(mean),
        span=_floats(means.span) if means and rivals else None,
    )
    return result, means


def _stage_status(rated: int, base: int, conflict: bool) -> StageStatus:
    if rated < FEWEST_SCORED or not _reaches(rated, base, PROVISIONAL_COVERAGE):
        return "not_scored"
    if conflict:
        return "conflict"
    return "full" if _reaches(rated, base, FULL_COVERAGE) else "provisional"


def _reaches(rated: int, base: int, share: Fraction) -> bool:
    """Whether that many of the base are at least the share, in whole numbers: fractions are slow to make."""
    return rated * share.denominator >= share.numerator * base


def _mean_range(
    numbers: Sequence[int | Fraction], rivals: Sequence[Sequence[Value | None]], unverified: int
) -> Span:
    """The lowest and highest mean when each U may be 0 to 5 and each conflict any of its rivals."""
    if not rivals:
        count, total = len(numbers) + unverified, sum(numbers)
        low = Fraction(total, count)
        return low, Fraction(total + TOP * unverified, count) if unverified else low
    choices = [[m if is_scored(m) else None for m in options] for options in rivals]
    return (
        -_highest_mean([-x for x in numbers] + [0] * unverified, _negated(choices)),
        _highest_mean([*numbers, *[TOP] * unverified], choices),
    )


def _negated(choices: Sequence[Sequence[int | Fraction | None]]) -> list[list[int | Fraction | None]]:
    return [[None if x is None else -x for x in options] for options in choices]


def _highest_mean(
    fixed: Sequence[int | Fraction], choices: Sequence[Sequence[int | Fraction | None]]
) -> Fraction:
    """The highest mean over one choice per conflict, where None leaves the criterion out.

    Each round takes what lifts the last mean most; it rises until it is the highest (Dinkelbach).
    """
    picked = [next((x for x in options if x is not None), None) for options in choices]
    best: Fraction | None = None
    while True:
        counted = [*fixed, *(x for x in picked if x is not None)]
        if not counted:
            return best or Fraction(0)
        mean = Fraction(sum(counted), len(counted))
        if best is not None and mean <= best:
            return best
        best = mean
        picked = [max(options, key=lambda x: 0 if x is None else x - mean) for options in choices]


# --- overall --------------------------------------------------------------------------------


def _score_overall(audit: Audit, parts: Sequence[_Part], plan: _Plan) -> OverallScore:
    weights = [_weight_rivals(audit, code, cell) for code, cell in plan.weights]
    total = _sum(tuple([rivals[0] for rivals in weights]))
    known = [(rivals, found) for rivals, (_, found) in zip(weights, parts, strict=True) if found]
    carried = total if len(known) == len(parts) else _sum(tuple([rivals[0] for rivals, _ in known]))
    scored = base = unverified = contested = 0
    for stage, _ in parts:
        scored += stage.scored
        base += stage.base
        unverified += stage.u
        contested += stage.conflicts
    conflict = contested > 0 or any([len(rivals) > 1 for rivals in weights])
    status = _overall_status(len(known) == len(parts), carried, total, conflict)
    mean = span = bounds = None
    if status not in ("not_published", "no_weights"):
        span = _weighted_range([(rivals, found.span) for rivals, found in known])
        bounds = span
        if unverified:
            bounds = _weighted_range([(rivals, found.bounds) for rivals, found in known])
        mean = None if conflict else span[0]
    return OverallScore(
        score=None if mean is None else float(mean),
        percent=None if mean is None else mean.numerator * (100 // TOP) / mean.denominator,
        band=None if mean is None else band_of(mean),
        status=status,
        coverage=scored / base if base else None,
        low=float(bounds[0]) if bounds else None,
        high=float(bounds[1]) if bounds else None,
        scored=scored,
        base=base,
        stages_scored=len(known),
        weight_sum=float(total),
        span=_floats(span) if span and conflict else None,
    )


def _overall_status(all_scored: bool, carried: Fraction, total: Fraction, conflict: bool) -> OverallStatus:
    if not total:
        return "no_weights"
    if not all_scored and carried < PUBLISHED_WEIGHT * total:
        return "not_published"
    if conflict:
        return "conflict"
    return "full" if all_scored else "partial"


def _weight_rivals(audit: Audit, stage: str, cell: str) -> tuple[float, ...]:
    """The weight of a stage, or the different weights that a conflict proposes."""
    heads = audit.cells.get(cell, ())
    if len(heads) < 2:
        return (audit.weights[stage],)
    return tuple(sorted({head.value for head in heads}))


def _weighted_range(parts: Sequence[tuple[tuple[float, ...], Span]]) -> Span:
    """The lowest and highest weighted mean; its extremes lie where every weight is at an end."""
    weights = [rivals for rivals, _ in parts]
    lows, highs = [span[0] for _, span in parts], [span[1] for _, span in parts]
    if all([len(rivals) == 1 for rivals in weights]):
        only = [rivals[0] for rivals in weights]
        low = _weighted(only, lows)
        return low, low if lows == highs else _weighted(only, highs)
    return min(_extremes(weights, lows)), max(_extremes(weights, highs))


def _extremes(weights: Sequence[tuple[float, ...]], values: Sequence[Fraction]) -> Iterator[Fraction]:
    """Means that hold the lowest and the highest.

    There, every value above some limit has its lowest weight and every other its highest, or the
    other way round; trying each limit takes few steps where trying each choice takes 2 to the n.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    for below, above in ((0, -1), (-1, 0)):
        for limit in range(len(order) + 1):
            ends = [(below, above)[place >= limit] for place in range(len(order))]
            chosen = [weights[at][end] for at, end in zip(order, ends, strict=True)]
            if any(chosen):
                yield _weighted(chosen, [values[at] for at in order])


@lru_cache(maxsize=1024)
def _sum(weights: tuple[float, ...]) -> Fraction:
    whole, shared = _whole(weights)
    return Fraction(sum(whole), shared)


def _weighted(weights: Sequence[float], values: Sequence[Fraction]) -> Fraction:
    """The weighted mean, summed over one common denominator, since fractions are slow to add."""
    whole, _ = _whole(tuple(weights))
    shared = lcm(*[v.denominator for v in values])
    points = sum([w * v.numerator * (shared // v.denominator) for w, v in zip(whole, values, strict=True)])
    return Fraction(points, sum(whole) * shared)


@lru_cache(maxsize=1024)
def _whole(weights: tuple[float, ...]) -> tuple[tuple[int, ...], int]:
    """The weights as whole numbers over one denominator: as typed, not their binary neighbours."""
    exact = [Fraction(repr(weight)) for weight in weights]
    shared = lcm(*[weight.denominator for weight in exact])
    return tuple([w.numerator * (shared // w.denominator) for w in exact]), shared


def _floats(span: Span) -> tuple[float, float]:
    return float(span[0]), float(span[1])


# --- flags ----------------------------------------------------------------------------------


def _is_flag(rating: Rating) -> bool:
    """A contested rating raises the flag if anybody scored it 0 or 1."""
    if rating.rivals:
        return any(is_scored(mark) and mark <= 1 for mark in rating.rivals)
    return is_scored(rating.mark) and rating.mark <= 1


def are_zero(rated: Mapping[str, Rating], criterion: str, parent: str) -> bool:
    """Whether the 0 of a criterion is inherited from its parent (METHOD 0)."""
    return rated.get(criterion, EMPTY).mark == 0 and rated.get(parent, EMPTY).mark == 0
