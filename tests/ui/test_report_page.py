"""The report page: real pages on the screen, and the file that is the same."""

from __future__ import annotations

import threading

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QColor

from cxaudit import cells, staff
from cxaudit.errors import KnownError
from cxaudit.peer import Row
from cxaudit.reports.options import SECTIONS
from tests.ui.audits import make
from ui.drawing import LOCK
from ui.pages.overview.page import MISSING
from ui.pages.report.page import ReportPage, file_name
from ui.widgets.messages import MessageBar


@pytest.fixture
def report(desk, opened_window, qtbot, settled):
    """Open the report of an audit in a window of that size, and wait for its pages."""

    def show(marks=(3,) * 120, lang="en", size=(1280, 800), theme="light", **brief) -> ReportPage:
        desk.open_audit(make(desk.store, marks=marks, **brief))
        page = opened_window(ReportPage, lang=lang, theme=theme, size=size).page
        wait_for(qtbot, page)
        settled()
        return page

    return show


def wait_for(qtbot, page, other_than=None):
    """Until the pages of a draft other than that one are there."""
    qtbot.waitUntil(lambda: page.draft is not None and page.draft is not other_than, timeout=30_000)


def texts(pdf: bytes) -> list[str]:
    """What each page says."""
    with LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            found = []
            for i in range(len(document)):
                page = document[i]
                layer = page.get_textpage()
                found.append(layer.get_text_range())
                layer.close()
                page.close()
            return found
        finally:
            document.close()


def bars(page) -> list[MessageBar]:
    return [bar for bar in page.findChildren(MessageBar) if bar.isVisible()]


# --- pages --------------------------------------------------------------------------------------


def test_the_pages_on_the_screen_are_those_of_the_pdf(report, qtbot):
    page = report()
    total = len(page.draft.sizes)
    assert page.preview.where.text() == f"Page 1 of {total}"
    assert f"{total} pages" in page.context
    view = page.preview.view
    width = view._rect(0).width()
    qtbot.waitUntil(lambda: page.preview.sheets.exact(0, width))
    picture = page.preview.sheets.picture(0, width)
    assert picture.width() == width
    colours = {picture.pixelColor(x, y).name() for x in range(0, width, 9) for y in range(0, 300, 9)}
    assert QColor(page.brand.colour).name() in colours


def test_the_report_is_in_the_windows_language_until_another_is_chosen(report, qtbot):
    page = report(lang="ru")
    before = page.draft
    assert "аудит" in " ".join(texts(before.pdf)).lower()
    page.look_card.language.chosen.emit("en")
    assert page.draft is before
    wait_for(qtbot, page, before)
    assert "audit" in " ".join(texts(page.draft.pdf)).lower()
    assert page.preview.where.text().startswith("Страница")


def test_the_page_numbers_of_the_sections_are_where_they_begin(report):
    page = report()
    pages = texts(page.draft.pdf)
    starts = page.draft.starts
    assert list(starts) == [section for section in SECTIONS if section not in ("market", "waves")]
    assert "Stage 1 of 8" in pages[starts["stages"]]
    assert page.sections.pages["cover"].text() == "1"
    assert page.draft.pages_of("method")[1] == len(pages) - 1


def test_the_newest_audits_of_the_same_product_are_compared_with(report, desk, qtbot):
    said = {"country": "Russia", "product": "Coffee"}
    desk.store.benchmark.add(
        Row(key=f"r{n}", company=f"Company {n}", wave="2026-1", day="2026-05-01", checklist="cx8 1.0.0",
            full=(n / 2,) * 8, imported=True, **said | other)
        for n, other in enumerate(({}, {}, {}, {}, {}, {"country": "Georgia"}))
    )  # fmt: skip
    page = report(company="Demo Co", **said)
    market = texts(page.draft.pdf)[page.draft.starts["market"]]
    assert "Place 1 of 6" in market and "Company 4" in market and "Company 5" not in market


def test_where_nobody_else_has_the_product_the_comparison_is_wider(report, desk, qtbot):
    desk.store.benchmark.add(
        [Row(key="r", company="Company A", product="Tea", country="Georgia", wave="2026-1", day="2026-05-01",
             checklist="cx8 1.0.0", full=(3.0,) * 8, imported=True)]
    )  # fmt: skip
    page = report(company="Demo Co", country="Russia", product="Coffee")
    assert "Company A" in texts(page.draft.pdf)[page.draft.starts["market"]]


def test_trends_are_printed_where_nobody_is_compared_with(report, qtbot):
    page = report(company="Demo Co")
    before = page.draft
    said = {"text": "Rents fall", "source": "Trade study", "date": "", "country": "", "product": ""}
    page.opened.set_value(cells.trend("t1"), said)
    wait_for(qtbot, page, before)
    assert "Rents fall" in texts(page.draft.pdf)[page.draft.starts["market"]]
    assert "1 trend of the market, with its source" in page.disclosure.text


def test_a_section_that_is_taken_off_leaves_the_report(report, qtbot):
    page = report()
    before = page.draft
    qtbot.mouseClick(page.sections.checks["stages"], Qt.MouseButton.LeftButton)
    wait_for(qtbot, page, before)
    assert len(page.draft.sizes) < len(before.sizes) - 7
    assert "stages" not in page.draft.starts
    assert not page.sections.pages["stages"].isVisible()


def test_what_leaves_with_the_report_is_in_view_and_follows_the_sections(report, qtbot):
    page = report(company="Demo Co", auditor="A. Auditor")
    assert page.disclosure.text.splitlines()[0] == "Names: Demo Co, A. Auditor"
    opened = page.opened
    with qtbot.waitSignal(page.headed):
        opened.set_text(cells.note("ACQ-01"), "Seen", ())
    assert "1 note, word for word" in page.disclosure.text
    for section in ("growth", "stages"):
        assert "note" in page.disclosure.text
        draft = page.draft
        page.sections.checks[section].click()
        wait_for(qtbot, page, other_than=draft)
    assert "note" not in page.disclosure.text


def test_what_leaves_follows_the_kind_of_file(report):
    page = report(auditor="A. Auditor", scenario="Asks for Anna")
    page.opened.set_score("ACQ-01", "N", "Anna said so")
    listed = staff.value_of("Anna", "consultant", False)
    page.opened.set_value(cells.staff("p1"), listed)
    page.refresh()
    assert "1 name of staff is replaced by the role" in page.disclosure.text
    assert "1 reason for N and U" in page.disclosure.text
    page.look_card.kind.chosen.emit("pptx")
    assert "reason" not in page.disclosure.text and "Persona and scenario" in page.disclosure.text


def test_a_template_chooses_the_sections_and_a_stage(report, qtbot):
    page = report()
    box, draft = page.sections.template, page.draft
    assert box.currentText() == "Full report"
    box.setCurrentText("For the owner of “Sale”")
    box.activated.emit(box.currentIndex())
    wait_for(qtbot, page, other_than=draft)
    assert list(page.draft.starts) == ["cover", "scorecard", "stages"]
    assert len(page.draft.sizes) == 3
    assert box.currentText() == "For the owner of “Sale”"
    draft = page.draft
    page.sections.checks["method"].click()
    wait_for(qtbot, page, other_than=draft)
    assert box.currentText() == "For the owner of “Sale”"
    draft = page.draft
    page.sections.checks["stages"].click()
    wait_for(qtbot, page, other_than=draft)
    assert box.currentText() == "Own choice"


def test_a_chosen_section_without_a_page_says_so(report):
    checks = report().sections.checks
    assert checks["market"].accessibleDescription() == "Nothing to print yet."
    assert checks["cover"].accessibleDescription() == ""
    checks["market"].click()
    assert checks["market"].accessibleDescription() == ""


def test_the_last_section_stays(report, qtbot):
    page = report()
    for section in set(SECTIONS) - {"scorecard"}:
        page.sections.checks[section].setChecked(False)
    assert not page.sections.checks["scorecard"].isEnabled()
    wait_for(qtbot, page, page.draft)
    assert list(page.draft.starts) == ["scorecard"]


def test_the_chosen_sections_are_remembered(report, desk, dressed, qtbot):
    page = report()
    page.sections.checks["method"].setChecked(False)
    again = ReportPage(dressed("en"), desk)
    qtbot.addWidget(again)
    assert "method" not in again.sections.chosen


def test_a_new_score_makes_the_report_anew_while_the_old_pages_stay(report, desk, qtbot):
    page = report()
    before = page.draft
    page.preview.show_page(3)
    desk.current.set_score("ACQ-01", 5)
    assert page.draft is before and page.preview.sheets.sizes == before.sizes
    wait_for(qtbot, page, before)
    assert page.preview.page == 3
    assert texts(page.draft.pdf) != texts(before.pdf)


def test_many_changes_in_a_row_make_one_report(report, desk, qtbot):
    page = report()
    made = []
    take = page._take
    page._take = lambda draft: (made.append(draft), take(draft))
    before = page.draft
    for criterion in list(desk.current.audit.framework.criteria)[:10]:
        desk.current.set_score(criterion, 4)
    wait_for(qtbot, page, before)
    assert len(made) == 1


# --- reading ------------------------------------------------------------------------------------


def test_keys_leaf_and_zoom(report, type_key):
    page = report()
    window, last = page.window(), len(page.draft.sizes) - 1
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        type_key(window, key)
        seen.append(page.preview.page)
    assert seen == [1, 2, 1, last, 0]
    zoom = page.preview.view.zoom
    type_key(window, Qt.Key.Key_Plus, "+")
    assert page.preview.view.zoom > zoom
    type_key(window, Qt.Key.Key_Minus, "-")
    type_key(window, Qt.Key.Key_Minus, "-")
    assert page.preview.view.zoom < zoom


def test_a_thumbnail_and_a_sections_number_show_their_page(report, qtbot):
    page = report()
    page.preview.thumbs.chosen.emit(4)
    assert page.preview.page == 4
    qtbot.mouseClick(page.sections.pages["scorecard"], Qt.MouseButton.LeftButton)
    assert page.preview.page == page.draft.starts["scorecard"]
    assert page.preview.thumbs.currentIndex().row() == page.preview.page


def test_a_whole_page_fits_the_view_and_a_wide_one_its_width(report):
    page = report()
    view = page.preview.view
    assert view._rect(0).width() <= view.viewport().width() < view._rect(0).width() * 1.2
    page.preview.fit_button.click()
    assert view._rect(0).height() <= view.viewport().height()
    assert page.preview.fit_button.text() == "Fit width"


def test_the_end_of_the_last_page_can_be_reached(report):
    page = report()
    bar = page.preview.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = len(page.draft.sizes) - 1
    bottom = page.preview.view._rect(last).bottom() - bar.value()
    assert bottom <= page.preview.view.viewport().height()
    assert page.preview.page == last


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (800, 1280), (720, 520)])
def test_the_pages_have_room_in_every_window(report, size):
    page = report(size=size, lang="ru")
    assert page.preview.view.width() >= 240
    assert page.preview.view.height() >= 200
    right = page.preview.mapTo(page, page.preview.rect().topRight()).x()
    assert right <= page.width()


# --- saving -------------------------------------------------------------------------------------


def test_the_saved_file_says_what_the_screen_says(report, tmp_path, qtbot):
    page = report()
    path = tmp_path / "Отчёт.pdf"
    page.save(path)
    assert page.save_button.busy
    qtbot.waitUntil(lambda: page.saved.isVisible(), timeout=30_000)
    assert texts(path.read_bytes()) == texts(page.draft.pdf)
    assert "Отчёт.pdf" in page.saved.words.text()
    assert not page.save_button.busy
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []


def test_a_folder_that_cannot_be_written_is_said_and_the_button_comes_back(report, tmp_path, qtbot):
    page = report()
    with qtbot.waitSignal(page.failed, timeout=30_000) as heard:
        page.save(tmp_path / "nowhere" / "x.pdf")
    assert isinstance(heard.args[0], KnownError)
    assert not page.save_button.busy and not page.saved.isVisible()


def test_a_name_without_an_ending_becomes_a_pdf(report, tmp_path, qtbot):
    page = report()
    page.save(tmp_path / "report v1.2")
    qtbot.waitUntil(lambda: page.saved.isVisible(), timeout=30_000)
    assert (tmp_path / "report v1.2.pdf").is_file()


def test_another_kind_of_file_is_saved_under_its_ending(report, tmp_path, qtbot):
    page = report()
    before = page.draft
    page.look_card.kind.chosen.emit("xlsx")
    assert page.save_button.text() == "Save XLSX"
    assert page.draft is before
    page.save(tmp_path / "report v1.2")
    qtbot.waitUntil(lambda: page.saved.isVisible(), timeout=30_000)
    assert "report v1.2.xlsx" in page.saved.words.text()
    assert (tmp_path / "report v1.2.xlsx").read_bytes()[:2] == b"PK"


def test_the_offered_name_fits_every_file_system(desk):
    audit = desk.store.audit(make(desk.store, company='A/B: "C"?\n', product="x" * 300))
    name = file_name(audit)
    assert name.startswith("A B C xxx") and name.endswith(".pdf") and len(name) <= 104
    assert not set(name) & set('\\/:*?"<>|\n')


# --- what is missing, brand, threads ------------------------------------------------------------


def test_an_incomplete_audit_is_warned_of_with_the_way_to_it(report, qtbot):
    page = report(marks=(3, 3, 1))
    (bar,) = bars(page)
    assert "117 criteria not rated" in bar.sentence and "1 draft rating" in bar.sentence
    with qtbot.waitSignal(page.went) as heard:
        bar.link.click()
    assert heard.args == ["overview", MISSING]


def test_a_complete_audit_is_not_warned_of(report):
    assert bars(report()) == []


def test_a_brand_file_colours_the_report_and_the_default_comes_back(report, tmp_path, qtbot):
    page = report()
    file = tmp_path / "brand.toml"
    file.write_text('name = "Quality Department"\ncolour = "#7A1F5C"\n', "utf-8")
    before = page.draft
    page.choose_brand(file)
    wait_for(qtbot, page, before)
    assert page.brand.name == "Quality Department"
    assert "Quality Department" in texts(page.draft.pdf)[0]
    branded = page.draft
    page.look_card.drop.click()
    wait_for(qtbot, page, branded)
    assert "Quality Department" not in texts(page.draft.pdf)[0]


def test_a_file_that_is_no_brand_changes_nothing(report, tmp_path, qtbot):
    page = report()
    file = tmp_path / "brand.toml"
    file.write_text("colour = 3", "utf-8")
    with qtbot.waitSignal(page.failed) as heard:
        page.choose_brand(file)
    assert isinstance(heard.args[0], KnownError)
    assert page.brand.name == "cxaudit"


def test_one_thread_at_a_time_draws(report, desk, qtbot, monkeypatch):
    busy, worst = [], []
    render = pypdfium2.PdfPage.render

    def watched(*given, **named):
        busy.append(threading.get_ident())
        worst.append(len(busy))
        try:
            return render(*given, **named)
        finally:
            busy.pop()

    monkeypatch.setattr(pypdfium2.PdfPage, "render", watched)
    page = report()
    before = page.draft
    desk.current.set_score("ACQ-02", 2)
    for at in range(6):
        page.preview.show_page(at)
    wait_for(qtbot, page, before)
    QThreadPool.globalInstance().waitForDone()
    assert max(worst) == 1


def test_the_page_comes_back_with_its_choices_after_a_change_of_theme(report, dressed, qtbot):
    page = report()
    page.look_card.language.chosen.emit("ru")
    page.preview.show_page(2)
    window = page.window()
    window.set_look(dressed("en", "dark"))
    again = window.page
    assert again is not page
    wait_for(qtbot, again)
    assert again.lang == "ru" and again.preview.page == 2


def test_the_wave_before_is_in_the_report_and_another_product_is_not(report, desk):
    marks = [3] * 120
    first = {"auditor": "Boris", "product": "Coffee"}
    make(desk.store, marks=marks, wave="2024-1", **first)
    make(desk.store, marks=marks, wave="2025-1", **first)
    make(desk.store, marks=marks, wave="2025-2", auditor="Boris", product="Tea")
    make(desk.store, marks=marks, wave="2027-1", **first)
    page = report()
    said = texts(page.draft.pdf)[page.draft.starts["waves"]]
    assert "Since the last wave" in said and "2025-1" in said and "2025-2" not in said


def test_another_earlier_wave_can_be_chosen_and_is_kept(report, desk, qtbot):
    marks = [3] * 120
    first = {"auditor": "Boris", "product": "Coffee"}
    old = make(desk.store, marks=marks, wave="2024-1", **first)
    make(desk.store, marks=marks, wave="2025-1", **first)
    tea = make(desk.store, marks=marks, wave="2025-2", auditor="Boris", product="Tea")
    make(desk.store, marks=marks, wave="2027-1", **first)
    page = report(wave="2026-1", **first)
    box, before = page.sections.since, page.draft
    assert box.isVisible() and [box.itemText(i) for i in range(box.count())] == [
        "Compared with 2025-1 · Boris",
        "Compared with 2024-1 · Boris",
        "Compared with 2025-2 · Tea · Boris",
    ]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    wait_for(qtbot, page, before)
    said = texts(page.draft.pdf)[page.draft.starts["waves"]]
    assert "2024-1" in said and "2025-1" not in said
    assert desk.place("report_since") == {desk.current.audit.id: old}
    assert box.since == old and tea
    page.sections.checks["waves"].setChecked(False)
    assert not box.isVisible()


def test_without_an_earlier_wave_nothing_is_offered(report, desk):
    make(desk.store, marks=[3] * 120, wave="2027-1")
    page = report(wave="2026-1")
    assert not page.sections.since.isVisible()
