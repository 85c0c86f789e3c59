"""Undo and redo wherever the auditor is, with a word on what came back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.model import Brief
from ui.intake import Given

CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


def bars(auditor) -> list[str]:
    return [bar.sentence for bar in auditor.window.messages.bars]


@pytest.mark.parametrize(
    ("lang", "gone", "back"),
    [
        ("en", "SEL-05 has no mark again.", "SEL-05: the mark is 3 again."),
        ("ru", "У SEL-05 снова нет оценки.", "SEL-05: снова оценка 3."),
    ],
)
def test_undo_and_redo_on_another_page_say_what_came_back_and_lead_there(auditor, lang, gone, back):
    auditor.start(lang)
    auditor.desk.create_audit(Brief(company="North House"))
    auditor.desk.current.set_score("SEL-05", 3)
    auditor.window.go("overview")
    auditor.press("Z", held=CONTROL)
    assert auditor.audit.rating("SEL-05").mark is None
    assert bars(auditor) == [gone]
    auditor.press("Z", held=BOTH)
    assert auditor.audit.rating("SEL-05").mark == 3
    assert bars(auditor) == [back]
    QTest.mouseClick(auditor.window.messages.bars[0].link, Qt.MouseButton.LeftButton)
    assert (auditor.page.key, auditor.page.criterion.id) == ("scoring", "SEL-05")
    assert auditor.faults == []


def test_undo_takes_back_ratings_notes_and_files_in_turn(auditor, tmp_path):
    auditor.start()
    auditor.desk.create_audit(Brief(company="North House"))
    auditor.window.go("scoring", "SEL-05")
    auditor.press("4")
    auditor.window.go("scoring", "SEL-05")
    auditor.press(Qt.Key.Key_F2)
    auditor.type("Nobody came.")
    auditor.press(Qt.Key.Key_Escape)
    file = tmp_path / "receipt.txt"
    file.write_text("One coffee")
    auditor.page.files.give([Given(file.name, file)])
    auditor.wait(lambda: auditor.audit.evidence_of("SEL-05"))
    for held, expected in [
        (CONTROL, (4, "Nobody came.", 0)),
        (CONTROL, (4, "", 0)),
        (CONTROL, (None, "", 0)),
        (BOTH, (4, "", 0)),
        (BOTH, (4, "Nobody came.", 0)),
        (BOTH, (4, "Nobody came.", 1)),
    ]:
        auditor.press("Z", held=held)
        rating = auditor.audit.rating("SEL-05")
        assert (rating.mark, rating.note, len(auditor.audit.evidence_of("SEL-05"))) == expected
    changes = auditor.desk.store.history(auditor.audit.id, cells.score("SEL-05"))
    assert [change.value for change in changes] == [4, None, 4]
