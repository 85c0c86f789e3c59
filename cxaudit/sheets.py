"""Reads the rows of a table from a stranger's CSV or Excel file as texts."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cxaudit.errors import KnownError
from cxaudit.reasons import reason_of

LARGEST = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_CELLS = 5_000_000
_PLACE = re.compile(rb"""\br=["']([A-Z]*)(\d*)""")
_LONGEST_PLACE = 32
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_RUSSIAN = re.compile("[А-яЁёІіЇїЄєҐґЎў]+")
_NOT_RUSSIAN = re.compile("[^\\W\\dA-Za-zА-яЁёІіЇїЄєҐґЎў_]")


def bad_row(path: Path, number: int, reason: KnownError) -> KnownError:
    """The error that names a row, the header being row 1."""
    return KnownError(
        "Row {number} of “{path}”: {reason}. Nothing was changed; correct the row and repeat.",
        number=number,
        path=path,
        reason=reason,
    )


def no_rows(path: Path) -> KnownError:
    """The error of a table that holds a header alone."""
    return KnownError("“{path}” has no rows below its header. Nothing was changed.", path=path)


def rows(path: Path) -> Iterator[Sequence[str]]:
    """Every row of the first sheet; KnownError if the file cannot be read, is too large or no table."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise KnownError(
            "“{path}” could not be read: {reason}. Nothing was changed.",
            path=path,
            reason=reason_of(error),
        ) from error
    if len(raw) > LARGEST:
        raise _too_large(path)
    return _sheet_lines(raw, path) if path.suffix.casefold() == ".xlsx" else _csv_lines(raw, path)


def _too_large(path: Path) -> KnownError:
    return KnownError("“{path}” is too large a table, so nothing was changed.", path=path)


def _empty(path: Path) -> KnownError:
    return KnownError("“{path}” is empty. Nothing was changed; choose another table.", path=path)


def _csv_lines(raw: bytes, path: Path) -> Iterator[Sequence[str]]:
    text = _text(raw)
    if text is None:
        raise KnownError("“{path}” is not text. Nothing was changed; save it as CSV UTF-8.", path=path)
    if not text.strip():
        raise _empty(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise KnownError("“{path}” is not a CSV table. Nothing was changed.", path=path) from error


def _text(raw: bytes) -> str | None:
    """The bytes as text: UTF-8, what Excel calls Unicode, or what Russian Excel calls CSV; else None."""
    for encoding in ("utf-16",) if raw.startswith(_UTF_16) else ("utf-8-sig", "cp1251"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding != "cp1251" or _is_russian(text)):
            return text
    return None


def _is_russian(text: str) -> bool:
    """Whether that is what the bytes meant: in a text of another code page such letters stand alone."""
    runs = [len(run) for run in _RUSSIAN.findall(text)]
    together = sum([run for run in runs if run > 1])
    return 2 * together >= sum(runs) and not _NOT_RUSSIAN.search(text)


def _sheet_lines(raw: bytes, path: Path) -> Iterator[Sequence[str]]:
    from python_calamine import CalamineWorkbook

    try:
        if _cells_of(raw) > MOST_CELLS:
            raise _too_large(path)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
        table = sheet.to_python(skip_empty_area=False)
    except KnownError:
        raise
    except Exception as error:  # zip, zlib and the reader have errors of their own
        raise KnownError("“{path}” is not an Excel workbook. Nothing was changed.", path=path) from error
    if not any(value != "" for line in table for value in line):
        raise _empty(path)
    for line in table:
        yield [_said(value) for value in line]


def _cells_of(raw: bytes) -> int:
    """How many cells the widest sheet spans; more than allowed if the workbook unpacks to too much.

    Beware: the reader makes room for all of them at once, and one far cell would abort the program.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
            return MOST_CELLS + 1
        sheets = [name for name in packed.namelist() if name.casefold().endswith(".xml")]
        return max((_span(packed, name) for name in sheets), default=0)


def _span(packed: zipfile.ZipFile, name: str) -> int:
    column = row = 0
    with packed.open(name) as sheet:
        rest = b""
        while piece := sheet.read(1 << 20):
            for letters, digits in _PLACE.findall(rest + piece):
                column = max(column, _column(letters))
                row = max(row, int(digits[:9] or b"0"))
            rest = piece[-_LONGEST_PLACE:]
    return column * row


def _column(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters[:9]:
        number = number * 26 + letter - 64
    return number


def _said(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
