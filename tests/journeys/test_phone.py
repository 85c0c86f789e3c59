"""A day with a phone: photos are taken while the auditor scores and come in at home, also after a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cxaudit.model import Brief
from cxaudit.store.store import Store
from tests import photos
from tests.ui.audits import make

OFF = timedelta(minutes=4, seconds=20)
"""The phone is late."""


def shot(path, moment, colour):
    """A photo that the late phone takes at that moment, with the time that it shows there."""
    said = (moment - OFF).astimezone()
    part = f"{said:%f}"
    return photos.jpeg(path, f"{said:%Y:%m:%d %H:%M:%S}", colour, part=part)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_photos_taken_while_scoring_are_evidence_in_the_evening(auditor, tmp_path, lang):
    phone = tmp_path / "DCIM"
    auditor.start(lang)
    auditor.desk.create_audit(Brief(company="Demo Co", auditor="Auditor One"))
    auditor.window.go("scoring")
    auditor.rest()
    expected = set()
    for colour, key in (("teal", "4"), ("olive", "0"), ("navy", "3")):
        criterion, begun = auditor.page.criterion.id, datetime.now(UTC)
        auditor.wait(lambda begun=begun: datetime.now(UTC) > begun + timedelta(seconds=0.6))
        shot(phone / f"{colour}.jpg", begun + timedelta(seconds=0.3), colour)
        expected.add((criterion, f"{colour}.jpg"))
        auditor.press(key)
    clock = datetime.now(UTC).replace(microsecond=0)
    said = f"{(clock - OFF).astimezone():%Y:%m:%d %H:%M:%S}"
    photos.save(phone / "clock.jpg", photos.photographed(photos.code(clock)), said)
    photos.jpeg(phone / "family.jpg", "2025:12:31 23:59:00", "gold")

    auditor.page.files.column.adders.phone.click()
    assert auditor.page.key == "phone"
    auditor.page._read_folder(phone)
    auditor.wait(lambda: not auditor.page.batch.doing)
    fates = {e.photo.path.name: e.fate for e in auditor.page.batch.entries}
    assert (fates["clock.jpg"], fates["family.jpg"]) == ("clock", "unmatched")
    auditor.page.setFocus()
    auditor.press(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    auditor.wait(lambda: not auditor.page.batch.doing)
    assert {(file.criterion, file.name) for file in auditor.audit.evidence} == expected
    auditor.press(Qt.Key.Key_Escape)
    assert auditor.page.key == "scoring"
    audit = auditor.audit.id
    auditor.quit()

    auditor.start(lang)
    assert auditor.audit.id == audit
    assert {(file.criterion, file.name) for file in auditor.audit.evidence} == expected
    auditor.window.go("phone")
    auditor.page._read_folder(phone)
    auditor.wait(lambda: not auditor.page.batch.doing)
    fates = [entry.fate for entry in auditor.page.batch.entries]
    assert sorted(fates) == ["clock", "known", "known", "known", "unmatched"]
    assert not auditor.page.dock.take.isEnabled()
    assert auditor.faults == []


IMPORT = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.desk import Desk
from ui.pages.phone.batch import PhotoBatch

def main():
    app = QCoreApplication([])
    desk = Desk(Path(sys.argv[1]))
    batch = PhotoBatch.of(desk)

    def go():
        batch.turn(desk.open_audit(sys.argv[3]))
        batch.read_folder(Path(sys.argv[2]))

    def on():
        if batch.doing or not batch.entries:
            return
        if batch.opened.audit.evidence:
            end(None)  # the kill came too late: everything is in already
        else:
            batch.take()

    def tell(done, total):
        print(batch.doing, done, flush=True)

    def end(_):
        print("end", flush=True)
        desk.close()
        app.quit()

    desk.store_opened.connect(go)
    batch.changed.connect(on)
    batch.progressed.connect(tell)
    batch.taken.connect(end)
    desk.open_store()
    app.exec()
    from cxaudit import evidence
    evidence.close_process()

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills in another way")
@pytest.mark.parametrize("stage", ["reading 2", "taking 4"])
def test_an_import_that_is_killed_in_the_middle_is_repeated_without_loss(tmp_path, stage):
    home, phone, program = tmp_path / "home", tmp_path / "DCIM", tmp_path / "importing.py"
    program.write_text(IMPORT)
    now = datetime.now(UTC)
    with Store(home) as store:
        audit = make(store, marks=(3,))
    for number in range(10):
        said = f"{now - timedelta(seconds=30):%Y:%m:%d %H:%M:%S}"
        photos.jpeg(phone / f"{number}.jpg", said, "teal", (400 + number, 300), offset="+00:00")
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, str(program), str(home), str(phone), audit]
    env = {**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as first:
        for line in first.stdout:
            doing, _, done = line.strip().partition(" ")
            if doing == stage.split()[0] and int(done) >= int(stage.split()[1]):
                first.send_signal(signal.SIGKILL)
                break
    with Store(home) as store:
        assert len(store.audit(audit).evidence) in (0, 10)
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=240, check=True)
    assert done.stdout.endswith("end\n")
    with Store(home) as store:
        after = store.audit(audit)
        assert sorted(file.name for file in after.evidence) == [f"{number}.jpg" for number in range(10)]
        assert {file.criterion for file in after.evidence} == {"ACQ-01"}
        assert all(
            store.blobs.check(file.sha256) and store.blobs.check(file.thumb) for file in after.evidence
        )
        assert not list(store.blobs.folder.glob("part-*"))
