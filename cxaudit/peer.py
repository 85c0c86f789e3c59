"""An audit as a benchmark sees it: what the store hands out, and what analysis and reports compare."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cxaudit import cells
from cxaudit.model import Audit, Scores

Scope = Literal["full", "core"]
"""All criteria, or the external core that an outsider can check."""
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
    contested: bool = False
    """Whether people disagree about a score or a weight: without them there is no overall."""
    doubts: bytes = b""
    """A 1 for each stage whose score in `full` is provisional; empty if that is not known."""

    @property
    def known(self) -> str:
        """The company in the form that tells companies apart."""
        return self.company.strip().casefold()

    def scores(self, scope: Scope) -> StageScores:
        """The stage scores over these criteria; empty if the audit has none of that scope."""
        return self.full if scope == "full" else self.core

    def doubtful(self, scope: Scope) -> tuple[bool, ...]:
        """Which of the stage scores are provisional; over the external core none is known to be."""
        if scope == "full" and self.doubts:
            return tuple([bool(doubt) for doubt in self.doubts])
        return (False,) * len(self.scores(scope))


def doubts_of(scores: Scores) -> bytes:
    """As `Row.doubts` says it."""
    return bytes([stage.status == "provisional" for stage in scores.stages])


def consented(audit: Audit) -> bool:
    """Whether the audit may enter the shared benchmark; a contested consent is none."""
    heads = audit.cells.get(cells.CONSENT, ())
    return bool(heads) and all(isinstance(h.value, dict) and h.value.get("given") is True for h in heads)
