"""Quality control in the window: submit, score blind, return, approve, revise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.quality import approval, review
from ui.pages.review.page import ReviewPage
from ui.pages.scoring.page import ScoringPage

BRIEF = Brief(company="North House", product="Card", auditor="Auditor One")


@pytest.fixture
def window(desk, opened_window):
    """An audit that is ready to be submitted; its auditor sits before the window."""
    opened = desk.create_audit(BRIEF)
    marks = [edit(opened.audit, cells.score(c), 3) for c in opened.audit.framework.criteria]
    marks.append(edit(opened.audit, cells.note("SEL-05"), "Nobody named a price."))
    saved = desk.store.append(opened.audit.id, marks, "Auditor One")
    opened.take_merge(saved.audit, saved.scores)
    return opened_window(ReviewPage, ScoringPage)


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def take(window, desk, before, after, name=""):
    """Press the button of a step, as somebody of that name."""
    if name:
        desk.choose(auditor=name)
    click(window.page.steps[before, after])
    window.page.refresh()


@pytest.fixture
def reviewed(window, desk):
    """In review, by somebody else."""
    take(window, desk, "draft", "submitted")
    take(window, desk, "submitted", "in_review", "Reviewer")
    return window


def state(desk):
    return review.review_of(desk.current.audit).standing.state


def said(window):
    return [label.text() for label in window.page.item.findChildren(QLabel) if label.isVisible()]


def bars(window):
    return [bar.sentence for bar in window.messages.bars]


def test_only_the_steps_that_are_next_have_buttons(window, desk):
    def shown():
        return [way for way, button in window.page.steps.items() if button.isVisible()]

    assert shown() == [("draft", "submitted")]
    take(window, desk, "draft", "submitted")
    assert shown() == [("submitted", "in_review"), ("submitted", "draft")]
    assert window.page.status == ("accent", "Submitted")


def test_the_first_of_the_list_is_shown_first(desk, opened_window):
    desk.create_audit(BRIEF)
    page = opened_window(ReviewPage, ScoringPage).page
    assert page.item.criterion == next(iter(page.items.rows)) == "ACQ-01"


def test_a_criterion_without_a_score_says_so_once(desk, opened_window):
    desk.create_audit(BRIEF)
    window = opened_window(ReviewPage, ScoringPage)
    assert "No score yet" in said(window) and not any(text.startswith("The score") for text in said(window))


def test_what_is_missing_is_listed_and_leads_to_scoring(window, desk):
    desk.current.set_score("SAL-05", 5)
    window.page.refresh()
    chips = window.page.items.chips
    assert [part for part, chip in chips.items() if chip.isVisible()] == ["open"], "nothing twice"
    assert list(window.page.items.rows) == ["SAL-05"]
    take(window, desk, "draft", "submitted")
    assert state(desk) == "draft"
    assert bars(window) == [
        "Conflicts, empty criteria, and 0, 1 or 5 without a file: 1. Nothing was changed."
    ]


def test_the_auditor_cannot_review_himself_and_the_bar_says_so(window, desk):
    take(window, desk, "draft", "submitted")
    take(window, desk, "submitted", "in_review")
    assert state(desk) == "submitted"
    assert bars(window) == ["Auditor One scored this audit. Somebody else has to review it."]


def test_a_reviewer_who_changed_a_score_hears_why_somebody_else_has_to_review(reviewed, desk):
    for criterion, mark in (("SAL-05", 2), ("ACQ-03", 4)):
        desk.current.set_score(criterion, mark)
    take(reviewed, desk, "in_review", "approved")
    assert state(desk) == "in_review"
    assert bars(reviewed) == [
        "Reviewer gave or changed scores that stand (ACQ-03, SAL-05), so Reviewer cannot review them. "
        "Somebody else has to review this audit."
    ]


def test_the_row_that_is_selected_stays_in_view_when_a_message_takes_its_room(reviewed, settled):
    reviewed.resize(1280, 600)
    settled()
    page = reviewed.page

    def seen(row):
        return row.visibleRegion().boundingRect().height() >= row.height()

    last = [criterion for criterion, row in page.items.rows.items() if seen(row)][-1]
    page.show_criterion(last)
    reviewed.say("danger", "The disk is full. Nothing was changed; make room on it, then try it again.")
    settled()
    assert bars(reviewed) and seen(page.items.rows[last])


def test_a_criterion_of_the_sample_keeps_its_score_until_the_second_one_is_given(reviewed, desk):
    page = reviewed.page
    first = page.found.standing.sample[0]
    page.show_criterion(first)
    row = page.items.rows[first]
    assert row._chip is None
    assert "The score" not in said(reviewed)
    page.press("5")
    page.refresh()
    assert "The score" in said(reviewed)
    assert "The second score" in said(reviewed)
    assert review.review_of(desk.current.audit).unsettled == (first,)


def test_the_list_of_what_is_to_be_looked_at_does_not_give_a_blind_score_away(window, desk):
    opened = desk.current
    marks = [edit(opened.audit, cells.score(c), 1) for c in opened.audit.framework.criteria]
    notes = [edit(opened.audit, cells.note(c), "Seen on the spot.") for c in opened.audit.framework.criteria]
    saved = desk.store.append(opened.audit.id, marks + notes, "Auditor One")
    opened.take_merge(saved.audit, saved.scores)
    said = approval.value("in_review", "r1", ("SEL-05", "SAL-05"))
    opened.set_value(approval.CELL, said)
    window.page.refresh()
    window.page.items.choose_part("see")
    shown = window.page.items.rows
    assert len(shown) == 118 and not {"SEL-05", "SAL-05"} & set(shown)


def test_a_returned_audit_waits_until_each_comment_is_ticked(reviewed, desk):
    page = reviewed.page
    page.item.show_criterion(desk.current, "SEL-05", page.found)
    page.item.fields[-1].edit.setPlainText("Which price?")
    take(reviewed, desk, "in_review", "returned")
    take(reviewed, desk, "returned", "submitted", "Auditor One")
    assert state(desk) == "returned"
    assert bars(reviewed)[-1] == "Comments that are not ticked as dealt with: 1. Nothing was changed."


def test_what_was_revised_is_named_with_its_part_and_what_has_no_criterion_too(reviewed, desk):
    page, opened = reviewed.page, desk.current
    opened.set_value(
        approval.CELL, approval.value("approved", "r1", ("SEL-05",), approval.approve(opened.audit, "R"))
    )
    opened.revision = "A receipt was found"
    opened.set_score("SEL-05", 2)
    opened.set_value("brief/product", "Debit card")
    page.refresh()
    page.items.choose_part("revisions")
    assert list(page.items.rows) == ["SEL-05"]
    assert page.items.rows["SEL-05"]._pill == ("quiet", "revised")
    page.show_criterion("SEL-05")
    assert any(text.startswith("the score \u00b7 Reviewer") for text in said(reviewed))
    assert "Revised: the brief \u00b7 Reviewer \u00b7 A receipt was found" in page.standing.said


def test_a_locked_audit_says_who_approved_it(reviewed, desk):
    opened = desk.current
    given = approval.Approval("Reviewer", "2026-05-01T10:00:00Z", {})
    desk.choose(auditor="Auditor One")
    opened.set_value(approval.CELL, approval.value("locked", "r1", (), given))
    reviewed.page.refresh()
    assert "Approved by: Reviewer, " in reviewed.page.standing.said


def test_by_keys_alone_everything_is_scored_looked_at_and_approved(reviewed, desk, settled):
    page = reviewed.page
    page.setFocus()
    for _ in range(200):
        found = review.review_of(desk.current.audit)
        if not found.unscored and not found.unseen:
            break
        criterion = page.item.criterion
        if criterion in found.unscored:
            page.press("3")
        page.press("Enter")
        page.refresh()
    settled()
    assert not found.unscored and not found.unseen
    take(reviewed, desk, "in_review", "approved")
    assert state(desk) == "approved"
    assert "Blind sample: 18 scores, 100% the same, 100% within one." in page.standing.said


def test_a_comment_goes_to_the_auditor_and_comes_back_dealt_with(reviewed, desk):
    page = reviewed.page
    page.show_criterion("SEL-05")
    if not page.items.rows.get("SEL-05"):
        page.item.show_criterion(desk.current, "SEL-05", page.found)
    page.item.fields[-1].edit.setPlainText("Which price was asked for? <b>")
    take(reviewed, desk, "in_review", "returned")
    assert state(desk) == "returned"
    desk.choose(auditor="Auditor One")
    page.refresh()
    assert list(page.items.rows) == ["SEL-05"]
    page.show_criterion("SEL-05")
    assert "Which price was asked for? <b>" in said(reviewed)
    click(page.item.dealt)
    take(reviewed, desk, "returned", "submitted")
    assert state(desk) == "submitted"


def test_what_is_typed_stays_while_somebody_elses_change_comes_in(reviewed, desk):
    page = reviewed.page
    page.show_criterion(page.found.standing.sample[0])
    field = page.item.fields[-1]
    field.edit.setPlainText("Half a sen")
    desk.current.set_value("action/a1/title", "Answer sooner")
    page.refresh()
    assert page.item.fields[-1] is field and field.text == "Half a sen"


def test_in_russian_the_page_speaks_russian(desk, opened_window):
    desk.create_audit(BRIEF)
    window = opened_window(ReviewPage, lang="ru")
    assert window.page.title == "Проверка"
    assert window.page.status == ("quiet", "Черновик")
