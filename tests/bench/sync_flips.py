"""Flips one bit after the other in all that a team keeps: each is found, or changes nothing."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import update

from cxaudit import auditfile
from cxaudit.errors import KnownError
from cxaudit.store.doctor import examine
from cxaudit.store.store import FILE, Store
from cxaudit.store.summary import Listing
from cxaudit.store.tables import segments
from cxaudit.sync import cargo, joining, segment
from cxaudit.sync.engine import Sync, seal_of
from cxaudit.sync.targets.memory import Memory
from tests.core.sync.crew import Crew
from tests.core.sync.world import World, attach, said_by

FEW = 4096
"""Bytes of a chunk, so that small files of evidence are several."""


def each(count: int) -> Iterator[tuple[str, Counter[str]]]:
    """What came of so many flips in each of them."""
    for keyed in (False, True):
        kind, half = ("keyed" if keyed else "open"), count // 2
        yield f"the store of a device in a space that is {kind}", in_store(half, keyed)
        yield f"segments at the place, {kind}", in_segments_there(half, keyed)
        yield f"segments that a device keeps, {kind}", in_segments_here(half, keyed)
        yield f"chunks of evidence at the place, {kind}", in_chunks(half, keyed)
    yield "evidence on a device", in_evidence(count)
    yield "packages", in_packages(count)


def flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _prepare(crew: Crew, audit: str) -> None:
    """Bob has said something that nobody knows yet; Dan is in the team and has heard of nothing."""
    attach(crew.stores["Ann"], audit, "receipt", random.Random(1).randbytes(3 * FEW))
    for mark in range(3):
        crew.score("Ann", audit, "ACQ-02", mark, f"the {mark}. look")
        crew.sync("Ann")
    crew.sync("Bob")
    store = crew.open("Dan")
    joining.ask(store, crew.target, joining.code_of(crew.of("Ann")), "Dan")
    asked = joining.requests(crew.target, crew.of("Ann"), crew.team("Ann"))
    joining.admit(crew.stores["Ann"], crew.target, crew.of("Ann"), asked[0], "auditor")
    crew.sync("Ann")
    crew.score("Bob", audit, "SEL-05", 1, "nobody has heard this yet")


class Trials:
    """A crew, its place, and chance; every kind of trial begins here."""

    def __init__(self, folder: Path, keyed: bool = False, seed: int = 7) -> None:
        self.chance, self.found = random.Random(seed), Counter[str](flips=0, named=0, harmless=0)
        self.folder = folder
        self.world = World(folder / "world", _prepare, keyed, ("Ann", "Bob"))
        self.world.names = ("Ann", "Bob", "Dan")
        self.audit, self.space = self.world.audit, self.world.space

    def count(self, named: bool) -> None:
        self.found["flips"] += 1
        self.found["named" if named else "harmless"] += 1

    def place(self) -> Memory:
        target = Memory()
        target.files.update(self.world.files)
        return target

    def sync(self, store: Store, target: Memory, **how: bool):
        return Sync(store, store.spaces.get(self.space), target, pauses=()).run(**how)

    def copy(self, name: str) -> Path:
        folder = self.folder / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(self.world.folder / name, folder))


@contextmanager
def begun(keyed: bool = False) -> Iterator[Trials]:
    """Trials in a folder that is removed at the end, with small chunks until then."""
    whole, cargo.CHUNK = cargo.CHUNK, FEW
    try:
        with tempfile.TemporaryDirectory() as name:
            yield Trials(Path(name), keyed)
    finally:
        cargo.CHUNK = whole


# --- the store ------------------------------------------------------------------------------


def in_store(count: int, keyed: bool) -> Counter[str]:
    """Flip a bit of the SQLite file: what opens without a word reads, and sends, what it did before."""
    with begun(keyed) as trials:
        with Store(trials.copy("Bob")) as store:
            before = _reads(store, trials.audit)
        for _ in range(count):
            folder = trials.copy("Bob")
            path = folder / FILE
            path.write_bytes(flipped(path.read_bytes(), trials.chance))
            trials.count(named=bool(_told_by(trials, folder, before)))
        return trials.found


def _reads(store: Store, audit: str) -> tuple[object, ...]:
    heads = {cell: {h.id for h in found} for cell, found in store.audit(audit).cells.items()}
    rows = [(row.audit, row.company, row.score, row.conflicts) for row in store.catalog.listed(Listing())]
    return heads, store.scores(audit), said_by(store, audit), rows


def _told_by(trials: Trials, folder: Path, before: tuple[object, ...]) -> list[str]:
    """What people are told of the flip; nothing only if the store is what it was and sends what it did."""
    target = trials.place()
    try:
        with Store(folder) as store:
            if told := [str(fault) for fault in examine(store)]:
                return told
            assert _reads(store, trials.audit) == before, "another audit than before, and no word of it"
            outcome = trials.sync(store, target, verify=True)
            told = [str(notice) for notice in outcome.notices]
            assert _reads(store, trials.audit) == before and examine(store) == []
            there = _said_there(target, store.spaces.get(trials.space))
    except KnownError as error:
        return [str(error)]
    assert told or before[2] <= there, "not all was sent, and no word of it"
    assert all(target.files.get(name) == data for name, data in trials.world.files.items())
    return told


def _said_there(target: Memory, space) -> set[str]:
    seal, found = seal_of(space), set[str]()
    for path, data in target.files.items():
        if name := segment.name_of(path):
            found |= segment.decode(data, name, space.id, seal).ids
    return found


# --- segments -------------------------------------------------------------------------------


def in_segments_there(count: int, keyed: bool) -> Counter[str]:
    """Flip a bit of a segment at the place: it is named, and right again once somebody reads it back."""
    with begun(keyed) as trials:
        with closing(Store(trials.world.folder / "Ann")) as ann:
            for _ in range(count):
                target = trials.place()
                path = trials.chance.choice([n for n in target.files if segment.name_of(n)])
                target.files[path] = flipped(target.files[path], trials.chance)
                with Store(trials.copy("Dan")) as dan:
                    told = [str(notice) for notice in trials.sync(dan, target).notices]
                    if dan.knows(trials.audit):
                        assert said_by(dan, trials.audit) <= said_by(ann, trials.audit)
                    assert examine(dan) == [] and path not in dan.spaces.known(trials.space)
                    assert trials.sync(ann, target, verify=True).put_back == 1
                    assert target.files[path] == trials.world.files[path]
                    trials.sync(dan, target)
                    assert _reads(dan, trials.audit)[:3] == _reads(ann, trials.audit)[:3]
                trials.count(named=any("damaged" in one for one in told))
        return trials.found


def in_segments_here(count: int, keyed: bool) -> Counter[str]:
    """Flip a bit of a segment in a store's table: the doctor names it, and nobody is sent it."""
    with begun(keyed) as trials:
        with Store(trials.world.folder / "Ann") as ann:
            target = trials.place()
            trials.sync(ann, target)
            before = dict(target.files)
            kept = [p for p, one in ann.spaces.known(trials.space).items() if one.state == "taken"]
            for _ in range(count):
                path = trials.chance.choice(kept)
                data = flipped(ann.spaces.data(trials.space, path), trials.chance)
                with ann._database.transaction() as connection:
                    connection.execute(update(segments).where(segments.c.name == path).values(data=data))
                named = examine(ann) != []
                trials.sync(ann, target, verify=True)
                trials.sync(ann, target)
                assert target.files == before and ann.spaces.data(trials.space, path) == before[path]
                assert examine(ann) == []
                trials.count(named)
        return trials.found


# --- evidence -------------------------------------------------------------------------------


def in_chunks(count: int, keyed: bool) -> Counter[str]:
    """Flip a bit of a chunk at the place: the file stays pending until somebody has read it back."""
    with begun(keyed) as trials:
        with Store(trials.world.folder / "Ann") as ann:
            for _ in range(count):
                trials.count(named=_chunk_is_named(trials, ann))
        return trials.found


def _chunk_is_named(trials: Trials, ann: Store) -> bool:
    target = trials.place()
    path = trials.chance.choice([n for n in target.files if n.startswith("blobs/")])
    target.files[path] = flipped(target.files[path], trials.chance)
    with Store(trials.copy("Dan")) as dan:
        outcome = trials.sync(dan, target)
        assert outcome.pending_files == 1 and not list(dan.blobs.names()) and examine(dan) == []
        trials.sync(ann, target, verify=True)
        assert trials.sync(dan, target).pending_files == 0
        assert all(dan.blobs.check(sha) for sha in ann.blobs.names())
    return any("damaged" in str(notice) for notice in outcome.notices)


def in_evidence(count: int) -> Counter[str]:
    """Flip a bit of a file of evidence: the doctor names it, and it comes again from the place."""
    with begun() as trials:
        target = trials.place()
        with Store(trials.world.folder / "Ann") as ann:
            trials.sync(ann, target)
            (sha,) = ann.blobs.names()
            path, whole = ann.blobs.path(sha), ann.blobs.read(sha)
            for _ in range(count):
                path.write_bytes(flipped(whole, trials.chance))
                named = any("damaged" in str(fault) for fault in examine(ann))
                trials.sync(ann, target, verify=True)
                assert path.read_bytes() == whole and examine(ann) == []
                trials.count(named)
        return trials.found


# --- packages -------------------------------------------------------------------------------


def in_packages(count: int) -> Counter[str]:
    """Flip a bit of a `.cxaudit` file: it is refused, or holds all that it held."""
    with begun() as trials:
        path = trials.folder / "one.cxaudit"
        with Store(trials.world.folder / "Ann") as ann:
            auditfile.write(ann.package(trials.audit), path)
        whole, before = path.read_bytes(), _holds(path)
        for _ in range(count):
            path.write_bytes(flipped(whole, trials.chance))
            named = _is_refused(path)
            assert named or _holds(path) == before
            trials.count(named)
        return trials.found


def _holds(path: Path) -> tuple[object, ...]:
    package = auditfile.read(path)
    files = {sha: package.read_blob(sha) for sha in package.blobs}
    return package.audit, package.framework, package.changes, files


def _is_refused(path: Path) -> bool:
    try:
        return auditfile.verify(path) != []
    except KnownError:
        return True
