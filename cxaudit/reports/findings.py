"""Sentences drafted from the numbers alone; no cause is ever stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cxaudit import weights, words
from cxaudit.i18n import Translator, round_half_up
from cxaudit.model import Band, Stage, StageScore, is_scored
from cxaudit.reports.pdf.marks import BANDS
from cxaudit.reports.score_words import DASH, shown
from cxaudit.reports.subject import TOP_SCORE, Subject

LOW_MARK, HIGH_MARK = 2, 4


@dataclass(frozen=True)
class Finding:
    lead: str
    said: str


# --- figures in words -----------------------------------------------------------------------


def weight(subject: Subject, stage: str) -> str:
    """The weight of a stage, or the range that a conflict leaves."""
    return _weight_span(*weights.span(subject.audit, stage), subject.tr)


def weight_sum(subject: Subject) -> str:
    return _weight_span(*weights.sum_span(subject.audit), subject.tr)


def _weight_span(low: float, high: float, tr: Translator) -> str:
    return tr.weight(low) if low == high else f"{tr.weight(low)}{DASH}{tr.weight(high)}"


def contested_weights(subject: Subject) -> str:
    """Which weights are in conflict and between what, as a sentence; empty if none is."""
    tr, stages = subject.tr, subject.contested_weights
    if not stages:
        return ""
    said = joined([f"{named(s, tr)} ({weight(subject, s.code)})" for s in stages], tr)
    return tr.plural(
        "The weight of a stage is in conflict: {stages}.",
        "The weights of {n} stages are in conflict: {stages}.",
        len(stages),
        stages=said,
    )


def draft_reasons(subject: Subject) -> str:
    """What makes the audit a draft, in a few words; empty if it is complete."""
    tr, found = subject.tr, subject.unfinished
    said = []
    if n := found.get("conflict", 0):
        said.append(tr.plural("{n} conflict", "{n} conflicts", n))
    if n := found.get("empty", 0):
        said.append(tr.plural("{n} criterion not rated", "{n} criteria not rated", n))
    if n := found.get("draft", 0):
        said.append(tr.plural("{n} rating without its file", "{n} ratings without their files", n))
    return ", ".join(said)


def band_name(band: Band, tr: Translator) -> str:
    return tr(words.BANDS[band])


def status_name(status: str, tr: Translator) -> str:
    return {
        "full": tr.context("status", "full"),
        "partial": tr.context("status", "partial"),
        "provisional": tr.context("short status", "provis."),
        "not_scored": tr.context("status", "no score"),
        "not_published": tr.context("status", "no score"),
        "no_weights": tr.context("status", "no score"),
        "conflict": tr.context("status", "conflict"),
    }[status]


def joined(names: Sequence[str], tr: Translator) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def named(stage: Stage, tr: Translator) -> str:
    return tr.context("name of a stage", "{name}", name=stage.title[tr.lang])


# --- the executive page ---------------------------------------------------------------------


def executive_titles(subject: Subject) -> list[str]:
    """The highest and the lowest stage, ties and flags included; then a shorter title."""
    tr, scored = subject.tr, subject.published
    flags = len(subject.scores.red_flags)
    said = [_extremes(subject), _lowest(subject)] if scored else [_no_scores(subject)]
    if flags:
        return [
            tr.plural("{n} red flag. {said}", "{n} red flags. {said}", flags, said=title) for title in said
        ]
    return said


def _lowest(subject: Subject) -> str:
    tr = subject.tr
    worst = _ends(subject.published, tr)[1]
    return tr("{name} lowest at {score}", name=_names(subject, worst), score=shown(worst[0], tr))


def _no_scores(subject: Subject) -> str:
    tr = subject.tr
    if n := len(subject.contested):
        if subject.scores.overall.span:
            return tr.plural(
                "{n} contested rating leaves a range instead of a score",
                "{n} contested ratings leave ranges instead of scores",
                n,
            )
        return tr.plural(
            "No stage has a score; {n} rating is in conflict",
            "No stage has a score; {n} ratings are in conflict",
            n,
        )
    return tr("No stage has enough ratings for a score")


def _extremes(subject: Subject) -> str:
    tr, scored = subject.tr, subject.published
    best, worst = _ends(scored, tr)
    high, low = shown(best[0], tr), shown(worst[0], tr)
    if len(scored) == 1:
        name = named(subject.audit.framework.stage(best[0].code), tr)
        return tr("One stage has a score so far: {name}, {score}", name=name, score=high)
    if tr.number(best[0].score or 0) == tr.number(worst[0].score or 0):
        return tr.plural(
            "{n} scored stage stands at {score}",
            "All {n} scored stages stand at {score}",
            len(scored),
            score=high,
        )
    return tr(
        "{best} highest at {high}, {worst} lowest at {low}",
        best=_names(subject, best),
        high=high,
        worst=_names(subject, worst),
        low=low,
    )


def _ends(scored: Sequence[StageScore], tr: Translator) -> tuple[list[StageScore], list[StageScore]]:
    """The stages that print the highest score, and those that print the lowest."""
    highest = tr.number(max(s.score or 0 for s in scored))
    lowest = tr.number(min(s.score or 0 for s in scored))
    best = [s for s in scored if tr.number(s.score or 0) == highest]
    return best, [s for s in scored if tr.number(s.score or 0) == lowest]


def _names(subject: Subject, scores: Sequence[StageScore]) -> str:
    tr = subject.tr
    if len(scores) > 2:
        return tr.plural("{n} stage", "{n} stages", len(scores))
    return joined([named(subject.audit.framework.stage(s.code), tr) for s in scores], tr)


def findings(subject: Subject) -> list[Finding]:
    """The strongest, the weakest and the most costly stage; fewer where there are fewer scores."""
    tr, scored = subject.tr, subject.published
    if not scored:
        return []
    best, worst = _ends(scored, tr)
    most = _most_lost(subject)
    rest = [most] if most else []
    if tr.number(best[0].score or 0) == tr.number(worst[0].score or 0):
        alone = _of_stage(subject, best, HIGH_MARK, TOP_SCORE) if len(scored) == 1 else ""
        return [Finding(_extremes(subject) + ".", alone), *rest]
    return [
        Finding(
            tr("Strongest: {name}, {score}.", name=_names(subject, best), score=shown(best[0], tr)),
            _of_stage(subject, best, HIGH_MARK, TOP_SCORE),
        ),
        Finding(
            tr("Weakest: {name}, {score}.", name=_names(subject, worst), score=shown(worst[0], tr)),
            _of_stage(subject, worst, 0, LOW_MARK),
        ),
        *rest,
    ]


def _of_stage(subject: Subject, stages: Sequence[StageScore], low: int, high: int) -> str:
    """How many of its scored criteria lie between two marks, and its best or worst zone."""
    tr = subject.tr
    if len(stages) > 1:
        return tr("These stages share the score.")
    stage = subject.audit.framework.stage(stages[0].code)
    marks = [subject.audit.rating(c.id).mark for c in stage.criteria]
    n = sum(1 for m in marks if is_scored(m) and low <= m <= high)
    if high == TOP_SCORE:
        said = tr.plural(
            "{n} of its {all} scored criteria got 4 or 5.",
            "{n} of its {all} scored criteria got 4 or 5.",
            n,
            all=stages[0].scored,
        )
    else:
        said = tr.plural(
            "{n} of its {all} scored criteria got 2 or less.",
            "{n} of its {all} scored criteria got 2 or less.",
            n,
            all=stages[0].scored,
        )
    return f"{said} {_zone(subject, stage, high == TOP_SCORE)}".strip()


def _zone(subject: Subject, stage: Stage, best: bool) -> str:
    tr = subject.tr
    means = [
        (m, z.title[tr.lang]) for z in stage.zones if (m := subject.zone_means(stage)[z.code]) is not None
    ]
    if len({tr.number(mean) for mean, _ in means}) < 2:
        return ""
    mean, title = (max if best else min)(means, key=lambda pair: pair[0])
    if best:
        return tr("Highest zone: “{name}”, {mean}.", name=title, mean=tr.number(mean))
    return tr("Lowest zone: “{name}”, {mean}.", name=title, mean=tr.number(mean))


def most_lost(subject: Subject, most: int = 3) -> list[str]:
    """The codes of the stages that lose the most points, first the most."""
    ranked = sorted(subject.lost, key=lambda code: -subject.lost[code])
    return [code for code in ranked if subject.lost[code] > 0][:most]


def _most_lost(subject: Subject) -> Finding | None:
    tr, codes = subject.tr, most_lost(subject)
    overall = subject.scores.overall.score
    if not codes or overall is None:
        return None
    stages = [subject.audit.framework.stage(c) for c in codes]
    total = TOP_SCORE - overall
    lead = tr(
        "Most points lost: {name}, {points} of {total}.",
        name=named(stages[0], tr),
        points=tr.number(subject.lost[codes[0]]),
        total=tr.number(total),
    )
    if len(codes) < 3 or len(subject.lost) < 4:
        return Finding(lead, "")
    points = sum(subject.lost[c] for c in codes)
    others = joined([named(s, tr) for s in stages[1:]], tr)
    said = tr(
        "Together with {others} that makes {points}, or {share}.",
        others=others,
        points=tr.number(points),
        share=tr.percent(points / total),
    )
    return Finding(lead, said)


def rounded(tr: Translator, parts: Sequence[float]) -> str:
    """That the sum is of unrounded figures, where the printed parts do not add up to the printed sum."""
    printed = sum(round_half_up(part, 2) for part in parts)
    agrees = printed == round_half_up(sum(parts), 2)
    return "" if agrees else tr("Sums are of unrounded figures.")


# --- the scorecard --------------------------------------------------------------------------


def scorecard_title(subject: Subject) -> str:
    """How many stages are in each band, from the best band down."""
    tr = subject.tr
    counts = Counter(s.band for s in subject.published if s.band)
    parts: list[str] = []
    for band in reversed(BANDS):
        if n := counts[band]:
            name = band_name(band, tr)
            if parts:
                parts.append(tr.context("after other bands", "{n} {band}", n=n, band=name))
            else:
                parts.append(tr.plural("{n} stage is {band}", "{n} stages are {band}", n, band=name))
    if not parts:
        return _no_scores(subject)
    if contested := sum(1 for s in subject.scores.stages if s.status == "conflict"):
        parts.append(tr.plural("{n} in conflict", "{n} in conflict", contested))
    if missing := sum(1 for s in subject.scores.stages if s.status == "not_scored"):
        parts.append(tr.plural("{n} without a score", "{n} without a score", missing))
    return ", ".join(parts)


def weights_heading(subject: Subject) -> str:
    tr, codes = subject.tr, most_lost(subject)
    overall = subject.scores.overall.score
    if not codes or overall is None:
        return tr("Stage scores and weights")
    if len(subject.lost) < 4:
        codes = codes[:1]
    return tr(
        "Most points are lost in {names}: {points} of {total}",
        names=joined([named(subject.audit.framework.stage(c), tr) for c in codes], tr),
        points=tr.number(sum(subject.lost[c] for c in codes)),
        total=tr.number(TOP_SCORE - overall),
    )


# --- the method page ------------------------------------------------------------------------


def method_title(subject: Subject) -> str:
    tr, overall = subject.tr, subject.scores.overall
    if not overall.base:
        return tr("No criterion applies")
    u = len(subject.without_score("U"))
    rated = tr("{scored} of {base} applicable criteria are scored", scored=overall.scored, base=overall.base)
    if not u:
        return rated
    return rated + "; " + tr.plural("{n} was not verified", "{n} were not verified", u)
