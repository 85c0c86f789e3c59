"""A timed criterion from the first second to its score: keys, laps, pauses, a crash, a clock set back."""

import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.model import FIRST_SHEET, Brief
from cxaudit.store.database import driver_of
from cxaudit.timing import measures, stopwatch
from cxaudit.timing.stopwatch import Moment
from ui.look import TOUCH
from ui.pages.scoring.stopwatch_card import MeasureRow
from ui.pages.scoring.stopwatch_sheet import MeasureSheet
from ui.stopwatch import stopwatches
from ui.stopwatch.button import StopwatchButton
from ui.widgets.labels import Label
from ui.widgets.sheet import Sheet

ROOT = Path(__file__).parent.parent.parent
WAIT = "SEL-10"


class Clock:
    """Ticks that a test moves, beside a wall clock that may be set to anything."""

    def __init__(self) -> None:
        self.ticks, self.set_by, self.boot = 5_000.0, 1_900_000_000.0, "one"

    def __call__(self) -> Moment:
        return Moment(self.ticks, self.set_by + self.ticks, self.boot)


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(stopwatch, "now", made)
    return made


@pytest.fixture
def timed(auditor, clock):
    """Somebody at a timed criterion of a new audit; `timed("ru", "SEL-10")`."""

    def go(lang="en", criterion=WAIT, size=(1280, 800)):
        auditor.start(lang)
        auditor.window.showNormal()
        auditor.window.resize(*size)
        auditor.desk.create_audit(Brief(company="North House", auditor="A"))
        auditor.window.go("scoring", criterion)
        auditor.rest()
        auditor.window.activateWindow()
        auditor.wait(auditor.window.isActiveWindow)
        return auditor

    return go


def card(auditor):
    return auditor.page.body.stopwatch


def shown(auditor):
    return [act for act, button in card(auditor).buttons.items() if button.isVisible()]


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def form(auditor):
    return next(sheet for sheet in auditor.window.findChildren(MeasureSheet) if sheet.isVisible())


def strike(auditor, letter):
    """One key of a Latin or a Russian layout."""
    auditor.press(letter) if letter.isascii() else auditor.type(letter)


def taken(auditor, criterion=WAIT):
    return [(m.seconds, m.paused, m.robot) for m in measures.of(auditor.audit, criterion)]


def button(auditor):
    return auditor.window.findChild(StopwatchButton)


def refresh(auditor):
    stopwatches.of(auditor.desk).ticked.emit()


@pytest.mark.parametrize(("lang", "layout", "give"), [("en", "tpr", "Give 3"), ("ru", "езк", "Поставить 3")])
def test_three_channels_are_timed_by_keys_and_the_suggestion_is_accepted(timed, clock, lang, layout, give):
    auditor = timed(lang)
    start, pause, robot = layout
    assert shown(auditor) == ["start", "type"]
    strike(auditor, start)
    clock.ticks += 10
    strike(auditor, robot)
    clock.ticks += 20
    strike(auditor, pause)
    clock.ticks += 600
    strike(auditor, pause)
    clock.ticks += 34
    strike(auditor, start)
    for seconds in (190, 720):
        strike(auditor, start)
        clock.ticks += seconds
        strike(auditor, start)
    assert taken(auditor) == [(64, 600, 10), (190, 0, None), (720, 0, None)]
    assert len(card(auditor).findChildren(MeasureRow)) >= 3 and "3:10" in card(auditor).title.text()
    assert card(auditor).buttons["give"].text() == give
    click(card(auditor).buttons["give"])
    assert auditor.audit.rating(WAIT).mark == 3
    assert auditor.page.criterion.id == "SEL-11"
    assert not card(auditor).isVisible() and auditor.faults == []


def test_the_suggestion_can_be_overruled_and_says_so(timed, clock):
    auditor = timed(criterion="OFF-01")
    auditor.press("t")
    clock.ticks += 45
    auditor.press("t")
    assert "give" in shown(auditor) and card(auditor).buttons["give"].text() == "Give 5"
    auditor.press("4")
    auditor.window.go("scoring", "OFF-01")
    assert card(auditor).text.text() == "Limits: 3 up to 3\xa0min, 5 up to 1\xa0min. They give 5; you gave 4."


def test_a_5_that_the_stopwatch_proves_is_no_draft(timed, clock):
    auditor = timed(criterion="OFF-01")
    auditor.press("5")
    auditor.window.go("scoring", "OFF-01")
    drafts = auditor.page.files.column._draft.isVisible
    assert drafts()
    auditor.press("t")
    clock.ticks += 45
    auditor.press("t")
    assert not drafts()
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)
    assert drafts()


def test_laps_are_measures_and_a_wall_clock_set_back_alters_none(timed, clock):
    auditor = timed()
    auditor.press("t")
    for seconds, set_by in ((30, 0), (40, 4_000_000_000), (50, 7)):
        clock.ticks += seconds
        clock.set_by = set_by
        click(card(auditor).buttons["lap"])
        assert auditor.page.hasFocus() or card(auditor).buttons["lap"].hasFocus()
    assert sorted(seconds for seconds, *_ in taken(auditor)) == [30, 40, 50]
    assert {m.how for m in measures.of(auditor.audit, WAIT)} == {"stopwatch"}
    clock.ticks += 5
    refresh(auditor)
    assert card(auditor).time.text() == "0:05"


@pytest.mark.parametrize("act", ["p", "t"])
def test_under_many_measures_no_word_lies_upon_another(timed, clock, act):
    auditor = timed("ru", "ACQ-14")
    auditor.press("t")
    for _ in range(4):
        clock.ticks += 3000
        click(card(auditor).buttons["lap"])
    auditor.press(act)
    auditor.rest()
    one = card(auditor)
    parts = [part for part in (one.time, one._area, one.text, one.channel, one._acts) if part.isVisible()]
    assert one.text in parts
    for above, below in pairwise(parts):
        assert above.geometry().bottom() < below.geometry().top()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_in_a_small_window_what_the_card_tells_takes_a_few_lines(timed, clock, lang):
    auditor = timed(lang, "ACQ-14", (800, 600))
    auditor.press("t")
    clock.ticks += 600
    text = card(auditor).text
    for key, act in (("p", "go_on"), ("t", "give")):
        auditor.press(key)
        auditor.wait(card(auditor).buttons[act].isVisible)
        auditor.rest()
        assert text.isVisible() and text.height() <= 4 * text.fontMetrics().height()


def test_undo_takes_a_measure_back_and_leads_to_its_criterion(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.ticks += 64
    auditor.press("t")
    auditor.window.go("scoring", "SEL-01")
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)
    assert taken(auditor) == [] and auditor.page.criterion.id == WAIT
    assert shown(auditor) == ["start", "type"]
    auditor.press("Y", held=Qt.KeyboardModifier.ControlModifier)
    assert taken(auditor) == [(64, 0, None)]


def test_several_criteria_are_timed_at_once_and_the_title_bar_leads_to_each(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.ticks += 60
    auditor.window.go("scoring", "SOL-09")
    auditor.press("t")
    clock.ticks += 30
    auditor.window.go("overview")
    refresh(auditor)
    assert button(auditor).isVisible() and button(auditor)._time == "0:30"
    first, second = button(auditor).menu().actions()
    assert (first.text(), second.text()) == ("SEL-10 · 1:30", "SOL-09 · 0:30")
    first.trigger()
    assert (auditor.page.key, auditor.page.criterion.id) == ("scoring", WAIT)
    auditor.press("t")
    assert taken(auditor) == [(90, 0, None)] and taken(auditor, "SOL-09") == []
    assert button(auditor).isVisible()


def test_a_time_is_typed_by_hand_edited_and_removed(timed, clock):
    auditor = timed()
    click(card(auditor).buttons["type"])
    auditor.type("soon")
    auditor.enter()
    sheet = form(auditor)
    assert sheet.field.error == "Write a time such as 3:10, 1:02:03 or 2 h 5 min."
    sheet.value.setText("")
    auditor.type("3:10")
    auditor.enter()
    assert taken(auditor) == [(190, 0, None)]
    auditor.rest()
    click(card(auditor).findChildren(MeasureRow)[-1])
    sheet = form(auditor)
    sheet.channel.setText("phone <b>")
    auditor.enter()
    (one,) = measures.of(auditor.audit, WAIT)
    assert (one.label, one.seconds, one.how) == ("phone <b>", 190, "typed")
    auditor.rest()
    click(next(row for row in card(auditor).findChildren(MeasureRow) if row.isVisible()))
    click(form(auditor).buttons.itemAt(0).widget())
    assert taken(auditor) == [] and auditor.faults == []


def test_what_is_counted_is_typed_as_a_number(timed):
    auditor = timed(criterion="ONB-05")
    auditor.press("t")
    auditor.type("3")
    auditor.enter()
    assert card(auditor).buttons["give"].text() == "Give 5"
    assert measures.of(auditor.audit, "ONB-05")[0].count == 3


def test_a_forgotten_stopwatch_asks_once_and_is_trusted_or_given_its_time(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.ticks += 2_840
    refresh(auditor)
    assert card(auditor).title.text() == "Still waiting?" and card(auditor).time.text() == "47:20"
    assert shown(auditor) == ["specify", "halt", "trust"]
    click(card(auditor).buttons["trust"])
    assert auditor.page.hasFocus()
    clock.ticks += 9_000
    refresh(auditor)
    assert card(auditor).title.text() == "Waiting"
    auditor.press("t")
    auditor.press("t")
    clock.ticks += 4_000
    refresh(auditor)
    click(card(auditor).buttons["specify"])
    form(auditor).value.setText("")
    auditor.type("12")
    auditor.enter()
    assert [m.seconds for m in measures.of(auditor.audit, WAIT)] == [11_840, 720]
    assert stopwatches.of(auditor.desk).running == ()


def test_a_watch_that_was_forgotten_for_years_can_be_stopped_and_says_what_was_kept(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.ticks += 4 * 366 * 86_400
    stopwatches.of(auditor.desk).stop(WAIT)
    ((seconds, _, _),) = taken(auditor)
    assert seconds == cells.LONGEST_MEASURE and stopwatches.of(auditor.desk).running == ()
    (fault,) = auditor.faults
    assert "1157 days" in str(fault) and WAIT in str(fault)
    auditor.faults.clear()


def test_a_discarded_time_is_asked_about_and_leaves_nothing(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.ticks += 100
    click(card(auditor).buttons["drop"])
    assert auditor.window.findChild(Sheet).title.text() == "Discard this time?"
    auditor.press(Qt.Key.Key_Tab)
    auditor.press(Qt.Key.Key_Space, " ")
    assert taken(auditor) == [] and stopwatches.of(auditor.desk).running == ()


def test_in_a_small_window_the_card_lies_above_the_dock_and_esc_closes_it(timed, clock):
    auditor = timed(size=(1024, 600))
    assert not card(auditor).isVisible() and button(auditor).isVisible()
    click(button(auditor))
    assert card(auditor).isVisible()
    assert card(auditor).geometry().bottom() < auditor.page.dock.geometry().top()
    auditor.press(Qt.Key.Key_Escape)
    assert not card(auditor).isVisible() and auditor.page.key == "scoring"
    auditor.press("t")
    auditor.rest()
    small = [
        b for b in card(auditor).buttons.values() if b.isVisible() and min(b.width(), b.height()) < TOUCH
    ]
    assert card(auditor).isVisible() and small == []
    assert all(b.accessibleName() for b in card(auditor).buttons.values() if b.isVisible())


def test_in_a_small_window_a_kept_time_is_told_when_one_comes_back_to_its_criterion(timed, clock):
    auditor = timed(criterion="OFF-01", size=(1024, 600))

    def told():
        return [
            label.text()
            for label in auditor.page.card.findChildren(Label)
            if "measured" in label.text() and not label.visibleRegion().isEmpty()
        ]

    auditor.press("t")
    clock.ticks += 2
    auditor.press("t")
    auditor.window.go("scoring", "OFF-02")
    assert told() == []
    auditor.window.go("scoring", "OFF-01")
    auditor.rest()
    (line,) = told()
    assert line.endswith("measured 0:02, suggests 5") and not card(auditor).isVisible()
    auditor.press("z", held=Qt.KeyboardModifier.ControlModifier)
    assert told() == []


def test_another_look_keeps_what_runs_and_one_sign_of_it(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.ticks += 64
    auditor.desk.choose(language="ru", theme="dark")
    auditor.rest()
    signs = [b for b in auditor.window.findChildren(StopwatchButton) if b.isVisible()]
    assert len(signs) == 1 and card(auditor).title.text() == "Ожидание"
    refresh(auditor)
    assert card(auditor).time.text() == "1:04"
    face, accent = card(auditor).time.grab().toImage(), auditor.window.look.ink("accent")
    seen = {face.pixelColor(x, y).name() for x in range(face.width()) for y in range(face.height())}
    assert accent.name() in seen and auditor.faults == []


def test_a_key_that_is_typed_into_the_note_starts_nothing(timed):
    auditor = timed()
    auditor.press(Qt.Key.Key_F2)
    for letter in "tpr":
        auditor.press(letter)
    assert stopwatches.of(auditor.desk).running == ()
    channel = card(auditor).findChild(QLineEdit)
    channel.setFocus()
    auditor.press("t")
    assert channel.text() == "t" and stopwatches.of(auditor.desk).running == ()


def test_enter_after_the_channel_begins_to_count_and_stays_here(timed, clock):
    auditor = timed()
    card(auditor).channel.setFocus()
    auditor.type("чат")
    auditor.enter()
    assert auditor.page.criterion.id == WAIT and auditor.page.hasFocus()
    assert [watch.label for watch in stopwatches.of(auditor.desk).running] == ["чат"]
    clock.ticks += 64
    auditor.press("t")
    assert [m.label for m in measures.of(auditor.audit, WAIT)] == ["чат"]


def test_a_watch_of_a_removed_visit_is_out_of_sight_until_it_is_back(timed, clock):
    auditor = timed()
    opened = auditor.desk.current
    sheet = opened.add_sheet()
    opened.choose_sheet(sheet)
    auditor.press("t")
    clock.ticks += 64
    opened.remove_sheet(sheet)
    auditor.rest()
    assert stopwatches.of(auditor.desk).running == () and not button(auditor).isVisible()
    opened.undo()
    auditor.window.go("overview")
    click(button(auditor))
    assert (opened.sheet, auditor.page.criterion.id) == (sheet, WAIT)
    auditor.press("t")
    assert [m.sheet for m in measures.of(auditor.audit, WAIT)] == [sheet]


def test_limits_of_the_brief_are_what_suggests_and_contested_ones_suggest_nothing(timed, clock):
    auditor = timed(criterion="OFF-01")
    auditor.press("t")
    clock.ticks += 150
    auditor.press("t")
    assert card(auditor).buttons["give"].text() == "Give 3"
    cell, opened = cells.threshold("OFF-01"), auditor.desk.current
    opened.set_value(cell, {"0": 20, "3": 10, "5": 2.5})
    assert card(auditor).buttons["give"].text() == "Give 5"
    saved = auditor.desk.store.append(auditor.audit.id, [Edit(cell, {"0": 20, "3": 10, "5": 2}, ())], "B")
    opened.take_merge(saved.audit, saved.scores)
    assert "give" not in shown(auditor)
    assert card(auditor).text.text().startswith("Two devices set different limits")


def test_a_watch_that_was_stopped_just_before_a_crash_does_not_run_twice(timed, clock):
    auditor = timed()
    auditor.press("t")
    kept = auditor.desk.store.memory.place(f"stopwatches/{auditor.audit.id}")
    clock.ticks += 64
    auditor.press("t")
    auditor.desk.store.memory.keep_place(f"stopwatches/{auditor.audit.id}", kept)
    audit = auditor.audit.id
    auditor.desk.close_audit()
    auditor.desk.open_audit(audit)
    assert stopwatches.of(auditor.desk).running == () and taken(auditor) == [(64, 0, None)]


def test_a_store_that_refuses_leaves_the_watch_running(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.ticks += 64
    driver = auditor.desk.store._database._connection.connection.driver_connection
    driver = driver_of(auditor.desk.store._database._connection)
    driver.execute("PRAGMA query_only = 1")
    auditor.press("t")
    assert taken(auditor) == [] and len(stopwatches.of(auditor.desk).running) == 1
    assert len(auditor.faults) == 1
    driver.execute("PRAGMA query_only = 0")
    auditor.press("t")
    assert taken(auditor) == [(64, 0, None)]


# --- a crash -----------------------------------------------------------------------------------

WORK = """
import sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from cxaudit.timing import stopwatch
from cxaudit.model import Brief
from ui.stopwatch import stopwatches
from ui.app import Session
app = QApplication(["cxaudit"])
session = Session(app, Path(sys.argv[1]))
session.start()
while session.desk.store is None: QTest.qWait(5)
session.desk.create_audit(Brief(company="North House", auditor="A"))
session.window.go("scoring", "SEL-10")
watches = stopwatches.of(session.desk)
began = stopwatch.now()
watches.start("SEL-10", "chat")
watches.pause("SEL-10")
watches.go_on("SEL-10")
print(began.ticks, flush=True)
app.exec()
"""


def test_a_running_stopwatch_survives_a_kill_and_goes_on_where_time_is(auditor):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WORK, str(auditor.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as program:
        began = float(program.stdout.readline())
        program.send_signal(signal.SIGKILL)
    auditor.start()
    auditor.wait(lambda: auditor.desk.current is not None)
    auditor.rest()
    watches = stopwatches.of(auditor.desk)
    (watch,) = watches.running
    assert (watch.criterion, watch.sheet, watch.label, watch.by_clock) == (WAIT, FIRST_SHEET, "chat", False)
    assert abs(watches.elapsed(watch) - (stopwatch.now().ticks - began)) < 1
    assert button(auditor).isVisible()
    auditor.window.go("scoring", WAIT)
    auditor.press("t")
    (one,) = measures.of(auditor.audit, WAIT)
    assert one.how == "stopwatch" and one.label == "chat" and auditor.faults == []


def test_after_another_start_of_the_computer_the_card_says_whose_clock_it_was(timed, clock):
    auditor = timed()
    auditor.press("t")
    clock.boot, clock.ticks, clock.set_by = "two", 40.0, clock.set_by + 5_060
    audit = auditor.audit.id
    auditor.desk.close_audit()
    auditor.desk.open_audit(audit)
    auditor.window.go("scoring", WAIT)
    assert card(auditor).time.text() == "1:40"
    assert card(auditor).text.text().startswith("Part of this time is by the computer's clock")
    auditor.press("t")
    assert measures.of(auditor.audit, WAIT)[0].how == "clock"


def test_in_a_low_window_the_anchors_stay_in_sight_and_note_and_files_make_room(auditor):
    auditor.start()
    auditor.desk.create_audit(Brief(company="Demo Co", auditor="A"))
    auditor.window.showNormal()
    auditor.window.resize(1024, 600)
    auditor.window.go("scoring", "ACQ-14")
    auditor.rest()
    page = auditor.page
    auditor.press("t")
    auditor.rest()
    assert page.card.note.isHidden() and page.card.row.isHidden()
    rows = [row for row in page.card.scale.rows if not row.visibleRegion().isEmpty()]
    assert len(rows) == 6
    auditor.press(Qt.Key.Key_F2)
    auditor.rest()
    assert page.card.note.isVisible() and page.card.note.hasFocus() and page.card.row.isVisible()
    assert not page.stopwatch.card.isVisible()
