"""From a pressed key to a painted and committed score; and opening a long audit."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.store.store import Store
from tests.bench.timing import in_turn, show
from ui.app import Session

BATCH = 40
PAUSE = 0.01
"""Seconds before each press and each raw commit: nobody presses keys without one, and a disk that has been
kept awake by the commit before answers sooner."""


def bench() -> None:
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        raw = _raw_commit(Path(folder) / "raw.sqlite")
        session = _window(app, Path(folder) / "home")
        row, whole = _keys(app, session)
        sides = {
            "raw one-row sqlite3 commit (WAL, FULL), no Qt": raw,
            "key to committed, its row painted": row,
            "key to the next criterion painted whole": whole,
        }
        show("One score", in_turn(sides, 15), next(iter(sides)), "at most x 3.0 for the painted row")
        session.window.close()
    with tempfile.TemporaryDirectory() as folder:
        opening = _opening(Path(folder))
        taken = in_turn({"opening an audit: 120 ratings, 2,000 changes": opening}, 9)
        show("Opening", taken, next(iter(taken)), "under 50 ms")


def _raw_commit(path: Path) -> Callable[[], float]:
    raw = sqlite3.connect(path, isolation_level=None)
    for said in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE t (id INTEGER, v TEXT)",
    ):
        raw.execute(said)

    def run() -> float:
        taken = 0.0
        for n in range(BATCH):
            time.sleep(PAUSE)
            began = time.perf_counter()
            raw.execute("INSERT INTO t VALUES (?, ?)", (n, "x" * 100))
            taken += time.perf_counter() - began
        return taken / BATCH

    return run


def _window(app: QApplication, folder: Path) -> Session:
    session = Session(app, folder)
    session.start()
    while session.desk.store is None:
        app.processEvents()
    session.desk.create_audit(Brief(company="Demo Co", auditor="A"))
    session.window.go("scoring")
    app.processEvents()
    return session


def _keys(app: QApplication, session: Session) -> tuple[Callable[[], float], Callable[[], float]]:
    """Seconds from a key to the committed score in its painted row, and to the whole next criterion painted.

    The row paints itself when the model says that it has changed, which is after the commit.
    """
    painted: list[float] = []
    session.window.page.panel.model.dataChanged.connect(lambda: painted.append(time.perf_counter()))
    turn = 0

    def press() -> tuple[float, float]:
        nonlocal turn
        turn += 1
        session.window.go("scoring", "ACQ-01")
        app.processEvents()
        row = whole = 0.0
        for _ in range(BATCH):
            painted.clear()
            time.sleep(PAUSE)
            began = time.perf_counter()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_0 + turn % 6, Qt.KeyboardModifier.NoModifier, str(turn % 6))
                QApplication.sendEvent(QApplication.focusWidget() or session.window, key)
            app.processEvents()
            row += painted[0] - began
            whole += time.perf_counter() - began
        return row / BATCH, whole / BATCH

    return lambda: press()[0], lambda: press()[1]


def _opening(folder: Path) -> Callable[[], float]:
    with Store(folder) as store:
        audit = store.create(Brief(company="Demo Co", auditor="A")).audit
        criteria = list(audit.framework.criteria)
        for n in range(2_000):
            criterion = criteria[n // 2 % len(criteria)]
            cell = cells.score(criterion) if n % 2 else cells.note(criterion)
            value = n // 240 % 6 if n % 2 else f"note {n}"
            audit = store.append(audit.id, [edit(audit, cell, value)], "A").audit
    store = Store(folder)

    def run() -> float:
        store.forget()
        began = time.perf_counter()
        store.audit(audit.id)
        store.scores(audit.id)
        return time.perf_counter() - began

    return run
