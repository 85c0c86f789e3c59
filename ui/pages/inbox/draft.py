"""What somebody is about to settle: the version that is to stay or a third value, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer

from cxaudit import cells
from cxaudit.model import Audit, Json
from cxaudit.quality import settling
from cxaudit.quality.conflicts import Conflict, Side
from ui.desk import Desk
from ui.open_audit import OpenAudit

KEEP_MS = 1000


@dataclass
class Draft:
    """Of one conflict; `seen` are the versions that were on screen when it was begun."""

    side: str = ""
    """The first change of the version that is to stay, or empty."""
    third: bool = False
    """Whether a third value is to stand."""
    given: dict[str, Json] = field(default_factory=dict)
    """By cell what was typed or chosen as the third value."""
    reason: str = ""
    seen: dict[str, list[str]] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether anything in it is worth keeping."""
        return bool(self.given or self.reason.strip())

    def see(self, found: Conflict) -> None:
        """Remember what is on screen, unless a third value was begun on what was there before."""
        if not self.given:
            self.seen = {cell: list(ids) for cell, ids in found.seen.items()}

    def is_news(self, found: Conflict) -> bool:
        """Whether something came in since it was begun."""
        return bool(self.seen) and self.seen != {cell: list(ids) for cell, ids in found.seen.items()}

    def side_of(self, found: Conflict) -> Side | None:
        """The version that is to stay, while it is there."""
        return next((side for side in found.sides if side.first.id == self.side), None)

    def values(self, found: Conflict, audit: Audit) -> dict[str, Json] | None:
        """What would stand then, by cell; None before a choice. KnownError for what no cell can hold."""
        if side := self.side_of(found):
            return side.values
        if not (self.third and self.given):
            return None
        return {
            cell: self._value(cell, said, audit) for cell, said in self.given.items() if cell in self.seen
        }

    def _value(self, cell: str, given: Json, audit: Audit) -> Json:
        editing = settling.editing_of(cell, audit)
        if editing == "mark":
            return cells.score_value(given, self.reason.strip() or "\u2026")
        return given if editing == "choice" else settling.value_of(cell, given, audit)

    def kept(self) -> Json:
        """What is kept of it until the window opens again."""
        return asdict(self)


class Drafts(QObject):
    """The drafts of one audit by the key of their conflict; they outlive another page and a crash."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.of: dict[str, Draft] = {}
        self._desk = desk
        self._place = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MS)
        self._soon.timeout.connect(self.keep)

    def turn(self, opened: OpenAudit | None) -> None:
        """Turn to the drafts of that audit."""
        self._place = f"inbox/{opened.audit.id}" if opened else ""
        self.of = read(self._desk.place(self._place)) if opened else {}

    def get(self, key: str) -> Draft:
        """The draft of that conflict, perhaps a blank one."""
        return self.of.setdefault(key, Draft())

    @property
    def begun(self) -> frozenset[str]:
        """The conflicts of which something worth keeping is written."""
        return frozenset(key for key, draft in self.of.items() if draft.begun)

    def leave_only(self, keys: Collection[str]) -> None:
        """Forget those of other conflicts."""
        self.of = {key: draft for key, draft in self.of.items() if key in keys}

    def drop(self, key: str) -> None:
        self.of.pop(key, None)

    def keep_soon(self) -> None:
        """Keep what is begun within a second."""
        if not self._soon.isActive():
            self._soon.start()

    def keep(self) -> None:
        """Keep what is begun now."""
        self._soon.stop()
        if self._place:
            self._desk.keep_place(self._place, {key: self.of[key].kept() for key in self.begun})


def read(kept: object) -> dict[str, Draft]:
    """What was kept, by the key of the conflict; nothing of what cannot be read."""
    found: dict[str, Draft] = {}
    for key, said in kept.items() if isinstance(kept, dict) else ():
        if isinstance(said, dict) and _fits(said):
            found[str(key)] = Draft(**said)
    return found


def _fits(said: dict[str, Any]) -> bool:
    blank = asdict(Draft())
    return said.keys() == blank.keys() and all(type(said[name]) is type(blank[name]) for name in blank)
