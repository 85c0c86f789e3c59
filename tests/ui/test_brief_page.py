"""The brief: every field is saved when left, drafts survive, conflicts are shown, weights come to 100."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cxaudit import cells
from tests.ui.audits import disagree, make
from ui.countries import countries
from ui.desk import Desk
from ui.pages.brief.page import BriefPage


@pytest.fixture
def show(desk, opened_window):
    """The brief page of an audit in the window: `show(audit)`."""

    def open_page(audit: str) -> BriefPage:
        desk.open_audit(audit)
        return opened_window(BriefPage).page

    return open_page


@pytest.fixture
def page(show, desk) -> BriefPage:
    return show(make(desk.store))


def brief(desk: Desk):
    return desk.current.audit.brief


def test_a_field_is_saved_when_it_is_left(page, desk):
    field = page.fields["company"]
    field.edit.setFocus()
    field.edit.setText("Other Co")
    assert brief(desk).company == "Demo Co"
    page.fields["city"].edit.setFocus()
    assert brief(desk).company == "Other Co"
    assert page.context.startswith("Other Co · Coffee")
    assert page._saved.text().startswith("Saved at ")


def test_leaving_the_page_saves_what_is_still_being_typed(page, desk):
    page.fields["scenario"].edit.setPlainText("Buys a bag of coffee,\nthen gives it back.")
    page.leave()
    assert brief(desk).scenario == "Buys a bag of coffee,\nthen gives it back."


def test_typed_text_is_a_draft_within_a_second_and_survives_a_crash(page, desk, qtbot):
    page.fields["persona"].edit.setPlainText("A student who counts money")
    qtbot.waitUntil(lambda: bool(desk.store.memory.drafts(desk.current.audit.id)), timeout=3000)
    assert brief(desk).persona == ""
    audit = desk.current.audit.id
    desk.close_audit()
    assert desk.open_audit(audit).audit.brief.persona == "A student who counts money"


def test_a_text_that_was_typed_and_taken_back_leaves_no_draft(page, desk):
    field = page.fields["city"]
    field.edit.setText("Berlin")
    field._keep_draft()
    assert len(desk.store.memory.drafts(desk.current.audit.id)) == 1
    field.edit.setText("")
    page.leave()
    assert desk.store.memory.drafts(desk.current.audit.id) == []
    assert len(desk.store.history(desk.current.audit.id, cells.brief("city"))) == 0


def test_a_text_that_came_in_while_typing_is_not_overwritten(page, desk):
    field = page.fields["city"]
    field.edit.setText("Berlin")
    desk.store.append(desk.current.audit.id, [_edit(desk, "brief/city", "Bonn")], "Auditor Two")
    desk.current.take_merge(desk.store.audit(desk.current.audit.id), desk.current.scores)
    assert field.text == "Berlin"
    field.edit.flush()
    assert desk.current.audit.conflicts == ("brief/city",)
    assert not field.rivals.isHidden()
    assert len(field.rivals.buttons) == 2


def test_a_conflict_shows_both_versions_and_one_press_keeps_one(show, desk):
    audit = make(desk.store)
    disagree(desk.store, audit, "brief/city", "Berlin", "Bonn")
    page = show(audit)
    field = page.fields["city"]
    assert field.text == ""
    assert [b.accessibleName() for b in field.rivals.buttons] == ["Keep: Berlin", "Keep: Bonn"]
    field.rivals.buttons[1].click()
    assert desk.current.audit.conflicts == ()
    assert field.text == brief(desk).city == "Bonn"
    assert field.rivals.isHidden()


def test_a_third_version_settles_a_conflict_too(show, desk):
    audit = make(desk.store)
    disagree(desk.store, audit, "brief/city", "Berlin", "Bonn")
    page = show(audit)
    page.fields["city"].edit.setText("Cologne")
    page.leave()
    assert desk.current.audit.conflicts == ()
    assert brief(desk).city == "Cologne"


def test_undo_brings_a_field_back_and_shows_it(page, desk):
    page.fields["company"].edit.setText("Other Co")
    page.leave()
    desk.current.undo()
    assert page.fields["company"].text == "Demo Co"
    assert page.fields["company"].edit.hasFocus()


def test_a_text_that_the_store_refuses_stays_in_the_field_until_it_fits(page, desk):
    field = page.fields["scenario"]
    field.edit.setPlainText("x" * 100_001)
    field.edit.flush()
    assert brief(desk).scenario == ""
    assert page.window().messages.bars[-1].kind == "danger"
    assert len(field.text) == 100_001
    field.edit.setPlainText("Short enough")
    page.leave()
    assert brief(desk).scenario == "Short enough"


def test_company_and_product_have_room_for_their_long_names(page, settled):
    settled()
    company, product, country, city = (
        page.fields[name].geometry() for name in ("company", "product", "country", "city")
    )
    assert company.bottom() < product.top() and product.bottom() < country.top()
    assert company.width() == product.width() > 1.9 * country.width()
    assert country.top() == city.top()


def test_a_field_in_conflict_has_a_row_of_its_own(show, desk, settled):
    audit = make(desk.store)
    disagree(desk.store, audit, "brief/city", "Berlin", "Bonn")
    page = show(audit)
    settled()
    country, city, wave = (page.fields[name].geometry() for name in ("country", "city", "wave"))
    assert city.width() > 1.9 * country.width()
    assert country.bottom() < city.top() and city.bottom() < wave.top()
    page.fields["city"].rivals.buttons[0].click()
    settled()
    assert page.fields["city"].y() == page.fields["country"].y()


def test_a_number_still_being_typed_is_saved_with_the_page(page, desk):
    number = page.weights.rows["ACQ"].stepper._number
    number.setFocus()
    number.setText("12,5")
    page.leave()
    assert desk.current.audit.weights["ACQ"] == 12.5


def test_the_country_is_suggested_in_the_language_of_the_window():
    assert {"Россия", "Сербия", "Казахстан"} <= set(countries("ru"))
    assert {"Germany", "Serbia"} <= set(countries("en"))


def test_the_fields_come_in_the_order_of_reading(page, qtbot):
    page.fields["company"].edit.setFocus()
    order = []
    for _ in range(7):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        order.append(page.window().focusWidget().accessibleName())
    client = "The client in one sentence, for the report"
    assert order == ["Product", "Country", "City", "Wave", "Auditor", client, "Scenario"]


def test_a_page_without_an_audit_says_so(desk, plain, qtbot):
    page = BriefPage(plain, desk)
    qtbot.addWidget(page)
    page.enter(None)
    page.fits(800, 600, "compact")
    page.leave()
    assert page.place() is None


# --- weights --------------------------------------------------------------------------------------


def test_a_preset_sets_all_weights_as_one_step_of_undo(page, desk):
    page.weights.presets.chosen.emit("retail")
    assert desk.current.audit.weights["ACQ"] == 14
    assert page.weights.presets.value == "retail"
    desk.current.undo()
    assert desk.current.audit.weights["ACQ"] == 10
    assert page.weights.presets.value == "default"


def test_steps_show_at_once_and_are_written_together(page, desk, qtbot):
    row = page.weights.rows["OFF"]
    for value in (9.0, 8.0):
        row.stepper.changed.emit(value)
    assert page.weights._sum.text == "sum 98"
    assert page.weights.note.text() == "own weights"
    assert page.weights.fix.sentence == "2 short of 100. The overall is divided by the sum."
    qtbot.waitUntil(lambda: bool(desk.current.audit.weights["OFF"] == 8))
    assert len(desk.store.history(desk.current.audit.id, cells.weight("OFF"))) == 1


def test_one_press_brings_the_sum_to_100(page, desk):
    page.weights.rows["OFF"].stepper.changed.emit(30.0)
    page.weights.fix.link.click()
    assert sum(desk.current.audit.weights.values()) == 100
    assert page.weights.fix is None
    assert page.weights._sum.text == "sum 100"


def test_weights_of_zero_are_refused_and_the_old_ones_return(page, desk):
    for row in page.weights.rows.values():
        row.stepper.changed.emit(0.0)
    assert page.weights.fix.link is None
    page.weights.flush()
    assert page.weights._sum.text == "sum 100"
    assert "At least one stage" in page.window().messages.bars[-1].sentence


def test_weights_changed_after_scores_carry_a_warning(show, desk):
    page = show(make(desk.store))
    assert page.weights._late.isHidden()
    desk.current.set_score("ACQ-01", 3)
    page.weights.show_weights()
    assert not page.weights._late.isHidden()


def test_a_weight_in_conflict_shows_both_and_one_is_kept(show, desk):
    audit = make(desk.store)
    disagree(desk.store, audit, "weights/SAL", 12.5, 20)
    page = show(audit)
    row = page.weights.rows["SAL"]
    rivals = row.rivals
    assert row.contested.text == "12.5–20" and row.stepper.isHidden()
    assert page.weights._sum.text == "sum 97.5–105" and page.weights.fix is None
    assert [b.accessibleName() for b in rivals.buttons] == ["Keep: 12.5", "Keep: 20"]
    rivals.buttons[0].click()
    assert desk.current.audit.conflicts == ()
    assert desk.current.audit.weights["SAL"] == 12.5
    assert row.contested.isHidden() and not row.stepper.isHidden()
    assert page.weights._sum.text == "sum 97.5"


def _edit(desk, cell, value):
    from cxaudit.edits import edit

    return edit(desk.store.audit(desk.current.audit.id), cell, value)
