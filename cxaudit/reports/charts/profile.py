"""The profile of the stages, and their weights with what is lost."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from cxaudit.i18n import translator
from cxaudit.model import Framework, Lang, Scores, StageScore
from cxaudit.reports.brand.kit import Palette
from cxaudit.reports.charts.marks import Align, Point
from cxaudit.reports.charts.sheet import Sheet
from cxaudit.reports.score_words import DASH, shown

TOP_SCORE = 5

RADAR_SIZE = (103.0, 82.0)
WEIGHTS_SIZE = (176.0, 92.0)


# --- radar ----------------------------------------------------------------------------------


def radar(
    scores: Scores, framework: Framework, lang: Lang, palette: Palette, size: Point = RADAR_SIZE
) -> Sheet:
    """The profile of the stages: names and scores at the ends, bounds as ticks on the axes.

    A stage without a single score has an axis and a dash, or its range in a conflict.
    On a sheet narrower than the report's the stages go by their codes.
    """
    sheet = Sheet(size, palette)
    middle_x, middle_y = size[0] / 2, size[1] / 2 - 0.5
    roomy = size[0] >= RADAR_SIZE[0]
    aside = 24.0 if roomy else 17.0 if any(s.span for s in scores.stages) else 12.0
    radius = min(size[0] / 2 - aside, size[1] / 2 - 13.5)
    count = len(framework.stages)
    ends = [(sin(2 * pi * i / count), cos(2 * pi * i / count)) for i in range(count)]

    def at(end: Point, value: float, aside: float = 0) -> Point:
        """The point of that score on an axis, or that many mm beside it."""
        reach = radius * value / TOP_SCORE
        return middle_x + end[0] * reach + end[1] * aside, middle_y + end[1] * reach - end[0] * aside

    _radar_profile(sheet, ends, scores, at, palette)
    for end, score in zip(ends, scores.stages, strict=True):
        _radar_marks(sheet, end, score, at, palette)
    _radar_rings(sheet, [at(ends[0], ring) for ring in range(1, TOP_SCORE + 1)], scores, palette)
    tr = translator(lang)
    for end, stage, score in zip(ends, framework.stages, scores.stages, strict=True):
        name = stage.short[lang] if roomy else stage.code
        figures = 8 if score.span and not roomy else 10
        _radar_label(sheet, end, at(end, TOP_SCORE), name, shown(score, tr), figures, palette)
    return sheet


def _radar_profile(
    sheet: Sheet, ends: list[Point], scores: Scores, place: Callable[..., Point], palette: Palette
) -> None:
    """The grid over the area of a whole profile, and the line through the scores of neighbours."""
    known = [(end, s.score) for end, s in zip(ends, scores.stages, strict=True) if s.score is not None]
    if len(known) == len(ends):
        sheet.polygon([place(end, score) for end, score in known], palette.tint2)
    for ring in range(1, TOP_SCORE + 1):
        outer = ring == TOP_SCORE
        sheet.line([place(e, ring) for e in [*ends, ends[0]]], palette.rule if outer else palette.hair, 0.5)
    for end in ends:
        sheet.line([place(end, 0), place(end, TOP_SCORE)], palette.hair, 0.5)
    for (end, score), (after, following) in zip(known, [*known[1:], *known[:1]], strict=True):
        if _neighbours(ends, end, after):
            sheet.line([place(end, score), place(after, following)], palette.data, 1.6)


def _radar_rings(sheet: Sheet, places: list[Point], scores: Scores, palette: Palette) -> None:
    """The number of each ring beside the first axis, out of the way of its dot."""
    first = scores.stages[0].score if scores.stages else None
    for ring, (x, y) in enumerate(places, 1):
        if first is not None and -0.4 < first - ring < 0.2:  # the dot and the outline take the room below
            sheet.write(x - 1.6, y + 0.3, str(ring), 7, palette.ink3, align="right")
        else:
            sheet.write(x + 1.2, y - 2.1, str(ring), 7, palette.ink3, align="left")


def _neighbours(ends: list[Point], one: Point, other: Point) -> bool:
    return (ends.index(one) + 1) % len(ends) == ends.index(other)


def _radar_marks(
    sheet: Sheet, end: Point, score: StageScore, place: Callable[..., Point], palette: Palette
) -> None:
    """The dot of a stage, hollow if provisional, and its bounds."""
    if score.low is not None and score.high is not None and score.high > score.low:
        sheet.line([place(end, score.low), place(end, score.high)], palette.ink, 0.8)
        for bound in (score.low, score.high):
            sheet.line([place(end, bound, -1.1), place(end, bound, 1.1)], palette.ink, 0.8)
    if score.score is not None:
        hollow = score.status == "provisional"
        face = palette.paper if hollow else palette.data
        edge = palette.data if hollow else palette.paper
        sheet.dot(place(end, score.score), 1.2, face, edge)


def _radar_label(
    sheet: Sheet, end: Point, tip: Point, name: str, value: str, figures: float, palette: Palette
) -> None:
    x, y = tip[0] + end[0] * 3, tip[1] + end[1] * 3
    align: Align = "center" if abs(end[0]) < 0.1 else "left" if end[0] > 0 else "right"
    lift = 5.0 if end[1] > 0.9 else -3.2 if end[1] < -0.9 else 1.0
    sheet.write(x, y + lift, name, 8, palette.ink2, align=align)
    sheet.write(x, y + lift - 4.2, value, figures, palette.ink, 600, align)


# --- weights --------------------------------------------------------------------------------

_FOOT = 11.0
_START = 6.5
_ABOVE, _BESIDE = 2.0, 16.0
_GAP = 0.7
_NAMED = 4.0
"""The least mm of a column that carries its code."""


def weights(
    scores: Scores, framework: Framework, lang: Lang, palette: Palette, size: Point = WEIGHTS_SIZE
) -> Sheet:
    """Columns as wide as the weight and as high as the score; on top what is lost, which adds up to 5 - S."""
    sheet = Sheet(size, palette)
    tr = translator(lang)
    unit = (size[1] - _ABOVE - _FOOT) / TOP_SCORE
    end = size[0] - _BESIDE
    for ring in range(TOP_SCORE + 1):
        sheet.write(_START - 2, _FOOT + ring * unit - 0.9, str(ring), 7, palette.ink3, align="right")
    overall, total = scores.overall, sum(s.weight for s in scores.stages)
    carried = sum(s.weight for s in scores.stages if s.score is not None)
    lost = {
        s.code: s.weight / carried * (TOP_SCORE - s.score)
        for s in scores.stages
        if s.score is not None and overall.score is not None
    }
    most = sorted(lost, key=lambda code: -lost[code])[: 3 if len(lost) > 3 else 1]
    x = _START
    for score in scores.stages if total else ():
        wide = score.weight / total * (end - _START)
        if wide > _GAP:
            _column(sheet, x, wide - _GAP, unit, score, score.code in most, palette)
            _column_labels(sheet, x + (wide - _GAP) / 2, wide, unit, score, lost, lang, palette)
        x += wide
    if overall.score is not None:
        y = _FOOT + overall.score * unit
        sheet.line([(_START - 0.5, y), (end + 0.8, y)], palette.paper, 1.1)
        sheet.line([(_START - 0.5, y), (end + 0.8, y)], palette.ink, 1.0, dash=True)
        sheet.write(end + 2, y + 0.6, tr.number(overall.score), 9, palette.ink, 600, "left")
        sheet.write(end + 2, y - 3.2, tr.context("score", "overall"), 7.5, palette.ink2, align="left")
    return sheet


def narrow_columns(scores: Scores) -> list[str]:
    """The codes of the stages whose weight is too small for a name under the column of the report."""
    total, wide = sum(s.weight for s in scores.stages), WEIGHTS_SIZE[0] - _BESIDE - _START
    return [s.code for s in scores.stages if total and s.weight / total * wide < _NAMED]


def _column(
    sheet: Sheet, x: float, wide: float, unit: float, score: StageScore, costly: bool, palette: Palette
) -> None:
    full = TOP_SCORE * unit
    if score.score is None:
        sheet.box((x, _FOOT), wide, full, palette.paper, palette.rule, 0.5)
        if score.span:
            low, high = score.span
            tall = max((high - low) * unit, 0.5)
            sheet.box((x, _FOOT + low * unit), wide, tall, palette.tint2, palette.data, 0.7)
        return
    high = score.score * unit
    sheet.box((x, _FOOT + high), wide, full - high, palette.tint2 if costly else palette.panel)
    if score.status == "provisional":
        sheet.box((x, _FOOT), wide, high, palette.tint, palette.data, 0.7)
        for line in _hatch(x, _FOOT, wide, high, 2.0):
            sheet.line(line, palette.data, 0.5)
    else:
        sheet.box((x, _FOOT), wide, high, palette.data)


def _hatch(x: float, y: float, wide: float, high: float, gap: float) -> list[list[Point]]:
    """Rising lines that end at the edges of the rectangle."""
    found = []
    offset = gap
    while offset < wide + high:
        first = (x, y + high - offset) if offset <= high else (x + offset - high, y)
        last = (x + offset, y + high) if offset <= wide else (x + wide, y + high - offset + wide)
        found.append([first, last])
        offset += gap
    return found


def _column_labels(
    sheet: Sheet,
    x: float,
    wide: float,
    unit: float,
    score: StageScore,
    lost: dict[str, float],
    lang: Lang,
    palette: Palette,
) -> None:
    """What a column is, its weight, score and loss; a narrow column says less."""
    tr = translator(lang)
    if wide >= 8:
        sheet.write(x, 5.6, score.code, 8, palette.ink, 600)
        sheet.write(x, 1.4, tr.weight(score.weight), 7.5, palette.ink2)
    elif wide >= _NAMED:
        sheet.write_up(x, 8.6, score.code, 7, palette.ink, 600, below=True)
    said = shown(score, tr)
    if wide < 11 or (score.span and wide < 16):
        return
    if score.score is None:
        sheet.write(x, _FOOT + 3.4, said, 8.5 if said != DASH else 9.5, palette.ink, 600)
        return
    if score.status == "provisional":
        sheet.box((x - 6, _FOOT + 2), 12, 5, palette.paper, order=2.9)
    inside = palette.ink if score.status == "provisional" else palette.paper
    roomy = score.score >= 0.6
    y = _FOOT + 3.4 if roomy else _FOOT + score.score * unit + 2
    sheet.write(x, y, said, 9.5, inside if roomy else palette.ink, 600)
    if score.code in lost and score.score <= 4.6:
        y = _FOOT + TOP_SCORE * unit - 4.6
        sheet.write(x, y, "\u2212" + tr.number(lost[score.code]), 9, palette.ink, 600)
