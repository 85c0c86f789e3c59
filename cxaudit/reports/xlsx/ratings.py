"""The sheet of all ratings: marks to check or change, notes, reasons, files, anchors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from xlsxwriter.format import Format

from cxaudit.i18n import Translator
from cxaudit.model import is_scored
from cxaudit.reports.colours import ON_SCORES, SCORES
from cxaudit.reports.rows import (
    CriterionRow,
    criterion_rows,
    meaning,
    measures_said,
    note_said,
    rivals_said,
    visits_said,
)
from cxaudit.reports.subject import Subject
from cxaudit.reports.xlsx.workbook import Book, Sheet, literal
from cxaudit.scoring import BANDS

HEAD = 2
FIRST = HEAD + 1
STAGE, ZONE, ID, TITLE, MARK, FLAG = range(6)
PRINTED = 10
"""How many columns are printed: those to the right explain the marks on the screen."""


@dataclass(frozen=True)
class RatingCells:
    """The addresses that formulas of other sheets read, and the first row of each stage."""

    stages: str
    zones: str
    marks: str
    flags: str
    first: dict[str, int]


def in_conflict(tr: Translator) -> str:
    """What stands in the cell of a contested mark."""
    return tr.context("status", "conflict")


def write_ratings(book: Book) -> RatingCells:
    """Every criterion on a row of its own."""
    subject = book.subject
    tr = subject.tr
    said = tr("Change a mark here, and the scores on the other sheets follow. Marks: 0 to 5, N, U or empty.")
    sheet = book.sheet(tr.context("spreadsheet", "Ratings"), tr("All ratings"), said)
    columns = _columns(subject)
    sheet.table_head(HEAD, [(name, width) for name, width, _ in columns])
    plain, key = book.line(text_wrap=True), book.line(text_wrap=True, bold=True)
    first: dict[str, int] = {}
    rows = list(criterion_rows(subject))
    for at, row in enumerate(rows, FIRST):
        first.setdefault(row.stage.code, at)
        texts = [value(row) for _, _, value in columns]
        sheet.fit(at, texts)
        for column, text in enumerate(texts):
            sheet.text(at, column, text, key if column == TITLE else plain)
        _mark(sheet, at, row)
        _flag(sheet, at, row, plain)
    last = FIRST + len(rows) - 1
    sheet.raw.freeze_panes(FIRST, MARK + 1)
    sheet.raw.autofilter(HEAD, 0, last, len(columns) - 1)
    sheet.raw.print_area(0, 0, last, PRINTED - 1)
    _colour(sheet, last)
    stages, zones, marks, flags = (sheet.cells(column, FIRST, last) for column in (STAGE, ZONE, MARK, FLAG))
    return RatingCells(stages, zones, marks, flags, first)


Column = tuple[str, float, Callable[[CriterionRow], str]]


def _columns(subject: Subject) -> list[Column]:
    """Name, width and text of each column; the mark and the flag are not text and are written over."""
    tr = subject.tr
    lang = tr.lang

    def anchor(mark: int) -> Callable[[CriterionRow], str]:
        return lambda row: row.criterion.anchors[mark][lang] if mark in row.criterion.anchors else ""

    def by_visit(row: CriterionRow) -> str:
        return visits_said(subject, row.criterion.id)

    def timed(row: CriterionRow) -> str:
        return measures_said(subject, row.criterion)

    return [
        (tr("Stage"), 7, lambda row: row.stage.code),
        (tr("Zone"), 8, lambda row: row.zone.code),
        (tr("Id"), 9, lambda row: row.criterion.id),
        (tr("Criterion"), 32, lambda row: row.criterion.title[lang]),
        (tr.context("noun", "Score"), 10, lambda row: ""),
        (tr("Red flag"), 12, lambda row: ""),
        (tr("Note"), 54, lambda row: note_said(row.rating, tr)),
        (tr("Reason"), 30, lambda row: _reason(row, tr)),
        (tr.context("of a rating", "State"), 18, lambda row: _state(row, tr)),
        (tr("Evidence"), 26, lambda row: "\n".join(f"{label} {file.name}" for label, file in row.files)),
        *([(tr("Measures"), 40, timed)] if subject.audit.measures else []),
        *([(tr("By visits"), 20, by_visit)] if len(subject.audit.sheets) > 1 else []),
        (tr("What the mark means"), 50, lambda row: meaning(subject, row.criterion, row.rating.mark)),
        (tr("Anchor of {mark}", mark=0), 44, anchor(0)),
        (tr("Anchor of {mark}", mark=3), 44, anchor(3)),
        (tr("Anchor of {mark}", mark=5), 44, anchor(5)),
        (tr("How to check"), 54, lambda row: row.criterion.check[lang]),
        (tr("Critical"), 12, lambda row: tr("yes") if row.criterion.critical else ""),
        (tr("Name of the stage"), 24, lambda row: row.stage.title[lang]),
        (tr("Name of the zone"), 30, lambda row: row.zone.title[lang]),
    ]


def _reason(row: CriterionRow, tr: Translator) -> str:
    if not row.rating.conflict:
        return row.rating.reason.strip()
    said = tr("In conflict: {ratings}", ratings=rivals_said(row.rating, tr))
    return f"{said}\n{row.rating.reason.strip()}".strip()


def _state(row: CriterionRow, tr: Translator) -> str:
    """What else a reader should know of the rating."""
    said = []
    if row.rating.mark is None and not row.rating.conflict:
        said.append(tr("not rated yet"))
    if row.draft:
        said.append(tr("draft: a file is missing"))
    if row.inherited:
        said.append(tr("follows from the 0 of {id}", id=row.criterion.parent))
    return "\n".join(said)


def _mark(sheet: Sheet, at: int, row: CriterionRow) -> None:
    """A number where the mark is one, so that formulas can count it."""
    book, mark = sheet.book, row.rating.mark
    style = book.line(bold=True, align="center", bg_color=book.palette.panel)
    if is_scored(mark):
        mean = book.line(bold=True, align="center", bg_color=book.palette.panel, num_format="0.00")
        sheet.number(at, MARK, float(mark), mean if isinstance(mark, Fraction) else style)
    elif row.rating.conflict:
        sheet.text(at, MARK, in_conflict(book.subject.tr), style)
    elif mark is None:
        sheet.number(at, MARK, None, style)
    else:
        sheet.text(at, MARK, mark, style)


def _flag(sheet: Sheet, at: int, row: CriterionRow, style: Format) -> None:
    """A critical check with 0 or 1 says so, and follows the mark; in a conflict it stands as it is."""
    said = sheet.book.subject.tr("red flag")
    if row.rating.conflict:
        sheet.text(at, FLAG, said if row.flag else "", style)
    elif row.criterion.critical:
        cell = f"{chr(ord('A') + MARK)}{at + 1}"
        formula = f'=IF(AND(ISNUMBER({cell}),{cell}<=1),{literal(said)},"")'
        sheet.formula(at, FLAG, formula, style, said if row.flag else "")


def _colour(sheet: Sheet, last: int) -> None:
    """The colours of the scores, and a list to choose marks from."""
    book, raw = sheet.book, sheet.raw
    cell = f"${chr(ord('A') + MARK)}{FIRST + 1}"
    limits = [f"{float(limit):g}" for limit, _ in BANDS]
    for low, high, fill, ink in zip(limits, [*limits[1:], "9"], SCORES, ON_SCORES, strict=True):
        look = book.conditional(bg_color=fill, font_color=ink)
        within = f"=AND(ISNUMBER({cell}),{cell}>={low},{cell}<{high})"
        rule = {"type": "formula", "criteria": within, "format": look}
        raw.conditional_format(FIRST, MARK, last, MARK, rule)
    raw.data_validation(FIRST, MARK, last, MARK, {"validate": "list", "source": [0, 1, 2, 3, 4, 5, "N", "U"]})
