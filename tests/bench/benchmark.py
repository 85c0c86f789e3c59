"""The benchmark over ten thousand audits: reading, comparing, the first paint and every filter."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cxaudit import cells
from cxaudit.analysis.comparison import LATEST, Choice, compare, ground
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.peer import Row
from cxaudit.store import peers, prepared
from cxaudit.store.store import Store
from tests.bench.timing import in_turn, show
from ui.app import Session
from ui.page import Page

AUDITS = 10_000
ROUNDS = 9
CHOICES = {
    "the own country and product, latest wave": Choice(country="RU", product="Coffee", wave=LATEST),
    "the own country": Choice(country="RU"),
    "the latest wave of all": Choice(wave=LATEST),
    "everything": Choice(),
}


def bench() -> None:
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        own = fill(Path(folder))
        with Store(Path(folder)) as store:
            _core(store, own)
        _window(app, Path(folder), own)


def fill(folder: Path) -> str:
    """A store with that many audits in 2,500 companies; returns the id of the own one.

    Only the summary rows of the others are there: nothing else of them is read.
    """
    chance = random.Random(7)
    with Store(folder) as store:
        own = store.create(Brief("Demo Co", "Coffee", "RU", wave="2026-1", auditor="A")).audit
        edits = [edit(own, cells.score(c), n % 6) for n, c in enumerate(own.framework.criteria)]
        store.append(own.id, edits, "A")
        said = store.summary_row(own.id)
        sql, order = prepared.PUT_SUMMARY
        others = (_other(said, n, chance) for n in range(AUDITS))
        rows = [[row[name] for name in order] for row in others]
        store._database.write(lambda driver: driver.executemany(sql, rows))
    return own.id


def _other(said: dict[str, object], n: int, chance: random.Random) -> dict[str, object]:
    scores: list[float | None] = [min(5.0, max(0.0, chance.gauss(2.8, 0.6))) for _ in range(16)]
    if n % 50 == 0:
        scores[3] = None
    return {
        **said,
        "audit": f"{n:032x}",
        "company": f"Company {n % 2500:04}",
        "product": ("Coffee", "Tea", "Clinic", "Bank")[n % 4],
        "country": ("RU", "AM", "KZ", "DE", "FR")[n // 4 % 5],
        "wave": f"{2023 + n % 4}-1",
        "day": f"{2023 + n % 4}-03-01",
        "consent": 1,
        "stages": peers.packed(tuple(scores)) + bytes([n % 9 == stage for stage in range(8)]),
    }


def _core(store: Store, own_id: str) -> None:
    rows = store.benchmark.peers(own_id).rows
    assert len(rows) > AUDITS
    own = next(row for row in rows if row.key == own_id)
    audit = store.audit(own_id)
    weights = [audit.weights[stage.code] for stage in audit.framework.stages]
    prepared_once = ground(rows, own, "full", weights, date.today())
    sides: dict[str, Callable[[], float]] = {
        "numpy: medians of the same stage scores": _timed(lambda: _by_numpy(rows)),
        "reading the rows from the store": _timed(lambda: store.benchmark.peers(own_id)),
        "weighing and ordering them, once": _timed(lambda: ground(rows, own, "full", weights, date.today())),
    }
    for name, choice in CHOICES.items():
        sides[f"comparing: {name}"] = _timed(lambda choice=choice: compare(prepared_once, choice))
    taken = in_turn(sides, ROUNDS)
    show(f"{AUDITS:,} audits, without the window", taken, next(iter(taken)))


def _by_numpy(rows: Sequence[Row]) -> object:
    import numpy as np

    return np.nanmedian(np.array([row.full for row in rows], dtype=float), axis=0)


def _timed(run: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        began = time.perf_counter()
        run()
        return time.perf_counter() - began

    return timed


def _window(app: QApplication, folder: Path, own: str) -> None:
    session = Session(app, folder)
    session.start()
    while session.desk.store is None:
        app.processEvents()
    session.desk.open_audit(own)
    window = session.window
    window._factories["empty"] = Page
    window.go("benchmark")
    _settle(app)

    def visit(key: str) -> float:
        window.go("brief")
        window.forget(key)
        _settle(app)
        began = time.perf_counter()
        window.go(key)
        app.processEvents()
        return time.perf_counter() - began

    sides = {
        "an empty page": lambda: visit("empty"),
        "benchmark, first paint": lambda: visit("benchmark"),
    }
    taken = in_turn(sides, ROUNDS)
    show("Opening the page", taken, next(iter(taken)), "under 100 ms beyond the empty page")
    window.go("benchmark")
    page = window.page

    def choose(choice: Choice) -> float:
        page.filters.choice = Choice(country="AM", product="Tea")
        page.filters.changed.emit()
        _settle(app)
        began = time.perf_counter()
        page.filters.choice = choice
        page.filters.changed.emit()
        app.processEvents()
        return time.perf_counter() - began

    sides = {name: lambda choice=choice: choose(choice) for name, choice in CHOICES.items()}
    taken = in_turn(sides, ROUNDS)
    show("A filter, to its first paint", taken, next(iter(taken)), "a frame or two: 17 to 33 ms")
    window.close()


def _settle(app: QApplication) -> None:
    for _ in range(8):
        app.processEvents()
