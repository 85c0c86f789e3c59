"""The criteria that the brief leaves out: they are N, with the reason that it gives; pure (METHOD 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxaudit import cells
from cxaudit.changes import disagree
from cxaudit.model import EMPTY, Audit, Change, Json


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A criterion that is left out, why, and the changes that say so; several reasons are a conflict."""

    criterion: str
    reason: str
    heads: tuple[Change, ...]


def exclusions(audit: Audit) -> tuple[Exclusion, ...]:
    """What the brief leaves out, in the order of the framework; a contested removal does not count."""
    found = []
    for criterion in audit.framework.criteria:
        heads = audit.cells.get(cells.excluded(criterion), ())
        reasons = dict.fromkeys(head.value for head in heads if head.value)
        if reasons:
            found.append(Exclusion(criterion, " ⟷ ".join(reasons), heads))
    return tuple(found)


def can_leave_out(audit: Audit, criterion: str) -> bool:
    """Whether nobody scored the criterion yet on any sheet: what was seen is not left out afterwards."""
    on_sheets = [ratings.get(criterion, EMPTY) for ratings in audit.sheet_ratings.values()]
    rated = on_sheets or [audit.rating(criterion)]
    return all(rating.mark in (None, "N") and not rating.conflict for rating in rated)


def leaving_out(audit: Audit, criteria: Sequence[str], reason: str) -> dict[str, Json]:
    """What to write in one step: the reason, and N on every sheet. KnownError without a reason."""
    values: dict[str, Json] = {}
    for criterion in criteria:
        mark = cells.score_value("N", reason)
        values[cells.excluded(criterion)] = reason.strip()
        values |= {cells.score(criterion, sheet.id): mark for sheet in audit.sheets}
    return values


def taking_back(audit: Audit, criterion: str) -> dict[str, Json]:
    """What to write so that the criterion is part of the audit again.

    Its rating becomes empty on each sheet where the N is the very one that the brief gave.
    """
    cell = cells.excluded(criterion)
    rated = [cells.score(criterion, sheet.id) for sheet in audit.sheets]
    return {cell: None, **{one: None for one in rated if _is_given(audit, one, cell)}}


def settling(audit: Audit, criterion: str, reason: str | None) -> dict[str, Json]:
    """What to write to keep one of several versions: that reason, or with None that nothing is left out.

    A rating follows where all that was said of it is empty or an N for one of the reasons.
    """
    cell = cells.excluded(criterion)
    given = [None] + [{"mark": "N", "reason": head.value} for head in audit.cells.get(cell, ())]
    rated = [cells.score(criterion, sheet.id) for sheet in audit.sheets]
    free = [one for one in rated if all(head.value in given for head in audit.cells.get(one, ()))]
    mark = None if reason is None else cells.score_value("N", reason)
    return {cell: reason, **dict.fromkeys(free, mark)}


def on_new_sheet(audit: Audit, sheet: str) -> dict[str, Json]:
    """The N that a further sheet begins with."""
    return {
        cells.score(one.criterion, sheet): cells.score_value("N", one.reason)
        for one in exclusions(audit)
        if not disagree(one.heads)
    }


def _is_given(audit: Audit, rated: str, cell: str) -> bool:
    """Whether the N says the brief's reason and nobody changed it since.

    It is then the first change of its cell, or stands right after the reason in the chain of one device,
    since the two are written in one step; no clock is asked.
    """
    found, reasons = audit.cells.get(rated, ()), audit.cells.get(cell, ())
    if not len(found) == len(reasons) == 1 or found[0].value != {"mark": "N", "reason": reasons[0].value}:
        return False
    head, first = found[0], reasons[0]
    beside = head.device == first.device and 0 < head.seq - first.seq <= len(audit.sheets)
    return not head.parents or beside
