"""Kills a recording again and again, and counts what of it was lost; then records for eight hours."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from array import array
from pathlib import Path

from cxaudit.progress import Progress
from cxaudit.sound.packing import pack
from cxaudit.sound.take import RATE, About, Take, kept

KILLS = 100
HOURS = 8
ABOUT = About("sound", "audit", "1", "A", "2026-11-23T12:00:00.000000Z")
RECORD = """
import sys, time
from pathlib import Path
from cxaudit.sound.take import BLOCKS_A_SECOND, Take
from tests.bench.sound import ABOUT, Given
source = Given()
take = Take(Path(sys.argv[1]), ABOUT, source)
take.begin()
while True:
    source.give(1 / BLOCKS_A_SECOND)
    print(source.at, flush=True)
    time.sleep(1 / BLOCKS_A_SECOND / 10)
"""


class Given:
    """A source that hands over a rising count as samples, so that each can be told from the next."""

    rate = RATE

    def __init__(self) -> None:
        self.at = 0

    def start(self, take):
        self._take = take

    def stop(self):
        pass

    def give(self, seconds: float) -> None:
        count = int(seconds * RATE)
        self._take(samples(self.at, count))
        self.at += count


def samples(first: int, count: int) -> bytes:
    return array("h", ((at % 30_000) for at in range(first, first + count))).tobytes()


def bench() -> None:
    chance = random.Random(1)
    lost, wrong = [], 0
    for _ in range(KILLS):
        with tempfile.TemporaryDirectory() as home:
            given, left, same = _record_until_killed(Path(home), chance)
        lost.append((given - left) / RATE)
        wrong += not same
    print(f"\n{KILLS} kills while recording, ten times as fast as sound")
    print(f"  at most {max(lost):.2f} s of sound lost, {wrong} recordings with wrong samples")
    _bench_long()


def _record_until_killed(folder: Path, chance: random.Random) -> tuple[int, int, bool]:
    """The samples that were handed over, those that are left, and whether they are the same."""
    with subprocess.Popen([sys.executable, "-c", RECORD, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.5)
        process.kill()
        said = [int(line) for line in process.stdout.read().split(b"\n")[:-1]]
    found = kept(folder)
    if not found:
        return max(said, default=0), 0, True
    frames = found[0].frames
    return max(said, default=0), frames, found[0].sound.read_bytes()[: 2 * frames] == samples(0, frames)


def _bench_long() -> None:
    """Eight hours as fast as the disk takes them."""
    noise = random.Random(1)
    second = array("h", (int(noise.gauss(0, 1500)) for _ in range(RATE))).tobytes()
    with tempfile.TemporaryDirectory() as home:
        source = Given()
        take = Take(Path(home), ABOUT, source, patience=60)
        take.begin()
        before, start = _memory(), time.monotonic()
        for at in range(HOURS * 3600):
            source._take(second)
            take.stamp("visit/1/rating/SEL-01/score", f"{at:064}") if at % 60 == 0 else None
            while take.waiting > 10:
                time.sleep(0.001)
        after = _memory()
        take.end()
        (found,) = kept(Path(home))
        recorded = time.monotonic() - start
        pack(found, Path(home) / "packed.ogg", Progress())
        size = (Path(home) / "packed.ogg").stat().st_size
        print(f"{found.seconds / 3600:g} hours of sound: memory {before:.0f} MB before, {after:.0f} MB after")
        packed = time.monotonic() - start - recorded
        print(f"  {recorded:.0f} s to record, {packed:.0f} s to pack into {size >> 20} MB")


def _memory() -> float:
    """MB of memory that this process holds."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 / 1e6 if statm.exists() else 0.0


if __name__ == "__main__":
    bench()
