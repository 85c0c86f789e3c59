"""The calibration: which audits can be B, what the figures say, and the criteria to talk about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.edits import edit
from tests.core.test_agree_command import A, B
from tests.marks import marks_of
from tests.ui.audits import make
from ui.look import TOUCH
from ui.main_window import MainWindow
from ui.pages.benchmark.page import BenchmarkPage
from ui.pages.calibration.page import CalibrationPage
from ui.pages.scoring.page import ScoringPage
from ui.widgets.labels import Label
from ui.widgets.messages import MessageBar


@pytest.fixture
def window(desk, opened_window):
    """Open the calibration of an audit with these marks."""

    def show(marks=A, lang="en", size=(1280, 800), scale=1.0) -> MainWindow:
        desk.open_audit(scored(desk, marks, "Ann"))
        made = opened_window(CalibrationPage, BenchmarkPage, ScoringPage, lang=lang, size=size, scale=scale)
        made.set_audit("Demo Co")
        return made

    return show


def scored(desk, marks, auditor, company="Demo Co", **brief) -> str:
    return make(desk.store, company, marks_of(marks), auditor=auditor, **brief)


def note(desk, audit_id, criterion, text):
    audit = desk.store.audit(audit_id)
    desk.store.append(audit_id, [edit(audit, cells.note(criterion), text)], "A")


def said(page) -> str:
    shown = [*page.findChildren(Label), *page.findChildren(MessageBar)]
    texts = [w.sentence if isinstance(w, MessageBar) else w.text() for w in shown if w.isVisible()]
    return " | ".join(texts)


def listed(page) -> list[str]:
    return [row.said.found.criterion for row in page.differences.rows if row.isVisible()]


def offered(page) -> list[str]:
    return [page.choice.box.itemText(i) for i in range(page.choice.box.count())]


def figure(page, key):
    [block] = [block for block in page.figures.blocks if block.figure.key == key]
    return block.figure.value, block.figure.reading


# --- the second audit ---------------------------------------------------------------------------


def test_without_a_second_audit_the_page_says_how_to_get_one(window, desk):
    scored(desk, "", "Nobody has scored here yet")
    page = window().page
    assert "There is no second audit" in said(page) and not page.figures.isVisible()
    QTest.mouseClick(page.home_button, Qt.MouseButton.LeftButton)
    assert page.window().page.key == "home"


def test_the_same_company_and_wave_stands_first_and_is_chosen(window, desk):
    scored(desk, B, "Boris", wave="2025-2")
    scored(desk, B, "Clara", company="Other Co")
    scored(desk, B, "Dana")
    page = window().page
    assert offered(page) == [
        "Demo Co · 2026-1 · Dana",
        "Demo Co · 2025-2 · Boris",
        "Other Co · 2026-1 · Clara",
    ]
    assert page.choice.first.text() == "Demo Co · 2026-1 · Ann"
    assert figure(page, "alpha_ordinal") == ("0.762", "tentative")


def test_another_company_or_the_same_auditor_is_said(window, desk, settled):
    scored(desk, B, "Ann")
    other = scored(desk, B, "Clara", company="Other Co")
    page = window().page
    assert "the same auditor" in said(page)
    page.choice.box.setCurrentIndex(1)
    page.choice.box.activated.emit(1)
    settled()
    assert page.chosen == other and "different companies" in said(page)
    assert "the same auditor" not in said(page)


def test_another_wave_is_said(window, desk):
    scored(desk, B, "Boris", wave="2025-2")
    assert "different waves" in said(window().page)


def test_an_audit_that_comes_later_is_offered_at_once(window, desk, qtbot):
    page = window().page
    scored(desk, B, "Boris")
    desk.list_changed.emit()
    qtbot.waitUntil(lambda: page.figures.isVisible())
    assert offered(page) == ["Demo Co · 2026-1 · Boris"] and not page.nothing.isVisible()


def test_words_find_an_audit_where_there_are_very_many(window, desk, qtbot, monkeypatch):
    monkeypatch.setattr("ui.pages.pair.page.MOST", 2)
    for name in ("Boris", "Dana"):
        scored(desk, B, name)
    scored(desk, B, "Clara", company="Other Co")
    page = window().page
    assert len(offered(page)) == 2 and page.choice.search.isVisible()
    QTest.keyClicks(page.choice.search, "other")
    qtbot.waitUntil(lambda: offered(page) == ["Other Co · 2026-1 · Clara"])
    QTest.keyClicks(page.choice.search, "zzz")
    qtbot.waitUntil(lambda: page.choice.missing.isVisible())
    assert not page.figures.isVisible() and page.choice.search.isVisible()


# --- the figures --------------------------------------------------------------------------------


def test_oracle_d_is_shown_with_its_readings_and_the_verdict(window, desk):
    scored(desk, B, "Boris")
    page = window().page
    expected = {
        "alpha_ordinal": ("0.762", "tentative"),
        "alpha_interval": ("0.745", "tentative"),
        "within_one": ("100.0%", "enough"),
        "exact": ("68.8%", ""),
        "leniency": ("+0.06", "equally strict"),
        "sd": ("0.57", ""),
        "sigma_r": ("0.41", ""),
        "kappa_quadratic": ("0.737", ""),
        "kappa_linear": ("0.615", ""),
    }
    assert {key: figure(page, key) for key in expected} == expected
    assert page.figures.pill.accessibleName() == "Calibration passed"
    assert "Scored in both: 16 of 120" in said(page) and "Fewer than 30 shared criteria" in said(page)
    assert all(block.figure.says in said(page) for block in page.figures.blocks)


def test_in_russian_the_words_are_russian_and_numbers_have_commas(window, desk):
    scored(desk, B, "Boris")
    page = window(lang="ru").page
    assert page.title == "Калибровка" and figure(page, "alpha_ordinal") == ("0,762", "предварительно")


def test_below_ten_shared_criteria_a_warning_stands_where_coefficients_would(window, desk):
    scored(desk, B[:9], "Boris")
    page = window().page
    assert "Fewer than 10 shared criteria: no coefficient is computed." in said(page)
    assert figure(page, "alpha_ordinal") == ("—", "not computable")
    assert page.figures.pill.accessibleName() == "Too little to judge"
    assert "7 criteria have a score in one audit only" in said(page)


def test_a_new_score_changes_the_figures_at_once(window, desk, qtbot):
    scored(desk, B, "Boris")
    page = window().page
    desk.current.set_score("ACQ-02", 3)
    qtbot.waitUntil(lambda: figure(page, "exact")[0] == "75.0%")


# --- criterion by criterion -----------------------------------------------------------------------


def test_differences_stand_by_size_with_both_marks_and_notes(window, desk):
    other = scored(desk, A[:14] + "05", "Boris")
    note(desk, other, "ACQ-15", "Nobody answered")
    page = window().page
    assert listed(page) == ["ACQ-15", "ACQ-16"]
    spoken = page.differences.rows[0].accessibleName()
    assert spoken.startswith("ACQ-15 ") and "A 3, B 0, 3 points apart" in spoken
    assert "A: no note, B: Nobody answered" in spoken


def test_the_filter_leaves_what_is_two_and_more_apart(window, desk):
    scored(desk, A[:13] + "453", "Boris")
    page = window().page
    card = page.differences
    assert listed(page) == ["ACQ-15", "ACQ-14", "ACQ-16"]
    assert [chip.text() for chip in card.chips.values()] == [
        "Differences 3",
        "Differences of 2 and more 1",
        "All shared 16",
    ]
    QTest.mouseClick(card.chips[2], Qt.MouseButton.LeftButton)
    assert listed(page) == ["ACQ-15"]
    QTest.mouseClick(card.chips[0], Qt.MouseButton.LeftButton)
    assert len(listed(page)) == 16


def test_a_criterion_opens_in_the_open_audit(window, desk):
    scored(desk, B, "Boris")
    made = window()
    row = made.page.differences.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert made.page.key == "scoring" and made.page.place() == row.said.found.criterion


def test_keys_walk_the_criteria_and_escape_goes_to_the_benchmark(window, desk, type_key):
    scored(desk, B, "Boris")
    made = window()
    page = made.page
    page.setFocus()
    type_key(made, Qt.Key.Key_Down)
    type_key(made, Qt.Key.Key_Down)
    assert page.differences.rows[1].hasFocus()
    type_key(made, Qt.Key.Key_Escape)
    assert made.page.key == "benchmark" and made.rail.entries["benchmark"].isChecked()
    QTest.mouseClick(made.page.calibration_button, Qt.MouseButton.LeftButton)
    assert made.page is page and made.rail.entries["benchmark"].isChecked()


def test_choice_and_filter_stay_when_the_page_is_made_anew(window, desk, dressed):
    scored(desk, B, "Boris")
    other = scored(desk, B, "Clara", company="Other Co")
    made = window()
    made.page.choose(other)
    made.page.differences.set_least(2)
    made.set_look(dressed("ru", "dark"))
    page = made.page
    assert isinstance(page, CalibrationPage) and page.chosen == other and page.differences.least == 2
    assert page.choice.box.value == other


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1024, 600), 1.5), ((800, 1280), 1.0)])
def test_everything_fits_the_width_and_can_be_touched(window, desk, size, scale):
    scored(desk, B, "Boris")
    page = window(lang="ru", size=size, scale=scale).page
    inside = page.area.viewport().width()
    for part in (page.choice, page.figures, page.differences):
        assert part.width() <= inside and part.minimumSizeHint().width() <= inside
    rows = [row for row in page.differences.rows if row.isVisible()]
    chips = page.differences.chips.values()
    assert all(part.height() >= TOUCH for part in (*rows, *chips, page.choice.box))
    assert all(part.accessibleName() for part in (*rows, *chips, page.choice.box))


def test_the_chart_tells_every_pair_of_scores_and_how_often_it_was_given(window, desk, qtbot):
    scored(desk, B, "Ben")
    page = window().page
    view = page.pairs.view
    page.area.ensureWidgetVisible(view)
    qtbot.waitUntil(lambda: view.picture is not None)
    told = view.accessibleDescription().split("; ")
    assert sum(int(said.split(" ")[0]) for said in told) == len(page.found.shared)
    one = page.found.shared[0]
    assert any(said.endswith(f": A {one.a}, B {one.b}") for said in told)


def test_two_auditors_of_one_visit_are_compared_within_the_audit(window, desk, qtbot):
    page = window().page
    assert page.choice.isHidden()
    opened = desk.current
    sheet = opened.add_sheet("1", auditor="Ben")
    opened.choose_sheet(sheet)
    for criterion, mark in zip(opened.audit.framework.criteria, marks_of(B), strict=False):
        opened.set_score(criterion, mark)
    qtbot.waitUntil(lambda: offered(page) == ["Visit 1, auditor 2 · Ben"])
    assert (page.found.agreement.units, page.found.agreement.exact) == (16, 0.6875)
    assert page.choice.cautions == [] and listed(page)
