"""The stopwatches of the open audit, one a criterion and visit, wherever in the window the auditor is.

Several may run at once: a reply by mail takes hours, and chat and phone are timed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.model import Change, Timing
from cxaudit.timing import measures, stopwatch
from cxaudit.timing import suggestion as timing
from cxaudit.timing.measures import Kind
from cxaudit.timing.stopwatch import Moment, Watch
from ui.desk import Desk
from ui.open_audit import OpenAudit

_TICK_MS = 250


class Stopwatches(QObject):
    """The stopwatches of a desk; `of` finds them."""

    changed = Signal()
    """A watch began, paused, ended or was named, or a measure or limit of the audit changed."""
    ticked = Signal()
    """Some watch counts, and time has passed."""
    asked = Signal(str)
    """The card of that criterion is wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.now: Callable[[], Moment] = stopwatch.now
        self.offered = ""
        """The criterion on screen that could be timed and whose card is out of sight."""
        self._desk = desk
        self._open: OpenAudit | None = None
        self._watches: tuple[Watch, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.ticked)
        desk.audit_opened.connect(self._take_audit)
        self._take_audit(desk.current)

    # --- reading ----------------------------------------------------------------------------

    @property
    def running(self) -> tuple[Watch, ...]:
        """Every watch of the audit's visits that was not stopped, in the order in which they began."""
        sheets = {sheet.id for sheet in self._open.audit.sheets} if self._open else set()
        return tuple(watch for watch in self._watches if watch.sheet in sheets)

    def watch(self, criterion: str) -> Watch | None:
        """The watch of that criterion on the visit that is being scored."""
        sheet = self._open.sheet if self._open else ""
        return next((w for w in self._watches if (w.criterion, w.sheet) == (criterion, sheet)), None)

    def elapsed(self, watch: Watch) -> float:
        return stopwatch.elapsed(watch, self.now())

    def rested(self, watch: Watch) -> float:
        return stopwatch.rested(watch, self.now())

    def patience(self, watch: Watch) -> int:
        """After how many seconds it seems forgotten."""
        assert self._open
        limits = timing.limits_of(self._open.audit, watch.criterion)
        return stopwatch.patience(self._timing(watch.criterion), limits)

    def is_forgotten(self, watch: Watch) -> bool:
        return stopwatch.is_forgotten(watch, self.now(), self.patience(watch))

    # --- acting -----------------------------------------------------------------------------

    def start(self, criterion: str, label: str = "") -> None:
        """Begin to count, unless this criterion has a watch already."""
        if self._open and not self.watch(criterion):
            kind: Kind = "active" if self._timing(criterion).active else "waiting"
            begun = stopwatch.begin(criterion, self._open.sheet, kind, label, self.now())
            self._keep((*self._watches, begun))

    def pause(self, criterion: str) -> None:
        self._change(criterion, stopwatch.pause)

    def go_on(self, criterion: str) -> None:
        self._change(criterion, stopwatch.go_on)

    def hear_robot(self, criterion: str) -> None:
        self._change(criterion, stopwatch.hear_robot)

    def trust(self, criterion: str) -> None:
        """It is rightly still running: do not ask again."""
        self._change(criterion, lambda watch, _: replace(watch, trusted=True))

    def name(self, criterion: str, label: str) -> None:
        """Say which channel or attempt it is."""
        self._change(criterion, lambda watch, _: replace(watch, label=label))

    def stop(self, criterion: str) -> bool:
        """Make a measure of it; False if it could not be saved, then it runs on."""
        watch = self.watch(criterion)
        if not self._open or not watch:
            return False
        done = stopwatch.measure(watch, self.now(), self._timing(criterion).unit)
        if not self._open.set_value(cells.measure(done.id), measures.value_of(done)):
            return False
        self.drop(criterion)
        if stopwatch.elapsed(watch, self.now()) > cells.LONGEST_MEASURE:
            self._say_capped(criterion)
        return True

    def _say_capped(self, criterion: str) -> None:
        most = cells.LONGEST_MEASURE // timing.SECONDS["days"]
        self._desk.failed.emit(
            KnownError(
                "The stopwatch of {criterion} ran longer than a time can be, {n} days. That much was kept; "
                "correct it in the list of measures.",
                criterion=criterion,
                n=most,
            )
        )

    def lap(self, criterion: str) -> None:
        """Make a measure of it and go on with the next."""
        if self.stop(criterion):
            self.start(criterion)

    def drop(self, criterion: str) -> None:
        """End it without a measure."""
        if watch := self.watch(criterion):
            self._keep(tuple(other for other in self._watches if other is not watch))

    # --- inside -----------------------------------------------------------------------------

    def _timing(self, criterion: str) -> Timing:
        assert self._open
        found = self._open.audit.framework.criteria[criterion].timing
        assert found
        return found

    def _change(self, criterion: str, act: Callable[[Watch, Moment], Watch]) -> None:
        if watch := self.watch(criterion):
            after = act(watch, self.now())
            self._keep(tuple(after if other is watch else other for other in self._watches))

    def _keep(self, watches: tuple[Watch, ...]) -> None:
        """Write them down at once, for a crash; if that fails, they run on and it is said."""
        self._watches = watches
        if self._open:
            try:
                said = [stopwatch.as_json(watch) for watch in watches]
                self._open.store.memory.keep_place(_place(self._open), said)
            except KnownError as error:
                self._desk.failed.emit(error)
        self._tell()

    def _take_audit(self, opened: OpenAudit | None) -> None:
        self._open, self._watches = opened, ()
        if opened:
            kept = opened.store.memory.place(_place(opened))
            found = [stopwatch.read(value) for value in kept] if isinstance(kept, list) else []
            self._watches = tuple(stopwatch.settled(w, self.now()) for w in found if w and _is_due(opened, w))
            opened.wrote.connect(self._hear)
            opened.replaced.connect(self._tell)
            opened.sheet_changed.connect(self._tell)
        self._tell()

    def _hear(self, made: Sequence[Change]) -> None:
        """Tell of what is timed and how it is judged; all else, a score above all, is not ours."""
        if any(change.cell.partition("/")[0] in (cells.MEASURE, cells.THRESHOLD) for change in made):
            self._tell()

    def _tell(self) -> None:
        counting = any(not watch.pausing for watch in self._watches)
        if counting != self._timer.isActive():
            self._timer.start() if counting else self._timer.stop()
        self.changed.emit()


def of(desk: Desk) -> Stopwatches:
    """The stopwatches of that desk, made when first wanted."""
    found = desk.findChild(Stopwatches)
    return found if isinstance(found, Stopwatches) else Stopwatches(desk)


def _place(opened: OpenAudit) -> str:
    return f"stopwatches/{opened.audit.id}"


def _is_due(opened: OpenAudit, watch: Watch) -> bool:
    """Whether it still runs: a crash may have come between its measure and its end."""
    criterion = opened.audit.framework.criteria.get(watch.criterion)
    timed = bool(criterion and criterion.timing and criterion.timing.unit in timing.SECONDS)
    return timed and cells.measure(watch.id) not in opened.audit.cells
