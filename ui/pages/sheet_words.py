"""What a sheet is called: which visit it is of, and whose it is."""

from __future__ import annotations

from cxaudit import visits
from cxaudit.model import Audit, Sheet
from ui.look import Look


def sheet_title(audit: Audit, sheet: Sheet, look: Look) -> str:
    """`Visit 2`, `Visit 2, second auditor`, `Visit 2, agreed scores`."""
    tr = look.tr
    number, _, place = visits.numbered(audit.sheets)[sheet.id].partition(".")
    if sheet.agreed:
        return tr("Visit {n}, agreed scores", n=number)
    if place:
        return tr("Visit {n}, auditor {place}", n=number, place=place)
    return tr("Visit {n}", n=number)


def sheet_line(audit: Audit, sheet: Sheet, look: Look) -> str:
    """`Visit 2 · A. Auditor · Main street · 5 May`."""
    parts = (sheet_title(audit, sheet, look), visits.author_of(audit, sheet), sheet.place, sheet.at)
    return " \u00b7 ".join(part for part in parts if part)
