"""From a pressed key to a painted and committed score; and opening a long audit."""

from __future__ import annotations

import sqlite3
import statistics
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

PRESSES = 600
PAUSE = 0.01
"""Seconds before each press and each raw commit: nobody presses keys without one, and a disk that has been
kept awake by the commit before answers sooner."""


def bench() -> None:
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        raw = _raw_commit(Path(folder) / "raw.sqlite")
        session = _window(app, Path(folder) / "home")
        taken = _press_keys(app, session, raw)
        show("One score", taken, next(iter(taken)), "at most x 3.0 for the painted row")
        session.window.close()
    with tempfile.TemporaryDirectory() as folder:
        opening = _opening(Path(folder))
        taken = in_turn({"opening an audit: 120 ratings, 2,000 changes": opening}, 9)
        show("Opening", taken, next(iter(taken)), "under 50 ms")


def _raw_commit(path: Path) -> Callable[[], None]:
    raw = sqlite3.connect(path, isolation_level=None)
    for said in (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE t (id INTEGER, v TEXT)",
    ):
        raw.execute(said)

    def run() -> None:
        raw.execute("INSERT INTO t VALUES (?, ?)", (1, "x" * 100))

    return run


def _window(app: QApplication, folder: Path) -> Session:
    session = Session(app, folder)
    session.start()
    while session.desk.store is None:
        app.processEvents()
    session.desk.create_audit(Brief(company="Demo Co", auditor="A"))
    session.window.showNormal()
    session.window.resize(1280, 800)  # in a small window the list is a page of its own, and no row is painted
    session.window.go("scoring", "ACQ-01")
    for _ in range(8):
        app.processEvents()
    return session


def _press_keys(app: QApplication, session: Session, raw: Callable[[], None]) -> dict[str, float]:
    """Median seconds of a raw commit, and of the key pressed after it: to the committed score in its
    painted row, and to the whole next criterion painted.

    The row paints itself when the model says that it has changed, which is after the commit. Both
    sides are taken press by press, since a disk answers faster at one moment than at another.
    """
    painted: list[float] = []
    session.window.page.panel.model.dataChanged.connect(lambda: painted.append(time.perf_counter()))
    commits, rows, wholes = [], [], []
    for n in range(PRESSES):
        if n % 40 == 0:
            session.window.go("scoring", "ACQ-01")
            app.processEvents()
        key, focus = _key(n // 40 % 6), QApplication.focusWidget() or session.window
        painted.clear()
        time.sleep(PAUSE)
        began = time.perf_counter()
        raw()
        commits.append(time.perf_counter() - began)
        time.sleep(PAUSE)
        began = time.perf_counter()
        for event in key:
            QApplication.sendEvent(focus, event)
        app.processEvents()
        rows.append(painted[0] - began)
        wholes.append(time.perf_counter() - began)
    return {
        "raw one-row sqlite3 commit (WAL, FULL), no Qt": statistics.median(commits),
        "key to committed, its row painted": statistics.median(rows),
        "key to the next criterion painted whole": statistics.median(wholes),
    }


def _key(mark: int) -> list[QKeyEvent]:
    """The key of that mark, pressed and let go: to make it in Python takes an eighth of all that follows."""
    pressed, digit = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease), Qt.Key(Qt.Key.Key_0 + mark)
    return [QKeyEvent(kind, digit, Qt.KeyboardModifier.NoModifier, str(mark)) for kind in pressed]


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
