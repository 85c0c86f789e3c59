"""The spreadsheet: scorecard with live formulas, ratings, zones, evidence, growth, waves, market, method."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from cxaudit.i18n import translator
from cxaudit.model import Audit, Scores
from cxaudit.progress import Progress
from cxaudit.reports.options import Options
from cxaudit.reports.subject import Subject
from cxaudit.reports.xlsx.growth import write_growth, write_potential
from cxaudit.reports.xlsx.lists import write_evidence, write_method, write_zones
from cxaudit.reports.xlsx.market import write_market
from cxaudit.reports.xlsx.ratings import write_ratings
from cxaudit.reports.xlsx.scorecard import write_scorecard
from cxaudit.reports.xlsx.waves import write_waves
from cxaudit.reports.xlsx.workbook import Book


def write_xlsx(
    audit: Audit,
    scores: Scores,
    read_blob: Callable[[str], bytes],
    options: Options,
    target: BinaryIO,
    progress: Progress | None = None,
) -> None:
    """Write the workbook, whole but for a market that nobody wants; the same input gives the same bytes."""
    tr, going = translator(options.lang), progress or Progress()
    subject = Subject(audit, scores, tr, options, read_blob)
    going.step(0, 2)
    book = Book(target, subject)
    title = audit.brief.company.strip() or tr("Company not named")
    parts = (audit.brief.product, audit.brief.wave, tr("report of {date}", date=tr.date(options.now)))
    said = " · ".join(" ".join(part.split()) for part in parts if part.strip())
    card = book.sheet(tr("Scorecard"), title, said)
    ratings = write_ratings(book)
    write_zones(book, ratings)
    write_evidence(book)
    write_growth(book)
    write_potential(book)
    write_waves(book)
    write_market(book)
    bands = write_method(book)
    write_scorecard(card, ratings, bands)
    going.step(1, 2)
    book.close()
