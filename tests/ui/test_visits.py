"""Several visits of one audit: begun in the brief, scored apart, read together."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.model import FIRST_SHEET, Brief
from ui.desk import Desk
from ui.pages.brief.page import BriefPage
from ui.pages.scoring.page import ScoringPage

BRIEF = Brief(company="North House", product="Card", auditor="Auditor One")


@pytest.fixture
def window(desk, opened_window):
    desk.create_audit(BRIEF)
    return opened_window(BriefPage, ScoringPage)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def begin_second(window, desk: Desk) -> str:
    click(window.page.visits.add_visit)
    return desk.current.audit.sheets[-1].id


def test_a_second_visit_is_scored_apart_and_the_mean_counts(window, desk):
    desk.current.set_score("ACQ-01", 2)
    sheet = begin_second(window, desk)
    auditor, place = window.page.visits.parts[1].fields[:2]
    auditor.edit.setText("Auditor Two")
    place.edit.setText("Main street")
    click(window.page.visits.parts[1].score)
    assert window.page.key == "scoring" and desk.current.sheet == sheet
    assert window.page.criterion.id == "ACQ-01" and window.page.dock.bar.mark is None
    assert window.page.top.progress.said[0] == "0 of 120"
    assert window.page.context.startswith("Visit 2 · Auditor Two · Main street · North House")
    window.page.press("5")
    window.go("brief")
    assert [part._done.text() for part in window.page.visits.parts] == ["1 of 120 rated"] * 2
    assert desk.current.audit.rating("ACQ-01").mark == Fraction(7, 2)
    assert desk.current.view.rating("ACQ-01").mark == 5
    assert desk.store.audit(desk.current.audit.id).rating("ACQ-01").mark == Fraction(7, 2)


def test_the_visit_is_chosen_in_the_title_bar_and_a_typed_note_stays_with_its_own(window, desk, settled):
    sheet = begin_second(window, desk)
    window.go("scoring", "ACQ-01")
    page = window.page
    settled()
    assert page.top.sheets.isVisible() and desk.current.sheet == FIRST_SHEET
    page.card.note.setPlainText("Nobody greeted me.")
    menu = page.top.sheets.menu_of(desk.current)
    assert [action.text() for action in menu.actions()] == ["Visit 1 · Auditor One", "Visit 2"]
    assert [not action.icon().isNull() for action in menu.actions()] == [True, False]
    menu.actions()[1].trigger()
    assert desk.current.sheet == sheet and page.card.note.text == ""
    page.card.note.setPlainText("Greeted at once.")
    desk.current.choose_sheet(FIRST_SHEET)
    assert page.card.note.text == "Nobody greeted me."
    heads = desk.current.audit.cells
    assert heads[cells.note("ACQ-01")][0].value == "Nobody greeted me."
    assert heads[cells.note("ACQ-01", sheet)][0].value == "Greeted at once."


def test_undo_goes_to_the_visit_where_it_acts(window, desk):
    sheet = begin_second(window, desk)
    desk.current.choose_sheet(sheet)
    window.go("scoring", "ACQ-03")
    window.page.press("4")
    desk.current.choose_sheet(FIRST_SHEET)
    window.page.undo()
    assert desk.current.sheet == sheet and window.page.criterion.id == "ACQ-03"
    assert desk.current.view.rating("ACQ-03").mark is None


def test_one_visit_has_nothing_to_choose(window, desk, settled):
    window.go("scoring", "ACQ-01")
    settled()
    assert not window.page.top.sheets.isVisible()
    assert "Visit" not in window.page.context


def test_two_auditors_of_one_visit_can_agree_on_scores(window, desk):
    card = window.page.visits
    assert not card.add_agreed.isVisible()
    click(card.add_auditor)
    second = desk.current.audit.sheets[1]
    assert (second.visit, second.agreed) == (FIRST_SHEET, False)
    click(card.add_agreed)
    assert desk.current.audit.sheets[2].agreed and not card.add_agreed.isVisible()
    desk.current.set_score("ACQ-01", 1)
    desk.current.choose_sheet(desk.current.audit.sheets[2].id)
    desk.current.set_score("ACQ-01", 4)
    assert desk.current.audit.rating("ACQ-01").mark == 4


def test_a_note_that_a_new_visit_brings_to_safety_is_taken_back_before_the_visit(window, desk):
    window.go("scoring", "ACQ-01")
    window.page.card.note.setPlainText("Nobody greeted me.")
    desk.current.add_sheet()
    said = desk.current.audit.cells[cells.note("ACQ-01")]
    assert said[0].value == "Nobody greeted me."
    desk.current.undo()
    assert (desk.current.audit.rating("ACQ-01").note, len(desk.current.audit.sheets)) == ("", 2)
    desk.current.undo()
    assert len(desk.current.audit.sheets) == 1


def test_a_removed_visit_counts_no_more_until_undo_brings_it_back(window, desk):
    desk.current.set_score("ACQ-01", 2)
    sheet = begin_second(window, desk)
    desk.current.choose_sheet(sheet)
    desk.current.set_score("ACQ-01", 3)
    click(window.page.visits.parts[1].remove)
    assert desk.current.audit.rating("ACQ-01").mark == 2 and desk.current.sheet == FIRST_SHEET
    assert window.page.visits.parts == []
    desk.current.undo()
    assert desk.current.audit.rating("ACQ-01").mark == Fraction(5, 2)


def test_undo_of_a_visit_that_was_begun_takes_it_away(window, desk):
    begin_second(window, desk)
    desk.current.undo()
    assert len(desk.current.audit.sheets) == 1


def test_the_worst_visit_counts_where_the_switch_is_on(window, desk):
    sheet = begin_second(window, desk)
    critical = next(c.id for c in desk.current.audit.framework.criteria.values() if c.critical)
    desk.current.set_score(critical, 5)
    desk.current.choose_sheet(sheet)
    desk.current.set_score(critical, 1)
    assert desk.current.audit.rating(critical).mark == 3
    click(window.page.visits._worst)
    assert desk.current.audit.rating(critical).mark == 1
    assert desk.current.scores.red_flags == (critical,)


def test_typed_visit_details_are_saved_when_the_page_is_left(window, desk):
    begin_second(window, desk)
    window.page.visits.parts[1].fields[2].edit.setText("5 May")
    window.go("scoring")
    assert desk.current.audit.sheets[1].at == "5 May"


def test_a_conflict_on_one_visit_is_shown_and_settled_there(window, desk):
    from cxaudit.edits import Edit

    sheet = begin_second(window, desk)
    opened = desk.current
    opened.choose_sheet(sheet)
    opened.set_score("ACQ-01", 1)
    saved = desk.store.append(opened.audit.id, [Edit(cells.score("ACQ-01", sheet), 4)], "Auditor Three")
    opened.take_merge(saved.audit, saved.scores)
    window.go("scoring", "ACQ-01")
    assert len(window.page.card.score_rivals.buttons) == 2
    window.page.press("4")
    window.page.reason.line.setText("Seen again on the recording.")
    click(window.page.reason._save)
    assert opened.audit.conflicts == () and opened.audit.rating("ACQ-01").mark == 4
