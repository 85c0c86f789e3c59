"""The inbox: versions side by side, a choice with a reason, and nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.edits import Edit
from tests.core.test_conflicts import GROUND, RIVALS
from tests.ui.audits import disagree, make
from ui.pages.inbox.page import InboxPage

SCORE, NOTE = cells.score("SEL-05"), cells.note("SEL-05")
CITY, OWNER = cells.brief("city"), cells.action("a", "owner")
RATING = "visit/1/rating/SEL-05"
ALL_MARKS = [3] * 60
ZONE = {cells.action("a", "zone"): "SAL-A"}


@pytest.fixture
def inbox(opened_page, desk):
    """The page on an audit in which these cells are contested."""

    def open_inbox(contested, ground=ZONE, **said):
        audit = make(desk.store, marks=ALL_MARKS)
        desk.store.append(audit, [Edit(cell, value) for cell, value in ground.items()], "Auditor One")
        for cell, (one, two) in contested.items():
            disagree(desk.store, audit, cell, one, two)
        desk.open_audit(audit)
        return opened_page(InboxPage, **said)

    return open_inbox


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def heads(page, cell):
    return page.opened.audit.cells[cell]


def keep(page, side, reason="Seen again"):
    page.press(str(side))
    page.dock.reason.setText(reason)
    page.press("Enter")


def test_an_inbox_without_a_conflict_says_so(inbox, desk):
    page = inbox({})
    assert page._nothing.isVisible() and not page.list.isVisible()


def test_before_there_is_an_audit_nothing_can_be_settled(opened_page):
    page = opened_page(InboxPage)
    assert page._nothing.isVisible() and not page.dock.isVisible() and not page.detail.isVisible()


def test_each_row_says_what_it_is_about_who_against_whom_and_how_far_apart(inbox):
    page = inbox({SCORE: (4, 2), CITY: ("Kazan", "Perm")})
    said = [row.accessibleName() for row in page.list.rows.values()]
    assert "SEL-05 · score" in said[0] and "Auditor One ↔ Auditor Two" in said[0] and "2–4" in said[0]
    assert said[1].startswith("Brief: city")


def test_a_version_is_kept_with_a_reason_and_the_next_conflict_comes(inbox):
    page = inbox({SCORE: (4, 2), CITY: ("Kazan", "Perm")})
    before = {head.id for head in heads(page, SCORE)}
    keep(page, 2)
    (head,) = heads(page, SCORE)
    assert (head.value, head.reason, {*head.parents}) == (2, "Seen again", before)
    assert page.shown.key == CITY and page.dock.reason.text() == ""
    assert [*page.list.rows] == [CITY]


def test_without_a_reason_nothing_is_written_and_it_is_asked_for(inbox, active):
    page = inbox({CITY: ("Kazan", "Perm")})
    click(page.detail.sides[0].keep)
    click(page.dock.save)
    assert len(heads(page, CITY)) == 2 and page.dock.reason.hasFocus()
    click(page.dock.ready[2])
    click(page.dock.save)
    assert [(head.value, head.reason) for head in heads(page, CITY)] == [("Kazan", "We agreed on it")]
    assert page._nothing.isVisible()


def test_before_a_choice_nothing_can_be_settled_and_after_it_the_scores_to_come_are_said(inbox):
    page = inbox({SCORE: (5, 0)})
    assert not page.dock.save.isEnabled()
    page.press("Right")
    page.press("Left")
    low, high = map(page.look.mean, page.opened.scores.stage("SEL").span)
    assert f"{low}–{high} → {high}" in page.dock.effect.text()
    page.press("2")
    assert f"→ {low}" in page.dock.effect.text()


def test_a_third_mark_is_given_by_key_and_needs_a_reason_like_any_other(inbox):
    page = inbox({SCORE: (5, 0)})
    page.press("T")
    page.press("3")
    page.dock.reason.setText("Two of three answered")
    page.press("Enter")
    assert [head.value for head in heads(page, SCORE)] == [3]


def test_a_third_mark_that_needs_a_reason_of_its_own_takes_the_same_one(inbox):
    page = inbox({SCORE: (5, 0)})
    page.press("T")
    page.press("U")
    page.dock.reason.setText("Closed")
    page.press("Enter")
    assert heads(page, SCORE)[0].value == {"mark": "U", "reason": "Closed"}


def test_a_mark_and_its_note_are_kept_together(inbox):
    page = inbox({SCORE: (4, 2), NOTE: ("Kind", "Rude")})
    assert [*page.list.rows] == [RATING]
    keep(page, 1)
    rating = page.opened.audit.rating("SEL-05")
    assert (rating.mark, rating.note, page.opened.audit.conflicts) == (4, "Kind", ())


def test_two_texts_stand_whole_and_a_third_may_start_from_either(inbox):
    page = inbox({NOTE: ("They were kind and quick", "They were kind but slow")})
    page.detail.sides[1].starts[NOTE].click()
    editor = page.detail.third.editors[NOTE]
    assert editor.text == "They were kind but slow"
    editor.insertPlainText(" at noon")
    page.dock.reason.setText("Listened again")
    page.settle()
    assert page.opened.audit.rating("SEL-05").note == "They were kind but slow at noon"


def test_only_the_words_that_differ_are_marked(inbox):
    from ui.pages.inbox.compared import ComparedText

    page = inbox({NOTE: ("They 🙂 were kind and quick", "They 🙂 were kind but slow")})
    shown = [side.findChild(ComparedText) for side in page.detail.sides]
    assert [[text.text[a:b] for a, b in text.spans] for text in shown] == [["and quick"], ["but slow"]]


def test_what_is_no_date_is_said_at_the_field_and_stays_there(inbox):
    due = cells.action("a", "due")
    page = inbox({due: ("2027-02-01", "2027-03-01")})
    page.detail.third.editors[due].setText("soon")
    page.dock.reason.setText("Asked")
    page.settle()
    assert "no date" in page.detail.third.fields[due].error
    assert page.detail.third.editors[due].text() == "soon" and len(heads(page, due)) == 2
    page.detail.third.editors[due].setText("2027-02-15")
    page.settle()
    assert [head.value for head in heads(page, due)] == ["2027-02-15"]


def test_one_of_a_few_values_is_chosen(inbox):
    law = cells.legal("law")
    page = inbox({law: ("yes", None)})
    page.detail.third.editors[law].chips["Not applicable"].click()
    page.dock.reason.setText("Asked")
    page.settle()
    assert [head.value for head in heads(page, law)] == ["not_applicable"]


def test_a_status_and_a_figure_can_be_another_one_than_anybody_said(inbox):
    status, figure = cells.action("a", "status"), cells.baseline("conversion")
    page = inbox({status: ("accepted", "done"), figure: ({"value": 0.2, "source": ""}, None)})
    page.press("T")
    click(next(chip for text, chip in page.detail.third.editors[status].chips.items() if text == "verified"))
    page.dock.reason.setText("Checked on site")
    page.press("Enter")
    assert [head.value for head in heads(page, status)] == ["verified"]
    assert [card.side.values[figure] for card in page.detail.sides] == [{"value": 0.2, "source": ""}, None]
    page.press("T")
    field = page.detail.third.editors[figure]
    field.setText("12.5% (report of 2026)")
    page.dock.reason.setText("Asked the client")
    page.press("Enter")
    assert [head.value for head in heads(page, figure)] == [{"value": 0.125, "source": "report of 2026"}]


def test_tab_leads_to_nothing_that_is_out_of_sight_in_a_low_window(inbox, settled):
    due = cells.action("a", "due")
    page = inbox(
        {SCORE: (4, 2), NOTE: ("It was late. " * 40, "No."), due: ("2027-02-01", "")}, size=(1024, 600)
    )
    page.setFocus()
    stops = []
    while (stop := page.window().focusWidget()) not in stops[1:]:
        stops.append(stop)
        assert stop.visibleRegion().boundingRect().size() == stop.size(), stop.accessibleName()
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        settled()
    assert len(stops) > 20
    page.show_conflict(due)
    page.press("T")
    third = page.detail.third
    third.editors[due].setText("soon")
    page.dock.reason.setText("Because")
    page.press("Enter")
    settled()
    (field,) = third.fields.values()
    assert field.error and field.visibleRegion().boundingRect().size() == field.size()
    assert third.editors[due].hasFocus()


def test_what_a_newer_program_wrote_is_shown_as_it_is_and_one_version_kept(inbox):
    page = inbox({"later/than/this": ({"a": "é"}, 7)})
    assert not page.detail.third.isVisible() and page.detail.title.text == "later/than/this"
    keep(page, 1)
    assert [head.value for head in heads(page, "later/than/this")] == [{"a": "é"}]


def test_undo_brings_the_conflict_back_with_who_said_what_and_redo_settles_it_again(inbox):
    page = inbox({SCORE: (4, 2), CITY: ("Kazan", "Perm")})
    keep(page, 1)
    page.opened.undo()
    assert page.shown.key == RATING and page.opened.audit.rating("SEL-05").conflict
    by_value = {head.value: head.reason for head in heads(page, SCORE)}
    assert "Auditor One" in by_value[4] and "Auditor Two" in by_value[2]
    assert {side.author for side in page.shown.sides} == {"Auditor One", "Auditor Two"}
    page.opened.redo()
    (head,) = heads(page, SCORE)
    assert (head.value, head.reason) == (4, "Seen again")
    page.opened.undo()
    assert {side.author for side in page.shown.sides} == {"Auditor One", "Auditor Two"}
    keep(page, 2 if page.detail.sides[1].side.first.value == 2 else 1)
    assert page.opened.audit.rating("SEL-05").mark == 2


def test_an_approved_audit_is_settled_with_the_reason_of_the_settlement(inbox):
    from cxaudit.quality import approval

    page = inbox({CITY: ("Kazan", "Perm")})
    done = approval.value("approved", "r1", (), approval.approve(page.opened.audit, "Reviewer"))
    page.opened.set_value(approval.CELL, done)
    page.refresh()
    keep(page, 1, "The client says so")
    (head,) = heads(page, CITY)
    assert head.reason == "The client says so" and approval.revisions(page.opened.audit) == (head,)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_conflict_of_every_kind_is_shown_and_settled(inbox, lang):
    page = inbox(RIVALS, lang=lang, ground=GROUND)
    for _ in range(3 * len(RIVALS)):
        if not page.shown:
            break
        cards = [card for card in page.detail.sides if card.keep.isEnabled()]
        cards[-1].keep.click()
        page.dock.reason.setText("Seen again")
        page.settle()
    assert page.shown is None and page.found == ()


# --- what comes in meanwhile ----------------------------------------------------------------------


def come_in(page, cell, value, seen=()):
    """Somebody else's change is merged into the open audit."""
    store, audit = page.opened.store, page.opened.audit.id
    said = store.append(audit, [Edit(cell, value, tuple(seen))], "Auditor Three")
    page.opened.take_merge(said.audit, said.scores)
    page.refresh()


def test_a_third_text_stays_while_another_version_comes_in_and_settling_leaves_both(inbox):
    page = inbox({NOTE: ("Kind", "Rude")})
    editor = page.detail.third.editors[NOTE]
    editor.setFocus()
    editor.insertPlainText("Kind, but la")
    come_in(page, NOTE, "Busy")
    assert page.detail.third.editors[NOTE] is editor and len(page.detail.sides) == 3
    assert page.detail.news.isVisible()
    editor.insertPlainText("te")
    page.dock.reason.setText("Listened again")
    page.settle()
    assert {head.value for head in heads(page, NOTE)} == {"Busy", "Kind, but late"}
    assert page.shown.key == RATING


def test_a_third_text_stays_when_somebody_else_settles_meanwhile(inbox):
    page = inbox({NOTE: ("Kind", "Rude"), CITY: ("Kazan", "Perm")})
    page.detail.third.editors[NOTE].insertPlainText("Kind, but late")
    come_in(page, NOTE, "Kind", [head.id for head in heads(page, NOTE)])
    assert page.shown.key == RATING and page.detail.news.isVisible()
    page.dock.reason.setText("Listened again")
    page.settle()
    assert {head.value for head in heads(page, NOTE)} == {"Kind", "Kind, but late"}


def test_a_choice_is_made_anew_when_its_version_was_replaced(inbox):
    page = inbox({SCORE: (4, 2)})
    page.press("2")
    page.dock.reason.setText("Seen")
    two = next(head for head in heads(page, SCORE) if head.value == 2)
    come_in(page, SCORE, 1, [two.id])
    page.settle()
    assert {head.value for head in heads(page, SCORE)} == {4, 1}
    assert page.dock.reason.text() == "Seen" and not page.dock.save.isEnabled()


def test_what_was_begun_is_there_again_after_the_window_was_opened_anew(inbox, opened_page, desk):
    page = inbox({NOTE: ("Kind", "Rude"), CITY: ("Kazan", "Perm")})
    page.detail.third.editors[NOTE].insertPlainText("Kind, but late")
    page.dock.reason.setText("Listened")
    page.show_conflict(CITY)
    page.leave()
    again = opened_page(InboxPage)
    assert "begun" in again.list.rows[RATING].accessibleName()
    again.show_conflict(RATING)
    assert again.detail.third.editors[NOTE].text == "Kind, but late"
    assert again.dock.reason.text() == "Listened"
    again.settle()
    assert again.opened.audit.rating("SEL-05").note == "Kind, but late"


# --- other audits ---------------------------------------------------------------------------------


def test_other_audits_say_how_many_conflicts_they_have_and_are_jumped_to(inbox, desk):
    other = make(desk.store, "North House")
    disagree(desk.store, other, CITY, "Omsk", "Tver")
    disagree(desk.store, other, SCORE, 1, 2)
    make(desk.store, "Calm House")
    page = inbox({})
    assert [*page.list.others] == [other] and "2 conflicts" in page.list.others[other].accessibleName()
    click(page.list.others[other])
    assert desk.current.audit.id == other and [*page.list.rows] == [RATING, CITY]
    assert page.list.others == {}


def test_a_conflict_that_comes_into_another_audit_is_shown_while_the_inbox_is_open(inbox, desk, qtbot):
    page = inbox({CITY: ("Kazan", "Perm")})
    other = make(desk.store, "North House")
    disagree(desk.store, other, CITY, "Omsk", "Tver")
    desk.list_changed.emit()
    qtbot.waitUntil(lambda: other in page.list.others)


def test_the_place_of_a_conflict_is_one_press_away(inbox):
    page = inbox({SCORE: (4, 2), CITY: ("Kazan", "Perm"), OWNER: ("Sales", "Marketing")})
    for key in (RATING, CITY, OWNER):
        page.show_conflict(key)
        click(page.detail.open_place)
    assert page.visited == [("scoring", "SEL-05"), ("brief", "city"), ("growth", None)]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (800, 1000)])
def test_every_button_of_a_version_can_be_scrolled_to_and_none_is_cut(inbox, settled, lang, size):
    page = inbox({SCORE: (4, 2), NOTE: ("Kind " * 30, "Rude " * 30)}, lang=lang, size=size)
    settled()
    for card in page.detail.sides:
        assert card.keep.width() >= card.keep.sizeHint().width()
    assert page.detail.widget().width() <= page.detail.viewport().width()
    assert page.dock.save.width() >= page.dock.save.sizeHint().width()


def test_in_a_small_wide_window_the_list_comes_first_and_back_leads_to_it(inbox, settled):
    page = inbox({SCORE: (4, 2), CITY: ("Kazan", "Perm")}, size=(720, 520))
    settled()
    assert page.list.isVisible() and not page.detail.isVisible()
    click(page.list.rows[CITY])
    assert page.detail.isVisible() and not page.list.isVisible()
    assert page.up() and page.list.isVisible() and not page.up()


def test_a_criterion_leads_to_its_first_conflict(inbox):
    page = inbox({cells.score("ACQ-02"): (4, 2), NOTE: ("Kind", "Rude")})
    page.enter("SEL-05")
    assert page.shown.key == RATING


def test_words_and_names_of_any_length_do_not_widen_a_version(inbox, settled):
    odd = "later/" + "than" * 40
    page = inbox({NOTE: ("a" * 3000, "b" * 3000), odd: ("c" * 900, "d")}, size=(1024, 600))
    said = [Edit(NOTE, "e f " * 50), Edit(cells.score("SEL-05"), {"mark": "N", "reason": "g" * 900})]
    page.opened.store.append(page.opened.audit.id, said, "X" * 400)
    page.opened.take_merge(page.opened.store.audit(page.opened.audit.id), page.opened.scores)
    page.refresh()
    for key in [*page.list.rows]:
        page.show_conflict(key)
        settled()
        assert page.detail.widget().width() <= page.detail.viewport().width()
        edges = [card.mapTo(page.detail.widget(), card.rect().topRight()).x() for card in page.detail.sides]
        assert max(edges) <= page.detail.viewport().width()
