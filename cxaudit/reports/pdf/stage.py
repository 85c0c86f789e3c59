"""A stage: its key figures, every criterion with what was seen, its photos and other files."""

from __future__ import annotations

from cxaudit.model import Stage, StageScore
from cxaudit.reports.findings import band_name, weight, weight_sum
from cxaudit.reports.pdf import marks, photos
from cxaudit.reports.pdf.criteria import CriteriaTable
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import SMALL, SMALL_FIGURE, plain, width
from cxaudit.reports.score_words import shown, span
from cxaudit.reports.stage_titles import stage_titles
from cxaudit.reports.subject import TOP_SCORE, Subject
from cxaudit.scoring import FULL_COVERAGE


def draw_stage(paper: Paper, subject: Subject, stage: Stage) -> None:
    tr = subject.tr
    place = subject.stages.index(stage) + 1
    name = stage.title[tr.lang]
    paper.start_page()
    if stage == subject.detailed[0]:
        paper.bookmark(tr("Stages"), 0)
    paper.bookmark(plain(name), 1, key=f"stage-{stage.code}")
    label = tr("Stage {n} of {all} · {name}", n=place, all=len(subject.stages), name=name)
    paper.title(label, stage_titles(subject, stage), stage.purpose[tr.lang])
    paper.rule(LEFT, RIGHT, paper.y - 0.5, paper.palette.title, 1.0)
    paper.y = _key_figures(paper, subject, stage, paper.y + 0.5) + 2.5
    room, last = photos.first_row(subject, stage), photos.is_one_row(subject, stage)
    CriteriaTable(paper, subject, stage, room, last).draw()
    photos.draw_evidence(paper, subject, stage)


def _key_figures(paper: Paper, subject: Subject, stage: Stage, y: float) -> float:
    tr, palette = subject.tr, paper.palette
    score = subject.scores.stage(stage.code)
    step = MEASURE / 4
    subject.link_back(paper, LEFT, y, step, 16)
    columns = (
        (tr.context("noun", "Score"), shown(score, tr), _score_note(subject, stage)),
        (tr("Weight"), _weight(subject, score), _weight_note(subject, stage)),
        (
            tr("Coverage"),
            tr("{n} of {total}", n=score.scored, total=score.base),
            _coverage_note(subject, stage),
        ),
        (tr("Points lost"), *_lost(subject, stage)),
    )
    for at, (label, value, note) in enumerate(columns):
        x = LEFT + at * step + (3.5 if at else 0)
        if at:
            paper.line(x - 3.5, y + 1.5, x - 3.5, y + 15.5, palette.hair)
        paper.text(x, y + 4, label, SMALL, palette.ink2)
        paper.text(x, y + 10.6, value, SMALL_FIGURE, palette.title)
        if at == 0 and score.band:
            marks.band_tag(
                paper, x + width(value, SMALL_FIGURE) + 3, y + 6.6, band_name(score.band, tr), score.band
            )
        paper.text(x, y + 15.4, plain(note), SMALL, palette.ink2)
    return y + 16


def _score_note(subject: Subject, stage: Stage) -> str:
    tr, score = subject.tr, subject.scores.stage(stage.code)
    if score.low is not None and score.high is not None and score.high > score.low:
        return tr("bounds {range}", range=span(score.low, score.high, tr))
    if score.score is not None:
        return tr("{share} of the maximum", share=tr.percent(score.score / TOP_SCORE))
    if not score.base:
        return tr("no criterion applies")
    return tr("too few ratings for a score")


def _weight(subject: Subject, score: StageScore) -> str:
    """A share of the sum; while that is in conflict, the weight as it was given."""
    if subject.contested_weights:
        return weight(subject, score.code)
    total = sum(s.weight for s in subject.scores.stages)
    if not total:
        return "–"
    share = score.weight / total
    return subject.tr.percent(share, 1 if share * 100 % 1 else 0)


def _weight_note(subject: Subject, stage: Stage) -> str:
    tr = subject.tr
    if stage in subject.contested_weights:
        return tr("in conflict")
    if subject.contested_weights:
        return tr("of a sum of {range}", range=weight_sum(subject))
    weights = sorted((s.weight for s in subject.scores.stages), reverse=True)
    own = subject.scores.stage(stage.code).weight
    if weights.count(own) == len(weights):
        return tr("the same for all stages")
    if own == weights[0]:
        return tr("the largest")
    if own == weights[-1]:
        return tr("the smallest")
    return tr("of the overall score")


def _coverage_note(subject: Subject, stage: Stage) -> str:
    tr, score = subject.tr, subject.scores.stage(stage.code)
    if score.coverage is None:
        return tr("nothing applies")
    if score.coverage == 1:
        return tr("all that applies is scored")
    share = tr.percent(score.coverage)
    if score.coverage >= FULL_COVERAGE:
        return tr("{share} of what applies", share=share)
    return tr("{share}, full from {limit}", share=share, limit=tr.percent(float(FULL_COVERAGE), 0))


def _lost(subject: Subject, stage: Stage) -> tuple[str, str]:
    tr, overall = subject.tr, subject.scores.overall.score
    if stage.code not in subject.lost or overall is None:
        return "–", tr("no overall score")
    points = tr.number(subject.lost[stage.code])
    return points, tr("of {total} in the overall score", total=tr.number(TOP_SCORE - overall))
