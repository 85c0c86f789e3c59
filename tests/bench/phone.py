"""Photos of 12 MP from a phone: read at first sight and taken in, against making the bare picture small."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from cxaudit import evidence
from cxaudit.blobs import Blobs
from cxaudit.phone import files as phone_files
from tests import photos
from tests.bench.timing import in_turn, show

SIZE = (4032, 3024)
NOW = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)


def bench() -> None:
    with tempfile.TemporaryDirectory() as place:
        path = _photo(Path(place) / "photo.jpg")
        sides = {
            "Pillow alone: decoded whole, made 1600 px": _timed(lambda: _alone(path)),
            "at first sight: time, code, small picture": _timed(lambda: phone_files.read(path)),
            "taken in: hashed, both pictures, on the disk": _timed(
                lambda: _taken(path, Blobs(Path(place) / "b"))
            ),
        }
        show("A photo of 12 MP from a phone", in_turn(sides, 10), next(iter(sides)))
        evidence.close_process()


def _photo(path: Path) -> Path:
    """Detail as in a shop, not noise and not a plain area."""
    few = random.Random(1).randbytes(336 * 252 * 3)
    scene = Image.frombytes("RGB", (336, 252), few).resize(SIZE, Image.Resampling.BICUBIC)
    return photos.save(path, scene, "2026:06:10 09:30:00")


def _alone(path: Path) -> None:
    with Image.open(path) as image:
        image.load()
        image.resize((1600, 1200), Image.Resampling.LANCZOS)


def _taken(path: Path, blobs: Blobs) -> None:
    given = {"name": path.name, "criterion": "SEL-05", "author": "A", "now": NOW}
    evidence.take_in(path, blobs=blobs, **given)  # type: ignore[arg-type]


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return run
