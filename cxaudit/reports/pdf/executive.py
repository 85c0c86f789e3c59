"""The main things on one page: the score and its doubts, flags, profile, findings, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.model import StageScore
from cxaudit.reports.charts.profile import radar
from cxaudit.reports.charts.words import profile_said
from cxaudit.reports.colours import BEST_EDGE, INK, ON_SCORES, SCORES
from cxaudit.reports.findings import (
    Finding,
    band_name,
    contested_weights,
    executive_titles,
    findings,
    status_name,
)
from cxaudit.reports.pdf import marks, summary_zones, typeset
from cxaudit.reports.pdf.figure import draw_figure
from cxaudit.reports.pdf.flags import draw_flags
from cxaudit.reports.pdf.marks import CHIP_WIDE, LIMITS
from cxaudit.reports.pdf.page import BOTTOM, LAST_HEADING, LEFT, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY,
    BODY_STRONG,
    FIGURE,
    HEADING,
    HEADLINE_SCORE,
    NOTE,
    SMALL,
    SMALL_HEAD,
    TABLE_NAME,
    TICK,
    plain,
    width,
    wrap,
)
from cxaudit.reports.score_words import shown, span
from cxaudit.reports.subject import TOP_SCORE, Subject
from cxaudit.scoring import PUBLISHED_WEIGHT

COLUMN = 123.0
"""Where the right part of the page begins."""
NARROW = RIGHT - COLUMN
BESIDE = 117.0
"""Where flags and findings begin, beside the profile."""
ROW_ABOVE, HEAD_BELOW = 2.2, 6.2
"""What stands above the rule of the last row, and from there to its headings."""
MOST_ROWS, MOST_LINES = 8, 8
MOST_STAGES = 12


def draw_executive(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    paper.start_page()
    paper.bookmark(tr("Main findings"), 0)
    paper.title(tr("Main findings on one page"), executive_titles(subject))
    y = paper.y
    paper.rule(LEFT, RIGHT, y, paper.palette.title, 1.0)
    bottom = _key_figures(paper, subject, y)
    paper.rule(LEFT, RIGHT, bottom)
    profile = _profile(paper, subject, bottom + 6.2)
    right = draw_flags(paper, subject, BESIDE, bottom + 4)
    found = findings(subject)
    while len(found) > 2 and not _zones_fit(subject, profile, right + 8, found):
        found = found[:-1]
    if not _zones_fit(subject, profile, right + 8, found):
        found = findings(subject)
    while len(found) > 1 and _findings_end(right + 8, found) > BOTTOM:
        found = found[:-1]
    right = _findings(paper, subject, found, right + 8)
    paper.y = max(profile, right) + ROW_ABOVE
    if summary_zones.fits(subject, paper.y + HEAD_BELOW):
        paper.rule(LEFT, RIGHT, paper.y)
        summary_zones.draw_zones(paper, subject, paper.y + HEAD_BELOW)
        return
    y = paper.y
    if y + LAST_HEADING > BOTTOM:
        return
    paper.rule(LEFT, RIGHT, y)
    _costly(paper, subject, y + HEAD_BELOW)
    _unverified(paper, subject, y + HEAD_BELOW)


# --- the first row --------------------------------------------------------------------------


def _key_figures(paper: Paper, subject: Subject, y: float) -> float:
    ends = [
        _overall(paper, subject, y),
        _scale(paper, subject, y),
        _coverage(paper, subject, y),
        _proof(paper, subject, y),
    ]
    bottom = max(ends)
    for x in (COLUMN, 160):
        paper.line(x, y + 4, x, bottom - 3, paper.palette.hair)
    return bottom


def _overall(paper: Paper, subject: Subject, y: float) -> float:
    tr, overall, palette = subject.tr, subject.scores.overall, paper.palette
    paper.text(LEFT, y + 6, tr("Overall score"), NOTE, palette.ink2)
    if overall.score is None and not overall.span:
        paper.box(LEFT, y + 13, 13, 1.1, palette.ink3)
        return paper.paragraph(LEFT, y + 21.5, _why_none(subject), BODY, 40) + 1
    said = shown(overall, tr)
    style = HEADLINE_SCORE if overall.score is not None else FIGURE
    paper.text(LEFT, y + 19, said, style, palette.title)
    paper.text(LEFT + width(said, style) + 2.5, y + 19, tr("of 5"), TABLE_NAME, palette.ink2)
    below = y + 23.4
    if overall.band:
        marks.band_tag(paper, LEFT, below, band_name(overall.band, tr), overall.band)
        below += 5
    return paper.paragraph(LEFT, below + 4.2, _overall_note(subject), SMALL, 43, palette.ink2) + 0.5


def _why_none(subject: Subject) -> str:
    tr, overall = subject.tr, subject.scores.overall
    if overall.status == "no_weights":
        return tr("No score: every weight is zero.")
    carried = sum(s.weight for s in subject.scores.stages if s.published)
    return tr(
        "No score: the scored stages carry {share} of the weight, {limit} is needed.",
        share=tr.percent(carried / overall.weight_sum if overall.weight_sum else 0, 0),
        limit=tr.percent(float(PUBLISHED_WEIGHT), 0),
    )


def _overall_note(subject: Subject) -> str:
    tr, overall = subject.tr, subject.scores.overall
    if overall.status == "conflict":
        weights = contested_weights(subject)
        if not (n := len(subject.contested)):
            return tr("A range until the contested weights are settled.") + " " + weights
        ratings = tr.plural(
            "A range until {n} contested rating is settled.",
            "A range until {n} contested ratings are settled.",
            n,
        )
        return f"{ratings} {weights}".strip()
    if overall.status == "partial":
        return tr("Partial: {n} of {all} stages.", n=overall.stages_scored, all=len(subject.stages))
    return ""


def _scale(paper: Paper, subject: Subject, y: float) -> float:
    """Six bands from 0 to 5, the score as a marker, the bounds as a bracket."""
    tr, overall, palette = subject.tr, subject.scores.overall, paper.palette
    x, unit = 63.0, 10.8
    top = y + 13.5
    head = tr("Place on the scale")
    if overall.percent is not None:
        head = tr("{share} of the maximum", share=tr.percent(overall.percent / 100))
    paper.text(x, y + 6, head, NOTE, palette.ink2)
    for at in range(6):
        low, high = LIMITS[at], LIMITS[at + 1]
        edge = BEST_EDGE if at == 5 else ""
        paper.box(x + low * unit, top, (high - low) * unit, 3.4, SCORES[at], edge, 0.5)
    for number in range(6):
        paper.text(x + number * unit, top + 9.4, tr.number(number, 0), TICK, palette.ink3, "centre")
    if overall.score is not None:
        place = x + overall.score * unit
        paper.shape([(place - 1.7, top - 3.3), (place + 1.7, top - 3.3), (place, top - 0.6)], INK)
        light = ON_SCORES[min(int(overall.score), 5)]
        paper.line(place, top, place, top + 3.4, light, 1.1)
    elif overall.span:
        low, high = (x + v * unit for v in overall.span)
        paper.box(low, top - 2.2, max(high - low, 0.6), 1.4, INK)
    if overall.low is not None and overall.high is not None and overall.high > overall.low:
        marks.bracket(paper, x + overall.low * unit, x + overall.high * unit, top + 5)
    lead, said = _bounds(subject)
    base = top + 14.6
    if lead:
        paper.text(x, base, lead, BODY_STRONG)
        base += 4.2
    return paper.lines(x, base, wrap(said, SMALL, 56), SMALL, palette.ink2) + 0.5


def _bounds(subject: Subject) -> tuple[str, str]:
    tr, overall = subject.tr, subject.scores.overall
    error = tr("The auditor's own error is not part of this.")
    if overall.low is None or overall.high is None:
        return "", tr("Bounds are given together with a score.")
    u = sum(s.u for s in subject.scores.stages if s.published)
    lead = tr("Bounds {range}", range=span(overall.low, overall.high, tr))
    if overall.status == "conflict":
        return lead, tr(
            "With any outcome of the conflicts, and 0 or 5 for what was not verified."
        ) + " " + error
    if not u:
        return "", tr("No criterion is marked U, so there are no bounds to give.") + " " + error
    said = tr.plural(
        "if the {n} unverified criterion got 0 or 5.", "if all {n} unverified criteria got 0 or 5.", u
    )
    return lead, f"{said} {error}"


def _coverage(paper: Paper, subject: Subject, y: float) -> float:
    tr, overall, palette = subject.tr, subject.scores.overall, paper.palette
    x = COLUMN + 4
    paper.text(x, y + 6, tr("Coverage"), NOTE, palette.ink2)
    value = tr.percent(overall.coverage) if overall.coverage is not None else "–"
    paper.text(x, y + 16, value, FIGURE, palette.title)
    said = tr("{n} of {all} applicable criteria are scored", n=overall.scored, all=overall.base)
    if n := sum(s.n for s in subject.scores.stages):
        said += "; " + tr.plural("{n} does not apply", "{n} do not apply", n)
    return paper.paragraph(x, y + 21.5, said, SMALL, 31, palette.ink2) + 0.5


def _proof(paper: Paper, subject: Subject, y: float) -> float:
    tr, overall, palette = subject.tr, subject.scores.overall, paper.palette
    x = 164.0
    paper.text(x, y + 6, tr("Backed by evidence"), NOTE, palette.ink2)
    value = tr.percent(subject.proven / overall.scored) if overall.scored else "–"
    paper.text(x, y + 16, value, FIGURE, palette.title)
    said = tr("{n} of {all} scores have evidence", n=subject.proven, all=overall.scored)
    return paper.paragraph(x, y + 21.5, said, SMALL, 28, palette.ink2) + 0.5


# --- the profile ----------------------------------------------------------------------------


def _profile(paper: Paper, subject: Subject, y: float) -> float:
    """The radar if every stage has a score; otherwise a line for each stage."""
    tr = subject.tr
    scores = subject.scores.stages
    whole = 3 <= len(scores) <= 12 and all(s.score is not None for s in scores)
    paper.text(LEFT, y, tr("Profile of the stages"), HEADING)
    if not whole:
        return _stage_lines(paper, subject, y + 9)
    said = tr("Ticks on an axis: bounds of what was not verified. “~”: provisional.")
    chart = radar(subject.scores, subject.audit.framework, tr.lang, paper.palette)
    lines = typeset.balanced(said, SMALL, BESIDE - LEFT - 6)
    top = paper.lines(LEFT, y + 4.8, lines, SMALL, paper.palette.ink2) - SMALL.line + 0.9
    return draw_figure(paper, chart, LEFT - 3, top, profile_said(subject))


def _stage_lines(paper: Paper, subject: Subject, y: float) -> float:
    """A bar a stage; of very many stages the lowest ones."""
    tr = subject.tr
    x, unit = 65.0, 6.2
    pairs = list(zip(subject.stages, subject.scores.stages, strict=True))
    if len(pairs) > MOST_STAGES:
        pairs = sorted(pairs, key=lambda pair: _lowest(pair[1]))[:MOST_STAGES]
        said = tr("The {n} lowest of {all} stages", n=MOST_STAGES, all=len(subject.stages))
        paper.text(LEFT, y - 4, plain(said), SMALL, paper.palette.ink2)
    step = min(9.0, 84 / max(len(pairs), 1))
    bottom = y + step * len(pairs)
    marks.axis(paper, x, unit, y, bottom, [tr.number(n, 0) for n in range(6)])
    for stage, score in pairs:
        paper.rule(LEFT, BESIDE - 5, y + step)
        name = typeset.shortened(stage.title[tr.lang], NOTE, 44, 2 if step > 8 else 1)[0]
        paper.lines(LEFT, y + step / 2 + 1 - (len(name) - 1) * NOTE.line / 2, name, NOTE)
        marks.score_bar(paper, x, y + step / 2 - 2.2, unit, score, 3.0)
        _line_value(paper, subject, score, BESIDE - 5, y + step / 2 + 1.2)
        y += step
    return bottom + 4


def _lowest(score: StageScore) -> float:
    """Where a stage stands among the lowest; one without a score comes last."""
    if score.score is not None:
        return score.score
    return score.span[0] if score.span else TOP_SCORE + 1


def _line_value(paper: Paper, subject: Subject, score: StageScore, right: float, y: float) -> None:
    tr = subject.tr
    if score.status == "not_scored":
        paper.text(right, y, status_name(score.status, tr), SMALL, paper.palette.ink2, "right")
    else:
        paper.text(right, y, shown(score, tr), typeset.SMALL_STRONG, align="right")


# --- findings -------------------------------------------------------------------------------


def _zones_fit(subject: Subject, profile: float, y: float, found: Sequence[Finding]) -> bool:
    """Whether the growth zones have room below the profile and these findings."""
    end = _findings_end(y, found)
    return summary_zones.fits(subject, max(profile, end) + ROW_ABOVE + HEAD_BELOW)


def _findings_end(y: float, found: Sequence[Finding]) -> float:
    """Where these findings end below a heading at y."""
    lines = sum(len(lead) + len(said) for lead, said in map(_lines, found))
    return y + 6.4 + lines * BODY.line + 1.9 * (len(found) - 1)


def _lines(finding: Finding) -> tuple[list[str], list[str]]:
    """The lines of a finding; only names of hundreds of letters are cut."""
    lead = typeset.shortened(finding.lead, BODY_STRONG, RIGHT - BESIDE - 5, MOST_LINES)[0]
    said = typeset.shortened(finding.said, BODY, RIGHT - BESIDE - 5, MOST_LINES)[0]
    return lead, said if finding.said else []


def _findings(paper: Paper, subject: Subject, found: Sequence[Finding], y: float) -> float:
    tr, palette = subject.tr, paper.palette
    paper.text(BESIDE, y, tr("What the numbers say"), HEADING)
    y += 6.4
    if not found:
        none = tr("There are too few scores to draw anything from them.")
        return paper.paragraph(BESIDE, y, none, BODY, RIGHT - BESIDE, palette.ink2)
    for number, finding in enumerate(found, 1):
        paper.text(BESIDE, y, str(number), BODY_STRONG, palette.text)
        lead, said = _lines(finding)
        y = paper.lines(BESIDE + 5, y, lead, BODY_STRONG)
        y = paper.lines(BESIDE + 5, y, said, BODY) + 1.9
    return y - 1.9


# --- the last row ---------------------------------------------------------------------------


def _costly(paper: Paper, subject: Subject, y: float) -> None:
    """The criteria that take the most points from the overall score."""
    tr, palette = subject.tr, paper.palette
    paper.text(LEFT, y, tr("Criteria that cost the most points"), HEADING)
    right = COLUMN - 8
    rows = _rows(y, 10.4)
    costly = subject.costly[:rows]
    if not costly:
        reason = tr("This list needs an overall score.")
        if subject.scores.overall.score is not None:
            reason = tr("No criterion lost a point.")
        paper.paragraph(LEFT, y + 7, reason, NOTE, right - LEFT, palette.ink2)
        return
    paper.text(right, y, tr("Points"), SMALL_HEAD, palette.ink2, "right")
    y += 3
    for criterion, points in costly:
        paper.rule(LEFT, right, y)
        marks.chip(paper, LEFT, y + 1.3, subject.audit.rating(criterion.id))
        subject.link_criterion(paper, criterion.id, LEFT, y, right - LEFT, 8)
        paper.text(LEFT + 10, y + 4.9, criterion.id, SMALL, palette.ink2)
        title, style, room = criterion.title[tr.lang], TABLE_NAME, right - LEFT - 39
        lines, cut = typeset.shortened(title, style, room, 1)
        if cut:
            lines, style = typeset.shortened(title, NOTE, room, 2)[0], NOTE
        paper.lines(LEFT + 24, y + (4.9 if len(lines) == 1 else 3.4), lines, style)
        paper.text(right, y + 4.9, "\u2212" + tr.number(points, 3), BODY_STRONG, align="right")
        y += 8.0
    paper.rule(LEFT, right, y)


def _rows(y: float, spare: float) -> int:
    return max(0, min(MOST_ROWS, int((BOTTOM - y - spare) / 8.0)))


def _unverified(paper: Paper, subject: Subject, y: float) -> None:
    """What could not be checked, and how much else has no score."""
    tr, palette = subject.tr, paper.palette
    paper.text(COLUMN, y, tr("What was not verified"), HEADING)
    found = subject.without_score("U")
    rows = found[: max(_rows(y, 16) - 1, 0)] if len(found) > 5 else found[: _rows(y, 16)]
    y += 3
    for criterion, rating in rows:
        lines = wrap(criterion.title[tr.lang], NOTE, NARROW - 24)[:2]
        paper.rule(COLUMN, RIGHT, y)
        marks.chip(paper, COLUMN, y + 1.3, rating)
        subject.link_criterion(paper, criterion.id, COLUMN, y, NARROW, 8)
        paper.text(COLUMN + CHIP_WIDE + 2.6, y + 4.9, criterion.id, SMALL, palette.ink2)
        first = y + (4.9 if len(lines) == 1 else 3.4)
        paper.lines(COLUMN + 24, first, lines, NOTE)
        y += 8.0
    if rows:
        paper.rule(COLUMN, RIGHT, y)
    below = y + (4.8 if rows else 4.0)
    paper.paragraph(COLUMN, below, _rest(subject, len(found) - len(rows)), SMALL, NARROW, palette.ink2)


def _rest(subject: Subject, more: int) -> str:
    tr = subject.tr
    said = []
    if more:
        said.append(tr.plural("{n} more is not verified.", "{n} more are not verified.", more))
    elif not subject.without_score("U"):
        said.append(tr("No criterion is marked U."))
    if empty := sum(s.empty for s in subject.scores.stages):
        said.append(tr.plural("{n} criterion is not rated yet.", "{n} criteria are not rated yet.", empty))
    if contested := len(subject.contested):
        said.append(tr.plural("{n} rating is in conflict.", "{n} ratings are in conflict.", contested))
    if subject.without_score("U") or subject.without_score("N"):
        said.append(tr("Reasons are in the stage tables."))
    return " ".join(said)
