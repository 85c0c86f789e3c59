"""How the profit of today becomes that of the potential, one stage after another (METHOD 4.2)."""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.potential import DEFAULT, Level, Model, Range, outcome

ORDER = ("ACQ", "SEL", "SAL", "ONB", "SOL", "EVO", "OFF", "LOY")
"""Along the client's path; stages that move the same figure stand together."""


@dataclass(frozen=True, slots=True)
class Step:
    """The profit once this stage and all before it have changed; another order gives other steps."""

    code: str
    profit: Range


def steps(baseline: Baseline, level: Level, model: Model = DEFAULT) -> tuple[Step, ...]:
    """The stages of the level in turn; the last step is the level's own outcome."""
    uplifts: tuple[dict[str, float], ...] = ({}, {}, {})
    found = []
    for effect in sorted(level.stages, key=lambda effect: ORDER.index(effect.code)):
        low, high = effect.published
        for raised, end in zip(uplifts, (low, (low + high) / 2, high), strict=True):
            raised[effect.code] = level.kappa * effect.share * end
        profits = (outcome(baseline, raised, model).profit for raised in uplifts)
        found.append(Step(effect.code, Range(*profits)))
    return tuple(found)
