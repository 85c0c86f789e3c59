"""Settings act at once and are kept; the store can be checked."""

from __future__ import annotations

import re
import tomllib

import pytest
from PySide6.QtCore import Qt

from cxaudit import settings
from cxaudit.paths import ROOT
from tests.ui.audits import make
from ui.pages.settings.about import LICENCES
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.storage import size_in_words


@pytest.fixture
def desk(desk):
    desk.choose(language="en")
    return desk


@pytest.fixture
def window(opened_window):
    return opened_window(SettingsPage)


@pytest.fixture
def page(window) -> SettingsPage:
    return window.page


@pytest.mark.parametrize(
    ("control", "value", "name"),
    [("language", "ru", "language"), ("theme", "dark", "theme"), ("scale", 1.5, "scale")],
)
def test_a_choice_acts_at_once_and_is_kept(page, desk, qtbot, control, value, name):
    with qtbot.waitSignal(desk.settings_changed):
        getattr(page, control).chosen.emit(value)
    assert getattr(settings.load(desk.folder), name) == value


def test_switches_and_the_name_are_kept(page, desk):
    page.advance.click()
    page.letters.click()
    page.auditor.setText(" Auditor Two ")
    page.leave()
    kept = settings.load(desk.folder)
    assert (kept.auto_advance, kept.letter_keys, kept.auditor) == (False, False, "Auditor Two")


def test_after_a_change_of_theme_the_keyboard_is_where_it_was(page, window, desk, dressed, settled, type_key):
    desk.settings_changed.connect(lambda now: window.set_look(dressed("en", now.theme)))
    system = page.theme.pictures["system"]
    system.setFocus()
    type_key(system, Qt.Key.Key_Right)
    settled()
    assert window.page is not page
    assert window.page.theme.pictures["light"].isChecked()
    assert window.page.theme.pictures["light"].hasFocus()


def test_a_sound_store_is_reported_as_in_order(page, desk, qtbot):
    make(desk.store, "Demo Co", [3, 4])
    page.storage.check.click()
    assert not page.storage.check.isEnabled()
    qtbot.waitUntil(page.storage.check.isEnabled)
    assert page.storage.result.kind == "ok"
    assert page.storage.faults is None


def test_a_row_that_does_not_follow_from_the_log_is_reported(page, desk, qtbot):
    make(desk.store, "Demo Co", [3, 4])
    with desk.store._database.transaction() as connection:
        connection.exec_driver_sql("UPDATE summaries SET company = 'Other Co'")
    page.storage.check.click()
    qtbot.waitUntil(page.storage.check.isEnabled)
    assert page.storage.result.sentence.startswith("1 fault found.")
    assert "the row of the list does not follow from the log" in page.storage.faults.text


def test_the_folder_and_its_size_are_shown(page, desk, qtbot):
    qtbot.waitUntil(lambda: bool(page.storage._size.text().endswith("kB")))


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (999, "999 B"), (1500, "2 kB"), (2_000_000, "2 MB"), (1_400_000_000, "1.4 GB")],
)
def test_sizes_are_said_in_words(plain, size, said):
    assert size_in_words(plain, size) == said


def test_the_licences_name_every_component_with_its_version(page):
    from importlib import metadata

    from PySide6.QtWidgets import QLabel

    sheet = page.about.show_licences()
    said = [label.text() for label in sheet.findChildren(QLabel)]
    assert f"Qt {metadata.version('PySide6_Essentials')}" in said
    assert "Inter" in said and "OFL 1.1" in said
    sheet.close_with(True)


def test_every_package_that_the_program_needs_is_listed_with_its_licence():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}
    assert needed - {name.lower() for name, _, licence in LICENCES if licence} == set()
