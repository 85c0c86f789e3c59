"""How a number of an audit came about: from the overall to the changes of one criterion.

Every part is exact, so that the parts add up to the score that is shown (METHOD 2.1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cxaudit import cells, changes, visits, weights
from cxaudit.analysis.visits import Consolidated, consolidate
from cxaudit.model import (
    Audit,
    Change,
    Evidence,
    Json,
    Measure,
    OverallScore,
    Rating,
    Scores,
    Sheet,
    StageScore,
    is_scored,
)
from cxaudit.proof import grade, is_draft
from cxaudit.scoring import TOP
from cxaudit.timing import measures

StageEffect = Literal["counted", "no_weight", "conflict", "not_scored"]
CriterionEffect = Literal["counted", "not_applicable", "not_verified", "empty", "conflict"]
StepKind = Literal["score", "note", "file", "caption", "measure"]


@dataclass(frozen=True, slots=True)
class StagePart:
    """What a stage adds to the overall; `weight` is its least and its most, the same without a conflict.

    `points` is weight times mean, `low` and `high` with every U as 0 and as 5; they are None unless
    the stage has one score and one weight.
    """

    score: StageScore
    weight: tuple[float, float]
    effect: StageEffect
    points: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class OverallLineage:
    """The overall as weighted stages: `points / weight` is the score, `low / weight` its lower bound.

    The four are None while a conflict leaves a range, or if no stage counts.
    """

    overall: OverallScore
    parts: tuple[StagePart, ...]
    weight: Fraction | None
    points: Fraction | None
    low: Fraction | None
    high: Fraction | None

    @property
    def counted(self) -> tuple[StagePart, ...]:
        return tuple(part for part in self.parts if part.effect != "not_scored")

    @property
    def left_out(self) -> tuple[StagePart, ...]:
        """Stages without a score: their weight is not in the sum."""
        return tuple(part for part in self.parts if part.effect == "not_scored")


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """What a criterion adds to its stage; an `inherited` zero follows from its parent's zero."""

    criterion: str
    rating: Rating
    effect: CriterionEffect
    inherited: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class StageLineage:
    """A stage as marks: `total / count` is its mean, and U add 0 or 5 each to both bounds.

    `weights` are the changes that say its weight; none means the weight of the checklist.
    """

    score: StageScore
    parts: tuple[CriterionPart, ...]
    total: int | Fraction
    count: int
    weights: tuple[Change, ...]

    @property
    def counted(self) -> tuple[CriterionPart, ...]:
        return tuple(part for part in self.parts if part.effect in ("counted", "conflict"))

    @property
    def left_out(self) -> tuple[CriterionPart, ...]:
        return tuple(part for part in self.parts if part.effect not in ("counted", "conflict"))

    @property
    def bounds(self) -> tuple[tuple[int | Fraction, int], tuple[int | Fraction, int]]:
        """Total and count with every U as 0, and with every U as 5."""
        count = self.count + self.score.u
        return (self.total, count), (self.total + TOP * self.score.u, count)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a criterion, with the changes that it replaced; `current` ones are what it says now.

    `file` names the piece of evidence that a step of the kind file or caption is about.
    """

    kind: StepKind
    change: Change
    before: tuple[Change, ...]
    current: bool
    file: str = ""


@dataclass(frozen=True, slots=True)
class SheetMark:
    """What one sheet says of a criterion; several `scores` or `notes` are the versions of a conflict."""

    sheet: Sheet
    scores: tuple[Change, ...]
    notes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class CriterionLineage:
    """A mark with all that it rests on: what each sheet says, and what its visits come to."""

    criterion: str
    rating: Rating
    grade: int
    draft: bool
    inherited_from: str
    sheets: tuple[SheetMark, ...]
    visits: Consolidated
    evidence: tuple[Evidence, ...]
    measures: tuple[Measure, ...]
    steps: tuple[Step, ...]
    """Oldest first."""

    @property
    def rivals(self) -> frozenset[str]:
        """The changes that contradict each other."""
        each = (heads for one in self.sheets for heads in (one.scores, one.notes) if len(heads) > 1)
        return frozenset(head.id for heads in each for head in heads)


# --- overall --------------------------------------------------------------------------------


def of_overall(audit: Audit, scores: Scores) -> OverallLineage:
    """How the overall came about."""
    parts = tuple(_stage_part(audit, score) for score in scores.stages)
    counted = [part for part in parts if part.effect != "not_scored"]
    weight = points = low = high = None
    if counted and all(part.points is not None for part in counted):
        weight = sum((_exact(part.score.weight) for part in counted), Fraction(0))
        points = sum((part.points for part in counted if part.points is not None), Fraction(0))
        low = sum((part.low for part in counted if part.low is not None), Fraction(0))
        high = sum((part.high for part in counted if part.high is not None), Fraction(0))
    return OverallLineage(scores.overall, parts, weight, points, low, high)


def _stage_part(audit: Audit, score: StageScore) -> StagePart:
    weight = weights.span(audit, score.code)
    if not score.published:
        return StagePart(score, weight, "not_scored")
    if score.score is None or weight[0] != weight[1]:
        return StagePart(score, weight, "conflict")
    rated = _stage(audit, score)
    exact = _exact(score.weight)
    mean = Fraction(rated.total, rated.count)
    low, high = (Fraction(*bound) for bound in rated.bounds)
    effect: StageEffect = "counted" if exact else "no_weight"
    return StagePart(score, weight, effect, exact * mean, exact * low, exact * high)


def _exact(number: float) -> Fraction:
    """The decimal number that was typed."""
    return Fraction(repr(number))


# --- stage ----------------------------------------------------------------------------------


def of_stage(audit: Audit, scores: Scores, code: str) -> StageLineage:
    """How the score of that stage came about; KeyError if there is none."""
    return _stage(audit, scores.stage(code))


def _stage(audit: Audit, score: StageScore) -> StageLineage:
    parts = tuple(_criterion_part(audit, c.id) for c in audit.framework.stage(score.code).criteria)
    marks = [part.rating.mark for part in parts if is_scored(part.rating.mark)]
    heads = audit.cells.get(cells.weight(score.code), ())
    return StageLineage(score, parts, sum(marks), len(marks), heads)


def _criterion_part(audit: Audit, criterion: str) -> CriterionPart:
    rating = audit.rating(criterion)
    inherited = bool(_parent_of_zero(audit, criterion))
    return CriterionPart(criterion, rating, _effect(rating), inherited, is_draft(audit, criterion))


def _effect(rating: Rating) -> CriterionEffect:
    if rating.conflict:
        return "conflict"
    if rating.mark == "N":
        return "not_applicable"
    if rating.mark == "U":
        return "not_verified"
    return "empty" if rating.mark is None else "counted"


def _parent_of_zero(audit: Audit, criterion: str) -> str:
    """The criterion whose 0 this 0 follows from, or empty."""
    parent = audit.framework.criteria[criterion].parent
    return parent if parent and audit.rating(criterion).mark == 0 == audit.rating(parent).mark else ""


# --- criterion ------------------------------------------------------------------------------


def of_criterion(audit: Audit, criterion: str, history: Iterable[Change]) -> CriterionLineage:
    """What the mark of that criterion rests on; `history` are the changes of the audit or of `cells_of`."""
    return CriterionLineage(
        criterion=criterion,
        rating=audit.rating(criterion),
        grade=grade(audit, criterion),
        draft=is_draft(audit, criterion),
        inherited_from=_parent_of_zero(audit, criterion),
        sheets=tuple(
            SheetMark(
                sheet,
                audit.cells.get(cells.score(criterion, sheet.id), ()),
                audit.cells.get(cells.note(criterion, sheet.id), ()),
            )
            for sheet in audit.sheets
        ),
        visits=consolidate(visits.marks_of(audit, criterion), visits.takes_worst(audit, criterion)),
        evidence=audit.evidence_of(criterion),
        measures=measures.of(audit, criterion),
        steps=_steps(audit, criterion, history),
    )


def cells_of(audit: Audit, criterion: str) -> tuple[str, ...]:
    """The cells that tell of a criterion, so that a long log need not be read whole; also removed files."""
    of_sheet = (cells.score, cells.note)
    found = [cell(criterion, sheet.id) for sheet in audit.sheets for cell in of_sheet]
    for cell, heads in audit.cells.items():
        match cell.split("/"):
            case ["evidence", file] if any(_may_prove(head.value, criterion) for head in heads):
                found += [cell, cells.caption(file)]
            case ["measure", _] if any(_may_prove(head.value, criterion) for head in heads):
                found.append(cell)
    return tuple(found)


def _may_prove(value: Json, criterion: str) -> bool:
    """Whether a file or a measure belongs to the criterion; of a removed one only its history says so."""
    return value is None or bool(value["criterion"] == criterion)


def _steps(audit: Audit, criterion: str, history: Iterable[Change]) -> tuple[Step, ...]:
    known = {change.id: change for change in history}
    kinds = _kinds(audit, criterion, known.values())
    return tuple(
        Step(
            kind=kinds[change.cell][0],
            change=change,
            before=tuple(known[parent] for parent in change.parents if parent in known),
            current=any(head.id == change.id for head in audit.cells.get(change.cell, ())),
            file=kinds[change.cell][1],
        )
        for change in changes.ordered(known.values())
        if change.cell in kinds
    )


def _kinds(audit: Audit, criterion: str, history: Iterable[Change]) -> dict[str, tuple[StepKind, str]]:
    """By cell: what kind of step it is, and of which file."""
    found: dict[str, tuple[StepKind, str]] = {}
    for sheet in audit.sheets:
        found[cells.score(criterion, sheet.id)] = ("score", "")
        found[cells.note(criterion, sheet.id)] = ("note", "")
    for change in history:
        match change.cell.split("/"):
            case ["evidence", file] if change.value and change.value.get("criterion") == criterion:
                found[change.cell] = ("file", change.value["name"])
                found[cells.caption(file)] = ("caption", change.value["name"])
            case ["measure", _] if change.value and change.value["criterion"] == criterion:
                found[change.cell] = ("measure", "")
    return found
