"""Two waves of one company: what changed between them, and which change is more than error (METHOD 2.6).

Like is compared with like: the overall scores of both waves have the weights of the later one, and
leave out a stage that has a score in only one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from cxaudit import cells, scoring
from cxaudit.analysis import repeats
from cxaudit.analysis.agreement import require_same_checklist
from cxaudit.analysis.confidence import Errors, WaveChange, change, of_overall, of_stage
from cxaudit.model import Audit, OverallScore, Rating, StageScore, is_scored

Auditors = Literal["same", "different", "unnamed"]
Fate = Literal["new", "stays", "open", "gone"]
"""Of a red flag; `open` is one of the earlier wave whose check has no score in the later one."""
Shown = Literal["unchanged", "unsure", "rise", "fall"]


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall scores as they are compared, which need not be those of the two reports."""

    before: OverallScore
    after: OverallScore
    change: WaveChange | None
    reweighed: bool
    """Whether the earlier wave had other weights of its own."""
    left_out: tuple[str, ...]
    """Codes of the stages that only one of the waves has a score of."""


@dataclass(frozen=True, slots=True)
class StageMove:
    """A stage in both waves; no change where one of them has no score."""

    before: StageScore
    after: StageScore
    change: WaveChange | None

    @property
    def code(self) -> str:
        return self.after.code


@dataclass(frozen=True, slots=True)
class CriterionMove:
    """What one criterion got in both waves; a single criterion is never called a real change."""

    criterion: str
    before: Rating
    after: Rating

    @property
    def difference(self) -> float | None:
        """Later less earlier; None unless both scored it."""
        one, other = _score(self.before), _score(self.after)
        return None if one is None or other is None else float(other - one)


@dataclass(frozen=True, slots=True)
class Flag:
    """A red flag of either wave, and what became of it."""

    move: CriterionMove
    fate: Fate


@dataclass(frozen=True, slots=True)
class Sureness:
    """How many auditors a wave had, and what errors its double scores show or are assumed."""

    auditors: int
    errors: Errors


@dataclass(frozen=True, slots=True)
class Waves:
    """An earlier and a later audit of the same thing, compared."""

    before: Audit
    after: Audit
    auditors: Auditors
    sureness: tuple[Sureness, Sureness]
    """Of the earlier and of the later one."""
    overall: Overall
    stages: tuple[StageMove, ...]
    moved: tuple[CriterionMove, ...]
    """Criteria with different scores, the largest change first, then in the order of the checklist."""
    same: int
    """How many criteria have the same score in both."""
    one_sided: tuple[CriterionMove, ...]
    """Criteria that only one of the waves scored."""
    flags: tuple[Flag, ...]

    @property
    def real(self) -> tuple[StageMove, ...]:
        """The stages that changed by more than error."""
        return tuple(stage for stage in self.stages if stage.change and stage.change.real)


def compare(before: Audit, after: Audit) -> Waves:
    """Everything that two waves say together; KnownError if they use different checklists."""
    require_same_checklist(before, after)
    auditors = auditors_of(before, after)
    same = auditors == "same"
    sure = (_sureness(before), _sureness(after))
    one, other = scoring.score(before), scoring.score(after)
    moves = [CriterionMove(c, before.rating(c), after.rating(c)) for c in after.framework.criteria]
    both = [move for move in moves if move.difference is not None]
    moved = sorted((m for m in both if m.difference), key=lambda m: -abs(m.difference or 0.0))
    return Waves(
        before=before,
        after=after,
        auditors=auditors,
        sureness=sure,
        overall=_overall(before, after, same, sure),
        stages=tuple(_stage(a, b, same, sure) for a, b in zip(one.stages, other.stages, strict=True)),
        moved=tuple(moved),
        same=len(both) - len(moved),
        one_sided=tuple(m for m in moves if (_score(m.before) is None) != (_score(m.after) is None)),
        flags=_flags(moves, set(one.red_flags), set(other.red_flags)),
    )


def shown(found: WaveChange) -> Shown:
    """What one may say of a change: it is real only above the smallest that could be told from error."""
    if found.real:
        return "rise" if found.difference > 0 else "fall"
    return "unsure" if found.difference else "unchanged"


def auditors_of(before: Audit, after: Audit) -> Auditors:
    """Whether the same people scored both, so that leniency cancels out; a contested name is no name."""
    one, other = _names(before), _names(after)
    if "" in one | other:
        return "unnamed"
    return "same" if one == other else "different"


# --- which is the earlier one ---------------------------------------------------------------


def in_order(a: Audit, b: Audit) -> tuple[Audit, Audit]:
    """The earlier wave first, by the figures in the names of the waves, else by when the audits were made."""
    said = _named_order(_numbers(a.brief.wave), _numbers(b.brief.wave))
    if said is None:
        said = (a.created, a.id) <= (b.created, b.id)
    return (a, b) if said else (b, a)


_Numbers = tuple[list[int], list[int]]
"""Years and other figures: those of `2026-1` and of `Q1 2026` are the same."""


def _numbers(wave: str) -> _Numbers:
    found = [int(digits) for digits in re.findall(r"\d{1,9}", wave)]
    return [n for n in found if n >= 1000], [n for n in found if n < 1000]


def _named_order(one: _Numbers, other: _Numbers) -> bool | None:
    """Whether the first comes first; None where the names do not tell."""
    for first, second in zip(one, other, strict=True):
        if len(first) != len(second):
            return None
        if first != second:
            return first < second
    return None


def _names(audit: Audit) -> set[str]:
    """Who scored; a sheet that bears no name is by the auditor of the brief."""
    own = "" if cells.brief("auditor") in audit.conflicts else audit.brief.auditor
    return {(sheet.auditor or own).strip().casefold() for sheet in audit.sheets if not sheet.agreed}


def _sureness(audit: Audit) -> Sureness:
    return Sureness(repeats.auditors_of(audit), repeats.errors_of(audit))


# --- scores ---------------------------------------------------------------------------------


def _stage(before: StageScore, after: StageScore, same: bool, sure: tuple[Sureness, Sureness]) -> StageMove:
    pairs = zip((before, after), sure, strict=True)
    one, other = (of_stage(stage, found.auditors, found.errors) for stage, found in pairs)
    return StageMove(before, after, change(one, other, same) if one and other else None)


def _overall(before: Audit, after: Audit, same: bool, sure: tuple[Sureness, Sureness]) -> Overall:
    weighed, reweighed = _with_weights_of(before, after)
    pairs = zip(scoring.score(before).stages, scoring.score(after).stages, strict=True)
    left_out = tuple(a.code for a, b in pairs if a.published != b.published)
    one, other = (scoring.score(a, lambda c: c.stage not in left_out) for a in (weighed, after))
    both = zip((one, other), sure, strict=True)
    first, second = (of_overall(scores, found.auditors, found.errors) for scores, found in both)
    moved = change(first, second, same) if first and second else None
    return Overall(one.overall, other.overall, moved, reweighed, left_out)


def _with_weights_of(before: Audit, after: Audit) -> tuple[Audit, bool]:
    """The earlier audit with the weights of the later one, and whether that changes it."""
    names = [cells.weight(stage.code) for stage in after.framework.stages]
    contested = any(name in before.conflicts for name in names)
    if not contested and _shares(before) == _shares(after):
        return before, False
    kept = {cell: heads for cell, heads in before.cells.items() if cell not in names}
    theirs = {name: after.cells[name] for name in names if name in after.cells}
    return replace(before, weights=after.weights, cells={**kept, **theirs}), True


def _shares(audit: Audit) -> list[Fraction]:
    """What share of the whole each stage has; 10 of 100 is 1 of 10."""
    exact = [Fraction(repr(audit.weights[stage.code])) for stage in audit.framework.stages]
    total = sum(exact)
    return [weight / total for weight in exact] if total else exact


# --- criteria -------------------------------------------------------------------------------


def _score(rating: Rating) -> int | Fraction | None:
    return rating.mark if is_scored(rating.mark) else None


def _flags(moves: list[CriterionMove], before: set[str], after: set[str]) -> tuple[Flag, ...]:
    """The flags of both waves: new ones first, then those that stay, are open, are gone."""
    found = [
        Flag(move, _fate(move, before, after))
        for move in moves
        if move.criterion in before or move.criterion in after
    ]
    order: tuple[Fate, ...] = ("new", "stays", "open", "gone")
    return tuple(sorted(found, key=lambda flag: order.index(flag.fate)))


def _fate(move: CriterionMove, before: set[str], after: set[str]) -> Fate:
    if move.criterion in after:
        return "stays" if move.criterion in before else "new"
    return "open" if _score(move.after) is None else "gone"
