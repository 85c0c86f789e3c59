"""The line of the stage scores on the cover."""

from __future__ import annotations

from itertools import pairwise

from cxaudit.model import StageScore
from cxaudit.reports.colours import mix
from cxaudit.reports.pdf.page import LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import SMALL, TICK, Style, balanced
from cxaudit.reports.score_words import shown
from cxaudit.reports.subject import TOP_SCORE, Subject

AXIS, CEILING = 155.0, 102.0
NAMED, CODED = 18.0, 8.5
"""The least mm a stage needs for its name, and for its code and score."""
_VALUE = Style("SemiBold", 9, 11)
_NARROW_VALUE = Style("SemiBold", 7, 9)


def draw_journey(paper: Paper, subject: Subject, down: float) -> None:
    """A dot a stage on a scale of 0 to 5, which begins so many mm lower; no score breaks the line."""
    palette, scores = paper.palette, subject.scores.stages
    step = MEASURE / max(len(scores), 1)
    middles = [LEFT + step * (at + 0.5) for at in range(len(scores))]
    heights = [None if s.score is None else _height(s.score, down) for s in scores]
    paper.line(LEFT, AXIS, RIGHT, AXIS, mix(palette.on_block, palette.block, 0.6), 0.5)
    for x, y in zip(middles, heights, strict=True):
        if y is not None:
            paper.line(x, AXIS, x, y, mix(palette.on_block, palette.block, 0.4), 0.5)
    for (x1, y1), (x2, y2) in pairwise(zip(middles, heights, strict=True)):
        if y1 is not None and y2 is not None:
            paper.line(x1, y1, x2, y2, palette.on_block, 1.8)
    for x, score in zip(middles, scores, strict=True):
        _point(paper, subject, score, x, step, down)
    for x, stage in zip(middles, subject.stages, strict=True):
        if step >= NAMED:
            lines = balanced(stage.title[subject.tr.lang], SMALL, step - 1)[:3]
            paper.lines(x, AXIS + 4.6, lines, SMALL, palette.on_block2, "centre")
        elif step >= CODED:
            paper.text(x, AXIS + 4.6, stage.code, TICK, palette.on_block2, "centre")


def _height(value: float, down: float) -> float:
    return AXIS - (AXIS - CEILING - down) * value / TOP_SCORE


def _point(paper: Paper, subject: Subject, score: StageScore, x: float, step: float, down: float) -> None:
    """The dot of a score, the bar of a range, or a dash, with what it stands for above."""
    palette = paper.palette
    top = AXIS - 3
    if score.score is not None:
        y = _height(score.score, down)
        fill = palette.block if score.status == "provisional" else palette.on_block
        paper.dot(x, y, min(1.9, step / 5), fill, palette.on_block, 1.3)
        top = y - 4
    elif score.span:
        low, high = (_height(value, down) for value in score.span)
        paper.line(x, low, x, high, palette.on_block, 3)
        top = high - 3
    if step >= NAMED or (step >= CODED and not score.span):
        style = _VALUE if step >= NAMED else _NARROW_VALUE
        paper.text(x, top, shown(score, subject.tr), style, palette.on_block, "centre")
