"""The help: equal in both languages, found by words, opened at the page it was asked from."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from cxaudit.i18n import translator
from cxaudit.words import STATES
from ui.desk import Desk
from ui.main_window import AFTER_G, MainWindow
from ui.page import Page
from ui.pages.help.page import HelpPage
from ui.pages.help.text import sections
from ui.rail import BELOW, GLOBAL, OF_AUDIT, WITHIN
from ui.rail import names as rail_names


@pytest.fixture
def window(home, plain, qtbot, active):
    desk = Desk(home)
    first = type("Home", (Page,), {"key": "home"})
    made = MainWindow(plain, {"home": first, "help": lambda look: HelpPage(look, desk)})
    qtbot.addWidget(made)
    made.go("home")
    active(made)
    return made


def test_both_languages_say_the_same_things_in_the_same_order():
    english, russian = sections("en"), sections("ru")
    assert [s.key for s in english] == [s.key for s in russian]
    for one, other in zip(english, russian, strict=True):
        assert [(b.kind, len(b.rows)) for b in one.blocks] == [(b.kind, len(b.rows)) for b in other.blocks]


def test_every_page_of_the_program_has_its_topic():
    pages = {*GLOBAL, *OF_AUDIT, *WITHIN, *BELOW, "phone", "photo"} - {"help"}
    assert pages <= {s.key for s in sections("en")}


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_help_explains_every_phase_that_the_list_can_be_narrowed_to(lang):
    [about] = [section for section in sections(lang) if section.key == "home"]
    said = " ".join(text for block in about.blocks for text in block.texts)
    assert all(f"{translator(lang)(word)}: " in said for word in STATES.values())


def test_every_text_of_the_help_is_shown(window):
    window.go("help")
    shown = " ".join(label.text() for label in window.page.findChildren(QLabel))
    for section in sections("en"):
        for block in section.blocks:
            assert all(text in shown for text in block.texts)
            assert all(cell in shown for row in block.rows for cell in row)


def test_help_opens_at_the_page_it_was_asked_from(window, settled, type_key):
    window.resize(1100, 600)
    window.go("help", "scoring")
    settled()
    page = window.page
    assert page.topics["scoring"].selected
    assert page.reader.verticalScrollBar().value() > 0


def test_the_search_leaves_the_topics_that_say_all_words(window):
    window.go("help")
    page = window.page
    page.search.setText("ZEPPELIN")
    assert not page._nothing.isHidden()
    page.search.setText("bounds coverage")
    assert [key for key, card in page.cards.items() if not card.isHidden()] == ["overview"]
    assert page._nothing.isHidden()
    window.up()
    assert page.search.text() == ""
    assert all(not card.isHidden() for card in page.cards.values())


def test_the_search_does_not_take_the_middle_of_a_word_for_the_word():
    about = {section.key for section in sections("en") if section.matches("contacts")}
    assert about and not [section for section in sections("en") if section.matches("ontacts")]


def test_a_word_is_found_with_and_without_the_dots_of_a_russian_letter():
    found = [
        [section.key for section in sections("ru") if section.matches(word)] for word in ("отчёт", "отчет")
    ]
    assert found[0] and found[0] == found[1]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_no_sign_of_markup_is_shown(lang):
    said = " ".join(block.words for section in sections(lang) for block in section.blocks)
    assert "**" not in said and "`" not in said


def test_every_key_that_leads_to_a_page_is_in_the_table_of_keys():
    [keys] = [section for section in sections("en") if section.key == "keys"]
    [(letters, pages)] = [row for row in keys.blocks[0].rows if row[0].startswith("G, then ")]
    names = rail_names(translator("en"))
    told = dict(zip(letters.removeprefix("G, then ").split(", "), pages.casefold().split(", "), strict=True))
    assert told == {letter: names[page].casefold() for letter, page in AFTER_G.items()}


def test_the_keyboard_scrolls(window, settled):
    window.resize(1000, 560)
    window.go("help")
    settled()
    bar = window.page.reader.verticalScrollBar()
    assert window.page.press("PageDown")
    there = bar.value()
    assert there > 0
    assert window.page.press("Up") and bar.value() < there
    assert window.page.press("End") and bar.value() == bar.maximum()
    assert not window.page.press("4")


def test_a_press_on_a_topic_goes_to_it(window, settled):
    window.resize(1100, 600)
    window.go("help")
    settled()
    page = window.page
    page.topics["evidence"].click()
    QApplication.processEvents()
    assert page.topics["evidence"].selected
    assert not page.topics["start"].selected


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (720, 520)])
def test_no_topic_is_cut_off(window, settled, size):
    window.resize(*size)
    window.go("help")
    settled()
    for key, card in window.page.cards.items():
        assert card.height() >= card.layout().totalHeightForWidth(card.width()), key
