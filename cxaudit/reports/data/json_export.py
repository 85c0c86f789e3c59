"""The JSON for later analysis: the whole audit as it reads now, in a published schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import BinaryIO, Literal

from cxaudit import visits
from cxaudit.i18n import translator
from cxaudit.model import (
    Audit,
    Brief,
    Evidence,
    Lang,
    Mark,
    Measure,
    OverallScore,
    Rating,
    Scores,
    StageScore,
    Text,
)
from cxaudit.progress import Progress
from cxaudit.reports.data.json_advice import (
    ExportedAction,
    ExportedGrowth,
    ExportedPotential,
    actions_of,
    growth_of,
    potential_of,
)
from cxaudit.reports.data.json_review import ExportedReview, ExportedTrend, review_of, trends
from cxaudit.reports.data.json_waves import ExportedWaves, waves_of
from cxaudit.reports.options import Options
from cxaudit.reports.rows import CriterionRow, criterion_rows, evidence_rows, figure_of, median_of
from cxaudit.reports.subject import Subject

VERSION = 1
"""Raised when a field changes its meaning or goes; a new field alone does not raise it."""


@dataclass(frozen=True)
class ExportedZone:
    """A theme of a stage; `mean` is that of its scored criteria, null in a conflict or without any."""

    code: str
    title: Text
    mean: float | None


@dataclass(frozen=True)
class ExportedStage:
    """A stage of the journey; `lost` is what it keeps the overall score from 5."""

    code: str
    title: Text
    weight: float
    weight_span: tuple[float, float]
    lost: float | None
    zones: tuple[ExportedZone, ...]


@dataclass(frozen=True)
class ExportedFramework:
    """The checklist that was used."""

    id: str
    version: str
    title: Text
    stages: tuple[ExportedStage, ...]


@dataclass(frozen=True)
class ExportedRating:
    """A criterion and what it got; a mark of null with rivals is in conflict, without any not rated."""

    criterion: str
    stage: str
    zone: str
    title: Text
    check: Text
    anchors: Mapping[str, Text]
    critical: bool
    obs: Literal["W", "P"]
    drives: str
    mark: Mark | float | None
    reason: str
    note: str
    rivals: tuple[Mark | float | None, ...]
    note_rivals: tuple[str, ...]
    red_flag: bool
    inherited: bool
    draft: bool
    evidence_grade: int
    measures: tuple[Measure, ...]
    """What was timed or counted, of every sheet."""
    measures_median: float | None
    """In `measures_unit`; null without a measure that counts."""
    measures_unit: str
    """s, min, h, days or steps; empty for a criterion that is not timed."""
    evidence: tuple[str, ...]
    """Ids of files, in the order of their numbers."""


@dataclass(frozen=True)
class ExportedEvidence:
    """A file by its hash; the file itself stays in the audit. `number` is that of the PDF report."""

    id: str
    number: str
    criterion: str
    kind: Literal["image", "pdf", "audio", "file"]
    name: str
    caption: str
    media_type: str
    size: int
    sha256: str
    added: str
    taken: str
    author: str


@dataclass(frozen=True)
class ExportedMark:
    """What one sheet says of a criterion; a mark of null with rivals is in conflict."""

    mark: Mark | None
    reason: str
    note: str
    rivals: tuple[Mark | None, ...]


@dataclass(frozen=True)
class ExportedSheet:
    """What one auditor scored on one visit, or what was agreed on; `number` is `2`, or `2.2` beside it."""

    id: str
    number: str
    visit: str
    """The id of the visit's first sheet."""
    auditor: str
    place: str
    at: str
    agreed: bool
    ratings: Mapping[str, ExportedMark]


@dataclass(frozen=True)
class ExportedScores:
    """METHOD 2.1 of this audit, unrounded; null where there is no score."""

    overall: OverallScore
    stages: tuple[StageScore, ...]
    red_flags: tuple[str, ...]
    inherited: tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """An audit as cxaudit exports it; texts of the checklist are in both languages."""

    format: Literal["cxaudit-export"]
    version: int
    language: Lang
    audit: str
    created: str
    edited: str
    exported: str
    brief: Brief
    framework: ExportedFramework
    scores: ExportedScores
    ratings: tuple[ExportedRating, ...]
    sheets: tuple[ExportedSheet, ...]
    """What each auditor gave on each visit; `ratings` is what they come to."""
    worst_visit: bool
    """Whether a critical criterion counts its worst visit."""
    evidence: tuple[ExportedEvidence, ...]
    growth: ExportedGrowth
    actions: tuple[ExportedAction, ...]
    potential: ExportedPotential | None
    """Null without the client's figures."""
    waves: ExportedWaves | None
    """Null without an earlier wave."""
    review: ExportedReview
    trends: tuple[ExportedTrend, ...]
    conflicts: tuple[str, ...]
    """The cells whose values disagree."""


def write_json(
    audit: Audit,
    scores: Scores,
    read_blob: Callable[[str], bytes],
    options: Options,
    target: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write the export as indented UTF-8; the same input gives the same bytes."""
    import msgspec

    (progress or Progress()).step(0, 1)
    subject = Subject(audit, scores, translator(options.lang), options, read_blob)
    target.write(msgspec.json.format(msgspec.json.encode(exported(subject)), indent=1) + b"\n")


def schema() -> bytes:
    """The JSON Schema of the export, as docs/export.schema.json publishes it."""
    import msgspec

    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cxaudit export",
        **msgspec.json.schema(Export),
    }
    return msgspec.json.format(msgspec.json.encode(described, order="sorted"), indent=1) + b"\n"


def exported(subject: Subject) -> Export:
    """All that the audit says, in the terms of the schema."""
    audit, scores = subject.audit, subject.scores
    return Export(
        format="cxaudit-export",
        version=VERSION,
        language=subject.tr.lang,
        audit=audit.id,
        created=audit.created,
        edited=audit.edited,
        exported=subject.options.now.isoformat(timespec="seconds"),
        brief=audit.brief,
        framework=_framework(subject),
        scores=ExportedScores(**{name: getattr(scores, name) for name in ExportedScores.__annotations__}),
        ratings=tuple(_rating(row) for row in criterion_rows(subject)),
        sheets=_sheets(audit),
        worst_visit=audit.worst_visit,
        evidence=tuple(_evidence(number, file) for number, file in evidence_rows(subject)),
        growth=growth_of(subject),
        actions=actions_of(subject),
        potential=potential_of(subject),
        waves=waves_of(subject.waves) if subject.waves else None,
        review=review_of(audit),
        trends=trends(audit),
        conflicts=audit.conflicts,
    )


def _framework(subject: Subject) -> ExportedFramework:
    from cxaudit import weights

    audit = subject.audit
    stages = []
    for stage in subject.stages:
        means = subject.zone_means(stage)
        zones = tuple(ExportedZone(zone.code, zone.title, means[zone.code]) for zone in stage.zones)
        weight, lost = audit.weights[stage.code], subject.lost.get(stage.code)
        span = weights.span(audit, stage.code)
        stages.append(ExportedStage(stage.code, stage.title, weight, span, lost, zones))
    framework = audit.framework
    return ExportedFramework(framework.id, framework.version, framework.title, tuple(stages))


def _rating(row: CriterionRow) -> ExportedRating:
    criterion, rating = row.criterion, row.rating
    return ExportedRating(
        criterion=criterion.id,
        stage=row.stage.code,
        zone=row.zone.code,
        title=criterion.title,
        check=criterion.check,
        anchors={str(mark): said for mark, said in sorted(criterion.anchors.items())},
        critical=criterion.critical,
        obs=criterion.obs,
        drives=criterion.drives,
        **{**asdict(rating), "mark": figure_of(rating.mark), "rivals": tuple(map(figure_of, rating.rivals))},
        red_flag=row.flag,
        inherited=row.inherited,
        draft=row.draft,
        evidence_grade=row.grade,
        measures=row.measures,
        measures_median=median_of(row),
        measures_unit=criterion.timing.unit if criterion.timing else "",
        evidence=tuple(file.id for _, file in row.files),
    )


def _sheets(audit: Audit) -> tuple[ExportedSheet, ...]:
    names = visits.numbered(audit.sheets)
    return tuple(
        ExportedSheet(
            number=names[sheet.id],
            ratings={c: _mark(rating) for c, rating in visits.view(audit, sheet.id).ratings.items()},
            **asdict(sheet),
        )
        for sheet in audit.sheets
    )


def _mark(rating: Rating) -> ExportedMark:
    """A sheet's mark is one that somebody gave, never a mean."""
    rivals = tuple(mark for mark in rating.rivals if not isinstance(mark, Fraction))
    return ExportedMark(rating.given, rating.reason, rating.note, rivals)


def _evidence(number: str, file: Evidence) -> ExportedEvidence:
    names = ExportedEvidence.__annotations__.keys() - {"number"}
    return ExportedEvidence(number=number, **{name: getattr(file, name) for name in names})
