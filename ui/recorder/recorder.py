"""Records the sound of the open audit, wherever in the window the auditor is meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from math import inf
from typing import Literal
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from cxaudit.changes import stamp
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.model import Change
from cxaudit.progress import Progress
from cxaudit.sound.recording import Recording, deletion, overdue, refusal, terms
from cxaudit.sound.take import BLOCKS_A_SECOND, SILENCE, About, Source, Take
from ui import worker
from ui.desk import Desk
from ui.open_audit import OpenAudit
from ui.recorder.archive import FOLDER, Archive

SILENT_FOR = 5.0
"""Seconds without any sound after which something is wrong: a room is never that quiet."""

State = Literal["idle", "starting", "on", "ending"]


class Recorder(QObject):
    """The one recorder of a desk; `of` finds it."""

    changed = Signal()
    """The state."""
    ticked = Signal()
    """The level and the seconds, while it is on."""
    outlived = Signal(object)
    """The recordings of the audit that was opened that are kept for longer than was agreed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.microphone: Callable[[], Source] = _microphone
        """Makes what is recorded from, beside the window; KnownError if there is nothing."""
        self.state: State = "idle"
        self.level = SILENCE
        self._take: Take | None = None
        self._opened: OpenAudit | None = None
        self._texts: dict[str, float] = {}
        """The second at which a text began to be typed: it is said when it is left, perhaps much later."""
        self._heard_at = 0.0
        """The second of the last sound, or infinity once silence was said."""
        self.archive = Archive(desk, lambda: self.state == "idle")
        self._watch = QTimer(self)
        self._watch.setInterval(1000 // BLOCKS_A_SECOND)
        self._watch.timeout.connect(self._look)
        desk.audit_opened.connect(self._follow)
        desk.store_opened.connect(self.archive.take_up)
        if desk.store:
            QTimer.singleShot(0, self, self.archive.take_up)
        if desk.current:
            QTimer.singleShot(0, self, partial(self._follow, desk.current))

    @property
    def seconds(self) -> float:
        """How long the recording is that is under way."""
        return self._take.seconds if self._take else 0.0

    # --- acts ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Record the open audit, if its brief allows it; what prevents it is said as the desk's failure."""
        opened = self._desk.current
        if not opened or self.state != "idle":
            return
        if why := refusal(terms(opened.audit)):
            self._desk.failed.emit(why)
            return
        self._set("starting")
        folder = opened.store.folder / FOLDER
        audit, sheet, author = opened.audit.id, opened.sheet, opened.author

        def work(_: Progress) -> Take:
            source = self.microphone()
            about = About(uuid4().hex[:12], audit, sheet, author, stamp(datetime.now(UTC)), source.rate)
            take = Take(folder, about, source)
            take.begin()
            return take

        worker.run(work, self._begin, self._give_up, owner=self)

    def stop(self) -> None:
        """End the recording and make it evidence."""
        if take := self._let_go():
            self._set("ending")
            worker.run(lambda _: take.end(), lambda _: self._rest(), self._give_up, owner=self)

    def toggle(self) -> None:
        if self.state == "on":
            self.stop()
        else:
            self.start()

    def delete(self, opened: OpenAudit, gone: tuple[Recording, ...]) -> None:
        """Delete the sound of these recordings for good; the log says that it is deleted."""
        store = opened.store
        try:
            values = {cell: value for one in gone for cell, value in deletion(one).items()}
            edits = [edit(opened.audit, cell, value) for cell, value in values.items()]
            saved = store.append(opened.audit.id, edits, opened.author)
            opened.take_merge(saved.audit, saved.scores)
            store.drop_deleted(opened.audit.id)
        except KnownError as error:
            self._desk.failed.emit(error)

    # --- while it is on -----------------------------------------------------------------------

    def _begin(self, take: Take) -> None:
        opened = self._desk.current
        if not opened or opened.audit.id != take.about.audit:
            take.end()
            self._rest()
            return
        self._take, self._opened = take, opened
        self._heard_at = 0.0
        self._texts.clear()
        opened.begun.connect(self._begin_text)
        opened.wrote.connect(self._note_changes)
        opened.brief_changed.connect(self._mind_terms)
        opened.replaced.connect(self._mind_terms)
        self._watch.start()
        self._set("on")

    def _note_changes(self, made: Sequence[Change]) -> None:
        """Stamp every rating, note and file that is said here; what comes from somebody else is not."""
        for change in made:
            if self._take and _is_heard(change):
                self._take.stamp(change.cell, change.id, self._texts.pop(change.cell, None))

    def _mind_terms(self, _: object = None) -> None:
        """End where the brief does not allow it any more."""
        if self._opened and refusal(terms(self._opened.audit)):
            self.stop()

    def _begin_text(self, cell: str) -> None:
        if self._take:
            self._texts[cell] = self._take.seconds

    def _look(self) -> None:
        take = self._take
        if not take:
            return
        self.level = take.level()
        if take.fault:
            self._desk.failed.emit(take.fault)
            self.stop()
        else:
            self._listen(take.seconds)
            self.ticked.emit()

    def _listen(self, second: float) -> None:
        """Say it once if there is no sound at all: systems that allow no microphone give silence instead."""
        if self.level > SILENCE:
            self._heard_at = max(self._heard_at, second)  # infinity stays: it was said
        elif second - self._heard_at > SILENT_FOR:
            self._heard_at = inf
            self._desk.failed.emit(
                KnownError(
                    "The microphone gives nothing but silence. The recording goes on. "
                    "Check that it is switched on and that the system allows cxaudit to use it."
                )
            )

    def _let_go(self) -> Take | None:
        take, opened = self._take, self._opened
        self._watch.stop()
        if opened:
            opened.begun.disconnect(self._begin_text)
            opened.wrote.disconnect(self._note_changes)
            opened.brief_changed.disconnect(self._mind_terms)
            opened.replaced.disconnect(self._mind_terms)
        self._take = self._opened = None
        self.level = SILENCE
        return take

    def _follow(self, opened: OpenAudit | None) -> None:
        """The recording ends with its audit; what it left is taken up at once, or at the next start."""
        if take := self._let_go():
            take.end()
            self._set("idle")
            QTimer.singleShot(0, self, self.archive.take_up)
        if opened:
            try:
                opened.store.drop_deleted(opened.audit.id)
            except KnownError as error:
                self._desk.failed.emit(error)
            if gone := overdue(opened.audit, datetime.now(UTC)):
                self.outlived.emit(gone)

    def _set(self, state: State) -> None:
        self.state = state
        self.changed.emit()

    def _rest(self) -> None:
        self._set("idle")
        self.archive.take_up()

    def _give_up(self, error: Exception) -> None:
        self._set("idle")
        self._desk.failed.emit(error)


def of(desk: Desk) -> Recorder:
    """The recorder of that desk."""
    return desk.findChild(Recorder) or Recorder(desk)


def _is_heard(change: Change) -> bool:
    """Whether it is a rating, a note or a file; a file that was taken away is not."""
    match change.cell.split("/"):
        case ["visit", _, "rating", _, "score" | "note"]:
            return True
        case ["evidence", _]:
            return bool(change.value)
    return False


def _microphone() -> Source:
    from cxaudit.sound.device import Microphone

    return Microphone()
