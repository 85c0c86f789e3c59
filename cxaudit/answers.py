"""Reads scores that were written in a spreadsheet: columns criterion, score, note (DESIGN 9)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import Framework, Mark
from cxaudit.sheets import bad_row, no_rows, rows

COLUMNS = ("criterion", "score", "note")
MARKS: dict[str, Mark | None] = {"": None, "N": "N", "U": "U", **{str(n): n for n in range(6)}}


@dataclass(frozen=True, slots=True)
class Answer:
    """One row: a mark (N and U take the note as their reason) and a note."""

    criterion: str
    mark: Mark | None
    note: str


def read(path: Path, framework: Framework) -> tuple[list[Answer], list[str]]:
    """The answers, and the extra columns that were left out; KnownError names the first bad row."""
    lines = rows(path)
    header = [name.strip().casefold() for name in next(lines, ())]
    if missing := [name for name in COLUMNS[:2] if name not in header]:
        raise KnownError(
            "“{path}” has no column “{column}”. Nothing was changed; use criterion, score, note.",
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
            raise bad_row(
                path, number, KnownError("“{criterion}” stands there twice", criterion=answer.criterion)
            )
        answers[answer.criterion] = answer
    if not answers:
        raise no_rows(path)
    return list(answers.values()), [name for name in header if name and name not in COLUMNS]


def _answer(values: dict[str, str], framework: Framework, path: Path, number: int) -> Answer:
    criterion, said, note = values["criterion"].upper(), values["score"].upper(), values.get("note", "")
    if criterion not in framework.criteria:
        raise bad_row(
            path, number, KnownError("there is no criterion “{criterion}”", criterion=criterion[:40])
        )
    if said not in MARKS:
        raise bad_row(
            path, number, KnownError("the score “{score}” is not 0–5, N, U or empty", score=said[:40])
        )
    mark = MARKS[said]
    if mark in ("N", "U") and not note:
        raise bad_row(path, number, KnownError("{mark} needs its reason in the column “note”", mark=mark))
    if len(note) > cells.LONGEST_TEXT:
        raise bad_row(
            path, number, KnownError("the note is longer than {n} characters", n=cells.LONGEST_TEXT)
        )
    return Answer(criterion, mark, note.replace("\0", ""))
