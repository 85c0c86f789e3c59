"""Which criteria the list holds: those of the shown stage, or all of one kind; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Literal, get_args

from cxaudit.i18n import Translator
from cxaudit.model import Audit, Criterion, is_scored
from cxaudit.proof import lacks_evidence

Filter = Literal[
    "all", "unrated", "no_evidence", "low", "critical", "timed", "unverified", "conflict", "asked"
]
FILTERS: tuple[Filter, ...] = get_args(Filter)
_HIGHEST_LOW = 2


def names(tr: Translator) -> dict[Filter, str]:
    """What each filter is called."""
    return {
        "all": tr("All criteria"),
        "unrated": tr("Unrated"),
        "no_evidence": tr("No evidence"),
        "low": tr("Low (0–2)"),
        "critical": tr.context("filter", "Critical"),
        "timed": tr("With a time"),
        "unverified": tr("Not verified (U)"),
        "conflict": tr("In conflict"),
        "asked": tr("Asked of me"),
    }


def fits(audit: Audit, criterion: Criterion, name: Filter, asked: Collection[str] = ()) -> bool:
    """Whether that filter lets the criterion through as it stands now; `asked` is asked of the reader."""
    return criterion.id in asked if name == "asked" else _FITS[name](audit, criterion)


def counts(audit: Audit, asked: Collection[str] = ()) -> dict[Filter, int]:
    """How many criteria each filter lets through."""
    criteria = audit.framework.criteria.values()
    return {name: sum(fits(audit, one, name, asked) for one in criteria) for name in FILTERS}


def _is_unrated(audit: Audit, criterion: Criterion) -> bool:
    rating = audit.rating(criterion.id)
    return rating.mark is None and not rating.conflict


def _lacks_evidence(audit: Audit, criterion: Criterion) -> bool:
    return lacks_evidence(audit, criterion.id)


def _is_low(audit: Audit, criterion: Criterion) -> bool:
    mark = audit.rating(criterion.id).mark
    return is_scored(mark) and mark <= _HIGHEST_LOW


def _is_contested(audit: Audit, criterion: Criterion) -> bool:
    rating = audit.rating(criterion.id)
    return bool(rating.conflict or rating.note_rivals)


_FITS: Mapping[Filter, Callable[[Audit, Criterion], bool]] = {
    "all": lambda audit, criterion: True,
    "unrated": _is_unrated,
    "no_evidence": _lacks_evidence,
    "low": _is_low,
    "critical": lambda audit, criterion: criterion.critical,
    "timed": lambda audit, criterion: criterion.timing is not None,
    "unverified": lambda audit, criterion: audit.rating(criterion.id).mark == "U",
    "conflict": _is_contested,
}
