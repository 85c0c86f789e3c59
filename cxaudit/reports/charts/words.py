"""What the charts show, in words: heard instead of them, so each gives its key numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cxaudit import money
from cxaudit.analysis.reliability_words import Trial
from cxaudit.i18n import Translator
from cxaudit.model import Evidence, Stage
from cxaudit.money import Scale
from cxaudit.reports.findings import weight
from cxaudit.reports.score_words import DASH, shown
from cxaudit.reports.subject import Subject, evidence_label

if TYPE_CHECKING:
    from cxaudit.reports.pdf.dots import DotRow


def profile_said(subject: Subject) -> str:
    """Every stage with its score, and the overall score."""
    tr = subject.tr
    pairs = zip(subject.stages, subject.scores.stages, strict=True)
    rows = [f"{stage.short[tr.lang]} {shown(score, tr)}" for stage, score in pairs]
    return _listed(
        tr("Scores of the stages"), [*rows, f"{tr('Overall')} {shown(subject.scores.overall, tr)}"]
    )


def weights_said(subject: Subject) -> str:
    """Every stage with its score, its weight and what it takes from the overall score."""
    tr, rows = subject.tr, []
    for stage, score in zip(subject.stages, subject.scores.stages, strict=True):
        said = tr("{score} at weight {weight}", score=shown(score, tr), weight=weight(subject, stage.code))
        if stage.code in subject.lost:
            said += ", " + tr("{points} points lost", points=tr.number(subject.lost[stage.code]))
        rows.append(f"{stage.short[tr.lang]} {said}")
    return _listed(tr("Score and weight of each stage"), rows)


def trials_said(heading: str, trials: Sequence[Trial], tr: Translator) -> str:
    return _listed(heading, [f"{trial.name} {trial.said(tr)}" for trial in trials])


def ranges_said(
    heading: str, rows: Iterable[tuple[str, float, float, float]], scale: Scale, tr: Translator
) -> str:
    """Each name with its low, middle and high figure, in units of the scale."""
    said = (
        tr(
            "{name} {low} to {high}, middle {middle}",
            name=name,
            low=money.number(tr, low, scale),
            middle=money.number(tr, middle, scale),
            high=money.number(tr, high, scale),
        )
        for name, low, middle, high in rows
    )
    return _listed(heading, said)


def dots_said(heading: str, stages: Sequence[Stage], rows: Sequence[DotRow], tr: Translator) -> str:
    """Each stage with the own score and, where they are known, the median and the best of the others."""
    said = []
    for stage, row in zip(stages, rows, strict=True):
        parts = [f"{stage.short[tr.lang]} {DASH if row.own is None else tr.number(row.own)}"]
        if row.median is not None:
            parts.append(tr("median {score}", score=tr.number(row.median)))
        if row.best is not None:
            parts.append(tr("best {score}", score=tr.number(row.best)))
        said.append(", ".join(parts))
    return _listed(heading, said)


def photo_said(subject: Subject, photo: Evidence) -> str:
    """The number of the photo, its criterion and its caption."""
    said = subject.tr(
        "Photo {number} to {criterion}",
        number=evidence_label(subject.numbers[photo.id]),
        criterion=photo.criterion,
    )
    return _listed(said, filter(None, [photo.caption.strip() or photo.name]))


def _listed(heading: str, rows: Iterable[str]) -> str:
    return f"{heading}: {'; '.join(rows)}."
