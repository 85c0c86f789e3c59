"""What an undo or a redo brought back, in words, and the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.look import Look

if TYPE_CHECKING:
    from cxaudit.model import Audit


@dataclass(frozen=True, slots=True)
class Undone:
    """What came back; the window goes to `page` with `argument`, or nowhere without a page."""

    sentence: str
    page: str = ""
    argument: object = None


_PAGES = {
    "brief": "brief",
    "weights": "brief",
    "staff": "brief",
    "growth": "growth",
    "action": "growth",
    "baseline": "potential",
    "visits": "brief",
    "review": "review",
    "plan": "week",
    "contact": "week",
}
"""Where a cell is shown, by the first part of its name."""


def undone(cell: str, audit: Audit, look: Look) -> Undone:
    """Say what that cell holds again."""
    tr = look.tr
    if cell in audit.conflicts:
        from cxaudit.quality.conflicts import key_of

        return Undone(tr("The conflict is open again."), "inbox", key_of(cell))
    match cell.split("/"):
        case ["visit", sheet, "rating", criterion, "score"]:
            rating = audit.sheet_ratings.get(sheet, audit.ratings).get(criterion)
            mark = rating.given if rating else None
            if mark is None:
                said = tr("{criterion} has no mark again.", criterion=criterion)
            else:
                said = tr("{criterion}: the mark is {mark} again.", criterion=criterion, mark=tr.mark(mark))
            return Undone(said, "scoring", criterion)
        case ["visit", _, "rating", criterion, "note"]:
            said = tr("{criterion}: the note reads as before.", criterion=criterion)
            return Undone(said, "scoring", criterion)
        case ["evidence", file, *_]:
            found = next((e for e in audit.evidence if e.id == file), None)
            if found is None:
                return Undone(tr("The file is off its criterion again."))
            name, criterion = found.name, found.criterion
            said = tr("{criterion}: the file “{name}” is as before.", criterion=criterion, name=name)
            return Undone(said, "scoring", criterion)
        case ["measure", _]:
            return Undone(tr("The measures are as before."))
        case ["visit", *_]:
            return Undone(tr("The visits are as before."), "brief")
    page = _PAGES.get(cell.partition("/")[0], "")
    return Undone(tr("The last change was turned back."), page, cell if page == "brief" else None)
