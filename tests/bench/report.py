"""The reports of the demo: whole processes and warm, beside other programs on the same content."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cxaudit import auditfile
from cxaudit.store.store import Store
from tests.bench import content
from tests.bench.rivals import RIVALS
from tests.bench.timing import in_turn, process, show

PHOTOS, MANY = 60, 200
LIMIT = "img2pdf, the photos alone (the limit)"
OURS = """
import sys
from cxaudit.cli import main
sys.exit(main(["report", sys.argv[1], "-o", sys.argv[2], "--lang", "en"]))
"""
RIVAL = "from tests.bench import rivals; rivals.main()"
PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-c", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""
"""A small process starts the measured one: a child's peak begins with what its parent had."""


def bench() -> None:
    if hasattr(os, "getloadavg"):
        print(f"\nLoad of the last minute: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        file = content.write_demo(folder, PHOTOS)
        content.write_content(auditfile.read(file), folder)
        _whole(folder, file)
        _warm(folder, file)
        _memory(folder)


def _whole(folder: Path, file: Path) -> None:
    sides = {_named(name): process(RIVAL, name, str(folder), str(folder / f"{name}.pdf")) for name in RIVALS}
    sides, missing = _runnable(sides)
    sides["cxaudit report"] = process(OURS, str(file), str(folder / "cxaudit.pdf"))
    title = f"PDF of the demo with {PHOTOS} photos and every chart, whole process"
    show(title, in_turn(sides, 5), _base(sides), "faster than all but the limit")
    _say(missing)


def _warm(folder: Path, file: Path) -> None:
    """In one process, after a first time, ours of an open audit; LibreOffice has no such way."""
    with Store(folder / "store") as store:
        saved = store.merge(auditfile.read(file))
        _warm_sides(folder, partial(content.write_report, saved.audit, saved.scores, store.blobs.read))


def _warm_sides(folder: Path, ours: Callable[[], object]) -> None:
    sides = {
        _named(name): _timed(partial(made, folder, folder / "warm.pdf"))
        for name, made in RIVALS.items()
        if name != "libreoffice"
    }
    sides, missing = _runnable(sides)
    sides["cxaudit"] = _timed(ours)
    title = "The same PDF in a running process (typst has its cache, cxaudit charts, lines and packed pages)"
    show(title, in_turn(sides, 5), _base(sides), "at most x 3")
    _say(missing)


def _memory(folder: Path) -> None:
    file = content.write_demo(folder, MANY)
    command = [sys.executable, "-c", PEAK, OURS, str(file), str(folder / "many.pdf")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"\nPDF of {MANY} photos, peak memory  (goal: under 300 MB)\n  {int(said) / 1e6:.0f} MB")


def _named(name: str) -> str:
    return LIMIT if name == "img2pdf" else name


def _base(sides: dict[str, Callable[[], float]]) -> str:
    return LIMIT if LIMIT in sides else next(iter(sides))


def _runnable(sides: dict[str, Callable[[], float]]) -> tuple[dict[str, Callable[[], float]], list[str]]:
    """What runs here, and the names of what does not."""
    missing = []
    for name, run in sides.items():
        try:
            run()
        except (subprocess.CalledProcessError, ImportError, OSError):
            missing.append(name)
    return {name: run for name, run in sides.items() if name not in missing}, missing


def _say(missing: list[str]) -> None:
    for name in missing:
        print(f"  {name:<52} is missing here: not measured")


def _timed(make: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        make()
        return time.perf_counter() - began

    return run


if __name__ == "__main__":
    bench()
