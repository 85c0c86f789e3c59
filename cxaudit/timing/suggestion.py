"""Turns a measured time or count into a suggested score (METHOD 0); pure and exact."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from cxaudit import cells
from cxaudit.changes import disagree
from cxaudit.model import Audit, Framework, Json, Limits, Timing

Number = int | float | Fraction

SECONDS = {"s": 1, "min": 60, "h": 3_600, "days": 86_400}
"""In one of each unit of time."""
COUNTED = "steps"
"""The unit that is counted, not timed."""


def limits_of(audit: Audit, criterion: str) -> Limits | None:
    """The audit's own limits of a criterion, else the checklist's; None without them or while contested."""
    heads = audit.cells.get(cells.threshold(criterion), ())
    if disagree(heads):
        return None
    if heads and heads[0].value is not None:
        return cells.limits_said(heads[0].value)
    return standard_limits(audit, criterion)


def standard_limits(audit: Audit, criterion: str) -> Limits | None:
    """The limits that the checklist gives the criterion."""
    timing = audit.framework.criteria[criterion].timing
    return timing.limits if timing else None


def changed(audit: Audit) -> str:
    """What this audit changed the limits to, `ACQ-14 120/60/5 min; …`; empty if they are the checklist's.

    Audits are comparable only if this text is the same. Of a contested change every version is said.
    """
    start = f"{cells.THRESHOLD}/"
    found = {c.removeprefix(start): heads for c, heads in audit.cells.items() if c.startswith(start)}
    return said_changes(audit.framework, {key: [h.value for h in heads] for key, heads in found.items()})


def said_changes(framework: Framework, versions: Mapping[str, Iterable[Json]]) -> str:
    """The same from what the cells say, by criterion; what the checklist does not time is left out."""
    found = []
    for criterion, values in versions.items():
        known = framework.criteria.get(criterion)
        if known and known.timing:
            own = known.timing.limits
            said = {own if value is None else cells.limits_said(value) for value in values}
            if said != {own}:
                written = " ⟷ ".join(sorted(_written(limits) for limits in said if limits))
                found.append(f"{criterion} {written} {known.timing.unit}")
    return "; ".join(sorted(found))


def _written(limits: Limits) -> str:
    numbers = (limits.zero, limits.three, limits.five)
    return "/".join("–" if n is None else f"{n:.12g}" for n in numbers)


def suggested(limits: Limits, value: Number) -> int | None:
    """The score that lies linearly between the limits, rounded down to a whole one (METHOD 0).

    None beyond the limit of 3 where the anchors say no number for 0.
    """
    sign = -1 if limits.less_is_better else 1
    reached, three, five = (sign * exact(n) for n in (value, limits.three, limits.five))
    if reached >= five:
        return 5
    if reached >= three:
        return 3 + math.floor(2 * (reached - three) / (five - three))
    if limits.zero is None:
        return None
    zero = sign * exact(limits.zero)
    return math.floor(3 * (reached - zero) / (three - zero)) if reached > zero else 0


def suggestion(timing: Timing, limits: Limits, values: Sequence[Number]) -> int | None:
    """The score that several measures come to: by their median, or by how many keep to each limit.

    Of more measures than a 5 needs the same share must keep to it.

    None without a measure, with fewer than a score of 3 needs, or where `suggested` knows none.
    """
    if not values:
        return None
    if not timing.needed:
        return suggested(limits, median(values))
    best = sorted(map(exact, values), reverse=not limits.less_is_better)
    more = Fraction(max(len(best), timing.needed.five), timing.needed.five)
    five, three = (math.ceil(need * more) for need in (timing.needed.five, timing.needed.three))
    if len(best) >= five:
        score = suggested(limits, best[five - 1])
        if score is not None and score >= 3:
            return score
    if len(best) < three:
        return None
    score = suggested(limits, best[three - 1])
    return None if score is None else min(3, score)


def median(values: Sequence[Number]) -> Fraction:
    """The exact median; StatisticsError without values."""
    return Fraction(statistics.median(map(exact, values)))


def in_unit(timing: Timing, seconds: Number) -> Fraction:
    """A duration in the unit of a timing; KeyError for what is counted."""
    return exact(seconds) / SECONDS[timing.unit]


def exact(value: Number) -> Fraction:
    """The number as it is written: 0.1 is a tenth."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
