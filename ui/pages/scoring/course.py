"""The way through the criteria: which one is shown, which come before and after, which are still empty."""

from __future__ import annotations

from collections.abc import Iterable

from cxaudit.model import Audit, Criterion, Framework


class Course:
    """The criteria of a framework in their order, and the one that is shown."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._criteria = tuple(framework.criteria.values())
        self._numbers = {criterion.id: number for number, criterion in enumerate(self._criteria)}
        self._at = 0

    @property
    def here(self) -> Criterion:
        return self._criteria[self._at]

    @property
    def is_first(self) -> bool:
        return self._at == 0

    def __contains__(self, criterion: object) -> bool:
        return criterion in self._numbers

    def go(self, criterion: str) -> None:
        self._at = self._numbers[criterion]

    def beside(self, by: int) -> str:
        """The criterion so many places on, over the border of stages, or an empty string."""
        at = self._at + by
        return self._criteria[at].id if 0 <= at < len(self._criteria) else ""

    def stage_beside(self, by: int) -> str:
        """The first criterion of the stage so many places on, or an empty string."""
        stages = self._framework.stages
        at = [stage.code for stage in stages].index(self.here.stage) + by
        return stages[at].criteria[0].id if 0 <= at < len(stages) else ""

    def edge_of_stage(self, last: bool) -> str:
        """The first or the last criterion of this stage."""
        return self._framework.stage(self.here.stage).criteria[-1 if last else 0].id

    def start_of(self, code: object) -> str:
        """That stage's first place to score, or an empty string if there is no such stage."""
        return next((stage.criteria[0].id for stage in self._framework.stages if stage.code == code), "")

    def first_empty(self, audit: Audit, stage: object = None) -> str:
        """The first criterion without a score, of that stage or of all, or an empty string."""
        return _empty(audit, (c for c in self._criteria if stage is None or c.stage == stage))

    def next_empty(self, audit: Audit, from_here: bool = False) -> str:
        """The next criterion without a score, after the last one from the first on.

        This one comes last, or first with `from_here`.
        """
        after = self._at + (not from_here)
        return _empty(audit, (*self._criteria[after:], *self._criteria[:after]))


def _empty(audit: Audit, criteria: Iterable[Criterion]) -> str:
    for criterion in criteria:
        rating = audit.rating(criterion.id)
        if rating.mark is None and not rating.conflict:
            return criterion.id
    return ""
