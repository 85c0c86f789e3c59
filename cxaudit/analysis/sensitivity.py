"""How far the overall score moves under other weights and other methods (METHOD 2.4).

Only the published stages take part, with their weights brought to a sum of 1, as in the score itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxaudit import weights as weight_sets
from cxaudit.model import Audit, Scores, StageScore, is_scored

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = NDArray[np.float64]

LESS, MORE = 0.75, 1.25
"""The factors between which a weight is thought to lie."""
DRAWS, SEED = 10_000, 42
PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, slots=True)
class Swing:
    """The overall score with one weight at three quarters and at five quarters of itself."""

    stage: str
    less: float
    more: float

    @property
    def low(self) -> float:
        return min(self.less, self.more)

    @property
    def high(self) -> float:
        return max(self.less, self.more)

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Band:
    """Percentiles of the overall score when all weights are noisy."""

    p5: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The overall score without one criterion."""

    criterion: str
    score: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the overall score would be otherwise; every figure is unrounded, 0-5."""

    score: float
    swings: tuple[Swing, ...]
    """One per published stage, in the order of the framework."""
    noisy: Band
    presets: Mapping[str, float]
    """The score under every named weight set but the one in use."""
    geometric: float
    """The shifted geometric mean, which lets no strong stage pay for a weak one."""
    left_out: LeftOut | None
    """The criterion whose absence moves the score most, the first of equals; None if none moves it."""
    bounds: tuple[float, float]
    """The score with every U as 0 and as 5."""
    weakest: tuple[str, ...]
    """The stage with the lowest score, or several that share it."""

    @property
    def span(self) -> tuple[float, float]:
        """The least and the most that one weight alone makes of the score."""
        return min(s.low for s in self.swings), max(s.high for s in self.swings)

    @property
    def widest(self) -> Swing:
        """The weight that matters most; the first of equals."""
        return max(self.swings, key=lambda swing: swing.width)


def sensitivity(audit: Audit, scores: Scores) -> Sensitivity | None:
    """None where there is no single overall score: not published, or something is in conflict."""
    overall = scores.overall
    if overall.score is None:
        return None
    stages = [stage for stage in scores.stages if stage.score is not None]
    values = [_value(stage) for stage in stages]
    used = [stage.weight for stage in stages]
    return Sensitivity(
        score=overall.score,
        swings=tuple(_swings(stages)),
        noisy=_noisy(scores.stages),
        presets=_presets(audit, stages),
        geometric=_geometric(used, values),
        left_out=_left_out(audit, stages, overall.score),
        bounds=(
            overall.score if overall.low is None else overall.low,
            overall.score if overall.high is None else overall.high,
        ),
        weakest=tuple(s.code for s in stages if s.score == min(values)),
    )


def noise(stages: int, draws: int = DRAWS, seed: int = SEED) -> Draws:
    """Factors between 0.75 and 1.25 for the weight of each stage, draws x stages; the same for a seed."""
    from numpy.random import default_rng

    return LESS + (MORE - LESS) * default_rng(seed).random((draws, stages))


def _value(stage: StageScore) -> float:
    return 0.0 if stage.score is None else stage.score


def _weighted(used: Sequence[float], values: Sequence[float]) -> float:
    return math.fsum(w * v for w, v in zip(used, values, strict=True)) / math.fsum(used)


def _swings(stages: Sequence[StageScore]) -> Iterator[Swing]:
    values = [_value(stage) for stage in stages]
    for stage in stages:
        less, more = ([s.weight * (factor if s is stage else 1) for s in stages] for factor in (LESS, MORE))
        yield Swing(stage.code, _weighted(less, values), _weighted(more, values))


def _noisy(stages: Sequence[StageScore]) -> Band:
    """Draws have a column for each stage of the framework, so that a missing stage shifts no other."""
    import numpy as np

    used = np.array([0.0 if s.score is None else s.weight for s in stages])
    values = np.array([_value(stage) for stage in stages])
    drawn = noise(len(stages))
    means = drawn @ (used * values) / (drawn @ used)
    return Band(*(float(x) for x in np.percentile(means, PERCENTILES, method="linear")))


def _presets(audit: Audit, stages: Sequence[StageScore]) -> dict[str, float]:
    """A set that gives no weight to any published stage has no score."""
    values = [_value(stage) for stage in stages]
    found = {}
    for name, named in weight_sets.presets(audit.framework).items():
        used = [named[stage.code] for stage in stages]
        if named != dict(audit.weights) and any(used):
            found[name] = _weighted(used, values)
    return found


def _geometric(used: Sequence[float], values: Sequence[float]) -> float:
    return math.exp(_weighted(used, [math.log1p(value) for value in values])) - 1


def _left_out(audit: Audit, stages: Sequence[StageScore], score: float) -> LeftOut | None:
    """The stage keeps its weight and takes the mean of its other criteria."""
    total = math.fsum(stage.weight for stage in stages)
    found: list[LeftOut] = []
    for stage in stages:
        for criterion in audit.framework.stage(stage.code).criteria:
            mark = audit.rating(criterion.id).mark
            if is_scored(mark) and (gap := _value(stage) - mark) and stage.weight:
                change = gap / (stage.scored - 1)
                found.append(LeftOut(criterion.id, score + stage.weight / total * change))
    return max(found, key=lambda left: abs(left.score - score), default=None)
