"""The sections of the brief page: where each thing is, how far it is, and that a small window folds them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.field import fieldwork
from tests.ui.audits import disagree, make
from ui.pages.brief.page import BriefPage
from ui.pages.brief.pick import PickSheet
from ui.pages.brief.signature import SignSheet


@pytest.fixture
def window(desk, opened_window):
    """The brief page of a new audit in a window: `window(size=(1024, 600))`."""

    def open_brief(**said):
        desk.open_audit(make(desk.store))
        return opened_window(BriefPage, **said)

    return open_brief


def states(page):
    return {key: row.state for key, row in page.list.rows.items()}


def test_one_section_is_shown_and_the_arrows_and_enter_choose_another(window):
    page = window().page
    assert [key for key, part in page.sections.items() if not part.isHidden()] == ["subject"]
    page.list.rows["subject"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    assert page.section == "personas" and page.list.rows["personas"].isChecked()


def test_a_small_window_has_the_sections_in_one_line(window):
    page = window(size=(1024, 600)).page
    assert page.list.isHidden() and not page.bar.isHidden()
    assert not page.bar.before.isEnabled()
    page.bar.after.click()
    assert page.section == "personas" and page.bar.all.value == "personas"
    page.bar.all.chosen.emit("signature")
    assert page.section == "signature" and not page.bar.after.isEnabled()


def test_a_line_that_the_overview_asks_for_is_shown_with_the_focus(window):
    page = window().page
    for wanted, section in (("weights", "weights"), ("SAL", "weights"), ("excluded/ACQ-01", "left_out")):
        page.enter(wanted)
        assert page.section == section
    page.enter("wave")
    assert page.section == "subject" and page.fields["wave"].edit.hasFocus()
    page.enter("nothing that exists")
    assert page.section == "subject"


def test_the_page_comes_back_to_its_section(window):
    page = window().page
    page.choose_section("legal")
    place = page.place()
    page.choose_section("subject")
    page.enter(place)
    assert page.section == "legal"
    page.enter({"section": "gone", "scroll": None})
    assert page.section == "subject"


def test_after_a_crash_the_brief_opens_at_the_section_that_was_shown(window, desk):
    """A new page knows nothing but what the store kept."""
    page = window().page
    page.choose_section("legal")
    assert BriefPage(page.look, desk).section == "legal"
    desk.keep_place(f"brief/{desk.current.audit.id}", ["no", "section"])
    assert BriefPage(page.look, desk).section == "subject"


def test_what_nobody_has_touched_is_not_called_done(window, desk):
    page = window().page
    stays = ("weights", "limits", "left_out", "visits", "recording")
    assert {states(page)[key] for key in stays} == {"default"} and "done" not in states(page).values()
    desk.current.set_value(cells.excluded("ACQ-01"), "Not sold there")
    assert states(page)["left_out"] == "done"


def test_each_section_says_how_far_it_is(window, desk):
    page = window().page
    assert states(page)["personas"] == "empty" and states(page)["weights"] == "default"
    opened = desk.current
    opened.set_values({cells.persona("a", "begun"): True})
    opened.set_value(cells.legal("law"), "yes")
    opened.set_weights({"SAL": 20})
    found = states(page)
    assert (found["personas"], found["legal"], found["weights"]) == ("begun", "begun", "begun")
    opened.set_values({cells.persona("a", "right"): "M", cells.persona("a", "wrong"): "L"})
    assert states(page)["personas"] == "done"
    assert page.list.rows["personas"].accessibleName() == "Personas: done"


def test_what_is_open_before_signing_leads_to_its_section(window, desk):
    page = window().page
    rows = {row.text(): row for row in page.lacking.rows}
    assert "At least one persona" in rows and "12 points of the legal check" in rows
    rows["12 points of the legal check"].click()
    assert page.section == "legal"
    for item in page.legal.rows:
        desk.current.set_value(cells.legal(item), "yes")
    assert not any("legal check" in row.text() for row in page.lacking.rows)


def test_a_signature_is_shown_as_old_once_the_brief_changes_and_can_be_taken_back(window, desk):
    page = window().page
    desk.current.set_values(fieldwork.signing(desk.current.audit, "s", "Vera"))
    assert page.status == ("ok", "signed") and page.signature._changed.isHidden()
    assert page.lacking.title.text() == "Signed without this"
    desk.current.set_text(cells.brief("city"), "Bonn", ())
    assert page.status == ("warn", "changed since it was signed")
    assert not page.signature._changed.isHidden()
    page.signature.take_back["s"].click()
    assert page.status is None and fieldwork.signatures(desk.current.audit) == ()
    assert page.lacking.title.text() == "Open before signing"
    desk.current.undo()
    assert len(fieldwork.signatures(desk.current.audit)) == 1


def test_a_signature_without_a_name_is_asked_for_again(window, desk):
    page = window().page
    page.signature.ask()
    (sheet,) = page.window().findChildren(SignSheet)
    sheet.name.clear()
    sheet.accept.click()
    assert sheet.isVisible() and sheet.field.error == "Write who signs."
    assert fieldwork.signatures(desk.current.audit) == ()


def test_a_stage_and_a_zone_stand_for_their_criteria_that_are_in_sight(window, desk, settled):
    page = window().page
    desk.current.set_score("ACQ-02", 4)
    page.left_out.ask()
    settled()
    (sheet,) = page.window().findChildren(PickSheet)
    assert not sheet.rows["ACQ-02"].isEnabled() and not sheet.accept.isEnabled()
    sheet.groups[0].row.click()
    assert len(sheet.chosen) == 15 and "ACQ-02" not in sheet.chosen
    sheet.groups[0].row.click()
    assert sheet.chosen == ()
    sheet.search.setText("acq reply")
    sheet.groups[0].row.click()
    assert sheet.chosen == ("ACQ-14", "ACQ-15")
    sheet.accept.click()
    assert sheet.isVisible() and "reason" in sheet.field.error
    sheet.reason.setText("No enquiries")
    sheet.accept.click()
    assert [desk.current.audit.rating(c).mark for c in ("ACQ-14", "ACQ-15", "ACQ-02")] == ["N", "N", 4]
    sheet_of = page.left_out.rows["ACQ-14"]
    assert sheet_of.remove.accessibleName().startswith("Take back: ACQ-14")


def test_words_that_no_criterion_has_say_so(window, settled):
    page = window().page
    page.left_out.ask()
    settled()
    (sheet,) = page.window().findChildren(PickSheet)
    sheet.search.setText("zeppelin")
    assert not sheet._nothing.isHidden() and all(row.isHidden() for row in sheet.rows.values())


def test_two_versions_of_limits_are_settled_even_in_the_field(window, desk):
    page = window().page
    audit = desk.current.audit.id
    cell = cells.threshold("ACQ-14")
    disagree(desk.store, audit, cell, {"0": 720, "3": 45, "5": 5}, {"0": 720, "3": 30, "5": 5})
    desk.current.take_merge(desk.store.audit(audit), desk.store.scores(audit))
    desk.current.set_score("ACQ-01", 3)
    page.enter("limits")
    page.limits.unfold("ACQ-14")
    editor = page.limits.editor
    assert "several versions" in page.limits.rows["ACQ-14"].accessibleName()
    assert [b.accessibleName() for b in editor.rivals.buttons] == [
        "Keep: 12\u00a0h / 45\u00a0min / 5\u00a0min",
        "Keep: 12\u00a0h / 30\u00a0min / 5\u00a0min",
    ]
    editor.rivals.buttons[1].click()
    assert desk.current.audit.conflicts == ()
    assert editor.edits["3"].text() == "30" and not editor.edits["3"].isEnabled()


def test_own_limits_go_back_to_those_of_the_framework(window, desk):
    page = window(lang="ru").page
    page.enter("limits")
    page.limits.unfold("SEL-14")
    editor = page.limits.editor
    editor.edits["5"].setText("1,5")
    editor.edits["5"].setModified(True)
    page.leave()
    assert desk.current.audit.cells[cells.threshold("SEL-14")][0].value == {"0": 10, "3": 4, "5": 1.5}
    assert page.limits.count.text == "1 изменён"
    editor.standard.click()
    assert desk.current.audit.cells[cells.threshold("SEL-14")][0].value is None
    assert editor.edits["5"].text() == "2" and page.limits.count.isHidden()
    desk.current.undo()
    assert editor.edits["5"].text() == "1,5" and page.section == "limits"


def test_hundreds_of_personas_of_a_foreign_file_are_shown_a_few_at_a_time(window, desk):
    page = window().page
    page.choose_section("personas")
    each = [f"{n:012x}" for n in range(300)]
    seen = desk.current.audit
    desk.store.append(seen.id, [edit(seen, cells.persona(at, "begun"), True) for at in each], "Auditor Two")
    desk.current.take_merge(desk.store.audit(seen.id), desk.store.scores(seen.id))
    part = page.personas
    assert list(part.cards) == each[:10] and part.further.text() == "Show 10 more of 300"
    part.further.click()
    assert list(part.cards) == each[:20]
    page.enter(cells.persona(each[200], "need"))
    assert list(part.cards) == [*each[:20], each[200]]
    assert part.cards[each[200]].fields["need"].edit.hasFocus()
    part.more.click()
    assert len(part.cards) == 22 and part.cards[list(part.cards)[-1]].fields["name"].edit.hasFocus()
    page.choose_section("signature")
    assert "Right and wrong solution for 301 personas" in [row.text() for row in page.lacking.rows]
