"""Company by company: where it is strongest and weakest, and its red flags."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.analysis.equals import Equal, Equals
from cxaudit.model import StageScore, is_scored
from cxaudit.reports.colours import SCORES
from cxaudit.reports.equals import words
from cxaudit.reports.findings import joined
from cxaudit.reports.options import Options
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY,
    NOTE,
    SMALL,
    SMALL_HEAD,
    TABLE_NAME,
    Style,
    plain,
    shortened,
)
from cxaudit.reports.score_words import shown, span

ENDS = 3
"""So many stages at either end, and never one at both."""
MOST_FLAGS = 4
_NAME = Style("SemiBold", 12, 15, "H2")
_COLUMNS = (LEFT, LEFT + 62.0, LEFT + 124.0)
_WIDE = 59.0
_LINE = 6.6


def draw_companies(paper: Paper, found: Equals, options: Options) -> None:
    tr = paper.tr
    paper.start_page()
    paper.bookmark(tr("Company by company"), 0)
    n = len(found.equals)
    title = tr.plural("{n} audit: strong and weak stages", "{n} audits: strong and weak stages", n)
    paper.title(tr("Company by company"), [title])
    highs = [_high(paper, found, one) for one in found.equals]
    for at, one in enumerate(found.equals):
        paper.need(sum(highs[at:]) if at == len(highs) - 2 else highs[at])  # the last is never alone
        _draw(paper, found, one)


def _lines(paper: Paper, found: Equals, one: Equal) -> list[str]:
    return shortened(words.lettered(one, found, paper.tr), _NAME, MEASURE - 22, 3)[0]


def _high(paper: Paper, found: Equals, one: Equal) -> float:
    flags = len(one.scores.red_flags)
    stages = max(map(len, _ends(one.scores.stages)))
    rows = max(1, stages, min(flags, MOST_FLAGS) * 1.6 + (flags > MOST_FLAGS))
    return 15 + len(_lines(paper, found, one)) * _NAME.line + rows * _LINE + 8


def _draw(paper: Paper, found: Equals, one: Equal) -> None:
    tr, palette = paper.tr, paper.palette
    overall = one.scores.overall
    paper.y += 4
    paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
    y = paper.y + 6.4
    if not one.difference:
        marks.score_tag(paper, RIGHT - 16, y - 4.2, shown(overall, tr), overall.band, 16, 6)
    y = paper.lines(LEFT, y, _lines(paper, found, one), _NAME)
    paper.text(LEFT, y - 1, shortened(_about(paper, one), SMALL, MEASURE, 1)[0][0], SMALL, palette.ink2)
    y += 5.4
    best, worst = _ends(one.scores.stages)
    ends = [
        _stages(paper, found, tr("Strongest"), best, _COLUMNS[0], y),
        _stages(paper, found, tr("Weakest"), worst, _COLUMNS[1], y),
        _flags(paper, one, _COLUMNS[2], y),
    ]
    paper.y = max(ends) + 2


def _about(paper: Paper, one: Equal) -> str:
    """Where, what, when and by whom; with the bounds, or why it cannot be compared."""
    tr, brief, overall = paper.tr, one.audit.brief, one.scores.overall
    parts = [brief.country, brief.product, brief.wave, brief.auditor]
    if one.difference:
        parts.append(words.why_not(one.difference, tr))
    elif overall.low is not None and overall.high is not None and overall.high > overall.low:
        parts.insert(0, tr("Bounds {range}", range=span(overall.low, overall.high, tr)))
    return " · ".join(part.strip() for part in parts if part.strip())


def _ends(stages: Sequence[StageScore]) -> tuple[list[StageScore], list[StageScore]]:
    """The stages with the highest scores and those with the lowest, none of them in both."""
    scored = sorted((s for s in stages if s.score is not None), key=lambda s: -(s.score or 0.0))
    n = min(ENDS, (len(scored) + 1) // 2)
    best = scored[:n]
    return best, list(reversed(scored[n:]))[:ENDS]


def _stages(
    paper: Paper, found: Equals, head: str, scores: Sequence[StageScore], x: float, y: float
) -> float:
    tr, palette = paper.tr, paper.palette
    paper.text(x, y, head, SMALL_HEAD, palette.ink2)
    y += 2.2
    if not scores:
        return paper.paragraph(x, y + 4, tr("No stage has a score."), NOTE, _WIDE, palette.ink2)
    titles = {stage.code: stage.title[tr.lang] for stage in found.framework.stages}
    for score in scores:
        marks.score_tag(paper, x, y + 0.6, shown(score, tr), score.band, 13, 5.2)
        name = titles.get(score.code, score.code)
        paper.text(x + 16, y + 4.4, shortened(name, TABLE_NAME, _WIDE - 16, 1)[0][0], TABLE_NAME)
        y += _LINE
    return y


def _flags(paper: Paper, one: Equal, x: float, y: float) -> float:
    tr, palette = paper.tr, paper.palette
    flags, rated = one.scores.red_flags, one.audit.framework.criteria.values()
    checked = any(c.critical and is_scored(one.audit.rating(c.id).mark) for c in rated)
    paper.text(x, y, tr("Red flags"), SMALL_HEAD, palette.ink2)
    y += 2.2
    if not flags:
        said = tr("No red flags.") if checked else tr("No critical check has a score yet.")
        return paper.paragraph(x, y + 4.2, said, BODY, RIGHT - x)
    for flag in flags[:MOST_FLAGS]:
        criterion = one.audit.framework.criteria[flag]
        lines = shortened(f"{flag} {criterion.title[tr.lang]}", NOTE, RIGHT - x - 5, 2)[0]
        marks.diamond(paper, x + 1.3, y + 3.2, 1.2, SCORES[0])
        y = paper.lines(x + 5, y + 4.2, lines, NOTE) - 2.4
    if rest := flags[MOST_FLAGS:]:
        said = tr("Also: {ids}.", ids=joined(list(rest), tr))
        lines = shortened(plain(said), SMALL, RIGHT - x, 2)[0]
        y = paper.lines(x, y + 4.4, lines, SMALL, palette.ink2) - 2
    return y + 2
