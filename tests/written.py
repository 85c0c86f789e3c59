"""An audit that is written to step by step, by several devices, without a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from cxaudit import audit as reading
from cxaudit import framework
from cxaudit.edits import ChainEnd, Edit, edit, write
from cxaudit.model import Audit, Json

MORNING = datetime(2026, 5, 18, 7, 30, tzinfo=UTC)


class Log:
    """An audit that is written to; each step is a minute later than the one before."""

    def __init__(self) -> None:
        self.audit = reading.read("a", framework.default()[0], {})
        self._ends: dict[str, ChainEnd] = {}
        self._minutes = count()

    def say(self, values: Mapping[str, Json], device: str = "one", hours: float = 0) -> Audit:
        """Write values as one step, `hours` away from the time of day."""
        return self.write([edit(self.audit, cell, value) for cell, value in values.items()], device, hours)

    def write(self, edits: Sequence[Edit], device: str = "one", hours: float = 0, author: str = "") -> Audit:
        """Write these edits; the device is its author too, unless one is named."""
        now = MORNING + timedelta(minutes=next(self._minutes), hours=hours)
        end = self._ends.get(device, ChainEnd())
        self.audit, made = write(self.audit, edits, author=author or device, device=device, end=end, now=now)
        if made:
            self._ends[device] = ChainEnd(made[-1].seq, made[-1].id)
        return self.audit
