"""A team of 500 devices and 10,000 audits: first sync, a sync without news, bytes per audit, and a merge.

`DEVICES` and `AUDITS` of the environment make it smaller or larger.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cxaudit import cells, changes, framework
from cxaudit.model import Change
from cxaudit.store.spaces import Space
from cxaudit.store.store import Store
from cxaudit.sync import joining, place, segment, team, targets
from cxaudit.sync.engine import Sync
from cxaudit.sync.identity import Identity
from cxaudit.sync.seal import Open
from cxaudit.sync.segment import Part
from cxaudit.sync.target import Target
from cxaudit.sync.targets import address
from tests.bench.timing import show

DEVICES = int(os.environ.get("DEVICES", "500"))
AUDITS = int(os.environ.get("AUDITS", "10000"))
VISITS = 4
"""So many segments each audit is sent in: the auditor syncs at the start, twice on the way and at the end."""
WORDS = (
    "the sign is hard to find · nobody greeted · price tag missing · asked twice · offered a chair · smiled"
    " · касса не работала · консультант помог сразу · ждали семь минут · ценник не совпал · вежливо · чисто"
).split(" · ")
FIRST = datetime(2027, 1, 15, 9, tzinfo=UTC)


def bench() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "place").mkdir()
        target = targets.connect(address.parse(str(folder / "place")))
        space = _found(folder, target)
        _fill(space, target)
        files = [p for p in (folder / "place").rglob("*") if p.is_file()]
        size = sum(p.stat().st_size for p in files)
        print(f"{AUDITS} audits of {DEVICES} devices: {len(files)} files, {size / AUDITS / 1024:.1f} KiB each")
        with Store(folder / "new") as store:
            mine = Identity.new()
            store.spaces.put(Space(space.id, space.founder, space.address, mine.to_text(), None, space.options))
            start = time.perf_counter()
            outcome = Sync(store, store.spaces.get(space.id), target).run()
            first = time.perf_counter() - start
            print(f"first sync: {first:.1f} s, {outcome.taken} changes, {outcome.waiting} waiting")
            for said in outcome.notices[:3]:
                print(said)
            taken = []
            for _ in range(3):
                start = time.perf_counter()
                Sync(store, store.spaces.get(space.id), target).run()
                taken.append(time.perf_counter() - start)
            print(f"without news: {min(taken):.2f} s on a folder")
            print(f"store: {(folder / 'new' / 'audits.sqlite').stat().st_size / AUDITS / 1024:.1f} KiB an audit")


def _found(folder: Path, target: Target) -> Space:
    with Store(folder / "founder") as store:
        space = joining.found(store, target, str(folder / "place"), "Wave 1", "Founder")
        Sync(store, space, target).run()
        return space


def _fill(space: Space, target: Target) -> None:
    checklist, raw = framework.default()
    import hashlib

    sha = hashlib.sha256(raw).hexdigest()
    place.put_checklist(target, Open(), sha, raw)
    founder = Identity.from_text(space.identity)
    people = [Identity.new() for _ in range(DEVICES)]
    said = []
    for number, one in enumerate(people):
        member = team.Said(f"Auditor {number}", one.public.to_text(), "auditor")
        said.append(
            changes.make(
                audit=space.id,
                cell=team.member_cell(one.signer),
                value={"name": member.name, "public": member.public, "role": member.role, "after": 0},
                author="Founder",
                device=founder.signer,
                seq=2,
                at=changes.stamp(FIRST),
            )
        )
    _put(space, target, founder, [Part(2, space.id, "", tuple(said))])
    chance = random.Random(5)
    start = time.perf_counter()
    for one in people:
        parts: dict[int, list[Part]] = {}
        for number in range(AUDITS // DEVICES):
            log = list(_log(chance, checklist, sha, one.signer[:16]))
            for at in range(VISITS):
                share = tuple(log[at * len(log) // VISITS : (at + 1) * len(log) // VISITS])
                sent = number * VISITS + at + 1
                parts.setdefault(sent, []).append(Part(sent, share[0].audit, sha, share))
        # as compaction leaves them
        everything = [part for found in parts.values() for part in found]
        half = len(everything) * 3 // 4
        _put(space, target, one, everything[:half])
        for part in everything[half:]:
            _put(space, target, one, [part])
    print(f"made in {time.perf_counter() - start:.0f} s")


def _put(space: Space, target: Target, one: Identity, parts: list[Part]) -> None:
    name, data = segment.encode(space.id, parts, one, Open())
    target.put(str(name), data)


def _log(chance: random.Random, checklist, sha: str, device: str) -> Iterator[Change]:
    audit = f"{chance.getrandbits(128):032x}"
    said = [(cells.FRAMEWORK, sha), (cells.CREATED, changes.stamp(FIRST))]
    said += [(cells.brief("company"), f"Company {chance.randrange(200)}"), (cells.brief("country"), "RU")]
    said += [(cells.brief("auditor"), "Anna Auditor"), (cells.brief("wave"), "2027 1")]
    for criterion in checklist.criteria:
        said.append((cells.score(criterion), chance.randrange(6)))
        if chance.random() < 0.6:
            text = ", ".join(chance.sample(WORDS, 3))
            said.append((cells.note(criterion), f"{text} {chance.randrange(1000)}"))
        if chance.random() < 0.3:
            said.append((cells.score(criterion), {"mark": "U", "reason": "not seen"}))
    prev, heads, moment = "", {}, FIRST + timedelta(days=chance.randrange(100))
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
        prev, heads[cell] = made.id, made.id
        yield made


if __name__ == "__main__":
    bench()
