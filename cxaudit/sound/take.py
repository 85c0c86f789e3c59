"""A recording under way: sound goes to the disk each second, so that a crash takes at most one with it.

A folder holds `about.json`, the bare samples in `sound.pcm` (16 bits, one channel) and a line a stamp in
`stamps.jsonl`. Samples without a head can be cut anywhere and still be read.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from math import log10
from pathlib import Path
from queue import Empty, SimpleQueue
from shutil import rmtree
from threading import Event, Thread
from typing import BinaryIO, Protocol

from cxaudit.blobs import sync_folder
from cxaudit.errors import KnownError, NotSaved
from cxaudit.reasons import reason_of
from cxaudit.sound.recording import ID_LENGTH, Stamp
from cxaudit.whole_file import whole_file

RATE = 16_000
"""Samples a second: enough for speech, and eight hours fit into a file of evidence."""
BLOCKS_A_SECOND = 15
LONGEST = 10 * 3600
"""Seconds; what is longer would not fit into a file of evidence."""
PATIENCE = 3.0
"""Seconds without a sample after which a source counts as gone."""
SAFE_WITHIN = 1.0
"""Seconds until sound outlasts a power cut too; a crash of the program alone takes less."""
SILENCE = -96.0
"""The level of no sound at all, in dB below the loudest."""

_WIDTH = 2
_ABOUT, _SOUND, _STAMPS = "about.json", "sound.pcm", "stamps.jsonl"


class Source(Protocol):
    """Where samples come from: a microphone, or a generator."""

    rate: int

    def start(self, take: Callable[[bytes], None]) -> None:
        """Hand over blocks of samples from now on, from any thread; KnownError if there are none."""

    def stop(self) -> None:
        """Hand over no more."""


@dataclass(frozen=True, slots=True)
class About:
    """What a recording is of; `begun` is a moment of the log."""

    id: str
    audit: str
    sheet: str
    author: str
    begun: str
    rate: int = RATE


class Take:
    """One recording from its first sample to its last.

    `begin` and `end` are called once each. Whatever fails in between stands in `fault`; what was
    recorded until then stays on the disk.
    """

    def __init__(self, folder: Path, about: About, source: Source, patience: float = PATIENCE) -> None:
        """`folder` is that of all recordings; this one gets a folder of its own in it."""
        self.about = about
        self.folder = folder / about.id
        self.fault: KnownError | None = None
        self._source, self._patience = source, patience
        self._queue: SimpleQueue[bytes | Stamp | None] = SimpleQueue()
        self._taken = 0
        self._peak = 0
        self._thread = Thread(target=self._write, name="recording", daemon=True)

    @property
    def seconds(self) -> float:
        """How much was recorded so far, by its samples and not by a clock."""
        return self._taken / self.about.rate

    @property
    def waiting(self) -> int:
        """How many blocks and stamps are not on the disk yet."""
        return self._queue.qsize()

    def level(self) -> float:
        """The loudest sample since this was last asked, in dB below the loudest that there can be."""
        peak, self._peak = self._peak, 0
        return max(SILENCE, 20 * log10(peak / 32768)) if peak else SILENCE

    def begin(self) -> None:
        """Record from now on; KnownError says why that cannot be, and nothing is left behind."""
        try:
            self.folder.mkdir(parents=True)
            with whole_file(self.folder / _ABOUT) as file:
                file.write(json.dumps(asdict(self.about)).encode())
                file.flush()
                os.fsync(file.fileno())
            for name in (_SOUND, _STAMPS):
                (self.folder / name).touch()
            sync_folder(self.folder)
            sync_folder(self.folder.parent)
        except OSError as error:
            self._source.stop()
            rmtree(self.folder, ignore_errors=True)
            raise KnownError(
                "Nothing is recorded: {reason}. Scoring goes on.", reason=reason_of(error)
            ) from error
        self._thread.start()
        try:
            self._source.start(self._take)
        except BaseException:
            self._source.stop()
            self._finish()
            rmtree(self.folder, ignore_errors=True)
            raise

    def stamp(self, cell: str, change: str, second: float | None = None) -> None:
        """Note that a cell was said by that change, at this second of the recording if none is given."""
        at = self.seconds if second is None else second
        self._queue.put(Stamp(round(at, 2), cell, change[:ID_LENGTH]))

    def end(self) -> None:
        """Record no more; everything is on the disk when this returns, unless `fault` says otherwise."""
        self._source.stop()
        self._finish()

    def _take(self, block: bytes) -> None:
        if self.fault:
            return
        self._taken += len(block) // _WIDTH
        self._queue.put(block)

    def _finish(self) -> None:
        self._queue.put(None)
        self._thread.join()

    # --- on the thread that writes ------------------------------------------------------------

    def _write(self) -> None:
        try:
            with (
                _appending(self.folder / _SOUND) as sound,
                _appending(self.folder / _STAMPS) as stamps,
                self._synced(sound, stamps),
            ):
                self._write_all(sound, stamps)
        except OSError as error:
            self._break_off(error)
        except KnownError as fault:
            self.fault = self.fault or fault

    def _write_all(self, sound: BinaryIO, stamps: BinaryIO) -> None:
        written = 0
        while (piece := self._next()) is not None:
            if isinstance(piece, Stamp):
                _add(stamps, json.dumps([piece.second, piece.cell, piece.change]).encode() + b"\n")
                continue
            _add(sound, piece)
            self._peak = max(self._peak, _peak_of(piece))
            written += len(piece) // _WIDTH
            if written >= LONGEST * self.about.rate:
                raise NotSaved(
                    "The recording has ended after {n} hours. It is kept; start another one to go on.",
                    n=LONGEST // 3600,
                )

    @contextmanager
    def _synced(self, *files: BinaryIO) -> Iterator[None]:
        """Bring the files to the disk each second, on a thread apart: a slow disk must not hold up sound."""
        ended = Event()

        def sync() -> None:
            try:
                while not ended.wait(SAFE_WITHIN):
                    for file in files:
                        os.fsync(file.fileno())
            except OSError as error:
                self._break_off(error)

        thread = Thread(target=sync, name="recording to disk", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            for file in files:
                os.fsync(file.fileno())

    def _break_off(self, error: OSError) -> None:
        self.fault = NotSaved(
            "The recording has ended: {reason}. What was recorded before is kept, and scoring goes on.",
            reason=reason_of(error),
        )

    def _next(self) -> bytes | Stamp | None:
        try:
            return self._queue.get(timeout=self._patience)
        except Empty:
            raise NotSaved(
                "The microphone gives no sound any more, so the recording has ended. "
                "What was recorded before is kept, and scoring goes on."
            ) from None


# --- what is on the disk ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording as it lies on the disk; `frames` are whole samples."""

    folder: Path
    about: About
    frames: int
    stamps: tuple[Stamp, ...]

    @property
    def sound(self) -> Path:
        return self.folder / _SOUND

    @property
    def seconds(self) -> float:
        return self.frames / self.about.rate


def kept(folder: Path) -> list[Kept]:
    """The recordings in a folder that were not taken in yet, oldest first; what holds no sound is removed."""
    found = []
    for one in sorted(folder.iterdir()) if folder.is_dir() else []:
        if read := kept_in(one):
            found.append(read)
        else:
            rmtree(one, ignore_errors=True)
    return sorted(found, key=lambda k: k.about.begun)


def kept_in(folder: Path) -> Kept | None:
    """The recording in its own folder; None if it holds no sound."""
    try:
        about = About(**json.loads((folder / _ABOUT).read_bytes()))
        frames = (folder / _SOUND).stat().st_size // _WIDTH
    except (OSError, ValueError, TypeError):
        return None
    return Kept(folder, about, frames, _stamps_of(folder / _STAMPS, frames / about.rate)) if frames else None


def _stamps_of(path: Path, seconds: float) -> tuple[Stamp, ...]:
    """The whole lines of a file that a crash may have cut; none is later than the sound that is left."""
    found: list[Stamp] = []
    with suppress(OSError, ValueError, TypeError):
        for line in path.read_text("utf-8").splitlines():
            second, cell, change = json.loads(line)
            found.append(Stamp(min(second, round(seconds, 2)), cell, change))
    return tuple(found)


def _appending(path: Path) -> BinaryIO:
    return path.open("ab", buffering=0)


def _add(file: BinaryIO, piece: bytes) -> None:
    """All of it: a system may write less than asked without calling it an error."""
    left = memoryview(piece)
    while left:
        left = left[os.write(file.fileno(), left) :]


def _peak_of(piece: bytes) -> int:
    samples = array("h", piece)
    return max(max(samples), -min(samples)) if samples else 0
