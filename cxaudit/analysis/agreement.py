"""How far two auditors of the same thing agree, criterion by criterion (METHOD 2.5).

"Not computable" is None: where nothing varies, or where too few units are shared.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cxaudit.analysis.alpha import alpha
from cxaudit.analysis.spread import mean, sample_sd
from cxaudit.errors import KnownError
from cxaudit.framework import same_criteria
from cxaudit.model import Audit, Mark
from cxaudit.scoring import TOP, score
from cxaudit.words import N_

Pair = tuple[int, int]
"""What A and B gave the same criterion."""
Enough = Literal["too_few", "few", "enough"]
AlphaReading = Literal["reliable", "tentative", "not_for_publication"]
IccReading = Literal["poor", "moderate", "good", "excellent"]

CATEGORIES = TOP + 1
FEWEST_UNITS = 10
"""With fewer shared units no coefficient is shown."""
BETTER_UNITS = 30
RELIABLE = 0.8
TENTATIVE = 0.667

ENOUGH: Mapping[Enough, str] = {
    "too_few": N_("Fewer than 10 shared criteria: no coefficient is computed."),
    "few": N_("Fewer than 30 shared criteria: read the coefficients with care."),
    "enough": N_("Enough shared criteria for the coefficients."),
}
ALPHA_READINGS: Mapping[AlphaReading, str] = {
    "reliable": N_("reliable"),
    "tentative": N_("tentative"),
    "not_for_publication": N_("not for publication"),
}
ICC_READINGS: Mapping[IccReading, str] = {
    "poor": N_("poor"),
    "moderate": N_("moderate"),
    "good": N_("good"),
    "excellent": N_("excellent"),
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two auditors over their shared units; shares are 0-1, differences are A minus B.

    `leniency` above zero says that A scores higher. `sigma_r` is the spread of one auditor's
    error. The coefficients fall when all scores sit in two neighbouring classes: read them
    together with `within_one`.
    """

    units: int
    exact: float | None
    within_one: float | None
    leniency: float | None
    sd: float | None
    kappa_quadratic: float | None
    kappa_linear: float | None
    alpha_ordinal: float | None
    alpha_interval: float | None

    @property
    def sigma_r(self) -> float | None:
        return None if self.sd is None else self.sd / math.sqrt(2)

    @property
    def enough(self) -> Enough:
        if self.units < FEWEST_UNITS:
            return "too_few"
        return "few" if self.units < BETTER_UNITS else "enough"


@dataclass(frozen=True, slots=True)
class Difference:
    """What two audits gave one criterion."""

    criterion: str
    a: int
    b: int

    @property
    def size(self) -> int:
        return abs(self.a - self.b)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two audits side by side: shared criteria by falling difference, then in checklist order."""

    agreement: Agreement
    shared: tuple[Difference, ...]
    unshared: tuple[str, ...]
    """Criteria that were scored in one of the two only."""
    stages: tuple[tuple[str, float, float], ...] = ()
    """The code and both scores of each stage that has a score in both."""

    @property
    def disagreements(self) -> tuple[Difference, ...]:
        """The shared criteria that differ, the largest difference first."""
        return tuple(difference for difference in self.shared if difference.size)


def compare(a: Audit, b: Audit) -> Comparison:
    """Criterion by criterion, two audits of the same thing; N, U, empty and contested marks do not count.

    KnownError if they do not use the same checklist.
    """
    require_same_checklist(a, b)
    shared, unshared = [], []
    for criterion in a.framework.criteria:
        one, other = a.rating(criterion).mark, b.rating(criterion).mark
        if isinstance(one, int) and isinstance(other, int):
            shared.append(Difference(criterion, one, other))
        elif isinstance(one, int) or isinstance(other, int):
            unshared.append(criterion)
    shared.sort(key=lambda difference: -difference.size)
    found = agreement([(d.a, d.b) for d in shared])
    return Comparison(found, tuple(shared), tuple(unshared), _stages(a, b))


def _stages(a: Audit, b: Audit) -> tuple[tuple[str, float, float], ...]:
    both = zip(score(a).stages, score(b).stages, strict=True)
    return tuple(
        (one.code, one.score, other.score)
        for one, other in both
        if one.score is not None and other.score is not None
    )


def require_same_checklist(a: Audit, b: Audit) -> None:
    """KnownError if the two audits do not use the same criteria of the same checklist."""
    if not same_criteria(a.framework, b.framework):
        raise KnownError(
            "These audits use different checklists, so they cannot be compared criterion by criterion. "
            "Nothing was changed. Choose two audits with the same checklist and version."
        )


def pairs(a: Iterable[Mark | None], b: Iterable[Mark | None]) -> list[Pair]:
    """The units that both scored; ValueError if the two differ in length."""
    both = zip(a, b, strict=True)
    return [(one, other) for one, other in both if isinstance(one, int) and isinstance(other, int)]


def agreement(shared: Sequence[Pair]) -> Agreement:
    """Everything METHOD 2.5 says of two auditors from the marks that both gave."""
    differences = [a - b for a, b in shared]
    n = len(differences)
    enough = shared if n >= FEWEST_UNITS else []
    counted = table(enough)
    rows = ([a for a, _ in enough], [b for _, b in enough])
    return Agreement(
        units=n,
        exact=differences.count(0) / n if n else None,
        within_one=sum(abs(d) <= 1 for d in differences) / n if n else None,
        leniency=float(mean(differences)) if n else None,
        sd=sample_sd(differences),
        kappa_quadratic=weighted_kappa(counted, quadratic),
        kappa_linear=weighted_kappa(counted, linear),
        alpha_ordinal=alpha(rows, "ordinal"),
        alpha_interval=alpha(rows, "interval"),
    )


# --- weighted kappa -------------------------------------------------------------------------

Weight = Callable[[int, int], float]
"""How bad it is that A chose one category and B the other; 0 on the diagonal."""


def linear(one: int, other: int) -> float:
    return abs(one - other)


def quadratic(one: int, other: int) -> float:
    return (one - other) ** 2


def table(shared: Iterable[Pair]) -> list[list[int]]:
    """How often A gave the row and B the column, over the fixed categories 0 to 5."""
    counts = Counter(shared)
    return [[counts[a, b] for b in range(CATEGORIES)] for a in range(CATEGORIES)]


def weighted_kappa(counts: Sequence[Sequence[float]], weight: Weight) -> float | None:
    """Cohen's kappa with weights of disagreement, from a square table of counts or shares.

    None if chance alone would not disagree, as where nothing varies.
    """
    observed, expected = weighed(counts, weight)
    return 1 - observed / expected if expected else None


def weighed(counts: Sequence[Sequence[float]], weight: Weight) -> tuple[float, float]:
    """The weighted disagreement of a table, and that which its margins alone would give."""
    total = math.fsum(math.fsum(row) for row in counts)
    rows = [math.fsum(row) for row in counts]
    columns = [math.fsum(column) for column in zip(*counts, strict=True)]
    places = [(i, j) for i in range(len(rows)) for j in range(len(columns))]
    expected = math.fsum(weight(i, j) * rows[i] * columns[j] for i, j in places)
    observed = math.fsum(weight(i, j) * counts[i][j] for i, j in places)
    return observed, expected / total if total else 0.0


# --- readings -------------------------------------------------------------------------------


def alpha_reading(value: float) -> AlphaReading:
    """Krippendorff's convention: .800 and above is reliable, below .667 is not for publication."""
    if value >= RELIABLE:
        return "reliable"
    return "tentative" if value >= TENTATIVE else "not_for_publication"


def icc_reading(value: float) -> IccReading:
    """Koo and Li: below .5 poor, to .75 moderate, to .9 good, above that excellent."""
    if value > 0.9:
        return "excellent"
    if value >= 0.75:
        return "good"
    return "moderate" if value >= 0.5 else "poor"
