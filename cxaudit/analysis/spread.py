"""Mean and spread of few numbers, summed exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction


def mean(values: Sequence[float | Fraction]) -> Fraction:
    """The exact mean; ZeroDivisionError without values."""
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values)


def sample_sd(values: Sequence[float | Fraction]) -> float | None:
    """The standard deviation over n - 1; None for fewer than two values."""
    if len(values) < 2:
        return None
    middle = mean(values)
    return math.sqrt(sum((Fraction(value) - middle) ** 2 for value in values) / (len(values) - 1))
