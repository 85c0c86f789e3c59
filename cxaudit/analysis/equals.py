"""Two to six audits on the same footing: one weight set, one scope, nobody the measure (METHOD 5); pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from statistics import median

from cxaudit import cells, scoring
from cxaudit.analysis import benchmark
from cxaudit.analysis.benchmark import Shown
from cxaudit.analysis.confidence import change
from cxaudit.analysis.cube import Difference, difference, old_before, row_of
from cxaudit.analysis.repeats import precision_of
from cxaudit.analysis.waves import auditors_of
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Criterion, Framework, Rating, Scores, is_scored
from cxaudit.peer import Row, Scope, consented

FEWEST, MOST = 2, 6
LETTERS = "ABCDEF"
LIKELY = 0.8
"""From this chance on an order is called likely."""


@dataclass(frozen=True, slots=True)
class Equal:
    """One of the compared audits; `scores` are with the common weights, over the common scope."""

    letter: str
    audit: Audit
    scores: Scores
    row: Row
    difference: Difference
    """Why it cannot be compared with the others; empty if it can."""
    old: bool
    """It began more than twelve months ago."""
    rank: int | None = None
    """By the overall score; None where the small-n rule forbids it or there is no score."""
    quotes: bool = False
    """Its notes may be printed: its consent is recorded."""

    @property
    def overall(self) -> float | None:
        return self.scores.overall.score


@dataclass(frozen=True, slots=True)
class Apart:
    """A criterion with the lowest and the highest score among those that can be compared."""

    criterion: Criterion
    low: float
    high: float


@dataclass(frozen=True)
class Equals:
    """The audits, best overall first, those that cannot be compared last."""

    equals: tuple[Equal, ...]
    framework: Framework
    scope: Scope
    own_weights: bool
    """Whether the weights are those of every audit; else they are those of the checklist."""

    @cached_property
    def fair(self) -> tuple[Equal, ...]:
        """Those that can be compared."""
        return tuple(one for one in self.equals if not one.difference)

    @cached_property
    def companies(self) -> int:
        """How many different companies can be compared."""
        return len({one.row.known or one.row.key for one in self.fair})

    @property
    def rule(self) -> Shown:
        """What may be said, with all companies but one as peers of that one."""
        return benchmark.shown(self.companies - 1)

    def scored(self, stage: int) -> list[float]:
        """The scores of the stage at that place, of those that can be compared."""
        found = (one.scores.stages[stage].score for one in self.fair)
        return [score for score in found if score is not None]

    def best(self, stage: int) -> float | None:
        return max(self.scored(stage), default=None)

    @cached_property
    def judged(self) -> tuple[int, ...]:
        """The places of the stages with scores enough for a median, or with two where no median is given."""
        every = range(len(self.framework.stages))
        if self.rule.spread:
            return tuple(at for at in every if benchmark.shown(len(self.scored(at)) - 1).spread)
        return tuple(at for at in every if len(self.scored(at)) > 1)

    @cached_property
    def nobody_good(self) -> tuple[int, ...]:
        """The places of those in which none reaches 3.5."""
        return tuple(at for at in self.judged if max(self.scored(at)) < benchmark.WEAK_BEST)

    @cached_property
    def white_spaces(self) -> tuple[int, ...]:
        """The places of those where all are weak; none with too few companies for a median."""
        weak = self.nobody_good if self.rule.spread else ()
        return tuple(at for at in weak if median(self.scored(at)) < benchmark.WEAK_MEDIAN)

    def chance(self, a: Equal, b: Equal) -> float | None:
        """How likely a is truly better than b; None without two scores that can be compared."""
        if a.difference or b.difference:
            return None
        one, other = precision_of(a.audit, a.scores), precision_of(b.audit, b.scores)
        if one is None or other is None:
            return None
        same = auditors_of(a.audit, b.audit) == "same"
        return benchmark.chance_above(one.score, other.score, change(one, other, same).error)

    @cached_property
    def apart(self) -> tuple[Apart, ...]:
        """The criteria that at least two scored differently, the furthest apart first."""
        found = []
        for criterion in self.criteria:
            marks = [r.mark for r in self.ratings(criterion, self.fair) if is_scored(r.mark)]
            if len(marks) > 1 and max(marks) > min(marks):
                found.append(Apart(criterion, float(min(marks)), float(max(marks))))
        return tuple(sorted(found, key=lambda one: (one.low - one.high, not one.criterion.critical, one.low)))

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Those of the scope."""
        every = self.framework.criteria.values()
        return tuple(c for c in every if self.scope == "full" or scoring.external_core(c))

    @staticmethod
    def ratings(criterion: Criterion, equals: Sequence[Equal]) -> list[Rating]:
        return [one.audit.rating(criterion.id) for one in equals]


def compare(audits: Sequence[Audit], today: date) -> Equals:
    """The audits beside each other; KnownError unless they are two to six different ones."""
    _check(audits)
    scope: Scope = "full" if len({_looks_inside(audit) for audit in audits}) == 1 else "core"
    rows = [row_of(audit, scoring.score(audit)) for audit in audits]
    measure = _measure(rows, scope)
    framework = audits[measure].framework
    reasons = [difference(row, rows[measure], scope) for row in rows]
    fair = [audit for audit, why in zip(audits, reasons, strict=True) if not why]
    own = len({tuple(audit.weights.items()) for audit in fair}) == 1 and any(fair[0].weights.values())
    given = dict(fair[0].weights) if own else {stage.code: stage.weight for stage in framework.stages}
    limit = old_before(today)
    found = []
    for audit, row, why in zip(audits, rows, reasons, strict=True):
        scores = _scores(audit, given if not why else {}, scope)
        old = "" < row.day < limit
        found.append(Equal("", audit, scores, row, why, old, quotes=consented(audit)))
    return Equals(_placed(found), framework, scope, own)


def _check(audits: Sequence[Audit]) -> None:
    if not FEWEST <= len(audits) <= MOST:
        raise KnownError(
            "This report compares {fewest} to {most} audits, and {n} were named. "
            "Nothing was written; name others.",
            fewest=FEWEST,
            most=MOST,
            n=len(audits),
        )
    if len({audit.id for audit in audits}) < len(audits):
        raise KnownError("Two of the files are the same audit. Nothing was written; name each audit once.")


def _looks_inside(audit: Audit) -> bool:
    """Whether anything that only the company's own data can show has a score."""
    inside = (c for c in audit.framework.criteria.values() if not scoring.external_core(c))
    return any(is_scored(audit.rating(c.id).mark) for c in inside)


def _measure(rows: Sequence[Row], scope: Scope) -> int:
    """The place of the audit with which the most others can be compared; the first of several."""
    agreeing = [sum(not difference(other, row, scope) for other in rows) for row in rows]
    return agreeing.index(max(agreeing))


def _scores(audit: Audit, given: dict[str, float], scope: Scope) -> Scores:
    """The scores with these weights, which nobody contests, or with its own if there are none given."""
    include = scoring.external_core if scope == "core" else None
    if given:
        kept = {cell: heads for cell, heads in audit.cells.items() if not _is_weight(cell, audit)}
        weights = {stage.code: given.get(stage.code, 0.0) for stage in audit.framework.stages}
        audit = replace(audit, weights=weights, cells=kept)
    return scoring.score(audit, include)


def _is_weight(cell: str, audit: Audit) -> bool:
    return any(cell == cells.weight(stage.code) for stage in audit.framework.stages)


def _placed(found: Sequence[Equal]) -> tuple[Equal, ...]:
    """In their order, with letters, and with ranks if there are enough companies."""

    def order(one: Equal) -> tuple[bool, bool, float]:
        return bool(one.difference), one.overall is None, -(one.overall or 0.0)

    placed = sorted(found, key=order)
    fair = [one for one in placed if not one.difference and one.overall is not None]
    enough = benchmark.shown(len({one.row.known or one.row.key for one in fair}) - 1).spread
    ranks = benchmark.ranks([one.overall or 0.0 for one in fair]) if enough else ()
    by_key = dict(zip((one.row.key for one in fair), ranks, strict=False))
    return tuple(
        replace(one, letter=letter, rank=by_key.get(one.row.key))
        for letter, one in zip(LETTERS, placed, strict=False)
    )
