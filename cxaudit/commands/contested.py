"""What contradicts in a merged audit, a line a conflict, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cxaudit.i18n import Translator
from cxaudit.model import Audit
from cxaudit.quality.conflict_values import said
from cxaudit.quality.conflict_words import listed, named
from cxaudit.quality.conflicts import Side, conflicts_of


def lines(audit: Audit, tr: Translator) -> Iterator[str]:
    """`Conflict: SEL-05 · score · Asks before offering: 4 (Ann, 22 November 2026 14:02); 1 (Boris, …)`."""
    for found in conflicts_of(audit):
        about = named(found, audit, tr)
        rivals = "; ".join(_side(side, audit, tr) for side in found.sides)
        yield tr("Conflict: {what}: {rivals}", what=listed(about.place, about.title), rivals=rivals)


def _side(side: Side, audit: Audit, tr: Translator) -> str:
    words = listed(*(said(cell, value, audit, tr) for cell, value in side.values.items()))
    at = datetime.fromisoformat(side.first.at).astimezone()
    return f"{words} ({side.author or tr('Somebody')}, {tr.date(at)} {tr.time(at)})"
