"""What a benchmark reads of the store: audits by their summary rows, and imported rows (METHOD 5)."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)

from cxaudit.cells import THRESHOLD
from cxaudit.model import Audit, Framework, Json
from cxaudit.peer import Row, StageScores, consented, doubts_of
from cxaudit.scoring import Reckoning
from cxaudit.store.tables import changes, heads, imported, summaries
from cxaudit.timing import suggestion as timing

_DOUBLE = 8


@dataclass(frozen=True, slots=True)
class Peers:
    """What an audit can be compared with, itself included; `withheld` others have no consent recorded."""

    rows: list[Row]
    withheld: int


class Place(NamedTuple):
    """A country, a product and a wave that audits at hand are of, and how many."""

    country: str
    product: str
    wave: str
    audits: int
    imported: bool


def columns_of(audit: Audit, found: Reckoning) -> dict[str, Any]:
    """What the summary row of an audit keeps for benchmarks."""
    checklist = audit.framework
    full = tuple([stage.score for stage in found.scores.stages])
    return {
        "checklist": f"{checklist.id} {checklist.version}",
        "auditor": audit.brief.auditor,
        "day": audit.created[:10],
        "consent": int(consented(audit)),
        "stages": packed((*full, *found.core)) + doubts_of(found.scores),
    }


def of_audits(own: str, country: str = "", product: str = "", hidden: Collection[str] = ()) -> Select[Any]:
    """The audits that may stand beside this one: its own company's, and those with recorded consent.

    Those that are `hidden` from whoever works here do not.
    """
    s = summaries.c
    columns = (s.audit, s.company, s.product, s.country, s.wave, s.day, s.checklist, s.auditor)
    found = select(*columns, s.coverage, s.stages, s.status == "conflict")
    found = found.where(_there(own, hidden), _allowed(own))
    within = [column == said for column, said in ((s.country, country), (s.product, product)) if said]
    return found.where(or_(s.audit == own, and_(*within))) if within else found


def of_imported(country: str = "", product: str = "") -> Select[Any]:
    """The imported rows."""
    i = imported.c
    within = [column == said for column, said in ((i.country, country), (i.product, product)) if said]
    return select(imported).where(*within)


def of_thresholds() -> Select[Any]:
    """What every version of an audit's own time limits says: audit, cell and value."""
    s, h, c = summaries.c, heads.c, changes.c
    theirs = and_(h.audit == s.audit, h.cell > f"{THRESHOLD}/", h.cell < f"{THRESHOLD}0")
    return (
        select(h.audit, h.cell, c.value).join_from(summaries, heads, theirs).join(changes, c.id == h.change)
    )


def thresholds(found: Iterable[Sequence[Any]], framework: Framework) -> dict[str, str]:
    """What `of_thresholds` selected, by audit, as `Row.thresholds` says it."""
    said: dict[str, dict[str, list[Json]]] = {}
    for audit, cell, value in found:
        versions = said.setdefault(audit, {})
        versions.setdefault(cell.partition("/")[2], []).append(json.loads(value))
    return {audit: timing.said_changes(framework, versions) for audit, versions in said.items()}


def places(own: str, hidden: Collection[str] = ()) -> CompoundSelect[Any]:
    """The places of all that `of_audits` and `of_imported` find, without the own audit."""
    s, i = summaries.c, imported.c
    audits = select(s.country, s.product, s.wave, func.count(), literal(False))
    rows = select(i.country, i.product, i.wave, func.count(), literal(True))
    return union_all(
        audits.where(_there(own, hidden), _allowed(own), s.audit != own).group_by(
            s.country, s.product, s.wave
        ),
        rows.group_by(i.country, i.product, i.wave),
    )


def withheld(own: str, hidden: Collection[str] = ()) -> Select[Any]:
    """How many audits have scores and no consent."""
    return select(func.count()).select_from(summaries).where(_there(own, hidden), ~_allowed(own))


def unfilled() -> Select[Any]:
    """The audits whose summary row was written before benchmarks were."""
    return select(summaries.c.audit).where(summaries.c.stages.is_(None))


def _company(own: str) -> ScalarSelect[Any]:
    return select(summaries.c.company).where(summaries.c.audit == own).scalar_subquery()


def _there(own: str, hidden: Collection[str]) -> ColumnElement[bool]:
    s = summaries.c
    scored = (s.stages_scored > 0) & s.audit.not_in(hidden)
    return (s.state != "removed") & s.stages.is_not(None) & or_(scored, s.audit == own)


def _allowed(own: str) -> ColumnElement[bool]:
    s = summaries.c
    return or_(s.consent == 1, s.audit == own, (s.company != "") & (s.company == _company(own)))


# --- rows -----------------------------------------------------------------------------------


def audit_rows(found: Iterable[Sequence[Any]], stages: int, limits: Mapping[str, str]) -> list[Row]:
    """What `of_audits` selected; audits with another number of stages are no peers and are left out.

    `limits` is what `thresholds` says.
    """
    scores = 2 * stages * _DOUBLE
    read = struct.Struct(f"<{2 * stages}d").unpack_from
    rows = []
    for key, company, product, country, wave, day, checklist, auditor, coverage, packed, contested in found:
        if len(packed) == scores + stages:
            both = _known(read(packed))
            full, core = both[:stages], both[stages:]
            texts = (key, company, product, country, wave, day, checklist)
            own = limits.get(key, "")
            said = (own, auditor, "", coverage, False, bool(contested), packed[scores:])
            rows.append(Row(*texts, full, core, *said))
    return rows


def imported_rows(found: Iterable[Any], stages: int) -> list[Row]:
    """The rows of the imported table."""
    rows = []
    for one in found:
        if len(one.stages) != stages * _DOUBLE:
            continue
        scores = _known(struct.unpack(f"<{stages}d", one.stages))
        said = {name: getattr(one, name) for name in _TEXTS}
        full, core = (scores, ()) if one.scope == "full" else ((), scores)
        rows.append(Row(**said, full=full, core=core, imported=True))
    return rows


_TEXTS = (
    "key",
    "company",
    "product",
    "country",
    "wave",
    "day",
    "checklist",
    "thresholds",
    "auditor",
    "grade",
)


def columns_of_imported(row: Row) -> dict[str, Any]:
    """A row as the imported table keeps it."""
    said = {name: getattr(row, name) for name in _TEXTS}
    return {**said, "scope": "full" if row.full else "core", "stages": packed(row.full or row.core)}


def packed(scores: StageScores) -> bytes:
    return struct.pack(f"<{len(scores)}d", *[math.nan if score is None else score for score in scores])


def _known(scores: tuple[float, ...]) -> StageScores:
    total = sum(scores)
    return scores if total == total else tuple([None if s != s else s for s in scores])
