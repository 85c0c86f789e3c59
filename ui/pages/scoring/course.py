"""The way through the criteria: which one is shown, which come before and after, which are still empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cxaudit.model import Audit, Criterion, Framework
from ui.pages.scoring.filters import Filter, fits


class Course:
    """The criteria of a framework in their order, and the one that is shown.

    Under a filter the way leads only through what it lets through, and round from the last to the first.
    The shown criterion always belongs to the way: it does not vanish while somebody looks at it.
    """

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._criteria = tuple(framework.criteria.values())
        self._numbers = {criterion.id: number for number, criterion in enumerate(self._criteria)}
        self._at = 0
        self.filter: Filter = "all"
        self.asked: frozenset[str] = frozenset()
        """What is asked of the reader."""

    @property
    def here(self) -> Criterion:
        return self._criteria[self._at]

    @property
    def is_filtered(self) -> bool:
        return self.filter != "all"

    def __contains__(self, criterion: object) -> bool:
        return criterion in self._numbers

    def go(self, criterion: str) -> None:
        self._at = self._numbers[criterion]

    def count(self, audit: Audit) -> int:
        """How many criteria the filter lets through."""
        return sum(self._lets(audit, c) for c in self._criteria)

    def rows(self, audit: Audit) -> Sequence[Criterion]:
        """What the list holds: the stage, or what the filter lets through and the shown criterion."""
        if not self.is_filtered:
            return self._framework.stage(self.here.stage).criteria
        return [c for c in self._criteria if c is self.here or self._lets(audit, c)]

    def first_through(self, audit: Audit) -> str:
        """Here if the filter lets it through, else the next one that it does, or an empty string."""
        return next((c.id for c in self._round(self._at) if self._lets(audit, c)), "")

    def beside(self, audit: Audit, by: int) -> str:
        """The criterion so many places on, over the border of stages, or an empty string."""
        if self.is_filtered:
            row = [c for c in self._round(self._at) if c is self.here or self._lets(audit, c)]
            return row[by % len(row)].id if len(row) > 1 else ""
        at = self._at + by
        return self._criteria[at].id if 0 <= at < len(self._criteria) else ""

    def is_first(self, audit: Audit) -> bool:
        """Whether nothing comes before."""
        return not self.beside(audit, -1)

    def stage_beside(self, audit: Audit, by: int) -> str:
        """The first criterion of the stage before or after that has any on the way, or an empty string."""
        codes = [stage.code for stage in self._framework.stages]
        at = codes.index(self.here.stage)
        for code in codes[at + 1 :] if by > 0 else codes[:at][::-1]:
            if start := self.start_of(code, audit):
                return start
        return ""

    def edge(self, audit: Audit, last: bool) -> str:
        """The first or the last row of the list."""
        return self.rows(audit)[-1 if last else 0].id

    def is_stage(self, code: object) -> bool:
        return any(stage.code == code for stage in self._framework.stages)

    def start_of(self, code: object, audit: Audit) -> str:
        """That stage's first criterion on the way, or an empty string if it has none."""
        on_way = (c for c in self._criteria if c.stage == code and self._lets(audit, c))
        return next((c.id for c in on_way), "")

    def first_empty(self, audit: Audit, stage: object = None) -> str:
        """The first criterion without a score, of that stage or of all, or an empty string."""
        return _empty(audit, (c for c in self._criteria if stage is None or c.stage == stage))

    def next_empty(self, audit: Audit, from_here: bool = False) -> str:
        """The next criterion without a score, after the last one from the first on.

        This one comes last, or first with `from_here`.
        """
        return _empty(audit, self._round(self._at + (not from_here)))

    def _lets(self, audit: Audit, criterion: Criterion) -> bool:
        return fits(audit, criterion, self.filter, self.asked)

    def _round(self, start: int) -> tuple[Criterion, ...]:
        return (*self._criteria[start:], *self._criteria[:start])


def _empty(audit: Audit, criteria: Iterable[Criterion]) -> str:
    return next((c.id for c in criteria if fits(audit, c, "unrated")), "")
