"""The whole window is killed while it records and scores."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from cxaudit import cells
from cxaudit.sound.recording import recordings
from cxaudit.store.doctor import examine
from tests.ui.audits import recordable

ROOT = Path(__file__).parents[2]
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.journeys.test_sound import ByHand
from ui.recorder import recorder
from ui.app import Session

app = QApplication([])
session = Session(app, Path(sys.argv[1]))
session.start()
desk, source, given = session.desk, ByHand(), 0.0

def begin():
    recorder.of(desk).microphone = lambda: source
    desk.open_audit(sys.argv[2])
    recorder.of(desk).changed.connect(lambda: recorder.of(desk).state == "on" and timer.start())
    recorder.of(desk).start()

def work():
    global given
    ids = list(desk.current.audit.framework.criteria)
    for _ in range(10):
        source.give(0.1)
        given += 0.1
    criterion = ids[round(given) % len(ids)]
    if desk.current.set_score(criterion, round(given) % 6):
        print(criterion, round(given, 2), flush=True)

timer = QTimer(interval=5)
timer.timeout.connect(work)
desk.store_opened.connect(begin)
app.exec()
"""


def test_a_kill_costs_no_score_and_at_most_a_second_of_sound_and_its_stamps(auditor):
    audit = recordable(auditor.home)
    command = [sys.executable, "-c", WINDOW, str(auditor.home), audit]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as window:
        assert window.stdout is not None
        said = [window.stdout.readline() for _ in range(25)]
        window.send_signal(signal.SIGKILL)
        said += window.stdout.readlines()
    scored = {criterion: float(second) for criterion, second in (line.split() for line in said)}
    auditor.start()
    auditor.desk.open_audit(audit)
    auditor.wait(lambda: recordings(auditor.audit))
    auditor.rest()
    (one,) = recordings(auditor.audit)
    assert max(scored.values()) - 1 <= one.seconds <= max(scored.values()) + 1.1
    stamped = {stamp.cell: stamp.second for stamp in one.stamps}
    for criterion, second in scored.items():
        assert auditor.audit.rating(criterion).mark == round(second) % 6
        if second < one.seconds - 1:
            assert abs(stamped[cells.score(criterion)] - second) < 0.02
    assert [b for b in auditor.window.messages.bars if "is kept" in b.sentence]
    assert auditor.faults == [] and examine(auditor.desk.store) == []
