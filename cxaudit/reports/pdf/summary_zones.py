"""The foot of the summary: the growth zones in a line each, and what the profit may gain."""

from __future__ import annotations

from cxaudit import money
from cxaudit.analysis import growth_text
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.growth import Pick
from cxaudit.analysis.potential import Potential
from cxaudit.analysis.potential_warnings import lacks
from cxaudit.analysis.potential_words import band_said, ground
from cxaudit.reports.pdf import marks
from cxaudit.reports.pdf.page import BOTTOM, LEFT, MEASURE, RIGHT, Paper
from cxaudit.reports.pdf.typeset import (
    BODY_STRONG,
    FIGURE,
    HEADING,
    NOTE,
    SMALL,
    SMALL_FIGURE,
    SMALL_HEAD,
    TABLE_KEY,
    TABLE_NAME,
    balanced,
    shortened,
    wrap,
)
from cxaudit.reports.subject import Subject

ZONE, LOWEST, POINTS = LEFT + 11.0, 92.0, 164.0
ROW = 8.0
CAPTION_HIGH = 7.2
GAIN_ABOVE = 4.6


def fits(subject: Subject, y: float) -> bool:
    """Whether there are growth zones and room for them below y."""
    rows = len(subject.growth.top)
    gain = GAIN_ABOVE + 5.6 + (len(_gain_note(subject)) - 1) * SMALL.line + 1.2 if subject.potential else 0
    return bool(rows) and y + 3 + rows * ROW + CAPTION_HIGH + gain <= BOTTOM


def draw_zones(paper: Paper, subject: Subject, y: float) -> None:
    """From the base line y of the heading down."""
    tr, palette = subject.tr, paper.palette
    paper.text(LEFT, y, tr("Growth zones"), HEADING)
    paper.text(LOWEST, y, tr("Lowest check"), SMALL_HEAD, palette.ink2)
    paper.text(POINTS, y, tr("Points"), SMALL_HEAD, palette.ink2, "right")
    ranges = [pick.zone.money for pick in subject.growth.top if pick.zone.money]
    scale = money.scale_of(end for one in ranges for end in (one.low, one.high))
    if ranges and subject.baseline:
        unit = money.unit(tr, scale, subject.baseline.currency)
        paper.text(RIGHT, y, unit, SMALL_HEAD, palette.ink2, "right")
    y += 3
    for pick in subject.growth.top:
        paper.rule(LEFT, RIGHT, y)
        _row(paper, subject, pick, y, scale)
        y += ROW
    paper.rule(LEFT, RIGHT, y)
    said = growth_text.points_said(tr, subject.growth.choices)
    if ranges:
        said += " " + tr("Money: planning level; the effects overlap.")
    y = paper.paragraph(LEFT, y + 3.8, said, SMALL, MEASURE, palette.ink2)
    if subject.potential and subject.baseline:
        _gain(paper, subject, subject.potential, subject.baseline, y - SMALL.line + GAIN_ABOVE + 3.4)


def _row(paper: Paper, subject: Subject, pick: Pick, y: float, scale: money.Scale) -> None:
    tr, palette, zone = subject.tr, paper.palette, pick.zone
    stage = next(s for s in subject.stages if s.code == zone.stage)
    name = next(z.title[tr.lang] for z in stage.zones if z.code == zone.code)
    paper.text(LEFT, y + 3.9, growth_text.ranks(tr, pick), BODY_STRONG, palette.text)
    paper.text(ZONE, y + 3.6, shortened(name, TABLE_NAME, LOWEST - ZONE - 3, 1)[0][0], TABLE_NAME)
    paper.text(ZONE, y + 6.9, shortened(stage.title[tr.lang], SMALL, 60, 1)[0][0], SMALL, palette.ink2)
    if zone.low:
        lowest = subject.audit.framework.criteria[zone.low[0]]
        marks.chip(paper, LOWEST, y + 1.5, subject.audit.rating(lowest.id))
        title = shortened(lowest.title[tr.lang], NOTE, POINTS - LOWEST - 24, 2)[0]
        first = y + 5.2 - (len(title) - 1) * NOTE.line / 2
        paper.lines(LOWEST + marks.CHIP_WIDE + 2.5, first, title, NOTE)
        subject.link_criterion(paper, lowest.id, LOWEST, y, POINTS - LOWEST - 14, ROW)
    paper.text(POINTS, y + 5.2, "+" + tr.number(zone.points, 3), TABLE_KEY, align="right")
    if zone.money:
        said = money.span(tr, zone.money.low, zone.money.high, scale)
        paper.text(RIGHT, y + 5.2, said, TABLE_KEY, align="right")


def _gain(paper: Paper, subject: Subject, whole: Potential, baseline: Baseline, y: float) -> None:
    """The profit at the planning level with all stages, its range and what it rests on."""
    tr, palette, change = subject.tr, paper.palette, whole.planned.change
    paper.text(LEFT, y, tr("Profit potential"), HEADING)
    if whole.client_costs_more:
        paper.text(LEFT, y + 8.0, tr("A client at a loss"), SMALL_FIGURE, palette.title)
    else:
        plus = "+" if change.middle > 0 else ""
        paper.text(
            LEFT, y + 8.6, plus + money.amount(tr, change.middle, baseline.currency), FIGURE, palette.title
        )
    lead = balanced(band_said(tr, whole, change, baseline.currency), BODY_STRONG, RIGHT - LOWEST)
    paper.lines(LOWEST, y + 1.6 - (len(lead) - 1) * BODY_STRONG.line, lead, BODY_STRONG)
    paper.lines(LOWEST, y + 5.6, _gain_note(subject), SMALL, palette.ink2)


def _gain_note(subject: Subject) -> list[str]:
    """What the sum is and what it rests on, in lines."""
    tr, whole, baseline = subject.tr, subject.potential, subject.baseline
    if whole is None or baseline is None:
        return []
    said = [
        *(lacks(tr, whole)[:1] if whole.client_costs_more else ()),
        tr("All stages together at the planning level: half of what the method states, without the cost."),
        ground(tr, baseline, whole),
    ]
    return wrap(" ".join(said), SMALL, RIGHT - LOWEST)
