"""Several visits and auditors of one audit, read as one rating for each criterion (METHOD 2.5); pure.

A sheet is what one auditor scored on one visit. An audit begins with one; every further sheet is a
visit of its own, a second auditor's view of a visit, or what quality control agreed on for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from cxaudit import cells
from cxaudit.changes import Heads
from cxaudit.model import EMPTY, FIRST_SHEET, Audit, Mark, Rating, Sheet, Value, is_scored

MOST_CHOICES = 64
"""How many ways a contested criterion may be read before only its lowest and highest are."""


@dataclass(frozen=True, slots=True)
class VisitMarks:
    """What the auditors of one visit gave one criterion; `agreed` is the mark of quality control."""

    marks: tuple[Mark | None, ...] = ()
    agreed: Mark | None = None

    @property
    def value(self) -> Fraction | None:
        """The agreed score, else the mean of the auditors who scored; None if nobody did."""
        said = self.said
        return Fraction(said) if is_scored(said) else None

    @property
    def said(self) -> Value | None:
        """The value, else U if anybody could not verify it, else N if anybody found it not applicable."""
        if self.agreed is not None:
            return self.agreed
        return _first_known([mean(scored)] if (scored := _scored(self.marks)) else [], self.marks)


def combine(visits: Sequence[VisitMarks], worst: bool = False) -> Value | None:
    """One criterion over its visits: their mean, or the worst one; every visit weighs the same.

    A whole number is an int again. Without a score it is U, N or None.
    """
    said = [visit.said for visit in visits]
    scored = _scored(said)
    return _first_known([min(scored) if worst else mean(scored)] if scored else [], said)


def mean(values: Sequence[int | Fraction]) -> Fraction:
    """The mean of at least one value."""
    return Fraction(sum(values), len(values))


def _scored(marks: Iterable[Value | None]) -> list[int | Fraction]:
    return [mark for mark in marks if is_scored(mark)]


def _first_known(score: Sequence[int | Fraction], marks: Sequence[Value | None]) -> Value | None:
    if score:
        value = score[0]
        return int(value) if value == int(value) else value
    return "U" if "U" in marks else "N" if "N" in marks else None


# --- the sheets of an audit -----------------------------------------------------------------


def sheets_of(heads: Mapping[str, Heads]) -> tuple[Sheet, ...]:
    """The sheets that these heads say, in the order in which they were begun; the first is always there.

    A removal that somebody contests does not count, and a sheet of a visit that is gone is a visit.
    """
    begun = [(FIRST_SHEET, "")]
    for cell, found in heads.items():
        match cell.split("/"):
            case ["visit", sheet, "of"] if sheet != FIRST_SHEET and _is_there(sheet, heads):
                begun.append((sheet, min(head.at for head in found)))
    begun.sort(key=lambda one: (one[0] != FIRST_SHEET, one[1], one[0]))
    ids = [sheet for sheet, _ in begun]
    first = {sheet for sheet in ids if not _said(heads, sheet, "of") or sheet == FIRST_SHEET}
    return tuple(_sheet(sheet, first, heads) for sheet in ids)


def _sheet(sheet: str, first: set[str], heads: Mapping[str, Heads]) -> Sheet:
    of = "" if sheet in first else str(_said(heads, sheet, "of"))
    visit = of if of in first else sheet
    return Sheet(
        id=sheet,
        visit=visit,
        auditor=_text(heads, sheet, "auditor"),
        place=_text(heads, visit, "place"),
        at=_text(heads, visit, "at"),
        agreed=visit != sheet and bool(_said(heads, sheet, "agreed")),
    )


def _said(heads: Mapping[str, Heads], sheet: str, name: str) -> object:
    found = heads.get(cells.visit(sheet, name), ())
    return found[0].value if found else ""


def _text(heads: Mapping[str, Heads], sheet: str, name: str) -> str:
    said = (str(head.value) for head in heads.get(cells.visit(sheet, name), ()))
    return " ⟷ ".join(dict.fromkeys(text for text in said if text))


def _is_there(sheet: str, heads: Mapping[str, Heads]) -> bool:
    begun, removed = (heads.get(cells.visit(sheet, name), ()) for name in ("of", "removed"))
    gone = bool(removed) and all(head.value for head in removed)
    return not gone and any(head.value is not None for head in begun)


def visits_of(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], ...]:
    """The sheets of each visit, in order."""
    visits = dict.fromkeys(sheet.visit for sheet in sheets)
    return tuple(tuple(sheet for sheet in sheets if sheet.visit == visit) for visit in visits)


def numbered(sheets: Sequence[Sheet]) -> dict[str, str]:
    """How each sheet is called: `2` is the second visit, `2.3` its third sheet."""
    return {
        sheet.id: str(number) if place == 1 else f"{number}.{place}"
        for number, visit in enumerate(visits_of(sheets), 1)
        for place, sheet in enumerate(visit, 1)
    }


def author_of(audit: Audit, sheet: Sheet) -> str:
    """Who scored it; the auditor of the brief is that of the first sheet, unless it names another."""
    return sheet.auditor or (audit.brief.auditor if sheet == audit.sheets[0] else "")


def view(audit: Audit, *sheets: str) -> Audit:
    """The audit as those sheets of one visit alone say it; the audit itself if it has no other."""
    if len(audit.sheets) == len(sheets):
        return audit
    kept = tuple(replace(sheet, visit=sheets[0]) for sheet in audit.sheets if sheet.id in sheets)
    if len(kept) == 1:
        brief = replace(audit.brief, auditor=kept[0].auditor or audit.brief.auditor)
        ratings = audit.sheet_ratings[kept[0].id]
        return replace(audit, brief=brief, ratings=ratings, sheets=kept, sheet_ratings={})
    each = {sheet.id: audit.sheet_ratings[sheet.id] for sheet in kept}
    part = replace(audit, sheets=kept, sheet_ratings=each)
    return replace(part, ratings=ratings_of(part))


def takes_worst(audit: Audit, criterion: str) -> bool:
    """Whether the worst visit of that criterion counts instead of the mean."""
    return audit.worst_visit and audit.framework.criteria[criterion].critical


def ratings_of(audit: Audit) -> dict[str, Rating]:
    """What its several sheets come to, for every criterion that any of them names."""
    known = dict.fromkeys(c for rated in audit.sheet_ratings.values() for c in rated)
    return {criterion: together(audit, criterion) for criterion in known}


def together(audit: Audit, criterion: str) -> Rating:
    """What the several sheets of an audit come to for one criterion."""
    each = [audit.sheet_ratings[sheet.id].get(criterion, EMPTY) for sheet in audit.sheets]
    return rating_of(audit.sheets, each, takes_worst(audit, criterion))


def marks_of(audit: Audit, criterion: str) -> tuple[VisitMarks, ...]:
    """What each visit says of a criterion; a contested mark counts as none."""
    return tuple(
        _visit_marks(visit, [_of_sheet(audit, one, criterion).mark for one in visit])
        for visit in visits_of(audit.sheets)
    )


def _of_sheet(audit: Audit, sheet: Sheet, criterion: str) -> Rating:
    ratings = audit.sheet_ratings[sheet.id] if audit.sheet_ratings else audit.ratings
    return ratings.get(criterion, EMPTY)


def _visit_marks(sheets: Sequence[Sheet], marks: Sequence[Value | None]) -> VisitMarks:
    given = [mark for mark in marks if not isinstance(mark, Fraction)]
    pairs = list(zip(sheets, given, strict=True))
    agreed = [mark for sheet, mark in pairs if sheet.agreed and mark is not None]
    return VisitMarks(tuple(m for s, m in pairs if not s.agreed), agreed[-1] if agreed else None)


# --- one rating from several ----------------------------------------------------------------


def rating_of(sheets: Sequence[Sheet], ratings: Sequence[Rating], worst: bool) -> Rating:
    """The rating of a criterion from those of the sheets, in their order; EMPTY if nobody said anything.

    Notes and reasons stand under the numbers of their sheets. A contested mark leaves rivals.
    """
    names = numbered(sheets)
    notes = [(names[s.id], rating.note) for s, rating in zip(sheets, ratings, strict=True)]
    reasons = [(names[s.id], rating.reason) for s, rating in zip(sheets, ratings, strict=True)]
    choices = [rating.rivals or (rating.mark,) for rating in ratings]
    contested = any(rating.rivals for rating in ratings)
    values = [_value(sheets, marks, worst) for marks in (_ways(choices) if contested else _only(choices))]
    return Rating(
        mark=None if contested else values[0],
        reason=_listed(reasons),
        note=_listed(notes),
        rivals=tuple(dict.fromkeys(values)) if contested else (),
        note_rivals=_versions(notes, ratings),
    )


def _versions(notes: Sequence[tuple[str, str]], ratings: Sequence[Rating]) -> tuple[str, ...]:
    """Every note and every version of one, if any is contested, each under its number."""
    if not any(rating.note_rivals for rating in ratings):
        return ()
    pairs = zip(notes, ratings, strict=True)
    each = [(name, rating.note_rivals or (note,)) for (name, note), rating in pairs]
    return tuple(f"{name}) {said}" for name, versions in each for said in versions if said)


def _value(sheets: Sequence[Sheet], marks: Sequence[Value | None], worst: bool) -> Value | None:
    given = dict(zip((sheet.id for sheet in sheets), marks, strict=True))
    each = [_visit_marks(visit, [given[s.id] for s in visit]) for visit in visits_of(sheets)]
    return combine(each, worst)


def _only(choices: Sequence[Sequence[Value | None]]) -> list[tuple[Value | None, ...]]:
    return [tuple(options[0] for options in choices)]


def _ways(choices: Sequence[Sequence[Value | None]]) -> Iterable[tuple[Value | None, ...]]:
    """Every way to settle the contested sheets, or only the lowest and the highest of very many."""
    if prod(len(options) for options in choices) <= MOST_CHOICES:
        return product(*choices)
    return [tuple(_end(options, pick) for options in choices) for pick in (0, -1)]


def _end(options: Sequence[Value | None], pick: int) -> Value | None:
    scored = sorted(_scored(options))
    return scored[pick] if scored else options[pick]


def _listed(said: Sequence[tuple[str, str]]) -> str:
    """Each text once, under the names of all who said it."""
    told: dict[str, list[str]] = {}
    for name, text in said:
        if text:
            told.setdefault(text, []).append(name)
    return "\n".join(f"{', '.join(names)}) {text}" for text, names in told.items())
