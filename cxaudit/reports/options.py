"""What a report is to be: its language, brand, sections and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cxaudit.analysis.practice import NONE, Practice, Target
from cxaudit.model import Audit, Lang
from cxaudit.peer import Row
from cxaudit.reports.brand.kit import Brand
from cxaudit.trends import trends_of

SECTIONS = (
    "cover",
    "executive",
    "scorecard",
    "heatmap",
    "growth",
    "potential",
    "waves",
    "market",
    "stages",
    "reliability",
    "method",
)
"""All sections, in the order in which they are printed."""
TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "full": SECTIONS,
    "executive": ("cover", "executive", "growth", "potential", "waves", "market"),
    "comparison": ("cover", "executive", "scorecard", "market"),
    "stage": ("cover", "scorecard", "stages"),
}
"""Ready choices of sections; the last is for the owner of one stage, whose pages alone it has."""


@dataclass(frozen=True)
class Options:
    """`now` is printed as the date of the report and stored in the file; the clock is not read."""

    lang: Lang
    brand: Brand
    now: datetime
    sections: tuple[str, ...] = SECTIONS
    stages: tuple[str, ...] = ()
    """The codes of the stages that have pages of their own; empty for all of them."""
    peers: tuple[Row, ...] = ()
    """The audits to compare with; without any there is no comparison, and the trends stand alone."""
    practice: Practice = NONE
    """What other audits with consent show, criterion by criterion."""
    target: Target | None = None
    """The score that growth zones are measured to; None as the audit says."""
    since: Audit | None = None
    """The earlier wave; without one the report says nothing of changes."""

    def printed(self, audit: Audit) -> tuple[str, ...]:
        """The sections that a report of the audit will have, in their order."""
        lacking = {"market": not (self.peers or trends_of(audit)), "waves": self.since is None}
        return tuple(s for s in SECTIONS if s in self.sections and not lacking.get(s))
