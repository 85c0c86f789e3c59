"""From the start of the process to the first painted window."""

from __future__ import annotations

import os
import tempfile

from tests.bench.timing import in_turn, process, show

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event); app.quit()
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
        if event.type() == QEvent.Type.Paint and watched is session.window.centralWidget():
            sys.stdout.flush(); os._exit(0)
        return False
app = QApplication([]); session = Session(app, Path(sys.argv[1])); watch = Watch()
app.installEventFilter(watch); session.start(); app.exec()
"""


def bench() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        sides = {
            "bare PySide6 window": process(BARE),
            "cxaudit, empty": process(OURS, folder),
        }
        show("First painted window", in_turn(sides, 9), "bare PySide6 window", "at most x 2.0")
