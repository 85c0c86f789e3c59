"""One row per audit for lists and benchmarks, refreshed in the transaction of every edit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import ColumnElement, FromClause, RowMapping, UnaryExpression, and_, case, func, select
from sqlalchemy.sql import Select

from cxaudit import cells
from cxaudit.model import Audit, Band, OverallStatus, Scores
from cxaudit.quality import approval, completeness
from cxaudit.scoring import Reckoning
from cxaudit.store import peers
from cxaudit.store.rows import Unreadable
from cxaudit.store.tables import summaries

State = Literal["brief", "field", "debrief", "review", "approved"]
STATES: tuple[State, ...] = get_args(State)
SORTS = {"company": "search", "wave": "wave", "score": "score", "state": "state", "edited": "edited"}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit as a list shows it; `progress` is the rated share of each stage, 0-1."""

    audit: str
    company: str
    product: str
    country: str
    wave: str
    auditor: str
    state: State
    progress: tuple[float, ...]
    score: float | None
    low: float | None
    high: float | None
    band: Band | None
    status: OverallStatus
    coverage: float | None
    stages_scored: int
    red_flags: int
    conflicts: int
    edited: str
    hidden: bool = False
    """Whether what tells the score is left out: whoever works here is to score it without a look at it."""

    @property
    def bare(self) -> AuditRow:
        """The row without anything that tells the score."""
        none = {name: None for name in ("score", "low", "high", "band", "coverage")}
        return replace(self, **none, status="not_published", red_flags=0, conflicts=0, hidden=True)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list asks for: words in any order, one state or all, a column of SORTS, one page.

    `contested` leaves only audits that have conflicts.
    """

    words: str = ""
    state: State | None = None
    sort: str = "edited"
    descending: bool = True
    limit: int = 100
    offset: int = 0
    contested: bool = False


def state_of(audit: Audit, scores: Scores) -> State:
    """Brief until the first mark, debrief once no criterion is empty, the field between; then the review."""
    now = approval.standing(audit)
    if now.state != "draft":
        return "approved" if now.finished else "review"
    empty = sum([stage.empty for stage in scores.stages])
    if not empty:
        return "debrief"
    return "brief" if empty == len(audit.framework.criteria) else "field"


def row_of(audit: Audit, found: Reckoning) -> dict[str, Any]:
    """The summary row of an audit."""
    brief, scores = audit.brief, found.scores
    overall = scores.overall
    progress = [1 - s.empty / s.total if s.total else 0.0 for s in scores.stages]
    return {
        "audit": audit.id,
        "framework": audit.cells[cells.FRAMEWORK][0].value,
        "company": brief.company,
        "product": brief.product,
        "country": brief.country,
        "wave": brief.wave,
        "state": "removed" if cells.removed_in(audit.cells) else state_of(audit, scores),
        "progress": msgspec.json.encode(progress).decode(),
        "score": overall.score,
        "low": overall.span[0] if overall.span else overall.low,
        "high": overall.span[1] if overall.span else overall.high,
        "band": overall.band or "",
        "status": overall.status,
        "coverage": overall.coverage,
        "stages_scored": overall.stages_scored,
        "red_flags": len(scores.red_flags),
        "conflicts": completeness.conflicts(audit),
        "edited": audit.edited,
        "search": "\n".join((brief.company, brief.product, brief.country, brief.city, brief.wave)).casefold(),
        **peers.columns_of(audit, found),
    }


@dataclass(frozen=True, slots=True)
class Second:
    """An audit to compare with, of a second auditor or of another wave: where it is shown to be chosen."""

    audit: str
    company: str
    wave: str
    auditor: str


def seconds(own: str, words: str, limit: int, hidden: Collection[str] = ()) -> Select[Any]:
    """Audits with marks and a comparable checklist, those of the same company first, then of the wave."""
    s, mine = summaries.c, summaries.alias()
    return _others(mine, own, words, limit, hidden, s.company != mine.c.company, s.wave != mine.c.wave)


def waves(own: str, words: str, limit: int, hidden: Collection[str] = ()) -> Select[Any]:
    """The same audits, those of the same company, product and country first, then of another wave."""
    s, mine = summaries.c, summaries.alias()
    alike = (s.company != mine.c.company, s.product != mine.c.product, s.country != mine.c.country)
    return _others(mine, own, words, limit, hidden, *alike, s.wave == mine.c.wave, s.day.desc())


def _others(
    mine: FromClause,
    own: str,
    words: str,
    limit: int,
    hidden: Collection[str],
    *kin: ColumnElement[bool] | UnaryExpression[Any],
) -> Select[Any]:
    s = summaries.c
    return (
        select(s.audit, s.company, s.wave, s.auditor)
        .join(mine, and_(mine.c.audit == own, _major(mine.c.checklist) == _major(s.checklist)))
        .where(_matching(Listing(words=words)), s.state != "brief", s.audit != own, s.audit.not_in(hidden))
        .order_by(*kin, s.edited.desc(), s.audit)
        .limit(limit)
    )


def _major(checklist: ColumnElement[str]) -> ColumnElement[str]:
    """`cx8 1.` of `cx8 1.2.3`: what comparable audits share."""
    return func.substr(checklist, 1, func.instr(checklist, "."))


def listed(listing: Listing, hidden: Collection[str] = ()) -> Select[Any]:
    """The query for one page of a list; company sorts by `search`, which begins with it casefolded.

    Where a hidden audit stands does not tell its score.
    """
    column: ColumnElement[Any] = summaries.c[SORTS[listing.sort]]
    if hidden and listing.sort == "score":
        column = case((summaries.c.audit.in_(hidden), None), else_=column)
    order = column.desc() if listing.descending else column.asc()
    return (
        select(summaries)
        .where(_matching(listing))
        .order_by(order.nulls_last(), summaries.c.audit)
        .limit(listing.limit)
        .offset(listing.offset)
    )


def counted(words: str) -> Select[Any]:
    """How many audits match in each state."""
    return (
        select(summaries.c.state, func.count())
        .where(_matching(Listing(words=words)))
        .group_by(summaries.c.state)
    )


def contested(but: str) -> Select[Any]:
    """How many conflicts all audits have but that one."""
    return select(func.coalesce(func.sum(summaries.c.conflicts), 0)).where(
        _matching(Listing(contested=True)), summaries.c.audit != but
    )


def _matching(listing: Listing) -> ColumnElement[bool]:
    wanted = [summaries.c.search.contains(word, autoescape=True) for word in listing.words.casefold().split()]
    if listing.contested:
        wanted.append(summaries.c.conflicts > 0)
    if listing.state:
        return and_(summaries.c.state == listing.state, *wanted)
    return and_(summaries.c.state != "removed", *wanted)


def audit_row(row: RowMapping) -> AuditRow:
    """The row as the list's noun; Unreadable if the row is damaged."""
    said = {f.name: row[f.name] for f in fields(AuditRow) if f.name != "hidden"}
    try:
        progress = msgspec.json.decode(row["progress"], type=tuple[float, ...])
        return msgspec.convert({**said, "progress": progress, "band": row["band"] or None}, AuditRow)
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error
