"""From the start of the process to the first painted window."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cxaudit.model import Brief
from cxaudit.store.store import Store
from tests.bench.timing import in_turn, process, show

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        os._exit(0)
app = QApplication([]); window = Window(); window.resize(1280, 800); window.show(); app.exec()
"""
OURS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui.app import Session
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is seen():
            os._exit(0)
        return False
def seen():
    window = session.window
    if sys.argv[2] == "window":
        return window.centralWidget()
    return window.page.list if window.page and session.desk.store else None
app = QApplication([]); session = Session(app, Path(sys.argv[1])); watch = Watch()
(seen() if sys.argv[2] == "window" else app).installEventFilter(watch); session.start(); app.exec()
"""


def bench() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        with Store(Path(folder)) as store:
            store.create(Brief(company="Demo Co", auditor="A"))
        sides = {
            "bare PySide6 window": process(BARE),
            "cxaudit, the window": process(OURS, folder, "window"),
            "cxaudit, the audits listed in it": process(OURS, folder, "list"),
        }
        show("First painted window", in_turn(sides, 9), "bare PySide6 window", "at most x 2.0")
