"""The marks of the sample audit as METHOD 2.3 prints them, written out once, and audits of several visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cxaudit import visits
from cxaudit.model import EMPTY, Audit, Mark, Rating, Sheet

DEMO = {
    "ACQ": "4433243324233332",
    "SEL": "343223343332342U",
    "SAL": "433354334424241",
    "ONB": "43323313433012",
    "SOL": "4334443433423212",
    "EVO": "211222323212U2",
    "LOY": "34323343112NN21",
    "OFF": "3344442124UU3U",
}
ALL = "".join(DEMO.values())
"""One letter a criterion, in the order of the checklist."""


def marks_of(letters: Iterable[str]) -> list[Mark | None]:
    """`0`-`5`, `N` and `U` as they are; a dot is a criterion that nobody has rated."""
    return [None if x == "." else int(x) if x.isdigit() else x for x in letters]


def visited(audit: Audit, *sheets: tuple[Sheet, Mapping[str, Rating]], worst: bool = False) -> Audit:
    """The audit with its ratings as the first sheet, and more: `visited(a, (Sheet("2", "2"), ratings))`."""
    whole = [(Sheet(), audit.ratings), *sheets]
    names = [sheet for sheet, _ in whole]
    ratings = {sheet.id: dict(rated) for sheet, rated in whole}

    def together(criterion: str) -> Rating:
        each = [rated.get(criterion, EMPTY) for rated in ratings.values()]
        return visits.rating_of(names, each, worst and audit.framework.criteria[criterion].critical)

    return replace(
        audit,
        sheets=tuple(names),
        sheet_ratings=ratings,
        ratings={c: together(c) for c in audit.framework.criteria},
        worst_visit=worst,
    )
