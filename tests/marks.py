"""The marks of the sample audit as METHOD 2.3 prints them, written out once for all tests."""

from __future__ import annotations

from collections.abc import Iterable

from cxaudit.model import Mark

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
