"""What somebody may be in a team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cxaudit.words import N_

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
