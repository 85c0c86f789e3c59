"""Whatever breaks, the window says so in a sentence and nothing that was saved is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from cxaudit import auditfile, blank, framework
from cxaudit.errors import KnownError, NotSaved
from cxaudit.model import Brief
from cxaudit.store.database import Database, driver_of
from cxaudit.store.doctor import examine
from cxaudit.store.store import FILE, Store
from ui.page_list import PAGES

ROOT = Path(__file__).parent.parent.parent

SCORE_UNTIL_KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from cxaudit import cells
from cxaudit.model import Brief
from ui.app import Session
app = QApplication(["cxaudit"]); session = Session(app, Path(sys.argv[1])); session.start()
while session.desk.store is None: QTest.qWait(5)
session.desk.create_audit(Brief(company="Demo Co", auditor="A")); session.window.go("scoring", "ACQ-01")
for n in range(15):
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        app.sendEvent(session.window, QKeyEvent(kind, Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, "4"))
    app.processEvents()
opened = session.desk.current
opened.keep_draft(cells.note("SEL-05"), "half a sen", opened.begin(cells.note("SEL-05")))
place, where = session.window.page.place(), f"scoring/{opened.audit.id}"
while (session.desk.place(where) or {}).get("criterion") != place: QTest.qWait(5)
print(opened.audit.id, place, flush=True)
app.exec()
"""

SHOWN = [key for key in PAGES if key != "blind"]
"""The last one is shown only to whoever is asked for a second score."""


@pytest.fixture
def file(tmp_path):
    _, raw = framework.default()
    path = tmp_path / "handed.cxaudit"
    auditfile.write(blank.package(Brief(company="Handed Over", auditor="B"), raw), path)
    return path


def new_audit(auditor):
    auditor.press("N", held=Qt.KeyboardModifier.ControlModifier)
    auditor.type("Demo Co")
    auditor.enter()


def said(auditor):
    """The sentences of the known faults so far, each one line."""
    assert all(isinstance(fault, KnownError) for fault in auditor.faults)
    return [str(fault) for fault in auditor.faults]


def test_a_second_start_hands_its_file_to_the_first_and_goes(auditor, file):
    auditor.start()
    environment = {**os.environ, "CXAUDIT_HOME": str(auditor.home), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, ROOT / "main.py", file], env=environment) as second:
        auditor.wait(lambda: second.poll() is not None)
    assert second.returncode == 0
    auditor.wait(lambda: auditor.desk.current is not None)
    assert auditor.audit.brief.company == "Handed Over" and auditor.page.key == "overview"


def test_after_a_kill_the_window_opens_where_it_was_with_all_that_was_said(auditor):
    command = [sys.executable, "-c", SCORE_UNTIL_KILLED, str(auditor.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as killed:
        audit_id, place = killed.stdout.readline().decode().split()
        killed.kill()
    auditor.start()
    auditor.wait(lambda: auditor.desk.current is not None)
    assert (auditor.audit.id, auditor.page.key, auditor.page.place()) == (audit_id, "scoring", place)
    assert [auditor.audit.rating(f"ACQ-{n:02}").mark for n in range(1, 16)] == [4] * 15
    assert auditor.audit.rating("SEL-05").note == "half a sen"
    assert auditor.desk.store.memory.drafts(audit_id) == [] and examine(auditor.desk.store) == []


def test_a_full_disk_keeps_the_old_score_and_the_typed_note(auditor):
    auditor.start()
    new_audit(auditor)
    auditor.window.go("scoring", "SEL-05")
    auditor.press("4")
    auditor.window.go("scoring", "SEL-05")
    before = auditor.audit
    with auditor.desk.store._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    seen = auditor.desk.current.begin("visit/1/rating/SEL-05/note")
    assert not auditor.desk.current.set_text("visit/1/rating/SEL-05/note", "x" * 90_000, seen)
    assert auditor.audit == before and "disk is full" in said(auditor)[0]
    with auditor.desk.store._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert auditor.desk.current.set_text("visit/1/rating/SEL-05/note", "x" * 90_000, seen)
    assert auditor.audit.rating("SEL-05").mark == 4


def test_a_medium_that_became_read_only_still_shows_what_it_knows_and_keeps_all(auditor):
    auditor.start()
    auditor.open_sample()
    driver = driver_of(auditor.desk.store._database._connection)
    driver.execute("PRAGMA query_only = 1")
    for key in SHOWN:
        auditor.window.go(key)
        auditor.rest()
        assert (auditor.page.key, said(auditor)) == (key, []), "what can be read is shown, without a word"
    before = auditor.audit.rating("SEL-05").mark
    auditor.window.go("scoring", "SEL-05")
    auditor.press("4")
    assert auditor.audit.rating("SEL-05").mark == before != 4 and "cannot be written" in said(auditor)[-1]
    assert len(auditor.window.messages.bars) == 1
    driver.execute("PRAGMA query_only = 0")
    auditor.press("4")
    assert auditor.audit.rating("SEL-05").mark == 4


def test_with_a_medium_that_is_gone_every_page_opens_and_one_message_says_so(auditor, monkeypatch):
    auditor.start()
    auditor.open_sample()

    def gone(*_):
        raise NotSaved("The disk with “{folder}” could not be read or written.", folder="audits")

    with monkeypatch.context() as unplugged:
        for way in ("transaction", "write"):
            unplugged.setattr(Database, way, gone)
        for key in SHOWN:
            auditor.window.go(key)
            auditor.rest()
            assert auditor.page.key == key
            assert {bar.sentence for bar in auditor.window.messages.bars} <= {
                "The disk with “audits” could not be read or written."
            }
        assert len(auditor.window.messages.bars) == 1
    auditor.window.go("scoring", "SEL-05")
    auditor.press("4")
    assert auditor.audit.rating("SEL-05").mark == 4


@pytest.mark.parametrize("damage", [b"not an audit", b"PK\x03\x04" + b"\0" * 200])
def test_a_hostile_file_is_refused_and_the_list_stays_as_it_was(auditor, tmp_path, damage):
    auditor.start()
    new_audit(auditor)
    (tmp_path / "bad.cxaudit").write_bytes(damage)
    auditor.desk.import_file(tmp_path / "bad.cxaudit", lambda audit_id: pytest.fail("it was imported"))
    auditor.wait(lambda: auditor.faults)
    assert "was refused" in said(auditor)[0] and "\n" not in said(auditor)[0]
    assert len(auditor.desk.store.audit_ids()) == 1


def test_a_damaged_store_is_named_in_the_window_and_left_untouched(auditor):
    auditor.home.mkdir()
    (auditor.home / FILE).write_bytes(b"damaged" * 1000)
    auditor.start_without_store()
    auditor.wait(lambda: auditor.faults)
    assert "is damaged" in said(auditor)[0]
    assert (auditor.home / FILE).read_bytes() == b"damaged" * 1000


def test_a_store_that_another_program_holds_is_named(auditor, tmp_path):
    with Store(auditor.home):
        command = [sys.executable, ROOT / "main.py", "list", "--store", auditor.home, "--lang", "en"]
        done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and "open in another window" in done.stderr and done.stderr.count("\n") == 1


def test_without_a_screen_one_line_says_so():
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([sys.executable, ROOT / "main.py"], env=kept, capture_output=True, text=True)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1


def test_a_photo_that_was_given_just_before_quitting_is_there_after_a_restart(auditor, tmp_path):
    Image.new("RGB", (4000, 3000), (90, 120, 150)).save(tmp_path / "last.jpg")
    auditor.start()
    new_audit(auditor)
    auditor.window.go("scoring", "SEL-05")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "last.jpg"))])
    QApplication.clipboard().setMimeData(files)
    auditor.press("V", held=Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()  # what Python has made must not outlive it
    auditor.quit()
    auditor.start()
    auditor.wait(lambda: auditor.desk.current is not None)
    assert [file.name for file in auditor.audit.evidence_of("SEL-05")] == ["last.jpg"]
