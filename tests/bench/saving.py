"""From a pressed key to a painted and committed score; and opening a long audit."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.store.store import Store
from tests.bench.timing import in_turn, show
from ui.app import Session

RAW = "raw one-row sqlite3 commit (WAL, FULL), no Qt"
PRESSES = 300
PAUSES = {"in a row": 0.0, "after a pause of 10 ms": 0.01}
"""Seconds before each key and each raw commit.

The goal is for keys in a row. After a pause, processor and disk have turned to something else, and what is
done first takes several times as long: a key without any scoring and without a summary row came to x 2.97.
"""


def bench() -> None:
    app = QApplication.instance() or QApplication([])
    for said, pause in PAUSES.items():
        with tempfile.TemporaryDirectory() as folder:
            raw = _raw_commit(Path(folder) / "raw.sqlite")
            bare = _Bare(_raw_commit(Path(folder) / "bare.sqlite"))
            taken = _press_bare(app, bare, raw, pause)
            show(f"A key in a bare Qt window, keys {said}", taken, next(iter(taken)))
            bare.close()
            session = _window(app, Path(folder) / "home")
            taken = _press_keys(app, session, raw, pause)
            goal = "" if pause else "at most x 3.0 for the painted row"
            show(f"One score, keys {said}", taken, next(iter(taken)), goal)
            session.window.close()
    with tempfile.TemporaryDirectory() as folder:
        opening = _opening(Path(folder))
        taken = in_turn({"opening an audit: 120 ratings, 2,000 changes": opening}, 9)
        show("Opening", taken, next(iter(taken)), "under 50 ms")


class _Bare(QWidget):
    """The least that Qt can do: a window that commits one row for a key and paints its digit."""

    def __init__(self, commit: Callable[[], None]) -> None:
        super().__init__()
        self._commit, self._digit = commit, ""
        self.painted = 0.0
        self.resize(1280, 800)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._commit()
        self._digit = event.text()
        self.repaint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(20, 20, self._digit)
        painter.end()
        self.painted = time.perf_counter()


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


def _window(app: QCoreApplication, folder: Path) -> Session:
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


def _press_bare(
    app: QCoreApplication, bare: _Bare, raw: Callable[[], None], pause: float
) -> dict[str, float]:
    """Median seconds of a raw commit, and of a key in a bare window that commits as much."""
    commits, keys = [], []
    for n in range(PRESSES):
        commits.append(_commit(raw, pause))
        began = _press(app, bare, n % 6, pause)
        keys.append(bare.painted - began)
    return {RAW: statistics.median(commits), "key to such a commit, painted": statistics.median(keys)}


def _press_keys(
    app: QCoreApplication, session: Session, raw: Callable[[], None], pause: float
) -> dict[str, float]:
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
        commits.append(_commit(raw, pause))
        painted.clear()
        began = _press(app, session.window.focusWidget() or session.window, n // 40 % 6, pause)
        rows.append(painted[0] - began)
        wholes.append(time.perf_counter() - began)
    return {
        RAW: statistics.median(commits),
        "key to committed, its row painted": statistics.median(rows),
        "key to the next criterion painted whole": statistics.median(wholes),
    }


def _commit(raw: Callable[[], None], pause: float) -> float:
    """Seconds of a raw commit after a pause."""
    time.sleep(pause)
    began = time.perf_counter()
    raw()
    return time.perf_counter() - began


def _press(app: QCoreApplication, there: QWidget, mark: int, pause: float) -> float:
    """Press the key of that mark after a pause, and let it go; when it began.

    The key is made before: the window system does that elsewhere, and Python takes an eighth of all for it.
    """
    digit = Qt.Key(Qt.Key.Key_0 + mark)
    kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    key = [QKeyEvent(kind, digit, Qt.KeyboardModifier.NoModifier, str(mark)) for kind in kinds]
    time.sleep(pause)
    began = time.perf_counter()
    for event in key:
        QApplication.sendEvent(there, event)
    app.processEvents()
    return began


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
