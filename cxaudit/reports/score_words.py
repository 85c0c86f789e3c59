"""A score as it stands everywhere; apart from what else is said of scores, since charts need only this."""

from __future__ import annotations

from cxaudit.i18n import Translator
from cxaudit.model import OverallScore, StageScore

DASH = "–"


def shown(score: StageScore | OverallScore, tr: Translator) -> str:
    """`3.27`, `3.09~` provisional, `2.70–2.85` in conflict, a dash."""
    if score.score is not None:
        return tr.number(score.score) + ("~" if score.status == "provisional" else "")
    if score.span:
        return span(*score.span, tr)
    return DASH


def span(low: float, high: float, tr: Translator) -> str:
    first, last = tr.number(low), tr.number(high)
    return first if first == last else f"{first}{DASH}{last}"
