"""The way from the profit of today to that of the potential, stage after stage."""

from __future__ import annotations

from cxaudit import money
from cxaudit.analysis.baseline import Baseline
from cxaudit.analysis.potential import Potential
from cxaudit.analysis.waterfall import steps
from cxaudit.reports.charts.waterfall import falls_of, waterfall, waterfall_size
from cxaudit.reports.charts.words import ranges_said
from cxaudit.reports.pdf.figure import draw_figure
from cxaudit.reports.pdf.page import LEFT, MEASURE, Paper
from cxaudit.reports.pdf.typeset import HEADING, SMALL, wrap
from cxaudit.reports.subject import Subject

ROW = 9.0


def draw_steps(paper: Paper, subject: Subject, whole: Potential, baseline: Baseline) -> None:
    """Below what is on the page, or on the next one."""
    tr, framework = subject.tr, subject.audit.framework
    named = [
        (framework.stage(step.code).short[tr.lang], step.profit.low, step.profit.middle, step.profit.high)
        for step in steps(baseline, whole.planned, whole.model)
    ]
    falls = falls_of((tr("Profit now"), whole.base.profit), named, tr("All stages together"))
    scale = money.scale_of(fall.high for fall in falls)
    unit = money.unit(tr, scale, baseline.currency)
    heading = tr("From today's profit to the potential") + f", {unit}"
    said = wrap(
        tr(
            "Planning level. Each step comes on top of those before it: another order of the stages gives "
            "other steps and the same end. Bracket: all ranges low to all ranges high."
        ),
        SMALL,
        MEASURE,
    )
    size = waterfall_size(falls, row=ROW)
    paper.need(9.5 + len(said) * SMALL.line + size[1])
    paper.text(LEFT, paper.y + 8.4, heading, HEADING)
    y = paper.lines(LEFT, paper.y + 13.0, said, SMALL, paper.palette.ink2) - SMALL.line + 1.5
    told = ranges_said(heading, [(f.name, f.low, f.middle, f.high) for f in falls], scale, tr)
    chart = waterfall(falls, tr, scale, paper.palette, row=ROW)
    paper.y = draw_figure(paper, chart, LEFT, y, told)
