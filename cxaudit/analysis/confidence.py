"""How sure a score is: its error, what change is real, how many visits it takes, its grade (METHOD 2.6).

The spread over criteria is no error: criteria are chosen, not sampled. What is left out is how the
company itself differs from visit to visit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cxaudit import proof, scoring
from cxaudit.analysis.agreement import Agreement
from cxaudit.model import Audit, Scores, StageScore, is_scored

Z95 = 1.96
"""Two-sided 95% of the normal distribution, as the method prints it."""


# --- errors ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Errors:
    """Standard deviations in points of 0-5: of one rating, and of an auditor's leniency."""

    rating: float
    leniency: float
    rating_assumed: bool = False
    leniency_assumed: bool = False

    @property
    def assumed(self) -> bool:
        """Whether any of them is a default and not a measurement."""
        return self.rating_assumed or self.leniency_assumed


ASSUMED = Errors(rating=0.6, leniency=0.3, rating_assumed=True, leniency_assumed=True)


def measured(agreement: Agreement) -> Errors:
    """The rating error that a double-scored visit shows; two auditors do not tell a spread of leniency."""
    if agreement.sigma_r is None or agreement.enough == "too_few":
        return ASSUMED
    return Errors(agreement.sigma_r, ASSUMED.leniency, leniency_assumed=True)


@dataclass(frozen=True, slots=True)
class Precision:
    """A score with the variances of its two errors: of ratings, and of the auditors' leniency."""

    score: float
    random: float
    shared: float

    @property
    def error(self) -> float:
        """The standard error."""
        return math.sqrt(self.random + self.shared)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% range, clipped to the scale."""
        half = Z95 * self.error
        return max(0.0, self.score - half), min(float(scoring.TOP), self.score + half)


def of_stage(stage: StageScore, auditors: int = 1, errors: Errors = ASSUMED) -> Precision | None:
    """How exact the mean of one stage is; None without a single score."""
    _check(auditors)
    if stage.score is None:
        return None
    return Precision(stage.score, errors.rating**2 / (stage.scored * auditors), errors.leniency**2 / auditors)


def of_overall(scores: Scores, auditors: int = 1, errors: Errors = ASSUMED) -> Precision | None:
    """How exact the overall score is; an auditor is as lenient in every stage. None if not published."""
    _check(auditors)
    if scores.overall.score is None:
        return None
    published = [stage for stage in scores.stages if stage.score is not None]
    total = math.fsum(stage.weight for stage in published)
    random = math.fsum((s.weight / total) ** 2 / s.scored for s in published)
    return Precision(
        scores.overall.score, errors.rating**2 * random / auditors, errors.leniency**2 / auditors
    )


def _check(auditors: int) -> None:
    if auditors < 1:
        raise ValueError("a score needs an auditor")


# --- waves ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaveChange:
    """A later score less an earlier one; it is real only above what could be told from error."""

    difference: float
    error: float

    @property
    def detectable(self) -> float:
        """The smallest change that is called real."""
        return Z95 * self.error

    @property
    def real(self) -> bool:
        return abs(self.difference) > self.detectable


def change(before: Precision, after: Precision, same_auditor: bool = False) -> WaveChange:
    """What happened between two waves; the leniency of the same auditor cancels out."""
    variance = before.random + after.random
    if not same_auditor:
        variance += before.shared + after.shared
    return WaveChange(after.score - before.score, math.sqrt(variance))


def smallest_change(precision: Precision, same_auditor: bool = False) -> float:
    """The smallest change that a next wave, as exact as this one, can show."""
    return change(precision, precision, same_auditor).detectable


# --- visits ---------------------------------------------------------------------------------


def reliability(one: float, visits: float) -> float:
    """The reliability of the mean of several visits, from that of one, 0-1 (Spearman-Brown)."""
    if not 0 <= one <= 1 or visits <= 0:
        raise ValueError("a reliability lies between 0 and 1")
    return visits * one / (1 + (visits - 1) * one)


def visits_needed(one: float, wanted: float = 0.8) -> int:
    """How many visits reach the wanted reliability, both between 0 and 1."""
    return max(1, math.ceil(exact_visits(one, wanted)))


def exact_visits(one: float, wanted: float = 0.8) -> Fraction:
    """The same unrounded, of the decimals as typed: 0.5 to 0.8 takes 4 visits, not a hair more."""
    r, goal = Fraction(repr(one)), Fraction(repr(wanted))
    if not 0 < r < 1 or not 0 < goal < 1:
        raise ValueError("a reliability lies between 0 and 1")
    return goal * (1 - r) / (r * (1 - goal))


# --- grade ----------------------------------------------------------------------------------

Letter = Literal["A", "B", "C", "D"]
Ground = Literal["coverage", "proven", "visits", "alpha", "review"]
Cap = Literal["one_visit", "no_review"]

_STEPS: dict[Ground, tuple[float, ...]] = {
    "coverage": (0.7, 0.9),
    "proven": (0.6, 0.8),
    "visits": (2, 3),
    "alpha": (0.667, 0.8),
    "review": (1,),
}
"""What earns each point."""
_LETTERS: tuple[tuple[int, Letter], ...] = ((8, "A"), (6, "B"), (4, "C"), (0, "D"))
CAPS: dict[Cap, Letter] = {"one_visit": "B", "no_review": "C"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the confidence in an audit rests on; shares are 0-1."""

    coverage: float
    proven: float
    """The share of scores with an artefact (E2 or better)."""
    visits: int = 1
    """Per key touchpoint."""
    alpha: float | None = None
    """Krippendorff's, ordinal; None if not measured."""
    reviewed: bool = False
    """Whether somebody else checked the audit."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of the grade: what was found, and the points for it out of the most."""

    ground: Ground
    value: float | None
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Confidence:
    """The confidence grade with all that led to it."""

    letter: Letter
    uncapped: Letter
    reasons: tuple[Reason, ...]
    caps: tuple[Cap, ...]
    """What sets a limit to the grade, whatever its points."""

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def most(self) -> int:
        return sum(reason.most for reason in self.reasons)


def confidence(facts: Facts) -> Confidence:
    """The grade A-D of an audit."""
    values: dict[Ground, float | None] = {
        "coverage": facts.coverage,
        "proven": facts.proven,
        "visits": facts.visits,
        "alpha": facts.alpha,
        "review": int(facts.reviewed),
    }
    reasons = tuple(_reason(ground, value) for ground, value in values.items())
    points = sum(reason.points for reason in reasons)
    uncapped = next(letter for least, letter in _LETTERS if points >= least)
    holds: dict[Cap, bool] = {"one_visit": facts.visits <= 1, "no_review": not facts.reviewed}
    caps = tuple(cap for cap in CAPS if holds[cap])
    return Confidence(max([uncapped, *(CAPS[cap] for cap in caps)]), uncapped, reasons, caps)


def facts_of(
    audit: Audit, scores: Scores, visits: int = 1, alpha: float | None = None, reviewed: bool = False
) -> Facts:
    """What an audit itself tells of its confidence; visits, agreement and review come from outside it."""
    scored = [c for c in audit.framework.criteria if is_scored(audit.rating(c).mark)]
    proven = _count(proof.is_proven(audit, criterion) for criterion in scored)
    return Facts(
        coverage=scores.overall.coverage or 0.0,
        proven=proven / len(scored) if scored else 0.0,
        visits=visits,
        alpha=alpha,
        reviewed=reviewed,
    )


def _reason(ground: Ground, value: float | None) -> Reason:
    steps = _STEPS[ground]
    points = 0 if value is None else _count(value >= step for step in steps)
    return Reason(ground, value, points, len(steps))


def _count(held: Iterable[bool]) -> int:
    return sum(1 for holds in held if holds)
