"""What stands above the page of a stage, drafted from its numbers alone."""

from __future__ import annotations

from cxaudit.model import Stage
from cxaudit.reports.findings import joined
from cxaudit.reports.score_words import shown, span
from cxaudit.reports.subject import Subject


def stage_titles(subject: Subject, stage: Stage) -> list[str]:
    """The first that applies: a red flag, a conflict, no score, a doubt, the ends of its zones.

    Where zones have long names a shorter title follows.
    """
    return [said] if (said := _state(subject, stage)) else _zone_titles(subject, stage)


def _state(subject: Subject, stage: Stage) -> str:
    """What stands above the zones of a stage, if anything."""
    tr, score = subject.tr, subject.scores.stage(stage.code)
    flags = [c for c in stage.criteria if c.id in subject.scores.red_flags]
    if len(flags) == 1:
        return tr("Red flag: {id}, {title}", id=flags[0].id, title=flags[0].title[tr.lang])
    if flags:
        ids = joined([c.id for c in flags], tr)
        return tr.plural("{n} red flag: {ids}", "{n} red flags: {ids}", len(flags), ids=ids)
    if score.status == "conflict" and score.span:
        means = span(*score.span, tr)
        return tr.plural(
            "{n} contested rating leaves the range {range}",
            "{n} contested ratings leave the range {range}",
            score.conflicts,
            range=means,
        )
    if score.total and score.n == score.total:
        return tr.plural("The only criterion does not apply", "None of the {n} criteria applies", score.total)
    if score.status == "not_scored":
        return tr("No score: {scored} of {base} criteria are scored", scored=score.scored, base=score.base)
    if score.status == "provisional":
        return tr(
            "The score is provisional: {scored} of {base} criteria are scored",
            scored=score.scored,
            base=score.base,
        )
    return ""


def _zone_titles(subject: Subject, stage: Stage) -> list[str]:
    tr, score = subject.tr, subject.scores.stage(stage.code)
    means = subject.zone_means(stage)
    scored = [(m, z) for z in stage.zones if (m := means[z.code]) is not None]
    if len(scored) < 2:
        return [tr("The score is {score}", score=shown(score, tr))]
    high, low = max(m for m, _ in scored), min(m for m, _ in scored)
    top, bottom = tr.number(high), tr.number(low)
    if top == bottom:
        return [tr("All zones of the stage stand at {mean}", mean=top)]
    best = [z.title[tr.lang] for m, z in scored if tr.number(m) == top]
    worst = [z.title[tr.lang] for m, z in scored if tr.number(m) == bottom]
    if len(best) > 1 and len(worst) > 1:
        return [tr("The means of the zones lie between {low} and {high}", low=bottom, high=top)]
    if len(best) > 1:
        said = tr(
            "“{zone}” is the lowest zone at {low}, the highest reach {high}",
            zone=worst[0],
            low=bottom,
            high=top,
        )
    elif len(worst) > 1:
        said = tr(
            "“{zone}” is the highest zone at {high}, the lowest stand at {low}",
            zone=best[0],
            low=bottom,
            high=top,
        )
    else:
        said = tr(
            "“{best}” highest at {high}, “{worst}” lowest at {low}",
            best=best[0],
            high=top,
            worst=worst[0],
            low=bottom,
        )
    return [said, tr("“{zone}” lowest at {low}", zone=worst[0], low=bottom)]
