"""The CSV in long format: a line for each criterion, for analysis in other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields
from typing import BinaryIO

from cxaudit.i18n import translator
from cxaudit.model import Audit, Brief, Scores, is_scored
from cxaudit.progress import Progress
from cxaudit.reports.options import Options
from cxaudit.reports.rows import (
    CriterionRow,
    criterion_rows,
    figure_of,
    meaning,
    measures_said,
    median_of,
    visits_said,
)
from cxaudit.reports.subject import Subject

Cell = str | int | float | None
BOM = "\ufeff"
"""Without it spreadsheet programs read UTF-8 as another encoding."""
_RIVALS = " | "
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet program takes for the beginning of a formula."""


def write_csv(
    audit: Audit,
    scores: Scores,
    read_blob: Callable[[str], bytes],
    options: Options,
    target: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write the lines as UTF-8: commas, decimal points, column names in English in every language."""
    (progress or Progress()).step(0, 1)
    subject = Subject(audit, scores, translator(options.lang), options, read_blob)
    whole = _of_audit(subject)
    lines = [whole | _of_stage(subject, row) | _of_criterion(subject, row) for row in criterion_rows(subject)]
    said = io.StringIO()
    writer = csv.writer(said)
    writer.writerow(lines[0])
    writer.writerows([inert(value) for value in line.values()] for line in lines)
    target.write((BOM + said.getvalue()).encode("utf-8"))


def inert(value: Cell) -> Cell:
    """Text that no spreadsheet program takes for a formula: a quote mark before what begins like one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _of_audit(subject: Subject) -> dict[str, Cell]:
    audit, overall = subject.audit, subject.scores.overall
    low, high = overall.span or (None, None)
    return {
        "audit": audit.id,
        **{field.name: getattr(audit.brief, field.name) for field in fields(Brief)},
        "framework": audit.framework.id,
        "framework_version": audit.framework.version,
        "overall_score": overall.score,
        "overall_status": overall.status,
        "overall_band": overall.band,
        "overall_coverage": overall.coverage,
        "overall_low": overall.low,
        "overall_high": overall.high,
        "overall_span_low": low,
        "overall_span_high": high,
    }


def _of_stage(subject: Subject, row: CriterionRow) -> dict[str, Cell]:
    score = subject.scores.stage(row.stage.code)
    low, high = score.span or (None, None)
    return {
        "stage": row.stage.code,
        "stage_title": row.stage.title[subject.tr.lang],
        "stage_weight": score.weight,
        "stage_score": score.score,
        "stage_status": score.status,
        "stage_band": score.band,
        "stage_coverage": score.coverage,
        "stage_low": score.low,
        "stage_high": score.high,
        "stage_span_low": low,
        "stage_span_high": high,
    }


def _of_criterion(subject: Subject, row: CriterionRow) -> dict[str, Cell]:
    criterion, rating, lang = row.criterion, row.rating, subject.tr.lang
    mark = rating.mark
    return {
        "zone": row.zone.code,
        "zone_title": row.zone.title[lang],
        "criterion": criterion.id,
        "title": criterion.title[lang],
        "critical": int(criterion.critical),
        "observable": criterion.obs,
        "drives": criterion.drives,
        "mark": figure_of(mark),
        "score": figure_of(mark) if is_scored(mark) else None,
        "visits": visits_said(subject, criterion.id),
        "meaning": meaning(subject, criterion, mark),
        "note": rating.note,
        "reason": rating.reason,
        "conflict": int(rating.conflict),
        "rivals": _RIVALS.join("" if rival is None else str(figure_of(rival)) for rival in rating.rivals),
        "note_rivals": _RIVALS.join(rating.note_rivals),
        "red_flag": int(row.flag),
        "inherited": int(row.inherited),
        "draft": int(row.draft),
        "evidence_grade": row.grade,
        "measures": measures_said(subject, criterion),
        "measures_median": median_of(row),
        "measures_unit": criterion.timing.unit if criterion.timing else "",
        "evidence": "\n".join(label for label, _ in row.files),
        "evidence_files": "\n".join(file.name for _, file in row.files),
        "evidence_captions": "\n".join(" ".join(file.caption.split()) for _, file in row.files),
        "evidence_sha256": "\n".join(file.sha256 for _, file in row.files),
    }
