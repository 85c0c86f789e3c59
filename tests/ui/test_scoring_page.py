"""The scoring page in the real window, over a real store: one key a score, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from cxaudit import cells
from cxaudit.edits import Edit
from cxaudit.model import Brief, Evidence
from cxaudit.store.database import driver_of
from cxaudit.store.store import Store
from ui import viewer
from ui.desk import Desk
from ui.look import TOUCH
from ui.main_window import MainWindow
from ui.open_audit import OpenAudit
from ui.page import Page
from ui.pages.scoring.page import ScoringPage
from ui.widgets.drop_hint import DropHint
from ui.widgets.evidence import AT_ONCE
from ui.widgets.labels import plain_tip

BRIEF = Brief(company="North House", product="Card", country="Georgia", city="Batumi", auditor="Auditor One")
FIRST = ["ONB-01", "ONB-02", "ONB-03"]


class Field:
    """The window with the scoring page of a new audit."""

    def __init__(self, desk: Desk, window: MainWindow, send) -> None:
        self.desk, self.window, self._send = desk, window, send
        self.opened: OpenAudit = desk.current

    @property
    def page(self) -> ScoringPage:
        return self.window.page

    @property
    def audit(self):
        return self.opened.audit

    def mark(self, criterion: str):
        return self.audit.rating(criterion).mark

    @property
    def here(self) -> str:
        return self.page.criterion.id

    def press(self, key, text: str = "", held=Qt.KeyboardModifier.NoModifier) -> None:
        """One key to whatever has the focus."""
        self._send(self.window.focusWidget() or self.page, key, text, held)

    def digits(self, said: str) -> None:
        for digit in said:
            self.press(Qt.Key(ord(digit)), digit)

    def history(self, cell: str) -> list:
        return [change.value for change in self.desk.store.history(self.audit.id, cell)]

    def others_say(self, cell: str, value, author: str = "Auditor Two") -> None:
        """What comes in by a merge: a change by somebody who had not seen ours."""
        saved = self.desk.store.append(self.audit.id, [Edit(cell, value)], author)
        self.opened.take_merge(saved.audit, saved.scores)

    def make_store_read_only(self, refuses: bool = True) -> None:
        """Let the database refuse every write, as on a disk that became read-only."""
        driver_of(self.desk.store._database._connection).execute(f"PRAGMA query_only = {int(refuses)}")

    @property
    def messages(self) -> list[str]:
        return [bar.sentence for bar in self.window.messages.bars]


@pytest.fixture
def field(qtbot, dressed, active, type_key, tmp_path):
    """Make the window: `field("ru", scale=1.5, size=(1024, 600))`."""
    made: list[Field] = []

    def make(lang="en", theme="light", scale=1.0, size=(1280, 800), at="ONB-01") -> Field:
        look = dressed(lang, theme, scale)
        desk = Desk(tmp_path / "store")
        desk.store = Store(tmp_path / "store")
        desk.create_audit(BRIEF)
        window = MainWindow(look, {"scoring": lambda now: ScoringPage(now, desk), "help": Page})
        desk.failed.connect(window.fail)
        qtbot.addWidget(window)
        window.resize(*size)
        active(window)
        window.go("scoring", at)
        made.append(Field(desk, window, type_key))
        return made[-1]

    yield make
    for one in made:
        one.desk.close()


def png(path: Path, colour: str = "navy") -> Path:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path), "PNG")
    return path


def urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


_AT, _COPY = QPoint(30, 30), Qt.DropAction.CopyAction
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag(page: QWidget, mime: QMimeData) -> tuple[QWidget, bool]:
    """Hold that over the page and move it a little; who would get it, and whether it is taken."""
    under: QWidget | None = page.childAt(_AT) or page
    while under and not under.acceptDrops():  # so Qt looks for whoever takes what is dropped
        under = under.parentWidget()
    assert under
    enter = QDragEnterEvent(_AT, _COPY, mime, _LEFT, _NONE)
    QApplication.sendEvent(under, enter)
    if enter.isAccepted():
        for _ in range(3):
            QApplication.sendEvent(under, QDragMoveEvent(_AT, _COPY, mime, _LEFT, _NONE))
    return under, enter.isAccepted()


def drop(page: QWidget, mime: QMimeData) -> None:
    under, taken = drag(page, mime)
    assert taken
    QApplication.sendEvent(under, QDropEvent(QPointF(_AT), _COPY, mime, _LEFT, _NONE))


# --- scores -----------------------------------------------------------------------------------


def test_a_whole_stage_is_scored_with_one_key_a_criterion(field):
    one = field()
    stage = one.audit.framework.stage("ONB").criteria
    one.digits("".join(str(i % 6) for i in range(len(stage))))
    assert [one.mark(c.id) for c in stage] == [i % 6 for i in range(len(stage))]
    assert one.here == "SOL-01"
    assert one.page.title == "Stage 5 of 8 · Solution"
    assert one.page.top.progress.said[0] == "14 of 120"


def test_a_tap_on_the_dock_or_on_the_scale_scores_and_goes_on(field):
    one = field()
    QTest.mouseClick(one.page.dock.bar.button(4), Qt.MouseButton.LeftButton)
    QTest.mouseClick(one.page.card.scale.rows[2], Qt.MouseButton.LeftButton)
    assert [one.mark(c) for c in FIRST] == [4, 2, None]
    assert one.here == "ONB-03"


def test_the_second_press_of_a_double_click_scores_nothing(field):
    one = field()
    button = one.page.dock.bar.button(4)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert [one.mark(c) for c in FIRST] == [4, None, None]


def test_a_key_that_is_held_down_scores_once(field, qapp):
    one = field()
    one.digits("4")
    for _ in range(5):
        repeat = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, "4", autorep=True
        )
        qapp.sendEvent(one.window.focusWidget(), repeat)
    assert [one.mark(c) for c in FIRST] == [4, None, None]


def test_without_going_on_by_itself_the_criterion_stays(field):
    one = field()
    one.desk.choose(auto_advance=False)
    one.digits("41")
    assert one.here == "ONB-01"
    assert one.history(cells.score("ONB-01")) == [4, 1]


def test_the_same_score_twice_is_one_change(field):
    one = field()
    one.desk.choose(auto_advance=False)
    one.digits("33")
    assert one.history(cells.score("ONB-01")) == [3]


def test_the_number_pad_scores_too(field):
    one = field()
    one.press(Qt.Key.Key_5, "5", Qt.KeyboardModifier.KeypadModifier)
    assert one.mark("ONB-01") == 5


def test_delete_clears_a_score_and_stays(field):
    one = field()
    one.digits("4")
    one.press(Qt.Key.Key_Up)
    one.press(Qt.Key.Key_Delete)
    assert one.mark("ONB-01") is None
    assert one.here == "ONB-01"


@pytest.mark.parametrize(
    ("key", "text", "mark"),
    [(0x422, "т", "N"), (0x413, "г", "U"), (ord("N"), "n", "N"), (ord("U"), "u", "U")],
)
def test_n_and_u_ask_for_a_reason_in_either_layout(field, key, text, mark):
    one = field()
    one.press(key, text)
    assert one.page.reason.isVisible()
    assert one.mark("ONB-01") is None
    QTest.keyClicks(one.window.focusWidget(), "No such thing here")
    one.press(Qt.Key.Key_Return)
    rating = one.audit.rating("ONB-01")
    assert (rating.mark, rating.reason) == (mark, "No such thing here")
    assert one.here == "ONB-02"
    assert one.page.dock.isVisible() and not one.page.reason.isVisible()


def test_esc_in_the_reason_changes_nothing_and_stays_on_the_page(field):
    one = field()
    one.digits("3")
    one.press(Qt.Key.Key_Up)
    one.press(Qt.Key.Key_N, "n")
    one.press(Qt.Key.Key_Escape)
    assert one.mark("ONB-01") == 3
    assert one.window.page is one.page and one.page.dock.isVisible()
    assert one.history(cells.score("ONB-01")) == [3]


def test_a_reason_half_typed_is_asked_for_again_after_another_page_or_look(field, settled):
    one = field()
    one.press(Qt.Key.Key_U, "u")
    QTest.keyClicks(one.window.focusWidget(), "Shut on Mon")
    one.window.go("help")
    one.window.go("scoring")
    assert one.page.reason.isVisible() and one.page.reason.line.hasFocus()
    one.window.set_look(one.window.look)
    settled()
    reason = one.page.reason
    assert (reason.isVisible(), reason.mark, reason.line.text()) == (True, "U", "Shut on Mon")
    QTest.keyClicks(one.window.focusWidget(), "day")
    one.press(Qt.Key.Key_Return)
    rating = one.audit.rating("ONB-01")
    assert (rating.mark, rating.reason) == ("U", "Shut on Monday")
    one.window.go("help")
    one.window.go("scoring", "ONB-01")
    assert not one.page.reason.isVisible()


def test_a_question_left_behind_does_not_follow_to_another_criterion(field):
    one = field()
    one.digits("34")
    one.page.show_criterion("ONB-01")
    one.press(Qt.Key.Key_U, "u")
    one.window.go("help")
    one.window.go("scoring", "ONB-02")
    assert not one.page.reason.isVisible()
    one.press(Qt.Key.Key_N, "n")
    QTest.mouseClick(one.page.reason.ready[0], Qt.MouseButton.LeftButton)
    rating = one.audit.rating("ONB-02")
    assert (rating.mark, rating.conflict) == ("N", False)


def test_a_question_is_dropped_where_the_criterion_was_scored_meanwhile(field):
    one = field()
    one.press(Qt.Key.Key_U, "u")
    one.window.go("help")
    one.opened.set_score("ONB-01", 3)
    one.window.go("scoring")
    assert not one.page.reason.isVisible() and one.page.dock.isVisible()
    one.digits("4")
    assert one.mark("ONB-01") == 4


def test_a_question_does_not_follow_to_another_visit(field):
    one = field()
    second = one.opened.add_sheet()
    one.press(Qt.Key.Key_U, "u")
    one.page.open_sheet(second)
    assert not one.page.reason.isVisible()


def test_arrows_in_the_reason_do_not_leave_the_criterion(field):
    one = field()
    one.press(Qt.Key.Key_N, "n")
    QTest.keyClicks(one.window.focusWidget(), "Half a rea")
    one.press(Qt.Key.Key_Down)
    assert (one.here, one.page.reason.line.text()) == ("ONB-01", "Half a rea")


def test_an_empty_reason_is_not_taken(field):
    one = field()
    one.press(Qt.Key.Key_U, "u")
    one.press(Qt.Key.Key_Return)
    assert one.page.reason.isVisible()
    assert one.mark("ONB-01") is None


def test_a_ready_reason_needs_one_tap_and_can_be_edited_afterwards(field):
    one = field()
    one.press(Qt.Key.Key_N, "n")
    QTest.mouseClick(one.page.reason.ready[1], Qt.MouseButton.LeftButton)
    assert one.audit.rating("ONB-01").reason == "Excluded in the brief"
    one.press(Qt.Key.Key_Up)
    QTest.mouseClick(one.page.card.edit_reason, Qt.MouseButton.LeftButton)
    assert one.page.reason.line.text() == "Excluded in the brief"
    one.page.reason.line.setText("Excluded in the brief, page 2")
    one.press(Qt.Key.Key_Return)
    assert one.audit.rating("ONB-01").reason == "Excluded in the brief, page 2"
    assert one.here == "ONB-01"


def test_a_score_that_the_store_refuses_leaves_the_old_one_on_screen(field):
    one = field()
    one.digits("3")
    one.press(Qt.Key.Key_Up)
    one.make_store_read_only()
    one.digits("5")
    assert one.page.dock.bar.mark == 3
    assert one.here == "ONB-01"
    assert len(one.messages) == 1 and "cannot be written. Nothing was changed" in one.messages[0]


# --- going ------------------------------------------------------------------------------------


def test_enter_goes_to_the_next_criterion_without_a_score_over_the_stages(field):
    one = field(at="ONB-13")
    one.opened.set_score("ONB-14", 3)
    one.opened.set_score("SOL-01", "N", "no")
    one.press(Qt.Key.Key_Return)
    assert one.here == "SOL-02"


def test_enter_right_after_a_score_stays_on_the_empty_criterion_that_the_score_led_to(field):
    one = field()
    one.digits("4")
    one.press(Qt.Key.Key_Return)
    assert one.here == "ONB-02"
    one.press(Qt.Key.Key_Return)
    assert one.here == "ONB-03"


def test_enter_right_after_a_score_leaves_a_criterion_that_has_one_already(field):
    one = field()
    one.opened.set_score("ONB-02", 3)
    one.digits("4")
    assert one.here == "ONB-02"
    one.press(Qt.Key.Key_Return)
    assert one.here == "ONB-03"


def test_when_nothing_is_left_enter_says_so_and_offers_the_overview(field, qtbot):
    one = field()
    for criterion in one.audit.framework.criteria:
        one.opened.set_score(criterion, 3)
    one.press(Qt.Key.Key_Return)
    assert "Every criterion has a score" in one.messages[0]
    with qtbot.waitSignal(one.page.went) as went:
        one.page.went.disconnect(one.window.go)
        one.window.messages.bars[0].link.click()
    assert went.args == ["overview", None]


def test_the_way_to_the_next_one_without_a_score_is_off_when_there_is_none(field):
    one = field()
    for criterion in one.audit.framework.criteria:
        assert one.page.panel.next_empty.isEnabled()
        one.opened.set_score(criterion, 3)
    assert not one.page.panel.next_empty.isEnabled()
    one.press(Qt.Key.Key_Delete)
    assert one.page.panel.next_empty.isEnabled()


def test_the_keys_go_through_criteria_and_stages(field):
    one = field(at="ONB-02")
    for key, text, there in (
        (Qt.Key.Key_Down, "", "ONB-03"),
        (Qt.Key.Key_K, "k", "ONB-02"),
        (0x41E, "о", "ONB-03"),
        (Qt.Key.Key_End, "", "ONB-14"),
        (Qt.Key.Key_J, "j", "SOL-01"),
        (Qt.Key.Key_Left, "", "ONB-01"),
        (Qt.Key.Key_Right, "", "SOL-01"),
    ):
        one.press(key, text)
        assert one.here == there
    assert one.page.panel.stages.value == "SOL"


def test_a_click_in_the_list_shows_that_criterion(field):
    one = field()
    rows = one.page.panel.rows
    where = rows.visualRect(one.page.panel.model.index(4)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert one.here == "ONB-05"
    one.digits("2")
    assert one.mark("ONB-05") == 2


def test_a_restart_returns_to_the_same_criterion(field, dressed):
    one = field(at="LOY-07")
    one.page.leave()
    again = ScoringPage(one.page.look, one.desk)
    again.enter(None)
    assert again.criterion.id == "LOY-07"
    again.deleteLater()


def test_a_stage_opens_at_its_first_empty_criterion(field):
    one = field()
    one.opened.set_score("EVO-01", 2)
    one.window.go("scoring", "EVO")
    assert one.here == "EVO-02"


def test_a_score_that_was_changed_twice_goes_back_step_by_step_and_forth_again(field):
    one = field()
    ctrl, both = Qt.KeyboardModifier.ControlModifier, (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )  # fmt: skip
    for digit in "345":
        one.page.show_criterion("ONB-01")
        one.digits(digit)
    marks = []
    for held in (ctrl, ctrl, ctrl, both, both, both, ctrl):
        one.press(Qt.Key.Key_Z, held=held)
        marks.append(one.mark("ONB-01"))
    assert marks == [4, 3, None, 3, 4, 5, 4]
    assert one.messages == []


def test_undo_returns_to_the_criterion_and_redo_repeats(field):
    one = field()
    one.digits("45")
    one.press(Qt.Key.Key_Right)
    one.press(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    assert (one.here, one.mark("ONB-02")) == ("ONB-02", None)
    one.press(Qt.Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert one.mark("ONB-02") == 5


def test_without_an_audit_the_page_says_so_and_keys_do_nothing(field):
    one = field()
    one.desk.close_audit()
    for page in (one.page, ScoringPage(one.page.look, one.desk)):
        assert not page.press("4") and not page.body.isVisibleTo(page)
        assert not page.top.list.isEnabled() and page.place() is None
        page.enter("ONB-01")
    one.digits("4")
    assert one.desk.store.audit(one.audit.id).ratings == {}


# --- notes ------------------------------------------------------------------------------------


def test_a_note_is_one_change_when_the_field_is_left(field):
    one = field()
    one.page.card.note.setFocus()
    QTest.keyClicks(one.page.card.note, "They said 4 of 5")
    assert one.mark("ONB-01") is None
    one.press(Qt.Key.Key_Escape)
    assert one.history(cells.note("ONB-01")) == ["They said 4 of 5"]
    assert one.window.page is one.page
    assert one.page.top.progress.said[1].startswith("Saved at")


def test_a_tap_on_a_score_keeps_the_typed_note_with_its_criterion(field):
    one = field()
    one.page.card.note.setFocus()
    QTest.keyClicks(one.page.card.note, "Polite")
    QTest.mouseClick(one.page.dock.bar.button(4), Qt.MouseButton.LeftButton)
    assert one.audit.rating("ONB-01").note == "Polite"
    assert (one.here, one.page.card.note.text) == ("ONB-02", "")
    one.digits("3")
    assert one.mark("ONB-02") == 3


@pytest.mark.parametrize("leaves", [Qt.Key.Key_F2, Qt.Key.Key_Escape])
def test_f2_goes_into_the_note_from_anywhere_and_back_out(field, leaves):
    one = field()
    note = one.page.card.note
    for place in (one.page, one.page.panel.rows, one.page.dock.next, one.page.panel.stages):
        place.setFocus()
        one.press(Qt.Key.Key_F2)
        assert note.hasFocus()
    QTest.keyClicks(note, "Polite")
    one.press(leaves)
    assert one.page.hasFocus() and one.here == "ONB-01"
    assert one.history(cells.note("ONB-01")) == ["Polite"]
    assert "F2" in note.toolTip() and "F2" in note.accessibleDescription()


def test_f2_right_after_a_score_goes_to_the_note_of_what_was_scored(field):
    one = field()
    one.digits("4")
    one.press(Qt.Key.Key_F2)
    QTest.keyClicks(one.window.focusWidget(), "Polite")
    one.press(Qt.Key.Key_Escape)
    assert (one.here, one.audit.rating("ONB-01").note) == ("ONB-01", "Polite")
    one.press(Qt.Key.Key_Return)
    assert one.here == "ONB-02"


def test_f2_stays_with_the_shown_criterion_once_something_was_done_there(field):
    one = field()
    one.digits("4")
    QTest.mouseClick(one.page.card.note.viewport(), Qt.MouseButton.LeftButton)
    one.press(Qt.Key.Key_F2)
    assert one.here == "ONB-02" and one.page.hasFocus()
    one.digits("3")
    one.press(Qt.Key.Key_N, "n")
    one.press(Qt.Key.Key_Escape)
    one.press(Qt.Key.Key_F2)
    assert one.here == "ONB-03" and one.page.card.note.hasFocus()


def test_a_note_survives_a_page_that_goes_without_being_left(field, qtbot):
    one = field()
    QTest.keyClicks(one.page.card.note, "Half a sen")
    qtbot.waitUntil(lambda: bool(one.desk.store.memory.drafts(one.audit.id)), timeout=3000)
    assert one.desk.store.memory.drafts(one.audit.id)[0].value == "Half a sen"
    assert one.history(cells.note("ONB-01")) == []
    again = OpenAudit(one.desk.store, one.audit.id)
    assert again.audit.rating("ONB-01").note == "Half a sen"


def test_closing_the_window_saves_the_note(field):
    one = field()
    QTest.keyClicks(one.page.card.note, "Last words")
    one.window.close()
    assert one.history(cells.note("ONB-01")) == ["Last words"]


def test_closing_the_audit_saves_the_note(field):
    one = field()
    QTest.keyClicks(one.page.card.note, "Last words")
    one.desk.close_audit()
    assert one.history(cells.note("ONB-01")) == ["Last words"]
    assert one.page.title == "Scoring"


def test_another_note_that_comes_in_while_typing_stays_beside_the_typed_one(field):
    one = field()
    note = one.page.card.note
    note.setFocus()
    QTest.keyClicks(note, "Ours")
    one.others_say(cells.note("ONB-01"), "Theirs")
    assert note.text == "Ours"
    one.page.setFocus()
    assert set(one.audit.rating("ONB-01").note_rivals) == {"Ours", "Theirs"}
    rivals = one.page.card.note_rivals
    assert rivals.isVisible()
    theirs = next(button for button in rivals.buttons if button.accessibleName() == "Keep: Theirs")
    QTest.mouseClick(theirs, Qt.MouseButton.LeftButton)
    assert one.audit.rating("ONB-01").note == note.text == "Theirs"
    assert not rivals.isVisible() and one.audit.conflicts == ()


def test_a_note_that_cannot_be_saved_stays_in_the_editor(field):
    one = field()
    QTest.keyClicks(one.page.card.note, "Not lost")
    one.make_store_read_only()
    one.page.setFocus()
    one.press(Qt.Key.Key_Down)
    assert (one.here, one.page.card.note.text) == ("ONB-01", "Not lost")
    one.page.panel.stages.set_value("SAL")
    one.page.panel.stages.chosen.emit("SAL")
    assert (one.here, one.page.panel.stages.value) == ("ONB-01", "ONB")
    one.make_store_read_only(False)
    one.press(Qt.Key.Key_Down)
    assert one.audit.rating("ONB-01").note == "Not lost"
    assert one.here == "ONB-02"


def test_ctrl_enter_in_the_note_saves_it_and_goes_on(field):
    one = field()
    one.page.card.note.setFocus()
    QTest.keyClicks(one.page.card.note, "Short")
    one.press(Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    assert (one.here, one.audit.rating("ONB-01").note) == ("ONB-02", "Short")


# --- conflicts --------------------------------------------------------------------------------


def test_a_conflict_shows_both_scores_and_choosing_one_asks_why(field):
    one = field()
    one.desk.choose(auto_advance=False)
    one.digits("4")
    one.others_say(cells.score("ONB-01"), 1)
    rivals = one.page.card.score_rivals
    assert rivals.isVisible() and one.page.dock.bar.mark is None
    assert {button.text() for button in rivals.buttons} == {"Keep this"}
    names = sorted(button.accessibleName() for button in rivals.buttons)
    assert [name.rpartition(", ")[2] for name in names] == ["Auditor Two", "Auditor One"]
    one.digits("3")
    assert one.audit.rating("ONB-01").conflict
    QTest.keyClicks(one.window.focusWidget(), "Seen again")
    one.press(Qt.Key.Key_Return)
    assert one.mark("ONB-01") == 3 and not rivals.isVisible()
    last = one.desk.store.history(one.audit.id, cells.score("ONB-01"))[-1]
    assert (last.reason, len(last.parents)) == ("Seen again", 2)


def test_a_criterion_stays_after_its_score_is_settled_while_its_note_is_in_conflict(field):
    one = field()
    one.digits("4")
    one.press(Qt.Key.Key_Up)
    one.opened.set_text(cells.note("ONB-01"), "Ours", one.opened.begin(cells.note("ONB-01")), one.page)
    one.others_say(cells.note("ONB-01"), "Theirs")
    one.others_say(cells.score("ONB-01"), 1)
    one.digits("3")
    one.press(Qt.Key.Key_T, "t")
    one.press(Qt.Key.Key_Return)
    assert (one.mark("ONB-01"), one.here) == (3, "ONB-01")
    assert one.page.card.note_rivals.isVisible()
    one.page.card.note.say("Both")
    one.digits("2")
    assert one.here == "ONB-02"


def test_a_rival_can_be_chosen_by_its_button(field):
    one = field()
    one.digits("4")
    one.others_say(cells.score("ONB-01"), 1)
    one.press(Qt.Key.Key_Up)
    buttons = one.page.card.score_rivals.buttons
    theirs = next(button for button in buttons if button.accessibleName().endswith("Auditor Two"))
    QTest.mouseClick(theirs, Qt.MouseButton.LeftButton)
    QTest.mouseClick(one.page.reason.ready[0], Qt.MouseButton.LeftButton)
    assert one.mark("ONB-01") == 1


# --- evidence ---------------------------------------------------------------------------------


def test_dropped_files_become_evidence_of_the_criterion_that_was_shown(field, qtbot, tmp_path):
    one = field(at="ONB-05")
    drop(one.page, urls(png(tmp_path / "door.png"), png(tmp_path / "desk.png", "teal")))
    one.press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(one.audit.evidence_of("ONB-05")) == 2, timeout=20_000)
    assert one.here == "ONB-06" and one.audit.evidence_of("ONB-06") == ()
    assert {e.name for e in one.audit.evidence} == {"door.png", "desk.png"}
    one.press(Qt.Key.Key_Up)
    assert len(one.page.files.column.tiles.shown) == 2


def test_files_that_are_only_dragged_over_the_page_stay_where_they_are(field, tmp_path, settled):
    one = field(at="ONB-05")
    hint = one.page.findChild(DropHint)
    under, taken = drag(one.page, urls(png(tmp_path / "door.png")))
    assert taken and hint.isVisible()
    QApplication.sendEvent(under, QDragLeaveEvent())
    assert hint.isHidden()
    words = QMimeData()
    words.setText("Nobody greeted me.")
    assert not drag(one.page, words)[1] and hint.isHidden()
    settled()
    assert one.page.files.intake.pending(one.audit.id, "ONB-05") == [] and one.audit.evidence == ()


def test_each_refused_file_has_its_sentence_and_the_others_are_taken(field, qtbot, tmp_path):
    one = field()
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "fake.jpg").write_bytes(b"no picture at all")
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "empty.png", tmp_path / "fake.jpg", tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    assert [e.name for e in one.audit.evidence] == ["talk.txt"]
    assert len(one.messages) == 1
    first, second = one.messages[0].split("\n")
    assert "empty.png" in first and "fake.jpg" in second


def test_a_picture_on_the_clipboard_is_evidence_and_text_is_not(field, qtbot):
    one = field()
    control = Qt.KeyboardModifier.ControlModifier
    QGuiApplication.clipboard().setText("only words")
    one.press(Qt.Key.Key_V, "\x16", control)
    assert "Text goes into the note" in one.messages[0]
    QGuiApplication.clipboard().setImage(QImage(20, 20, QImage.Format.Format_RGB32))
    one.press(Qt.Key.Key_V, "\x16", control)
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    assert one.audit.evidence[0].kind == "image"


def test_a_picture_pasted_into_the_note_is_evidence_and_text_stays_text(field, qtbot):
    one = field()
    one.page.card.note.setFocus()
    QGuiApplication.clipboard().setText("word for word")
    one.page.card.note.paste()
    QGuiApplication.clipboard().setImage(QImage(20, 20, QImage.Format.Format_RGB32))
    one.page.card.note.paste()
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    assert one.page.card.note.text == "word for word"


def test_a_file_is_kept_out_of_reports_by_one_press_and_undone_by_a_key(field, qtbot, tmp_path):
    one = field()
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    button = one.page.files.column.tiles.shown[0].findChild(QAbstractButton, "withhold")
    assert button.accessibleName() == "talk.txt: Goes into reports"
    button.click()
    assert one.audit.evidence[0].internal
    assert button.accessibleName() == "talk.txt: Internal: not in reports"
    assert one.history(cells.internal(one.audit.evidence[0].id)) == [True]
    one.page.setFocus()
    one.press(Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert not one.audit.evidence[0].internal
    assert button.accessibleName() == "talk.txt: Goes into reports"


def test_a_removed_file_comes_back_also_after_other_edits(field, qtbot, tmp_path):
    one = field()
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    tile = one.page.files.column.tiles.shown[0]
    QTest.keyClicks(tile.caption, "The talk")
    tile.removed.emit(tile.file)
    assert one.audit.evidence == ()
    one.digits("4")
    one.window.messages.bars[0].link.click()
    assert [(e.name, e.caption) for e in one.audit.evidence] == [("talk.txt", "The talk")]
    assert one.audit.conflicts == ()


def test_a_caption_is_saved_when_another_criterion_is_shown_and_survives_a_refusal(field, qtbot, tmp_path):
    one = field()
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    caption = one.page.files.column.tiles.shown[0].caption
    caption.setFocus()
    QTest.keyClicks(caption, "The talk")
    one.press(Qt.Key.Key_Return)
    assert (one.here, one.audit.evidence[0].caption) == ("ONB-01", "The talk")
    QTest.keyClicks(caption, " of two")
    one.make_store_read_only()
    one.press(Qt.Key.Key_Escape)
    one.press(Qt.Key.Key_Down)
    assert (one.here, caption.text()) == ("ONB-01", "The talk of two")
    one.make_store_read_only(False)
    one.press(Qt.Key.Key_Down)
    assert one.here == "ONB-02"
    assert one.audit.evidence[0].caption == "The talk of two"


def test_a_caption_that_is_being_typed_is_a_draft(field, qtbot, tmp_path):
    one = field()
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    QTest.keyClicks(one.page.files.column.tiles.shown[0].caption, "Half")
    qtbot.waitUntil(lambda: bool(one.desk.store.memory.drafts(one.audit.id)), timeout=3000)
    assert OpenAudit(one.desk.store, one.audit.id).audit.evidence[0].caption == "Half"


def test_a_small_window_shows_the_files_in_a_sheet(field, qtbot, tmp_path):
    one = field(size=(1024, 600))
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    assert not one.page.files.column.isVisible()
    one.page.files.open_sheet()
    caption = next(
        f
        for f in one.window.findChildren(QLineEdit)
        if f.accessibleName().startswith("Caption of") and f.isVisible()
    )
    QTest.keyClicks(caption, "The talk")
    one.press(Qt.Key.Key_Escape)
    assert one.audit.evidence[0].caption == "The talk"


def test_the_copy_that_a_viewer_opens_is_not_the_evidence_itself(field, qtbot, tmp_path):
    one = field()
    drop(one.page, urls(png(tmp_path / "door.png")))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    copy = viewer.copy_of(one.audit.evidence[0], one.desk.store.blobs)
    assert copy.name == "door.png" and copy.read_bytes() == (tmp_path / "door.png").read_bytes()
    copy.write_bytes(b"changed")
    assert one.desk.store.blobs.check(one.audit.evidence[0].sha256)


@pytest.mark.parametrize("name", ["run.exe", "run.desktop", "photo.jpg.bat", "noending"])
def test_what_could_be_a_program_is_never_started(name):
    file = Evidence("e", "ONB-01", "file", name, "application/octet-stream", 1, "0" * 64, "")
    assert not viewer.is_shown(file)


def test_evidence_given_to_an_audit_is_named_there_when_another_one_is_open(field, qtbot, tmp_path):
    one = field()
    drop(one.page, urls(png(tmp_path / "door.png")))
    first = one.audit.id
    one.desk.create_audit(BRIEF)
    assert one.desk.current.audit.id != first
    qtbot.waitUntil(lambda: len(one.desk.store.audit(first).evidence) == 1, timeout=20_000)
    assert one.desk.current.audit.evidence == ()


def test_a_score_of_five_is_a_draft_until_a_file_proves_it(field, qtbot, tmp_path):
    one = field()
    one.digits("5")
    index = one.page.panel.model.index(0)
    assert "draft" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    one.press(Qt.Key.Key_Up)
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    assert "draft" not in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_caption_has_a_label_and_a_long_one_is_read_whole_in_its_tip(field, qtbot, tmp_path):
    one = field()
    (tmp_path / "talk.txt").write_text("hello")
    drop(one.page, urls(tmp_path / "talk.txt"))
    qtbot.waitUntil(lambda: len(one.audit.evidence) == 1, timeout=20_000)
    tile = one.page.files.column.tiles.shown[0]
    label = next(label for label in tile.findChildren(QLabel) if label.buddy() is tile.caption)
    assert label.isVisible() and label.text() == "Caption"
    said = "What the clerk said at the desk on the second visit, from the first word to the last"
    QTest.keyClicks(tile.caption, said)
    assert tile.caption.toolTip() == plain_tip(said)
    tile.caption.clear()
    QTest.keyClicks(tile.caption, "Short")
    assert tile.caption.toolTip() == ""


# --- room, touch, names -----------------------------------------------------------------------

SIZES = [(1280, 800), (1024, 600), (800, 1280), (720, 520)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("lang", "scale"), [("en", 1.0), ("ru", 1.5)])
def test_everything_that_is_pressed_is_large_enough_inside_the_window_and_named(
    field, settled, size, lang, scale
):
    one = field(lang, scale=scale, size=size)
    settled()
    assert (one.window.width(), one.window.height()) == size
    seen = 0
    for control in one.window.findChildren(QWidget):
        if not control.isVisible() or not isinstance(
            control, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox
        ):
            continue
        assert control.accessibleName(), control
        assert control.width() >= TOUCH and control.height() >= TOUCH, control.accessibleName()
        right = control.mapTo(one.window, QPoint(control.width(), 0)).x()
        assert right <= size[0], control.accessibleName()
        seen += 1
    assert seen > 12
    dock = one.page.dock
    assert dock.mapTo(one.window, QPoint(0, dock.height())).y() <= size[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_two_lines_of_the_note_are_always_seen(field, settled, size, scale):
    one = field(size=size, scale=scale)
    one.opened.set_score("ONB-01", "N", "Excluded in the brief, as the second page of the agreement says")
    one.opened.set_text(cells.note("ONB-01"), "Ours", one.opened.begin(cells.note("ONB-01")), one.page)
    one.others_say(cells.note("ONB-01"), "Theirs")
    one.page.say("ok", "A message above the page")
    settled()
    note = one.page.card.note
    seen = note.visibleRegion().boundingRect()
    assert seen == note.rect()
    assert seen.height() >= 2 * note.fontMetrics().lineSpacing()


def test_the_selected_row_stays_in_sight_when_the_window_becomes_lower(field, settled):
    one = field(at="ONB-11")
    settled()
    one.window.resize(1280, 560)
    one.page.say("ok", "A message above the page")
    settled()
    rows = one.page.panel.rows
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()))


def test_every_control_is_reached_by_tab(field, settled):
    one = field()
    settled()
    wanted = {
        child for child in one.page.findChildren(QAbstractButton) if child.isVisible() and child.isEnabled()
    } | {one.page.card.note, one.page.panel.rows, one.page.panel.stages}
    reached: set[QWidget] = set()
    one.page.setFocus()
    for _ in range(80):
        one.press(Qt.Key.Key_Tab, "\t")
        reached.add(one.window.focusWidget())
    assert wanted <= reached, [w.accessibleName() for w in wanted - reached]


def test_a_short_window_of_large_text_shows_the_list_as_a_page_of_its_own(field, settled):
    one = field(size=(1024, 600), scale=1.5)
    settled()
    assert not one.page.panel.isVisible()
    QTest.mouseClick(one.page.top.list, Qt.MouseButton.LeftButton)
    assert one.page.panel.isVisible() and not one.page.card.isVisible()
    one.press(Qt.Key.Key_Escape)
    assert one.page.card.isVisible() and one.window.page is one.page


def test_text_of_users_is_never_read_as_markup(field):
    one = field()
    one.opened.set_score("ONB-01", "N", "<b>bold</b><img src=x>")
    one.others_say(cells.note("ONB-02"), "<i>x</i>")
    shown = [label.text() for label in one.page.card.findChildren(QWidget) if hasattr(label, "textFormat")]
    assert any("<b>bold</b>" in text for text in shown)


def test_no_totals_or_means_are_shown_while_scoring(field):
    one = field()
    one.digits("4" * 14)
    words = " ".join(
        label.text() for label in one.window.findChildren(QWidget) if hasattr(label, "textFormat")
    )
    assert "4.00" not in words and "80" not in words


def test_an_edit_repaints_only_its_row_of_the_list(field, settled):
    one = field()
    settled()
    rows = one.page.panel.rows
    painted = _Painted(rows.viewport())
    one.opened.set_score("ONB-03", 4)
    settled()
    row = rows.visualRect(one.page.panel.model.index(2))
    assert painted.regions and all(row.contains(region) for region in painted.regions)
    assert painted.regions[-1] == row


class _Painted(QObject):
    """The rectangles of a widget that were painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.regions: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.regions.append(event.rect())
        return False


def test_of_many_files_those_in_sight_come_at_once_and_the_others_when_nobody_goes_on(field, qtbot, tmp_path):
    one = field()
    given = urls(*(png(tmp_path / f"{n}.png", f"#1010{n:02x}") for n in range(AT_ONCE + 3)))
    drop(one.page, given)
    qtbot.waitUntil(lambda: len(one.audit.evidence_of("ONB-01")) == AT_ONCE + 3, timeout=30_000)
    tiles = one.page.files.column.tiles
    qtbot.waitUntil(lambda: len(tiles.shown) == AT_ONCE + 3)
    one.press(Qt.Key.Key_Down)
    assert tiles.shown == []
    one.press(Qt.Key.Key_Up)
    assert len(tiles.shown) == AT_ONCE
    qtbot.waitUntil(lambda: len(tiles.shown) == AT_ONCE + 3)
    names = [file.name for file in one.audit.evidence_of("ONB-01")]
    assert [tile.file.name for tile in tiles.shown] == names
    tops = [tile.mapTo(tiles, QPoint(0, 0)).y() for tile in tiles.shown]
    assert tops == sorted(tops)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_in_a_low_window_with_large_text_four_of_six_anchors_are_in_sight(field, settled, lang):
    one = field(lang, size=(1024, 600), scale=1.5, at="SEL-05")
    settled()
    seen = [row for row in one.page.card.scale.rows if whole(row)]
    assert len(seen) >= 4 and one.page.card.note.isVisible() and one.page.card.row.isVisible()


def whole(widget) -> bool:
    return widget.visibleRegion().boundingRect().height() >= widget.height() - 2


def test_buttons_for_files_fold_to_icons_before_their_words_lack_room(field):
    here = field("ru", size=(800, 600))
    row = here.page.body.card.row
    row.show_count(1, True)
    QApplication.processEvents()
    shown = [button for button in row.findChildren(QAbstractButton) if button.isVisible()]
    assert len(shown) == 5 and all(button.width() >= button.sizeHint().width() for button in shown)
    assert row.adders.paste.toolTip()


def test_values_that_are_said_together_are_told_once(qtbot, desk):
    desk.create_audit(BRIEF)
    told: list[str] = []
    desk.current.brief_changed.connect(lambda by: told.append("brief"))
    desk.current.rating_changed.connect(lambda criterion, by: told.append(criterion))
    said = {cells.brief("city"): "Tbilisi", cells.brief("product"): "Loan", cells.note("SEL-05"): "Rude"}
    assert desk.current.set_values({**said, cells.score("SEL-05"): 2})
    assert sorted(told) == ["SEL-05", "brief"]


def test_another_look_while_the_stopwatch_lies_above_the_dock_leaves_one_page_that_offers_it(field, dressed):
    here = field(size=(1024, 600), at="ACQ-14")
    here.page.stopwatch.call()
    before = here.page
    here.window.set_look(dressed("ru"))
    assert here.page is not before and here.here == "ACQ-14"
    assert here.page.stopwatch.watches.offered == "ACQ-14"
