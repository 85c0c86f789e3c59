"""The sheets of the zones, of the evidence, and of the method with the brief."""

from __future__ import annotations

from collections.abc import Iterable

from cxaudit import words
from cxaudit.model import is_scored
from cxaudit.reports.findings import band_name
from cxaudit.reports.method_words import approved, formulas, limits, signed
from cxaudit.reports.pdf.cover import method_name
from cxaudit.reports.pdf.photos import file_size, kind_name, taken
from cxaudit.reports.rows import evidence_rows
from cxaudit.reports.subject import Subject
from cxaudit.reports.xlsx.ratings import RatingCells
from cxaudit.reports.xlsx.workbook import Book, Sheet
from cxaudit.scoring import BANDS

HEAD = 2
FIRST = HEAD + 1


# --- zones ----------------------------------------------------------------------------------


def write_zones(book: Book, ratings: RatingCells) -> None:
    """The mean of every zone as a formula over the ratings."""
    subject = book.subject
    tr = subject.tr
    said = tr("The mean of the scored criteria of each zone. A zone with a conflict has no mean.")
    sheet = book.sheet(tr.context("spreadsheet", "Zones"), tr.context("spreadsheet", "Zones"), said)
    columns = [
        (tr("Zone"), 10.0),
        (tr("Name of the zone"), 44.0),
        (tr("Stage"), 30.0),
        (tr("Mean"), 10.0),
        (tr.context("count", "Scored"), 10.0),
        (tr("Criteria"), 10.0),
    ]
    sheet.table_head(HEAD, columns, right=(3, 4, 5))
    zones = [(stage, zone) for stage in subject.stages for zone in stage.zones]
    plain, whole = book.line(text_wrap=True), book.line(num_format="0")
    mean = book.line(num_format="0.00", bold=True)
    contested = f'"{tr.context("status", "conflict")}"'
    for at, (stage, zone) in enumerate(zones, FIRST):
        row, marks = at + 1, ratings.marks
        own = f"{ratings.zones},$A{row}"
        criteria = [c for c in stage.criteria if c.zone == zone.code]
        for column, text in enumerate((zone.code, zone.title[tr.lang], stage.title[tr.lang])):
            sheet.text(at, column, text, plain)
        clear = f"OR(E{row}=0,COUNTIFS({own},{marks},{contested})>0)"
        known = subject.zone_means(stage)[zone.code]
        sheet.formula(at, 3, f'=IF({clear},"",AVERAGEIFS({marks},{own}))', mean, known)
        scored = sum(is_scored(subject.audit.rating(c.id).mark) for c in criteria)
        sheet.formula(at, 4, f'=COUNTIFS({own},{marks},">=0")', whole, scored)
        sheet.formula(at, 5, f"=COUNTIFS({own})", whole, len(criteria))
    sheet.raw.freeze_panes(FIRST, 2)
    sheet.raw.autofilter(HEAD, 0, FIRST + len(zones) - 1, len(columns) - 1)


# --- evidence -------------------------------------------------------------------------------


def write_evidence(book: Book) -> None:
    """Every file with its number, hash and caption; the files themselves stay in the audit."""
    subject = book.subject
    tr = subject.tr
    rows = evidence_rows(subject)
    said = tr("The numbers are those of the PDF report. The SHA-256 tells whether a file is still the same.")
    sheet = book.sheet(tr("Evidence"), tr("Evidence"), said if rows else tr("There is no evidence."))
    columns = [
        (tr("No."), 9.0),
        (tr("Criterion"), 10.0),
        (tr("Name of the criterion"), 36.0),
        (tr("Kind"), 9.0),
        (tr("File"), 30.0),
        (tr("Caption"), 50.0),
        (tr("Day"), 13.0),
        (tr("Added by"), 20.0),
        (tr("Size"), 10.0),
        (tr("SHA-256"), 68.0),
    ]
    sheet.table_head(HEAD, columns, right=(len(columns) - 2,))
    plain, right = book.line(text_wrap=True), book.line(align="right", indent=1)
    for at, (label, file) in enumerate(rows, FIRST):
        title = subject.audit.framework.criteria[file.criterion].title[tr.lang]
        texts = (label, file.criterion, title, kind_name(file.kind, tr), file.name, file.caption.strip(),
                 taken(file, tr), file.author)  # fmt: skip
        sheet.fit(at, texts)
        for column, text in enumerate(texts):
            sheet.text(at, column, text, plain)
        sheet.text(at, len(texts), file_size(file.size, tr), right)
        sheet.text(at, len(texts) + 1, file.sha256, plain)
    sheet.raw.freeze_panes(FIRST, 1)
    if rows:
        sheet.raw.autofilter(HEAD, 0, FIRST + len(rows) - 1, len(columns) - 1)


# --- method ---------------------------------------------------------------------------------


def write_method(book: Book) -> tuple[str, str]:
    """The bands, the scale, the formulas, the limits and the brief; returns where the bands stand."""
    subject = book.subject
    tr = subject.tr
    sheet = book.sheet(tr.context("spreadsheet", "Method"), tr("Method and limits"), method_name(subject))
    sheet.set_widths((24, 110))
    at = _heading(sheet, 3, tr("Bands: the lower limit and the name"))
    bands = (sheet.cells(0, at, at + len(BANDS) - 1), sheet.cells(1, at, at + len(BANDS) - 1))
    for limit, band in BANDS:
        sheet.number(at, 0, limit, book.style(num_format="0.0", align="left"))
        sheet.text(at, 1, band_name(band, tr), book.style())
        at += 1
    at = _list(sheet, at, tr("How the scores are computed"), formulas(subject))
    at = _pairs(sheet, at, tr("What a mark means"), _scale(subject))
    at = _pairs(sheet, at, tr("Weights of the checklist"), _weights(subject))
    at = _list(sheet, at, tr("What this report does not say"), limits(subject))
    at = _pairs(sheet, at, tr("The brief"), _brief(subject))
    _pairs(sheet, at, tr("What the figures rest on"), _sources(subject))
    return bands


def _heading(sheet: Sheet, at: int, said: str) -> int:
    book = sheet.book
    sheet.text(at, 0, said, book.style(bold=True, font_size=12, font_color=book.palette.title))
    return at + 1


def _list(sheet: Sheet, at: int, title: str, said: Iterable[str]) -> int:
    at = _heading(sheet, at + 1, title)
    for text in said:
        lead, colon, rest = text.partition(": ")
        named = bool(colon) and len(lead) <= 30
        label = lead if named else ""
        sheet.text(at, 0, label, sheet.book.style(bold=True))
        sheet.text(at, 1, rest[:1].upper() + rest[1:] if named else text, sheet.book.style(text_wrap=True))
        at += 1
    return at


def _pairs(sheet: Sheet, at: int, title: str, rows: Iterable[tuple[str, str]]) -> int:
    at = _heading(sheet, at + 1, title)
    for label, said in rows:
        sheet.fit(at, (label, said))
        sheet.text(at, 0, label, sheet.book.style(bold=True, text_wrap=True))
        sheet.text(at, 1, said, sheet.book.style(text_wrap=True))
        at += 1
    return at


def _scale(subject: Subject) -> list[tuple[str, str]]:
    tr, framework = subject.tr, subject.audit.framework
    rows = [(str(mark), said[tr.lang]) for mark, said in sorted(framework.scores.items())]
    rows += [(mark, framework.marks[mark][tr.lang]) for mark in ("N", "U")]
    return [*rows, (tr.context("mark", "empty"), tr("Not rated yet: counts as missing coverage, not as 0"))]


def _weights(subject: Subject) -> list[tuple[str, str]]:
    """The default and the presets, to try on the scorecard."""
    tr, framework = subject.tr, subject.audit.framework
    sets = [(tr.context("weights", "Default"), [stage.weight for stage in framework.stages])]
    sets += [(tr(words.PRESETS.get(name, name)), list(values)) for name, values in framework.presets.items()]
    codes = [stage.code for stage in framework.stages]
    return [
        (name, ", ".join(f"{code} {tr.weight(value)}" for code, value in zip(codes, values, strict=True)))
        for name, values in sets
    ]


def _brief(subject: Subject) -> list[tuple[str, str]]:
    tr, brief = subject.tr, subject.audit.brief
    rows = (
        (tr("Company"), brief.company),
        (tr("Product"), brief.product),
        (tr("Country"), brief.country),
        (tr("City"), brief.city),
        (tr("Scenario"), brief.scenario),
        (tr("Persona"), brief.persona),
        (tr("Wave"), brief.wave),
        (tr("Auditor"), brief.auditor),
    )
    return [(label, said.strip()) for label, said in rows]


def _sources(subject: Subject) -> list[tuple[str, str]]:
    tr, audit = subject.tr, subject.audit
    proven = tr("{n} of {total}", n=subject.proven, total=subject.scores.overall.scored)
    zone = subject.options.now.tzinfo
    checked = (
        (tr("Brief signed by"), signed(audit, tr, zone)),
        (tr("Approved by"), approved(audit, tr, zone)),
    )
    return [
        (tr("Checklist"), f"{method_name(subject)} ({audit.framework.id})"),
        (tr("Scores with evidence"), proven),
        (tr("Report"), tr.long_date(subject.options.now)),
        (tr("Audit"), audit.id),
        *((name, who) for name, who in checked if who),
    ]
