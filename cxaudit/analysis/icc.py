"""Intraclass correlation, the six forms of Shrout and Fleiss (1979), from its sums of squares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cxaudit.analysis.spread import mean


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Between targets, within targets, between raters, and what is left."""

    targets: Fraction
    within: Fraction
    raters: Fraction
    rest: Fraction


@dataclass(frozen=True, slots=True)
class Icc:
    """ICC(model, raters): one rater or the mean of k; None where it is not computable.

    Model 1: other raters for each target; 2: the raters are a sample, absolute agreement
    (METHOD 2.5 asks for this one); 3: only these raters, consistency.
    """

    targets: int
    raters: int
    one_single: float | None = None
    two_single: float | None = None
    three_single: float | None = None
    one_mean: float | None = None
    two_mean: float | None = None
    three_mean: float | None = None


def icc(targets: Iterable[Sequence[float | None]]) -> Icc:
    """All six from one row per target (say the stage scores of a company), one column per rater.

    Rows with a gap are left out. Nothing is computable for fewer than two rows or raters, or if
    nothing varies. ValueError if the rows differ in length.
    """
    rows, n, k = _whole(targets)
    found = _mean_squares(rows, n, k)
    if found is None:
        return Icc(n, k)
    between, within, raters, rest = found.targets, found.within, found.raters, found.rest
    return Icc(
        n,
        k,
        one_single=_share(between - within, between + (k - 1) * within),
        two_single=_share(between - rest, between + (k - 1) * rest + k * (raters - rest) / n),
        three_single=_share(between - rest, between + (k - 1) * rest),
        one_mean=_share(between - within, between),
        two_mean=_share(between - rest, between + (raters - rest) / n),
        three_mean=_share(between - rest, between),
    )


def mean_squares(targets: Iterable[Sequence[float | None]]) -> MeanSquares | None:
    """What the six are made of; None where they are not computable for lack of rows or raters."""
    return _mean_squares(*_whole(targets))


def _whole(targets: Iterable[Sequence[float | None]]) -> tuple[list[list[Fraction]], int, int]:
    """The rows without a gap, how many there are, and how many raters."""
    given = [tuple(row) for row in targets]
    if len({len(row) for row in given}) > 1:
        raise ValueError("the rows differ in length")
    rows = [[Fraction(v) for v in row if v is not None] for row in given if None not in row]
    return rows, len(rows), len(given[0]) if given else 0


def _mean_squares(rows: Sequence[Sequence[Fraction]], n: int, k: int) -> MeanSquares | None:
    if n < 2 or k < 2:
        return None
    grand = mean([value for row in rows for value in row])
    of_rows = k * _squares([mean(row) for row in rows], grand)
    of_raters = n * _squares([mean(column) for column in zip(*rows, strict=True)], grand)
    inside = _squares([value for row in rows for value in row], grand) - of_rows
    return MeanSquares(
        of_rows / (n - 1),
        inside / (n * (k - 1)),
        of_raters / (k - 1),
        (inside - of_raters) / ((n - 1) * (k - 1)),
    )


def _squares(values: Iterable[Fraction], middle: Fraction) -> Fraction:
    return sum(((value - middle) ** 2 for value in values), Fraction(0))


def _share(part: Fraction, whole: Fraction) -> float | None:
    return float(part / whole) if whole > 0 else None
