"""Reads rows for a benchmark that were kept in a spreadsheet: an audit a row, stage scores 0-5 (METHOD 5)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from cxaudit.cells import LONGEST_LINE
from cxaudit.errors import KnownError
from cxaudit.model import Framework
from cxaudit.peer import Row, Scope, StageScores
from cxaudit.sheets import bad_row, no_rows, rows
from cxaudit.words import N_

_T = TypeVar("_T")

NAMES: Mapping[str, tuple[str, ...]] = {
    "company": ("company", "компания"),
    "country": ("country", "страна"),
    "product": ("product", "продукт"),
    "wave": ("wave", "волна"),
    "date": ("date", "дата"),
    "checklist": ("checklist", "чек-лист"),
    "scope": ("scope", "охват"),
    "thresholds": ("thresholds", "пороги"),
    "auditor": ("auditor", "аудитор"),
    "confidence": ("confidence", "надёжность"),
}
"""What a column may be called; a stage by its code, or by its name in either language."""
NEEDED = (N_("company"), N_("date"))
_COLUMNS = N_(
    "company, country, product, wave, date, checklist, scope, thresholds, auditor, confidence, {stages}"
)
SCOPES: Mapping[str, Scope] = {
    "": "full",
    "full": "full",
    "core": "core",
    "все критерии": "full",
    "внешнее ядро": "core",
}
GRADES = ("", "A", "B", "C", "D")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?\Z")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class _Table:
    """Where each column is."""

    framework: Framework
    path: Path
    places: Mapping[str, int]


def read(path: Path, framework: Framework) -> list[Row]:
    """The rows, all of them or none; KnownError names the first bad one."""
    lines = rows(path)
    header = [" ".join(name.split()).casefold() for name in next(lines, ())]
    table = _Table(framework, path, _places(header, framework, path))
    found: dict[str, Row] = {}
    for number, line in enumerate(lines, 2):
        if not any(value.strip() for value in line):
            continue
        try:
            row = _row(line, table)
            if row.key in found:
                raise KnownError("this company, country, product and wave stand there twice")
        except KnownError as reason:
            raise bad_row(path, number, reason) from reason
        found[row.key] = row
    if not found:
        raise no_rows(path)
    return list(found.values())


def _places(header: Sequence[str], framework: Framework, path: Path) -> Mapping[str, int]:
    places = {}
    for key, names in _columns(framework).items():
        if at := [i for i, name in enumerate(header) if name in names]:
            places[key] = at[0]
        elif key not in NAMES or key in NEEDED:
            raise KnownError(
                "“{path}” has no column “{column}”. Nothing was changed; the columns are {columns}.",
                path=path,
                column=KnownError(key) if key in NEEDED else key,
                columns=KnownError(_COLUMNS, stages=", ".join(stage.code for stage in framework.stages)),
            )
    return places


def _columns(framework: Framework) -> dict[str, tuple[str, ...]]:
    stages = {
        s.code: tuple(n.casefold() for n in (s.code, s.short.en, s.short.ru, s.title.en, s.title.ru))
        for s in framework.stages
    }
    return {**NAMES, **stages}


def _row(line: Sequence[str], table: _Table) -> Row:
    said = {key: " ".join(line[at].split()) for key, at in table.places.items() if at < len(line)}
    for key, value in said.items():
        if len(value) > LONGEST_LINE or not value.isprintable():
            raise KnownError("“{column}” is no line of text", column=key)
    if not said.get("company"):
        raise KnownError("the company is missing")
    scope = _one_of("scope", said.get("scope", "").casefold(), SCOPES)
    scores = _scores(said, table.framework)
    parts = [said.get(key, "") for key in ("company", "country", "product", "wave")]
    return Row(
        key=hashlib.sha256("\n".join([*parts, scope]).casefold().encode()).hexdigest(),
        company=parts[0],
        country=parts[1],
        product=parts[2],
        wave=parts[3],
        day=_day(said.get("date", "")),
        checklist=_checklist(said.get("checklist", ""), table.framework),
        full=scores if scope == "full" else (),
        core=scores if scope == "core" else (),
        thresholds=said.get("thresholds", ""),
        auditor=said.get("auditor", ""),
        grade=_one_of("confidence", said.get("confidence", "").upper(), {g: g for g in GRADES}),
        imported=True,
    )


def _one_of(column: str, said: str, known: Mapping[str, _T]) -> _T:
    if said not in known:
        raise KnownError(
            "“{column}” is not one of: {known}", column=column, known=", ".join(k for k in known if k)
        )
    return known[said]


def _checklist(said: str, framework: Framework) -> str:
    """A bare version is one of this checklist."""
    if not said:
        return f"{framework.id} {framework.version}"
    return said if " " in said else f"{framework.id} {said}"


def _scores(said: Mapping[str, str], framework: Framework) -> StageScores:
    scores = tuple(_score(stage.code, said.get(stage.code, "")) for stage in framework.stages)
    if all(score is None for score in scores):
        raise KnownError("no stage has a score")
    return scores


def _score(stage: str, said: str) -> float | None:
    if not said:
        return None
    try:
        score = float(said.replace(",", "."))
    except ValueError:
        score = -1.0
    if not 0 <= score <= 5:
        raise KnownError("the score “{score}” of {stage} is not 0–5 or empty", score=said[:40], stage=stage)
    return score


def _day(said: str) -> str:
    """The date as ISO; written as 2026-03-31 or 31.03.2026."""
    try:
        if found := _ISO.match(said):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _DOTTED.match(said):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        pass
    raise KnownError("the date “{date}” is not like 2026-03-31", date=said[:40])
