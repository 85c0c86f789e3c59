"""The page on which what is contested is edited."""

from __future__ import annotations

from cxaudit.model import Audit
from cxaudit.quality.completeness import field_of
from cxaudit.quality.conflicts import Conflict
from ui.pages.gap_words import page_of

_PAGES = {
    "action": "growth",
    "growth": "growth",
    "contact": "week",
    "plan": "week",
    "trend": "benchmark",
    "consent": "benchmark",
    "review": "review",
    "removed": "home",
}
"""By the first part of a cell's name."""


def place_of(found: Conflict, audit: Audit) -> tuple[str, object]:
    """The page, and what to show there."""
    if found.criterion in audit.framework.criteria:
        return "scoring", found.criterion
    cell = found.cells[0]
    name = field_of(cell, audit)
    page = page_of(name, audit)
    if page != "inbox":
        return page, name
    match cell.split("/"):
        case ["review", _, _, criterion]:
            return "review", criterion
        case ["visit" | "visits" | "signature" | "staff" | "recording" as kind, *_]:
            return "brief", {"signature": "signature", "recording": "recording"}.get(kind, "visits")
    return _PAGES.get(cell.partition("/")[0], "overview"), None
