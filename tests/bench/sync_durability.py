"""What a kill, a full disk, a place that goes away and a flipped bit cost a team that syncs.

`python -m tests.bench.sync_durability [SHARE]`; it takes a quarter of an hour, so it is no part of
`./run bench`. A share of 0.1 makes a tenth of every count.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count as numbers
from pathlib import Path

from sqlalchemy import Connection

from cxaudit import auditfile, cells
from cxaudit.edits import edit
from cxaudit.progress import Cancelled, Progress
from cxaudit.store.doctor import examine
from cxaudit.store.store import Store
from cxaudit.sync import cargo, compaction, joining
from cxaudit.sync.engine import Sync
from cxaudit.sync.target import Unreachable
from cxaudit.sync.targets import address, connect
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.crew import Crew
from tests.core.sync.world import (
    CRITERIA,
    NAMES,
    World,
    again,
    assert_whole,
    attach,
    attempt,
    said_by,
    settle,
)

KILLS, POINTS, FLIPS = 200, 50, 1000
LONGEST = 0.5
"""Seconds of work before a kill, at most."""
RECEIPT = 300_000
"""Bytes of a file of evidence that has to find room."""


def bench(share: float = 1.0) -> None:
    from tests.bench import sync_flips

    for keyed in (False, True):
        kind = "keyed" if keyed else "open"
        _show(f"kills while syncing, {kind} space", kills(round(KILLS * share / 2), keyed))
        _show(f"places that go away, {kind} space", interruptions(keyed, 1 if share == 1 else 7))
        _show(f"syncs that end after a transaction, {kind} space", stops(keyed))
        _show(f"cancelled syncs, {kind} space", cancellations(keyed))
    if can_mount():
        _show("points at which the store's disk is full", full_disks(round(POINTS * share / 2), "store"))
        _show("points at which the place is full", full_disks(round(POINTS * share / 2), "place"))
    for what, found in sync_flips.each(round(FLIPS * share)):
        _show(f"flips in {what}", found)


def _show(title: str, found: Counter[str]) -> None:
    print(f"{title}: " + ", ".join(f"{n} {what}" for what, n in found.items()), flush=True)


# --- kills ----------------------------------------------------------------------------------


def work(folder: str, place: str, audit: str, first: int, told: str) -> None:
    """Edit, add files and sync until killed; every edit that was acknowledged is told."""
    compaction.MANY = 4
    ear = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Store(Path(folder)) as store:
        (space,) = store.spaces.all()
        target = connect(address.parse(place))
        for n in numbers(first):
            seen, criterion = store.audit(audit), CRITERIA[n % len(CRITERIA)]
            said = [edit(seen, cells.score(criterion), n % 6), edit(seen, cells.note(criterion), f"note {n}")]
            made = [c.id for c in store.append(audit, said, "A").changes]
            if n % 3 == 0:
                attach(store, audit, f"e{n}x{os.getpid()}", f"evidence {n} ".encode() * 1000, "A")
                made.append(store.history(audit, cells.evidence(f"e{n}x{os.getpid()}"))[0].id)
            os.write(ear, "".join(f"{one}\n" for one in made).encode())
            Sync(store, store.spaces.get(space.id), target, pauses=()).run(verify=n % 5 == 0)


def kills(count: int, keyed: bool, longest: float = LONGEST, seed: int = 1) -> Counter[str]:
    """Kill each device in turn at a random moment, and look what is there when it starts again."""
    chance, found = random.Random(seed), Counter[str](kills=0, acknowledged=0, lost=0, faults=0, half=0)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__, "cxaudit.store.store", "cxaudit.sync.targets"])
    with tempfile.TemporaryDirectory() as name:
        home, place = Path(name), Path(name) / "place"
        place.mkdir()
        world = World(home / "world", keyed=keyed)
        target = connect(address.parse(str(place)))
        for path, data in world.files.items():
            target.put(path, data)
        said: set[str] = set()
        for run in range(count):
            folder, told = world.folder / NAMES[run % 3], home / f"told {run}"
            words = (str(folder), str(place), world.audit, run * 1000, str(told))
            process = processes.Process(target=work, args=words)
            process.start()
            _until(lambda told=told: told.is_file() and told.stat().st_size > 0, process)
            time.sleep(chance.random() * longest)
            process.kill()
            process.join()
            fresh = {line for line in told.read_text().splitlines(keepends=True) if line.endswith("\n")}
            said |= {line.strip() for line in fresh}
            found["kills"] += 1
            found["acknowledged"] += len(fresh)
            _after_a_kill(folder, world, target, {line.strip() for line in fresh}, found)
        with closing(again(world.folder, world.space, target, NAMES)) as crew:
            settle(crew)
            assert_whole(crew, world.audit, said)
            found["segments at the place"] = len(target.list("segments/"))
            found["files of evidence"] = len(auditfile.named_blobs(crew.stores["Ann"].history(world.audit)))
            found["parts left over"] = sum(path.name.endswith(".part") for path in place.rglob("*"))
    return found


def _until(there: Callable[[], bool], process: multiprocessing.process.BaseProcess) -> None:
    while not there():
        process.join(0.005)
        assert process.exitcode is None, "the work ended by itself"


def _after_a_kill(folder: Path, world: World, target, fresh: set[str], found: Counter[str]) -> None:
    with Store(folder) as store:
        found["lost"] += len(fresh - said_by(store, world.audit))
        found["faults"] += len(examine(store))
        Sync(store, store.spaces.get(world.space), target, pauses=()).run()
        found["faults"] += len(examine(store))
        pending = set(store.parcels.of(world.space, "in"))
        named = auditfile.named_blobs(store.history(world.audit))
        found["half"] += sum(not store.blobs.check(sha) for sha in named - pending)


# --- full disks -----------------------------------------------------------------------------


def can_mount() -> bool:
    """Whether a small disk can be made here."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True)
        if done.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return done.returncode == 0


@contextmanager
def small_disk(folder: Path, megabytes: int = 16) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def _fill(disk: Path, left: int) -> None:
    """Leave so many bytes of room."""
    room = os.statvfs(disk)
    with (disk / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(room.f_bavail * room.f_frsize - left, 1))


def full_disks(points: int, what: str) -> Counter[str]:
    """Work with less and less room on the disk of a store or of the place, then with enough again."""
    found = Counter[str](points=0, **{"stopped by a sentence": 0, "went through": 0, "lost": 0})
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        world = World(home / "world", _work_that_waits)
        for point in range(points):
            with small_disk(home / "disk") as disk:
                found["points"] += 1
                told = _work_on_it(world, home, disk, what, point * 3 * RECEIPT // points)
                found["stopped by a sentence" if told else "went through"] += 1
    return found


def _work_that_waits(crew: Crew, audit: str) -> None:
    """Ann's news lies at the place, Bob's does not yet."""
    attach(crew.stores["Ann"], audit, "ann", os.urandom(RECEIPT))
    crew.score("Ann", audit, "ACQ-02", 1)
    crew.sync("Ann")
    attach(crew.stores["Bob"], audit, "bob", os.urandom(RECEIPT))
    crew.score("Bob", audit, "ACQ-01", 5)


def _work_on_it(world: World, home: Path, disk: Path, what: str, left: int) -> bool:
    place = (disk if what == "place" else home) / f"place {left}"
    place.mkdir()
    target = connect(address.parse(str(place)))
    for path, data in world.files.items():
        target.put(path, data)
    told: list[str] = []
    with world.begin((disk if what == "store" else home) / "crew", target) as crew:
        said = set().union(*(said_by(store, world.audit) for store in crew.stores.values()))
        _fill(disk, left)
        told.append(attempt(lambda: _bob_works(crew, world.audit, said)))
        told.append(attempt(lambda: _bob_works(crew, world.audit, said)))
        (disk / "filler").unlink()
        crew.stores["Bob"].close()
        crew.open("Bob")
        settle(crew)
        assert_whole(crew, world.audit, said)
    return any(told)


def _bob_works(crew: Crew, audit: str, said: set[str]) -> None:
    """Open, write and sync, a step after the other; what was acknowledged is noted down."""
    crew.stores["Bob"].close()
    crew.open("Bob")
    for number in range(5):
        made = crew.score("Bob", audit, "LOY-01", number, f"{number} " * 2000)
        said |= {change.id for change in made.changes}
        crew.sync("Bob")


# --- places that go away --------------------------------------------------------------------


class Leaving(Memory):
    """A place that cannot be reached from the n-th call on, or at that call alone."""

    def __init__(self, files: dict[str, bytes], at: int, for_good: bool) -> None:
        super().__init__()
        self.files.update(files)
        self.at, self.for_good, self.calls = at, for_good, 0

    def _call(self) -> None:
        self.calls += 1
        if self.calls == self.at or (self.for_good and self.calls > self.at):
            raise Unreachable("The place of this trial cannot be reached now.")

    def list(self, prefix):
        self._call()
        return super().list(prefix)

    def get(self, name):
        self._call()
        return super().get(name)

    def put(self, name, data):
        self._call()
        super().put(name, data)

    def remove(self, names):
        self._call()
        super().remove(names)


@contextmanager
def small_parts() -> Iterator[None]:
    """So that a small trial has all that a large team has: fewer segments of many, files in many chunks."""
    before = compaction.MANY, cargo.CHUNK
    compaction.MANY, cargo.CHUNK = 4, 2000
    try:
        yield
    finally:
        compaction.MANY, cargo.CHUNK = before


def busy_world(folder: Path, keyed: bool) -> tuple[World, set[str]]:
    """Bob has much to hear, to send and to make fewer of; returns also what is said and has to stay.

    What Cem said last was taken in by Bob before he could know that Cem was not allowed to any more.
    """
    said: set[str] = set()

    def prepare(crew: Crew, audit: str) -> None:
        attach(crew.stores["Ann"], audit, "ann", b"a receipt " * 900)
        for mark in range(4):
            crew.score("Ann", audit, "ACQ-02", mark)
            crew.sync("Ann")
        for mark in range(5):
            crew.score("Bob", audit, "ACQ-01", mark)
            crew.sync("Bob", evidence=False)
        unheard = {change.id for change in crew.score("Cem", audit, "SEL-05", 5).changes}
        crew.sync("Cem")
        crew.sync("Bob", evidence=False)
        joining.set_role(crew.stores["Ann"], crew.target, crew.of("Ann"), crew.signer("Cem"), "viewer")
        crew.sync("Ann")
        attach(crew.stores["Bob"], audit, "bob", b"a photo " * 900)
        crew.score("Bob", audit, "SEL-06", 2, "not yet sent")
        for store in crew.stores.values():
            said.update(said_by(store, audit) - unheard)

    return World(folder, prepare, keyed), said


def interruptions(keyed: bool, step: int = 1) -> Counter[str]:
    """Let the place go away at the first call of a sync, at the second, and so on until none fails."""
    found = Counter[str](syncs=0, failed=0)
    with tempfile.TemporaryDirectory() as name, small_parts():
        world, said = busy_world(Path(name) / "world", keyed)
        for for_good in (True, False):
            for at in numbers(1, step):
                place = Leaving(world.files, at, for_good)
                found["syncs"] += 1
                failed = _interrupt(world, Path(name) / "crew", place, said)
                found["failed"] += failed
                if not failed:
                    break
    return found


def _interrupt(world: World, folder: Path, place: Leaving, said: set[str]) -> bool:
    with world.begin(folder, place) as crew:
        failed = bool(attempt(lambda: crew.sync("Bob")))
        place.at = 0
        place.for_good = False
        settle(crew)
        assert_whole(crew, world.audit, said)
    return failed


class Stopped(BaseException):
    """The end of a process, for a trial that makes it in its own."""


def stops(keyed: bool, step: int = 1) -> Counter[str]:
    """End a sync right after its first transaction, its second, and so on until one goes through."""
    return _until_one_goes_through(keyed, "stopped", _stopped_and_begun_anew, numbers(1, step))


def _until_one_goes_through(
    keyed: bool, what: str, breaks: Callable[[Crew, int], bool], places: Iterator[int]
) -> Counter[str]:
    """Break a sync at each of these places, and see each time that all is whole once everybody has met."""
    found = Counter[str]({"syncs": 0, what: 0})
    with tempfile.TemporaryDirectory() as name, small_parts():
        world, said = busy_world(Path(name) / "world", keyed)
        for at in places:
            with world.begin(Path(name) / "crew") as crew:
                broken = breaks(crew, at)
                found["syncs"] += 1
                found[what] += broken
                settle(crew)
                assert_whole(crew, world.audit, said)
            if not broken:
                break
    return found


def _stopped_and_begun_anew(crew: Crew, at: int) -> bool:
    stopped = _stopped(crew, at)
    crew.stores["Bob"].close()
    crew.open("Bob")
    return stopped


def _stopped(crew: Crew, at: int) -> bool:
    database, done = crew.stores["Bob"]._database, numbers(1)
    whole = database.transaction

    @contextmanager
    def transaction() -> Iterator[Connection]:
        with whole() as connection:
            yield connection
        if next(done) == at:
            raise Stopped

    database.transaction = transaction  # type: ignore[method-assign]
    try:
        crew.sync("Bob")
    except Stopped:
        return True
    return False


def cancellations(keyed: bool, step: int = 1) -> Counter[str]:
    """Cancel a sync at its first step, at the second, and so on until one goes through."""
    return _until_one_goes_through(keyed, "cancelled", _cancelled, numbers(0, step))


def _cancelled(crew: Crew, at: int) -> bool:
    steps = numbers()
    progress = Progress(lambda *_: progress.cancel() if next(steps) >= at else None)
    try:
        Sync(crew.stores["Bob"], crew.of("Bob"), crew.target, pauses=(0.0,)).run(progress)
    except Cancelled:
        return True
    return next(steps) > at  # it was asked for when nothing was left to do


if __name__ == "__main__":
    bench(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
