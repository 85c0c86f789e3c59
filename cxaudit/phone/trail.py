"""Which criterion was on screen from when to when, on this device; it is nobody else's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A criterion of one sheet on screen without a break, in moments of this device's clock (aware)."""

    criterion: str
    sheet: str
    begun: datetime
    ended: datetime

    def holds(self, moment: datetime) -> bool:
        return self.begun <= moment < self.ended
