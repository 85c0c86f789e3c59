"""The PDF on two to six equal audits: nobody's report, all on the same footing."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.utils import ImageReader

from cxaudit import staff
from cxaudit.analysis.equals import Equals, compare
from cxaudit.i18n import Translator, translator
from cxaudit.model import Audit
from cxaudit.progress import Progress
from cxaudit.reports import report_file
from cxaudit.reports.equals import words
from cxaudit.reports.equals.companies import draw_companies
from cxaudit.reports.equals.cover import draw_cover
from cxaudit.reports.equals.criteria import draw_criteria, draw_method
from cxaudit.reports.equals.stages import draw_stages
from cxaudit.reports.equals.summary import draw_summary
from cxaudit.reports.options import Options
from cxaudit.reports.pdf.page import MEASURE, Paper
from cxaudit.reports.pdf.typeset import SMALL, SMALL_STRONG, plain, printed_in, shortened

_SECTIONS = (draw_cover, draw_summary, draw_stages, draw_companies, draw_criteria, draw_method)


def save(audits: Sequence[Audit], options: Options, path: Path, progress: Progress | None = None) -> None:
    """Write the PDF; what was there stays until it is whole. KnownError if it cannot be written."""
    with report_file(path) as target:
        write_equals(audits, options, target, progress)


def write_equals(
    audits: Sequence[Audit], options: Options, target: BinaryIO, progress: Progress | None = None
) -> None:
    """Write the PDF; the same input gives the same bytes."""
    tr, steps = translator(options.lang), progress or Progress()
    found = compare([staff.by_role(audit, tr) for audit in audits], options.now.date())
    with printed_in(options.brand.font):
        paper = Paper(target, tr, options.brand.palette, options.now)
        brand = shortened(options.brand.name, SMALL_STRONG, 45, 1)[0][0]
        kind = tr("comparison of customer journey audits")
        paper.running = (shortened(f"{_names(found, tr)} · {kind}", SMALL, 125, 1)[0][0], brand)
        if options.brand.logo:
            paper.logo = ImageReader(BytesIO(options.brand.logo))
        _describe(paper, found, options)
        for done, draw in enumerate(_SECTIONS):
            steps.step(done, len(_SECTIONS))
            draw(paper, found, options)
        footer = options.brand.footer[options.lang].strip() if options.brand.footer else ""
        paper.save(shortened(footer or tr("Confidential"), SMALL, MEASURE - 30, 1)[0][0])


def _names(found: Equals, tr: Translator) -> str:
    return ", ".join(words.company(one, found, tr) for one in found.equals)


def _describe(paper: Paper, found: Equals, options: Options) -> None:
    """Title, author and subject as file managers and readers show them."""
    tr, canvas = paper.tr, paper.canvas
    said = tr("{companies}: comparison of customer journey audits", companies=_names(found, tr))
    canvas.setTitle(plain(said))
    canvas.setAuthor(plain(options.brand.name))
    canvas.setSubject(tr("Comparison of customer journey audits"))
    canvas.setCreator("cxaudit")
    canvas.setViewerPreference("DisplayDocTitle", "true")
