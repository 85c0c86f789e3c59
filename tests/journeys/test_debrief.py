"""What was scored quickly in the shop is finished in the evening, one rating after another."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from cxaudit import cells
from cxaudit.model import Brief, Measure
from cxaudit.quality import debrief
from cxaudit.timing import measures
from tests.ui.audits import disagree
from ui.intake import Given
from ui.moments import said_day
from ui.pages.scoring.stopwatch_sheet import MeasureSheet

CTRL = Qt.KeyboardModifier.ControlModifier


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def begin(auditor, **marks):
    opened = auditor.desk.create_audit(Brief(company="North House", auditor="Auditor One"))
    for key, mark in marks.items():
        opened.set_score(key.replace("_", "-"), mark)
    auditor.window.go("debrief")
    auditor.rest()
    return opened


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_rating_is_finished_by_keyboard_until_nothing_blocks(auditor, lang, tmp_path):
    auditor.start(lang)
    opened = begin(auditor, ACQ_01=5, ACQ_02=1, ACQ_14=3, ACQ_04=4)
    page = auditor.page
    assert list(page.list.rows) == [("ACQ-01", "1"), ("ACQ-02", "1")]
    (tmp_path / "queries.txt").write_text("ten of ten")
    page.files.give([Given("queries.txt", tmp_path / "queries.txt")])
    auditor.rest()
    assert list(page.list.rows) == [("ACQ-01", "1"), ("ACQ-02", "1")], "it goes once one has moved on"
    assert debrief.blocking(auditor.audit) == 1
    page.setFocus()
    auditor.press(Qt.Key.Key_Return, "\r", CTRL)
    assert list(page.list.rows) == [("ACQ-02", "1")]

    auditor.press("u")
    auditor.type("The map was down")
    auditor.enter()
    assert auditor.audit.rating("ACQ-02").mark == "U"
    page.setFocus()
    auditor.press(Qt.Key.Key_Return, "\r", CTRL)
    assert debrief.blocking(auditor.audit) == 0 and not page.list.rows
    assert page._nothing.isVisible()

    click(page._other)
    assert set(page.list.rows) == {("ACQ-14", "1"), ("ACQ-04", "1")}
    page.show_rating(("ACQ-04", "1"))
    page.detail.words.setFocus()
    auditor.type("Восемь из десяти")
    auditor.press(Qt.Key.Key_Return, "\r", CTRL)
    assert auditor.audit.rating("ACQ-04").note == "Восемь из десяти"
    assert list(page.list.rows) == [("ACQ-14", "1")]

    click(page.detail.time)
    auditor.type("25")
    auditor.enter()
    auditor.rest()
    assert not auditor.window.findChild(MeasureSheet) or opened.audit.measures["ACQ-14"]
    assert opened.audit.measures["ACQ-14"][0].seconds == 1500
    assert not auditor.faults


def test_the_rail_counts_what_still_blocks(auditor):
    auditor.start()
    opened = begin(auditor, ACQ_01=5, ACQ_02=1, ACQ_04=4)
    entry = auditor.window.rail.entries["debrief"]
    auditor.wait(lambda: entry.accessibleName() == "Debrief, 2")
    opened.set_score("ACQ-02", 3)
    auditor.wait(lambda: entry.accessibleName() == "Debrief, 1")
    opened.set_score("ACQ-01", None)
    auditor.wait(lambda: entry.accessibleName() == "Debrief")


def test_what_is_put_off_comes_last(auditor):
    auditor.start()
    begin(auditor, ACQ_01=5, ACQ_02=1, ACQ_03=0)
    page = auditor.page
    click(page.foot.dock.later)
    assert [key[0] for key in page.list.rows] == ["ACQ-02", "ACQ-03", "ACQ-01"]
    assert page.place() == ("ACQ-02", "1")
    auditor.press("k")
    auditor.press("j")
    assert page.place() == ("ACQ-03", "1")


def test_a_score_of_yesterday_is_overdue_and_a_clock_set_back_harms_nothing(auditor):
    auditor.start()
    begin(auditor, ACQ_01=5)
    page = auditor.page
    page.now = lambda: datetime.now(UTC) + timedelta(days=2)
    page._tick()
    assert "the day to finish it has passed" in page.detail._wait.text()
    page.now = lambda: datetime.now(UTC) - timedelta(days=400)
    page._tick()
    assert "Observed 1 min ago" in page.detail._wait.text()


def test_what_was_seen_more_than_a_week_ago_has_its_date(auditor):
    auditor.start()
    opened = begin(auditor, ACQ_01=5)
    page = auditor.page
    page.now = lambda: datetime.now(UTC) + timedelta(days=8)
    page._tick()
    seen = said_day(next(iter(opened.audit.cells[cells.score("ACQ-01")])).at, page.look)
    assert page.detail._wait.text() == f"Observed on {seen}; the day to finish it has passed."
    assert seen in page.list.rows["ACQ-01", "1"].accessibleName()


def test_before_anything_is_scored_nothing_is_called_ready(auditor):
    auditor.start()
    opened = begin(auditor)
    page = auditor.page
    assert page._unrated.isVisible() and not page._nothing.isVisible() and not page.panes.isVisible()
    assert not page.done._said.isVisible()
    opened.set_score("ACQ-01", 5)
    auditor.window.go("overview")
    auditor.window.go("debrief")
    assert list(page.list.rows) == [("ACQ-01", "1")]
    assert page.panes.isVisible() and page.done._said.isVisible()


def test_in_a_small_window_the_list_keeps_its_titles_whole(auditor):
    auditor.start("ru")
    begin(auditor, SOL_16=1)
    auditor.window.showNormal()
    auditor.window.resize(800, 600)
    auditor.rest()
    [row] = auditor.page.list.rows.values()
    title, font = auditor.audit.framework.criteria["SOL-16"].title["ru"], auditor.window.look.font(14, 600)
    assert row.width() >= QFontMetrics(font).horizontalAdvance(title)
    assert auditor.page.foot.dock.later.toolTip() == "Отложить"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_in_a_small_window_nothing_of_a_rating_in_conflict_is_cut(auditor, lang):
    auditor.start(lang)
    audit = auditor.open_sample()
    disagree(auditor.desk.store, audit, cells.score("SEL-05"), 1, 4)
    auditor.desk.close_audit()
    auditor.desk.open_audit(audit)
    auditor.window.showNormal()
    auditor.window.resize(800, 600)
    auditor.window.go("debrief", "SEL-05")
    auditor.rest()
    [area] = auditor.page.detail.findChildren(QScrollArea)
    assert auditor.page.detail.evidence._files.isVisible()
    assert area.widget().layout().totalMinimumSize().width() <= area.viewport().width()


def test_a_filter_without_rows_says_what_that_means_and_shows_no_empty_card(auditor):
    auditor.start()
    begin(auditor, ACQ_04=4)
    said = []
    for chip in (auditor.page.list.blocking, auditor.page.list.desirable):
        click(chip)
        said.append((auditor.page._nothing.sentence.text(), auditor.page.list._card.isVisible()))
    assert said == [("Nothing blocks the sign-off here.", False), ("Nothing is left here.", False)]


def test_only_what_is_there_has_a_tick(auditor):
    auditor.start()
    opened = begin(auditor, OFF_01=2, ACQ_01=3)
    page = auditor.page

    def signs(matter):
        return [state for state, picture in matter._pictures.items() if picture.isVisible()]

    page.show_rating(("ACQ-01", "1"))
    assert signs(page.detail._noted) == ["lacking"] and signs(page.detail._proof) == ["absent"]
    timed = Measure("abcdef123456", "OFF-01", "1", "active", "2026-05-18T10:00:00+00:00", seconds=150)
    page.show_rating(("OFF-01", "1"))
    detail = page.detail
    assert [signs(m) for m in (detail._proof, detail._timing)] == [["absent"], ["lacking"]]
    opened.set_value(cells.measure(timed.id), measures.value_of(timed))
    page.refresh()
    assert [signs(m) for m in (detail._proof, detail._timing, detail._noted)] == [
        ["there"],
        ["there"],
        ["absent"],
    ]
    opened.set_score("OFF-01", 5)
    assert not debrief.blocking(opened.audit)


def test_a_note_being_typed_survives_a_crash(auditor, tmp_path: Path):
    auditor.start()
    opened = begin(auditor, ACQ_04=4)
    auditor.page.detail.words.setFocus()
    auditor.type("Eight of ten")
    auditor.page.detail.words._keep()
    assert [d.value for d in opened.store.memory.drafts(opened.audit.id)] == ["Eight of ten"]
    assert opened.audit.rating("ACQ-04").note == ""
    auditor.window.go("overview")
    assert auditor.audit.rating("ACQ-04").note == "Eight of ten"


def test_a_conflict_is_settled_where_it_stands(auditor):
    auditor.start()
    opened = auditor.desk.create_audit(Brief(company="North House", auditor="Auditor One"))
    from cxaudit.edits import Edit

    for mark in (2, 4):
        saved = opened.store.append(opened.audit.id, [Edit(cells.score("ACQ-01"), mark, ())], f"A{mark}")
    opened.take_merge(saved.audit, saved.scores)
    auditor.window.go("debrief")
    auditor.rest()
    page = auditor.page
    assert list(page.list.rows) == [("ACQ-01", "1")]
    click(page.detail.score_rivals.buttons[0])
    auditor.type("The receipt says so")
    auditor.enter()
    assert not auditor.audit.rating("ACQ-01").conflict
