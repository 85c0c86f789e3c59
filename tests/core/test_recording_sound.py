"""A recording packed into one file, taken in as evidence, and played from any of its seconds."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime
from threading import Event

import pytest
import soundfile

from cxaudit import cell_values, cells
from cxaudit.blobs import Blobs
from cxaudit.changes import stamp
from cxaudit.errors import KnownError
from cxaudit.framework import default
from cxaudit.progress import Progress
from cxaudit.sound.packing import pack, play, take_in, values
from cxaudit.sound.recording import Stamp
from cxaudit.sound.take import About, Kept

RATE = 16_000
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make(folder, seconds: int = 8, stamps=()) -> Kept:
    """A recording in which each second is a little louder than the one before."""
    folder.mkdir(exist_ok=True)
    half = RATE // 100
    with (folder / "sound.pcm").open("wb") as sound:
        for second in range(seconds):
            loud = 1000 * (second + 1)
            sound.write(array("h", ([loud] * half + [-loud] * half) * (RATE // (2 * half))).tobytes())
    return Kept(folder, About("abc", "audit", "1", "A", stamp(NOW), RATE), seconds * RATE, tuple(stamps))


class Heard:
    """Keeps what would be heard; stops the playing after so many seconds."""

    def __init__(self, stopped: Event, seconds: float = 1e9) -> None:
        self.samples = array("h")
        self.rate = self.stops = 0
        self._stopped, self._most = stopped, seconds

    def start(self, rate):
        self.rate = rate

    def write(self, samples):
        self.samples.frombytes(samples)
        if len(self.samples) >= self._most * self.rate:
            self._stopped.set()

    def stop(self):
        self.stops += 1

    def loudness(self, second: int) -> float:
        part = self.samples[second * self.rate : (second + 1) * self.rate]
        return sum(map(abs, part)) / len(part)


def open_packed(folder):
    return (folder / "packed.ogg").open("rb")


def test_a_packed_recording_is_small_and_has_every_sample_at_its_second(tmp_path):
    kept = make(tmp_path / "one")
    pack(kept, tmp_path / "packed.ogg", Progress())
    with soundfile.SoundFile(tmp_path / "packed.ogg") as packed:
        assert (packed.frames, packed.samplerate, packed.channels) == (kept.frames, RATE, 1)
    assert (tmp_path / "packed.ogg").stat().st_size < kept.frames * 2 / 4


def test_a_recording_becomes_an_internal_file_of_sound_with_its_stamps(tmp_path):
    kept = make(tmp_path / "one", stamps=[Stamp(2.5, cells.score("SEL-01"), "a" * 16)])
    blobs = Blobs(tmp_path / "blobs")
    file = take_in(kept, "Recording.ogg", blobs, NOW, Progress())
    assert (file.kind, file.media_type, file.criterion, file.author) == ("audio", "audio/ogg", "", "A")
    assert blobs.check(file.sha256) and kept.sound.exists()
    said = values(kept, file)
    for cell, value in said.items():
        cell_values.check(cell, value, default()[0])
    assert said[cells.internal("abc")] is True
    assert said[cells.recording("abc")] == {
        "evidence": "abc",
        "sheet": "1",
        "begun": stamp(NOW),
        "seconds": 8.0,
        "stamps": [[2.5, cells.score("SEL-01"), "a" * 16]],
        "deleted": False,
    }


def test_a_crash_while_it_is_stored_leaves_no_second_copy_of_the_sound(tmp_path):
    kept, blobs = make(tmp_path / "one"), Blobs(tmp_path / "blobs")
    first = take_in(kept, "Recording.ogg", blobs, NOW, Progress())
    again = take_in(kept, "Recording.ogg", blobs, NOW, Progress())
    assert again.sha256 == first.sha256 and list(blobs.names()) == [first.sha256]


def test_what_was_packed_by_half_is_packed_anew(tmp_path):
    kept, blobs = make(tmp_path / "one"), Blobs(tmp_path / "blobs")
    pack(kept, kept.folder / "packed.ogg", Progress())
    whole = (kept.folder / "packed.ogg").read_bytes()
    (kept.folder / "packed.ogg").write_bytes(whole[: len(whole) // 2])
    file = take_in(kept, "Recording.ogg", blobs, NOW, Progress())
    with soundfile.SoundFile(blobs.path(file.sha256)) as packed:
        assert packed.frames == kept.frames


def test_a_recording_plays_from_the_second_that_is_asked_for(tmp_path):
    pack(make(tmp_path / "one"), tmp_path / "packed.ogg", Progress())
    stopped = Event()
    heard = Heard(stopped, seconds=2)
    play(lambda: open_packed(tmp_path), 4.0, heard, stopped)
    assert heard.rate == RATE and heard.stops == 1
    assert heard.loudness(0) == pytest.approx(5000, rel=0.1)
    assert heard.loudness(1) == pytest.approx(6000, rel=0.1)


def test_playing_ends_with_the_recording_and_beyond_its_end_nothing_is_heard(tmp_path):
    pack(make(tmp_path / "one", seconds=2), tmp_path / "packed.ogg", Progress())
    heard = Heard(Event())
    play(lambda: open_packed(tmp_path), 1.0, heard, Event())
    assert len(heard.samples) == RATE and heard.stops == 1
    beyond = Heard(Event())
    play(lambda: open_packed(tmp_path), 99.0, beyond, Event())
    assert not beyond.samples and beyond.stops == 1


@pytest.mark.parametrize("content", [None, b"", b"OggS and no sound"])
def test_a_recording_that_is_not_here_or_damaged_is_one_sentence(tmp_path, content):
    if content is not None:
        (tmp_path / "packed.ogg").write_bytes(content)
    with pytest.raises(KnownError, match="missing or damaged"):
        play(lambda: open_packed(tmp_path), 0.0, Heard(Event()), Event())


def test_a_recording_that_cannot_be_packed_stays(tmp_path):
    kept = make(tmp_path / "one", seconds=1)
    with pytest.raises(KnownError, match="All of its sound is kept"):
        pack(kept, tmp_path / "nowhere" / "packed.ogg", Progress())
    assert kept.sound.stat().st_size == 2 * RATE
