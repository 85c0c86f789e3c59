"""The brief from the first persona to the signed and printed page, in the real window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.edits import ChainEnd, Edit, edit, write
from cxaudit.field import exclusions, fieldwork
from cxaudit.field.briefing import personas, text_of
from cxaudit.i18n import translator
from tests.journeys.test_access import controls, name_of
from ui.look import TOUCH
from ui.pages.brief.pick import PickSheet
from ui.pages.brief.signature import SignSheet

CTRL = Qt.KeyboardModifier.ControlModifier


def begin(auditor, lang="en", company="Demo Co"):
    auditor.start(lang)
    auditor.press("N", held=CTRL)
    auditor.type(company)
    auditor.enter()
    auditor.rest()
    return auditor.page


def sheet(auditor, kind):
    auditor.rest()
    return next(one for one in auditor.window.findChildren(kind) if one.isVisible())


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_brief_is_written_limits_set_criteria_left_out_signed_and_printed(auditor, tmp_path, lang):
    page = begin(auditor, lang)
    QTest.mouseClick(page.list.rows["personas"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.personas.more, Qt.MouseButton.LeftButton)
    auditor.type("Семья с детьми")
    for word in ("двое взрослых", "кофе для гостей", "4500", "без магазина", "тариф M", "тариф XL"):
        auditor.press(Qt.Key.Key_Tab)
        auditor.type(word)
    page.choose_section("story")
    (one,) = personas(auditor.audit)
    assert (one.name, one.limits, one.right, one.wrong) == (
        "Семья с детьми",
        "без магазина",
        "тариф M",
        "тариф XL",
    )
    page.fields["cover_story"].edit.setFocus()
    auditor.type("Новая квартира")

    page.choose_section("limits")
    QTest.mouseClick(page.limits.rows["ACQ-14"], Qt.MouseButton.LeftButton)
    edits = page.limits.editor.edits
    edits["3"].setFocus()
    edits["3"].selectAll()
    auditor.type("45,5")
    auditor.press(Qt.Key.Key_Tab)
    assert auditor.audit.cells[cells.threshold("ACQ-14")][0].value == {"0": 1440, "3": 45.5, "5": 5}

    page.choose_section("left_out")
    QTest.mouseClick(page.left_out.more, Qt.MouseButton.LeftButton)
    pick = sheet(auditor, PickSheet)
    auditor.type("loy-1")
    assert {c for c, row in pick.rows.items() if not row.isHidden()} == {f"LOY-1{n}" for n in range(6)}
    for criterion in ("LOY-12", "LOY-13"):
        pick.rows[criterion].click()
    pick.reason.setFocus()
    auditor.type("Нет партнёров")
    auditor.enter()
    assert {auditor.audit.rating(c).reason for c in ("LOY-12", "LOY-13")} == {"Нет партнёров"}

    page.choose_section("signature")
    QTest.mouseClick(page.signature.sign, Qt.MouseButton.LeftButton)
    sheet(auditor, SignSheet).name.selectAll()
    auditor.type("Вера Лапина")
    auditor.enter()
    (signed,) = fieldwork.signatures(auditor.audit)
    assert signed.by == "Вера Лапина" and signed.current
    page.choose_section("limits")
    assert not page.limits.editor.edits["3"].isEnabled() and page.limits._lock.said

    page.printer.save(auditor.audit, tmp_path / "brief.pdf")
    auditor.wait((tmp_path / "brief.pdf").exists)
    auditor.rest()
    document = pdfium.PdfDocument(tmp_path / "brief.pdf")
    said = " ".join(document[0].get_textpage().get_text_range().split())
    assert len(document) == 1
    for part in ("Семья с детьми", "Новая квартира", "LOY-12, LOY-13: Нет партнёров", "Вера Лапина"):
        assert part in said
    assert translator(lang)("internal") in said and not page.printer.saved.isHidden()
    assert auditor.faults == []


def test_leaving_out_is_one_step_of_undo_and_comes_back_with_redo(auditor):
    page = begin(auditor)
    page.choose_section("left_out")
    page.left_out.leave_out(("ACQ-05", "ACQ-06"), "No shop")
    page.choose_section("subject")
    auditor.desk.current.undo()
    assert auditor.audit.rating("ACQ-05").mark is None and exclusions.exclusions(auditor.audit) == ()
    assert page.section == "left_out" and page.left_out.rows == {}
    auditor.desk.current.redo()
    assert auditor.audit.rating("ACQ-06").mark == "N"
    page.left_out.rows["ACQ-06"].remove.click()
    assert auditor.audit.rating("ACQ-06").mark is None and auditor.audit.rating("ACQ-05").mark == "N"
    auditor.desk.current.set_score("ACQ-05", 3)
    page.left_out.rows["ACQ-05"].remove.click()
    assert auditor.audit.rating("ACQ-05").mark == 3


def test_a_further_visit_begins_with_what_is_left_out(auditor):
    page = begin(auditor)
    page.left_out.leave_out(("ACQ-05",), "No shop")
    page.visits.add_visit.click()
    assert [r["ACQ-05"].mark for r in auditor.audit.sheet_ratings.values()] == ["N", "N"]


def test_the_first_score_locks_the_limits_and_clearing_it_opens_them(auditor):
    page = begin(auditor)
    auditor.desk.current.set_score("ACQ-01", 3)
    auditor.window.go("overview")
    auditor.window.go("brief", "limits")
    page.limits.unfold("ACQ-14")
    assert not page.limits.editor.edits["5"].isEnabled()
    assert "first score" in page.limits._lock.said
    auditor.desk.current.set_score("ACQ-01", None)
    auditor.window.go("overview")
    auditor.window.go("brief", "limits")
    assert page.limits.editor.edits["5"].isEnabled() and page.limits._lock.isHidden()


def test_limits_that_come_in_after_the_first_score_are_kept_and_shown_as_late(auditor):
    page = begin(auditor)
    desk = auditor.desk
    desk.current.set_score("ACQ-01", 3)
    audit, store = auditor.audit, desk.store
    store.append(audit.id, [Edit(cells.threshold("ACQ-14"), {"0": 720, "3": 45, "5": 5}, ())], "Auditor Two")
    desk.current.take_merge(store.audit(audit.id), store.scores(audit.id))
    page.choose_section("limits")
    page.limits.unfold("ACQ-14")
    assert "changed late" in page.limits.rows["ACQ-14"].accessibleName()
    assert "after field work had begun" in page.limits.editor.history.text()
    assert "Auditor Two" in page.limits.editor.history.text()
    assert page.list.rows["limits"].state == "warn"


def test_rubbish_in_a_limit_changes_nothing_and_says_why(auditor):
    page = begin(auditor)
    page.choose_section("limits")
    page.limits.unfold("ACQ-14")
    for mark, text in (("3", "soon"), ("3", "-4"), ("3", "2"), ("3", ""), ("5", "90000"), ("3", "1e400")):
        edit = page.limits.editor.edits[mark]
        edit.setFocus()
        edit.selectAll()
        auditor.type(text) if text else edit.clear()
        edit.setModified(True)
        page.leave()
        assert page.limits.editor.error.text() and cells.threshold("ACQ-14") not in auditor.audit.cells
        page.limits.unfold("ACQ-14")
        page.limits.unfold("ACQ-14")
    assert auditor.faults == []


def test_what_was_typed_of_a_persona_survives_a_crash(auditor):
    page = begin(auditor)
    page.choose_section("personas")
    page.personas.more.click()
    (card,) = page.personas.cards.values()
    card.fields["need"].edit.setFocus()
    auditor.type("quiet machine")
    auditor.wait(lambda: auditor.desk.store.memory.drafts(auditor.audit.id))
    audit = auditor.audit.id
    auditor.desk.close_audit()
    (one,) = personas(auditor.desk.open_audit(audit).audit)
    assert one.need == "quiet machine"


def test_two_cover_stories_are_both_shown_until_one_is_kept(auditor):
    page = begin(auditor)
    desk, audit = auditor.desk, auditor.audit.id
    for author, text in (("One", "A new flat"), ("Two", "A gift")):
        desk.store.append(audit, [Edit(cells.brief("cover_story"), text, ())], author)
    desk.current.take_merge(desk.store.audit(audit), desk.store.scores(audit))
    assert page.list.rows["story"].state == "conflict"
    auditor.window.go("overview")
    auditor.window.go("brief", cells.brief("cover_story"))
    assert page.section == "story"
    page.fields["cover_story"].rivals.buttons[1].click()
    assert text_of(auditor.audit, "cover_story") == "A gift" and auditor.audit.conflicts == ()


def test_two_answers_of_the_legal_check_are_settled_by_keeping_one(auditor):
    page = begin(auditor)
    desk, audit = auditor.desk, auditor.audit.id
    for author, said in (("One", "yes"), ("Two", "not_applicable")):
        desk.store.append(audit, [Edit(cells.legal("law"), said, ())], author)
    desk.current.take_merge(desk.store.audit(audit), desk.store.scores(audit))
    row = page.legal.rows["law"]
    assert row.choice.isHidden() and len(row.rivals.buttons) == 2
    row.rivals.buttons[0].click()
    assert row.choice.value == auditor.audit.cells[cells.legal("law")][0].value
    assert not row.choice.isHidden()


def test_a_brief_that_two_devices_wrote_reads_the_same_after_the_merge(auditor):
    page = begin(auditor)
    page.personas.more.click()
    (card,) = page.personas.cards.values()
    card.fields["name"].edit.setText("Ours")
    page.leave()
    package = auditor.desk.store.package(auditor.audit.id)
    at = cells.persona("other", "begun")
    seen = auditor.desk.store.audit(auditor.audit.id)
    _, made = write(
        seen,
        [edit(seen, at, True), edit(seen, cells.persona("other", "name"), "Theirs")],
        author="Two",
        device="two",
        end=ChainEnd(),
        now=datetime(2020, 1, 1, tzinfo=UTC),
    )
    theirs = replace(package, changes=(*package.changes, *made))
    saved = auditor.desk.store.merge(theirs)
    auditor.desk.current.take_merge(saved.audit, saved.scores)
    assert {one.name for one in personas(auditor.audit)} == {"Ours", "Theirs"}
    assert len(page.personas.cards) == 2


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_every_control_of_every_section_has_a_name_and_room_for_a_finger(auditor, size):
    page = begin(auditor, "ru")
    auditor.window.showNormal()
    auditor.window.resize(*size)
    page.personas.more.click()
    page.limits.unfold("ACQ-14")
    page.left_out.leave_out(("ACQ-05",), "Нет магазина")
    auditor.desk.current.set_values(fieldwork.signing(auditor.audit, "s", "Вера"))
    faults = []
    for section in page.sections:
        page.choose_section(section)
        auditor.rest()
        for control in controls(auditor.window):
            if not name_of(control) or control.width() < TOUCH or control.height() < TOUCH:
                faults.append((section, type(control).__name__, name_of(control), control.size()))
        assert page._scroll.widget().width() <= page._scroll.viewport().width()
    assert faults == []
