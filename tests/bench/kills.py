"""Kills the whole window again and again while it scores, types, records and takes photos in.

What it had acknowledged must be there, and of typing and sound at most a second may be missing.
`python -m tests.bench.kills [COUNT]`; it takes about two seconds a kill, so it is no part of `./run bench`.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from cxaudit import auditfile, cells
from cxaudit.sound.take import kept
from cxaudit.store.doctor import examine
from cxaudit.store.store import Store
from tests.ui.audits import recordable
from ui.recorder.archive import FOLDER

KILLS = 500
LANES = 2
LONGEST = 2.5
"""Seconds of work before a kill, at most."""
WORK = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer, Qt, QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from cxaudit import cells
from ui.recorder import recorder
from ui.app import Session
from ui.intake import Given
from tests.bench.sound import Given as Sound

def say(*words):
    print(json.dumps([time.monotonic(), *words]), flush=True)

def main():
    home, audit, photos, run = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    app = QApplication([]); session = Session(app, home); session.start()
    desk, window, source = session.desk, session.window, Sound()
    files = sorted(photos.iterdir()); state = {"n": 0, "given": 0.0, "at": 0.0, "text": "", "files": 0}

    def begin():
        recorder.of(desk).microphone = lambda: source
        opened = desk.open_audit(audit)
        window.go("scoring"); window.activateWindow()
        recorder.of(desk).changed.connect(started)
        recorder.of(desk).start()
        opened.evidence_changed.connect(lambda *_: [say("file", e.id) for e in opened.audit.evidence[-1:]])
        work.start(25)

    def started():
        if recorder.of(desk).state == "on" and not sound.isActive():
            state["at"] = time.monotonic(); sound.start(30)

    def hear():
        due = time.monotonic() - state["at"] - state["given"]
        if due > 0:
            source.give(due); state["given"] += due; say("sound", state["given"])

    def act():
        opened, page, n = desk.current, window.page, state["n"]
        ids = list(opened.audit.framework.criteria); state["n"] += 1
        if n % 60 == 0:
            page.show_criterion(ids[(run * 7 + n) % 120]); page.card.note.setFocus()
            state["text"] = f"{run} "; page.card.note.setPlainText(state["text"])
        elif n % 60 < 50:
            state["text"] += "abcdefgh"[n % 8]
            page.card.note.setPlainText(state["text"])
            say("typed", cells.note(page.criterion.id, opened.sheet), state["text"])
        elif n % 60 in (50, 52, 54):
            page.press(str((run + n) % 6))
            made = opened.store.history(opened.audit.id)[-1]
            say("change", made.id)
        elif n % 60 == 57:
            page.files.give([Given(f"{run} {n}.jpg", files[n % len(files)])])

    work, sound = QTimer(), QTimer(); work.timeout.connect(act); sound.timeout.connect(hear)
    desk.store_opened.connect(begin)
    app.exec()

if __name__ == "__main__":
    main()
"""


def bench(count: int = KILLS) -> None:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(LANES) as lanes:
        photos = Path(folder) / "photos"
        photos.mkdir()
        for n in range(6):
            Image.effect_noise((1600, 1200), 40 + n).save(photos / f"{n}.jpg")
        program = Path(folder) / "work.py"
        program.write_text(WORK)
        homes = [Path(folder) / f"home {lane}" for lane in range(LANES)]
        shares = [count // LANES + (lane < count % LANES) for lane in range(LANES)]
        lost = list(lanes.map(lambda one: _lane(*one, program, photos), zip(homes, shares, strict=True)))
    found = sum((lane.counts for lane in lost), Counter[str]())
    print(f"\n{count} kills of the window while it scores, types, records and takes photos in")
    print(f"  {found['changes']} acknowledged changes, {found['lost']} lost")
    print(f"  {found['files']} files, {found['empty']} without their content")
    print(f"  at most {max(lane.typing for lane in lost):.2f} s of typing lost")
    heard = sum(lane.heard for lane in lost)
    print(
        f"  at most {max(lane.sound for lane in lost):.2f} s of sound lost at once, of {heard:.0f} s in all"
    )
    print(f"  {found['faults']} faults found by the doctor, {found['silent']} starts that never worked")


@dataclass(frozen=True)
class _Lost:
    """What the kills of one lane cost; `typing` and `sound` are the worst, of `heard` in all, in seconds."""

    counts: Counter[str]
    typing: float
    sound: float
    heard: float


def _lane(home: Path, count: int, program: Path, photos: Path) -> _Lost:
    """One store, opened and killed so many times."""
    chance, audit = random.Random(str(home.name)), recordable(home)
    changes: set[str] = set()
    files: set[str] = set()
    typing = sound = heard = 0.0
    silent = 0
    for run in range(count):
        killed, said = _until_killed([str(home), audit, str(photos), str(run)], program, chance)
        silent += not said
        changes |= {words[0] for _, kind, *words in said if kind == "change"}
        files |= {words[0] for _, kind, *words in said if kind == "file"}
        with Store(home) as store:
            typing = max(typing, _typing_lost(store, audit, said, killed))
        heard += _given(said)
        sound = max(sound, _sound_lost(home, _given(said)))
    with Store(home) as store:
        log = store.history(audit)
        ids, cells_said = {change.id for change in log}, {change.cell for change in log}
        named = auditfile.named_blobs(log)
        counts = Counter(
            changes=len(changes),
            lost=len(changes - ids) + sum(cells.evidence(one) not in cells_said for one in files),
            files=len(named),
            empty=sum(not store.blobs.check(sha) for sha in named),
            faults=len(examine(store)),
            silent=silent,
        )
    return _Lost(counts, typing, sound, heard)


def _until_killed(
    arguments: list[str], program: Path, chance: random.Random
) -> tuple[float, list[tuple[float, str, str]]]:
    """When it was killed, and what it had said: moment, kind, words."""
    root = Path(__file__).parents[2]
    command = [sys.executable, str(program), *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root, env=_environment(root)
    )
    with process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.random() * LONGEST)
        killed = time.monotonic()
        process.kill()
        lines = [first, *process.stdout.readlines()]
    return killed, [tuple(json.loads(line)) for line in lines if line.endswith(b"\n")]


def _environment(root: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}


def _typing_lost(store: Store, audit: str, said: list[tuple[float, str, str]], killed: float) -> float:
    """Seconds between the kill and the oldest letter that is neither in a draft nor in the log."""
    typed = [(at, words) for at, kind, *words in said if kind == "typed"]
    if not typed:
        return 0.0
    kept_texts = {draft.cell: str(draft.value) for draft in store.memory.drafts(audit)}
    worst = 0.0
    for at, (cell, text) in typed:
        versions = [kept_texts.get(cell, ""), *(str(c.value) for c in store.history(audit, cell))]
        if not any(version.startswith(text) for version in versions):
            worst = max(worst, killed - at)
    return worst


def _given(said: list[tuple[float, str, str]]) -> float:
    """Seconds of sound that were handed over."""
    return max((float(words[0]) for _, kind, *words in said if kind == "sound"), default=0.0)


def _sound_lost(home: Path, given: float) -> float:
    """Seconds of them that are in no piece."""
    newest = kept(home / FOLDER)[-1:]
    return max(given - sum(one.seconds for one in newest), 0.0)


if __name__ == "__main__":
    bench(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
