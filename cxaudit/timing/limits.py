"""What an audit changed of the checklist's limits of time: from, to, by whom and when; pure (METHOD 0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from cxaudit import cells
from cxaudit.field import fieldwork
from cxaudit.field.fieldwork import Begun
from cxaudit.i18n import NBSP, Translator
from cxaudit.model import Audit, Change, Criterion, Json, Limits
from cxaudit.timing import durations, suggestion
from cxaudit.words import N_

UNIT_WORDS = {"s": N_("s"), "min": N_("min"), "h": N_("h"), "days": N_("days"), "steps": N_("steps")}
_NONE = "–"


@dataclass(frozen=True, slots=True)
class LimitChange:
    """One change of the limits of a criterion; `late` if it was made after field work had begun."""

    criterion: Criterion
    before: Limits
    after: Limits
    author: str
    at: str
    late: bool


def timed(audit: Audit) -> tuple[Criterion, ...]:
    """The criteria whose limits can be changed: those to which the checklist gives numbers."""
    return tuple(c for c in audit.framework.criteria.values() if c.timing and c.timing.limits)


def limit_changes(audit: Audit) -> tuple[LimitChange, ...]:
    """Where the limits now differ from the checklist's, in its order; of a contested one every version."""
    changed = [c for c in timed(audit) if cells.threshold(c.id) in audit.cells]
    start = fieldwork.begun(audit) if changed else None
    return tuple(change for criterion in changed for change in _changes_of(audit, criterion, start))


def steps(audit: Audit, criterion: Criterion, history: Sequence[Change]) -> tuple[LimitChange, ...]:
    """Every step that the limits of a criterion took, oldest first, each from what was said before it."""
    start, found = fieldwork.begun(audit), []
    known = {change.id: change for change in history}
    for change in history:
        parents = [known[parent].value for parent in change.parents if parent in known]
        before = _limits(criterion, parents[0] if parents else None)
        after = _limits(criterion, change.value)
        if before != after:
            late = fieldwork.is_late(change, start)
            found.append(LimitChange(criterion, before, after, change.author, change.at, late))
    return tuple(found)


def said(limits: Limits, criterion: Criterion, tr: Translator) -> str:
    """The limits of 0, 3 and 5: `24 h / 1 h / 5 min`, `– / 3 / 1 min`; a dash where there is none."""
    numbers = (limits.zero, limits.three, limits.five)
    kind = criterion.timing.unit if criterion.timing else ""
    if kind not in suggestion.SECONDS or kind == "days":
        return f"{' / '.join(_number(n, tr) for n in numbers)} {unit(criterion, tr)}"
    amounts = [_NONE if n is None else durations.amount(n, kind, tr) for n in numbers]
    units = {amount.rpartition(NBSP)[2] for amount in amounts if amount != _NONE}
    if len(units) > 1:
        return " / ".join(amounts)
    return " / ".join(amount.partition(NBSP)[0] for amount in amounts) + NBSP + units.pop()


def told(change: LimitChange, tr: Translator, zone: tzinfo | None) -> str:
    """A change in one line: to, from, who, on which day of that time zone, and whether it was late."""
    who = ", ".join(part for part in (change.author.strip(), day(change.at, tr, zone)) if part)
    line = tr(
        "{after} instead of {before} ({who})",
        after=said(change.after, change.criterion, tr),
        before=said(change.before, change.criterion, tr),
        who=who,
    )
    return tr("{change}, after field work had begun", change=line) if change.late else line


def day(at: str, tr: Translator, zone: tzinfo | None) -> str:
    """The day of a moment of the log in that time zone; empty for what is no moment."""
    try:
        return tr.date(datetime.fromisoformat(at).astimezone(zone))
    except (ValueError, OverflowError, OSError):
        return ""


def unit(criterion: Criterion, tr: Translator) -> str:
    name = criterion.timing.unit if criterion.timing else ""
    return tr(UNIT_WORDS.get(name, name))


def _changes_of(audit: Audit, criterion: Criterion, start: Begun | None) -> Iterator[LimitChange]:
    before = _limits(criterion, None)
    for head in audit.cells.get(cells.threshold(criterion.id), ()):
        if (after := _limits(criterion, head.value)) != before:
            yield LimitChange(criterion, before, after, head.author, head.at, fieldwork.is_late(head, start))


def _limits(criterion: Criterion, value: Json) -> Limits:
    """What a value of the cell says; None stands for the checklist's own limits."""
    if value is not None:
        return cells.limits_said(value)
    if criterion.timing is None or criterion.timing.limits is None:
        raise KeyError(criterion.id)
    return criterion.timing.limits


def _number(value: float | None, tr: Translator) -> str:
    return _NONE if value is None else tr.weight(value)
