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

BATCH = 60


def bench() -> None:
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        raw = _raw_commit(Path(folder) / "raw.sqlite")
        session, key = _keys(app, Path(folder) / "home")
        sides = {"raw one-row sqlite3 commit (WAL, FULL), no Qt": raw, "key to painted and committed": key}
        show("One score", in_turn(sides, 15), next(iter(sides)), "at most x 3.0")
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
        began = time.perf_counter()
        for n in range(BATCH):
            raw.execute("INSERT INTO t VALUES (?, ?)", (n, "x" * 100))
        return (time.perf_counter() - began) / BATCH

    return run


def _keys(app: QApplication, folder: Path) -> tuple[Session, Callable[[], float]]:
    session = Session(app, folder)
    session.start()
    while session.desk.store is None:
        app.processEvents()
    session.desk.create_audit(Brief(company="Demo Co", auditor="A"))
    session.window.go("scoring")
    app.processEvents()
    turn = 0

    def run() -> float:
        nonlocal turn
        turn += 1
        digit = turn % 6
        session.window.go("scoring", "ACQ-01")
        app.processEvents()
        began = time.perf_counter()
        for _ in range(BATCH):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_0 + digit, Qt.KeyboardModifier.NoModifier, str(digit))
                QApplication.sendEvent(QApplication.focusWidget() or session.window, key)
            app.processEvents()
        return (time.perf_counter() - began) / BATCH

    return session, run


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
