"""Every criterion with all that an export says of it, in the order of the framework."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cxaudit import framework, proof, visits
from cxaudit.i18n import Translator
from cxaudit.model import EMPTY, Criterion, Evidence, Mark, Measure, Rating, Stage, Value, Zone, is_scored
from cxaudit.reports.subject import Subject, evidence_label
from cxaudit.timing import measures
from cxaudit.timing import suggestion as timing


@dataclass(frozen=True)
class CriterionRow:
    """One criterion, what it got, and the files that prove it with their numbers."""

    stage: Stage
    zone: Zone
    criterion: Criterion
    rating: Rating
    grade: int
    draft: bool
    flag: bool
    inherited: bool
    files: tuple[tuple[str, Evidence], ...]
    measures: tuple[Measure, ...] = ()


def criterion_rows(subject: Subject) -> Iterator[CriterionRow]:
    audit, scores = subject.audit, subject.scores
    for stage in subject.stages:
        zones = {zone.code: zone for zone in stage.zones}
        for criterion in stage.criteria:
            files = subject.evidence.get(criterion.id, ())
            yield CriterionRow(
                stage=stage,
                zone=zones[criterion.zone],
                criterion=criterion,
                rating=audit.rating(criterion.id),
                grade=proof.grade(audit, criterion.id),
                draft=proof.is_draft(audit, criterion.id),
                flag=criterion.id in scores.red_flags,
                inherited=criterion.id in scores.inherited,
                files=tuple((evidence_label(subject.numbers[file.id]), file) for file in files),
                measures=measures.of(audit, criterion.id),
            )


def evidence_rows(subject: Subject) -> list[tuple[str, Evidence]]:
    """Every piece of evidence with its number, in the order of the numbers."""
    return [pair for row in criterion_rows(subject) for pair in row.files]


def meaning(subject: Subject, criterion: Criterion, mark: Value | None) -> str:
    """What a mark says of that criterion; empty where there is none, or only a mean of visits."""
    checklist, lang = subject.audit.framework, subject.tr.lang
    if mark is None or isinstance(mark, Fraction):
        return ""
    if is_scored(mark):
        return framework.meaning(checklist, criterion, mark, lang)
    return checklist.marks[mark][lang]


def figure_of(mark: Value | None) -> Mark | float | None:
    """A mark as a format of plain numbers holds it."""
    return float(mark) if isinstance(mark, Fraction) else mark


def visits_said(subject: Subject, criterion: str) -> str:
    """What each sheet gave: `1: 2, 2: 0, 2.2: 5`; empty where there is only one."""
    audit, tr = subject.audit, subject.tr
    if len(audit.sheets) == 1:
        return ""
    names = visits.numbered(audit.sheets)
    each = ((names[s.id], audit.sheet_ratings[s.id].get(criterion, EMPTY)) for s in audit.sheets)
    return ", ".join(
        f"{name}: {'≠' if rating.conflict else tr.mark(rating.mark)}"
        for name, rating in each
        if rating.conflict or rating.mark is not None
    )


def measures_said(subject: Subject, criterion: Criterion) -> str:
    """What was timed or counted, with the median; empty where nothing was."""
    if not criterion.timing:
        return ""
    return measures.line(measures.of(subject.audit, criterion.id), criterion.timing, subject.tr)


def median_of(row: CriterionRow) -> float | None:
    """The median of its measures, in the unit of the criterion."""
    kind = row.criterion.timing
    found = measures.values(row.measures, kind) if kind else []
    return float(timing.median(found)) if found else None


def rivals_said(rating: Rating, tr: Translator) -> str:
    """The marks that a conflict lies between, each once: `0, 5, empty`."""
    digits = sorted({mark for mark in rating.rivals if is_scored(mark)})
    others = [mark for mark in ("N", "U") if mark in rating.rivals]
    empty = [tr.context("mark", "empty")] if None in rating.rivals else []
    return ", ".join([*map(tr.mark, digits), *others, *empty])


def note_said(rating: Rating, tr: Translator) -> str:
    """The note; of a contested one every version, none is chosen."""
    versions = [note.strip() for note in (rating.note_rivals or (rating.note,)) if note.strip()]
    if len(versions) < 2:
        return "".join(versions)
    return "\n".join(tr("Version {n}: {note}", n=at, note=note) for at, note in enumerate(versions, 1))
