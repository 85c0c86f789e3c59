"""Reads the heads of a log as an Audit, whole or one cell at a time; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from cxaudit import cells, visits
from cxaudit.changes import Heads, disagree
from cxaudit.model import FIRST_SHEET, Audit, Brief, Evidence, Framework, Json, Mark, Measure, Rating

Cells = Mapping[str, Heads]


def read(audit_id: str, framework: Framework, heads: Cells) -> Audit:
    """The audit that these heads say."""
    audit = Audit(
        id=audit_id,
        framework=framework,
        brief=Brief(),
        weights={stage.code: stage.weight for stage in framework.stages},
        ratings={},
        evidence=(),
        cells=dict(heads),
        conflicts=tuple(sorted(cell for cell, found in heads.items() if disagree(found))),
        edited=max((h.at for found in heads.values() for h in found), default=""),
    )
    weights = dict(audit.weights)
    brief: dict[str, str] = {}
    files: dict[str, Evidence] = {}
    for cell, found in heads.items():
        match cell.split("/"):
            case ["weights", code] if code in weights:
                weights[code] = found[0].value
            case ["brief", name] if name in cells.BRIEF_FIELDS:
                brief[name] = _spoken(found)
            case ["evidence", evidence_id]:
                if file := _evidence(evidence_id, heads):
                    files[evidence_id] = file
            case ["created"]:
                audit = replace(audit, created=found[0].value)
    audit = replace(audit, brief=Brief(**brief), weights=weights, evidence=_in_order(files))
    audit = replace(audit, measures=_measures(heads))
    return replace(audit, **_rated(audit, heads))


def reread(audit: Audit, cell: str, found: Heads) -> Audit:
    """The same audit after the heads of one cell have changed."""
    conflicts, contested = audit.conflicts, disagree(found)
    if contested != (cell in conflicts):
        conflicts = tuple(sorted({*conflicts} ^ {cell}))
    heads = {**audit.cells, cell: found}
    return replace(
        audit,
        cells=heads,
        conflicts=conflicts,
        edited=max(audit.edited, *(h.at for h in found)),
        **_reread_field(audit, cell, heads),
    )


def _reread_field(audit: Audit, cell: str, heads: Cells) -> dict[str, Any]:
    """The field of the audit that this cell says, by name; empty for a cell that is shown nowhere."""
    found = heads[cell]
    match cell.split("/"):
        case ["visit", sheet, "rating", criterion, _] if criterion in audit.framework.criteria:
            return _rerated(audit, sheet, criterion, heads)
        case ["visit", _, _] | ["visits", "worst"]:
            return _rated(audit, heads)
        case ["weights", code] if code in audit.weights:
            return {"weights": {**audit.weights, code: found[0].value}}
        case ["brief", name] if name in cells.BRIEF_FIELDS:
            return {"brief": replace(audit.brief, **{name: _spoken(found)})}
        case ["evidence", evidence_id, *_]:
            files = {e.id: e for e in audit.evidence if e.id != evidence_id}
            if file := _evidence(evidence_id, heads):
                files[evidence_id] = file
            return {"evidence": _in_order(files)}
        case ["measure", _]:
            return {"measures": _measures(heads)}
        case ["created"]:
            return {"created": found[0].value}
    return {}


def _rated(audit: Audit, heads: Cells) -> dict[str, Any]:
    """The fields that the visits say, by name."""
    sheets = visits.sheets_of(heads)
    ratings: dict[str, dict[str, Rating]] = {sheet.id: {} for sheet in sheets}
    for cell in heads:
        match cell.split("/"):
            case ["visit", sheet, "rating", criterion, _] if criterion in audit.framework.criteria:
                if sheet in ratings and criterion not in ratings[sheet]:
                    ratings[sheet][criterion] = _rating(criterion, sheet, heads)
    worst = any(head.value for head in heads.get(cells.WORST_VISIT, ()))
    said: dict[str, Any] = {"sheets": sheets, "sheet_ratings": {}, "worst_visit": worst}
    if len(sheets) == 1:
        return {**said, "ratings": ratings[FIRST_SHEET]}
    said["sheet_ratings"] = ratings
    return {**said, "ratings": visits.ratings_of(replace(audit, **said))}


def _rerated(audit: Audit, sheet: str, criterion: str, heads: Cells) -> dict[str, Any]:
    if sheet not in {one.id for one in audit.sheets}:
        return {}
    rating = _rating(criterion, sheet, heads)
    if len(audit.sheets) == 1:
        return {"ratings": {**audit.ratings, criterion: rating}}
    ratings = {**audit.sheet_ratings, sheet: {**audit.sheet_ratings[sheet], criterion: rating}}
    together = visits.together(replace(audit, sheet_ratings=ratings), criterion)
    return {"sheet_ratings": ratings, "ratings": {**audit.ratings, criterion: together}}


def _rating(criterion: str, sheet: str, heads: Cells) -> Rating:
    scored = heads.get(cells.score(criterion, sheet), ())
    noted = heads.get(cells.note(criterion, sheet), ())
    mark: Mark | None = None
    reason = ""
    rivals: tuple[Mark | None, ...] = ()
    if disagree(scored):
        said = [cells.mark_of(h.value) for h in scored]
        rivals = tuple(mark for mark, _ in said)
        reason = _joined(reason for _, reason in said)
    elif scored:
        mark, reason = cells.mark_of(scored[0].value)
    if disagree(noted):
        return Rating(mark, reason, _spoken(noted), rivals, tuple(h.value for h in noted))
    return Rating(mark, reason, noted[0].value if noted else "", rivals)


def _evidence(evidence_id: str, heads: Cells) -> Evidence | None:
    """The file that the heads of its cell say.

    A removal that somebody else contests does not count, and a file is internal if anybody says so.
    """
    found = heads.get(cells.evidence(evidence_id), ())
    kept = [h.value for h in found if h.value is not None]
    if not kept:
        return None
    caption = _spoken(heads.get(cells.caption(evidence_id), ()))
    internal = any(head.value for head in heads.get(cells.internal(evidence_id), ()))
    return Evidence(id=evidence_id, caption=caption, internal=internal, **kept[0])


def _measures(heads: Cells) -> dict[str, tuple[Measure, ...]]:
    """Every measure by criterion; a removal that somebody else contests does not count."""
    found: dict[str, list[Measure]] = {}
    for measure, said in cells.below(heads, cells.MEASURE):
        kept = [head.value for head in said if head.value is not None]
        if kept:
            one = Measure(id=measure, contested=disagree(said), **kept[0])
            found.setdefault(one.criterion, []).append(one)
    return {criterion: tuple(sorted(of, key=_begun)) for criterion, of in found.items()}


def _begun(measure: Measure) -> tuple[datetime, str]:
    return datetime.fromisoformat(measure.at), measure.id


def _spoken(found: Heads) -> str:
    """A text cell for reading; in a conflict every version stands, none is chosen."""
    return _joined(h.value for h in found)


def _joined(texts: Json) -> str:
    return " ⟷ ".join(dict.fromkeys(t for t in texts if t))


def _in_order(files: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(files.values(), key=lambda e: (e.added, e.id)))
