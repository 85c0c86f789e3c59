"""After a crash the program is where it was, with what was being typed, and says so once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cxaudit.model import FIRST_SHEET
from cxaudit.store.doctor import examine

ROOT = Path(__file__).parent.parent.parent
WORK = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from cxaudit.model import Brief
from ui.app import Session
app = QApplication(["cxaudit"])
session = Session(app, Path(sys.argv[1]))
session.desk.choose(language=sys.argv[2])
session.start()
def press(key, text=""):
    target = QApplication.focusWidget() or session.window
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        app.sendEvent(target, QKeyEvent(kind, int(key), Qt.KeyboardModifier.NoModifier, text))
def type(text):
    for letter in text: press(Qt.Key.Key_unknown, letter)
while session.desk.store is None: QTest.qWait(5)
desk, window = session.desk, session.window
desk.create_audit(Brief(company="North House", auditor="A"))
opened = desk.current
sheet = opened.add_sheet()
opened.choose_sheet(sheet)
window.go("scoring", "SEL-05")
QTest.qWait(300)
window.activateWindow()
while app.activeWindow() is not window: QTest.qWait(5)
{act}
QTest.qWait(1600)
print(opened.audit.id, sheet, flush=True)
app.exec()
"""
TYPE_A_NOTE = """
press(Qt.Key.Key_F2)
type("Никто не подошёл <b>")
for _ in range(4): press(Qt.Key.Key_Left)
"""
TYPE_A_REASON = """
press(Qt.Key.Key_U, "u")
type("Shut on Mon")
"""


@pytest.fixture
def crashed(auditor):
    """Work in another process until it is killed; returns audit and sheet."""

    def work(act: str, lang: str = "en") -> list[str]:
        command = [sys.executable, "-c", WORK.replace("{act}", act), str(auditor.home), lang]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as program:
            said = program.stdout.readline().decode().split()
            program.send_signal(signal.SIGKILL)
        auditor.start(lang)
        auditor.wait(lambda: auditor.desk.current is not None)
        auditor.rest()
        return said

    return work


def bars(auditor):
    return [bar.sentence for bar in auditor.window.messages.bars]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "The program had stopped without warning. Nothing that was saved is lost. "
            "You are where you were. 1 text being typed was kept.",
        ),
        (
            "ru",
            "Программа остановилась без предупреждения. Всё сохранённое на месте. Вы там же, где были. "
            "Сохранён 1 набранный текст.",
        ),
    ],
)
def test_after_a_crash_visit_criterion_note_and_cursor_are_as_they_were(auditor, crashed, lang, said):
    audit, sheet = crashed(TYPE_A_NOTE, lang)
    assert (auditor.audit.id, auditor.desk.current.sheet) == (audit, sheet)
    assert (auditor.page.key, auditor.page.criterion.id) == ("scoring", "SEL-05")
    note = auditor.page.card.note
    assert note.text == "Никто не подошёл <b>" and note.hasFocus()
    assert note.textCursor().position() == len(note.text) - 4
    assert auditor.audit.sheet_ratings[sheet]["SEL-05"].note == note.text
    assert bars(auditor) == [said]
    assert examine(auditor.desk.store) == [] and auditor.faults == []


def test_it_is_said_once_and_a_start_after_a_clean_end_says_nothing(auditor, crashed):
    crashed(TYPE_A_NOTE)
    auditor.quit()
    auditor.start()
    auditor.wait(lambda: auditor.desk.current is not None)
    assert bars(auditor) == []
    assert not auditor.page.card.note.hasFocus()
    assert auditor.desk.current.sheet == FIRST_SHEET


def test_a_reason_that_was_half_typed_is_asked_for_again(auditor, crashed):
    crashed(TYPE_A_REASON)
    reason = auditor.page.reason
    assert reason.isVisible() and reason.line.hasFocus() and reason.mark == "U"
    assert reason.line.text() == "Shut on Mon"
    assert auditor.desk.current.view.rating("SEL-05").mark is None
    auditor.type("day")
    auditor.enter()
    rating = auditor.desk.current.view.rating("SEL-05")
    assert (rating.mark, rating.reason) == ("U", "Shut on Monday")
