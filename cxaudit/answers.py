"""Reads scores that were written in a spreadsheet: columns criterion, score, note (DESIGN 9)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import Framework, Mark

COLUMNS = ("criterion", "score", "note")
MARKS: dict[str, Mark | None] = {"": None, "N": "N", "U": "U", **{str(n): n for n in range(6)}}
LARGEST = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_CELLS = 5_000_000
_PLACE = re.compile(rb"""\br=["']([A-Z]*)(\d*)""")
_LONGEST_PLACE = 32


@dataclass(frozen=True, slots=True)
class Answer:
    """One row: a mark (N and U take the note as their reason) and a note."""

    criterion: str
    mark: Mark | None
    note: str


def read(path: Path, framework: Framework) -> tuple[list[Answer], list[str]]:
    """The answers, and the extra columns that were left out; KnownError names the first bad row."""
    lines = _lines(path)
    header = [name.strip().casefold() for name in next(lines, ())]
    if missing := [name for name in COLUMNS[:2] if name not in header]:
        raise KnownError(
            "“{path}” has no column “{column}”. Nothing was imported; use criterion, score, note.",
            path=path,
            column=missing[0],
        )
    places = {name: header.index(name) for name in COLUMNS if name in header}
    answers: dict[str, Answer] = {}
    for number, line in enumerate(lines, 2):
        if not any(value.strip() for value in line):
            continue
        values = {name: line[at].strip() if at < len(line) else "" for name, at in places.items()}
        answer = _answer(values, framework, path, number)
        if answer.criterion in answers:
            raise _bad(
                path, number, KnownError("“{criterion}” stands there twice", criterion=answer.criterion)
            )
        answers[answer.criterion] = answer
    return list(answers.values()), [name for name in header if name and name not in COLUMNS]


def _answer(values: dict[str, str], framework: Framework, path: Path, number: int) -> Answer:
    criterion, said, note = values["criterion"].upper(), values["score"].upper(), values.get("note", "")
    if criterion not in framework.criteria:
        raise _bad(path, number, KnownError("there is no criterion “{criterion}”", criterion=criterion[:40]))
    if said not in MARKS:
        raise _bad(path, number, KnownError("the score “{score}” is not 0–5, N, U or empty", score=said[:40]))
    mark = MARKS[said]
    if mark in ("N", "U") and not note:
        raise _bad(path, number, KnownError("{mark} needs its reason in the column “note”", mark=mark))
    if len(note) > cells.LONGEST_TEXT:
        raise _bad(path, number, KnownError("the note is longer than {n} characters", n=cells.LONGEST_TEXT))
    return Answer(criterion, mark, note.replace("\0", ""))


def _bad(path: Path, number: int, reason: KnownError) -> KnownError:
    return KnownError(
        "Row {number} of “{path}”: {reason}. Nothing was imported; correct the row and repeat.",
        number=number,
        path=path,
        reason=reason,
    )


def _lines(path: Path) -> Iterator[Sequence[str]]:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise KnownError(
            "“{path}” could not be read: {reason}. Nothing was imported.",
            path=path,
            reason=error.strerror or str(error),
        ) from error
    if len(raw) > LARGEST:
        raise _too_large(path)
    return _sheet_lines(raw, path) if path.suffix.casefold() == ".xlsx" else _csv_lines(raw, path)


def _too_large(path: Path) -> KnownError:
    return KnownError("“{path}” is too large for answers, so nothing was imported.", path=path)


def _csv_lines(raw: bytes, path: Path) -> Iterator[Sequence[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError(
            "“{path}” is not UTF-8 text. Nothing was imported; save it as CSV UTF-8.", path=path
        ) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise KnownError("“{path}” is not a CSV table. Nothing was imported.", path=path) from error


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
        raise KnownError("“{path}” is not an Excel workbook. Nothing was imported.", path=path) from error
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
