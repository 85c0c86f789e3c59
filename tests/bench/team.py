"""A team of 500 devices and 10,000 audits: first sync, a sync without news, bytes per audit, and a merge.

`DEVICES` and `AUDITS` of the environment make it smaller or larger.
"""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cxaudit import cells, changes, framework
from cxaudit.model import Change, Framework, Json
from cxaudit.store.spaces import Space
from cxaudit.store.store import FILE, Store
from cxaudit.sync import joining, place, segment, targets, team
from cxaudit.sync.engine import Outcome, Sync
from cxaudit.sync.identity import Identity
from cxaudit.sync.seal import Open
from cxaudit.sync.segment import Part
from cxaudit.sync.target import Target
from cxaudit.sync.targets import address
from tests.bench.timing import in_turn, show
from tests.core.sync import servers

DEVICES = int(os.environ.get("DEVICES", "500"))
AUDITS = int(os.environ.get("AUDITS", "10000"))
VISITS = 4
"""So many segments each audit is sent in: the auditor syncs at the start, twice on the way and at the end."""
WORDS = [
    "the sign is hard to find",
    "nobody greeted",
    "price tag missing",
    "asked twice",
    "offered a chair",
    "smiled",
    "касса не работала",
    "консультант помог сразу",
    "ждали семь минут",
    "ценник не совпал",
    "вежливо",
    "чисто",
]
FIRST = datetime(2027, 1, 15, 9, tzinfo=UTC)


def bench() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here = folder / "served" / "team"
        here.mkdir(parents=True)
        target = targets.connect(address.parse(str(here)))
        space = _found(folder, target)
        print(f"\nA team: {AUDITS} audits of {DEVICES} devices, made in {_fill(space, target):.0f} s")
        files = [path for path in here.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / AUDITS / 1024
        print(
            f"  the place: {len(files)} files, {size:.1f} KiB an audit without evidence  (goal: at most 16)"
        )
        with Store(folder / "new") as store:
            mine = Identity.new().to_text()
            store.spaces.put(Space(space.id, space.founder, space.address, mine, None, space.options))
            seconds, outcome = _sync(store, space.id, target)
            said = f"{outcome.taken} changes, {outcome.waiting} waiting, {outcome.refused} refused"
            print(f"  first sync: {seconds:.1f} s, {said}  (goal: at most 120)")
            _sync(store, space.id, target)
            print(f"  without news, a folder: {_sync(store, space.id, target)[0]:.2f} s  (goal: at most 2)")
            with servers.webdav(folder / "served") as place_, closing(targets.connect(*place_)) as far:
                _sync(store, space.id, far)
                print(f"  without news, WebDAV: {_sync(store, space.id, far)[0]:.2f} s  (goal: at most 5)")
            print(f"  the store: {(folder / 'new' / FILE).stat().st_size / AUDITS / 1024:.0f} KiB an audit")
    _merge()


def _sync(store: Store, space: str, target: Target) -> tuple[float, Outcome]:
    start = time.perf_counter()
    outcome = Sync(store, store.spaces.get(space), target).run()
    return time.perf_counter() - start, outcome


def _merge() -> None:
    """Two copies that have 2,000 edits each since they parted; both ways give one copy that knows all."""
    import pycrdt

    checklist, raw = framework.default()
    sha, chance = hashlib.sha256(raw).hexdigest(), random.Random(7)
    cells_ = [cells.note(criterion) for criterion in checklist.criteria]
    common = list(_log(chance, checklist, sha, "common"))
    logs, docs = [], []
    start = pycrdt.Doc({"cells": pycrdt.Map()})
    for change in common:
        start["cells"][change.cell] = str(change.value)
    for device in ("one", "two"):
        heads = {cell: found[-1].id for cell, found in changes.heads(common).items()}
        said = [(chance.choice(cells_), f"{chance.choice(WORDS)} {n}") for n in range(2000)]
        logs.append([*common, *_chained(said, common[0].audit, device, heads, "", FIRST)])
        docs.append(pycrdt.Doc({"cells": pycrdt.Map()}))
        docs[-1].apply_update(start.get_update())
        for cell, value in said:
            docs[-1]["cells"][cell] = value
    update = docs[1].get_update()

    def ours() -> float:
        began = time.perf_counter()
        assert changes.heads(changes.merge(*logs))
        return time.perf_counter() - began

    def theirs() -> float:
        copy = pycrdt.Doc({"cells": pycrdt.Map()})
        copy.apply_update(docs[0].get_update())
        began = time.perf_counter()
        copy.apply_update(update)
        assert copy["cells"].to_py()
        return time.perf_counter() - began

    taken = in_turn({"pycrdt: apply the other's update": theirs, "ours: merge and heads": ours}, 20)
    show("Merge of two copies with 2,000 edits each", taken, next(iter(taken)))


def _found(folder: Path, target: Target) -> Space:
    with Store(folder / "founder") as store:
        space = joining.found(store, target, str(folder / "served" / "team"), "Wave 1", "Founder")
        Sync(store, space, target).run()
        return space


def _fill(space: Space, target: Target) -> float:
    """Lay down what the devices have sent, three quarters of it in one segment each; returns the seconds."""
    checklist, raw = framework.default()
    sha = hashlib.sha256(raw).hexdigest()
    place.put_checklist(target, Open(), sha, raw)
    people = [Identity.new() for _ in range(DEVICES)]
    _admit(space, target, people)
    chance, start = random.Random(5), time.perf_counter()
    for one in people:
        parts = []
        for number in range(AUDITS // DEVICES):
            log = list(_log(chance, checklist, sha, one.signer[:16]))
            for at in range(VISITS):
                share = tuple(log[at * len(log) // VISITS : (at + 1) * len(log) // VISITS])
                parts.append(Part(number * VISITS + at + 1, share[0].audit, sha, share))
        old = len(parts) * 3 // 4
        for each in (parts[:old], *([part] for part in parts[old:])):
            _put(space, target, one, each)
    return time.perf_counter() - start


def _admit(space: Space, target: Target, people: list[Identity]) -> None:
    founder = Identity.from_text(space.identity)
    said = tuple(
        changes.make(
            audit=space.id,
            cell=team.member_cell(one.signer),
            value=team.value(f"Auditor {n}", one.public, "auditor"),
            author="Founder",
            device=founder.signer,
            seq=2,
            at=changes.stamp(FIRST),
        )
        for n, one in enumerate(people)
    )
    _put(space, target, founder, [Part(2, space.id, "", said)])


def _put(space: Space, target: Target, one: Identity, parts: list[Part]) -> None:
    name, data = segment.encode(space.id, parts, one, Open())
    target.put(str(name), data)


def _log(chance: random.Random, checklist: Framework, sha: str, device: str) -> Iterator[Change]:
    """An audit as people make it: 120 scores, 70 notes, some scores twice."""
    said: list[tuple[str, Json]] = [(cells.FRAMEWORK, sha), (cells.CREATED, changes.stamp(FIRST))]
    said += [(cells.brief("company"), f"Company {chance.randrange(200)}"), (cells.brief("country"), "RU")]
    said += [(cells.brief("auditor"), "Anna Auditor"), (cells.brief("wave"), "2027 1")]
    for criterion in checklist.criteria:
        said.append((cells.score(criterion), chance.randrange(6)))
        if chance.random() < 0.6:
            text = ", ".join(chance.sample(WORDS, 3))
            said.append((cells.note(criterion), f"{text} {chance.randrange(1000)}"))
        if chance.random() < 0.3:
            said.append((cells.score(criterion), {"mark": "U", "reason": "not seen"}))
    moment = FIRST + timedelta(days=chance.randrange(100), seconds=chance.randrange(30000))
    return _chained(said, f"{chance.getrandbits(128):032x}", device, {}, "", moment)


def _chained(
    said: list[tuple[str, Json]], audit: str, device: str, heads: dict[str, str], prev: str, moment: datetime
) -> Iterator[Change]:
    chance = random.Random(audit + device)
    for seq, (cell, value) in enumerate(said, 1):
        moment += timedelta(microseconds=chance.randrange(40_000_000))
        made = changes.make(
            audit=audit,
            cell=cell,
            value=value,
            author="Anna Auditor",
            device=device,
            seq=seq,
            at=changes.stamp(moment),
            parents=[heads[cell]] if cell in heads else [],
            prev=prev,
        )
        prev = heads[cell] = made.id
        yield made


if __name__ == "__main__":
    bench()
