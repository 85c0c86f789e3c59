"""Kills a saving process again and again, and counts what it had acknowledged and then lost."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cxaudit import auditfile
from cxaudit.model import Brief
from cxaudit.store.doctor import examine
from cxaudit.store.store import Store

KILLS = 200
SAVE = """
import sys, uuid
from datetime import UTC, datetime
from pathlib import Path
from cxaudit import cells, evidence
from cxaudit.edits import Edit, edit
from cxaudit.store.store import Store
store = Store(Path(sys.argv[1])); audit = store.audit(sys.argv[2]); ids = list(audit.framework.criteria)
n = int(sys.argv[3])
while True:
    criterion = ids[n % len(ids)]
    said = [edit(audit, cells.score(criterion), n % 6), edit(audit, cells.note(criterion), f"note {n}")]
    if n % 4 == 0:
        name = uuid.uuid4().hex
        file = evidence.take_in(f"evidence {n}".encode(), name=f"{n}.txt", criterion=criterion, author="A",
                                now=datetime.now(UTC), blobs=store.blobs, evidence_id=name)
        said.append(Edit(cells.evidence(name), cells.evidence_value(file)))
    audit = store.append(audit.id, said, "A").audit
    print(n, flush=True)
    n += 1
"""


def bench() -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "store"
        with Store(folder) as store:
            audit_id = store.create(Brief(company="Demo Co", auditor="A")).audit.id
        acknowledged: set[int] = set()
        chance = random.Random(1)
        for _ in range(KILLS):
            acknowledged |= _save_until_killed(folder, audit_id, max(acknowledged, default=-1) + 1, chance)
        with Store(folder) as store:
            log = store.history(audit_id)
            notes = {c.value for c in log if c.cell.endswith("/note")}
            lost = sum(f"note {n}" not in notes for n in acknowledged)
            without_file = sum(not store.blobs.check(sha) for sha in auditfile.named_blobs(log))
            faults = examine(store)
        files = len(auditfile.named_blobs(log))
        print(f"\n{KILLS} kills while saving")
        print(f"  {len(acknowledged)} acknowledged edits, {lost} lost")
        print(f"  {files} pieces of evidence, {without_file} without their file")
        print(f"  {len(faults)} faults found by the doctor")


def _save_until_killed(folder: Path, audit_id: str, first: int, chance: random.Random) -> set[int]:
    command = [sys.executable, "-c", SAVE, str(folder), audit_id, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.1)
        process.kill()
        said = process.stdout.readlines()
    return {first} | {int(line) for line in said if line.endswith(b"\n")}


if __name__ == "__main__":
    bench()
