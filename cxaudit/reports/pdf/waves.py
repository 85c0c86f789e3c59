"""What changed since an earlier wave, against what error alone explains (METHOD 2.6)."""

from __future__ import annotations

from collections.abc import Sequence

from cxaudit.analysis import calibration, waves_words
from cxaudit.analysis.confidence import WaveChange
from cxaudit.analysis.waves import CriterionMove, Waves
from cxaudit.model import OverallScore, StageScore
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.marks import CHIP_HIGH, CHIP_WIDE
from cxaudit.reports.pdf.page import BOTTOM, LAST_HEADING, LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY_STRONG,
    HEADING,
    NOTE,
    SMALL,
    SMALL_HEAD,
    SMALL_STRONG,
    TABLE,
    TABLE_KEY,
    TABLE_NAME,
    Style,
    balanced,
    plain,
    shortened,
    width,
)
from cxaudit.reports.subject import Subject

ROW = 8.4
TAG = 15.0
BEFORE_AT, AFTER_AT = LEFT + 52.0, LEFT + 69.0
CHANGE_AT, LIMIT_AT = LEFT + 102.0, LEFT + 113.0
BAR_AT = LEFT + 116.0
VERDICT_GAP = 3.0
LEAST_REACH = 1.0
HALF, GUTTER = 85.0, 6.0
ARROW = 5.0


def draw_waves(paper: Paper, subject: Subject) -> None:
    tr, found = subject.tr, subject.waves
    assert found
    paper.start_page()
    paper.bookmark(tr("Since the last wave"), 0)
    claims = (waves_words.claim(tr, found), waves_words.claims(tr, found)[0])
    paper.title(tr("Since the last wave"), [said.removesuffix(".") for said in claims])
    said = " → ".join(calibration.named(tr, audit) for audit in (found.before, found.after))
    paper.y = paper.paragraph(LEFT, paper.y, plain(said), SMALL, MEASURE, paper.palette.ink2) + 2
    paper.y = paper.paragraph(LEFT, paper.y, waves_words.stages_claim(tr, found), BODY_STRONG, MEASURE)
    _table(paper, subject, found)
    _notes(paper, subject, found)
    _flags(paper, subject, found)
    _criteria(paper, subject, found)


# --- the table ------------------------------------------------------------------------------


def _table(paper: Paper, subject: Subject, found: Waves) -> None:
    tr, palette = subject.tr, paper.palette
    with paper.tags.inside("Table"):
        base = paper.y + 2.4
        with paper.tags.row(head=True):
            paper.text(LEFT, base, tr("Stage"), SMALL_HEAD, palette.ink2)
            for x, said in ((BEFORE_AT, tr("Earlier")), (AFTER_AT, tr("Later"))):
                paper.text(x + TAG / 2, base, said, SMALL_HEAD, palette.ink2, "centre")
            paper.text(CHANGE_AT, base, tr("Change"), SMALL_HEAD, palette.ink2, "right")
            paper.text(LIMIT_AT, base, "±", SMALL_HEAD, palette.ink2, "right")
            paper.text(RIGHT, base, tr("Reading"), SMALL_HEAD, palette.ink2, "right")
        paper.y += 4.4
        paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
        changes = [found.overall.change, *(move.change for move in found.stages)]
        most = max([LEAST_REACH, *(max(abs(c.difference), c.detectable) * 1.05 for c in changes if c)])
        for stage, move in zip(subject.stages, found.stages, strict=True):
            why = waves_words.reason(tr, move)
            _row(paper, subject, stage.title[tr.lang], (move.before, move.after), move.change, why, most)
            subject.link_stage(paper, stage, LEFT, paper.y - ROW, MEASURE, ROW)
        paper.rule(LEFT, RIGHT, paper.y, palette.ink, 0.9)
        overall = found.overall
        why = waves_words.overall_reason(tr, found)
        _row(
            paper,
            subject,
            tr("Overall"),
            (overall.before, overall.after),
            overall.change,
            why,
            most,
            TABLE_KEY,
        )
    said = tr("± and dashed: what error alone explains.")
    paper.text(RIGHT, paper.y + 3.4, said, SMALL, palette.ink2, "right")
    paper.y += 8


def _row(
    paper: Paper,
    subject: Subject,
    name: str,
    sides: tuple[StageScore | OverallScore, StageScore | OverallScore],
    change: WaveChange | None,
    why: str,
    most: float,
    style: Style = TABLE_NAME,
) -> None:
    """One line: name, both scores, the change and how it stands to error, or why there is none."""
    tr, palette, top = subject.tr, paper.palette, paper.y
    base = top + ROW / 2 + 1.1
    lines = shortened(name, style, BEFORE_AT - LEFT - 2, 2)[0]
    with paper.tags.row():
        paper.lines(LEFT, base - (len(lines) - 1) * style.line / 2, lines, style)
        for x, score in zip((BEFORE_AT, AFTER_AT), sides, strict=True):
            doubt = "~" if score.status == "provisional" else ""
            said = "–" if score.score is None else tr.number(score.score) + doubt
            marks.score_tag(paper, x, top + 1, said, score.band, TAG, ROW - 2)
        if change is None:
            reasons = shortened(why, SMALL, RIGHT - AFTER_AT - TAG - 3, 2)[0]
            y = base - (len(reasons) - 1) * SMALL.line / 2
            with paper.tags.cell(across=3):
                paper.lines(AFTER_AT + TAG + 3, y, reasons, SMALL, palette.ink2)
        else:
            figure, limit = waves_words.figures(tr, change)
            ink = palette.ink if change.real else palette.ink2
            paper.text(CHANGE_AT, base, figure, TABLE_KEY if change.real else TABLE, ink, "right")
            paper.text(LIMIT_AT, base, limit, TABLE, palette.ink2, "right")
            _bar(paper, top, change, most)
            verdict = waves_words.verdict(tr, change)
            paper.text(RIGHT, base, verdict, SMALL_STRONG if change.real else SMALL, ink, "right")
    paper.y += ROW
    paper.rule(LEFT, RIGHT, paper.y)


def _bar(paper: Paper, top: float, change: WaveChange, most: float) -> None:
    """The band of error around zero, and the change: filled if it is real, else hollow."""
    palette = paper.palette
    verdicts = max(width(paper.tr(said), SMALL_STRONG) for said in waves_words.VERDICTS.values())
    half = (RIGHT - verdicts - VERDICT_GAP - BAR_AT) / 2
    unit, middle = half / most, BAR_AT + half
    band = change.detectable * unit
    paper.box(middle - band, top + 1.6, 2 * band, ROW - 3.2, palette.panel, palette.ink3, 0.6, dashed=True)
    length = abs(change.difference) * unit
    left = middle if change.difference > 0 else middle - length
    if length > 0.1:
        fill = palette.data if change.real else palette.paper
        paper.box(left, top + 2.7, length, ROW - 5.4, fill, palette.data, 0.8)
    paper.line(middle, top + 0.8, middle, top + ROW - 0.8, palette.ink, 1.0)


# --- notes and flags ------------------------------------------------------------------------


def _notes(paper: Paper, subject: Subject, found: Waves) -> None:
    tr = subject.tr
    said = (*waves_words.cautions(tr, found.before, found.after), *waves_words.notes(tr, found))
    lines = balanced(plain(" ".join(said)), NOTE, MEASURE - 8)
    high = len(lines) * NOTE.line + 5.5
    paper.need(high)
    paper.box(LEFT, paper.y, MEASURE, high, paper.palette.panel)
    paper.lines(LEFT + 4, paper.y + 5, lines, NOTE)
    paper.y += high + 7


def _flags(paper: Paper, subject: Subject, found: Waves) -> None:
    tr, palette = subject.tr, paper.palette
    if not found.flags:
        paper.paragraph(LEFT, paper.y, tr("Neither wave has a red flag."), TABLE, MEASURE)
        paper.y += 7
        return
    paper.begin_part(LAST_HEADING)
    paper.text(LEFT, paper.y, tr("Red flags"), HEADING)
    paper.y += 3
    for flag in found.flags:
        move = flag.move
        title = found.after.framework.criteria[move.criterion].title[tr.lang]
        lines = shortened(f"{move.criterion} {title}", TABLE, MEASURE - 32 - 2 * CHIP_WIDE - ARROW, 2)[0]
        high = max(CHIP_HIGH + 1.4, len(lines) * TABLE.line + 2)
        paper.need(high)
        _pair(paper, LEFT, paper.y + 0.9, move)
        x, base = LEFT + 2 * CHIP_WIDE + ARROW + 3, paper.y + 4.6
        paper.lines(x, base, lines, TABLE)
        style = SMALL if flag.fate == "gone" else SMALL_STRONG
        paper.text(RIGHT, base, tr(waves_words.FATES[flag.fate]), style, palette.ink, "right")
        subject.link_criterion(paper, move.criterion, LEFT, paper.y, MEASURE, high)
        paper.y += high
    paper.y += 7


# --- criteria -------------------------------------------------------------------------------


def _criteria(paper: Paper, subject: Subject, found: Waves) -> None:
    """What fell and what rose, side by side, as far as the page goes; the rest is counted."""
    tr = subject.tr
    paper.begin_part(LAST_HEADING)
    top = paper.y
    down = [move for move in found.moved if (move.difference or 0.0) < 0]
    up = [move for move in found.moved if (move.difference or 0.0) > 0]
    fell = (tr("Scored lower"), tr("No criterion was scored lower."))
    rose = (tr("Scored higher"), tr("No criterion was scored higher."))
    left = _column(paper, subject, LEFT, top, fell, down)
    right = _column(paper, subject, LEFT + HALF + GUTTER, top, rose, up)
    paper.y = max(left, right)


def _column(
    paper: Paper, subject: Subject, x: float, y: float, said: tuple[str, str], moves: Sequence[CriterionMove]
) -> float:
    """`said` is the heading, and what stands under it if nothing moved; returns where the list ends."""
    tr, palette = subject.tr, paper.palette
    heading, none = said
    paper.text(x, y, heading, HEADING)
    y += 3
    if not moves:
        return paper.paragraph(x, y + 2.4, none, SMALL, HALF, palette.ink2)
    for at, move in enumerate(moves):
        title = subject.audit.framework.criteria[move.criterion].title[tr.lang]
        lines = shortened(f"{move.criterion} {title}", NOTE, HALF - 2 * CHIP_WIDE - ARROW - 13, 2)[0]
        high = max(CHIP_HIGH + 1.2, len(lines) * NOTE.line + 2.4)
        if y + high + SMALL.line > BOTTOM:
            left = len(moves) - at
            more = tr.plural("And {n} more criterion.", "And {n} more criteria.", left)
            paper.text(x, y + 3.4, more, SMALL, palette.ink2)
            return y + SMALL.line
        _pair(paper, x, y + (high - CHIP_HIGH) / 2, move)
        base = y + high / 2 + 1 - (len(lines) - 1) * NOTE.line / 2
        paper.lines(x + 2 * CHIP_WIDE + ARROW + 2.5, base, lines, NOTE)
        change = waves_words.points(tr, move.difference or 0.0)
        paper.text(x + HALF, y + high / 2 + 1, change, TABLE, align="right")
        subject.link_criterion(paper, move.criterion, x, y, HALF, high)
        y += high
        paper.rule(x, x + HALF, y)
    return y


def _pair(paper: Paper, x: float, y: float, move: CriterionMove) -> None:
    """Both marks with an arrow between them."""
    marks.chip(paper, x, y, move.before)
    middle = x + CHIP_WIDE + ARROW / 2
    paper.text(middle, y + CHIP_HIGH / 2 + 1, "→", TABLE, paper.palette.ink2, "centre")
    marks.chip(paper, x + CHIP_WIDE + ARROW, y, move.after)
