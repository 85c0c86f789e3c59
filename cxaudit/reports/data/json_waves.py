"""What changed since an earlier wave, as docs/waves.md says it: for the export and for `cxaudit waves`."""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit.analysis.confidence import WaveChange
from cxaudit.analysis.waves import Auditors, CriterionMove, Fate, Shown, Sureness, Waves, shown
from cxaudit.model import Audit, OverallStatus, Rating, StageStatus

ExportedSide = int | float | str | None
"""A mark: a number, N, U, `conflict`, or null for none."""


@dataclass(frozen=True)
class ExportedWave:
    """One of the two audits."""

    id: str
    company: str
    wave: str
    auditor: str


@dataclass(frozen=True)
class ExportedSureness:
    """How many auditors each wave had, and its errors."""

    before: Sureness
    after: Sureness


@dataclass(frozen=True)
class ExportedOverallMove:
    """The overall scores as they are compared; a change above `detectable` is real."""

    before: float | None
    after: float | None
    status_before: OverallStatus
    status_after: OverallStatus
    difference: float | None
    error: float | None
    detectable: float | None
    reading: Shown | None
    reweighed: bool
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class ExportedStageMove:
    """A stage in both waves."""

    stage: str
    before: float | None
    after: float | None
    status_before: StageStatus
    status_after: StageStatus
    difference: float | None
    error: float | None
    detectable: float | None
    reading: Shown | None


@dataclass(frozen=True)
class ExportedSides:
    """What a criterion got in both waves."""

    criterion: str
    before: ExportedSide
    after: ExportedSide
    note_before: str
    note_after: str


@dataclass(frozen=True)
class ExportedMove(ExportedSides):
    """A criterion with another score than before."""

    difference: float


@dataclass(frozen=True)
class ExportedFlag(ExportedSides):
    """A red flag of either wave, and what became of it."""

    fate: Fate


@dataclass(frozen=True)
class ExportedWaves:
    """Two waves of one company, the earlier one first."""

    before: ExportedWave
    after: ExportedWave
    auditors: Auditors
    sureness: ExportedSureness
    overall: ExportedOverallMove
    stages: tuple[ExportedStageMove, ...]
    moved: tuple[ExportedMove, ...]
    same: int
    one_sided: tuple[ExportedSides, ...]
    flags: tuple[ExportedFlag, ...]


def waves_of(found: Waves) -> ExportedWaves:
    """All that the comparison says, unrounded; null where nothing can be computed."""
    overall = found.overall
    return ExportedWaves(
        before=_wave(found.before),
        after=_wave(found.after),
        auditors=found.auditors,
        sureness=ExportedSureness(*found.sureness),
        overall=ExportedOverallMove(
            overall.before.score,
            overall.after.score,
            overall.before.status,
            overall.after.status,
            *_change(overall.change),
            overall.reweighed,
            overall.left_out,
        ),
        stages=tuple(
            ExportedStageMove(
                move.code,
                move.before.score,
                move.after.score,
                move.before.status,
                move.after.status,
                *_change(move.change),
            )
            for move in found.stages
        ),
        moved=tuple(ExportedMove(*_sides(move), move.difference or 0.0) for move in found.moved),
        same=found.same,
        one_sided=tuple(ExportedSides(*_sides(move)) for move in found.one_sided),
        flags=tuple(ExportedFlag(*_sides(flag.move), flag.fate) for flag in found.flags),
    )


def _wave(audit: Audit) -> ExportedWave:
    brief = audit.brief
    return ExportedWave(audit.id, brief.company, brief.wave, brief.auditor)


def _change(
    change: WaveChange | None,
) -> tuple[float | None, float | None, float | None, Shown | None]:
    if change is None:
        return None, None, None, None
    return change.difference, change.error, change.detectable, shown(change)


def _sides(move: CriterionMove) -> tuple[str, ExportedSide, ExportedSide, str, str]:
    sides = _side(move.before), _side(move.after)
    return (move.criterion, *sides, move.before.note, move.after.note)


def _side(rating: Rating) -> ExportedSide:
    if rating.conflict:
        return "conflict"
    mark = rating.mark
    return mark if mark is None or isinstance(mark, int | str) else float(mark)
