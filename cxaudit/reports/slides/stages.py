"""The slides of the stages, two on each: what is strong, what is low, with what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxaudit.model import Criterion, Rating, Stage, is_scored
from cxaudit.reports import colours
from cxaudit.reports.findings import band_name, joined, named
from cxaudit.reports.pdf.marks import BANDS
from cxaudit.reports.score_words import shown
from cxaudit.reports.slides.deck import BOTTOM, LEFT, MEASURE, TOP, Deck, Slide
from cxaudit.reports.slides.lettering import (
    BODY,
    BODY_STRONG,
    HEADING,
    NOTE,
    NOTE_STRONG,
    SMALL,
    SMALL_STRONG,
)
from cxaudit.reports.subject import TOP_SCORE, Subject
from cxaudit.scoring import step_of

STRONG, LOW = 4, 2
MOST_STAGES = 8
MOST_CRITERIA = 3
GAP = 14.0
COLUMN = (MEASURE - GAP) / 2
ENTRY_HIGH = 15.6


def stage_slides(deck: Deck) -> None:
    """All stages, or the eight lowest of more; two on each slide."""
    stages = _chosen(deck.subject)
    for at in range(0, len(stages), 2):
        _slide(deck, stages[at : at + 2])


def _chosen(subject: Subject) -> list[Stage]:
    if len(subject.stages) <= MOST_STAGES:
        return list(subject.stages)
    scores = {s.code: TOP_SCORE + 1 if s.score is None else s.score for s in subject.scores.stages}
    lowest = set(sorted(scores, key=lambda code: scores[code])[:MOST_STAGES])
    return [stage for stage in subject.stages if stage.code in lowest]


def _slide(deck: Deck, stages: Sequence[Stage]) -> None:
    subject = deck.subject
    tr = subject.tr
    slide = deck.slide(tr("Stages"), _titles(subject, stages))
    said = []
    for at, stage in enumerate(stages):
        x = LEFT + at * (COLUMN + GAP)
        _head(slide, stage, x)
        strong, low = strongest(subject, stage), lowest(subject, stage)
        if _scored(subject, stage):
            y = _entries(slide, x, TOP + 12, tr("Strengths"), strong, tr("No criterion got 4 or 5."))
            _entries(slide, x, y + 2, tr("Low scores"), low, tr("No criterion got 2 or less."))
        else:
            slide.text(x, TOP + 12, COLUMN, tr("No criterion of this stage has a score."), BODY)
        slide.text(x, BOTTOM - 4, COLUMN, _rest(subject, stage), SMALL, deck.palette.ink2)
        said.append(stage.title[tr.lang] + ".")
        said += [_whole(subject, criterion, rating) for criterion, rating in (*strong, *low)]
    slide.note(said)


def _titles(subject: Subject, stages: Sequence[Stage]) -> list[str]:
    """How many criteria are low; where the names are long, the names alone."""
    tr, counts = subject.tr, []
    for stage in stages:
        marks = [_score(rating) for _, rating in _scored(subject, stage)]
        n = sum(mark <= LOW for mark in marks)
        if marks:
            counts.append(tr("{name} {n} of {all}", name=named(stage, tr), n=n, all=len(marks)))
    names = joined([named(stage, tr) for stage in stages], tr)
    return [tr("Scores of 2 or less: {counts}", counts=", ".join(counts)), names] if counts else [names]


def _head(slide: Slide, stage: Stage, x: float) -> None:
    """Name, score and band over a line."""
    subject, palette = slide.deck.subject, slide.deck.palette
    tr, score = subject.tr, subject.scores.stage(stage.code)
    slide.text(x, TOP, COLUMN - 66, stage.title[tr.lang], HEADING, palette.title)
    slide.text(x + COLUMN - 64, TOP, 26, shown(score, tr), HEADING, palette.title, "right")
    if score.band:
        place = BANDS.index(score.band)
        slide.tag(
            x + COLUMN - 36, TOP - 0.4, 36, 7, band_name(score.band, tr), NOTE_STRONG,
            colours.SCORES[place], colours.ON_SCORES[place], colours.BEST_EDGE if place == 5 else "",
        )  # fmt: skip
    slide.rule(x, TOP + 8, COLUMN, palette.title, 0.5)


def strongest(subject: Subject, stage: Stage) -> list[tuple[Criterion, Rating]]:
    """The criteria with 4 or 5, the highest and those with a file first."""
    found = [pair for pair in _scored(subject, stage) if _score(pair[1]) >= STRONG]
    found.sort(key=lambda pair: (-_score(pair[1]), pair[0].id not in subject.evidence))
    return found[:MOST_CRITERIA]


def lowest(subject: Subject, stage: Stage) -> list[tuple[Criterion, Rating]]:
    """The criteria with 2 or less, red flags and the lowest first."""
    found = [pair for pair in _scored(subject, stage) if _score(pair[1]) <= LOW]
    flags = subject.scores.red_flags
    found.sort(key=lambda pair: (pair[0].id not in flags, _score(pair[1])))
    return found[:MOST_CRITERIA]


def _scored(subject: Subject, stage: Stage) -> list[tuple[Criterion, Rating]]:
    pairs = ((criterion, subject.audit.rating(criterion.id)) for criterion in stage.criteria)
    return [(criterion, rating) for criterion, rating in pairs if is_scored(rating.mark)]


def _score(rating: Rating) -> int | Fraction:
    return rating.mark if is_scored(rating.mark) else 0


def _entries(
    slide: Slide, x: float, y: float, title: str, found: Sequence[tuple[Criterion, Rating]], none: str
) -> float:
    palette, tr = slide.deck.palette, slide.deck.subject.tr
    y = slide.text(x, y, COLUMN, title, NOTE_STRONG, palette.text) + 1.6
    if not found:
        return slide.text(x, y, COLUMN, none, BODY, palette.ink2) + 2
    for criterion, rating in found:
        step = step_of(_score(rating))
        edge = colours.BEST_EDGE if rating.mark == TOP_SCORE else ""
        said, fill, ink = tr.mark(rating.mark), colours.SCORES[step], colours.ON_SCORES[step]
        wide, style = (8.5, BODY_STRONG) if len(said) == 1 else (10.5, SMALL_STRONG)
        slide.tag(x, y, wide, 6.5, said, style, fill, ink, edge)
        wide = COLUMN - 12
        below = slide.text(x + 12, y + 0.2, wide, criterion.title[tr.lang], BODY_STRONG)
        slide.text(x + 12, below, wide, rating.note, NOTE, palette.ink2, most=2)
        y += ENTRY_HIGH
    return y


def _rest(subject: Subject, stage: Stage) -> str:
    """What of the stage has no score, in a line."""
    tr, score = subject.tr, subject.scores.stage(stage.code)
    said = [tr("{n} of {all} applicable criteria are scored", n=score.scored, all=score.base)]
    if score.u:
        said.append(tr.plural("{n} was not verified", "{n} were not verified", score.u))
    if score.conflicts:
        said.append(tr.plural("{n} in conflict", "{n} in conflict", score.conflicts))
    return "; ".join(said) + "."


def _whole(subject: Subject, criterion: Criterion, rating: Rating) -> str:
    tr, note = subject.tr, " ".join(rating.note.split())
    return f"{criterion.id} {criterion.title[tr.lang]}, {tr.mark(rating.mark)}. {note}".strip()
