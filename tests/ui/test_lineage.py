"""From a number on the overview down to the changes that made it, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.errors import KnownError
from tests.marks import ALL, marks_of
from tests.ui.audits import disagree, make
from ui.pages.lineage.sheet import LineageSheet
from ui.pages.overview.page import OverviewPage
from ui.widgets.labels import Label, Pill
from ui.widgets.sums import Reckoning


@pytest.fixture
def overview(desk, opened_page):
    """Open the overview of an audit with the marks of the demo, in a window of that size."""

    def show(lang="en", theme="light", scale=1.0, size=(1280, 800), marks=ALL) -> OverviewPage:
        desk.open_audit(make(desk.store, marks=marks_of(marks)))
        return opened_page(OverviewPage, lang=lang, theme=theme, scale=scale, size=size)

    return show


@pytest.fixture
def press(type_key, settled):
    """Press a key on whatever has the focus."""

    def send(key, text=""):
        type_key(QApplication.focusWidget(), key, text)
        settled()

    return send


def sheet(page) -> LineageSheet | None:
    """The sheet that is open, if one is."""
    found = [s for s in page.window().findChildren(LineageSheet) if s.isVisible()]
    return found[0] if found else None


def said(opened) -> str:
    return " | ".join(label.text() for label in opened.findChildren(Label) if label.isVisible())


def sums(opened) -> list[tuple[str, str]]:
    return [line for box in opened.view.findChildren(Reckoning) for line in box.lines]


def row(opened, start):
    return next(r for r in opened.view.rows if r.accessibleName().startswith(start))


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


# --- where it opens -----------------------------------------------------------------------------


def test_a_click_on_the_overall_shows_stages_times_weights_and_their_sum(overview, qtbot):
    page = overview()
    click(qtbot, page.overall.number)
    opened = sheet(page)
    assert [r.figure for r in opened.view.rows][:3] == ["30.0000", "35.2000", "49.0000"]
    assert row(opened, "Sale").accessibleName() == "Sale, 3.2667 × 15, 49.0000"
    assert ("Points of all stages", "280.4264") in sums(opened)
    assert ("Weights of these stages", "100") in sums(opened)
    assert ("Points ÷ weights", "2.8043") in sums(opened)
    assert ("Rounded for reading", page.overall.number.text()) in sums(opened)
    assert [figure for name, figure in sums(opened) if name.startswith("Every U")] == ["2.70", "2.89"]


def test_the_link_beside_the_overall_opens_the_same(overview, qtbot):
    page = overview()
    click(qtbot, page.overall.how)
    assert sheet(page).path == ()


def test_a_click_on_the_score_of_a_stage_shows_its_marks_and_one_beside_it_opens_scoring(overview, qtbot):
    page = overview()
    click(qtbot, page.stages.rows[7].figure)
    opened = sheet(page)
    assert opened.path == ("OFF",) and "Offboarding" in opened.title.text()
    assert len(opened.view.rows) == 14
    assert ("Sum of the marks", "34") in sums(opened) and ("Scored criteria", "11") in sums(opened)
    assert ("Rounded for reading", "3.09") in sums(opened)
    assert [line for line in sums(opened) if line[0].startswith("Every U")] == [
        ("Every U as 0: 34 ÷ 14", "2.43"),
        ("Every U as 5: 49 ÷ 14", "3.50"),
    ]
    assert "OFF-11 · not verified: why OFF-11" in opened.view.rows[11].accessibleName()
    opened.close_with(False)
    click(qtbot, page.stages.rows[7])
    assert sheet(page) is None and page.visited == [("scoring", "OFF-01")]


def test_every_score_can_be_touched_and_says_what_it_opens(overview):
    page = overview()
    figures = [page.overall.number, *(r.figure for r in page.stages.rows)]
    assert all(f.width() >= 44 and f.height() >= 44 for f in figures)
    assert figures[0].accessibleName() == "How the overall score came about: 2.80"
    assert figures[8].accessibleName().endswith("Score 3.09, provisional")


# --- with the keyboard --------------------------------------------------------------------------


def test_enter_on_the_number_goes_down_to_the_changes_and_esc_back_to_the_number(overview, press):
    page = overview()
    page.overall.number.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)
    opened = sheet(page)
    for _ in range(2):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert opened.path == ("SAL",)
    press(Qt.Key.Key_Return)
    assert opened.path == ("SAL", "SAL-01") and opened.scoring_button.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert opened.path == ("SAL", "SAL-01", "changes") and "Mark: 4" in said(opened)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Backspace)
    assert opened.path == ("SAL",) and opened.view.rows[0].hasFocus()
    press(Qt.Key.Key_Escape)
    assert opened.path == () and opened.view.rows[2].hasFocus()
    press(Qt.Key.Key_Escape)
    assert sheet(page) is None and page.overall.number.hasFocus()
    assert page.visited == []


def test_enter_on_a_criterion_and_enter_again_leads_to_scoring(overview, press):
    page = overview()
    page.show_lineage("SAL")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert sheet(page) is None and page.visited == [("scoring", "SAL-01")]


def test_tab_reaches_the_score_of_each_stage_after_the_stage(overview, press):
    page = overview()
    page.stages.rows[2].setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Tab)
    assert page.stages.rows[2].figure.hasFocus()
    press(Qt.Key.Key_Return)
    assert sheet(page).path == ("SAL",)


def test_a_step_scrolls_the_row_with_the_focus_into_sight(overview, press):
    page = overview(size=(1024, 600))
    opened = page.show_lineage("ACQ")
    for _ in range(15):
        press(Qt.Key.Key_Down)
    last = opened.view.rows[-1]
    place = last.mapTo(opened.area.viewport(), last.rect().bottomLeft()).y()
    assert last.hasFocus() and 0 < place <= opened.area.viewport().height()


# --- what a criterion says ----------------------------------------------------------------------


def test_a_criterion_shows_mark_note_and_who_changed_what_and_leads_to_scoring(overview, desk, qtbot):
    page = overview()
    desk.current.set_score("SAL-05", 3)
    desk.current.set_text(cells.note("SAL-05"), "Price <b>held</b>.", ())
    opened = page.show_lineage("SAL", "SAL-05")
    assert "Score 3" in said(opened) and "Price <b>held</b>." in said(opened)
    assert "Grade 1 of 3: a note." in said(opened)
    click(qtbot, row(opened, "3 changes"))
    text = said(opened)
    assert text.index("Note written") < text.index("Mark: 5 → 3") < text.index("| Mark: 5 |")
    assert "Auditor One · " in text
    replaced = [p.text for p in opened.view.findChildren(Pill)]
    assert replaced == ["replaced"]
    click(qtbot, opened.scoring_button)
    assert page.visited == [("scoring", "SAL-05")] and sheet(page) is None


def test_a_press_on_a_file_opens_it_and_a_lost_one_is_explained(overview, desk, qtbot, settled):
    page = overview()
    lost = {"criterion": "SAL-05", "kind": "file", "name": "offer.txt", "media_type": "text/plain", "size": 3}
    lost |= {"sha256": "0" * 64, "added": "2026-05-18T08:00:00Z", "author": "Auditor One"}
    desk.current.set_value(cells.evidence("e1"), lost)
    desk.current.set_text(cells.caption("e1"), "The offer", ())
    opened = page.show_lineage("SAL", "SAL-05")
    settled()
    assert "Grade 2 of 3: one file." in said(opened)
    file = row(opened, "The offer")
    assert "offer.txt" in file.accessibleName() and file.height() >= 44
    with qtbot.waitSignal(page.failed) as heard:
        click(qtbot, file)
    assert isinstance(heard.args[0], KnownError)
    click(qtbot, row(opened, "3 changes"))
    assert "File added: offer.txt" in said(opened) and "Caption of offer.txt" in said(opened)


def test_a_conflict_shows_both_versions_with_their_authors(overview, desk, settled):
    page = overview()
    audit_id = desk.current.audit.id
    disagree(desk.store, audit_id, cells.score("SAL-05"), 1, {"mark": "U", "reason": "It was shut."})
    disagree(desk.store, audit_id, cells.note("SAL-05"), "First note", "Second note")
    desk.current.take_merge(desk.store.audit(audit_id), desk.store.scores(audit_id))
    opened = page.show_lineage("SAL", "SAL-05")
    settled()
    for part in ("Score 1", "It was shut.", "Auditor One", "Auditor Two", "First note", "Second note"):
        assert part in said(opened)
    opened.step(("SAL", "SAL-05", "changes"))
    settled()
    assert [p.text for p in opened.view.findChildren(Pill)].count("in conflict") == 4
    opened.close_with(False)
    whole = page.show_lineage()
    settled()
    assert row(whole, "Sale").figure == "—" and "in conflict" in row(whole, "Sale").accessibleName()
    assert sums(whole) == []
    low, high = desk.current.scores.overall.span
    assert f"{low:.2f}–{high:.2f}" in said(whole)


def test_a_settled_conflict_tells_why(overview, desk, settled):
    page = overview()
    disagree(desk.store, desk.current.audit.id, cells.score("SAL-05"), 1, 4)
    audit = desk.store.audit(desk.current.audit.id)
    heads = tuple(head.id for head in audit.cells[cells.score("SAL-05")])
    edits = [Edit(cells.score("SAL-05"), 2, heads, "Watched the recording.")]
    saved = desk.store.append(audit.id, edits, "Auditor Three")
    desk.current.take_merge(saved.audit, saved.scores)
    opened = page.show_lineage("SAL", "SAL-05", "changes")
    settled()
    assert "Why: Watched the recording." in said(opened)
    assert "Mark: 1, 4 → 2" in said(opened) or "Mark: 4, 1 → 2" in said(opened)


def test_a_weight_says_who_set_it(overview, desk):
    page = overview()
    assert "Weight 15: as the checklist proposes." in said(page.show_lineage("SAL"))
    desk.current.set_weights({"SAL": 20.5})
    assert "Weight 20.5: set by Auditor One" in said(sheet(page))


def test_a_change_that_comes_in_meanwhile_is_shown_at_once(overview, desk, settled):
    page = overview()
    opened = page.show_lineage("SAL")
    desk.current.set_score("SAL-15", 5)
    settled()
    assert ("Sum of the marks", "53") in sums(opened)


# --- without a score ----------------------------------------------------------------------------


def test_a_stage_without_a_score_is_left_out_and_says_so(overview, qtbot):
    page = overview(marks=ALL[:106])
    opened = page.show_lineage()
    assert "Left out" in said(opened)
    assert "the weight of 10 is not in the sum" in row(opened, "Offboarding").accessibleName()
    assert ("Weights of these stages", "90") in sums(opened)
    click(qtbot, row(opened, "Offboarding"))
    assert "at least 5" in said(opened) and sums(opened) == []


def test_a_new_audit_says_why_there_is_no_number(overview):
    page = overview(marks="")
    opened = page.show_lineage()
    assert "Not published" in said(opened) and sums(opened) == []
    opened.step(("ACQ", "ACQ-01"))
    assert "No mark yet" in said(opened) and "No note." in said(opened)


def test_the_way_above_leads_back_up(overview, qtbot, settled):
    page = overview()
    opened = page.show_lineage("SAL", "SAL-05", "changes")
    settled()
    links = [opened._flow.itemAt(i).widget() for i in range(0, opened._flow.count(), 2)]
    assert [link.text() for link in links] == ["Overall", "Sale", "SAL-05", "History"]
    click(qtbot, links[0])
    settled()
    assert opened.path == () and not opened.back_button.isVisible()


# --- room and words -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", [(), ("OFF",), ("SEL", "SEL-16"), ("SEL", "SEL-16", "changes")])
@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1024, 600), 1.5)])
def test_the_sheet_stays_within_the_window_and_only_its_parts_scroll(overview, settled, size, scale, path):
    page = overview(lang="ru", scale=scale, size=size)
    opened = page.show_lineage(*path)
    settled()
    top = opened.card.mapTo(page.window(), opened.card.rect().topLeft()).y()
    bottom = opened.card.mapTo(page.window(), opened.card.rect().bottomLeft()).y()
    assert top >= 0 and bottom <= page.window().height()
    assert opened.area.horizontalScrollBar().maximum() == 0
    buttons = [opened.close_button] + [b for b in (opened.scoring_button,) if b.isVisible()]
    for button in buttons:
        assert opened.rect().contains(button.mapTo(opened, button.rect().bottomRight()))


def test_in_russian_figures_have_a_comma_and_words_are_russian(overview):
    opened = overview(lang="ru").show_lineage()
    assert ("Очки ÷ веса", "2,8043") in sums(opened) and ("Округлено для показа", "2,80") in sums(opened)
