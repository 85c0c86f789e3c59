"""The card of the brief that says who scores what, over a real store."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.field.assignment import Assignment, assignments, value
from cxaudit.model import Brief
from ui.pages.brief.page import BriefPage

BOB = Assignment("m1", "Bob", ("ACQ",), ("SEL-05",))


@pytest.fixture
def card(desk, opened_window):
    """The card, with Bob asked for a stage and one criterion more."""

    def make(lang="en", **said):
        opened = desk.create_audit(Brief(company="North House", auditor="Ann"))
        opened.set_value(cells.assigned("m1"), value(BOB))
        page = opened_window(BriefPage, lang=lang, **said).page
        page.choose_section("visits")
        return page.assigned

    return make


def said(desk):
    return [
        (one.name, "".join(one.stages), "".join(one.criteria), one.blind)
        for one in assignments(desk.current.audit)
    ]


def test_a_press_on_a_stage_is_saved_at_once_and_no_stage_is_the_whole(desk, card):
    row = card().rows["m1"]
    row.stages["SEL"].click()
    assert said(desk) == [("Bob", "ACQSEL", "SEL-05", False)]
    row.criteria["SEL-05"].click()
    assert said(desk) == [("Bob", "ACQSEL", "", False)] and not row.criteria
    for stage in ("ACQ", "SEL"):
        row.stages[stage].click()
    assert said(desk) == [("Bob", "", "", False)] and row.whole.isChecked()
    row.whole.click()
    assert row.whole.isChecked()
    for chip in row.stages.values():
        chip.click()
    assert said(desk) == [("Bob", "", "", False)]
    assert not any(chip.isChecked() for chip in row.stages.values())


def test_a_second_score_is_asked_for_without_a_look_at_the_first(desk, card):
    row = card().rows["m1"]
    row.blind.click()
    assert said(desk) == [("Bob", "ACQ", "SEL-05", True)]
    desk.current.undo()
    assert not row.blind.isChecked()


def test_a_name_is_typed_or_chosen_and_nobody_is_asked_twice(desk, card):
    one = card()
    assert one.candidates() == [("", "Ann")]
    menu = one.menu()
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    assert said(desk)[0] == ("Ann", "", "", False) and one.candidates() == []
    one.more.click()
    for typed in ("  Cem   Two ", "BOB"):
        one.name.setFocus()
        QTest.keyClicks(one.name, typed)
        one.flush()
    assert [name for name, *_ in said(desk)] == ["Ann", "Bob", "Cem Two"]
    one.rows["m1"].remove.click()
    assert [name for name, *_ in said(desk)] == ["Ann", "Cem Two"] and "m1" not in one.rows


def test_what_two_say_of_one_person_stands_together_until_one_has_seen_both(desk, card):
    row, opened = card().rows["m1"], desk.current
    seen = opened.heads(cells.assigned("m1"))
    opened.set_value(cells.assigned("m1"), value(Assignment("m1", "Bob", ("ONB",))))
    saved = desk.store.append(
        opened.audit.id, [Edit(cells.assigned("m1"), value(Assignment("m1", "Bob", ("LOY",))), seen)], "Cem"
    )
    opened.take_merge(saved.audit, saved.scores)
    assert [code for code, chip in row.stages.items() if chip.isChecked()] == ["ONB", "LOY"]
    row.stages["SEL"].click()
    assert set(assignments(opened.audit)[0].stages) == {"ONB", "LOY", "SEL"}
    assert len(opened.audit.cells[cells.assigned("m1")]) == 1


def test_an_audit_that_nobody_shares_and_nobody_was_asked_about_says_one_line(desk, opened_window):
    desk.create_audit(Brief(company="North House"))
    page = opened_window(BriefPage).page
    page.choose_section("visits")
    assert not page.assigned.more.isVisible() and not page.assigned.rows
    assert page.assigned._said.text() == "Share the audit with a team to say who scores what."
