"""The photos that are being looked over: what each is of, what becomes of it, reading and taking in."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from cxaudit import cells
from cxaudit.blobs import Blobs
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Evidence
from cxaudit.phone import files as phone_files
from cxaudit.phone import matching as phone
from cxaudit.phone.matching import Clock, Match, Photo, Scored
from cxaudit.phone.trail import Span
from cxaudit.progress import Cancelled, Progress
from ui import worker
from ui.desk import Desk
from ui.open_audit import OpenAudit
from ui.trail import Trail

Fate = Literal["criterion", "unmatched", "clock", "left", "known"]
"""Evidence of a criterion, nothing yet, the photo of the clock, left out, in the audit already."""
_CLOCKS = "phone/clocks"
_ABSORB_MS = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A photo with what it seems to be of, and what the auditor said of it."""

    photo: Photo
    match: Match
    fate: Fate
    criterion: str = ""
    chosen: bool = False
    """Whether the auditor named the criterion."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a confirmed batch came to: the ids of the evidence it made, and whether it was stopped."""

    files: tuple[str, ...]
    stopped: bool


class PhotoBatch(QObject):
    """The batch of this desk; it outlives the page, and what was decided outlives the program."""

    changed = Signal()
    progressed = Signal(int, int)
    taken = Signal(object)
    """Taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.opened: OpenAudit | None = None
        self.photos: list[Photo] = []
        self.refused: list[KnownError] = []
        self.others = 0
        """Files of the folders that are no pictures."""
        self.doing: Literal["", "reading", "taking"] = ""
        self._job: worker.Job | None = None
        self._reader: _Reader | None = None
        """What read last; it knows the way that the auditor took."""
        self._fates: dict[str, str] = {}
        """What the auditor said by the hash of a photo: a criterion, or empty for left out."""
        self._matches: dict[str, Match] = {}
        self._came: list[Photo] = []
        self._absorb_soon = QTimer(self)
        self._absorb_soon.setInterval(_ABSORB_MS)
        self._absorb_soon.timeout.connect(self._absorb)
        desk.audit_opened.connect(self.turn)

    @classmethod
    def of(cls, desk: Desk) -> PhotoBatch:
        """The one batch of that desk."""
        return desk.findChild(cls) or cls(desk)

    def turn(self, opened: OpenAudit | None) -> None:
        """Work on that audit; what was read for another one is let go."""
        if opened is self.opened:
            return
        if self.doing == "reading":
            self.cancel()
        self.clear()
        self.opened = opened
        said = self._desk.place(self._place) if opened else None
        self._fates = dict(said) if isinstance(said, dict) else {}
        if opened:
            opened.changed.connect(self.changed)

    def clear(self) -> None:
        """Show no photos any more; what was decided of them is kept."""
        self.photos, self.refused, self.others, self._came = [], [], 0, []
        self._matches, self._reader = {}, None
        self.changed.emit()

    @property
    def clocks(self) -> dict[str, Clock]:
        """The clocks of the cameras that were ever compared with this device's."""
        said = self._desk.place(_CLOCKS)
        found = said if isinstance(said, dict) else {}
        return {
            name: Clock(timedelta(seconds=wall), timedelta(seconds=zoned))
            for name, (wall, zoned) in found.items()
        }

    @property
    def entries(self) -> list[Entry]:
        """Every photo that was read, with its fate; the same file twice is one photo."""
        if not self.opened:
            return []
        audit = self.opened.audit
        known = {file.sha256: file.criterion for file in audit.evidence}
        return [self._entry(photo, audit, known) for photo in self.photos]

    def _entry(self, photo: Photo, audit: Audit, known: dict[str, str]) -> Entry:
        found = self._matches.get(photo.sha256) or Match(photo, photo.said)
        if photo.sha256 in known:
            return Entry(photo, found, "known", known[photo.sha256])
        said = self._fates.get(photo.sha256)
        if said in audit.framework.criteria:
            return Entry(photo, found, "criterion", str(said), chosen=True)
        if said == "":
            return Entry(photo, found, "left")
        if photo.shows:
            return Entry(photo, found, "clock")
        if found.criterion in audit.framework.criteria:
            return Entry(photo, found, "criterion", found.criterion)
        return Entry(photo, found, "unmatched")

    # --- reading ----------------------------------------------------------------------------

    def read_folder(self, folder: Path) -> None:
        """Read the photos of a folder."""
        self._read(lambda: phone_files.find(folder))

    def read_files(self, paths: Sequence[Path], done: Callable[[], None] = lambda: None) -> None:
        """Read these photos; `done` is called once they are shown."""
        self._read(lambda: phone_files.Found(tuple(paths), 0, ()), done)

    def _read(self, find: Callable[[], phone_files.Found], done: Callable[[], None] = lambda: None) -> None:
        opened = self.opened
        if opened is None or self.doing:
            return
        Trail.of(self._desk).keep()
        self.doing, self._came = "reading", []
        seen = {photo.sha256 for photo in self.photos}
        self._reader = reader = _Reader(opened, find, seen, self._came)

        def read(outcome: _Reader) -> None:
            self._end_reading(outcome)
            if not outcome.stopped:
                done()

        self._job = worker.run(
            reader.work, read, self._end_reading, self.progressed.emit, owner=self, stops=True
        )
        self._absorb_soon.start()
        self.changed.emit()

    def _end_reading(self, outcome: _Reader | Exception) -> None:
        self._absorb_soon.stop()
        self.doing, self._job = "", None
        if isinstance(outcome, _Reader):
            if outcome is self._reader:
                self.refused += outcome.refused
                self.others += outcome.others
        elif isinstance(outcome, KnownError):
            self.refused.append(outcome)
        else:
            self._desk.failed.emit(outcome)
        self._absorb()

    def _absorb(self) -> None:
        """Show what was read so far."""
        count = len(self._came)
        fresh, self._came[:count] = self._came[:count], []
        if fresh and self.opened:
            self.photos += fresh
            self._keep_clocks(phone.clocks_of(fresh))
            self._match()
        self.changed.emit()

    def _match(self) -> None:
        if self._reader:
            found = phone.match(self.photos, self._reader.spans, self._reader.scores, self.clocks)
            self._matches = {one.photo.sha256: one for one in found}

    def give_back(self, taken: Taken) -> None:
        """Take these off their criteria again, whatever else was done since."""
        if self.opened:
            self.opened.set_values({cells.evidence(file): None for file in taken.files})

    def cancel(self) -> None:
        """Stop what is under way; what was read or taken in by then stays."""
        if self._job:
            self._job.cancel()

    # --- deciding ---------------------------------------------------------------------------

    def move(self, hashes: Iterable[str], criterion: str) -> None:
        """These belong to that criterion."""
        self._decide({sha: criterion for sha in hashes})

    def leave_out(self, hashes: Iterable[str]) -> None:
        """These do not become evidence."""
        self._decide(dict.fromkeys(hashes, ""))

    def take_back(self, hashes: Iterable[str]) -> None:
        """These stand again where their time puts them."""
        for sha in hashes:
            self._fates.pop(sha, None)
        self._decide({})

    def set_clock(self, sha: str, typed: time) -> None:
        """That photo shows this device's clock at that time of day."""
        self._set_shown(sha, lambda photo: phone.shown_at(photo, typed))

    def show_clock(self, sha: str, shown: datetime) -> None:
        """That photo shows this device's clock at that moment."""
        self._set_shown(sha, lambda _: shown)

    def is_no_clock(self, sha: str) -> None:
        """That photo is of something else."""
        self._set_shown(sha, lambda _: None)

    def _set_shown(self, sha: str, shown: Callable[[Photo], datetime | None]) -> None:
        for number, photo in enumerate(self.photos):
            if photo.sha256 == sha and not photo.by_file:
                now = self.photos[number] = replace(photo, shows=shown(photo))
                if now.shows is None:
                    self._keep_clocks({}, without=photo.camera)
                self._keep_clocks(phone.clocks_of(p for p in self.photos if p.camera == photo.camera))
        self._match()
        self.changed.emit()

    def _decide(self, fates: dict[str, str]) -> None:
        self._fates |= fates
        self._desk.keep_place(self._place, self._fates)
        self.changed.emit()

    def _keep_clocks(self, found: dict[str, Clock], without: str | None = None) -> None:
        if not found and without is None:
            return
        clocks = {name: clock for name, clock in self.clocks.items() if name != without} | found
        said = {name: [c.wall.total_seconds(), c.zoned.total_seconds()] for name, c in clocks.items()}
        self._desk.keep_place(_CLOCKS, said)

    @property
    def _place(self) -> str:
        return f"phone/fates/{self.opened.audit.id if self.opened else ''}"

    # --- taking in --------------------------------------------------------------------------

    def take(self) -> None:
        """Make evidence of every photo that has a criterion, as one step that can be undone."""
        opened = self.opened
        wanted = [entry for entry in self.entries if entry.fate == "criterion"]
        if opened is None or self.doing or not wanted:
            return
        self.doing = "taking"
        taker = _Taker(wanted, opened.author, opened.store.blobs)

        def done(_: object) -> None:
            self._end_taking(taker, opened)

        def failed(error: Exception) -> None:
            self._desk.failed.emit(error)
            self._end_taking(taker, opened)

        self._job = worker.run(taker.work, done, failed, self.progressed.emit, owner=self, stops=True)
        self.changed.emit()

    def _end_taking(self, taker: _Taker, opened: OpenAudit) -> None:
        self.doing, self._job = "", None
        self.refused += taker.refused
        if not taker.files or self._name(taker.files, opened):
            self.taken.emit(Taken(tuple(file.id for file in taker.files), taker.stopped))
        self.changed.emit()

    def _name(self, files: list[Evidence], opened: OpenAudit) -> bool:
        """Write the changes, also when the audit is no longer the open one."""
        if self._desk.current is opened:
            return opened.add_evidence(files, self)
        if not self._desk.store:
            return False
        try:
            audit = self._desk.store.audit(opened.audit.id)
            edits = [edit(audit, cells.evidence(f.id), cells.evidence_value(f)) for f in files]
            self._desk.store.append(audit.id, edits, self._desk.settings.auditor)
        except KnownError as error:
            self._desk.failed.emit(error)
            return False
        return True


class _Reader:
    """Reads photos on a thread; what it has read is in `came` at once."""

    def __init__(
        self, opened: OpenAudit, find: Callable[[], phone_files.Found], seen: set[str], came: list[Photo]
    ) -> None:
        self._opened, self._find, self._seen, self._came = opened, find, seen, came
        self._thumbs = {file.sha256: file.thumb for file in opened.audit.evidence}
        self._blobs = opened.store.blobs
        self.spans: list[Span] = []
        self.scores: list[Scored] = []
        self.refused: list[KnownError] = []
        self.others = 0
        self.stopped = False

    def work(self, progress: Progress) -> _Reader:
        """Read one by one; when it is stopped, what it has read stays."""
        store, audit = self._opened.store, self._opened.audit.id
        self.spans = store.memory.trail(audit)
        self.scores = phone.scores_in(store.history(audit), store.device)
        found = self._find()
        self.others, self.refused = found.others, list(found.refused)
        for number, path in enumerate(found.paths):
            try:
                progress.step(number, len(found.paths))
                self._read(path)
            except KnownError as error:
                self.refused.append(error)
            except Cancelled:
                self.stopped = True
                break
        return self

    def _read(self, path: Path) -> None:
        photo = phone_files.known(path, self._thumbs, self._blobs) or phone_files.read(path)
        if photo.sha256 not in self._seen:
            self._seen.add(photo.sha256)
            self._came.append(photo)


class _Taker:
    """Takes photos in on a thread; when it is stopped, what it has done stays done."""

    def __init__(self, wanted: Sequence[Entry], author: str, blobs: Blobs) -> None:
        self._wanted, self._author, self._blobs = wanted, author, blobs
        self.files: list[Evidence] = []
        self.refused: list[KnownError] = []
        self.stopped = False

    def work(self, progress: Progress) -> None:
        from cxaudit import evidence

        for number, entry in enumerate(self._wanted):
            try:
                progress.step(number, len(self._wanted))
                file = evidence.take_in(
                    entry.photo.path,
                    name=entry.photo.name,
                    criterion=entry.criterion,
                    author=self._author,
                    now=datetime.now(UTC),
                    blobs=self._blobs,
                    evidence_id=uuid.uuid4().hex,
                )
            except Cancelled:
                self.stopped = True
                return
            except KnownError as error:
                self.refused.append(error)
            else:
                self.files.append(file if entry.photo.by_file else replace(file, taken=_taken(entry)))


def _taken(entry: Entry) -> str:
    """When it was taken by this device's clock, to the second."""
    return entry.match.at.astimezone().isoformat(timespec="seconds")
