"""Out of sight: a small window that reads like notes takes scores and notes, and gives nothing away."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from cxaudit import cells
from cxaudit.store.database import driver_of
from tests.ui import audits
from ui.file_dialog import open_files
from ui.look import TOUCH
from ui.widgets.sheet import ask

TELLING = (
    *("audit", "аудит", "score", "балл", "оцен", "criteri", "критери", "cxaudit", "stage", "этап"),
    *("mystery", "тайн", "evidence", "доказ", "demo co", "coffee", "rating", "reason", "бриф", "brief"),
)


@pytest.fixture
def hidden(auditor):
    """Start, open an audit and hide at SEL-10; returns the small window."""

    def hide(lang="en", scale=1.0, at="SEL-10", theme="light"):
        auditor.start(lang)
        auditor.desk.choose(scale=scale, theme=theme)
        auditor.desk.open_audit(audits.make(auditor.desk.store))
        auditor.window.go("scoring", at)
        auditor.rest()
        auditor.press(Qt.Key.Key_F9)
        auditor.wait(lambda: QApplication.activeWindow() is notes_of(auditor))
        return notes_of(auditor)

    return hide


def notes_of(auditor):
    return auditor.session._hiding.notes


def come_back(auditor):
    notes_of(auditor).left.emit()
    auditor.wait(lambda: QApplication.activeWindow() is auditor.window)


def marks(auditor, *criteria):
    return [auditor.audit.rating(one).mark for one in criteria]


def words_of(window):
    """Everything that is written, said or shown as a tip there."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
        yield widget.accessibleDescription()
        if isinstance(widget, QAbstractButton | QLabel):
            yield widget.text()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_nothing_in_the_small_window_tells_what_it_is(auditor, hidden, lang):
    small = hidden(lang)
    assert small.windowTitle() == {"en": "Notes", "ru": "Заметки"}[lang]
    assert not auditor.window.isVisible() and small.isVisible()
    auditor.press("U")
    for look_at in (small.notes.end_why, small.ask, small.cover):
        said = " ".join(words_of(small)).casefold()
        assert [word for word in TELLING if word in said] == []
        look_at()
        auditor.rest()
    assert small.windowIcon().cacheKey() != auditor.window.windowIcon().cacheKey()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_small_window_is_grey_in_every_theme(auditor, hidden, theme):
    small = hidden(theme=theme)
    auditor.press("4")
    small.notes.note.setPlainText("word for word")
    auditor.rest()
    image = small.grab().toImage()
    pixels = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())}
    shades = [[pixel >> shift & 255 for shift in (16, 8, 0)] for pixel in pixels]
    assert max(max(shade) - min(shade) for shade in shades) == 0
    note = small.notes.note
    assert note.palette().text().color().lightness() < 60 < 200 < note.palette().base().color().lightness()


def test_keys_score_and_write_the_same_log_and_the_window_comes_back_where_they_came_to(auditor, hidden):
    small = hidden("ru")
    before = auditor.window.geometry()
    for key in "43":
        auditor.press(key)
    auditor.press("U")
    auditor.type("Было закрыто")
    auditor.enter()
    auditor.press(Qt.Key.Key_F2)
    auditor.type("спросил про три варианта")
    auditor.press(Qt.Key.Key_F9)
    auditor.press(Qt.Key.Key_Right)
    auditor.enter()
    assert auditor.window.isVisible() and notes_of(auditor) is None and not small.isVisible()
    assert auditor.page.key == "scoring" and auditor.page.criterion.id == "SEL-13"
    assert auditor.window.geometry() == before
    assert marks(auditor, "SEL-10", "SEL-11", "SEL-12") == [4, 3, "U"]
    assert auditor.audit.rating("SEL-12").reason == "Было закрыто"
    assert auditor.page.card.note.text == "спросил про три варианта"
    said = auditor.desk.store.history(auditor.audit.id, cells.score("SEL-10"))
    assert [change.value for change in said] == [4]
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)
    assert auditor.audit.rating("SEL-13").note == ""


def test_another_page_comes_back_as_it_was_and_shows_what_was_scored(auditor, hidden):
    hidden()
    notes_of(auditor).left.emit()
    auditor.window.go("overview")
    auditor.rest()
    auditor.press(Qt.Key.Key_F9)
    auditor.wait(lambda: QApplication.activeWindow() is notes_of(auditor))
    for key in "55":
        auditor.press(key)
    notes_of(auditor).left.emit()
    auditor.rest()
    assert auditor.page.key == "overview" and auditor.window.isVisible()
    auditor.window.go("scoring")
    assert marks(auditor, "SEL-10", "SEL-11") == [5, 5] and auditor.page.criterion.id == "SEL-12"


def test_esc_twice_empties_the_window_and_the_next_key_only_brings_it_back(auditor, hidden):
    small = hidden()
    auditor.press(Qt.Key.Key_F2)
    auditor.type("half a sen")
    auditor.press(Qt.Key.Key_Escape)
    assert not small.is_blank
    auditor.press(Qt.Key.Key_Escape)
    auditor.rest()
    assert small.is_blank and auditor.audit.rating("SEL-10").note == "half a sen"
    image = small.grab().toImage()
    assert len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) == 1
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "", autorep=True
    )
    QApplication.sendEvent(QApplication.focusWidget(), held)
    assert small.is_blank
    auditor.press("4")
    assert not small.is_blank and marks(auditor, "SEL-10") == [None]
    auditor.press("4")
    assert marks(auditor, "SEL-10") == [4]


def test_a_tap_empties_the_window_and_a_tap_brings_it_back(auditor, hidden):
    small = hidden()
    QTest.mouseClick(small.notes.blank, Qt.MouseButton.LeftButton)
    assert small.is_blank
    QTest.mouseClick(small.paper, Qt.MouseButton.LeftButton, pos=QPoint(60, 250))
    auditor.rest()
    assert not small.is_blank and marks(auditor, "SEL-10") == [None]


def test_closing_it_keeps_what_was_typed_and_asks_first(auditor, hidden):
    small = hidden()
    auditor.press(Qt.Key.Key_F2)
    auditor.type("word for word")
    small.close()
    assert small.isVisible() and not auditor.window.isVisible()
    assert auditor.audit.rating("SEL-10").note == "word for word"
    assert "saved at" in small.question._saved.text()
    auditor.enter()
    assert small.isVisible() and not auditor.window.isVisible(), "Enter is the safe answer"
    small.close()
    small.question.yes.click()
    assert auditor.window.isVisible()


def test_the_end_of_the_session_is_not_held_up(auditor, hidden):
    small = hidden()
    auditor.press(Qt.Key.Key_F2)
    auditor.type("word for word")
    auditor.session._hiding.end()
    assert not small.isVisible()
    assert auditor.audit.rating("SEL-10").note == "word for word"
    auditor.session._hiding.bring_back()


def test_typed_text_is_a_draft_within_a_second(auditor, hidden):
    hidden()
    auditor.press(Qt.Key.Key_F2)
    auditor.type("half a sen")
    auditor.wait(lambda: auditor.desk.store.memory.drafts(auditor.audit.id))
    assert auditor.desk.store.memory.drafts(auditor.audit.id)[0].value == "half a sen"
    assert auditor.desk.place(f"scoring/{auditor.audit.id}")["criterion"] == "SEL-10"


def test_a_second_start_does_not_show_the_program_and_its_file_waits(auditor, hidden, tmp_path):
    small = hidden()
    here = auditor.audit.id
    other = audits.make(auditor.desk.store, company="Other")
    written = []
    auditor.desk.export_audit(other, tmp_path / "o.cxaudit", written.append)
    auditor.wait(lambda: written)
    auditor.session._answer(str(tmp_path / "o.cxaudit"))
    auditor.rest()
    assert not auditor.window.isVisible() and small.isVisible() and auditor.audit.id == here
    small.left.emit()
    auditor.wait(lambda: auditor.audit.id == other)


def test_f9_hides_whatever_is_open_in_the_window(auditor, hidden):
    hidden()
    notes_of(auditor).left.emit()
    ask(auditor.window, auditor.window.look, "Question?", "", "Do it", lambda: None)
    auditor.press(Qt.Key.Key_F9)
    assert notes_of(auditor) and not auditor.window.isVisible()
    notes_of(auditor).left.emit()


def test_f9_in_the_note_and_over_the_palette_hides_and_loses_nothing(auditor, hidden):
    hidden()
    come_back(auditor)
    auditor.page.edit_note()
    auditor.type("word for word")
    auditor.press(Qt.Key.Key_F9)
    assert auditor.audit.rating("SEL-10").note == "word for word"
    assert notes_of(auditor).notes.note.text == "word for word"
    come_back(auditor)
    auditor.press("K", held=Qt.KeyboardModifier.ControlModifier)
    auditor.press(Qt.Key.Key_F9)
    assert notes_of(auditor) and not auditor.window.isVisible()
    notes_of(auditor).left.emit()


def test_no_other_window_of_the_program_stays_in_sight(auditor, hidden):
    hidden()
    notes_of(auditor).left.emit()
    dialog = open_files(auditor.window, auditor.window.look, "Evidence", "", "", lambda paths: None)
    assert dialog.isVisible()
    auditor.window.do("discreet")
    seen = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    assert seen == [notes_of(auditor)]
    notes_of(auditor).left.emit()


def test_a_conflict_is_settled_there_with_a_reason(auditor, hidden):
    small = hidden()
    audits.disagree(auditor.desk.store, auditor.audit.id, cells.score("SEL-10"), 2, 4)
    store, opened = auditor.desk.store, auditor.desk.current
    opened.take_merge(store.audit(auditor.audit.id), store.scores(auditor.audit.id))
    auditor.press("3")
    assert small.notes.why.isVisible() and auditor.audit.rating("SEL-10").conflict
    auditor.enter()
    assert small.notes.why.isVisible(), "no reason, no mark"
    auditor.type("Looked once more")
    auditor.enter()
    assert marks(auditor, "SEL-10") == [3] and not auditor.audit.conflicts


def test_what_the_store_refuses_is_said_plainly_and_stays(auditor, hidden):
    small = hidden()
    auditor.press(Qt.Key.Key_F2)
    auditor.type("word for word")
    driver = driver_of(auditor.desk.store._database._connection)
    driver.execute("PRAGMA query_only = 1")
    small.notes.next.click()
    assert small.notes.refused.isVisible() and small.notes.note.text == "word for word"
    assert small.notes.criterion.id == "SEL-10"
    driver.execute("PRAGMA query_only = 0")
    small.notes.next.click()
    assert not small.notes.refused.isVisible()
    assert auditor.audit.rating("SEL-10").note == "word for word"
    auditor.faults.clear()


def test_a_note_that_cannot_be_saved_goes_on_in_the_program(auditor, hidden):
    small = hidden()
    auditor.press(Qt.Key.Key_F2)
    auditor.type("word for word")
    driver = driver_of(auditor.desk.store._database._connection)
    driver.execute("PRAGMA query_only = 1")
    small.close()
    small.question.yes.click()
    assert auditor.window.isVisible() and auditor.page.criterion.id == "SEL-10"
    assert auditor.page.card.note.text == "word for word"
    driver.execute("PRAGMA query_only = 0")
    auditor.window.go("overview")
    assert auditor.audit.rating("SEL-10").note == "word for word"
    auditor.faults.clear()


def test_a_row_that_is_held_says_what_it_is_about_until_it_is_let_go(auditor, hidden, qtbot):
    small = hidden()
    rows = small.notes.rows
    where = QPoint(20, rows.height() * 3 // 4 + 10)
    QTest.mousePress(rows, Qt.MouseButton.LeftButton, pos=where)
    auditor.wait(small.notes.hint.isVisible)
    assert small.notes.hint.text().startswith("Adviser competence\n0  ")
    QTest.mouseRelease(rows, Qt.MouseButton.LeftButton, pos=where)
    assert not small.notes.hint.isVisible() and small.notes.criterion.id == "SEL-10"
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=where)
    assert small.notes.criterion.id == "SEL-11"


def test_time_is_taken_with_the_same_stopwatch(auditor, hidden):
    small = hidden()
    auditor.press("T")
    assert small.notes.watch.isChecked()
    auditor.press("T")
    assert not small.notes.watch.isChecked()
    assert any(cell.startswith("measure/") for cell in auditor.audit.cells)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_key_has_room_for_a_finger_on_a_low_screen(auditor, hidden, lang, scale):
    small = hidden(lang, scale)
    small.resize(small.width(), 560)
    auditor.rest()
    assert small.height() <= 560
    for state in (small.notes.end_why, lambda: small.notes.mark("U"), small.ask):
        state()
        auditor.rest()
        for key in small.findChildren(QAbstractButton):
            if key.isVisible():
                right = key.mapTo(small, QPoint(key.width(), key.height()))
                assert key.width() >= TOUCH <= key.height(), key.text()
                assert right.x() <= small.width() and right.y() <= small.height(), key.text()
                word = key.look.metrics(15, 600).horizontalAdvance(key.text())
                assert word <= key.width(), key.text()


def test_without_an_audit_the_window_is_hidden_all_the_same(auditor):
    auditor.start()
    auditor.press(Qt.Key.Key_F9)
    assert not auditor.window.isVisible() and notes_of(auditor).isVisible()
    auditor.press("4")
    notes_of(auditor).close()
    notes_of(auditor).question.yes.click()
    assert auditor.window.isVisible() and auditor.page.key == "home"
