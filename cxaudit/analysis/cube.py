"""The audits that a benchmark compares: which of them are comparable, recent, latest; the market picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from cxaudit import cells
from cxaudit.analysis.benchmark import Spread, spread
from cxaudit.model import Audit

Scope = Literal["full", "core"]
"""All criteria, or the external core that an outsider can check."""
Difference = Literal["", "checklist", "thresholds", "scope"]
"""Why two audits cannot be compared; empty if they can."""

StageScores = tuple[float | None, ...]


class Row(NamedTuple):
    """One audit as a benchmark sees it; stage scores in the order of the checklist, None without one.

    A tuple, for ten thousand are made at once.
    """

    key: str
    """Id of the audit, or of the imported row."""
    company: str
    product: str
    country: str
    wave: str
    day: str
    """When it began, an ISO date."""
    checklist: str
    """Id and version, such as `cx8 1.0.0`."""
    full: StageScores = ()
    core: StageScores = ()
    thresholds: str = ""
    """What the time thresholds were changed to; empty as in the checklist."""
    auditor: str = ""
    grade: str = ""
    """Confidence, A to D, or empty."""
    coverage: float | None = None
    imported: bool = False

    @property
    def known(self) -> str:
        """The company in the form that tells companies apart."""
        return self.company.strip().casefold()

    def scores(self, scope: Scope) -> StageScores:
        """The stage scores over these criteria; empty if the audit has none of that scope."""
        return self.full if scope == "full" else self.core


def consented(audit: Audit) -> bool:
    """Whether the audit may enter the shared benchmark; a contested consent is none."""
    heads = audit.cells.get(cells.CONSENT, ())
    return bool(heads) and all(isinstance(h.value, dict) and h.value.get("given") is True for h in heads)


def difference(row: Row, other: Row, scope: Scope) -> Difference:
    """Why the two cannot be compared over that scope, the gravest first (METHOD 5)."""
    if row.checklist != other.checklist and _major(row.checklist) != _major(other.checklist):
        return "checklist"
    if row.thresholds != other.thresholds:
        return "thresholds"
    if not (row.scores(scope) and other.scores(scope)):
        return "scope"
    return ""


def _major(checklist: str) -> str:
    """`cx8 1` of `cx8 1.2.3`."""
    return checklist.partition(".")[0]


def old_before(today: date) -> str:
    """The ISO date a year ago: what began before it is old, and what has no date is not known to be."""
    last = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year - 1, today.month, last).isoformat()


def latest(rows: Iterable[Row]) -> list[Row]:
    """The newest audit of each company, country and product, in the order they came."""
    newest: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        of = (row.known, row.country, row.product)
        if of not in newest or (row.day, row.wave) > (newest[of].day, newest[of].wave):
            newest[of] = row
    return list(newest.values())


@dataclass(frozen=True, slots=True)
class StagePicture:
    """One stage over some audits: how the scores lie, and who has the best one."""

    spread: Spread
    leaders: tuple[str, ...]
    """Keys of the rows."""


def picture(rows: Sequence[Row], scope: Scope, stages: Sequence[str]) -> Mapping[str, StagePicture]:
    """Median, best and leaders of each stage that anybody has a score in (METHOD 5)."""
    found = {}
    for at, code in enumerate(stages):
        scored = [(score, row.key) for row in rows if (score := row.scores(scope)[at]) is not None]
        if lie := spread(score for score, _ in scored):
            found[code] = StagePicture(lie, tuple(key for score, key in scored if score == lie.best))
    return found
