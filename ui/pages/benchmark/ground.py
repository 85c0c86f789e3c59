"""The audits to compare with, read as far as a choice needs them, and all of them beside the window."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cxaudit.analysis.comparison import Choice, Ground, ground
from cxaudit.analysis.cube import row_of
from cxaudit.peer import Scope
from cxaudit.progress import Progress
from ui import worker
from ui.open_audit import OpenAudit

if TYPE_CHECKING:
    from cxaudit.store.peers import Peers, Place

FEW = 1_000
"""So many audits are read at once."""
_LATER_MS = 150
"""The page is painted first: a thread takes turns with it."""
_SCOPES: tuple[Scope, ...] = ("full", "core")

Within = tuple[str, str]
"""Country and product; empty is every."""
EVERYWHERE: Within = ("", "")


class Grounds(QObject):
    """What the open audit can be compared with, as it was when last read."""

    failed = Signal(object)

    def __init__(self, opened: OpenAudit, parent: QObject) -> None:
        super().__init__(parent)
        self._opened = opened
        self._round = 0
        self._read: dict[Within, Peers] = {}
        self._made: dict[tuple[Within, Scope], Ground] = {}
        self.places: list[Place] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._read_all)
        self.refresh()

    def refresh(self) -> None:
        """Forget what was read."""
        self._round += 1
        self._read.clear()
        self._made.clear()
        self.places = self._opened.store.benchmark.places(self._opened.audit.id)
        if sum([place.audits for place in self.places]) > FEW:
            self._later.start()

    @property
    def imported(self) -> int:
        """How many rows came from tables."""
        return sum([place.audits for place in self.places if place.imported])

    @property
    def withheld(self) -> int:
        """How many audits have no consent."""
        return next((peers.withheld for peers in self._read.values()), 0)

    def ground(self, choice: Choice, scope: Scope) -> Ground:
        """What the choice can choose from; read now if it was not yet."""
        within = self._within(choice)
        if (within, scope) not in self._made:
            if within not in self._read:
                self._read[within] = self._opened.store.benchmark.peers(self._opened.audit.id, *within)
            self._made[within, scope] = self._prepare(self._read[within], scope)
        return self._made[within, scope]

    def _within(self, choice: Choice) -> Within:
        few = sum([place.audits for place in self.places]) <= FEW
        return EVERYWHERE if few or EVERYWHERE in self._read else (choice.country, choice.product)

    def _prepare(self, peers: Peers, scope: Scope) -> Ground:
        audit = self._opened.audit
        weights = [audit.weights[stage.code] for stage in audit.framework.stages]
        return ground(peers.rows, row_of(audit, self._opened.scores), scope, weights, date.today())

    def _read_all(self) -> None:
        store, audit_id = self._opened.store, self._opened.audit.id

        def work(_: Progress) -> tuple[Peers, dict[Scope, Ground]]:
            peers = store.benchmark.peers(audit_id)
            return peers, {scope: self._prepare(peers, scope) for scope in _SCOPES}

        worker.run(work, partial(self._take_all, self._round), self.failed.emit, owner=self)

    def _take_all(self, when: int, found: tuple[Peers, dict[Scope, Ground]]) -> None:
        if when == self._round:
            self._read[EVERYWHERE], made = found
            self._made |= {(EVERYWHERE, scope): one for scope, one in made.items()}
