"""Trends of the market that the consultant wrote down, each with its source and date (METHOD 5)."""

from __future__ import annotations

from dataclasses import dataclass

from cxaudit.cells import TREND, below
from cxaudit.changes import disagree
from cxaudit.model import Audit, Json


@dataclass(frozen=True, slots=True)
class Trend:
    """What changes in a market, who says so, and when; of several versions in conflict each is one."""

    id: str
    text: str
    source: str
    date: str
    """An ISO date, or empty."""
    country: str
    product: str
    contested: bool = False

    @property
    def value(self) -> Json:
        """What its cell holds."""
        said = {"text": self.text, "source": self.source, "date": self.date}
        return {**said, "country": self.country, "product": self.product}


def trends_of(audit: Audit) -> tuple[Trend, ...]:
    """The trends of this audit, the newest first; those without a date come last."""
    found = []
    for trend_id, heads in below(audit.cells, TREND):
        contested = disagree(heads)
        said = {repr(head.value): head.value for head in heads if head.value is not None}
        found += [Trend(trend_id, **value, contested=contested) for value in said.values()]
    by_name = sorted(found, key=lambda one: (one.text, one.id))
    return tuple(sorted(by_name, key=lambda one: one.date, reverse=True))
