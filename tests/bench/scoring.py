"""From a pressed key to the painted next criterion, in a long audit and in a new one."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView

from cxaudit.model import Brief
from cxaudit.store.store import Store
from tests.bench import long_audit
from ui.app import Session

PRESSES = 480
PAUSE = 0.01
"""Seconds before each press: nobody presses keys without one."""
GOAL_MS = 16


def bench() -> None:
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as long, tempfile.TemporaryDirectory() as new:
        with Store(Path(long)) as store:
            audit_id = long_audit.build(store)
            said = long_audit.counted(store, store.audit(audit_id))
        with Store(Path(new)) as store:
            new_id = store.create(Brief(company="Demo Co", auditor="A")).audit.id
        bare = _bare_list()
        sessions = {said: (Path(long), audit_id), "a new audit": (Path(new), new_id)}
        taken: dict[str, list[float]] = {}
        for name, (folder, one) in sessions.items():
            session = _window(app, folder, one)
            taken |= _press(app, session, bare, name)
            session.window.close()
            app.processEvents()
        _show(taken)


def _window(app: QApplication, folder: Path, audit_id: str) -> Session:
    session = Session(app, folder)
    session.start()
    while session.desk.store is None:
        app.processEvents()
    session.desk.open_audit(audit_id)
    session.window.showNormal()
    session.window.resize(1280, 800)
    session.window.go("scoring", "ACQ-01")
    _settle(app)
    return session


def _bare_list() -> Callable[[], None]:
    """What Qt itself takes to paint a list of the same size whole, without a delegate."""
    rows = QListView()
    rows.setModel(QStringListModel([f"{n:02} Criterion" for n in range(120)], rows))
    rows.resize(1280, 800)
    rows.show()

    def run() -> None:
        rows.viewport().repaint()

    return run


def _press(
    app: QApplication, session: Session, bare: Callable[[], None], name: str
) -> dict[str, list[float]]:
    """Seconds of each repaint of the bare list, and of each key from its press until all is painted.

    Both sides are taken press by press, since a machine is slower at one moment than at another; what the
    processor was at work for tells a slow program from a machine that others keep busy.
    """
    taken: dict[str, list[float]] = {}

    def take(what: str, run: Callable[[], object]) -> None:
        time.sleep(PAUSE)
        began, busy = time.perf_counter(), time.process_time()
        run()
        taken.setdefault(f"{what}, {name}", []).append(time.perf_counter() - began)
        taken.setdefault(f"{what}, {name}, of it at work", []).append(time.process_time() - busy)

    for n in range(PRESSES):
        if n % 120 == 0:
            session.window.go("scoring", "ACQ-01")
            _settle(app)
        take("bare Qt list painted", bare)
        take("key to next criterion", lambda mark=(n + n // 120) % 6: _press_key(app, session, mark))
        _settle(app)
    return taken


def _press_key(app: QApplication, session: Session, mark: int) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_0 + mark, Qt.KeyboardModifier.NoModifier, str(mark))
        QApplication.sendEvent(QApplication.focusWidget() or session.window, key)
    app.processEvents()


def _show(taken: Mapping[str, Sequence[float]]) -> None:
    print(f"\nOne key to the painted next criterion  (goal: p95 under {GOAL_MS} ms)")
    base = next(iter(taken.values()))
    for name, seconds in taken.items():
        middle, late = (_share(seconds, share) * 1000 for share in (0.5, 0.95))
        ratios = f"x {middle / 1000 / _share(base, 0.5):6.1f}  x {late / 1000 / _share(base, 0.95):6.1f}"
        print(f"  {name:<68} median {middle:6.2f} ms  p95 {late:6.2f} ms  {ratios}")


def _share(seconds: Sequence[float], share: float) -> float:
    return statistics.quantiles(seconds, n=100)[round(share * 100) - 1]


def _settle(app: QApplication) -> None:
    for _ in range(8):
        app.processEvents()
