"""What a report is to be: its language, brand, sections and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cxaudit.model import Lang
from cxaudit.reports.brand import Brand

SECTIONS = ("cover", "executive", "scorecard", "heatmap", "growth", "potential", "stages", "method")
"""All sections, in the order in which they are printed."""


@dataclass(frozen=True)
class Options:
    """`now` is printed as the date of the report and stored in the file; the clock is not read."""

    lang: Lang
    brand: Brand
    now: datetime
    sections: tuple[str, ...] = SECTIONS
    stages: tuple[str, ...] = ()
    """The codes of the stages that have pages of their own; empty for all of them."""
