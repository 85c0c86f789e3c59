"""The account of a number: the figure as it is shown, what it was made of, and where each part leads."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cxaudit.i18n import Translator
from cxaudit.model import Mark

Path = tuple[str, ...]
"""Where a part leads: a stage, a stage and a criterion, or the key of another account after `ACCOUNT`."""
ACCOUNT = "="
"""Before the key of an account, where a path names one."""
PLACES = 4
"""Enough to see how a figure of two places was rounded."""
LARGE = 1000
"""From here on decimals tell nothing."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A part of the number; it can be pressed if it has a path."""

    name: str
    note: str = ""
    figure: str = ""
    mark: Mark | Fraction | float | None = None
    """Shown as a chip where there is no figure."""
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of an account: sentences, then a reckoning, a table, and parts; each may be empty."""

    heading: str = ""
    words: tuple[str, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    """What it is and the figure; the last is what the others come to, if `result`."""
    result: bool = True
    table: tuple[tuple[str, ...], ...] = ()
    """Rows of cells, the first of them the heading; the first cell of each row is its name."""
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What is said of one number; `value` is what `shown` was rounded from, None for none."""

    name: str
    """Short, for the way from here to the parts and back."""
    title: str
    shown: str
    value: float | None
    words: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


def exact(tr: Translator, value: Fraction | float) -> str:
    """A figure with enough decimals to see how it was rounded."""
    number = float(value)
    return tr.number(number, PLACES if abs(number) < LARGE else 0)


def key(*parts: str) -> str:
    """The key of an account: what it is about, then of what."""
    return ":".join(parts)


def to(*parts: str) -> Path:
    """The path to another account."""
    return (ACCOUNT + key(*parts),)
