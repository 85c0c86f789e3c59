"""What each zone of the checklist keeps the overall score from its target, in exact fractions (METHOD 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Literal

from cxaudit import proof, scoring
from cxaudit.analysis import actions
from cxaudit.analysis.potential import Potential, Range
from cxaudit.model import Audit, Framework, Scores, Stage, Zone, is_scored

Obstacle = Literal["few_scored", "no_low", "unproven"]
"""Why a zone is not eligible: under two scores, none at 3 or lower, or low scores without an artefact."""
Grade = Callable[[Audit, str], int]
Targets = Callable[[str], Fraction]

FEWEST_SCORED = 2
LOW = 3
EFFORTS = ("S", "M", "L")


@dataclass(frozen=True)
class GrowthZone:
    """What one zone loses.

    `money` is the profit that it may add at the planning level; `stated` is the middle of the whole
    published range, which orders zones by money. Both need a baseline.
    """

    code: str
    stage: str
    scored: int
    low: tuple[str, ...]
    """Criteria scored 3 or lower, the lowest first."""
    open: tuple[str, ...]
    """Criteria below their target, the lowest first."""
    flagged: tuple[str, ...]
    """Critical criteria scored 0 or 1."""
    exact_points: Fraction
    exact_uplift: Fraction
    exact_gap: Fraction
    obstacles: tuple[Obstacle, ...]
    effort: str = ""
    """The least effort of its actions: S, M, L or empty."""
    money: Range | None = None
    stated: float | None = None

    @property
    def eligible(self) -> bool:
        return not self.obstacles

    @property
    def points(self) -> float:
        """Recoverable points of the overall score."""
        return float(self.exact_points)

    @property
    def uplift(self) -> float:
        """The middle of the stage's published range by the mean of all middles."""
        return float(self.exact_uplift)

    @cached_property
    def exact_index(self) -> Fraction:
        return self.exact_points * self.exact_uplift

    @property
    def index(self) -> float:
        """Gap x weight x uplift, which orders the zones."""
        return float(self.exact_index)

    @property
    def mean_gap(self) -> float:
        """How far its criteria are from their targets, in points of the scale."""
        return float(self.exact_gap)


def zones(
    audit: Audit,
    scores: Scores,
    target: Targets,
    grade: Grade = proof.grade,
    worth: Potential | None = None,
) -> tuple[GrowthZone, ...]:
    """Every zone with a score in a stage that has one, in the order of the checklist."""
    settled = [s for s in scores.stages if s.score is not None]
    if not carried(scores):
        return ()
    factors = uplift_factors(audit.framework)
    efforts = _efforts(audit)
    found = []
    for score in settled:
        stage, share = audit.framework.stage(score.code), share_of(scores, score.code)
        for zone in stage.zones:
            marks = _marks(audit, stage, zone)
            if marks:
                gaps = {c: max(target(c) - mark, Fraction(0)) for c, mark in marks.items()}
                missed = sum(gaps.values(), Fraction(0))
                money, stated = _worth(audit, stage, missed, worth)
                found.append(
                    GrowthZone(
                        code=zone.code,
                        stage=stage.code,
                        scored=len(marks),
                        low=_lowest(marks, [c for c, mark in marks.items() if mark <= LOW]),
                        open=_lowest(marks, [c for c, gap in gaps.items() if gap]),
                        flagged=tuple(c for c in marks if c in scores.red_flags),
                        exact_points=share * missed / score.scored,
                        exact_uplift=factors[stage.code],
                        exact_gap=missed / len(gaps),
                        obstacles=_obstacles(audit, scores, marks, grade),
                        effort=efforts.get(zone.code, ""),
                        money=money,
                        stated=stated,
                    )
                )
    return tuple(found)


def carried(scores: Scores) -> Fraction:
    """The weight of the stages that have a score."""
    return sum((exact(s.weight) for s in scores.stages if s.score is not None), Fraction(0))


def share_of(scores: Scores, stage: str) -> Fraction:
    """The weight of that stage, as a share of those that have a score."""
    return exact(scores.stage(stage).weight) / carried(scores)


def uplift_middles(framework: Framework) -> dict[str, Fraction]:
    """The middle of each stage's published range."""
    return {s.code: (exact(s.uplift.low) + exact(s.uplift.high)) / 2 for s in framework.stages}


def uplift_factors(framework: Framework) -> dict[str, Fraction]:
    """The middle of each stage's published range, by the mean of all middles."""
    middles = uplift_middles(framework)
    mean = sum(middles.values(), Fraction(0)) / len(middles)
    return {code: middle / mean for code, middle in middles.items()}


@lru_cache(maxsize=256)
def exact(number: float) -> Fraction:
    """The decimal number that was typed, not its nearest binary neighbour."""
    return Fraction(repr(number))


# --- one zone -------------------------------------------------------------------------------


Marks = Mapping[str, int | Fraction]
"""Scores by criterion."""


def _marks(audit: Audit, stage: Stage, zone: Zone) -> Marks:
    marks = {c.id: audit.rating(c.id).mark for c in stage.criteria if c.zone == zone.code}
    return {c: mark for c, mark in marks.items() if is_scored(mark)}


def _lowest(marks: Marks, criteria: list[str]) -> tuple[str, ...]:
    return tuple(sorted(criteria, key=lambda c: (marks[c], c)))


def _obstacles(audit: Audit, scores: Scores, marks: Marks, grade: Grade) -> tuple[Obstacle, ...]:
    low = [c for c, mark in marks.items() if mark <= LOW]
    found: list[Obstacle] = []
    if len(marks) < FEWEST_SCORED:
        found.append("few_scored")
    if not low:
        found.append("no_low")
    else:
        proven = {c for c in low if proof.is_shown(audit, c, grade)}
        if not proven or any(marks[c] <= 1 and c not in proven for c in low):
            found.append("unproven")
    return tuple(found)


def _worth(
    audit: Audit, stage: Stage, missed: Fraction, worth: Potential | None
) -> tuple[Range | None, float | None]:
    """The zone's part of what its stage alone may add: its part of all that the stage lacks to 5."""
    planned = {e.code: e.change for e in worth.planned.stages} if worth else {}
    stated = {e.code: e.change.middle for e in worth.stated.stages} if worth else {}
    if stage.code not in planned:
        return None, None
    marks = [mark for c in stage.criteria if is_scored(mark := audit.rating(c.id).mark)]
    lacking = scoring.TOP * len(marks) - sum(marks)
    part = float(missed / lacking) if lacking else 0.0
    change = planned[stage.code]
    return Range(change.low * part, change.middle * part, change.high * part), stated[stage.code] * part


def _efforts(audit: Audit) -> dict[str, str]:
    """The least effort named by the actions of each zone."""
    found: dict[str, str] = {}
    for action in actions.read(audit):
        if action.effort and not (action.standing and action.standing.status == "rejected"):
            for zone in action.zones:
                found[zone] = min(found.get(zone, action.effort), action.effort, key=EFFORTS.index)
    return found
