"""The palette finds criteria, pages, audits and acts, with the keyboard alone or with a finger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import audits
from tests.ui.test_scoring_page import Field
from ui.pages.brief.page import BriefPage
from ui.pages.scoring.page import ScoringPage
from ui.pages.settings.page import SettingsPage
from ui.palette.finding import Find, find
from ui.palette.opening import open_palette
from ui.palette.palette import Palette

CTRL = Qt.KeyboardModifier.ControlModifier


def nothing() -> None:
    pass


@pytest.fixture
def at(desk, opened_window, type_key):
    """The window at a page, with the palette wired as in the program."""

    def make(*pages, lang="en", marks=(3, 4), **said) -> Field:
        desk.open_audit(audits.make(desk.store, marks=marks))
        window = opened_window(*(pages or (ScoringPage,)), lang=lang, **said)
        window.set_audit("Demo Co")
        window.searched.connect(lambda said: open_palette(window, desk, said))
        window.called.connect(lambda name: open_palette(window, desk) if name == "palette" else None)
        return Field(desk, window, type_key)

    return make


def open_it(one: Field, key=Qt.Key.Key_K, text="") -> Palette:
    one.press(key, text, CTRL)
    return one.window.findChildren(Palette)[-1]


def titles(palette: Palette) -> list[str]:
    model = palette.model
    return [found.title for n in range(model.rowCount()) if (found := model.row(n))]


def test_a_criterion_is_found_by_its_id_in_any_spelling_and_layout(at):
    palette = open_it(at())
    for said in ("sel-05", "SEL05", "sel 5", "sel5", "ыуд05", "#sel-5", "ЫУД-05"):
        palette.field.setText(said)
        assert titles(palette)[0] == "Guard against unsuitable choice", said


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_criterion_is_found_by_words_of_either_language(at, lang):
    one = at(lang=lang)
    palette = open_it(one, Qt.Key.Key_F)
    for said in ("adviser avail", "консультанта доступ", "availability adviser", "ljcneg rjycekmn"):
        palette.field.setText(f"#{said}")
        palette.accept()
        assert one.here == "SEL-10", said
        palette = open_it(one, Qt.Key.Key_F)


def test_ctrl_f_finds_only_criteria_and_enter_goes_there(at):
    one = at()
    palette = open_it(one, Qt.Key.Key_F)
    assert palette.field.text() == "#"
    for letter in "loy-12":
        one.press(Qt.Key.Key_unknown, letter)
    one.press(Qt.Key.Key_Return, "\r")
    assert one.here == "LOY-12" and one.window.focusWidget() is one.page
    one.digits("4")
    assert one.mark("LOY-12") == 4


def test_ctrl_k_opens_it_in_a_russian_layout_and_esc_gives_the_focus_back(at):
    one = at()
    one.page.card.note.setFocus()
    one.press(0x41B, "", CTRL)
    palette = one.window.findChildren(Palette)[-1]
    assert palette.field.hasFocus()
    one.press(Qt.Key.Key_Escape)
    assert one.page.card.note.hasFocus()


def test_ctrl_k_within_a_note_deletes_nothing_there(at):
    one = at()
    one.page.card.note.setFocus()
    one.page.card.note.setPlainText("word for word")
    assert open_it(one) is not None
    assert one.page.card.note.text == "word for word"


def test_the_keys_go_over_headings_and_stop_at_the_ends(at):
    one = at()
    palette = open_it(one)
    for key in [Qt.Key.Key_Up] * 3 + [Qt.Key.Key_PageDown] * 9 + [Qt.Key.Key_PageUp] * 9:
        one.press(key)
        assert palette.model.row(palette.rows.currentIndex().row())
    first = palette.rows.currentIndex().row()
    one.press(Qt.Key.Key_Tab, "\t")
    assert palette.rows.currentIndex().row() > first and palette.field.hasFocus()


def test_a_page_is_gone_to_and_found_by_its_name(at):
    one = at()
    palette = open_it(one)
    palette.field.setText("overv")
    palette.accept()
    assert one.window.page.key == "overview"


def test_another_audit_is_found_by_its_company_and_opened(at):
    one = at()
    other = audits.make(one.desk.store, company="Вторая компания")
    palette = open_it(one)
    palette.field.setText("вторая")
    assert titles(palette) == ["Вторая компания"]
    palette.accept()
    assert one.desk.current.audit.id == other and one.window.page.key == "overview"


def test_auto_advance_is_turned_off_from_the_palette_and_acts_at_once(at):
    one = at()
    palette = open_it(one)
    palette.field.setText(">next criterion")
    palette.accept()
    one.digits("41")
    assert one.here == "ACQ-03" and one.mark("ACQ-03") == 1
    assert not one.desk.settings.auto_advance
    assert any("stays" in said for said in one.messages)


def test_the_settings_page_shows_what_the_palette_has_changed(at):
    one = at(SettingsPage)
    palette = open_it(one)
    palette.field.setText(">next criterion")
    palette.accept()
    assert not one.window.page.advance.isChecked()


def test_a_filter_is_chosen_from_the_palette(at):
    one = at(marks=(1, 4, 2))
    palette = open_it(one)
    palette.field.setText(">low")
    palette.accept()
    assert one.page.course.filter == "low"


def test_what_was_chosen_lately_comes_first(at):
    one = at()
    for said in ("sel-05", "onb-02"):
        palette = open_it(one)
        palette.field.setText(said)
        palette.accept()
    palette = open_it(one)
    assert palette.model.index(0).data() == "Recent"
    assert [palette.model.row(n).key for n in (1, 2)] == ["ONB-02", "SEL-05"]
    one.press(Qt.Key.Key_Down)
    one.press(Qt.Key.Key_Return, "\r")
    assert one.here == "SEL-05"


def test_of_two_that_fit_as_well_the_one_used_lately_comes_first():
    both = [Find("act", key, f"Open {key}", nothing) for key in ("one", "two")]
    assert [one.key for _, one in find("open", both, ["two"])] == ["two", "one"]
    assert [one.key for _, one in find("open", both, [])] == ["one", "two"]


def test_a_section_of_the_brief_is_found_from_every_page(at):
    one = at(ScoringPage, BriefPage, lang="ru")
    palette = open_it(one)
    palette.field.setText("запис")
    assert titles(palette) == ["Бриф: Запись звука"]
    palette.accept()
    assert (one.window.page.key, one.window.page.section) == ("brief", "recording")
    palette = open_it(one)
    palette.field.setText("запис")
    assert titles(palette) == ["Бриф: Запись звука"]


def test_who_seeks_the_stopwatch_beside_an_untimed_criterion_finds_the_timed_ones(at):
    one = at(lang="ru")
    palette = open_it(one)
    palette.field.setText("секундомер")
    palette.accept()
    assert one.page.course.filter == "timed"


def test_nothing_that_fits_is_said(at):
    palette = open_it(at())
    palette.field.setText("qqqq zzzz")
    assert titles(palette) == [] and palette._nothing.isVisible()
    palette.accept()
    assert palette.isVisible()


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (720, 520)])
def test_a_finger_opens_it_chooses_a_row_and_gives_it_up_beside_it(at, settled, size):
    one = at(size=size)
    if one.page.body.slim:
        one.page.body.show_list(True)
    settled()
    QTest.mouseClick(one.page.panel.search, Qt.MouseButton.LeftButton)
    settled()
    palette = one.window.findChildren(Palette)[-1]
    assert palette.rows.sizeHintForRow(1) >= 44
    assert one.window.rect().contains(palette._box.geometry())
    palette.field.setText("#sal-0")
    settled()
    index = palette.model.index(2)
    where = palette.rows.visualRect(index).center()
    QTest.mouseClick(palette.rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert one.here == "SAL-02"
    QApplication.processEvents()
    palette = open_it(one)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(3, 300))
    assert not palette.isVisible()
    assert one.here == "SAL-02"
