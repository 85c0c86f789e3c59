"""The list of audits: what it shows, finds, orders, opens and takes away."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.paths import ROOT
from cxaudit.quality import talk
from cxaudit.store.tables import summaries
from tests.ui.audits import disagree, make
from ui.desk import Desk
from ui.look import TOUCH
from ui.models.audits import PAGE, AuditsModel
from ui.pages.home.files import BusyStrip, file_name
from ui.pages.home.new import NewAuditSheet
from ui.pages.home.page import HomePage
from ui.pages.home.row import columns_for, edited_of, place_of, range_of, says
from ui.widgets.drop_hint import DropHint
from ui.widgets.sheet import Sheet


@pytest.fixture
def window(opened_window):
    return opened_window(HomePage)


@pytest.fixture
def page(window) -> HomePage:
    return window.page


def companies(page: HomePage) -> list[str]:
    return [page.model.row(i).company for i in range(page.model.rowCount())]


def counts(page: HomePage) -> list[str]:
    return [chip.text() for chip in page.filters.chips.values()]


def many(desk: Desk, count: int) -> None:
    """Rows of a long list, copied from one audit."""
    row = desk.store.summary_row(make(desk.store))
    copies = [
        {**row, "audit": f"{n:032}", "company": f"Company {n:05}", "search": f"company {n:05}\n{n % 7}"}
        for n in range(count)
    ]
    with desk.store._database.transaction() as connection:
        connection.execute(insert(summaries), copies)


# --- what it shows ------------------------------------------------------------------------------


def test_an_empty_store_offers_a_new_audit_the_sample_and_a_file(page):
    assert page._stack.currentWidget() is page.first
    assert [page.first.new.text(), page.first.sample.text(), page.first.file.text()] == [
        "New audit",
        "Try the sample audit",
        "Import a file",
    ]
    assert page._tools.search.isHidden() and page._tools.new_button.isHidden()


def test_until_the_store_is_open_the_list_is_a_skeleton(home, plain, qtbot):
    desk = Desk(home)
    page = HomePage(plain, desk)
    qtbot.addWidget(page)
    assert page.context == "Opening the audits…"
    qtbot.waitUntil(lambda: bool(page._stack.currentWidget() is page._skeleton))
    with qtbot.waitSignal(desk.store_opened):
        desk.open_store()
    assert page._stack.currentWidget() is page.first
    desk.close()


def test_the_sample_is_asked_for_once_and_shows_how_far_it_is(page, desk, qtbot):
    strip = page.findChild(BusyStrip)
    desk.busy.emit("Demo Co", 1, 4)
    assert not page.first.sample.isEnabled()
    assert strip.isHidden()
    qtbot.waitUntil(strip.isVisible)
    desk.busy.emit("Demo Co", 0, 0)
    assert strip.isHidden()
    assert page.first.sample.isEnabled()


def test_a_store_that_does_not_open_offers_to_try_again(home, plain, qtbot):
    home.rmdir()
    home.write_text("a file where the folder should be")
    desk = Desk(home)
    page = HomePage(plain, desk)
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.failed):
        desk.open_store()
    assert page._stack.currentWidget() is page._closed
    home.unlink()
    with qtbot.waitSignal(desk.store_opened):
        page._try_again()
    assert page._stack.currentWidget() is page.first
    desk.close()


def test_a_row_says_everything_in_words(desk, plain):
    audit = make(desk.store, "Demo Co", [1] * 8)
    [row] = desk.store.catalog.listed(_all())
    said = says(plain, row)
    assert said.startswith(
        "Demo Co, Coffee · Russia · 2026-1 · Auditor One, stages: 0 of 8, overall: too little data, In field"
    )
    assert "1 red flag" in said
    disagree(desk.store, audit, cells.note("ACQ-01"), "clear", "unclear")
    [row] = desk.store.catalog.listed(_all())
    assert "1 conflict" in says(plain, row)


def test_audits_of_one_wave_are_told_apart_by_their_auditors(desk, plain):
    for auditor in ("Ann", "Boris"):
        make(desk.store, auditor=auditor)
    rows = desk.store.catalog.listed(_all())
    assert {place_of(row) for row in rows} == {"Coffee · Russia · Ann", "Coffee · Russia · Boris"}


def test_a_score_in_conflict_is_a_range_not_a_number(desk, plain):
    audit = make(desk.store, "Demo Co", [3] * 120)
    [row] = desk.store.catalog.listed(_all())
    assert (range_of(plain, row), "overall: 3.00 solid" in says(plain, row)) == ("", True)
    disagree(desk.store, audit, cells.score("ACQ-01"), 0, 5)
    [row] = desk.store.catalog.listed(_all())
    assert range_of(plain, row) == "2.98\u20133.01"
    assert "overall: 2.98\u20133.01 in conflict" in says(plain, row)


def test_the_last_edit_is_today_yesterday_or_a_date(plain, dressed):
    now = datetime(2026, 11, 22, 12, 0).astimezone()
    stamp = now.astimezone(UTC).isoformat()
    assert edited_of(plain, stamp, now) == "today 12:00"
    assert edited_of(plain, stamp, now + timedelta(days=1)) == "yesterday 12:00"
    assert edited_of(plain, stamp, now + timedelta(days=2)) == "22 Nov 2026"
    assert edited_of(dressed("ru"), stamp, now + timedelta(days=2)) == "22.11.2026"


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_column_lies_over_another_at_any_width(dressed, lang, scale):
    look = dressed(lang, "light", scale)
    forms = set()
    for width in range(400, 2400, 50):
        at = columns_for(look, width)
        forms.add(at.form)
        shown = sorted(c for c in (at.company, at.wave, at.stages, at.overall, at.state, at.edited) if c[1])
        assert all(a[0] + a[1] <= b[0] for a, b in pairwise(shown))
        assert shown[-1][0] + shown[-1][1] <= width - 44
    assert forms == {"wide", "compact", "card"}


# --- finding ------------------------------------------------------------------------------------


def test_typing_in_the_search_leaves_the_audits_that_say_all_words(page, desk, qtbot):
    for company, country in (("Demo Co", "Russia"), ("Пример Клиника", "Сербия"), ("Demo Two", "Serbia")):
        make(desk.store, company, country=country)
    desk.list_changed.emit()
    page._tools.search.setText("serb DEMO")
    qtbot.waitUntil(lambda: bool(companies(page) == ["Demo Two"]))
    page._tools.search.setText("клиника")
    qtbot.waitUntil(lambda: bool(companies(page) == ["Пример Клиника"]))
    assert counts(page) == [
        "All 1",
        "Brief 1",
        "In field 0",
        "Debrief 0",
        "In review 0",
        "Approved 0",
    ]


def test_a_search_without_a_match_offers_to_clear_it(page, desk, window, qtbot):
    make(desk.store)
    desk.list_changed.emit()
    page._tools.search.setText("no such company")
    qtbot.waitUntil(lambda: bool(page.model.words == "no such company"))
    assert page._stack.currentWidget() is page._nothing
    window.up()
    assert page._tools.search.text() == ""
    assert page._stack.currentWidget() is page.list


def test_the_cross_in_the_search_is_named_large_enough_and_clears_it(page, desk, qtbot, settled):
    make(desk.store, "Demo Co")
    make(desk.store, "Other")
    desk.list_changed.emit()
    search = page._tools.search
    assert search.wipe.isHidden()
    search.setText("demo")
    qtbot.waitUntil(lambda: bool(companies(page) == ["Demo Co"]))
    settled()
    assert search.wipe.isVisible() and search.wipe.accessibleName() == "Clear the search"
    assert search.wipe.width() >= TOUCH and search.wipe.height() >= TOUCH
    assert search.rect().contains(search.wipe.geometry())
    qtbot.mouseClick(search.wipe, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(companies(page)) == 2)
    assert search.text() == "" and search.wipe.isHidden()


def test_filters_carry_their_counts_and_filter(page, desk):
    make(desk.store, "Brief Co")
    make(desk.store, "Field Co", [3, 3])
    make(desk.store, "Debrief Co", [3] * 120)
    desk.list_changed.emit()
    assert counts(page) == [
        "All 3",
        "Brief 1",
        "In field 1",
        "Debrief 1",
        "In review 0",
        "Approved 0",
    ]
    page.filters.chips["field"].click()
    assert companies(page) == ["Field Co"]
    page.filters.chips[""].click()
    assert len(companies(page)) == 3


def test_a_heading_orders_the_list_and_pressed_again_turns_it_round(page, desk):
    for company in ("Beta", "Alpha", "Gamma"):
        make(desk.store, company)
    desk.list_changed.emit()
    button = page.list.heading.buttons["company"]
    button.click()
    assert companies(page) == ["Alpha", "Beta", "Gamma"]
    assert button.accessibleName() == "Sort by: Company, product, ascending"
    button.click()
    assert companies(page) == ["Gamma", "Beta", "Alpha"]


def test_a_long_list_reads_only_the_pages_that_are_seen(desk, plain, qtbot):
    many(desk, 1000)
    model = AuditsModel(lambda: desk.store, lambda row: row.company)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.ask("", None, "company", False)
    assert model.rowCount() == 1001
    assert model.row(250).company == "Company 00250"
    assert model.row(1001) is None
    assert set(model._pages) <= {0, 250 // PAGE, 1001 // PAGE}
    del tester


def test_order_filter_and_place_come_back_after_a_change_of_language(page, desk, window, dressed, settled):
    many(desk, 300)
    desk.list_changed.emit()
    page.list.heading.buttons["company"].click()
    page.filters.chips["brief"].click()
    page.list.rows.step(0)
    page.list.rows.step(40)
    before = page.place()
    window.set_look(dressed("ru"))
    settled()
    again = window.page
    assert again is not page
    assert again.place() == before
    assert again.model.row(again.list.rows.currentIndex().row()).company == "Company 00040"


def test_order_and_filter_come_back_in_the_next_run(page, desk, plain, qtbot):
    make(desk.store, "Brief Co")
    make(desk.store, "Field Co", [3])
    desk.list_changed.emit()
    page.filters.chips["field"].click()
    page.list.heading.buttons["score"].click()
    page.leave()
    again = HomePage(plain, desk)
    qtbot.addWidget(again)
    assert (again.model.state, again.model.order, companies(again)) == ("field", "score", ["Field Co"])
    assert again.filters.chips["field"].isChecked()


# --- opening and making ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "shown"), [([], "brief"), ([3, 3], "scoring"), ([3] * 120, "overview")], ids=str
)
def test_enter_opens_an_audit_where_its_work_waits(page, desk, window, type_key, marks, shown):
    audit = make(desk.store, "Demo Co", marks)
    desk.list_changed.emit()
    type_key(page, Qt.Key.Key_Down)
    type_key(page.list.rows, Qt.Key.Key_Return)
    assert desk.current.audit.id == audit
    assert window.page.key == shown


def test_a_press_opens_the_row_and_a_press_on_its_dots_the_menu(page, desk, qtbot, settled):
    make(desk.store, "First")
    desk.list_changed.emit()
    settled()
    rows = page.list.rows
    rect = rows.visualRect(page.model.index(0))
    asked = []
    rows.asked.disconnect()
    rows.asked.connect(lambda row, where: asked.append(row))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.delegate.menu_rect(rect).center())
    assert (asked, desk.current) == ([0], None)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert desk.current.audit.brief.company == "First"


def test_shift_f10_asks_for_the_menu_of_the_current_row(page, desk, qtbot, type_key, settled):
    make(desk.store)
    desk.list_changed.emit()
    settled()
    rows = page.list.rows
    rows.asked.disconnect()
    type_key(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.asked) as asked:
        type_key(rows, Qt.Key.Key_F10, held=Qt.KeyboardModifier.ShiftModifier)
    assert asked.args[0] == 0


def test_holding_a_row_asks_for_its_menu_and_does_not_open_it(page, desk, qtbot, settled):
    make(desk.store)
    desk.list_changed.emit()
    settled()
    rows = page.list.rows
    rows.asked.disconnect()
    where = rows.visualRect(page.model.index(0)).center()
    with qtbot.waitSignal(rows.asked):
        qtbot.mousePress(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert desk.current is None


def test_a_new_audit_needs_its_company_and_opens_its_brief(page, desk, window):
    desk.choose(auditor="Auditor One")
    page.act("new")
    [sheet] = window.findChildren(NewAuditSheet)
    assert sheet.auditor.text() == "Auditor One"
    sheet.accept()
    assert desk.store.catalog.counted() == {}
    sheet.company.setText("  Demo Co ")
    sheet.accept()
    assert desk.store.catalog.counted() == {"brief": 1}
    assert desk.current.audit.brief.company == "Demo Co"
    assert window.page.key == "brief"


def sheet_of(window) -> NewAuditSheet:
    return next(s for s in window.findChildren(NewAuditSheet) if not s.isHidden())


def test_a_changed_mind_leaves_no_empty_audit_behind(page, desk, window):
    page.ask_new()
    sheet_of(window).close_with(False)
    assert desk.store.catalog.counted() == {}


def test_escape_keeps_what_was_typed_of_a_new_audit_and_cancel_does_not(page, window, type_key):
    page.ask_new()
    sheet_of(window).company.setText("Demo Co")
    sheet_of(window).country.setText("Serbia")
    type_key(sheet_of(window).country, Qt.Key.Key_Escape)
    page.ask_new()
    again = sheet_of(window)
    assert (again.company.text(), again.country.text()) == ("Demo Co", "Serbia")
    again.cancel_button.click()
    page.ask_new()
    assert sheet_of(window).company.text() == ""


def test_a_new_audit_that_was_made_is_not_offered_again(page, window):
    page.ask_new()
    sheet_of(window).company.setText("Demo Co")
    sheet_of(window).accept()
    page.ask_new()
    assert sheet_of(window).company.text() == ""


@pytest.mark.parametrize(
    ("known", "typed", "kept", "signed"),
    [
        ("", "Auditor One", "Auditor One", "Auditor One"),
        ("Auditor One", "", "Auditor One", "Auditor One"),
        ("Auditor One", "Auditor Two", "Auditor One", "Auditor One"),
        ("", "", "", ""),
    ],
)
def test_who_works_here_signs_and_a_new_audit_names_them_only_once(
    page, desk, window, known, typed, kept, signed
):
    desk.choose(auditor=known)
    page.ask_new()
    sheet = sheet_of(window)
    about = sheet.auditor.accessibleDescription()
    assert known in about if known else about == "Signs your changes"
    sheet.company.setText("Demo Co")
    sheet.auditor.setText(typed)
    sheet.accept()
    assert desk.settings.auditor == kept
    assert desk.current.audit.brief.auditor == typed
    desk.current.set_score("ACQ-01", 3)
    audit = desk.current.audit
    assert {head.author for heads in audit.cells.values() for head in heads} == {signed}


def test_every_filter_but_the_first_says_what_it_leaves(page):
    said = [chip.accessibleDescription() for chip in page.filters.chips.values()]
    assert said[0] == "" and len({*said}) == 6
    assert [chip.toolTip() for chip in page.filters.chips.values()] == said


# --- removing -------------------------------------------------------------------------------------


def test_an_audit_is_removed_after_a_question_and_undo_brings_it_back(page, desk, window):
    make(desk.store, "Stays")
    make(desk.store, "Goes")
    desk.list_changed.emit()
    page.acts.ask_remove(page.model.row(0))
    [sheet] = window.findChildren(Sheet)
    sheet.close_with(True)
    assert companies(page) == ["Stays"]
    [bar] = window.messages.bars
    assert bar.sentence == "“Goes” is off the list."
    bar.link.click()
    assert sorted(companies(page)) == ["Goes", "Stays"]


def test_cancel_keeps_the_audit(page, desk, window):
    make(desk.store)
    desk.list_changed.emit()
    page.acts.ask_remove(page.model.row(0))
    [sheet] = window.findChildren(Sheet)
    sheet.close_with(False)
    assert companies(page) == ["Demo Co"]


# --- files ----------------------------------------------------------------------------------------


def test_a_file_dropped_on_the_page_is_imported_and_offered_to_open(page, desk, window, qtbot, tmp_path):
    audit = make(desk.store, "Demo Co", [3])
    path = tmp_path / "demo.cxaudit"
    with qtbot.waitSignal(window.page.said):
        page.acts.export(audit, path)
    desk.remove_audit(audit)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(tmp_path / "other.txt"))])
    button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(10, 10), Qt.DropAction.CopyAction, mime, button, held)
    drop = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, button, held)
    QApplication.sendEvent(page, enter)
    assert not page.findChild(DropHint).isHidden()
    with qtbot.waitSignal(page.said) as said:
        QApplication.sendEvent(page, drop)
    assert said.args[1] == "Imported: Demo Co"
    assert companies(page) == ["Demo Co"]
    assert desk.recent_files() == [path.resolve()]
    window.messages.bars[-1].link.click()
    assert desk.current.audit.id == audit


def test_an_import_that_leaves_versions_to_choose_between_says_so(page, desk, qtbot, tmp_path):
    audit = make(desk.store, "Demo Co", [3])
    disagree(desk.store, audit, cells.score("ACQ-01"), 1, 5)
    with qtbot.waitSignal(page.said):
        page.acts.export(audit, tmp_path / "demo.cxaudit")
    with qtbot.waitSignal(page.said) as said:
        page.import_files([tmp_path / "demo.cxaudit"])
    assert said.args[0] == "warn" and "both are kept" in said.args[1]


def test_a_file_that_is_none_is_refused_and_the_list_stays(page, desk, window, qtbot, tmp_path):
    make(desk.store)
    desk.list_changed.emit()
    path = tmp_path / "broken.cxaudit"
    path.write_bytes(b"nothing")
    with qtbot.waitSignal(desk.failed):
        page.import_files([path])
    said = window.messages.bars[-1].sentence
    assert "“broken.cxaudit”" in said and str(tmp_path) not in said
    assert companies(page) == ["Demo Co"]


def test_the_menu_of_a_row_opens_exports_and_removes(page, desk):
    make(desk.store)
    desk.list_changed.emit()
    menu = page.acts.menu_of(page.model.row(0))
    assert [a.text() for a in menu.actions() if a.text()] == [
        "Open",
        "Export to a file…",
        "Remove from the list…",
    ]
    menu.deleteLater()


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Demo Co", "Coffee", "2026-1"), "Demo Co Coffee 2026-1.cxaudit"),
        (('A/B\\C:*?"<>|', ""), "A B C.cxaudit"),
        (("..", ""), "audit.cxaudit"),
        (("Кофе\nпо\tподписке",), "Кофе по подписке.cxaudit"),
    ],
)
def test_a_file_name_fits_every_system(parts, name):
    assert file_name(*parts) == name
    assert Path(name).name == name


def _all():
    from cxaudit.store.summary import Listing

    return Listing()


def test_the_first_window_does_not_wait_for_the_database(home):
    """Imports of the store delay the first paint threefold, so the page is made without them."""
    code = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.desk import Desk
from ui.look import look
from ui.pages.home.page import HomePage
page = HomePage(look("en"), Desk(Path(sys.argv[1])))
print(*{"sqlalchemy", "babel", "msgspec", "PIL", "matplotlib"} & {*sys.modules})
"""
    command = [sys.executable, "-c", code, str(home)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


# --- what waits -----------------------------------------------------------------------------------


def comment(desk: Desk, audit_id: str, at: str, criterion: str, *to: str) -> None:
    edits = [Edit(cells.talk(at), talk.value(criterion, "Was it lit?", to))]
    desk.store.append(audit_id, edits, "Bob")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_comments_for_whoever_works_here_stand_where_due_things_do_and_lead_to_their_criterion(
    desk, opened_page, qtbot, size
):
    desk.choose(auditor="Ann")
    other, audit = make(desk.store, "South House"), make(desk.store, "North House")
    comment(desk, audit, "c1", "SEL-05", "Bob")
    page = opened_page(HomePage, size=size)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert page.agenda.isHidden()
    comment(desk, audit, "c2", "SEL-06", "ann ", "Bob")
    comment(desk, audit, "c3", "SEL-07", "Ann")
    desk.list_changed.emit()
    qtbot.waitUntil(page.agenda.isVisible)
    if size == (1280, 800):
        (row,) = page.agenda.rows
        assert row.accessibleName().startswith("2 comments for you")
        row.click()
    else:
        assert page.agenda.bar.sentence == "2 comments for you."
        page.agenda.bar.link.click()
    assert desk.current.audit.id == audit and page.visited == [("scoring", "SEL-07/comments")]
    said = {page.model.row(i).audit: page.model._says(page.model.row(i)) for i in range(2)}
    assert "2 comments for you" in said[audit] and "comment" not in said[other]
    desk.current.set_values({cells.talk_done("c2"): True, cells.talk_done("c3"): True})
    page.enter(None)
    qtbot.waitUntil(page.agenda.isHidden)
