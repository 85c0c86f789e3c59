"""What each key does on the scoring page; the names are those of `ui.keys`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cxaudit.model import Mark

if TYPE_CHECKING:
    from ui.pages.scoring.page import ScoringPage

Act = Callable[["ScoringPage"], None]
MARKS: dict[str, Mark] = {**{str(mark): mark for mark in range(6)}, "N": "N", "U": "U"}
KEYS: dict[str, Act] = {
    "Up": lambda page: page.way.step(-1),
    "K": lambda page: page.way.step(-1),
    "Down": lambda page: page.way.step(1),
    "J": lambda page: page.way.step(1),
    "Left": lambda page: page.way.step_stage(-1),
    "Right": lambda page: page.way.step_stage(1),
    "Home": lambda page: page.way.go_to_edge(last=False),
    "End": lambda page: page.way.go_to_edge(last=True),
    "F2": lambda page: page.edit_note(),
    "Enter": lambda page: page.way.go_on(),
    "Ctrl+Enter": lambda page: page.way.go_on(),
    "Backspace": lambda page: page.score(None),
    "Delete": lambda page: page.score(None),
    "H": lambda page: page.open_history(),
    "C": lambda page: page.open_comments(),
    "T": lambda page: page.stopwatch.toggle(),
    "P": lambda page: page.stopwatch.toggle_pause(),
    "R": lambda page: page.stopwatch.hear_robot(),
    "Ctrl+E": lambda page: page.files.choose(),
    "Ctrl+V": lambda page: page.files.paste(),
}
REPEATED = frozenset(("Up", "Down", "K", "J"))
"""Keys that may be held down; a held score would rate criteria that nobody has read."""
