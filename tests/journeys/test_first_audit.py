"""From an empty machine to a scored audit and its PDF, by keyboard."""

import io

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from cxaudit import auditfile, cells
from cxaudit.i18n import translator
from cxaudit.scoring import score
from cxaudit.store.doctor import examine
from tests.marks import ALL


@pytest.fixture
def photos(tmp_path):
    paths = []
    for number, size in enumerate([(1200, 900), (900, 1200)]):
        paths.append(tmp_path / f"photo {number}.jpg")
        Image.new("RGB", size, (90 + number * 60, 120, 150)).save(paths[-1])
    return paths


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_auditor_scores_all_criteria_by_keyboard_adds_photos_and_hands_over_a_pdf(
    auditor, photos, tmp_path, lang
):
    auditor.start(lang)
    auditor.press("N", held=Qt.KeyboardModifier.ControlModifier)
    auditor.type("Пример & Co <b>")
    auditor.enter()
    assert auditor.audit.brief.company == "Пример & Co <b>"

    auditor.window.go("scoring")
    for mark in ALL:
        auditor.press(mark)
        if mark in "NU":
            auditor.type("Клиент не дал данных")
            auditor.enter()
    overall = auditor.desk.current.scores.overall
    assert (round(overall.score, 6), overall.scored, overall.base) == (2.804264, 113, 118)
    assert auditor.audit.rating("LOY-12").reason == "Клиент не дал данных"

    auditor.window.go("scoring", "SAL-05")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in photos])
    QApplication.clipboard().setMimeData(files)
    auditor.press("V", held=Qt.KeyboardModifier.ControlModifier)
    auditor.wait(lambda: len(auditor.audit.evidence_of("SAL-05")) == 2)
    QApplication.clipboard().setImage(QImage(640, 480, QImage.Format.Format_RGB32))
    auditor.press("V", held=Qt.KeyboardModifier.ControlModifier)
    auditor.wait(lambda: len(auditor.audit.evidence_of("SAL-05")) == 3)

    auditor.window.go("report")
    auditor.rest()
    auditor.page.save(tmp_path / "report.pdf")
    auditor.wait((tmp_path / "report.pdf").exists)
    pages = text_of(tmp_path / "report.pdf")
    tr = translator(lang)
    said = "\n".join(pages)
    assert "Пример & Co <b>" in pages[0]
    assert tr.number(2.804264) in pages[1] and tr.percent(113 / 118).replace("\u00a0", " ") in pages[1]
    for criterion in auditor.audit.framework.criteria.values():
        assert criterion.id in said
    assert said.count("Клиент не дал данных") >= 7
    assert auditor.faults == [] and examine(auditor.desk.store) == []


def test_what_was_typed_scored_and_where_is_there_after_a_restart(auditor):
    auditor.start()
    auditor.press("N", held=Qt.KeyboardModifier.ControlModifier)
    auditor.type("Demo Co")
    auditor.enter()
    auditor.window.go("scoring", "ONB-03")
    auditor.press("4")
    auditor.press("2")
    here = auditor.page.place()
    auditor.quit()
    auditor.start()
    auditor.wait(lambda: auditor.desk.current is not None)
    assert auditor.page.key == "scoring" and auditor.page.place() == here
    assert (auditor.audit.rating("ONB-03").mark, auditor.audit.rating("ONB-04").mark) == (4, 2)
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)


def test_who_left_from_the_list_comes_back_to_the_list(auditor):
    auditor.start()
    auditor.press("N", held=Qt.KeyboardModifier.ControlModifier)
    auditor.type("Demo Co")
    auditor.enter()
    auditor.window.go("home")
    auditor.quit()
    auditor.start()
    auditor.wait(lambda: auditor.desk.current is not None)
    assert auditor.page.key == "home"


def test_undo_takes_back_scores_one_by_one_and_shows_each(auditor):
    auditor.start()
    auditor.press("N", held=Qt.KeyboardModifier.ControlModifier)
    auditor.type("Demo Co")
    auditor.enter()
    auditor.window.go("scoring", "SEL-01")
    for mark in "345":
        auditor.press(mark)
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)
    assert auditor.audit.rating("SEL-03").mark is None and auditor.page.criterion.id == "SEL-03"
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)
    assert auditor.audit.rating("SEL-02").mark is None and auditor.audit.rating("SEL-01").mark == 3
    trail = auditor.desk.store.history(auditor.audit.id, cells.score("SEL-02"))
    assert [change.value for change in trail] == [4, None]


def test_an_audit_goes_to_a_file_and_comes_back_on_another_device(auditor, tmp_path):
    auditor.start()
    auditor.press("N", held=Qt.KeyboardModifier.ControlModifier)
    auditor.type("Demo Co")
    auditor.enter()
    auditor.window.go("scoring", "SEL-01")
    auditor.press("4")
    written = []
    auditor.desk.export_audit(auditor.audit.id, tmp_path / "a.cxaudit", written.append)
    auditor.wait(lambda: written)
    first = auditor.audit
    auditor.quit()
    auditor.home = tmp_path / "other device"
    auditor.start()
    opened = []
    auditor.desk.import_file(tmp_path / "a.cxaudit", opened.append)
    auditor.wait(lambda: opened)
    auditor.desk.open_audit(opened[0])
    assert auditor.audit == first
    assert auditor.desk.recent_files() == [(tmp_path / "a.cxaudit").resolve()]
    assert score(auditfile.read(tmp_path / "a.cxaudit").read()) == auditor.desk.current.scores


def test_the_sample_audit_has_the_numbers_of_the_method_and_looking_changes_nothing(auditor):
    auditor.start("ru")
    opened = []
    auditor.desk.open_sample(opened.append)
    auditor.wait(lambda: opened)
    auditor.desk.open_audit(opened[0])
    overall = auditor.desk.current.scores.overall
    assert round(overall.score, 6) == 2.804264 and overall.status == "full"
    assert sum(e.kind == "image" for e in auditor.audit.evidence) >= 20
    written = auditor.desk.store.history(auditor.audit.id)
    for page in ("overview", "brief", "scoring", "report", "settings", "help", "home"):
        auditor.window.go(page)
        auditor.rest()
    assert auditor.desk.store.history(auditor.audit.id) == written
    assert auditor.faults == []


def text_of(path):
    document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        return [page.replace("\r\n", "\n").replace("\u00a0", " ") for page in pages]
    finally:
        document.close()
