"""The stopwatch on the scoring page: keeps its card true, and does what is asked of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from cxaudit import cells
from cxaudit.model import Criterion, Measure, Timing
from cxaudit.timing import measures, stopwatch
from cxaudit.timing import suggestion as timing
from cxaudit.timing.measures import Kind
from ui.desk import Desk
from ui.open_audit import OpenAudit
from ui.pages.scoring.stopwatch_card import Row, StopwatchCard
from ui.pages.scoring.stopwatch_sheet import MeasureSheet
from ui.pages.scoring.stopwatch_words import Act, of_measures, of_watch
from ui.stopwatch import stopwatches
from ui.widgets.sheet import ask


class StopwatchPart(QObject):
    """Shows the card for a timed criterion: in the column, or above the dock once it is called."""

    given = Signal(int)
    """The suggested score was accepted."""
    released = Signal()
    """The page should have the focus."""
    lay = Signal(bool)
    """Whether the card lies above the dock, and so takes room from the criterion."""

    def __init__(self, card: StopwatchCard, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.card = card
        self.watches = stopwatches.of(desk)
        self._open: OpenAudit | None = None
        self._criterion: Criterion | None = None
        self._flat = self._called = False
        self._channel = ""
        self._found: tuple[Measure, ...] = ()
        card.acted.connect(self.act)
        card.named.connect(self._name)
        card.row_chosen.connect(self._edit)
        card.closed.connect(self.close)
        card.released.connect(self.released)
        self.watches.changed.connect(self._read)
        self.watches.ticked.connect(self._tick)
        self.watches.asked.connect(self._answer)
        card.hide()

    @property
    def timing(self) -> Timing | None:
        """What the shown criterion measures, if anything."""
        return self._criterion.timing if self._criterion else None

    def show_criterion(self, opened: OpenAudit, criterion: Criterion) -> None:
        self.card.channel.flush()
        self._channel = ""
        self._called = False
        if opened is not self._open:
            opened.rating_changed.connect(self._compare)
        self._open, self._criterion = opened, criterion
        self.refresh()

    def fold(self, flat: bool) -> None:
        """Lie above the dock, called and closed, where there is no column."""
        self._flat = flat
        self.card.fold(flat)
        self._place()

    def call(self) -> None:
        """Bring the card into sight."""
        self._called = True
        self._place()

    def close(self) -> bool:
        """Put the card out of sight where it lies above the dock; True if it was there."""
        was = self._flat and self.card.isVisible()
        if was:
            self.released.emit()
        self._called = False
        self._place()
        return was

    def _answer(self, _: str) -> None:
        self.released.emit()
        self.call()

    def criterion_of(self, cell: str) -> str:
        """The criterion that a measure is or was of; empty for an unknown one."""
        said = self._open.store.history(self._open.audit.id, cell) if self._open else ()
        return next((str(change.value["criterion"]) for change in said if change.value), "")

    # --- keys -------------------------------------------------------------------------------

    def toggle(self) -> None:
        """T: start, or stop what runs; for what is counted, ask for the number."""
        if not self._criterion or not self.timing:
            return
        self.call()
        if self.timing.unit == timing.COUNTED:
            self.act("count")
        else:
            self.act("stop" if self.watches.watch(self._criterion.id) else "start")

    def toggle_pause(self) -> None:
        """P: pause for own doing, or go on."""
        if self._criterion and (watch := self.watches.watch(self._criterion.id)):
            self.act("go_on" if watch.pausing else "pause")

    def hear_robot(self) -> None:
        """R: a robot answered, and the waiting goes on."""
        watch = self.watches.watch(self._criterion.id) if self._criterion else None
        if watch and watch.kind == "waiting" and not watch.pausing:
            self.act("robot")

    # --- acting -----------------------------------------------------------------------------

    def act(self, act: Act) -> None:
        """Do what the button of that name says."""
        if not self._criterion or not self._open:
            return
        self.card.channel.flush()
        criterion = self._criterion.id
        match act:
            case "start" | "again":
                self.watches.start(criterion, self._channel)
                self._channel = ""
            case "stop" | "halt":
                self.watches.stop(criterion)
            case "pause":
                self.watches.pause(criterion)
            case "go_on":
                self.watches.go_on(criterion)
            case "robot":
                self.watches.hear_robot(criterion)
            case "lap":
                self.watches.lap(criterion)
            case "trust":
                self.watches.trust(criterion)
            case "drop":
                self._ask_drop(criterion)
            case "count" | "type" | "specify":
                self._type()
            case "give":
                self._give()
        self.refresh()

    def _give(self) -> None:
        if self._open and self._criterion:
            shown = of_measures(
                self._open.view, self._criterion.id, self._open.sheet, self._found, self.card.look.tr
            )
            if shown.score is not None:
                self.given.emit(shown.score)

    def _ask_drop(self, criterion: str) -> None:
        tr = self.card.look.tr
        text = tr("The time that it shows is lost.")
        ask(
            self.card,
            self.card.look,
            tr("Discard this time?"),
            text,
            tr("Discard"),
            lambda: self.watches.drop(criterion),
            danger=True,
        )

    def _type(self) -> None:
        """Specify by hand: what runs ends with the typed time, else it is a measure of its own."""
        if not self._open or not self._criterion or not self.timing:
            return
        now, unit = self.watches.now(), self.timing.unit
        watch = self.watches.watch(self._criterion.id)
        if watch is None:
            kind: Kind = "active" if self.timing.active else "waiting"
            watch = stopwatch.begin(self._criterion.id, self._open.sheet, kind, self._channel, now)
        begun = stopwatch.measure(watch, now, unit)
        if unit == timing.COUNTED:
            begun = replace(begun, seconds=None)
        MeasureSheet(self.card.look, self.card, self.timing, begun, self._save).open()

    def _save(self, measure: Measure, seen: tuple[str, ...] = ()) -> bool:
        """Write it; a watch that it came from has ended with it."""
        cell = cells.measure(measure.id)
        if not self._open or not self._open.set_value(cell, measures.value_of(measure), seen=seen):
            return False
        watch = self.watches.watch(measure.criterion)
        if watch and watch.id == measure.id:
            self.watches.drop(measure.criterion)
        self._channel = ""
        self.refresh()
        return True

    def _edit(self, measure_id: str) -> None:
        found = next((one for one in self._found if one.id == measure_id), None)
        opened = self._open
        if found and opened and self.timing:
            seen = opened.begin(cells.measure(measure_id))
            MeasureSheet(
                self.card.look,
                self.card,
                self.timing,
                found,
                lambda measure: self._save(measure, seen),
                lambda: opened.set_value(cells.measure(measure_id), None),
            ).open()

    def _name(self, text: str) -> None:
        label = measures.label_of(text)
        if self._criterion and self.watches.watch(self._criterion.id):
            self.watches.name(self._criterion.id, label)
        else:
            self._channel = label

    # --- showing ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the measures and the watch anew, and put the card where it belongs."""
        self._read()
        self._place()

    def _read(self) -> None:
        """Read the measures and the watch anew; what changes them moves no card and offers nothing else."""
        self._found = ()
        if self._open and self._criterion and self.timing:
            self._found = measures.of(self._open.audit, self._criterion.id, self._open.sheet)
            self._show()

    def _compare(self, criterion: str, _by: object = None) -> None:
        """The card says what was given beside what the limits suggest."""
        if self._criterion and criterion == self._criterion.id:
            self._show()

    def _tick(self) -> None:
        if self.card.isVisible():
            self._show()

    def _show(self) -> None:
        if not self._open or not self._criterion or not self.timing:
            return
        tr, criterion = self.card.look.tr, self._criterion.id
        watch = self.watches.watch(criterion)
        if watch:
            limits = timing.limits_of(self._open.audit, criterion)
            shown = of_watch(watch, self.watches, self.timing, limits, tr)
        else:
            shown = of_measures(self._open.view, criterion, self._open.sheet, self._found, tr)
        rows = [
            Row(
                one.id,
                one.label or tr("Measure {n}", n=n),
                measures.said(one, self.timing.unit, tr),
                not one.contested,
            )
            for n, one in enumerate(self._found, 1)
        ]
        self.card.show_state(shown, rows, watch.label if watch else self._channel)

    def _place(self) -> None:
        there = bool(self.timing) and (not self._flat or self._called)
        self.card.setVisible(there)
        self.lay.emit(there and self._flat)
        offered = self._criterion.id if self._criterion and self.timing and not there else ""
        if offered != self.watches.offered:
            self.watches.offered = offered
            self.watches.changed.emit()
