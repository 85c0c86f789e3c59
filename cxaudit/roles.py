"""What somebody may be in a team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from cxaudit.words import N_

if TYPE_CHECKING:
    from cxaudit.i18n import Translator

Role = Literal["lead", "reviewer", "auditor", "viewer", "out"]
ROLES: tuple[Role, ...] = ("lead", "reviewer", "auditor", "viewer", "out")
"""From the one that may do most to the one that may do nothing any more."""
ROLE_WORDS: Mapping[Role, str] = {
    "lead": N_("lead"),
    "reviewer": N_("reviewer"),
    "auditor": N_("auditor"),
    "viewer": N_("reader"),
    "out": N_("no longer in the team"),
}


def role_words(tr: Translator) -> dict[Role, tuple[str, str]]:
    """What somebody may become, and the words for it, in English and in that language."""
    return {role: (ROLE_WORDS[role], tr(ROLE_WORDS[role])) for role in ROLES if role != "out"}
