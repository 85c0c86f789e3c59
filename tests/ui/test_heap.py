"""What pictures took is given back when they go."""

from __future__ import annotations

import subprocess
import sys

import pytest

PICTURES = 50
SCRIPT = f"""
from pathlib import Path
from threading import Thread
from PySide6.QtGui import QImage
from ui.heap import give_back_at_once

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

def read():
    picture = QImage(2000, 2000, QImage.Format.Format_RGB32)
    picture.fill(1)
    del picture
    for _ in range({PICTURES}):
        pictures.append(QImage(320, 320, QImage.Format.Format_RGB32))
        pictures[-1].fill(1)
        between.append(QImage(8, 8, QImage.Format.Format_RGB32))

if {{tell}}:
    give_back_at_once()
pictures, between = [], []
before = held()
thread = Thread(target=read)
thread.start()
thread.join()
pictures.clear()
print((held() - before) / 1e6)
"""


def kept(tell: bool) -> float:
    """MB that stay when fifty small pictures are let go and what was laid between them stays."""
    script = SCRIPT.replace("{tell}", str(tell))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps them; others need no such word")
def test_pictures_that_are_let_go_leave_no_memory_behind():
    assert kept(tell=True) < 3 < kept(tell=False)
