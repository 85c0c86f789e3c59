"""What the scoring page offers to the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxaudit.model import Audit
from ui.look import Look
from ui.page import Offer
from ui.pages.scoring.filters import FILTERS, Filter, counts, names

if TYPE_CHECKING:
    from ui.pages.scoring.page import ScoringPage


def offers(page: ScoringPage, audit: Audit) -> list[Offer]:
    """Acts on the shown criterion, and the filters with their counts."""
    tr, here = page.look.tr, page.criterion.id
    to, of = tr("to {criterion}", criterion=here), tr("of {criterion}", criterion=here)
    found = [
        Offer(
            "next_empty", tr("Next without a score"), page.way.go_next_empty, "circle-dashed", keys="Enter"
        ),
        Offer("evidence", tr("Add evidence"), page.files.choose, "camera", to, "Ctrl+E"),
        Offer("paste", tr("Paste evidence"), page.files.paste, "clipboard-paste", to, "Ctrl+V"),
        Offer("note", tr("Write a note"), page.edit_note, "pencil", to, "F2"),
        Offer("history", tr("History"), page.open_history, "history", of, "H"),
    ]
    if page.stopwatch.timing:
        time = tr("Stopwatch: start or stop")
        found.append(Offer("stopwatch", time, page.stopwatch.toggle, "timer", of, "T"))
    if audit.rating(here).given is not None:
        clear = tr("Clear the score")
        found.append(Offer("clear", clear, lambda: page.score(None), "x", of, "Delete"))
    return found + _filters(page, audit, page.look)


def _filters(page: ScoringPage, audit: Audit, look: Look) -> list[Offer]:
    counted, said = counts(audit, page.course.asked), names(look.tr)

    def choose(name: Filter) -> Offer:
        title = look.tr("Filter: {name}", name=said[name])
        act = lambda: page.way.choose_filter(name)  # noqa: E731
        note = look.tr.plural("{n} criterion", "{n} criteria", counted[name])
        also = f"{said[name]} {look.tr('Stopwatch')}" if name == "timed" else said[name]
        return Offer(f"filter/{name}", title, act, "list-checks", note, also=also)

    return [choose(name) for name in FILTERS if counted[name] and name != page.course.filter]
