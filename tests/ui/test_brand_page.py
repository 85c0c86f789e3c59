"""The brand's page: what is typed is on the pages beside it, and in the reports once it is used."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QColorDialog, QLineEdit, QWidget

from cxaudit.errors import KnownError
from cxaudit.model import Text
from cxaudit.reports.brand.file import load_brand, save_brand
from cxaudit.reports.brand.kit import DEFAULT, Brand
from tests.ui.audits import make
from ui.drawing import LOCK
from ui.look import TOUCH
from ui.pages.brand.page import BrandPage, file_name
from ui.pages.report.page import ReportPage
from ui.widgets.messages import MessageBar


@pytest.fixture
def show(desk, opened_window, qtbot, settled):
    """Open the brand's page, with an audit of that company unless it is empty, and wait for its pages."""

    def open_it(company="Demo Co", lang="en", size=(1280, 800), theme="light", scale=1.0) -> BrandPage:
        if company:
            desk.open_audit(make(desk.store, company, marks=(3,) * 120))
        page = opened_window(BrandPage, ReportPage, lang=lang, size=size, theme=theme, scale=scale).page
        made(qtbot, page)
        settled()
        return page

    return open_it


def made(qtbot, page, other_than=None):
    """Until the pages of a draft other than that one are there."""
    qtbot.waitUntil(
        lambda: page.preview.draft is not None and page.preview.draft is not other_than, timeout=60_000
    )


def text_of(page: BrandPage) -> str:
    """What the pages beside the form say."""
    with LOCK:
        document = pypdfium2.PdfDocument(page.preview.draft.pdf)
        try:
            layers = [document[i].get_textpage() for i in range(len(document))]
            return " ".join(layer.get_text_range() for layer in layers)
        finally:
            document.close()


def corner_of(page: BrandPage) -> str:
    """The colour of the cover near its left edge, below a picture."""
    with LOCK:
        document = pypdfium2.PdfDocument(page.preview.draft.pdf)
        try:
            picture = document[0].render(scale=0.5).to_pil()
            return "#{:02X}{:02X}{:02X}".format(*picture.getpixel((4, 200)))
        finally:
            document.close()


def write_picture(path, colour="#16A37B", size=(400, 100)):
    Image.new("RGB", size, colour).save(path)
    return path


def drop(widget: QWidget, *paths) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, actions = QPoint(20, 20), Qt.DropAction.CopyAction
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(where, actions, mime, buttons, held))
    QApplication.sendEvent(widget, QDropEvent(QPointF(where), actions, mime, buttons, held))


def bars(page: BrandPage) -> list[MessageBar]:
    return [bar for bar in page.window().findChildren(MessageBar) if bar.isVisible()]


# --- the form and the pages -----------------------------------------------------------------


def test_the_pages_are_those_of_the_open_audit_in_the_brand_that_reports_have(show):
    page = show()
    assert "Demo Co" in text_of(page)
    assert corner_of(page) == DEFAULT.colour
    assert page.status == ("ok", "In use")
    assert not page.use_button.isEnabled()


def test_with_no_audit_open_the_sample_is_shown(show):
    page = show(company="", lang="ru")
    assert "Demo Co" in text_of(page)
    assert "Главное на одной странице" in text_of(page)


def test_what_is_typed_is_on_the_pages_soon_after(show, qtbot):
    page = show()
    before = page.preview.draft
    page.form.name.setText("Sample Partners")
    page.form.colour.edit.setText("6a1b9a")
    page.form.footer.setText("For the board")
    made(qtbot, page, before)
    qtbot.waitUntil(lambda: "For the board" in text_of(page))
    assert "Sample Partners" in text_of(page)
    assert corner_of(page) == "#6A1B9A"
    assert page.status == ("quiet", "Not in use yet")


def test_a_colour_is_chosen_by_a_press(show, qtbot):
    page = show()
    before = page.preview.draft
    qtbot.mouseClick(page.form.colour.chips["#6A1B9A"], Qt.MouseButton.LeftButton)
    made(qtbot, page, before)
    assert page.form.colour.edit.text() == "#6A1B9A"
    assert corner_of(page) == "#6A1B9A"


def test_a_colour_is_chosen_in_the_dialog(show, qtbot):
    page = show()
    dialog = page.form.second.ask()
    assert isinstance(dialog, QColorDialog)
    dialog.setCurrentColor(QColor("#b0206a"))
    dialog.accept()
    assert page.brand.second == "#B0206A"
    page.form.second.drop.click()
    assert page.brand.second == ""


def test_a_colour_that_is_none_is_said_and_the_last_one_stays(show):
    page = show()
    page.form.colour.edit.setText("teal")
    page.form.colour.edit.setFocus()
    page.form.name.setFocus()
    assert "six digits" in page.form.colour.field.error
    assert page.brand == DEFAULT
    page.form.colour.edit.setText("#16A37B")
    assert page.form.colour.field.error == ""


def test_no_tick_stands_under_what_is_no_colour_yet(show):
    page = show()
    remarks = page.form.colour.remarks
    assert remarks.isVisible()
    page.form.colour.edit.setText("#16A3")
    assert not remarks.isVisible()
    assert page.status == ("quiet", "Not in use yet") and page.use_button.isEnabled()
    page.form.colour.edit.setText(DEFAULT.colour)
    assert remarks.isVisible()
    assert page.status == ("ok", "In use") and not page.use_button.isEnabled()


def test_what_becomes_of_a_colour_stands_beside_it(show, qtbot):
    page = show()
    assert "Used as it is" in page.form.colour.remarks.said[0]
    page.form.colour.edit.setText("#FFD400")
    qtbot.waitUntil(lambda: any("Too light" in line for line in page.form.colour.remarks.said))
    page.form.second.edit.setText("#FFE000")
    qtbot.waitUntil(lambda: any("labels are dark" in line for line in page.form.second.remarks.said))


def test_the_type_is_chosen(show, qtbot):
    page = show()
    before = page.preview.draft
    qtbot.mouseClick(page.form.family.findChildren(QAbstractButton)[1], Qt.MouseButton.LeftButton)
    made(qtbot, page, before)
    assert page.brand.font == "Serif"
    assert b"SerifReport" in page.preview.draft.pdf
    assert b"InterReport" not in page.preview.draft.pdf


def test_the_lines_are_written_and_shown_in_each_language(show, qtbot):
    page = show()
    page.form.footer.setText("For you")
    before = page.preview.draft
    qtbot.mouseClick(page.form.language.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
    made(qtbot, page, before)
    assert page.form.footer.text() == ""
    page.form.footer.setText("Для вас")
    assert page.brand.footer == Text("For you", "Для вас")
    qtbot.waitUntil(lambda: "Для вас" in text_of(page))
    page.form.language.set_value("en")
    page.form.language.chosen.emit("en")
    assert page.form.footer.text() == "For you"


# --- pictures -------------------------------------------------------------------------------


def test_a_dropped_logo_is_on_the_pages_and_its_colours_are_offered(show, qtbot, tmp_path):
    page = show()
    drop(page.form.logo.place, write_picture(tmp_path / "logo.png", "#0F7A8C"))
    qtbot.waitUntil(lambda: bool(page.brand.logo))
    qtbot.waitUntil(lambda: "#0F7A8C" in page.form.colour.chips)
    assert not page.form.logo.place.empty
    page.form.logo.cross.click()
    assert page.brand.logo == b""
    assert page.form.logo.place.empty


def test_a_cover_picture_is_on_the_cover(show, qtbot, tmp_path):
    page = show()
    before = page.preview.draft
    page.take_picture("cover", write_picture(tmp_path / "cover.jpg", "#8090A0", (900, 300)))
    qtbot.waitUntil(lambda: bool(page.brand.cover))
    made(qtbot, page, before)
    with LOCK:
        document = pypdfium2.PdfDocument(page.preview.draft.pdf)
        pixel = document[0].render(scale=0.5).to_pil().getpixel((4, 4))
        document.close()
    assert pixel == pytest.approx((0x80, 0x90, 0xA0), abs=6)


def test_a_picture_that_is_none_changes_nothing_and_is_said(show, qtbot, tmp_path):
    page = show()
    (tmp_path / "logo.png").write_bytes(b"<svg/>")
    with qtbot.waitSignal(page.failed) as heard:
        drop(page.form.logo.place, tmp_path / "logo.png")
    assert isinstance(heard.args[0], KnownError)
    assert "“logo.png”" in str(heard.args[0])
    assert page.brand == DEFAULT


def test_a_white_logo_is_warned_of(show, qtbot, tmp_path):
    page = show()
    page.take_picture("logo", write_picture(tmp_path / "logo.png", "#FFFFFF"))
    qtbot.waitUntil(lambda: any("almost white" in line for line in page.form.logo.remarks.said))


# --- reports --------------------------------------------------------------------------------


def test_a_brand_that_is_used_is_the_reports_brand(show, desk, qtbot):
    page = show()
    page.form.name.setText("Sample Partners")
    page.form.colour.edit.setText("#16A37B")
    page.use_button.click()
    qtbot.waitUntil(lambda: page.status == ("ok", "In use"))
    used = load_brand(desk.folder / "brands" / desk.place("report")["brand"])
    assert (used.name, used.colour) == ("Sample Partners", "#16A37B")
    (bar,) = bars(page)
    window = page.window()
    bar.link.click()
    assert window.page.key == "report"
    qtbot.waitUntil(lambda: window.page.brand == used)


def test_a_report_page_that_is_there_already_follows(show, desk, qtbot):
    page = show()
    window = page.window()
    window.go("report")
    report = window.page
    assert report.brand == DEFAULT
    window.go("brand")
    page.form.colour.edit.setText("#16A37B")
    page.use()
    qtbot.waitUntil(lambda: page.status == ("ok", "In use"))
    window.go("report")
    qtbot.waitUntil(lambda: report.brand.colour == "#16A37B")
    window.go("brand")
    page.form.own_look.click()
    assert page.brand == DEFAULT
    page.use()
    qtbot.waitUntil(lambda: desk.place("report")["brand"] == "")
    window.go("report")
    qtbot.waitUntil(lambda: report.brand == DEFAULT)


def test_the_sections_that_were_chosen_for_reports_stay(show, desk, qtbot):
    page = show()
    desk.keep_place("report", {"sections": ["cover"], "brand": ""})
    page.form.name.setText("Sample Partners")
    page.use()
    qtbot.waitUntil(lambda: page.status == ("ok", "In use"))
    assert desk.place("report")["sections"] == ["cover"]


def test_without_a_name_nothing_is_used_or_saved(show, desk, qtbot, settled):
    page = show()
    page.form.colour.edit.setText("#16A37B")
    page.form.name.setText("  ")
    page.use()
    page.ask_save()
    settled()
    assert "Write the name" in page.form.name_field.error
    assert page.form.name.hasFocus()
    assert desk.place("report") is None


def test_brands_of_this_client_come_first_among_those_used_before(show, desk, qtbot):
    page = show("Client One")
    for name in ("Alpha", "Beta"):
        page.form.name.setText(name)
        page.use()
        qtbot.waitUntil(lambda: page.status == ("ok", "In use"))
    assert [row.text() for row in page.form.rows] == ["Beta", "Alpha"]
    desk.open_audit(make(desk.store, "Client Two"))
    page.enter(None)
    page.form.name.setText("Gamma")
    page.use()
    qtbot.waitUntil(lambda: page.used.name == "Gamma")
    assert [row.text() for row in page.form.rows] == ["Gamma", "Beta", "Alpha"]
    desk.open_audit(make(desk.store, "Client One"))
    page.enter(None)
    rows = page.form.rows
    assert [row.text() for row in rows] == ["Beta", "Alpha", "Gamma"]
    assert rows[2].accessibleName() == "Gamma, For Client Two, In use"
    rows[1].click()
    qtbot.waitUntil(lambda: page.brand.name == "Alpha")


def test_what_was_typed_can_be_brought_back_after_another_brand_was_opened(show, qtbot):
    page = show()
    page.form.name.setText("Half done")
    page.form.own_look.click()
    assert page.brand == DEFAULT
    (bar,) = bars(page)
    bar.link.click()
    assert page.brand.name == "Half done"


def test_what_is_not_used_yet_is_there_at_the_next_start(show, desk, dressed, qtbot):
    page = show()
    page.form.name.setText("Half done")
    page.leave()
    QThreadPool.globalInstance().waitForDone()
    again = BrandPage(dressed("en"), desk)
    qtbot.addWidget(again)
    again.enter(None)
    qtbot.waitUntil(lambda: again.brand.name == "Half done")
    assert again.used == DEFAULT
    again.form.own_look.click()
    again.leave()
    QThreadPool.globalInstance().waitForDone()
    assert list((desk.folder / "brands").iterdir()) == []


def test_refused_words_are_there_again_with_what_is_wrong_with_them(show, desk, dressed, qtbot):
    page = show()
    page.form.colour.edit.setText("#16A37B")
    page.form.name.setText(" ")
    page.form.second.edit.setText("teal")
    page.leave()
    QThreadPool.globalInstance().waitForDone()
    again = BrandPage(dressed("en"), desk)
    qtbot.addWidget(again)
    again.enter(None)
    qtbot.waitUntil(lambda: again.brand.colour == "#16A37B")
    assert (again.form.name.text(), again.form.second.edit.text()) == (" ", "teal")
    assert "Write the name" in again.form.name_field.error and again.form.second.field.error
    assert (again.brand.name, again.brand.second) == (DEFAULT.name, "")


def test_a_name_that_a_file_would_refuse_is_not_lost(show, desk, dressed, qtbot):
    page = show()
    page.form.name.setText("Half\u202e done")
    page.form.footer.setText("One\u2028line")
    page.leave()
    QThreadPool.globalInstance().waitForDone()
    again = BrandPage(dressed("en"), desk)
    qtbot.addWidget(again)
    again.enter(None)
    qtbot.waitUntil(lambda: again.brand.name == "Half done")
    assert again.brand.footer == Text("One line", "")


def test_a_change_of_language_keeps_the_brand_and_the_page(show, dressed, qtbot):
    page = show()
    page.form.name.setText("Half done")
    page.form.colour.edit.setText("teal")
    page.preview.show_page(1)
    window = page.window()
    window.set_look(dressed("ru", "dark"))
    made(qtbot, window.page)
    assert window.page.form.colour.edit.text() == "teal"
    assert window.page is not page
    assert window.page.brand.name == "Half done"
    assert window.page.preview.page == 1


# --- files ----------------------------------------------------------------------------------


def test_a_saved_brand_can_be_passed_on(show, desk, qtbot, tmp_path):
    page = show()
    page.form.name.setText("Sample Partners")
    page.take_picture("logo", write_picture(tmp_path / "logo.png"))
    qtbot.waitUntil(lambda: bool(page.brand.logo))
    page.save(tmp_path / "Passed on")
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert "Passed on.cxbrand" in bars(page)[0].sentence
    given = page.brand
    page.form.own_look.click()
    drop(page, tmp_path / "Passed on.cxbrand")
    qtbot.waitUntil(lambda: page.brand == given)


def test_a_brand_of_today_opens_and_becomes_one_file(show, qtbot, tmp_path):
    page = show()
    write_picture(tmp_path / "logo.png")
    (tmp_path / "brand.toml").write_text('name = "Old"\ncolour = "#16A37B"\nlogo = "logo.png"\n', "utf-8")
    page.open(tmp_path / "brand.toml")
    qtbot.waitUntil(lambda: page.brand.name == "Old")
    page.save(tmp_path / "new.cxbrand")
    qtbot.waitUntil(lambda: (tmp_path / "new.cxbrand").is_file())
    qtbot.waitUntil(lambda: load_brand(tmp_path / "new.cxbrand") == page.brand)


def test_a_file_that_is_no_brand_changes_nothing_and_is_said(show, qtbot, tmp_path):
    page = show()
    (tmp_path / "bad.cxbrand").write_bytes(b"PK\x03\x04 nothing")
    with qtbot.waitSignal(page.failed) as heard:
        page.open(tmp_path / "bad.cxbrand")
    assert "“bad.cxbrand”" in str(heard.args[0])
    assert page.brand == DEFAULT


def test_a_place_that_cannot_be_written_is_said(show, qtbot, tmp_path):
    page = show()
    with qtbot.waitSignal(page.failed) as heard:
        page.save(tmp_path / "none" / "x.cxbrand")
    assert isinstance(heard.args[0], KnownError)


def test_a_used_brand_does_not_need_the_file_that_it_came_from(show, desk, qtbot, tmp_path):
    page = show()
    stick = tmp_path / "stick.cxbrand"
    save_brand(Brand("On a stick", "#16A37B"), stick)
    page.open(stick)
    qtbot.waitUntil(lambda: page.brand.name == "On a stick")
    page.use()
    qtbot.waitUntil(lambda: page.status == ("ok", "In use"))
    stick.unlink()
    assert load_brand(desk.folder / desk.place("report")["brand"]).name == "On a stick"


def test_the_offered_name_fits_every_file_system():
    assert file_name(Brand('A/B: "C"?', "#000000")) == "A B C.cxbrand"


# --- keyboard, touch, room ------------------------------------------------------------------


def test_everything_is_reached_with_tab_and_has_a_name(show, qtbot):
    page = show()
    page.form.name.setText("Sample Partners")
    page.form.name.setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    while (here := QApplication.focusWidget()) not in reached:
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    for card in page.form.cards:
        for part in card.findChildren(QWidget):
            if part.isVisible() and isinstance(part, QAbstractButton | QLineEdit):
                by_arrows = part.parent() in (page.form.language, page.form.family)
                assert part in reached or by_arrows, part.accessibleName()
                assert part.accessibleName()
                assert part.height() >= TOUCH, part.accessibleName()


def test_what_appears_later_is_reached_where_it_stands(show, qtbot, tmp_path):
    page = show()
    page.take_picture("logo", write_picture(tmp_path / "logo.png", "#0F7A8C"))
    qtbot.waitUntil(lambda: "#0F7A8C" in page.form.colour.chips)
    page.use()
    qtbot.waitUntil(lambda: page.status == ("ok", "In use"))
    chips = list(page.form.colour.chips.values())
    for before, after in ((chips[0], chips[1]), (chips[-1], page.form.second.edit)):
        before.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert after.hasFocus(), after.accessibleName()
    (row,) = page.form.rows
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row, Qt.Key.Key_Tab)
    assert page.form.own_look.hasFocus()
    assert page.form.own_look.hasFocus()


def test_a_place_for_a_picture_opens_its_dialog_with_enter(show, qtbot):
    page = show()
    page.form.logo.place.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(page.form.picture_asked) as heard:
        QTest.keyClick(page.form.logo.place, Qt.Key.Key_Return)
    assert heard.args == ["logo"]


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1024, 600), 1.5), ((720, 520), 1.0)])
def test_the_form_and_the_pages_have_room_in_every_window(show, size, scale):
    page = show(lang="ru", size=size, scale=scale)
    assert page.preview.view.width() >= 200
    right = page.preview.mapTo(page, page.preview.rect().topRight()).x()
    assert right <= page.width()
    for edit in (page.form.name, page.form.colour.edit, page.form.footer):
        assert edit.width() >= 90
        assert edit.mapTo(page, edit.rect().topRight()).x() < page.preview.mapTo(page, QPoint(0, 0)).x()


def test_the_page_lies_over_the_one_it_was_called_from(show):
    page = show()
    window = page.window()
    window.go("report")
    window.go("brand")
    window.up()
    assert window.page.key == "report"
