"""All stages in one table, and what their weights make of them."""

from __future__ import annotations

from functools import partial

from cxaudit.model import Band, OverallScore, Stage, StageScore
from cxaudit.reports.charts.profile import narrow_columns, weights
from cxaudit.reports.charts.words import weights_said
from cxaudit.reports.findings import (
    band_name,
    contested_weights,
    most_lost,
    rounded,
    scorecard_title,
    status_name,
    weight,
    weight_sum,
    weights_heading,
)
from cxaudit.reports.pdf import marks, typeset
from cxaudit.reports.pdf.figure import draw_figure
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Align, Paper
from cxaudit.reports.pdf.typeset import (
    HEADING,
    SMALL,
    SMALL_HEAD,
    TABLE,
    TABLE_KEY,
    TABLE_NAME,
    TICK,
    Style,
    width,
)
from cxaudit.reports.score_words import shown
from cxaudit.reports.subject import Subject

NAME, WEIGHT, SCORE, BAR, COVERAGE, STATUS, BAND = 27.0, 71.5, 88.5, 94.5, 149.0, 152.0, 170.0
UNIT = 6.9
ROW = 10.0
_RANGE = Style("SemiBold", 8, 10)


def draw_scorecard(paper: Paper, subject: Subject) -> None:
    tr = subject.tr
    paper.start_page()
    paper.bookmark(tr("Scorecard"), 0, key="scorecard")
    paper.title(tr("Scorecard"), [scorecard_title(subject)])
    paper.y += 5.5
    with paper.tags.inside("Table"):
        _table(paper, subject)
    said = tr(
        "Bracket under a bar: the score if every unverified criterion of the stage got 0, or 5. "
        "“~” and hatching: fewer than 80% of the criteria are scored, the score is provisional."
    )
    paper.y = paper.paragraph(LEFT, paper.y + 4.6, said, SMALL, MEASURE, paper.palette.ink2)
    _weights(paper, subject)


def _table(paper: Paper, subject: Subject) -> None:
    """A row a stage and the total; goes on where one page does not hold them."""
    _head(paper, subject)
    for stage, score in zip(subject.stages, subject.scores.stages, strict=True):
        if paper.need(ROW * 2):
            paper.y += 5.5
            _head(paper, subject)
        _row(paper, subject, stage, score)
    paper.rule(LEFT, RIGHT, paper.y, paper.palette.ink, 0.9)
    _total(paper, subject)
    paper.rule(LEFT, RIGHT, paper.y, paper.palette.ink, 0.9)


def _row(paper: Paper, subject: Subject, stage: Stage, score: StageScore) -> None:
    tr, palette, top = subject.tr, paper.palette, paper.y
    base = top + ROW / 2 + 1.1
    _grid(paper, top)
    lines = typeset.shortened(stage.title[tr.lang], TABLE_NAME, 32, 2)[0]
    with paper.tags.inside("TR"):
        with paper.tags.whole("TD"):
            paper.text(LEFT, base, stage.code, SMALL, palette.ink2)
            paper.lines(NAME, base - (len(lines) - 1) * TABLE_NAME.line / 2, lines, TABLE_NAME)
        _figures(paper, subject, score, base, score.scored, score.base, bold=False)
    marks.score_bar(paper, BAR, top + ROW / 2 - 2.2, UNIT, score)
    subject.link_stage(paper, stage, LEFT, top, MEASURE, ROW)
    paper.y += ROW
    paper.rule(LEFT, RIGHT, paper.y)


def _grid(paper: Paper, top: float) -> None:
    for at in range(6):
        paper.line(BAR + at * UNIT, top, BAR + at * UNIT, top + ROW, paper.palette.hair)


def _head(paper: Paper, subject: Subject) -> None:
    tr, palette = subject.tr, paper.palette
    base = paper.y - 2.6
    with paper.tags.repeated():
        for at in range(6):
            paper.text(BAR + at * UNIT, base, tr.number(at, 0), TICK, palette.ink3, "centre")
    paper.rule(LEFT, RIGHT, paper.y, palette.title, 1.2)
    heads: tuple[tuple[float, str, Align], ...] = (
        (LEFT, tr("Stage"), "left"),
        (WEIGHT, tr("Weight"), "right"),
        (SCORE, tr.context("noun", "Score"), "right"),
        (COVERAGE, tr("Coverage"), "right"),
        (STATUS, tr("Status"), "left"),
        (BAND, tr("Band"), "left"),
    )
    with paper.tags.inside("TR"):
        for x, said, align in heads:
            with paper.tags.whole("TH"):
                paper.text(x, base, said, SMALL_HEAD, palette.ink2, align)


def _figures(
    paper: Paper,
    subject: Subject,
    score: StageScore | OverallScore,
    base: float,
    scored: int,
    of: int,
    bold: bool,
) -> None:
    tr, palette = subject.tr, paper.palette
    cell = partial(paper.tags.whole, "TD")
    with cell():
        _weight(paper, subject, score, base, TABLE_KEY if bold else TABLE)
    with cell():
        _score(paper, shown(score, tr), score, base)
    with cell():
        paper.text(COVERAGE, base - 1.5, tr("{n} of {total}", n=scored, total=of), TABLE, align="right")
        share = "–" if score.coverage is None else tr.percent(score.coverage)
        paper.text(COVERAGE, base + 2.3, share, SMALL, palette.ink2, "right")
    with cell():
        marks.status_dot(paper, STATUS + 1.3, base - 1.1, score.status)
        paper.text(STATUS + 4, base, status_name(score.status, tr), SMALL, palette.ink)
    with cell():
        _band(paper, subject, score.band, base)


def _weight(
    paper: Paper, subject: Subject, score: StageScore | OverallScore, base: float, style: Style
) -> None:
    """The weight or the sum of all; one in conflict is a range with its sign."""
    if isinstance(score, StageScore):
        said = weight(subject, score.code)
        contested = any(s.code == score.code for s in subject.contested_weights)
    else:
        said, contested = weight_sum(subject), bool(subject.contested_weights)
    if contested:
        said, style = f"≠ {said}", _RANGE
    paper.text(WEIGHT, base, said, style, align="right")


def _score(paper: Paper, said: str, score: StageScore | OverallScore, base: float) -> None:
    """Right-aligned by its digits: the sign of a provisional score hangs out."""
    if score.span:
        paper.text(SCORE, base, said, _RANGE, align="right")
        return
    paper.text(SCORE - width(said.removesuffix("~"), TABLE_KEY), base, said, TABLE_KEY)


def _band(paper: Paper, subject: Subject, band: Band | None, base: float) -> None:
    if band:
        marks.band_tag(paper, BAND, base - 3.6, band_name(band, subject.tr), band, RIGHT - BAND)
    else:
        paper.text((BAND + RIGHT) / 2, base, "–", SMALL, paper.palette.ink3, "centre")


def _total(paper: Paper, subject: Subject) -> None:
    overall, y = subject.scores.overall, paper.y
    base = y + ROW / 2 + 1.1
    _grid(paper, y)
    with paper.tags.inside("TR"):
        with paper.tags.whole("TD"):
            paper.text(LEFT, base, subject.tr("Overall score"), TABLE_KEY)
        _figures(paper, subject, overall, base, overall.scored, overall.base, bold=True)
    left, top = BAR, y + ROW / 2 - 2.2
    if overall.score is not None:
        paper.box(left, top, overall.score * UNIT, 3.6, paper.palette.data)
    elif overall.span:
        low, high = overall.span
        edge = paper.palette.data
        paper.box(left + low * UNIT, top, max((high - low) * UNIT, 0.6), 3.6, paper.palette.tint2, edge, 0.7)
    if overall.low is not None and overall.high is not None and overall.high > overall.low:
        marks.bracket(paper, left + overall.low * UNIT, left + overall.high * UNIT, top + 5.1)
    paper.y += ROW


def _weights(paper: Paper, subject: Subject) -> None:
    """The chart of weights; there is none while nothing has a score or a weight is in conflict."""
    tr = subject.tr
    if not any(s.published for s in subject.scores.stages) or not subject.scores.overall.weight_sum:
        return
    if contested := contested_weights(subject):
        said = contested + " " + tr("The chart of weights and losses follows once that is settled.")
        paper.y = paper.paragraph(LEFT, paper.y + 6, said, TABLE, MEASURE)
        return
    lines = typeset.balanced(weights_heading(subject), HEADING, MEASURE)
    paper.y += 6
    paper.need(len(lines) * HEADING.line + 100)
    y = paper.lines(LEFT, paper.y, lines, HEADING)
    said = tr("Width of a column: weight of the stage. Height: score.")
    overall = subject.scores.overall.score
    if overall is not None:
        said += " " + tr(
            "Above it, what is lost: 5 \u2212 {score} = {lost}.",
            score=tr.number(overall),
            lost=tr.number(5 - overall),
        )
    if exact := rounded(tr, [subject.lost[code] for code in most_lost(subject)]):
        said += " " + exact
    if narrow := narrow_columns(subject.scores):
        said += " " + tr("Too narrow for a name: {codes}.", codes=", ".join(narrow))
    notes = typeset.wrap(said, SMALL, MEASURE)
    y = paper.lines(LEFT, y + 0.2, notes, SMALL, paper.palette.ink2) - SMALL.line
    chart = weights(subject.scores, subject.audit.framework, tr.lang, paper.palette)
    paper.y = draw_figure(paper, chart, LEFT, y + 3.5, weights_said(subject))
