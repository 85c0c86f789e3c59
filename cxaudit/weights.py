"""Weight sets of the stages: which preset they are, and how they come to 100 (METHOD 2.2)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from cxaudit import cells
from cxaudit.model import Audit, Framework

WHOLE = 100.0
_UNITS = (0.1, 0.01)
"""Weights are brought to 100 in tenths, or in hundredths where a tenth would lose a stage."""


def presets(framework: Framework) -> dict[str, dict[str, float]]:
    """Every preset by name and stage; `default` is what the stages of the framework say."""
    codes = [stage.code for stage in framework.stages]
    named = {"default": {stage.code: stage.weight for stage in framework.stages}}
    return named | {
        name: dict(zip(codes, weights, strict=True)) for name, weights in framework.presets.items()
    }


def preset_of(framework: Framework, weights: Mapping[str, float]) -> str:
    """The name of the preset that these weights are, or empty."""
    return next((name for name, preset in presets(framework).items() if preset == dict(weights)), "")


def rivals(audit: Audit, stage: str) -> tuple[float, ...]:
    """The different weights that a conflict proposes for a stage, rising; empty where there is none."""
    if (cell := cells.weight(stage)) not in audit.conflicts:
        return ()
    return tuple(sorted({float(head.value) for head in audit.cells[cell]}))


def span(audit: Audit, stage: str) -> tuple[float, float]:
    """The least and the most that a stage may weigh; the same twice without a conflict."""
    proposed = rivals(audit, stage) or (audit.weights[stage],)
    return proposed[0], proposed[-1]


def sum_span(audit: Audit) -> tuple[float, float]:
    """The least and the most that the weights of all stages may add up to."""
    spans = [span(audit, stage.code) for stage in audit.framework.stages]
    return math.fsum(low for low, _ in spans), math.fsum(high for _, high in spans)


def brought_to_100(weights: Mapping[str, float]) -> dict[str, float]:
    """The same proportions with the sum 100, in round numbers; no weight above zero falls to zero.

    ValueError if all are zero.
    """
    total = math.fsum(weights.values())
    if total <= 0:
        raise ValueError("all weights are zero")
    for unit in _UNITS:
        shared = _shared({code: value / total for code, value in weights.items()}, unit)
        if all(shared[code] > 0 for code, value in weights.items() if value > 0):
            break
    return shared


def _shared(shares: Mapping[str, float], unit: float) -> dict[str, float]:
    """100 in whole units by the largest remainders; ties go to the earlier stage."""
    exact = {code: share * WHOLE / unit for code, share in shares.items()}
    units = {code: math.floor(value + 1e-9) for code, value in exact.items()}
    missing = round(WHOLE / unit) - sum(units.values())
    for code in sorted(exact, key=lambda code: units[code] - exact[code])[:missing]:
        units[code] += 1
    return {code: round(count * unit, 2) for code, count in units.items()}
