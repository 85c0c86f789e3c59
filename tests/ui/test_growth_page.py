"""The growth page: the TOP, its texts and places, its actions and their rules, read back from the store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from cxaudit import cells
from cxaudit.analysis import actions
from cxaudit.analysis.actions import Standing
from cxaudit.analysis.places import place_value
from cxaudit.edits import Edit, edit
from cxaudit.model import Evidence
from cxaudit.store.database import driver_of
from tests.marks import ALL, marks_of
from tests.ui.audits import disagree, make
from ui.pages.growth.ask import WordsSheet
from ui.pages.growth.page import GrowthPage
from ui.widgets.figure import Figure
from ui.widgets.labels import Label, Pill
from ui.widgets.messages import MessageBar
from ui.widgets.scroll import Content

TOP = ["SAL-D", "ONB-D", "SOL-D", "EVO-C", "LOY-B"]
"""Oracle F of METHOD 3."""


@pytest.fixture
def page(desk, opened_page):
    """Open the growth page of an audit with those marks, each low one with an artefact."""

    def show(marks=ALL, lang="en", size=(1280, 800), scale=1.0, proven=True, audit="") -> GrowthPage:
        desk.open_audit(audit or _rated(desk, marks, proven))
        return opened_page(GrowthPage, lang=lang, size=size, scale=scale)

    return show


def _rated(desk, marks, proven):
    audit = desk.store.audit(make(desk.store, marks=marks_of(marks)))
    edits = []
    for criterion, mark in zip(audit.framework.criteria, marks_of(marks), strict=False):
        wanted = proven is True or (proven and criterion in proven)
        if wanted and isinstance(mark, int) and mark <= 3:
            edits.append(edit(audit, cells.evidence(f"e-{criterion}"), _file(criterion)))
    desk.store.append(audit.id, edits, "Auditor One")
    return audit.id


def _file(criterion):
    file = Evidence("", criterion, "file", "a.bin", "application/octet-stream", 3, "0" * 64, "2026-05-20")
    return cells.evidence_value(file)


def said(widget) -> str:
    """Every text that is shown."""
    labels = [label.text() for label in widget.findChildren(Label) if label.isVisible()]
    pills = [pill.text for pill in widget.findChildren(Pill) if pill.isVisible()]
    bars = [bar.sentence for bar in widget.findChildren(MessageBar) if bar.isVisible()]
    figures = [figure.text() for figure in widget.findChildren(Figure) if figure.isVisible()]
    return " | ".join([*labels, *pills, *bars, *figures])


def sheet(page) -> WordsSheet:
    """The question that is open."""
    return next(one for one in page.window().findChildren(WordsSheet) if one.isVisible())


def answer(page, words) -> None:
    asked = sheet(page)
    asked.line.setText(words)
    asked.accept.click()
    for _ in range(4):
        QApplication.processEvents()


def head(desk, cell):
    """The only head of a cell, as it is stored."""
    audit = desk.current.audit.id
    desk.store.forget(audit)
    (found,) = desk.store.audit(audit).cells[cell]
    return found


def turn(page, zone) -> None:
    """Open that zone."""
    page.show_zone(zone)
    for _ in range(6):
        QApplication.processEvents()


def settle(desk, page):
    """Somebody else's changes come in."""
    audit = desk.current.audit.id
    desk.current.take_merge(desk.store.audit(audit), desk.store.scores(audit))
    for _ in range(6):
        QApplication.processEvents()
    return page


@pytest.fixture
def acted(desk, page):
    """The page with one action of the first zone, as somebody left it."""

    def show(*ways, by="Auditor One", **more) -> GrowthPage:
        shown = page(**more)
        shown.ask_action()
        answer(shown, "Letter within 24 hours")
        return take(desk, shown, *ways, by=by)

    return show


def take(desk, page, *ways, by="Auditor One") -> GrowthPage:
    """Somebody takes the action that is open along these ways."""
    audit, cell = desk.current.audit.id, cells.action(page.action, "status")
    for status in ways:
        value = actions.status_value(Standing(status, "why", "2027-03-01"))
        seen = tuple(h.id for h in desk.store.audit(audit).cells[cell])
        desk.store.append(audit, [Edit(cell, value, seen, "proof")], by)
    return settle(desk, page)


def stands(desk, page) -> Standing:
    return actions.read_one(desk.store.audit(desk.current.audit.id), page.action).standing


# --- the TOP ------------------------------------------------------------------------------------


def test_the_demo_shows_the_five_zones_of_the_method_in_order(page):
    shown = page()
    assert list(shown.list.top) == TOP
    first = shown.list.top["SAL-D"]
    assert first.words.points == "SAL-D · +0.110 points" and first.words.share == 1.0
    assert "robust" in first.accessibleName() and "index 0.17" in first.accessibleName()
    assert shown.list.title.text() == "TOP 5 of 32 zones"


def test_the_first_zone_is_open_with_its_figures_and_what_was_seen(page):
    shown = page()
    assert shown.zone == "SAL-D"
    words = said(shown.card)
    for part in ("Sales technique and recovery", "+0.110", "3 of 4", "Sales conversion rate", "robust"):
        assert part in words
    assert list(shown.card.seen) == ["SAL-15", "SAL-11", "SAL-13"]
    assert "1 artefact" in shown.card.seen["SAL-15"].accessibleName()


def test_a_zone_that_one_order_leaves_out_is_not_called_robust(page):
    shown = page()
    turn(shown, "LOY-B")
    assert "not by points" in said(shown.card) and "robust" not in said(shown.card)


@pytest.mark.parametrize(
    ("lang", "ranks"), [("en", ["1", "2=", "2=", "4=", "4="]), ("ru", ["1", "2–3", "2–3", "4–5", "4–5"])]
)
def test_equal_ranks_are_said_as_in_the_report(page, lang, ranks):
    shown = page(lang=lang)
    assert [row.words.place for row in shown.list.top.values()] == ranks
    assert {"en": "equal rank 2–3", "ru": "2–3"}[lang] in shown.list.top["ONB-D"].accessibleName()


def test_a_sixth_pin_and_a_rank_that_is_taken_are_said(page, desk, settled):
    shown = page()
    pins = {"SAL-D": 1, "ONB-D": 1, "SOL-D": None, "EVO-C": None, "LOY-B": None, "ACQ-A": None}
    values = {cells.growth_place(zone): place_value("pinned", rank) for zone, rank in pins.items()}
    desk.current.set_values(values, "The client asked for it")
    settled()
    said_now = said(shown.list)
    assert "The TOP has 5 places; pinned, but without one: " in said_now
    assert "is pinned at place 1 and stands at 2." in said_now
    rows = [row.accessibleName() for row in shown.list.others.values()]
    assert any("Pinned, but the places are taken" in row for row in rows)


def test_in_russian_the_page_speaks_russian_with_decimal_commas(page):
    shown = page(lang="ru")
    assert shown.title == "Зоны роста"
    assert shown.list.top["SAL-D"].words.points == "SAL-D · +0,110 балла"
    assert "проверок ≤ 3" in said(shown.card)


def test_a_criterion_leads_to_scoring(page, qtbot):
    shown = page()
    qtbot.mouseClick(shown.card.seen["SAL-15"], Qt.MouseButton.LeftButton)
    assert shown.visited == [("scoring", "SAL-15")]


def test_red_flags_stand_above_the_top_and_lead_to_scoring(page, desk, qtbot, settled):
    shown = page()
    desk.current.set_score("SEL-05", 1)
    settled()
    flag = shown.list.flags["SEL-05"]
    assert flag.y() < shown.list.top["SAL-D"].y()
    qtbot.mouseClick(flag, Qt.MouseButton.LeftButton)
    assert shown.visited == [("scoring", "SEL-05")]


def test_every_other_zone_says_why_it_is_not_in_the_top(page, qtbot):
    shown = page()
    assert len(shown.list.others) == 27 and not any(row.isVisible() for row in shown.list.others.values())
    shown.list.fold.click()
    why = {code: row.accessibleName() for code, row in shown.list.others.items()}
    assert "SOL-D stands for this stage" in why["SOL-C"]
    assert "The index is below half of the first" in why["ACQ-A"]
    assert all(" · " in name for name in why.values())


def test_a_zone_without_proof_waits_and_says_so(page):
    shown = page(proven=False)
    assert shown.list.top == {}
    assert "No zone qualifies yet." in said(shown.list)
    assert "SAL-D, ONB-D, SOL-D, EVO-C, LOY-B: in the TOP once" in said(shown.list)
    assert shown.zone == "SAL-D" and shown.list.others["SAL-D"].isVisible()
    assert "Low scores lack an artefact" in shown.list.others["SAL-D"].accessibleName()


def test_fewer_than_three_zones_are_shown_and_said(page):
    shown = page(proven={"SAL-15", "ONB-12", "ONB-13"})
    assert list(shown.list.top) == ["SAL-D", "ONB-D"]
    assert "Fewer than three zones qualify" in said(shown.list)


def test_the_places_in_other_orders_are_said(page):
    shown = page()
    assert "By points: place 4" in said(shown.card)


def test_a_new_score_is_on_the_page_at_once(page, desk, settled):
    shown = page()
    for criterion in ("SAL-11", "SAL-13", "SAL-15"):
        desk.current.set_score(criterion, 4)
    settled()
    assert "SAL-D" not in shown.list.top


def test_a_conflict_of_scores_leaves_the_stage_out_and_names_it(page, desk):
    shown = page()
    disagree(desk.store, desk.current.audit.id, cells.score("SAL-03"), 0, 5)
    settle(desk, shown)
    assert "SAL-D" not in shown.list.top
    assert "left out until it is settled: SAL" in said(shown.list)
    assert "in conflict" in shown.list.others["SAL-D"].accessibleName()


def test_an_audit_without_scores_says_what_a_top_needs(page, qtbot):
    shown = page(marks="")
    assert not shown.list.isVisible() and not shown.add_button.isEnabled()
    assert "There is nothing to order yet" in said(shown)
    qtbot.mouseClick(shown.empty.score, Qt.MouseButton.LeftButton)
    assert shown.visited == [("scoring", None)]


def test_without_an_order_red_flags_are_shown_all_the_same(page):
    shown = page(marks="......1")
    assert list(shown.empty.flags) == ["ACQ-07"] and shown.empty.flags["ACQ-07"].isVisible()


def test_contested_weights_lead_to_the_brief(page, desk, qtbot):
    shown = page()
    disagree(desk.store, desk.current.audit.id, cells.weight("SAL"), 14, 20)
    settle(desk, shown)
    assert "The weights are in conflict" in said(shown)
    qtbot.mouseClick(shown.empty.weigh, Qt.MouseButton.LeftButton)
    assert shown.visited == [("brief", "weights")]


# --- the text -----------------------------------------------------------------------------------


def test_the_draft_is_shown_and_becomes_no_change_until_it_is_edited(page, desk):
    shown = page()
    assert "3 of 4" in shown.card.text.field.text and "SAL-15" in shown.card.text.field.text
    shown.leave()
    assert cells.growth_text("SAL-D", "en") not in desk.current.audit.cells


def test_an_edited_text_is_one_change_when_the_field_is_left(page, desk, qtbot, settled):
    shown = page()
    field = shown.card.text.field
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "Nobody asks why.")
    assert cells.growth_text("SAL-D", "en") not in desk.current.audit.cells
    shown.list.top["ONB-D"].setFocus()
    cell = cells.growth_text("SAL-D", "en")
    assert head(desk, cell).value == "Nobody asks why."
    assert len(desk.store.history(desk.current.audit.id, cell)) == 1
    settled()
    assert "Edited by Auditor One" in said(shown.card)


def test_each_language_has_its_own_text(page, desk, qtbot):
    shown = page()
    text = shown.card.text
    text.field.edit.setPlainText("English words")
    russian = text.language.findChildren(type(text.language._segments[0]))[0]
    qtbot.mouseClick(russian, Qt.MouseButton.LeftButton)
    assert head(desk, cells.growth_text("SAL-D", "en")).value == "English words"
    assert "Что" in text.field.text
    text.field.edit.setPlainText("Русские слова")
    shown.leave()
    assert head(desk, cells.growth_text("SAL-D", "ru")).value == "Русские слова"


def test_typed_text_is_kept_when_another_zone_is_opened(page, desk, qtbot):
    shown = page()
    shown.card.text.field.edit.setPlainText("Typed")
    qtbot.mouseClick(shown.list.top["ONB-D"], Qt.MouseButton.LeftButton)
    assert head(desk, cells.growth_text("SAL-D", "en")).value == "Typed"
    assert shown.zone == "ONB-D" and shown.card.text.field.text != "Typed"


def test_typed_text_survives_a_crash(page, desk, qtbot):
    shown = page()
    shown.card.text.field.edit.setPlainText("Half a sentence")
    cell = cells.growth_text("SAL-D", "en")
    qtbot.waitUntil(lambda: bool(desk.store.memory.drafts(desk.current.audit.id)), timeout=3000)
    assert [(d.cell, d.value) for d in desk.store.memory.drafts(desk.current.audit.id)] == [
        (cell, "Half a sentence")
    ]


def test_the_draft_comes_back_and_undo_brings_the_text_back(page, desk, qtbot, settled):
    shown = page()
    drafted = shown.card.text.field.text
    shown.card.text.field.edit.setPlainText("Mine")
    shown.leave()
    settled()
    qtbot.mouseClick(shown.card.text.redraft, Qt.MouseButton.LeftButton)
    assert shown.card.text.field.text == drafted
    assert desk.current.undo()
    settled()
    assert shown.card.text.field.text == "Mine"


def test_undo_of_the_first_words_brings_the_draft_back(page, desk, settled):
    shown = page()
    drafted = shown.card.text.field.text
    shown.card.text.field.edit.setPlainText("Mine")
    shown.leave()
    assert desk.current.undo()
    settled()
    assert shown.card.text.field.text == drafted


def test_two_texts_in_conflict_are_both_shown_and_one_is_kept(page, desk):
    shown = page()
    cell = cells.growth_text("SAL-D", "en")
    disagree(desk.store, desk.current.audit.id, cell, "One text", "Another text")
    settle(desk, shown)
    field = shown.card.text.field
    assert field.text == "" and "One text" in said(field) and "Another text" in said(field)
    field.rivals.buttons[1].click()
    assert head(desk, cell).value == "Another text" and field.text == "Another text"


def test_a_text_typed_over_a_newer_one_makes_both_stay(page, desk):
    shown = page()
    field, cell = shown.card.text.field, cells.growth_text("SAL-D", "en")
    field.edit.setPlainText("Mine")
    desk.store.append(desk.current.audit.id, [Edit(cell, "Somebody else's")], "Auditor Two")
    settle(desk, shown)
    assert field.text == "Mine"
    shown.leave()
    settle(desk, shown)
    assert "Mine" in said(field.rivals) and "Somebody else's" in said(field.rivals)


# --- places -------------------------------------------------------------------------------------


def test_leaving_a_zone_out_needs_a_reason_and_keeps_it(page, desk):
    shown = page()
    shown.card.place.drop.click()
    answer(shown, "  ")
    assert "Write a reason" in sheet(shown).field.error
    answer(shown, "The client is changing it already")
    written = head(desk, cells.growth_place("SAL-D"))
    assert written.value == {"place": "dropped", "rank": None}
    assert written.reason == "The client is changing it already"
    assert "SAL-D" not in shown.list.top
    assert "Left out: The client is changing it already" in shown.list.others["SAL-D"].accessibleName()


def test_a_cancelled_question_changes_nothing(page, desk, qtbot):
    shown = page()
    shown.card.place.drop.click()
    qtbot.keyClick(sheet(shown), Qt.Key.Key_Escape)
    assert cells.growth_place("SAL-D") not in desk.current.audit.cells


def test_a_ready_reason_pins_a_zone_with_one_press(page, desk):
    shown = page()
    turn(shown, "ACQ-A")
    shown.card.place.pin.click()
    sheet(shown).ready[0].click()
    settle(desk, shown)
    written = head(desk, cells.growth_place("ACQ-A"))
    assert written.value == {"place": "pinned", "rank": None} and written.reason == "The client asked for it"
    assert "ACQ-A" in shown.list.top and shown.list.top["ACQ-A"].words.pinned
    assert len(shown.list.top) == 5
    assert "The client asked for it" in said(shown.card.place)


def test_zones_move_up_and_down_and_back(page, desk):
    shown = page()
    turn(shown, "SOL-D")
    shown.card.place.up.click()
    answer(shown, "Quick to do")
    assert list(shown.list.top) == ["SAL-D", "SOL-D", "ONB-D", "EVO-C", "LOY-B"]
    turn(shown, "ONB-D")
    shown.card.place.up.click()
    answer(shown, "More important")
    assert list(shown.list.top) == TOP
    assert head(desk, cells.growth_place("SOL-D")).value == {"place": "pinned", "rank": 3}
    assert desk.current.undo()
    settle(desk, shown)
    assert list(shown.list.top)[1] == "SOL-D"


def test_the_first_zone_cannot_rise_nor_the_last_fall(page):
    shown = page()
    assert not shown.card.place.up.isEnabled() and shown.card.place.down.isEnabled()
    turn(shown, "LOY-B")
    assert shown.card.place.up.isEnabled() and not shown.card.place.down.isEnabled()


def test_a_decision_can_be_taken_back_with_a_reason(page, desk):
    shown = page()
    shown.card.place.drop.click()
    answer(shown, "Not now")
    shown.card.place.release.click()
    answer(shown, "The client insists")
    written = head(desk, cells.growth_place("SAL-D"))
    assert written.value is None and written.reason == "The client insists"
    assert list(shown.list.top) == TOP


def test_contested_places_are_shown_and_one_is_kept_with_a_reason(page, desk):
    shown = page()
    cell = cells.growth_place("SAL-D")
    one, two = {"place": "pinned", "rank": 2}, {"place": "dropped", "rank": None}
    disagree(desk.store, desk.current.audit.id, cell, one, two)
    settle(desk, shown)
    assert list(shown.list.top) == TOP
    words = said(shown.card.place)
    assert "Pinned at place 2" in words and "Left out" in words
    assert not shown.card.place.drop.isVisible()
    shown.card.place.rivals.buttons[0].click()
    answer(shown, "We agreed on it")
    written = head(desk, cell)
    assert written.value == one and written.reason == "We agreed on it"
    assert list(shown.list.top)[1] == "SAL-D"


# --- actions ------------------------------------------------------------------------------------


def test_an_action_is_added_as_proposed_and_undone_at_once(page, desk, qtbot):
    shown = page()
    qtbot.mouseClick(shown.add_button, Qt.MouseButton.LeftButton)
    answer(shown, "")
    assert sheet(shown).field.error == "Write what is to be done."
    answer(shown, "Letter <b>within</b> 24 hours")
    (made,) = actions.read(desk.store.audit(desk.current.audit.id))
    assert (made.zones, made.title) == (("SAL-D",), "Letter <b>within</b> 24 hours")
    assert made.standing == Standing("proposed")
    assert shown.action == made.id and shown.detail.isVisible()
    assert shown.list.top["SAL-D"].words.actions == "1 action"
    assert desk.current.undo()
    settle(desk, shown)
    assert actions.read(desk.current.audit) == () and not shown.detail.isVisible()


def test_owner_due_effort_and_goal_are_saved_when_left(acted, desk):
    shown = acted()
    detail = shown.detail
    detail.owner.edit.setText("CRM marketing")
    detail.due.edit.setText("15.01.2027")
    detail.effect.edit.setText("SAL-15: 1 to 4")
    detail.result.edit.setText("Conversion")
    shown.leave()
    detail.effort._segments[0].click()
    made = actions.read_one(desk.store.audit(desk.current.audit.id), shown.action)
    assert (made.owner, made.due, made.effort) == ("CRM marketing", "2027-01-15", "S")
    assert (made.effect, made.metric) == ("SAL-15: 1 to 4", "Conversion")
    settle(desk, shown)
    assert "CRM marketing · until 15 Jan 2027 · S" in shown.card.action_rows[shown.action].accessibleName()


def test_an_overdue_action_says_since_when(acted, desk):
    shown = acted("accepted")
    desk.current.set_value(cells.action(shown.action, "due"), "2020-01-15")
    settle(desk, shown)
    assert "overdue since 15 Jan 2020" in shown.card.action_rows[shown.action].accessibleName()


def test_what_is_no_date_is_refused_and_stays_in_the_field(acted, desk):
    shown = acted()
    shown.detail.due.edit.setText("after Easter")
    shown.leave()
    assert shown.detail.due.field.error == "Write a date as 2027-01-15."
    assert shown.detail.due.edit.text() == "after Easter"
    assert cells.action(shown.action, "due") not in desk.current.audit.cells


def test_a_refused_date_waits_while_another_action_is_shown(acted, desk, dressed, settled):
    shown = acted()
    first, detail = shown.action, shown.detail
    shown.ask_action()
    answer(shown, "Another action")
    second = shown.action
    shown.enter((shown.zone, first))
    detail.due.edit.setText("after Easter")
    shown.enter((shown.zone, second))
    assert (detail.due.edit.text(), detail.due.field.error) == ("", "")
    shown.enter((shown.zone, first))
    assert detail.due.edit.text() == "after Easter" and "Write a date" in detail.due.field.error
    window = shown.window()
    window.set_look(dressed("ru"))
    settled()
    due = window.page.detail.due
    assert due.edit.text() == "after Easter" and "Запишите дату" in due.field.error
    due.edit.setText("2027-01-15")
    due.flush()
    assert actions.read_one(desk.store.audit(desk.current.audit.id), first).due == "2027-01-15"
    assert due.field.error == ""


def test_words_that_a_full_disk_refuses_say_so_in_their_field(acted, desk):
    shown = acted()
    owner = shown.detail.owner
    owner.edit.setText("Sales")
    for refuses in (1, 0):
        driver_of(desk.store._database._connection).execute(f"PRAGMA query_only = {refuses}")
        owner.flush()
        assert bool(owner.field.error) == bool(refuses) and owner.text == "Sales"
    assert actions.read_one(desk.store.audit(desk.current.audit.id), shown.action).owner == "Sales"


def ways(page) -> list[str]:
    return [status for status, button in page.detail.course.buttons.items() if button.isVisible()]


def test_only_the_next_statuses_are_offered(acted, desk):
    page = acted()
    assert ways(page) == ["accepted", "rejected", "deferred"]
    assert ways(take(desk, page, "accepted")) == ["in_progress"]
    assert ways(take(desk, page, "in_progress", "done", "reopened")) == ["in_progress"]
    page.ask_action()
    answer(page, "Letter within 48 hours")
    assert ways(page) == ["accepted", "rejected", "deferred"]
    assert ways(take(desk, page, "rejected")) == []


def test_an_action_goes_from_proposed_to_done_with_its_history(acted, desk, settled):
    shown = acted()
    shown.detail.course.buttons["accepted"].click()
    settled()
    shown.detail.course.buttons["in_progress"].click()
    settled()
    shown.detail.course.buttons["done"].click()
    answer(shown, "")
    assert "Say what shows" in sheet(shown).field.error
    answer(shown, "The letter of 12 May")
    assert stands(desk, shown) == Standing("done")
    words = said(shown.detail.course)
    for part in ("Proposed", "Accepted", "In progress", "Done", "Auditor One · The letter of 12 May"):
        assert part in words


def test_a_rejection_asks_why_and_a_deferral_until_when(acted, desk):
    shown = acted()
    shown.detail.course.buttons["deferred"].click()
    answer(shown, "soon")
    assert sheet(shown).field.error == "Write a date as 2027-01-15."
    answer(shown, "")
    assert "A date is needed" in sheet(shown).field.error
    answer(shown, "2027-03-01")
    assert stands(desk, shown) == Standing("deferred", until="2027-03-01")
    assert "deferred to 1 Mar 2027" in shown.card.action_rows[shown.action].accessibleName()
    shown.detail.course.buttons["rejected"].click()
    answer(shown, "")
    assert "A reason is needed" in sheet(shown).field.error
    sheet(shown).ready[0].click()
    assert stands(desk, shown) == Standing("rejected", "No budget")


def test_who_claimed_it_done_cannot_verify_and_is_told_why(acted):
    shown = acted("accepted", "in_progress", "done")
    assert not shown.detail.course.buttons["verified"].isEnabled()
    assert "Auditor One said that it is done" in said(shown.detail.course)
    assert shown.detail.course.buttons["reopened"].isEnabled()


def test_another_person_verifies_with_words(acted, desk):
    shown = acted("accepted", "in_progress", "done", by="Bob")
    assert shown.detail.course.buttons["verified"].isEnabled()
    shown.detail.course.buttons["verified"].click()
    answer(shown, "Three letters in time")
    assert stands(desk, shown) == Standing("verified")
    assert head(desk, cells.action(shown.action, "status")).reason == "Three letters in time"


def test_a_contested_status_shows_both_and_is_settled_with_a_reason(acted, desk):
    shown = acted("accepted")
    cell = cells.action(shown.action, "status")
    disagree(desk.store, desk.current.audit.id, cell, "in_progress", "done")
    settle(desk, shown)
    assert ways(shown) == [] and len(shown.detail.course.rivals.buttons) == 2
    assert "in conflict" in shown.card.action_rows[shown.action].accessibleName()
    shown.detail.course.rivals.buttons[1].click()
    answer(shown, "")
    assert "Write a reason" in sheet(shown).field.error
    answer(shown, "Seen it")
    assert head(desk, cell).value == "done" and head(desk, cell).reason == "Seen it"


def test_contested_fields_of_an_action_are_shown_and_one_is_kept(acted, desk):
    shown = acted()
    audit = desk.current.audit.id
    disagree(desk.store, audit, cells.action(shown.action, "owner"), "Sales", "Marketing")
    disagree(desk.store, audit, cells.action(shown.action, "due"), "2027-01-15", "2027-02-15")
    disagree(desk.store, audit, cells.action(shown.action, "effort"), "S", "L")
    settle(desk, shown)
    detail = shown.detail
    assert detail.owner.text == "" and detail.due.edit.text() == "" and detail.effort.value is None
    for rivals in (detail.owner.rivals, detail.due.rivals, detail._effort_rivals):
        rivals.buttons[1].click()
        settle(desk, shown)
    made = actions.read_one(desk.current.audit, shown.action)
    assert (made.owner, made.due, made.effort, dict(made.contested)) == ("Marketing", "2027-02-15", "L", {})


# --- keys, room, places -------------------------------------------------------------------------


def test_arrows_walk_through_the_zones(page, type_key):
    shown = page()
    for _ in range(2):
        type_key(shown.window(), Qt.Key.Key_Down)
    assert shown.zone == "SOL-D" and shown.list.top["SOL-D"].hasFocus()
    type_key(shown.window(), Qt.Key.Key_Up)
    assert shown.zone == "ONB-D"


def test_tab_goes_from_the_list_over_the_zone_to_the_action(acted):
    shown = acted()
    stops, now = [], shown.list.top["SAL-D"]
    while now is not shown.detail.result.edit:
        if now.isVisible() and now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(now)
        now = now.nextInFocusChain()
    wanted = [
        shown.list.top["LOY-B"],
        shown.list.fold,
        shown.card.place.pin,
        shown.card.seen["SAL-15"],
        shown.card.text.field.edit,
        shown.card.add_action,
        shown.card.action_rows[shown.action],
        shown.detail.title_field.edit,
        shown.detail.course.buttons["accepted"],
        shown.detail.owner.edit,
    ]
    assert [stop for stop in stops if stop in wanted] == wanted


def test_undo_shows_what_it_brought_back(acted, desk, settled):
    shown = acted()
    action = shown.action
    shown.detail.owner.edit.setText("Sales")
    shown.leave()
    turn(shown, "LOY-B")
    assert desk.current.undo()
    settled()
    assert (shown.zone, shown.action, shown.detail.owner.text) == ("SAL-D", action, "")


def test_an_edit_leaves_the_list_where_it_was(page, desk, settled):
    shown = page()
    shown.list.fold.click()
    settled()
    shown.list.area.verticalScrollBar().setValue(300)
    desk.current.set_score("ACQ-01", 5)
    settled()
    assert shown.list.area.verticalScrollBar().value() == 300


def test_a_small_window_shows_the_action_in_place_of_the_zone_and_goes_back(acted, settled):
    shown = acted(size=(1024, 600))
    assert shown.detail.isVisible() and not shown.card.isVisible() and shown.list.isVisible()
    shown.window().up()
    assert shown.card.isVisible() and not shown.detail.isVisible()


def test_a_narrow_window_goes_from_list_to_zone_to_action_and_back(page, qtbot, settled):
    shown = page(size=(760, 700))
    assert shown.list.isVisible() and not shown.card.isVisible() and not shown.add_button.isEnabled()
    qtbot.mouseClick(shown.list.top["ONB-D"], Qt.MouseButton.LeftButton)
    assert shown.card.isVisible() and not shown.list.isVisible()
    qtbot.mouseClick(shown.card.back, Qt.MouseButton.LeftButton)
    assert shown.list.isVisible() and not shown.card.isVisible()


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.5), ((1024, 600), 1.0), ((800, 1280), 1.0)])
def test_nothing_scrolls_sideways_and_everything_can_be_touched(acted, settled, size, scale):
    shown = acted(size=size, scale=scale)
    settled()
    for area in (shown.list.area, shown.card.area, shown.detail.area):
        assert area.horizontalScrollBar().maximum() == 0
    rows = [*shown.list.top.values(), *shown.detail.course.buttons.values(), shown.list.fold]
    assert all(row.height() >= 44 for row in rows if row.isVisible())


def test_the_reader_comes_back_to_the_zone_and_action(acted):
    shown = acted()
    window, place = shown.window(), shown.place()
    window.forget("growth")
    window.go("growth", place)
    assert window.page is not shown and window.page.place() == place


def test_another_page_can_ask_for_a_zone(page):
    shown = page()
    shown.window().go("growth", "EVO-C")
    assert shown.zone == "EVO-C" and shown.list.top["EVO-C"].selected


def test_a_zone_that_the_checklist_does_not_have_turns_to_the_first(page):
    shown = page()
    shown.window().go("growth", "NOT-A")
    assert shown.zone == "SAL-D"


# --- targets and best practice ------------------------------------------------------------------


def beside(desk, marks="5" * 120):
    """Another company with consent."""
    peer = desk.store.audit(make(desk.store, "Co A", marks_of(marks), auditor="Auditor Two"))
    desk.store.append(peer.id, [edit(peer, cells.CONSENT, {"given": True, "by": "their director"})], "B")


def aim(shown, at):
    shown.list.target.setCurrentIndex(at)
    shown.list.target.activated.emit(at)


def test_the_target_is_a_switch_that_page_text_and_log_follow(page, desk):
    shown = page()
    assert shown.list.target.value == "5" and "Target: 5 of 5" in said(shown.list)
    aim(shown, 1)
    for _ in range(6):
        QApplication.processEvents()
    assert head(desk, cells.GROWTH_TARGET).value == "4"
    assert shown.growth.choices.target == 4 and "Target: 4 of 5" in said(shown.list)
    assert "Do: bring to 4" in shown.card.text.field.text


def test_with_the_best_of_the_benchmark_each_check_has_its_own_target(page, desk, qtbot):
    beside(desk, "4" * 120)
    shown = page()
    aim(shown, 2)
    qtbot.waitUntil(lambda: shown.growth.choices.targets is not None)
    assert shown.growth.choices.target_of("SAL-15") == 4
    assert "1 other audit with consent" in said(shown.list)
    assert "(1 → 4)" in shown.card.text.field.text


def test_best_practice_is_named_with_its_source_and_only_with_consent(page, desk, qtbot):
    make(desk.store, "Secret Co", marks_of("5" * 120))
    beside(desk)
    shown = page()
    qtbot.waitUntil(lambda: "Best practice seen at: Co A · 2026-1" in shown.card.text.field.text)
    assert "Secret Co" not in shown.card.text.field.text


def test_what_comes_late_is_never_painted_before_it_is_laid_out(page, desk, qapp, qtbot):
    class Painted(QObject):
        """The heights at which each content is painted."""

        def __init__(self) -> None:
            super().__init__()
            self.heights: dict[int, set[int]] = {}

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(watched, Content) and event.type() == QEvent.Type.Paint:
                self.heights.setdefault(id(watched), set()).add(watched.height())
            return False

    shown = page(size=(1024, 600))
    qtbot.waitUntil(lambda: shown._practice is not None)
    painted = Painted()
    qapp.installEventFilter(painted)
    desk.current.set_value(cells.GROWTH_TARGET, "best")
    qtbot.waitUntil(lambda: bool(painted.heights))
    for _ in range(8):
        qapp.processEvents()
    qapp.removeEventFilter(painted)
    assert all(len(heights) == 1 for heights in painted.heights.values())
