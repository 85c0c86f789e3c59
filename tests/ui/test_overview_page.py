"""The overview: what it says of an audit in each of its states, and where its rows lead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from cxaudit import auditfile, cells
from cxaudit.edits import edit
from cxaudit.store.summary import Listing
from tests.marks import ALL, marks_of
from tests.ui.audits import disagree, make
from ui.pages.overview.page import MISSING, OverviewPage
from ui.widgets.buttons import SecondaryButton
from ui.widgets.labels import Label
from ui.widgets.scroll import Content


@pytest.fixture
def overview(desk, opened_page):
    """Open the overview of an audit with those marks, one a criterion, in a window of that size."""

    def show(marks="", lang="en", theme="light", size=(1280, 800), audit="", **brief) -> OverviewPage:
        desk.open_audit(audit or make(desk.store, marks=marks_of(marks), **brief))
        return opened_page(OverviewPage, lang=lang, theme=theme, size=size)

    return show


def said(page) -> str:
    """Every text of the page that is shown."""
    return " | ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def rows(card) -> list[str]:
    return [row.text() for row in card.rows]


# --- overall ------------------------------------------------------------------------------------


def test_the_demo_shows_its_score_band_percent_bounds_and_coverage(overview):
    page = overview(ALL)
    assert page.overall.number.text() == "2.80"
    assert page.overall.band.text == "developing"
    assert page.overall.percent.text() == "of 5 · 56.1%"
    assert "2.70–2.89" in page.overall.words.text()
    assert "113 of 118" in said(page) and "95.8%" in said(page)
    assert "0 of 113" in said(page)


def test_in_russian_numbers_have_a_comma_and_words_are_russian(overview):
    page = overview(ALL, lang="ru")
    assert page.overall.number.text() == "2,80"
    assert page.overall.percent.text() == "из 5 · 56,1\u00a0%"
    assert page.title == "Demo Co · Обзор"


def test_a_new_audit_has_a_dash_and_says_what_a_score_needs(overview):
    page = overview()
    assert page.overall.number.text() == "—"
    assert page.overall.band.text == "not published"
    assert "at least 5" in page.overall.words.text()
    assert not page.losses.isVisible()


def test_too_little_weight_is_said_in_shares(overview):
    page = overview("3" * 16)
    assert page.overall.number.text() == "—"
    assert "10.0%" in page.overall.words.text() and "60%" in page.overall.words.text()


def test_a_partial_overall_says_on_how_many_stages_it_rests(overview):
    page = overview(ALL[:91])
    assert page.overall.number.isVisible()
    assert "6 of 8 stages" in page.overall.words.text()


def test_a_conflict_shows_its_range_instead_of_a_number(overview, desk):
    page = overview(ALL)
    disagree(desk.store, desk.current.audit.id, cells.score("SAL-03"), 0, 5)
    desk.current.take_merge(desk.store.audit(desk.current.audit.id), desk.store.scores(desk.current.audit.id))
    QApplication.processEvents()
    low, high = desk.current.scores.overall.span
    assert page.overall.range.text() == f"{low:.2f}–{high:.2f}"
    assert not page.overall.number.isVisible()
    assert page.status == ("danger", "Conflict")
    assert rows(page.missing)[0] == "1 conflict"
    sale = page.stages.rows[2]
    assert "–" in sale.chip and "contested" in sale.accessibleName()


def test_weights_of_zero_lead_to_the_brief(overview, desk, qtbot):
    audit_id = make(desk.store, marks=[3] * 120)
    audit = desk.store.audit(audit_id)
    desk.store.append(audit_id, [edit(audit, cells.weight(s.code), 0) for s in audit.framework.stages], "A")
    page = overview(audit=audit_id)
    assert page.overall.band.text == "no weights"
    qtbot.mouseClick(page.overall.link, Qt.MouseButton.LeftButton)
    assert page.visited == [("brief", "weights")]


def test_a_new_score_is_on_the_page_at_once(overview, desk):
    page = overview(ALL[:15] + "." + ALL[16:])
    before = page.overall.number.text(), page.stages.rows[0].chip
    desk.current.set_score("ACQ-16", 5)
    QApplication.processEvents()
    assert page.stages.rows[0].chip == desk.current.scores.stage("ACQ").score != before[1]
    assert page.overall.number.text() == f"{desk.current.scores.overall.score:.2f}"


# --- stages -------------------------------------------------------------------------------------


def test_every_stage_says_score_bounds_weight_and_coverage_to_a_screen_reader(overview):
    page = overview(ALL)
    last = page.stages.rows[-1].accessibleName()
    for part in ("Offboarding", "3.09", "provisional", "2.43–3.50", "weight 10%", "11 of 14"):
        assert part in last
    assert all(row.height() >= 44 for row in page.stages.rows)


def test_a_stage_opens_at_its_first_criterion_without_a_rating(overview, qtbot):
    page = overview("444.")
    qtbot.mouseClick(page.stages.rows[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.stages.rows[1], Qt.MouseButton.LeftButton)
    assert page.visited == [("scoring", "ACQ-04"), ("scoring", "SEL-01")]


def test_a_stage_without_a_score_says_why(overview):
    page = overview("333")
    assert page.stages.rows[0].reason == "too few scores: half is needed, at least 5"
    assert page.stages.rows[1].reason == "not scored yet"


def test_a_weight_in_conflict_is_a_range_and_draws_no_chart_of_weights(overview, desk):
    audit_id = make(desk.store, marks=[3] * 120)
    disagree(desk.store, audit_id, cells.weight("SAL"), 14, 20)
    page = overview(audit=audit_id)
    notes = [row.note for row in page.stages.rows]
    assert notes[2] == "≠ 14–20 · 15 of 15" and notes[0] == "10 · 16 of 16"
    assert "weight in conflict: 14–20" in page.stages.rows[2].accessibleName()
    assert not page.losses.isVisible()


def test_what_is_in_conflict_is_counted_as_in_the_list(overview, desk):
    audit_id = make(desk.store, marks=[3] * 120)
    disagree(desk.store, audit_id, cells.score("SAL-03"), 0, 5)
    disagree(desk.store, audit_id, cells.note("SAL-03"), "one", "two")
    disagree(desk.store, audit_id, cells.brief("city"), "one", "two")
    page = overview(audit=audit_id)
    (row,) = desk.store.catalog.listed(Listing())
    assert rows(page.missing)[0] == f"{row.conflicts} conflicts" == "2 conflicts"


# --- flags --------------------------------------------------------------------------------------


def test_no_flags_is_said_of_all_critical_checks_only_when_all_are_scored(overview):
    page = overview(ALL)
    assert "All 11 critical checks score above 1." in said(page)
    assert page.flags.rows[0].accessibleName().endswith("SEL-05, Score 2")


def test_a_few_scored_checks_give_no_all_clear(overview):
    assert "Critical checks scored: 1 of 11, all above 1." in said(overview("3" * 8))


def test_a_red_flag_opens_its_criterion_with_its_note_shown(overview, desk, qtbot, settled):
    page = overview(ALL)
    desk.current.set_score("SEL-05", 1)
    desk.current.set_text(cells.note("SEL-05"), "Sold <b>anything</b>", ())
    settled()
    assert page.flags.count.text == "1"
    assert "Sold <b>anything</b>" in said(page)
    qtbot.mouseClick(page.flags.rows[0], Qt.MouseButton.LeftButton)
    assert page.visited == [("scoring", "SEL-05")]


# --- what is missing ----------------------------------------------------------------------------


def test_several_unverified_unfold_into_their_criteria(overview, qtbot):
    page = overview(ALL)
    row = next(row for row in page.missing.rows if "not verified" in row.text())
    buttons = [b for b in page.missing.findChildren(SecondaryButton) if b.text() == "OFF-12"]
    assert not buttons[0].isVisible()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert page.visited == [("scoring", "OFF-12")]


def test_a_provisional_stage_leads_to_what_it_lacks(overview, qtbot):
    page = overview(ALL)
    row = next(row for row in page.missing.rows if row.text() == "Offboarding: 78.6%")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert page.visited == [("scoring", "OFF-11")]


def test_an_empty_line_of_the_brief_leads_there(overview, qtbot):
    page = overview(ALL, country="")
    qtbot.mouseClick(page.missing.rows[-1], Qt.MouseButton.LeftButton)
    assert page.visited == [("brief", "country")]


def test_a_complete_audit_says_that_nothing_is_missing(overview):
    page = overview("3" * 120)
    assert page.missing.rows == []
    assert "Nothing is missing" in said(page)


def test_coming_for_what_is_missing_shows_it(overview, settled):
    page = overview(ALL, size=(1024, 600))
    page.enter(MISSING)
    settled()
    assert page.missing.rows[0].hasFocus()
    assert page.area.verticalScrollBar().value() > 0


# --- the next step, export, charts, room --------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "word", "where"),
    [
        ("", "Start scoring", ("scoring", "ACQ-01")),
        ("33", "Continue scoring", ("scoring", "ACQ-03")),
        (ALL, "Report", ("report", None)),
    ],
)
def test_the_main_button_leads_to_the_work_that_is_left(overview, qtbot, marks, word, where):
    page = overview(marks)
    assert page.next_button.text() == word
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    assert page.visited == [where]


def test_the_exported_file_holds_the_audit(overview, desk, tmp_path, qtbot):
    page = overview(ALL)
    with qtbot.waitSignal(page.said) as heard:
        page.export(tmp_path / "out.cxaudit")
    assert "out.cxaudit" in heard.args[1]
    assert auditfile.read(tmp_path / "out.cxaudit").audit == desk.current.audit.id


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_charts_come_after_the_page_and_in_its_colours(overview, qtbot, theme):
    page = overview(ALL, theme=theme)
    assert page.radar.picture is None
    qtbot.waitUntil(lambda: page.radar.picture is not None, timeout=20_000)
    picture = page.radar.picture
    assert picture.pixelColor(1, 1) == QColor(page.look.tokens.surface)
    assert picture.width() == page.radar.width()
    middle = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    assert QColor(page.look.tokens.accent).name() in middle


def test_a_low_window_folds_the_radar_and_scrolls(overview):
    page = overview(ALL, size=(1024, 600))
    assert not page.profile.isVisible()
    assert page.area.verticalScrollBar().maximum() > 0
    assert page.area.horizontalScrollBar().maximum() == 0


def test_the_cards_end_where_a_message_ends(overview, settled):
    page = overview(ALL)
    page.window().say("warn", "Something to read.")
    settled()
    bar = page.window().messages.bars[0]
    window = page.window()
    ends = {w.mapTo(window, w.rect().topRight()).x() for w in (bar, page.losses, page.missing)}
    assert page.area.verticalScrollBar().maximum() > 0
    assert len(ends) == 1


def test_a_portrait_tablet_keeps_the_radar(overview):
    page = overview(ALL, size=(800, 1280))
    assert page.profile.isVisible()
    assert page.area.horizontalScrollBar().maximum() == 0


def test_markup_in_names_stays_text(overview):
    page = overview(company="<b>Bold</b> & Co")
    assert page.title == "<b>Bold</b> & Co · Overview"


def test_the_page_is_never_painted_before_it_is_laid_out(opened_window, desk, qapp, qtbot):
    class Painted(QObject):
        """The heights at which contents are painted."""

        heights: tuple[int, ...] = ()

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(watched, Content) and event.type() == QEvent.Type.Paint:
                self.heights += (watched.height(),)
            return False

    desk.open_audit(make(desk.store, marks=marks_of(ALL)))
    window = opened_window(OverviewPage)
    window.forget("overview")
    painted = Painted()
    qapp.installEventFilter(painted)
    window.go("overview")
    qtbot.waitUntil(lambda: bool(painted.heights))
    for _ in range(8):
        qapp.processEvents()
    qapp.removeEventFilter(painted)
    assert len(set(painted.heights)) == 1
