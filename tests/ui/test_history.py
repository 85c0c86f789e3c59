"""The history of a criterion, and undo and redo wherever one is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cxaudit import cells
from cxaudit.model import Brief
from tests.ui.audits import disagree
from ui import steps
from ui.pages.scoring.history import HistorySheet
from ui.pages.scoring.page import ScoringPage

BRIEF = Brief(company="North House", auditor="Auditor One")


@pytest.fixture
def window(desk, opened_window):
    desk.create_audit(BRIEF)
    made = opened_window(ScoringPage)
    made.go("scoring", "SEL-05")
    return made


def sheet_of(window) -> HistorySheet:
    window.page.press("H")
    return window.findChildren(HistorySheet)[-1]


def said(sheet: HistorySheet) -> list[str]:
    return [label.text() for label in sheet.view.findChildren(QLabel)]


def test_the_history_says_who_changed_what_from_what_and_why_the_newest_first(window, desk):
    desk.current.set_score("SEL-05", 2)
    desk.current.set_score("SEL-05", 4)
    desk.current.set_score("SEL-05", "U", "Closed that day")
    words = said(sheet_of(window))
    titles = [word for word in words if word.startswith("Mark:")]
    assert titles == ["Mark: 4 → U", "Mark: 2 → 4", "Mark: 2"]
    assert "Closed that day" in words
    assert sum(word.startswith("Auditor One · ") for word in words) == 3


def test_a_note_being_typed_is_in_the_history_that_is_opened(window):
    window.page.card.note.setPlainText("Nobody came.")
    assert "Nobody came." in said(sheet_of(window))


def test_a_replaced_mark_is_brought_back_as_a_new_change_and_undo_takes_that_back(window, desk):
    desk.current.set_score("SEL-05", 2)
    desk.current.set_score("SEL-05", 5)
    sheet = sheet_of(window)
    (button,) = sheet.view.buttons.values()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.current.audit.rating("SEL-05").mark == 2
    assert [w for w in said(sheet) if w.startswith("Mark:")] == ["Mark: 5 → 2", "Mark: 2 → 5", "Mark: 2"]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    window.page.act("undo")
    assert desk.current.audit.rating("SEL-05").mark == 5


def test_a_cleared_note_comes_back_from_the_history_after_a_restart(window, desk):
    seen = desk.current.begin(cells.note("SEL-05"))
    desk.current.set_text(cells.note("SEL-05"), "Nobody came.", seen)
    desk.current.set_text(cells.note("SEL-05"), "", desk.current.begin(cells.note("SEL-05")))
    audit = desk.current.audit.id
    desk.close_audit()
    desk.open_audit(audit)
    assert not desk.current.can_undo
    sheet = sheet_of(window)
    (button,) = sheet.view.buttons.values()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.current.audit.rating("SEL-05").note == "Nobody came."
    assert window.page.card.note.text == "Nobody came."


def test_nobody_brings_back_one_side_of_a_conflict_from_the_history(window, desk):
    audit = desk.current.audit.id
    desk.current.set_score("SEL-05", 1)
    disagree(desk.store, audit, cells.score("SEL-05"), 2, 4)
    desk.current.take_merge(desk.store.audit(audit), desk.store.scores(audit))
    assert not sheet_of(window).view.buttons


def test_a_criterion_nobody_touched_says_so(window):
    assert "Nobody has changed anything here yet." in said(sheet_of(window))


def test_of_a_long_history_the_older_changes_come_on_demand(window, desk):
    for n in range(35):
        desk.current.set_value(cells.note("SEL-05"), f"Version {n}")
    sheet = sheet_of(window)
    assert "Version 5" in said(sheet) and "Version 4" not in said(sheet)
    assert sheet.view.further.isVisible() and sheet.view.further.text() == "Show 5 more of 35"
    QTest.mouseClick(sheet.view.further, Qt.MouseButton.LeftButton)
    assert "Version 0" in said(sheet) and not sheet.view.further.isVisible()
    assert len(sheet.view.buttons) == 34


def test_a_history_without_a_change_says_only_that(window):
    assert said(sheet_of(window)) == ["Nobody has changed anything here yet."]


def test_a_long_day_can_be_undone_as_far_as_is_kept_and_the_history_knows_the_rest(window, desk, monkeypatch):
    monkeypatch.setattr(steps, "KEPT", 3)
    for mark in (0, 1, 2, 3, 4):
        desk.current.set_score("SEL-05", mark)
    taken_back = []
    while desk.current.can_undo:
        desk.current.undo()
        taken_back.append(desk.current.audit.rating("SEL-05").mark)
    assert taken_back == [3, 2, 1]
    while desk.current.can_redo:
        desk.current.redo()
    assert desk.current.audit.rating("SEL-05").mark == 4
    assert "Mark: 0 → 1" in said(sheet_of(window))
