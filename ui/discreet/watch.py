"""The key that counts time: a press begins, the next one ends and keeps the measure."""

from __future__ import annotations

from cxaudit.model import Criterion
from cxaudit.timing import suggestion as timing
from ui.desk import Desk
from ui.discreet.keys import PlainKey
from ui.look import Look
from ui.stopwatch import stopwatches

_IDLE = "0:00"


class WatchKey(PlainKey):
    """Shows minutes and seconds; off where there is nothing to time."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, _IDLE)
        self._watches = stopwatches.of(desk)
        self._criterion = ""
        self._watches.changed.connect(self._show)
        self._watches.ticked.connect(self._show)
        self.clicked.connect(self._turn)

    def show_criterion(self, criterion: Criterion) -> None:
        self._criterion = criterion.id
        self.setEnabled(bool(criterion.timing and criterion.timing.unit in timing.SECONDS))
        self._show()

    def _turn(self) -> None:
        watches = self._watches
        (watches.stop if watches.watch(self._criterion) else watches.start)(self._criterion)

    def _show(self) -> None:
        watch = self._watches.watch(self._criterion)
        seconds = int(self._watches.elapsed(watch)) if watch else 0
        minutes, rest = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        said = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
        self.setChecked(watch is not None)
        if said != self.text():
            self.setText(said)
            self.setAccessibleName(said)
