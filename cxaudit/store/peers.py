"""What a benchmark reads of the store: audits by their summary rows, and imported rows (METHOD 5)."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select

from cxaudit.analysis.cube import Row, StageScores, consented
from cxaudit.model import Audit, Scores
from cxaudit.scoring import external_core, stage_means
from cxaudit.store.tables import summaries

_DOUBLE = 8


@dataclass(frozen=True, slots=True)
class Peers:
    """What an audit can be compared with, itself included; `withheld` audits have no consent recorded."""

    rows: list[Row]
    withheld: int


def columns_of(audit: Audit, scores: Scores) -> dict[str, Any]:
    """What the summary row of an audit keeps for benchmarks."""
    checklist = audit.framework
    full = tuple([stage.score for stage in scores.stages])
    return {
        "checklist": f"{checklist.id} {checklist.version}",
        "auditor": audit.brief.auditor,
        "day": audit.created[:10],
        "consent": int(consented(audit)),
        "stages": _packed((*full, *stage_means(audit, external_core))),
    }


def of_audits(own: str) -> Select[Any]:
    """The audits that may stand beside this one: its own company's, and those with recorded consent."""
    s = summaries.c
    columns = (s.audit, s.company, s.product, s.country, s.wave, s.day, s.checklist, s.auditor)
    return select(*columns, s.coverage, s.stages).where(_there(own), _allowed(own))


def withheld(own: str) -> Select[Any]:
    """How many audits have scores and no consent."""
    return select(func.count()).select_from(summaries).where(_there(own), ~_allowed(own))


def unfilled() -> Select[Any]:
    """The audits whose summary row was written before benchmarks were."""
    return select(summaries.c.audit).where(summaries.c.stages.is_(None))


def _company(own: str) -> ScalarSelect[Any]:
    return select(summaries.c.company).where(summaries.c.audit == own).scalar_subquery()


def _there(own: str) -> ColumnElement[bool]:
    s = summaries.c
    scored = s.stages_scored > 0
    return (s.state != "removed") & s.stages.is_not(None) & or_(scored, s.audit == own)


def _allowed(own: str) -> ColumnElement[bool]:
    s = summaries.c
    return or_(s.consent == 1, s.audit == own, (s.company != "") & (s.company == _company(own)))


# --- rows -----------------------------------------------------------------------------------


def audit_rows(found: Iterable[Sequence[Any]], stages: int) -> list[Row]:
    """What `of_audits` selected; audits with another number of stages are no peers and are left out."""
    wanted = 2 * stages * _DOUBLE
    read = struct.Struct(f"<{2 * stages}d").unpack
    rows = []
    for key, company, product, country, wave, day, checklist, auditor, coverage, packed in found:
        if len(packed) == wanted:
            both = _known(read(packed))
            full, core = both[:stages], both[stages:]
            texts = (key, company, product, country, wave, day, checklist)
            rows.append(Row(*texts, full, core, "", auditor, "", coverage))
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
    return {**said, "scope": "full" if row.full else "core", "stages": _packed(row.full or row.core)}


def _packed(scores: StageScores) -> bytes:
    return struct.pack(f"<{len(scores)}d", *[math.nan if score is None else score for score in scores])


def _known(scores: tuple[float, ...]) -> StageScores:
    total = sum(scores)
    return scores if total == total else tuple([None if s != s else s for s in scores])
