"""Ranks, gaps, positions and how sure an order is, among the audits at hand (METHOD 5); pure."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul
from statistics import NormalDist, fmean
from typing import Literal

from cxaudit.languages import Lang

TIE = 0.005
"""Scores that differ by no more than this share a rank: both are shown as the same two decimals."""
_ROUNDING = 1e-9
PUBLISHED_WEIGHT = 0.6
"""The share of the weight that scored stages must carry (METHOD 2.1)."""
FEWEST_TO_SHRINK = 4

Position = Literal["defend", "catch_up", "white_space", "keep_pace"]
Percentile = Literal["", "indicative", "full"]

FAR_BELOW = 0.5
WEAK_MEDIAN = 2.5
WEAK_BEST = 3.5


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be said with so many peers: too few of them are no sample."""

    table: bool
    """The named table."""
    spread: bool
    """Median, lowest, highest, rank and position."""
    quartiles: bool
    percentile: Percentile


def shown(peers: int) -> Shown:
    """The small-n rule of METHOD 5."""
    return Shown(
        table=peers >= 1,
        spread=peers >= 4,
        quartiles=peers >= 9,
        percentile="full" if peers >= 20 else "indicative" if peers >= 9 else "",
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """How the scores of some audits lie; quartiles are interpolated linearly."""

    n: int
    low: float
    q1: float
    median: float
    q3: float
    best: float


def spread(values: Iterable[float]) -> Spread | None:
    """The spread of these scores; None if there are none."""
    return spread_of(sorted(values))


def spread_of(rising: Sequence[float]) -> Spread | None:
    """The same for scores that rise already."""
    if not rising:
        return None
    return Spread(
        n=len(rising),
        low=rising[0],
        q1=_quantile(rising, 0.25),
        median=_quantile(rising, 0.5),
        q3=_quantile(rising, 0.75),
        best=rising[-1],
    )


def _quantile(rising: Sequence[float], share: float) -> float:
    at = share * (len(rising) - 1)
    below = math.floor(at)
    above = min(below + 1, len(rising) - 1)
    return rising[below] + (rising[above] - rising[below]) * (at - below)


@dataclass(frozen=True, slots=True)
class _Place:
    above: int
    equal: int
    below: int


def _place(value: float, rising: Sequence[float]) -> _Place:
    """Where a value lies among these, which rise."""
    tie = TIE + _ROUNDING
    below, up_to = bisect_left(rising, value - tie), bisect_right(rising, value + tie)
    return _Place(above=len(rising) - up_to, equal=up_to - below, below=below)


def _places(values: Sequence[float]) -> list[_Place]:
    rising = sorted(values)
    return [_place(value, rising) for value in values]


def ranks(values: Sequence[float]) -> tuple[int, ...]:
    """Standard competition ranks, the highest score first: 1, 2, 2, 4."""
    return tuple(place.above + 1 for place in _places(values))


def place_said(place: int, sharing: int, lang: Lang) -> str:
    """A place as it is printed; one that so many share is `2–3` in Russian and `2=` in English."""
    if sharing < 2:
        return str(place)
    return f"{place}–{place + sharing - 1}" if lang == "ru" else f"{place}="


def percentiles(values: Sequence[float]) -> tuple[float, ...]:
    """The percentile rank of each, 0-100, counting itself as half below."""
    return tuple(100 * (p.below + 0.5 * p.equal) / len(values) for p in _places(values))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a score stands among its peers; what the small-n rule forbids is None."""

    peers: int
    rank: int | None = None
    of: int | None = None
    tied: bool = False
    percentile: float | None = None
    to_best: float | None = None
    to_median: float | None = None
    position: Position | None = None
    spread: Spread | None = None


def standing(own: float, peers: Iterable[float]) -> Standing:
    """Rank, gaps and position of one score among those of its peers, without itself."""
    return standing_in(own, sorted(peers))


def standing_in(own: float, rising: Sequence[float]) -> Standing:
    """The same among peers whose scores rise already."""
    rule, lie = shown(len(rising)), spread_of(rising)
    if not rule.spread or lie is None:
        return Standing(len(rising))
    place = _place(own, rising)
    of = len(rising) + 1
    return Standing(
        peers=len(rising),
        rank=place.above + 1,
        of=of,
        tied=place.equal > 0,
        percentile=100 * (place.below + 0.5 * (place.equal + 1)) / of if rule.percentile else None,
        to_best=own - lie.best,
        to_median=own - lie.median,
        position=position(own, lie),
        spread=lie,
    )


def position(own: float, peers: Spread) -> Position:
    """What a stage calls for among its peers; the first that holds."""
    if own > peers.best:
        return "defend"
    if own <= peers.median - FAR_BELOW + _ROUNDING:
        return "catch_up"
    if peers.median < WEAK_MEDIAN and peers.best < WEAK_BEST:
        return "white_space"
    return "keep_pace"


# --- one weight set for all -----------------------------------------------------------------


def overall(scores: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The weighted mean of the scored stages; None if they carry less than 60 % of the weight."""
    return overalls([scores], weights)[0]


def overalls(table: Iterable[Sequence[float | None]], weights: Sequence[float]) -> list[float | None]:
    """The overall of every audit in the table with the same weights."""
    whole = math.fsum(weights)
    return [_overall(scores, weights, whole) for scores in table]


def _overall(scores: Sequence[float | None], weights: Sequence[float], whole: float) -> float | None:
    if None not in scores:
        return sum(map(mul, scores, weights)) / whole if whole else None
    carried = total = 0.0
    for score, weight in zip(scores, weights, strict=True):
        if score is not None:
            carried += weight
            total += score * weight
    enough = carried > 0 and carried + _ROUNDING >= PUBLISHED_WEIGHT * whole
    return total / carried if enough else None


# --- how sure an order is -------------------------------------------------------------------


def chance_above(a: float, b: float, error: float) -> float:
    """How likely a is truly above b, given the standard error of their difference."""
    if error <= 0:
        return 0.5 if a == b else float(a > b)
    return NormalDist().cdf((a - b) / error)


def shrinkage(values: Sequence[float], error: float) -> float:
    """How much of each distance to the mean is kept, 0-1; 1 for fewer than four audits."""
    if len(values) < FEWEST_TO_SHRINK:
        return 1.0
    mean = fmean(values)
    squares = math.fsum((value - mean) ** 2 for value in values)
    return max(0.0, 1 - (len(values) - 3) * error**2 / squares) if squares else 0.0


def adjusted(values: Sequence[float], error: float) -> tuple[float, ...]:
    """The scores drawn to their mean as far as their error asks for (James-Stein)."""
    mean, kept = fmean(values), shrinkage(values, error)
    return tuple(mean + kept * (value - mean) for value in values)
