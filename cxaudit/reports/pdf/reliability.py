"""What the score would be otherwise, how sure it is, and whether the TOP depends on the weights."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.analysis import reliability_words
from cxaudit.analysis.reliability_words import Reliability
from cxaudit.reports.charts.tornado import Assumption, tornado
from cxaudit.reports.charts.words import trials_said
from cxaudit.reports.pdf.figure import draw_figure
from cxaudit.reports.pdf.page import LEFT, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY,
    HEADING,
    NOTE,
    SMALL,
    SMALL_HEAD,
    TABLE,
    TABLE_KEY,
    balanced,
    plain,
    shortened,
    width,
    wrap,
)
from cxaudit.reports.subject import Subject

HALF = 85.0
SECOND = LEFT + HALF + 6
ROW = 6.0


def draw_reliability(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    found = subject.reliability
    paper.start_page()
    paper.bookmark(tr("Reliability"), 0, key="reliability")
    paper.title(tr("Reliability"), [reliability_words.headline(found, tr)])
    _trials(paper, subject, found)
    top = paper.y
    left = _swings(paper, subject, found, top)
    right = _grade(paper, subject, found, SECOND if left > top else LEFT, top)
    paper.y = max(left, right) + 9
    _survival(paper, subject, found)
    _changes(paper, subject, found)


def _heading(paper: Paper, x: float, y: float, said: str) -> float:
    paper.text(x, y, plain(said), HEADING)
    return y + 3.6


# --- the score ------------------------------------------------------------------------------


def _trials(paper: Paper, subject: Subject, found: Reliability) -> None:
    tr = subject.tr
    rows = reliability_words.trials(found, tr)
    if found.sensitivity is None or not rows:
        said = tr("Without a published overall score, free of conflicts, there is nothing to vary.")
        paper.y = paper.paragraph(LEFT, paper.y + 2, said, BODY, RIGHT - LEFT) + 6
        return
    score = found.sensitivity.score
    tests = [Assumption(row.name, row.low, row.high, row.said(tr), row.assumed) for row in rows]
    heading = tr("The overall score of {score} under other assumptions", score=tr.number(score))
    paper.text(LEFT, paper.y + 1.5, heading, HEADING)
    chart, told = tornado(tests, score, tr.lang, paper.palette), trials_said(heading, rows, tr)
    paper.y = draw_figure(paper, chart, LEFT, paper.y + 3, told)
    lines = balanced(reliability_words.error_note(found.errors, tr), SMALL, RIGHT - LEFT)
    paper.y = paper.lines(LEFT, paper.y + 4.2, lines, SMALL, paper.palette.ink2) + 7


def _swings(paper: Paper, subject: Subject, found: Reliability, y: float) -> float:
    """The stages by how much their weight matters; returns where the table ends."""
    if found.sensitivity is None:
        return y
    tr, palette = subject.tr, paper.palette
    y = _heading(paper, LEFT, y, tr("One weight at a time"))
    with paper.tags.inside("Table"):
        rights = (LEFT + HALF - 19, LEFT + HALF)
        factors = [tr("×{factor}", factor=tr.number(factor)) for factor in (0.75, 1.25)]
        with paper.tags.row(head=True):
            paper.text(LEFT, y + 1, tr("Stage"), SMALL_HEAD, palette.ink2)
            for right, said in zip(rights, factors, strict=True):
                paper.text(right, y + 1, said, SMALL_HEAD, palette.ink2, "right")
        y += 2.8
        paper.rule(LEFT, LEFT + HALF, y, palette.title, 1.2)
        for swing in sorted(found.sensitivity.swings, key=lambda s: -s.width):
            stage = subject.audit.framework.stage(swing.stage)
            with paper.tags.row():
                with paper.tags.cell():
                    paper.text(LEFT, y + 4.1, stage.code, SMALL, palette.ink2)
                    name = shortened(stage.short[tr.lang], TABLE, HALF - 40, 1)[0]
                    paper.lines(LEFT + 10, y + 4.1, name, TABLE)
                for right, value in zip(rights, (swing.less, swing.more), strict=True):
                    paper.text(right, y + 4.1, tr.number(value), TABLE, palette.ink, "right")
            y += ROW
            paper.rule(LEFT, LEFT + HALF, y)
    return y


# --- the grade ------------------------------------------------------------------------------


def _grade(paper: Paper, subject: Subject, found: Reliability, x: float, y: float) -> float:
    tr, palette, grade = subject.tr, paper.palette, found.confidence
    y = _heading(paper, x, y, reliability_words.grade_heading(grade, tr))
    paper.rule(x, x + HALF, y, palette.title, 1.2)
    points = x + HALF
    with paper.tags.inside("Table"):
        for name, value, said in reliability_words.grade_rows(grade, tr):
            lines = balanced(name, TABLE, HALF - 18 - width(value, TABLE))
            high = ROW + (len(lines) - 1) * TABLE.line
            base = y + 4.1
            with paper.tags.row():
                paper.lines(x, base, lines, TABLE)
                paper.text(points - 15, base, value, TABLE, palette.ink2, "right")
                paper.text(points, base, said, TABLE, palette.ink, "right")
            y += high
            paper.rule(x, points, y)
        name, said = reliability_words.grade_sum(grade, tr)
        paper.rule(x, points, y, palette.ink, 0.9)
        with paper.tags.row():
            with paper.tags.cell(across=2):
                paper.text(x, y + 4.1, name, TABLE_KEY)
            paper.text(points, y + 4.1, said, TABLE_KEY, palette.ink, "right")
        y += ROW
        paper.rule(x, points, y, palette.ink, 0.9)
    for limit in reliability_words.grade_limits(grade, tr):
        y = paper.paragraph(x, y + 4.2, limit, SMALL, HALF, palette.ink2) - SMALL.line
    return y


# --- the TOP and the next wave --------------------------------------------------------------


def _survival(paper: Paper, subject: Subject, found: Reliability) -> None:
    """One sentence, and beneath it each zone with its share of the draws, in two columns."""
    tr = subject.tr
    lines = wrap(reliability_words.top_sentence(found.survival, tr), BODY, RIGHT - LEFT)
    rows = reliability_words.zone_shares(found.survival, tr) if found.survival else []
    deep = (len(rows) + 1) // 2
    high = 8 + len(lines) * BODY.line + (3 + deep * ROW if rows else 0)
    paper.begin_part(high)
    y = _heading(paper, LEFT, paper.y, tr("Does the TOP survive other weights?"))
    y = paper.lines(LEFT, y + 1.6, lines, BODY)
    if rows:
        y = _zones(paper, subject, rows, deep, y - 1.5)
    paper.y = y + 8


def _zones(paper: Paper, subject: Subject, rows: Sequence[tuple[str, str]], deep: int, y: float) -> float:
    tr, palette = subject.tr, paper.palette
    for x in (LEFT, SECOND) if len(rows) > 1 else (LEFT,):
        paper.rule(x, x + HALF, y, palette.title, 0.9)
    top = {pick.zone.code for pick in subject.growth.top}
    with paper.tags.inside("Table"):
        for at, (code, share) in enumerate(rows):
            x, base = (LEFT, SECOND)[at // deep], y + (at % deep) * ROW + 4.1
            colour = palette.ink if code in top else palette.ink2
            with paper.tags.row():
                paper.text(x, base, code, SMALL, palette.ink2)
                name = reliability_words.zone_title(subject.audit.framework, code, tr)
                aside = "" if code in top else " " + tr("(comes in)")
                name = shortened(name, TABLE, HALF - 25 - width(aside, TABLE), 1)[0][0]
                paper.text(x + 12, base, name + aside, TABLE, colour)
                paper.text(x + HALF, base, share, TABLE, colour, "right")
            paper.rule(x, x + HALF, base + ROW - 4.1)
    return y + deep * ROW


def _changes(paper: Paper, subject: Subject, found: Reliability) -> None:
    tr = subject.tr
    said = reliability_words.change_notes(subject.scores, found.errors, tr)
    high = 8 + sum(len(wrap(text, NOTE, RIGHT - LEFT - 4)) * NOTE.line + 1.2 for text in said)
    paper.begin_part(high)
    y = _heading(paper, LEFT, paper.y, tr("What the next wave can show")) + 2
    for text in said:
        paper.dot(LEFT + 0.8, y - 1, 0.65, paper.palette.data)
        lead, _, rest = text.partition(": ")
        y = paper.led_paragraph(LEFT + 4, y, lead + ":", rest, NOTE, RIGHT - LEFT - 4) + 1.2
    paper.y = y
