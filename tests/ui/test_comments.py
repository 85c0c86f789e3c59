"""Comments on a criterion: who said what to whom, until it is dealt with."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cxaudit import cells
from cxaudit.model import Brief
from cxaudit.quality import talk
from ui.pages.scoring.page import ScoringPage
from ui.pages.scoring.talk import TalkSheet
from ui.widgets.buttons import LinkButton


@pytest.fixture
def window(desk, opened_window):
    desk.choose(auditor="Ann")
    desk.create_audit(Brief(company="North House", auditor="Ann"))
    made = opened_window(ScoringPage)
    made.go("scoring", "SEL-05")
    return made


def sheet_of(window) -> TalkSheet:
    window.page.press("C")
    return window.findChildren(TalkSheet)[-1]


def words(sheet):
    return [label.text() for label in sheet._area.widget().findChildren(QLabel)]


def press(sheet, word):
    found = [one for one in sheet._area.widget().findChildren(LinkButton) if one.text() == word]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_what_is_said_is_in_the_log_and_the_button_counts_it_until_it_is_dealt_with(window, desk):
    sheet = sheet_of(window)
    assert not sheet.send.isEnabled()
    sheet.text.setPlainText("<b>Was it lit?</b>")
    QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
    (one,) = talk.comments(desk.current.audit)
    assert (one.criterion, one.text, one.author) == ("SEL-05", "<b>Was it lit?</b>", "Ann")
    assert "<b>Was it lit?</b>" in words(sheet) and sheet.text.text == ""
    assert window.page.top.talk.accessibleName() == "1 open comment (C)"
    press(sheet, "Dealt with")
    assert window.page.top.talk.accessibleName() == "Comments (C)"
    press(sheet, "Open again")
    press(sheet, "Take back")
    assert talk.comments(desk.current.audit) == ()


def test_ctrl_enter_adds_it_and_an_at_sign_before_a_name_calls_that_person(window, desk):
    desk.current.set_value(cells.talk("1"), talk.value("SEL-05", "Seen.", ("Bob",)))
    sheet = sheet_of(window)
    sheet._people = ["Ann Lee", "Bob", "Bobby"]
    sheet.text.setPlainText("@bob, @Ann  Lee: was it lit? Ask x@bobby")
    QTest.keyClick(sheet.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = talk.comments(desk.current.audit)[-1]
    assert said.text.startswith("@bob") and said.to == ("Ann Lee", "Bob")
    assert sheet.text.text == "" and sheet.isVisible()
    QTest.keyClick(sheet.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(talk.comments(desk.current.audit)) == 2


def test_one_way_to_a_criterion_opens_its_comments(window, desk, settled):
    desk.current.set_value(cells.talk("1"), talk.value("SEL-07", "Was it lit?", ("Ann",)))
    window.go("scoring", "SEL-07/comments")
    settled()
    (sheet,) = window.findChildren(TalkSheet)
    assert sheet.isVisible() and sheet.text.hasFocus() and "Was it lit?" in words(sheet)
    assert window.page.criterion.id == "SEL-07"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    window.go("scoring", "SEL-99/comments")
    settled()
    assert window.page.criterion.id == "SEL-07"


def test_half_a_comment_is_there_again_and_belongs_to_its_criterion(window):
    sheet = sheet_of(window)
    sheet.text.setPlainText("Was it")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet_of(window).text.text == "Was it"
    QTest.keyClick(window.findChildren(TalkSheet)[-1], Qt.Key.Key_Escape)
    window.go("scoring", "SEL-06")
    assert sheet_of(window).text.text == ""


def test_all_open_comments_of_the_audit_can_be_seen_at_once(window, desk):
    desk.current.set_value(cells.talk("1"), talk.value("SEL-05", "Here"))
    desk.current.set_value(cells.talk("2"), talk.value("ACQ-01", "There"))
    sheet = sheet_of(window)
    assert "Here" in words(sheet) and "There" not in words(sheet)
    QTest.mouseClick(sheet.everywhere, Qt.MouseButton.LeftButton)
    assert "Here" in words(sheet) and "There" in words(sheet)
    assert any(word.startswith("ACQ-01 · Ann") for word in words(sheet))
    assert sheet.everywhere.accessibleName() == "Open in the whole audit 2"


@pytest.fixture
def long_talk(window, desk, qtbot):
    """A sheet of six comments, which a small window cannot show at once."""
    window.resize(1024, 600)
    for n in range(6):
        said = talk.value("SEL-05", f"Comment {n}: what was said at the counter, word for word?")
        desk.current.set_value(cells.talk(f"t{n}"), said)
    sheet = sheet_of(window)
    bar = sheet._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    return sheet, bar


def test_the_newest_comment_is_in_sight_when_they_are_opened_and_after_a_word_of_ones_own(long_talk, qtbot):
    sheet, bar = long_talk
    assert bar.value() == bar.maximum()
    before = bar.maximum()
    bar.setValue(0)
    sheet.text.setPlainText("It was lit.")
    QTest.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.maximum() > before)
    assert bar.value() == bar.maximum() and sheet.text.hasFocus()


def test_what_is_dealt_with_keeps_the_place_and_the_focus(long_talk, qtbot, desk):
    sheet, bar = long_talk
    bar.setValue(60)
    sheet.dones["t2"].setFocus(Qt.FocusReason.TabFocusReason)
    at = bar.value()
    QTest.keyClick(sheet.dones["t2"], Qt.Key.Key_Return)
    assert talk.comments(desk.current.audit)[2].done
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    assert sheet.dones["t2"].hasFocus() and sheet.dones["t2"].text() == "Open again" and bar.value() == at
    sheet.backs["t2"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(sheet.backs["t2"], Qt.Key.Key_Return)
    assert "t2" not in sheet.backs and sheet.text.hasFocus()
