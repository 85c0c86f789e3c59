"""A workbook that takes all text as text, without formula, link or cut; equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cxaudit.reports.pdf.cover import method_name
from cxaudit.reports.subject import Subject
from cxaudit.typed_toml import shown

FONT = "Arial"
"""Known to every spreadsheet program; a font that is missing changes the widths."""
LONGEST = 16_000
"""Characters of one piece of text: a cell holds 32,767 units of UTF-16, and a character may take two."""
LINE, TALLEST = 13.0, 400.0
"""Points of a line of text, and of the tallest row that spreadsheet programs show."""
LETTERS = 1.08
"""How many letters fill the width of a digit, with room for the ends of lines."""
NUMBER, PROVISIONAL = "0.00", '0.00"~"'
"""The forms of a score; one that is provisional stays a number."""
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book:
    """The file with its styles, and the ends of texts that no cell can hold whole."""

    def __init__(self, target: BinaryIO, subject: Subject) -> None:
        self.subject = subject
        self.palette = subject.options.brand.palette
        self._raw = Workbook(target, {"in_memory": True, **_INERT})
        self._styles: dict[tuple[tuple[str, object], ...], Format] = {}
        self._long: list[tuple[str, str, str]] = []
        self._describe()

    def _describe(self) -> None:
        tr, subject = self.subject.tr, self.subject
        company = shown(subject.audit.brief.company.strip(), 150) or tr("Company not named")
        self._raw.set_properties(
            {
                "title": tr("{company}: customer journey audit", company=company),
                "subject": tr("Customer journey audit report"),
                "author": shown(subject.options.brand.name, 200),
                "comments": method_name(subject),
                "created": subject.options.now.replace(tzinfo=None, microsecond=0),
            }
        )

    def style(self, **look: object) -> Format:
        """The style of that look; Arial 10 at the top of the cell unless it says otherwise."""
        whole = {"font_name": FONT, "font_size": 10, "font_color": self.palette.ink, "valign": "top"} | look
        key = tuple(sorted(whole.items()))
        if key not in self._styles:
            self._styles[key] = self._raw.add_format(whole)
        return self._styles[key]

    def conditional(self, **look: object) -> Format:
        """What a rule changes of a style."""
        return self._raw.add_format(look)

    def line(self, **look: object) -> Format:
        """The style of a table's row, with a hair line below."""
        return self.style(bottom=1, bottom_color=self.palette.hair, **look)

    def head(self, align: str, indent: int = 0) -> Format:
        """The head of a table's column."""
        return self.style(
            bold=True,
            font_color=self.palette.paper,
            bg_color=self.palette.data,
            text_wrap=True,
            align=align,
            indent=indent,
            valign="vcenter",
        )

    def sheet(self, name: str, title: str, said: str) -> Sheet:
        """A sheet that begins with a title and a sentence."""
        sheet = Sheet(self, name, self._raw.add_worksheet(name))
        sheet.text(0, 0, title, self.style(bold=True, font_size=16, font_color=self.palette.title))
        sheet.raw.set_row(0, 24)
        sheet.text(1, 0, said, self.style(font_color=self.palette.ink2))
        return sheet

    def keep_long(self, sheet: str, cell: str, rest: str) -> None:
        self._long.append((sheet, cell, rest))

    def close(self) -> None:
        """Write the file, with the rest of the long texts on a sheet of their own."""
        if self._long:
            self._write_long()
        self._raw.close()

    def _write_long(self) -> None:
        tr = self.subject.tr
        said = tr("A cell holds some 32,000 characters. Here is what did not fit into one.")
        sheet = self.sheet(long_texts(self.subject), long_texts(self.subject), said)
        sheet.table_head(
            3, [(tr.context("spreadsheet", "Sheet"), 24), (tr("Cell"), 10), (tr("Goes on"), 120)]
        )
        wrapped, row = self.style(text_wrap=True), 4
        for name, cell, rest in self._long:
            for at in range(0, len(rest), LONGEST):
                for column, text in enumerate((name, cell, rest[at : at + LONGEST])):
                    sheet.text(row, column, text, wrapped)
                row += 1


class Sheet:
    """A sheet; rows and columns count from 0."""

    def __init__(self, book: Book, name: str, raw: Worksheet) -> None:
        self.book, self.name, self.raw = book, name, raw
        self._widths: tuple[float, ...] = ()
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.set_margins(0.4, 0.4, 0.6, 0.6)
        raw.fit_to_pages(1, 0)
        raw.set_footer("&L&8" + _in_footer(book.subject.options.brand.name) + "&C&8&A&R&8&P / &N")

    def text(self, row: int, column: int, said: str, style: Format) -> None:
        """Text as it is, whatever it begins with."""
        said = said.replace("\r\n", "\n")
        if len(said) > LONGEST:
            self.book.keep_long(self.name, xl_rowcol_to_cell(row, column), said[LONGEST:])
            goes_on = self.book.subject.tr("… goes on in “{sheet}”", sheet=long_texts(self.book.subject))
            said = f"{said[:LONGEST]} {goes_on}"
        self.raw.write_string(row, column, said, style)

    def number(self, row: int, column: int, value: float | None, style: Format) -> None:
        if value is None:
            self.raw.write_blank(row, column, None, style)
        else:
            self.raw.write_number(row, column, value, style)

    def formula(self, row: int, column: int, formula: str, style: Format, value: float | str | None) -> None:
        """A formula with the value that it gives, for viewers that do not calculate."""
        self.raw.write_formula(row, column, formula, style, "" if value is None else value)

    def link(self, row: int, column: int, place: str, said: str, style: Format) -> None:
        """A link to a place in this workbook."""
        self.raw.write_url(row, column, f"internal:{place}", style, said[:LONGEST])

    def set_widths(self, widths: Sequence[float]) -> None:
        """The widths of the first columns, in digits."""
        self._widths = tuple(widths)
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width)

    def fit(self, row: int, texts: Sequence[str]) -> None:
        """Make a row as high as its texts need; not every program does it by itself."""
        self.raw.set_row(row, min(TALLEST, 3 + LINE * self._lines(texts)))

    def _lines(self, texts: Sequence[str]) -> int:
        """The lines of the longest text in the columns as they are wide."""
        return max(
            sum(ceil(len(line) / (width * LETTERS)) or 1 for line in text[:LONGEST].split("\n"))
            for text, width in zip(texts, self._widths, strict=False)
        )

    def table_head(
        self,
        row: int,
        columns: Sequence[tuple[str, float]],
        right: Collection[int] = (),
        apart: Collection[int] = (),
    ) -> None:
        """Names and widths of the columns; those of numbers to the right, words after numbers apart.

        The head is on every printed page.
        """
        self.set_widths([width for _, width in columns])
        for column, (name, _) in enumerate(columns):
            style = self.book.head("right" if column in right else "left", int(column in apart))
            self.text(row, column, name, style)
        self.raw.set_row(row, 8 + LINE * self._lines([name for name, _ in columns]))
        self.raw.repeat_rows(row)

    def cells(self, column: int, first: int, last: int) -> str:
        """The address of a stretch of a column, from any sheet."""
        ends = [xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (first, last)]
        return f"{quoted(self.name)}!{ends[0]}:{ends[1]}"


def long_texts(subject: Subject) -> str:
    return subject.tr.context("spreadsheet", "Long texts")


def quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def literal(said: str) -> str:
    """Our own text inside a formula."""
    return '"' + said.replace('"', '""') + '"'


def _in_footer(said: str) -> str:
    """Text that the footer prints as it is; the whole footer holds 255 characters."""
    return shown(said, 80).replace("&", "&&")
