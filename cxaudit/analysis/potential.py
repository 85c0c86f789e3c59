"""What the profit of one year's new clients may gain if the stages improve (METHOD 4.2).

Every uplift is a relative change of its metric, never percentage points: a conversion of 2% raised by
40% is 2.8%. An effect of one stage is computed with all other stages unchanged, so effects of several
stages overlap and have no sum; `Level.change` is what they do together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cxaudit.analysis.baseline import Baseline
from cxaudit.model import Framework, Scores
from cxaudit.scoring import TOP

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

LEVERS = ("ACQ", "SEL", "SAL", "ONB", "SOL", "EVO", "LOY", "OFF")
"""The stages whose metric the model has, in the order of the random draws."""
OVERLAPS = (("ONB", "SOL"), ("EVO", "OFF"))
"""Stages that move the same figure; only the larger of the two counts (METHOD 4.2)."""
FALLING = ("SEL", "OFF")
"""The stages whose metric falls: mis-sale and churn."""
RISE, FALL = 10.0, 0.99
"""The largest relative changes: a framework allows no larger rise, and what falls by 1 is gone."""
PLANNED = 0.5
STATED = 1.0
DRAWS = 10_000
SEED = 42
PERCENTILES = (5, 50, 95)

Uplifts = Mapping[str, Any]
"""The relative change of each stage's metric, 0-1: a number, or an array of draws."""


@dataclass(frozen=True, slots=True)
class Model:
    """How uplifts are joined; the defaults are METHOD's, the others are for experts, with a warning."""

    overlap: Literal["larger", "multiply"] = "larger"
    fixed_cac: bool = False
    """False: the money spent per visit stays, so a better conversion makes each client cheaper."""


DEFAULT = Model()


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with every uplift at its low end, in the middle and at its high end."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one year's new clients bring over their lifetime, before overheads and the cost of change.

    `clv` is per client with the cost of winning him taken off; `growth` is clients x clv / CAC, an index
    and no money; `traditional` is traffic x conversion x yearly revenue per client.
    """

    clients: float
    active: float
    revenue: float
    cost_to_serve: float
    mis_sale_loss: float
    acquisition: float
    clv: float
    profit: float
    growth: float
    traditional: float


@dataclass(frozen=True, slots=True)
class StageEffect:
    """What one stage alone may add to the profit; not to be added to that of another stage."""

    code: str
    share: float
    """How far the stage is from 5, as a share of 5: only that part of the published range applies."""
    published: tuple[float, float]
    change: Range


@dataclass(frozen=True, slots=True)
class Level:
    """All stages of the scope together, with that part `kappa` of the ranges that remain to each stage.

    `change` is added profit with all ranges at the same end, the honest band; `simulated` has its
    percentiles 5, 50 and 95 when each stage falls anywhere in its range by itself, a narrower band.
    """

    kappa: float
    change: Range
    outcomes: tuple[Outcome, Outcome, Outcome]
    """At the low ends, in the middle and at the high ends."""
    simulated: Range
    stages: tuple[StageEffect, ...]


@dataclass(frozen=True, slots=True)
class Potential:
    """The profit now, and what may be added at the planning level (the headline) and as stated."""

    base: Outcome
    scope: tuple[str, ...]
    """The stages that take part: those in the scope that have a score."""
    unscored: tuple[str, ...]
    """The stages of the scope without a single score; they add nothing."""
    planned: Level
    stated: Level
    model: Model

    @property
    def client_costs_more(self) -> bool:
        """Whether a client now costs more than he brings, so that more clients lose more money."""
        return self.base.clv < 0


def potential(
    baseline: Baseline,
    scores: Scores,
    framework: Framework,
    scope: Iterable[str] | None = None,
    model: Model = DEFAULT,
) -> Potential:
    """What the profit may gain; `scope` narrows it to some stages, say those of the TOP zones."""
    asked = [code for code in LEVERS if _has(framework, code) and (scope is None or code in {*scope})]
    shares = {code: share for code in asked if (share := _share(scores, code)) is not None}
    published = {code: _published(framework, code) for code in shares}
    return Potential(
        base=outcome(baseline, {}, model),
        scope=tuple(shares),
        unscored=tuple(code for code in asked if code not in shares),
        planned=_level(baseline, shares, published, PLANNED, model),
        stated=_level(baseline, shares, published, STATED, model),
        model=model,
    )


def outcome(baseline: Baseline, uplifts: Uplifts, model: Model = DEFAULT) -> Outcome:
    """What the year's clients bring after these relative changes; ValueError for one out of range."""
    flows = _flows(baseline, uplifts, model)
    clients, profit = flows.clients, flows.profit
    clv, cac = profit / clients, flows.acquisition / clients
    return Outcome(
        clients=float(clients),
        active=float(flows.active),
        revenue=float(flows.revenue),
        cost_to_serve=float(flows.cost_to_serve),
        mis_sale_loss=float(flows.mis_sale_loss),
        acquisition=float(flows.acquisition),
        clv=float(clv),
        profit=float(profit),
        growth=float(clients * clv / cac),
        traditional=float(clients * flows.yearly),
    )


@dataclass(frozen=True, slots=True)
class _Flows:
    """The parts of the profit; each a number, or an array with one number per draw."""

    clients: Any
    active: Any
    yearly: Any
    revenue: Any
    cost_to_serve: Any
    mis_sale_loss: Any
    acquisition: Any

    @property
    def profit(self) -> Any:
        return self.revenue - self.cost_to_serve - self.mis_sale_loss - self.acquisition


def _flows(base: Baseline, uplifts: Uplifts, model: Model) -> _Flows:
    """METHOD 4.2 line by line."""
    for code, change in uplifts.items():
        _check(code, change)
    up = {code: 1 + uplifts.get(code, 0.0) for code in LEVERS}
    traffic = base.traffic * up["ACQ"]
    conversion = _at_most(1.0, base.conversion * up["SAL"])
    mis_sale = base.mis_sale * (1 - uplifts.get("SEL", 0.0))
    longer = 1 / (1 - uplifts.get("OFF", 0.0))
    if model.overlap == "multiply":
        raised, lasting = up["ONB"] * up["SOL"], up["EVO"] * longer
    else:
        raised, lasting = _larger(up["ONB"], up["SOL"]), _larger(up["EVO"], longer)
    share = _at_most(1.0, base.activation * base.active * raised)
    lifetime, yearly = base.lifetime * lasting, base.revenue * up["LOY"]
    clients = traffic * conversion
    active = clients * (1 - mis_sale) * share
    cac = base.cac if model.fixed_cac else base.cac * base.conversion / conversion
    return _Flows(
        clients=clients,
        active=active,
        yearly=yearly,
        revenue=active * lifetime * yearly,
        cost_to_serve=active * lifetime * (base.variable_cost * yearly + base.service_cost),
        mis_sale_loss=clients * mis_sale * base.mis_sale_loss,
        acquisition=clients * cac,
    )


def _at_most(limit: float, value: Any) -> Any:
    """Numbers are not given to numpy, which takes ten times as long for one of them."""
    if isinstance(value, float):
        return min(limit, value)
    import numpy

    return numpy.minimum(limit, value)


def _larger(one: Any, other: Any) -> Any:
    if isinstance(one, float) and isinstance(other, float):
        return max(one, other)
    import numpy

    return numpy.maximum(one, other)


def _check(code: str, change: Any) -> None:
    """Refuse percentages and points where a share is meant: 40% is 0.4."""
    if code not in LEVERS:
        raise ValueError(f"{code} has no metric in the model")
    lowest, highest = (change, change) if isinstance(change, int | float) else (change.min(), change.max())
    most = FALL if code in FALLING else RISE
    if not (lowest >= 0 and highest <= most):  # which no NaN is either
        raise ValueError(f"the uplift of {code} is a relative change from 0 to {most}")


# --- levels ---------------------------------------------------------------------------------


def _level(
    baseline: Baseline,
    shares: Mapping[str, float],
    published: Mapping[str, tuple[float, float]],
    kappa: float,
    model: Model,
) -> Level:
    applied = {code: kappa * share for code, share in shares.items()}
    ends = [
        {code: applied[code] * at for code, at in zip(shares, column, strict=True)}
        for column in zip(*(_ends(published[code]) for code in shares), strict=True)
    ] or [{}, {}, {}]
    base = outcome(baseline, {}, model).profit
    low, middle, high = (outcome(baseline, uplifts, model) for uplifts in ends)
    return Level(
        kappa=kappa,
        change=Range(low.profit - base, middle.profit - base, high.profit - base),
        outcomes=(low, middle, high),
        simulated=_simulated(baseline, applied, published, base, model),
        stages=tuple(
            StageEffect(
                code,
                shares[code],
                published[code],
                Range(*(outcome(baseline, {code: end[code]}, model).profit - base for end in ends)),
            )
            for code in shares
        ),
    )


def _ends(published: tuple[float, float]) -> tuple[float, float, float]:
    low, high = published
    return low, (low + high) / 2, high


def _simulated(
    baseline: Baseline,
    applied: Mapping[str, float],
    published: Mapping[str, tuple[float, float]],
    base: float,
    model: Model,
) -> Range:
    """Percentiles of the added profit over independent uniform draws; the same ones each time."""
    import numpy

    drawn = _drawn()
    uplifts: dict[str, NDArray[numpy.float64]] = {}
    for column, code in enumerate(LEVERS):
        if code in applied:
            low, high = published[code]
            uplifts[code] = applied[code] * (low + (high - low) * drawn[:, column])
    gained = numpy.broadcast_to(_flows(baseline, uplifts, model).profit - base, DRAWS)
    return Range(*(float(value) for value in numpy.percentile(gained, PERCENTILES)))


@cache
def _drawn() -> NDArray[numpy.float64]:
    """A number from 0 to 1 for each draw and lever."""
    import numpy

    found = numpy.random.default_rng(SEED).random((DRAWS, len(LEVERS)))
    found.flags.writeable = False
    return found


# --- inputs ---------------------------------------------------------------------------------


def _has(framework: Framework, code: str) -> bool:
    return any(stage.code == code for stage in framework.stages)


def _share(scores: Scores, code: str) -> float | None:
    """How far the stage is from 5, of 5; None without a single score."""
    score = scores.stage(code).score
    return None if score is None else (TOP - score) / TOP


def _published(framework: Framework, code: str) -> tuple[float, float]:
    uplift, most = framework.stage(code).uplift, FALL if code in FALLING else RISE
    return min(uplift.low, most), min(uplift.high, most)
