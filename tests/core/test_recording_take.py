"""A recording under way: what is on the disk, and what a crash, a full disk or a lost microphone leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tracemalloc
from array import array
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import pi, sin
from pathlib import Path

import pytest

from cxaudit.changes import stamp
from cxaudit.errors import KnownError
from cxaudit.progress import Progress
from cxaudit.sound.packing import pack
from cxaudit.sound.take import SILENCE, About, Take, kept, kept_in

ROOT = Path(__file__).parents[2]
RATE = 8000
ABOUT = About("take", "audit", "1", "A", stamp(datetime(2026, 11, 23, tzinfo=UTC)), RATE)


def tone(first: int, count: int, loud: float = 0.5) -> bytes:
    """So many samples of a tone of 440 Hz, from that sample on."""
    turns = (440 * at / RATE for at in range(first, first + count))
    return array("h", (round(32767 * loud * sin(2 * pi * turn)) for turn in turns)).tobytes()


class ByHand:
    """A source that hands over what the test gives it."""

    rate = RATE

    def __init__(self) -> None:
        self.at = 0
        self.stopped = False

    def start(self, take):
        self._take = take

    def stop(self):
        self.stopped = True

    def give(self, seconds: float) -> None:
        count = round(seconds * RATE)
        self._take(tone(self.at, count))
        self.at += count


@pytest.fixture
def source():
    return ByHand()


@pytest.fixture
def take(tmp_path, source):
    made = Take(tmp_path, ABOUT, source, patience=20)
    made.begin()
    yield made
    if not source.stopped:
        made.end()


def until(true) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_what_was_recorded_is_read_back_sample_by_sample(take, source, tmp_path):
    source.give(2.5)
    source.give(0.25)
    take.end()
    (found,) = kept(tmp_path)
    assert found.sound.read_bytes() == tone(0, round(2.75 * RATE))
    assert (found.seconds, found.about, source.stopped) == (2.75, ABOUT, True)


def test_stamps_stand_at_the_second_of_the_sound_and_not_at_that_of_a_clock(take, source, tmp_path):
    source.give(2)
    take.stamp("visit/1/rating/SEL-01/score", "a" * 64)
    source.give(1.5)
    take.stamp("visit/1/rating/SEL-02/score", "b" * 64)
    take.end()
    (found,) = kept(tmp_path)
    assert [(s.second, s.cell[-12:], s.change) for s in found.stamps] == [
        (2.0, "SEL-01/score", "a" * 16),
        (3.5, "SEL-02/score", "b" * 16),
    ]


def test_a_clock_that_is_set_back_moves_no_stamp(tmp_path, source):
    tomorrow = replace(ABOUT, begun=stamp(datetime.now(UTC) + timedelta(days=1)))
    take = Take(tmp_path, tomorrow, source, patience=20)
    take.begin()
    source.give(3)
    take.stamp("visit/1/rating/SEL-01/score", "a" * 64)
    take.end()
    assert [s.second for s in kept(tmp_path)[0].stamps] == [3.0]


def test_a_stamp_is_on_the_disk_while_the_recording_goes_on(take, source):
    source.give(1)
    take.stamp("visit/1/rating/SEL-01/score", "a" * 64)
    until(lambda: kept_in(take.folder).stamps if kept_in(take.folder) else ())


def test_the_level_is_the_loudest_sample_since_it_was_last_asked(take, source):
    assert take.level() == SILENCE
    source.give(0.5)
    until(lambda: (take.folder / "sound.pcm").stat().st_size)
    until(lambda: take.level() == pytest.approx(-6.0, abs=0.1))
    assert take.level() == SILENCE


def test_a_source_that_gives_nothing_any_more_ends_the_recording_and_keeps_it(tmp_path, source):
    take = Take(tmp_path, ABOUT, source, patience=0.05)
    take.begin()
    source.give(1)
    until(lambda: take.fault)
    source.give(1)
    take.end()
    assert "no sound any more" in str(take.fault) and kept(tmp_path)[0].seconds == 1.0


def test_a_source_that_cannot_start_leaves_nothing_behind(tmp_path, source):
    def refuse(take):
        raise KnownError("There is no microphone.")

    source.start = refuse
    with pytest.raises(KnownError, match="no microphone"):
        Take(tmp_path, ABOUT, source).begin()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_says_so(tmp_path, source):
    (tmp_path / "file").write_text("")
    with pytest.raises(KnownError, match="Nothing is recorded"):
        Take(tmp_path / "file", ABOUT, source).begin()
    assert source.stopped


def test_a_full_disk_ends_the_recording_says_so_and_keeps_what_was_before(take, source, tmp_path):
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (RATE * 2 * 3 + 1, before[1]))
    try:
        for _ in range(5):
            source.give(1)
        until(lambda: take.fault)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    take.end()
    assert str(take.fault).startswith("The recording has ended: ") and "scoring goes on" in str(take.fault)
    (found,) = kept(tmp_path)
    assert found.frames == 3 * RATE
    assert found.sound.read_bytes()[: found.frames * 2] == tone(0, 3 * RATE)
    pack(found, tmp_path / "packed.ogg", Progress())


def test_what_a_crash_cut_in_the_middle_of_a_sample_and_of_a_stamp_is_read(take, source, tmp_path):
    source.give(1)
    take.stamp("visit/1/rating/SEL-01/score", "a" * 64)
    take.end()
    with (take.folder / "sound.pcm").open("ab") as sound:
        sound.write(b"\1")
    with (take.folder / "stamps.jsonl").open("ab") as stamps:
        stamps.write(b'[0.9, "visit/1/rat')
    (found,) = kept(tmp_path)
    assert (found.frames, len(found.stamps)) == (RATE, 1)


def test_a_stamp_later_than_the_sound_that_is_left_stands_at_its_end(take, source, tmp_path):
    source.give(2)
    take.stamp("visit/1/rating/SEL-01/score", "a" * 64)
    take.end()
    os.truncate(take.folder / "sound.pcm", RATE)
    assert [s.second for s in kept(tmp_path)[0].stamps] == [0.5]


def test_a_folder_without_sound_is_removed(tmp_path, source):
    take = Take(tmp_path, ABOUT, source)
    take.begin()
    take.end()
    assert kept(tmp_path) == [] and list(tmp_path.iterdir()) == []


def test_memory_stays_flat_however_long_the_recording_is(tmp_path, source):
    block = tone(0, RATE // 10)
    take = Take(tmp_path, ABOUT, source, patience=20)
    take.begin()
    tracemalloc.start()
    for _ in range(2_000):
        source._take(block)
        while take.waiting > 50:
            time.sleep(0.001)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    take.end()
    assert kept(tmp_path)[0].seconds == 200.0
    assert peak < 1_000_000


KILLED = """
import sys, time
from pathlib import Path
from tests.core.test_recording_take import ABOUT, ByHand, RATE
from cxaudit.sound.take import Take
source = ByHand()
take = Take(Path(sys.argv[1]), ABOUT, source)
take.begin()
while True:
    source.give(1 / 15)
    take.stamp("visit/1/rating/SEL-01/score", f"{source.at:064}")
    print(source.at, flush=True)
    time.sleep(1 / 60)
"""


def test_a_recording_that_is_killed_loses_at_most_a_second(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        given = 0
        while given < 5 * RATE:
            given = int(process.stdout.readline())
        process.kill()
        given = max([given, *map(int, process.stdout.read().split())])
    (found,) = kept(tmp_path)
    assert given - RATE <= found.frames <= given + RATE // 15
    assert found.sound.read_bytes()[: found.frames * 2] == tone(0, found.frames)
    assert found.stamps and found.stamps[-1].second > found.seconds - 1
