"""The PDF report: sections in order on one paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from typing import BinaryIO

from reportlab.lib.utils import ImageReader

from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from cxaudit.reports.options import Options
from cxaudit.reports.pdf.cover import draw_cover, running_foot, running_heads
from cxaudit.reports.pdf.executive import draw_executive
from cxaudit.reports.pdf.growth import draw_growth
from cxaudit.reports.pdf.heatmap import draw_heatmap
from cxaudit.reports.pdf.market import draw_market
from cxaudit.reports.pdf.method import draw_method
from cxaudit.reports.pdf.page import Paper
from cxaudit.reports.pdf.potential import draw_potential
from cxaudit.reports.pdf.reliability import draw_reliability
from cxaudit.reports.pdf.scorecard import draw_scorecard
from cxaudit.reports.pdf.stage import draw_stage
from cxaudit.reports.pdf.typeset import plain, printed_in
from cxaudit.reports.pdf.waves import draw_waves
from cxaudit.reports.subject import Subject

_BEFORE_STAGES: dict[str, Callable[[Paper, Subject], None]] = {
    "cover": draw_cover,
    "executive": draw_executive,
    "scorecard": draw_scorecard,
    "heatmap": draw_heatmap,
    "growth": draw_growth,
    "potential": draw_potential,
    "waves": draw_waves,
    "market": draw_market,
}
_AFTER_STAGES: dict[str, Callable[[Paper, Subject], None]] = {
    "reliability": draw_reliability,
    "method": draw_method,
}


def write_pdf(
    audit: Audit,
    scores: Scores,
    read_blob: Callable[[str], bytes],
    options: Options,
    target: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write the report; the same input gives the same bytes."""
    with printed_in(options.brand.font):
        _write(audit, scores, read_blob, options, target, progress or Progress())


def _write(
    audit: Audit,
    scores: Scores,
    read_blob: Callable[[str], bytes],
    options: Options,
    target: BinaryIO,
    progress: Progress,
) -> None:
    if not options.printed(audit):
        raise KnownError(
            "There is no other audit to compare with, so the report would be empty. Choose another section."
        )
    tr = translator(options.lang)
    subject = Subject(audit, scores, tr, options, read_blob)
    paper = Paper(target, tr, options.brand.palette, options.now)
    paper.running = running_heads(subject)
    if options.brand.logo:
        paper.logo = ImageReader(BytesIO(options.brand.logo))
    _describe(paper, subject)
    drawings = _drawings(paper, subject)
    for done, draw in enumerate(drawings):
        progress.step(done, len(drawings))
        draw()
    paper.save(running_foot(subject))


def _drawings(paper: Paper, subject: Subject) -> list[Callable[[], None]]:
    """What draws each asked-for section; every stage is one of its own."""

    def asked(drawers: Mapping[str, Callable[[Paper, Subject], None]]) -> list[Callable[[], None]]:
        sections = subject.printed
        return [partial(draw, paper, subject) for section, draw in drawers.items() if section in sections]

    stages = [partial(draw_stage, paper, subject, stage) for stage in subject.detailed]
    return [*asked(_BEFORE_STAGES), *stages, *asked(_AFTER_STAGES)]


def _describe(paper: Paper, subject: Subject) -> None:
    """Title, author and subject as file managers and readers show them."""
    tr, canvas = subject.tr, paper.canvas
    company = plain(subject.audit.brief.company.strip()) or tr("Company not named")
    canvas.setTitle(tr("{company}: customer journey audit", company=company))
    canvas.setAuthor(plain(subject.options.brand.name))
    canvas.setSubject(tr("Customer journey audit report"))
    canvas.setCreator("cxaudit")
    canvas.setViewerPreference("DisplayDocTitle", "true")
