"""A day of eight hours in one window: does its memory stay flat?

`python -m tests.bench.session`; it takes some minutes, so it is no part of `./run bench`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication

from cxaudit.sound.take import RATE
from tests.bench.sound import Given, samples
from tests.ui.audits import recordable
from ui import worker
from ui.app import Session
from ui.intake import Given as File
from ui.recorder import recorder

EDITS = 10_000
PHOTOS = 300
HOURS = 8
PARTS = 20


def bench() -> None:
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        home, photo = Path(folder) / "home", Path(folder) / "photo.jpg"
        audit = recordable(home)
        session = Session(app, home)  # type: ignore[arg-type]
        session.start()
        _wait(app, lambda: session.desk.store is not None)
        source = Given()
        opened = session.desk.open_audit(audit)
        assert opened is not None
        sound = recorder.of(session.desk)
        sound.microphone = lambda: source
        session.window.go("scoring")
        sound.start()
        _wait(app, lambda: sound.state == "on")
        second = samples(0, RATE)
        ids, held = list(opened.audit.framework.criteria), []
        for part in range(PARTS):
            for n in range(EDITS // PARTS):
                session.window.page.press(str((part + n) % 6))  # type: ignore[union-attr]
                app.processEvents()
            for n in range(HOURS * 3600 // PARTS):
                source._take(second)
                if n % 60 == 0:  # a microphone would not be ahead of the disk by more than a second
                    app.processEvents()
                    _wait(app, lambda: _written(home) == int(sound.seconds * RATE) * 2)
            for n in range(PHOTOS // PARTS):
                Image.effect_noise((1600, 1200), 1 + part * PHOTOS + n).save(photo)
                page = session.window.page
                page.show_criterion(ids[(part * 15 + n) % len(ids)])  # type: ignore[union-attr]
                page.files.give([File(f"{part} {n}.jpg", photo)])  # type: ignore[union-attr]
                _wait(app, worker.is_idle)
            _wait(app, lambda: worker.is_idle())
            held.append(_memory())
        print(f"\nA day: {EDITS} edits, {PHOTOS} photos, {HOURS} hours of sound")
        print("  MB after each twentieth of it: " + " ".join(f"{mb:.0f}" for mb in held))
        files = len(opened.audit.evidence)
        print(f"  {len(opened.store.history(audit))} changes, {files} photos, {sound.seconds / 3600:.1f} h")
        sound.stop()
        session.window.close()


def _wait(app: object, ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 120
    while not ready() and time.monotonic() < until:
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.001)


def _written(home: Path) -> int:
    """Bytes of sound that are in files."""
    return sum(path.stat().st_size for path in home.rglob("sound.pcm"))


def _memory() -> float:
    """MB that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    bench()
