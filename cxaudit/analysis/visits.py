"""One value of a criterion from several visits and auditors, with what it is worth (METHOD 2.5)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cxaudit.analysis.spread import mean, sample_sd
from cxaudit.scoring import TOP
from cxaudit.visits import VisitMarks
from cxaudit.words import N_

Reading = Literal["unscored", "single", "almost_nothing", "rough", "usable"]
"""What the visits say of one criterion."""

CONFIDENCE = 0.95
FEW_VISITS = 3
"""Up to here the visits say almost nothing, whatever their spread."""
ROUGH_WIDTH = 2.0
"""An interval that is wider cannot tell a weak criterion from a strong one."""

READINGS: Mapping[Reading, str] = {
    "unscored": N_("No visit scored this criterion."),
    "single": N_("One visit: an impression, without an interval."),
    "almost_nothing": N_("So few visits say almost nothing about one criterion. Read the stage instead."),
    "rough": N_("The visits differ so much that only a rough level can be read."),
    "usable": N_("The visits agree well enough to read the level."),
}


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A criterion over its visits; `exact` goes into the stage's mean, unrounded.

    `mean`, `sd` and `interval` are of the visit values, also where the worst of them counts;
    `sd` and `interval` need two visits.
    """

    exact: Fraction | None
    visits: tuple[float, ...]
    worst: bool
    mean: float | None
    low: float | None
    high: float | None
    sd: float | None
    interval: tuple[float, float] | None
    reading: Reading

    @property
    def n(self) -> int:
        """How many visits scored the criterion."""
        return len(self.visits)

    @property
    def value(self) -> float | None:
        """What counts: the mean of the visits or the worst one."""
        return None if self.exact is None else float(self.exact)


def consolidate(visits: Iterable[VisitMarks], worst: bool = False) -> Consolidated:
    """One criterion over its visits: every visit weighs the same, however many auditors it had.

    `worst` takes the lowest visit instead of the mean, for critical criteria.
    """
    values = [value for visit in visits if (value := visit.value) is not None]
    if not values:
        return Consolidated(None, (), worst, None, None, None, None, None, "unscored")
    middle, sd = mean(values), sample_sd(values)
    interval = None if sd is None else t_interval(float(middle), sd, len(values))
    return Consolidated(
        exact=min(values) if worst else middle,
        visits=tuple(map(float, values)),
        worst=worst,
        mean=float(middle),
        low=float(min(values)),
        high=float(max(values)),
        sd=sd,
        interval=None if interval is None else (max(0.0, interval[0]), min(float(TOP), interval[1])),
        reading=_reading(len(values), interval),
    )


def t_interval(middle: float, sd: float, n: int) -> tuple[float, float]:
    """The two-sided 95% Student interval of a mean of n >= 2 values, not clipped to any scale."""
    from scipy.stats import t

    half = float(t.ppf((1 + CONFIDENCE) / 2, n - 1)) * sd / math.sqrt(n)
    return middle - half, middle + half


def _reading(n: int, interval: Sequence[float] | None) -> Reading:
    if interval is None:
        return "single"
    if n <= FEW_VISITS:
        return "almost_nothing"
    return "rough" if interval[1] - interval[0] > ROUGH_WIDTH else "usable"
