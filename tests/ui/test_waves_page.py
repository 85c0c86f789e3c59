"""The waves: which audit is the other one, what may be claimed, and where it comes from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.edits import edit
from tests.marks import DEMO, marks_of
from tests.ui.audits import disagree, make
from ui.look import TOUCH
from ui.main_window import MainWindow
from ui.pages.benchmark.page import BenchmarkPage
from ui.pages.overview.page import OverviewPage
from ui.pages.scoring.page import ScoringPage
from ui.pages.waves.page import WavesPage
from ui.widgets.labels import Label
from ui.widgets.messages import MessageBar

HIGHER = str.maketrans("01234", "12345")


@pytest.fixture
def window(desk, opened_window):
    """Open the waves of the sample's marks, scored by Ann in 2026-1."""

    def show(lang="en", size=(1280, 800), scale=1.0, **stages) -> MainWindow:
        desk.open_audit(scored(desk, "2026-1", "Ann", **stages))
        pages = (WavesPage, BenchmarkPage, OverviewPage, ScoringPage)
        made = opened_window(*pages, lang=lang, size=size, scale=scale)
        made.set_audit("Demo Co")
        return made

    return show


def scored(desk, wave, auditor, company="Demo Co", product="Coffee", **stages) -> str:
    marks = "".join({**DEMO, **stages}.values())
    return make(desk.store, company, marks_of(marks), auditor=auditor, wave=wave, product=product)


def said(page) -> str:
    shown = [*page.findChildren(Label), *page.findChildren(MessageBar)]
    texts = [w.sentence if isinstance(w, MessageBar) else w.text() for w in shown if w.isVisible()]
    return " | ".join(texts)


def claim(page) -> str:
    return f"{page.claim.claim.text()} {page.claim.ground.text()}"


def offered(page) -> list[str]:
    return [page.choice.box.itemText(i) for i in range(page.choice.box.count())]


def listed(page) -> list[str]:
    items = page.criteria.items.get(page.criteria.listed, [])
    return [item.move_.criterion for item in items if item.isVisible()]


# --- the other wave -------------------------------------------------------------------------


def test_without_another_wave_the_page_says_how_to_get_one(window):
    page = window().page
    assert "There is no other wave of this company" in said(page)
    assert not page.claim.isVisible() and not page.swap_button.isVisible()


def test_the_same_company_and_product_stands_first_and_is_chosen(window, desk):
    scored(desk, "2025-2", "Clara", company="Other Co")
    scored(desk, "2025-2", "Dana", product="Tea")
    scored(desk, "2026-1", "Boris")
    scored(desk, "2025-1", "Boris")
    page = window().page
    assert offered(page) == [
        "Demo Co · 2025-1 · Boris",
        "Demo Co · 2026-1 · Boris",
        "Demo Co · 2025-2 · Dana",
        "Other Co · 2025-2 · Clara",
    ]
    assert page.choice.own.text() == "The open audit, the later wave"
    assert page.choice.box.accessibleName() == "The other audit, the earlier wave"


def test_another_company_is_compared_only_if_somebody_chooses_it(window, desk, settled):
    other = scored(desk, "2025-2", "Clara", company="Other Co")
    page = window().page
    assert offered(page) == ["Choose an audit", "Other Co · 2025-2 · Clara"]
    assert "There is no other wave of this company" in said(page) and not page.claim.isVisible()
    page.choice.box.activated.emit(1)
    settled()
    assert page.chosen == other and "different companies" in said(page) and page.claim.isVisible()


def test_the_order_can_be_turned_round(window, desk):
    scored(desk, "2027-1", "Ann", SAL=DEMO["SAL"].translate(HIGHER))
    page = window().page
    assert "2.80 → 2.94 (+0.14)" in claim(page)
    assert page.choice.own.text() == "The open audit, the earlier wave"
    QTest.mouseClick(page.swap_button, Qt.MouseButton.LeftButton)
    assert "2.94 → 2.80 (−0.14)" in claim(page)
    assert page.choice.own.text() == "The open audit, the later wave"


# --- the claim ------------------------------------------------------------------------------


def test_oracle_e_stands_in_the_claim_of_different_auditors(window, desk):
    scored(desk, "2025-1", "Boris")
    page = window().page
    assert claim(page) == "Overall 2.80 → 2.80: no change. One above 0.85 would be real."
    assert "Different auditors" in said(page) and "error of an auditor is assumed" in said(page)


def test_the_same_auditor_can_claim_a_small_change(window, desk):
    scored(desk, "2025-1", "Ann")
    page = window(SAL=DEMO["SAL"].translate(HIGHER)).page
    assert claim(page) == (
        "Overall 2.80 → 2.94 (+0.14): this may be chance. Error alone explains up to 0.16."
    )
    assert page.claim.stages.text() == "Real change in 1 of 8 compared stages: Sale +0.93."
    [sale] = [line for line in page.stages.lines if line.name == "Sale"]
    assert sale.accessibleName().startswith("Sale, earlier wave 3.27, later wave 4.20, Change +0.93")
    assert sale.accessibleName().endswith("real rise")


def test_in_russian_the_claim_is_russian(window, desk):
    scored(desk, "2025-1", "Boris")
    page = window(lang="ru").page
    assert claim(page).startswith("Итог 2,80 → 2,80: без изменений.")


def test_a_conflict_leaves_no_figure_and_says_where(window, desk):
    before = scored(desk, "2025-1", "Boris")
    disagree(desk.store, before, cells.score("SAL-01"), 1, 5)
    page = window().page
    assert claim(page) == "Overall: no change can be named. Earlier wave: in conflict."
    [sale] = [line for line in page.stages.lines if line.name == "Sale"]
    assert sale.accessibleName() == "Sale, later wave 3.27, earlier wave: in conflict"
    assert not page.claim.bar.isVisible()


def test_a_new_score_changes_the_claim_at_once(window, desk, qtbot):
    scored(desk, "2025-1", "Ann")
    page = window().page
    desk.current.set_score("SAL-01", 0)
    qtbot.waitUntil(lambda: "−0.04" in claim(page))


# --- criteria and flags ---------------------------------------------------------------------


def test_a_press_shows_what_both_wrote_and_leads_to_the_criterion(window, desk, settled):
    before = scored(desk, "2025-1", "Boris", ACQ="0533243324233332")
    audit = desk.store.audit(before)
    desk.store.append(before, [edit(audit, cells.note("ACQ-01"), "Nothing to be seen")], "Boris")
    made = window()
    page = made.page
    assert listed(page) == ["ACQ-02"]
    QTest.mouseClick(page.criteria.chips["up"], Qt.MouseButton.LeftButton)
    assert listed(page) == ["ACQ-01"] and page.criteria.chips["up"].text() == "Scored higher 1"
    [item] = page.criteria.items["up"]
    assert item.row.accessibleName().endswith("earlier wave 0, later wave 4, +4, notes hidden")
    QTest.mouseClick(item.row, Qt.MouseButton.LeftButton)
    settled()
    assert "Earlier: 0 | Nothing to be seen | Later: 4 | no note" in said(page)
    QTest.mouseClick(item.link, Qt.MouseButton.LeftButton)
    assert made.page.key == "scoring" and made.page.place() == "ACQ-01"


def test_criteria_of_one_wave_only_stand_apart(window, desk):
    scored(desk, "2025-1", "Boris", ACQ="N433243324233332")
    page = window().page
    QTest.mouseClick(page.criteria.chips["one_sided"], Qt.MouseButton.LeftButton)
    assert listed(page) == ["ACQ-01"]
    [item] = page.criteria.items["one_sided"]
    assert "earlier wave not applicable, later wave 4" in item.row.accessibleName()


def test_flags_say_what_became_of_them(window, desk):
    scored(desk, "2025-1", "Boris", SEL="343213343332342U")
    made = window()
    [row] = made.page.flags.rows
    assert "SEL-05, was 1, is 2" in row.accessibleName() and row.accessibleName().endswith("gone")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert made.page.key == "scoring" and made.page.place() == "SEL-05"


# --- ways in and out ------------------------------------------------------------------------


def test_benchmark_and_overview_lead_to_the_waves(window, desk, type_key):
    scored(desk, "2025-1", "Boris")
    made = window()
    page = made.page
    type_key(made, Qt.Key.Key_Escape)
    assert made.page.key == "benchmark" and made.rail.entries["benchmark"].isChecked()
    QTest.mouseClick(made.page.waves_button, Qt.MouseButton.LeftButton)
    assert made.page is page
    made.go("overview")
    QTest.mouseClick(made.page.overall.waves, Qt.MouseButton.LeftButton)
    assert made.page is page


def test_the_overview_offers_no_wave_where_there_is_none(window, desk):
    scored(desk, "2025-1", "Clara", company="Other Co")
    made = window()
    made.go("overview")
    assert not made.page.overall.waves.isVisible()


def test_keys_walk_the_criteria(window, desk, type_key):
    scored(desk, "2025-1", "Boris", ACQ="5543243324233332")
    made = window()
    made.page.setFocus()
    for _ in range(2):
        type_key(made, Qt.Key.Key_Down)
    row = made.page.criteria.items["down"][1].row
    assert row.hasFocus()
    type_key(row, Qt.Key.Key_Return)
    assert row.accessibleName().endswith("notes shown")


def test_choice_order_and_filter_stay_when_the_page_is_made_anew(window, desk, dressed):
    scored(desk, "2025-1", "Boris")
    other = scored(desk, "2024-1", "Clara", company="Other Co")
    made = window()
    made.page.choose(other)
    made.page.swap()
    made.page.criteria.set_listed("up")
    made.set_look(dressed("ru", "dark"))
    page = made.page
    assert (page.chosen, page.swapped, page.criteria.listed) == (other, True, "up")
    assert page.choice.own.text() == "Открытый аудит, ранняя волна"


SIZES = [((1280, 800), 1.0), ((1024, 600), 1.5), ((800, 1280), 1.0), ((640, 900), 1.5)]


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_everything_fits_the_width_and_can_be_touched(window, desk, size, scale):
    scored(desk, "2025-1", "Boris", ACQ="0433N43324233332", SEL="143213343332342U", OFF="." * 14)
    page = window(lang="ru", size=size, scale=scale).page
    inside = page.area.viewport().width()
    for part in (page.choice, page.claim, page.stages, page.flags, page.criteria):
        assert part.width() <= inside and part.minimumSizeHint().width() <= inside
    for line in page.stages.lines:
        assert line.height() >= line.heightForWidth(line.width())
    page.criteria.set_listed("up")
    rows = [item.row for item in page.criteria.items["up"]]
    parts = (*rows, *page.criteria.chips.values(), *page.flags.rows, page.choice.box, page.swap_button)
    assert rows and all(part.height() >= TOUCH for part in parts)
    assert all(part.accessibleName() for part in (*parts, *page.stages.lines))
