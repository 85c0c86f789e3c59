"""Krippendorff's alpha: agreement of any number of raters beyond chance, with gaps (METHOD 2.5).

Written from its definition by coincidences; published sets are its tests.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Literal

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Distance = Callable[[float, float], float]


def alpha(raters: Iterable[Sequence[float | None]], level: Level = "ordinal") -> float | None:
    """Alpha over units; each rater is a row with one value per unit, None where there is none.

    A unit counts that two raters scored. None (not computable) if no unit does or if all values
    are the same. ValueError if the rows differ in length.
    """
    observed, expected = disagreements(raters, level)
    return 1 - observed / expected if expected else None


def disagreements(raters: Iterable[Sequence[float | None]], level: Level) -> tuple[float, float]:
    """The observed disagreement and that of chance; alpha is 1 less the first by the second."""
    units = [[v for v in unit if v is not None] for unit in zip(*raters, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in units for value in unit)
    n = totals.total()
    distance = _distance(level, totals)
    expected = _disagreement(totals, distance) / (n - 1) if n else 0.0
    observed = math.fsum(_disagreement(Counter(unit), distance) / (len(unit) - 1) for unit in units)
    return observed, expected


def _disagreement(counts: Counter[float], distance: Distance) -> float:
    """The summed distance of all ordered pairs of these values."""
    return math.fsum(
        times * others * distance(one, other)
        for one, times in counts.items()
        for other, others in counts.items()
        if one != other
    )


def _distance(level: Level, totals: Counter[float]) -> Distance:
    """The squared distance between two different values at that level of measurement."""
    if level == "nominal":
        return lambda one, other: 1.0
    if level == "interval":
        return lambda one, other: (one - other) ** 2
    if level == "ratio":
        return lambda one, other: ((one - other) / (one + other)) ** 2
    ranks = _middle_ranks(totals)
    return lambda one, other: (ranks[one] - ranks[other]) ** 2


def _middle_ranks(totals: Counter[float]) -> dict[float, float]:
    """The middle of the ranks that each value takes among all; their differences are ordinal distances."""
    values = sorted(totals)
    ends = accumulate(totals[value] for value in values)
    return {value: end - totals[value] / 2 for value, end in zip(values, ends, strict=True)}
