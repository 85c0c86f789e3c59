"""The words that screen, report and command line share, as English texts for the translator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxaudit.model import Band, OverallStatus, StageStatus
    from cxaudit.quality.approval import State


def N_(text: str) -> str:
    """Marks a text for translation where it stands; it is translated where it is shown."""
    return text


BANDS: Mapping[Band, str] = {
    "critical": N_("critical"),
    "weak": N_("weak"),
    "developing": N_("developing"),
    "solid": N_("solid"),
    "strong": N_("strong"),
    "leading": N_("leading"),
}
STATUSES: Mapping[OverallStatus | StageStatus, str] = {
    "full": N_("full"),
    "provisional": N_("provisional"),
    "partial": N_("partial"),
    "not_scored": N_("not scored"),
    "not_published": N_("not published: the scored stages carry less than 60% of the weight"),
    "conflict": N_("in conflict"),
    "no_weights": N_("no weights"),
}
REVIEW_STATES: Mapping[State, str] = {
    "draft": N_("Draft"),
    "submitted": N_("Submitted"),
    "in_review": N_("In review"),
    "returned": N_("Returned"),
    "approved": N_("Approved"),
    "locked": N_("Locked"),
}
STATES: Mapping[str, str] = {
    "brief": N_("Brief"),
    "field": N_("In field"),
    "debrief": N_("Debrief"),
    "review": N_("In review"),
    "approved": N_("Approved"),
}
PRESETS: Mapping[str, str] = {
    "default": N_("Default"),
    "equal": N_("Equal"),
    "subscription": N_("Subscription"),
    "retail": N_("Retail"),
    "b2b": N_("B2B"),
}
