"""Photos from a phone in the real window: grouped, looked over, put right, taken in once."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from cxaudit import cells, evidence
from cxaudit.edits import edit
from cxaudit.phone.trail import Span
from tests import photos
from tests.ui.audits import make
from ui import worker
from ui.desk import Desk
from ui.look import TOUCH
from ui.pages.phone import folder as folders
from ui.pages.phone import words
from ui.pages.phone.batch import PhotoBatch
from ui.pages.phone.folder import PhoneFolder
from ui.pages.phone.model import Bad, Heading, Tile
from ui.pages.phone.page import PhonePage
from ui.pages.scoring.page import ScoringPage
from ui.widgets.fields import LineEdit
from ui.widgets.sheet import Sheet

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
COLOURS = ("teal", "olive", "navy", "maroon", "purple", "gold", "coral", "khaki", "plum", "tan")


@pytest.fixture(scope="module", autouse=True)
def process_apart():
    yield
    evidence.close_process()


@pytest.fixture
def camera(tmp_path):
    """A folder of photos: each taken so many seconds after noon, by a phone that may be off."""
    place = tmp_path / "DCIM"
    place.mkdir()

    def shoot(*seconds, off=0, model="One", zone="+00:00"):
        made = []
        for second in seconds:
            at = NOON + timedelta(seconds=second - off)
            said = at.strftime("%Y:%m:%d %H:%M:%S") if zone else at.astimezone().strftime("%Y:%m:%d %H:%M:%S")
            path = place / f"IMG_{model}_{second:+05}.jpg"
            colour = COLOURS[len(list(place.iterdir())) % len(COLOURS)]
            made.append(
                photos.jpeg(
                    path, said, colour, (64 + len(list(place.iterdir())), 48), offset=zone, model=model
                )
            )
        return made

    shoot.folder = place
    return shoot


class Phone:
    """The page with an audit whose first three criteria were on screen for two minutes each from noon on."""

    def __init__(self, desk: Desk, window, qtbot, send) -> None:
        self.desk, self.window, self._qtbot, self._send = desk, window, qtbot, send

    @property
    def page(self) -> PhonePage:
        return self.window.page

    @property
    def audit(self):
        return self.desk.current.audit

    def read(self, folder) -> None:
        self.page._read_folder(folder)
        self.rest()

    def rest(self) -> None:
        self._qtbot.waitUntil(lambda: not self.page.batch.doing and worker.is_idle(), timeout=30_000)

    def groups(self):
        """The headings with the files under each, as the grid shows them."""
        found, title = {}, ""
        for row in self.page.model.rows:
            match row:
                case Heading():
                    title = row.title.split(" ·")[0]
                    found[title] = []
                case Tile():
                    found[title].append(row.entry.photo.name)
                case Bad():
                    found[title].append(row.sentence)
        return found

    def index(self, name):
        rows = self.page.model.rows
        row = next(i for i, r in enumerate(rows) if isinstance(r, Tile) and r.entry.photo.name == name)
        return self.page.model.index(row)

    def middle(self, index) -> QPoint:
        self.page.grid.scrollTo(index)
        return self.page.grid.visualRect(index).center()

    def click(self, name, held=Qt.KeyboardModifier.NoModifier) -> None:
        view = self.page.grid.viewport()
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, held, self.middle(self.index(name)))

    def selected(self):
        return {entry.photo.name for entry in self.page.model.entries()}

    def press(self, key, text="", held=Qt.KeyboardModifier.NoModifier) -> None:
        self._send(self.window.focusWidget(), key, text, held)

    def take(self) -> None:
        self.page.dock.take.click()
        self.rest()

    def evidence(self):
        return {(file.criterion, file.name) for file in self.audit.evidence}


@pytest.fixture
def phone(desk, opened_window, qtbot, type_key):
    def open_page(lang="en", size=(1280, 800)):
        opened = desk.open_audit(make(desk.store))
        names = ("ACQ-01", "ACQ-02", "ACQ-03")
        minutes = [NOON + timedelta(minutes=2 * i) for i in range(4)]
        spans = [Span(c, "1", minutes[i], minutes[i + 1]) for i, c in enumerate(names)]
        desk.store.memory.keep_trail(opened.audit.id, spans)
        return Phone(desk, opened_window(PhonePage, ScoringPage, lang=lang, size=size), qtbot, type_key)

    return open_page


# --- reading and matching -------------------------------------------------------------------


def test_a_folder_is_shown_by_criteria_and_confirmed_in_one_step(phone, camera):
    camera(60, 90, 200, 4000)
    one = phone()
    one.read(camera.folder)
    assert one.groups() == {
        "ACQ-01": ["IMG_One_+0060.jpg", "IMG_One_+0090.jpg"],
        "ACQ-02": ["IMG_One_+0200.jpg"],
        "Not matched": ["IMG_One_+4000.jpg"],
    }
    assert one.page.dock.take.text() == "Add 3 photos"
    one.take()
    expected = {
        ("ACQ-01", "IMG_One_+0060.jpg"),
        ("ACQ-01", "IMG_One_+0090.jpg"),
        ("ACQ-02", "IMG_One_+0200.jpg"),
    }
    assert one.evidence() == expected
    assert one.groups()["Already in the audit"] == [name for _, name in sorted(expected)]
    assert one.audit.evidence[0].taken.startswith(
        (NOON + timedelta(seconds=60)).astimezone().isoformat()[:19]
    )
    one.desk.current.undo()
    assert one.evidence() == set()


@pytest.mark.parametrize(("lang", "size"), [("en", (1024, 600)), ("ru", (800, 600))])
def test_photos_fill_each_row_and_their_words_are_whole(phone, camera, settled, lang, size):
    camera(*range(4000, 4012))
    one = phone(lang, size)
    one.read(camera.folder)
    settled()
    grid, look = one.page.grid, one.page.look
    places = [grid.visualRect(grid.model().index(at, 0)) for at in range(1, grid.model().rowCount())]
    first = [place for place in places if place.y() == places[0].y()]
    assert grid.viewport().width() - first[-1].right() <= len(first) + 1, "there is room for another one"
    said = [words.reason(entry, look.tr) for entry in one.page.batch.entries]
    assert max(look.metrics(12, 500).horizontalAdvance(word) for word in said) < first[0].width() - 20


def test_undo_in_the_message_takes_back_the_photos_and_nothing_done_since(phone, camera):
    camera(60, 200)
    one = phone()
    said = []
    one.page.said.connect(lambda *message: said.append(message))
    one.read(camera.folder)
    one.take()
    ((kind, sentence, link, act),) = said
    assert (kind, sentence, link) == ("ok", "2 photos are added.", "Undo")
    one.desk.current.set_score("ACQ-05", 4)
    act()
    assert one.evidence() == set() and one.audit.rating("ACQ-05").mark == 4
    assert one.page.dock.take.text() == "Add 2 photos"


def test_a_heic_photo_is_matched_by_its_zone_and_taken_with_its_pictures(phone, camera):
    photos.heic(camera.folder / "IMG_1.HEIC", "2026:05:20 21:01:00", offset="+09:00")
    one = phone()
    one.read(camera.folder)
    assert one.groups() == {"ACQ-01": ["IMG_1.HEIC"]}
    one.take()
    (file,) = one.audit.evidence
    assert file.media_type == "image/heic" and one.desk.store.blobs.check(file.preview)


def test_a_repeated_import_takes_nothing_twice(phone, camera):
    camera(60)
    one = phone()
    one.read(camera.folder)
    one.take()
    photos.jpeg(camera.folder / "new.jpg", "2026:05:20 12:03:00", "red", offset="+00:00")
    (camera.folder / "copy of it.jpg").write_bytes((camera.folder / "IMG_One_+0060.jpg").read_bytes())
    one.page.batch.clear()
    one.read(camera.folder)
    assert one.groups() == {"ACQ-02": ["new.jpg"], "Already in the audit": ["IMG_One_+0060.jpg"]}
    one.take()
    assert len(one.audit.evidence) == 2


def test_bad_files_say_a_sentence_each_and_the_rest_goes_on(phone, camera):
    camera(60)
    (camera.folder / "empty.jpg").write_bytes(b"")
    (camera.folder / "text.jpg").write_text("not a picture")
    (camera.folder / "film.mp4").write_bytes(b"film")
    one = phone()
    one.read(camera.folder)
    bad = one.groups()["Could not be read"]
    assert ["empty.jpg" in bad[0], "text.jpg" in bad[1], bad[2]] == [
        True,
        True,
        "1 other file was passed over.",
    ]
    one.take()
    assert len(one.audit.evidence) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_a_name_that_is_no_text_is_shown_and_taken(phone, camera):
    (first,) = camera(60)
    os.rename(first, os.fsencode(camera.folder) + b"/caf\xe9 <b>.jpg")
    (camera.folder / "sub").mkdir()
    os.rename(camera.folder / "sub", os.fsencode(camera.folder) + b"/\xff")
    one = phone()
    one.page.folder.watch(camera.folder)
    one.read(camera.folder)
    one.page.model.select_all()
    assert one.page.dock.take.isEnabled()
    one.take()
    assert one.evidence() == {("ACQ-01", "caf <b>.jpg")}


def test_a_folder_that_is_gone_is_said_in_the_page(phone, tmp_path):
    one = phone()
    one.read(tmp_path / "gone")
    (sentence,) = one.groups()["Could not be read"]
    assert "no such file or folder" in sentence


def test_a_file_that_vanishes_before_it_is_taken_does_not_stop_the_others(phone, camera):
    gone, _ = camera(60, 200)
    one = phone()
    one.read(camera.folder)
    gone.unlink()
    one.take()
    assert one.evidence() == {("ACQ-02", "IMG_One_+0200.jpg")}
    assert [gone.name in sentence for sentence in one.groups()["Could not be read"]] == [True]


def test_what_is_stopped_keeps_what_was_taken_by_then(phone, camera):
    camera(*range(10, 110, 10))
    one = phone()
    one.read(camera.folder)
    one.page.batch.progressed.connect(lambda done, _: done >= 3 and one.page.dock.stop.click())
    one.take()
    taken = len(one.audit.evidence)
    assert 0 < taken <= 10
    assert len(one.groups().get("ACQ-01", [])) == 10 - taken


def test_quitting_in_the_middle_keeps_what_was_taken_by_then_and_waits_for_no_more(
    phone, camera, qtbot, monkeypatch
):
    camera(*range(10, 110, 10))
    one, begun, quitting, take_in = phone(), [], Event(), evidence.take_in
    one.read(camera.folder)

    def taken_in(*photo, **facts):
        begun.append(photo)
        if len(begun) == 3:
            assert quitting.wait(30)
        return take_in(*photo, **facts)

    monkeypatch.setattr(evidence, "take_in", taken_in)
    one.page.dock.take.click()
    qtbot.waitUntil(lambda: len(begun) == 3)
    QTimer.singleShot(0, quitting.set)
    worker.finish()
    assert len(one.audit.evidence) == 3


# --- deciding ---------------------------------------------------------------------------------


def test_photos_are_selected_with_the_mouse_one_by_one_and_up_to_there(phone, camera):
    names = [path.name for path in camera(10, 20, 30, 40)]
    one = phone()
    one.read(camera.folder)
    one.click(names[0])
    one.click(names[2])
    assert one.selected() == {names[0], names[2]}
    one.click(names[2])
    one.click(names[1])
    one.click(names[3], Qt.KeyboardModifier.ShiftModifier)
    assert one.selected() == set(names)


def test_a_heading_selects_all_its_photos_and_lets_them_go(phone, camera):
    camera(10, 20, 200)
    one = phone()
    one.read(camera.folder)
    heading = one.page.grid.visualRect(one.page.model.index(0)).topLeft() + QPoint(16, 22)
    for expected in (2, 0):
        QTest.mouseClick(one.page.grid.viewport(), Qt.MouseButton.LeftButton, pos=heading)
        assert len(one.selected()) == expected


def test_photos_are_selected_and_moved_with_the_keyboard_alone(phone, camera, settled):
    names = [path.name for path in camera(10, 20, 200)]
    one = phone()
    one.read(camera.folder)
    one.page.grid.setFocus()
    one.page.grid.setCurrentIndex(one.index(names[0]))
    one.press(Qt.Key.Key_Space, " ")
    one.press(Qt.Key.Key_Right)
    one.press(Qt.Key.Key_Space, " ")
    assert one.selected() == {names[0], names[1]}
    one.press(Qt.Key.Key_Return, "\r")
    for letter in "sel05":
        one.press(Qt.Key.Key_unknown, letter)
    settled()
    one.press(Qt.Key.Key_Return, "\r")
    assert one.groups() == {"ACQ-02": [names[2]], "SEL-05": names[:2]}
    assert one.selected() == set()
    one.page.grid.setFocus()
    one.press(Qt.Key.Key_A, "", Qt.KeyboardModifier.ControlModifier)
    assert len(one.selected()) == 3
    one.press(Qt.Key.Key_Delete)
    assert one.groups() == {"Left out": names}
    assert not one.page.dock.take.isEnabled()
    one.press(Qt.Key.Key_A, "", Qt.KeyboardModifier.ControlModifier)
    assert one.page.dock.leave.text() == "Take back"
    one.press(Qt.Key.Key_Delete)
    assert one.groups() == {"ACQ-01": names[:2], "ACQ-02": [names[2]]}


def test_photos_are_selected_with_a_finger(phone, camera):
    names = [path.name for path in camera(10, 20)]
    one, finger = phone(), QTest.createTouchDevice()
    one.read(camera.folder)
    for name in names:
        place = one.page.grid.viewport().mapTo(one.window, one.middle(one.index(name)))
        QTest.touchEvent(one.window, finger).press(0, place, one.window).commit()
        QTest.touchEvent(one.window, finger).release(0, place, one.window).commit()
        QTest.qWait(60)
    assert one.selected() == set(names)


def test_what_was_decided_outlives_the_program(phone, camera, home, qtbot):
    first, second, third = camera(10, 20, 4000)
    one = phone()
    one.read(camera.folder)
    one.click(first.name)
    one.page.leave_out()
    one.click(third.name)
    one.page._move("SEL-05")
    expected = {"ACQ-01": [second.name], "SEL-05": [third.name], "Left out": [first.name]}
    assert one.groups() == expected
    audit = one.audit.id
    one.window.forget("phone")
    one.desk.close()
    again = Desk(home)
    with qtbot.waitSignal(again.store_opened):
        again.open_store()
    again.open_audit(audit)
    batch = PhotoBatch.of(again)
    batch.turn(again.current)
    batch.read_folder(camera.folder)
    qtbot.waitUntil(lambda: not batch.doing)
    found = {entry.photo.name: (entry.fate, entry.criterion) for entry in batch.entries}
    again.close()
    assert found == {
        first.name: ("left", ""),
        second.name: ("criterion", "ACQ-01"),
        third.name: ("criterion", "SEL-05"),
    }


def test_what_is_read_stays_when_the_window_is_made_anew(phone, camera, dressed):
    camera(60, 200)
    one = phone()
    one.read(camera.folder)
    one.window.set_look(dressed("ru", "dark"))
    assert list(one.groups()) == ["ACQ-01", "ACQ-02"]
    assert one.page.dock.take.text() == "Добавить 2 фото"


def test_photos_that_are_being_added_reach_their_audit_when_another_is_opened(phone, camera):
    camera(*range(10, 60, 10))
    one = phone()
    one.read(camera.folder)
    first = one.audit.id
    one.page.batch.take()
    one.desk.open_audit(make(one.desk.store, "Other Co"))
    one.rest()
    assert len(one.desk.store.audit(first).evidence) == 5 and one.audit.evidence == ()


def test_another_audit_shows_nothing_of_the_first(phone, camera):
    camera(60)
    one = phone()
    one.read(camera.folder)
    one.desk.open_audit(make(one.desk.store, "Other Co"))
    assert one.page.batch.photos == [] and one.page.context == "Other Co"


# --- the clock ----------------------------------------------------------------------------------


def seen(page):
    """The clock screen as a phone sees it."""
    page.clock.face.show_moment(NOON)
    shot = page.clock.face.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    raw = bytes(shot.constBits())
    picture = photos.Image.frombuffer(
        "RGB", (shot.width(), shot.height()), raw, "raw", "RGB", shot.bytesPerLine(), 1
    )
    return photos.photographed(picture)


@pytest.mark.parametrize("zone", ["+00:00", ""])
@pytest.mark.parametrize("size", [(1280, 800), (720, 1000)])
def test_the_clock_screen_photographed_sets_a_phone_right(phone, camera, zone, size):
    one = phone(size=size)
    one.window.go("phone", "clock")
    picture = seen(one.page)
    off = timedelta(minutes=7, seconds=5)
    said = NOON - off if zone else (NOON - off).astimezone()
    photos.save(camera.folder / "clock.jpg", picture, f"{said:%Y:%m:%d %H:%M:%S}", offset=zone)
    camera(60, 200, off=off.total_seconds(), zone=zone)
    camera(90, model="Two", zone=zone)
    one.page.up()
    one.read(camera.folder)
    assert one.groups() == {
        "Photo of the clock": ["clock.jpg"],
        "ACQ-01": ["IMG_One_+0060.jpg", "IMG_Two_+0090.jpg"],
        "ACQ-02": ["IMG_One_+0200.jpg"],
    }
    assert (
        one.page._clocks.text() == "Phone One: 7 min 5 s slow, put right. Phone Two: clock not compared yet."
    )
    one.take()
    assert "clock.jpg" not in {file.name for file in one.audit.evidence}
    one.click("clock.jpg")
    one.page._move("LOY-02")
    assert one.groups()["LOY-02"] == ["clock.jpg"]


def test_a_clock_that_cannot_be_read_is_typed_and_can_be_taken_back(phone, camera, qtbot):
    (first,) = camera(0, off=3600 + 130, zone="")
    camera(60, off=3600 + 130, zone="")
    one = phone()
    one.read(camera.folder)
    assert "ACQ-01" not in one.groups()
    one.click(first.name)
    one.page.dock.clock.click()
    qtbot.waitUntil(lambda: one.window.findChild(Sheet) is not None)
    sheet = one.window.findChild(Sheet)
    line, set_clock = sheet.findChild(LineEdit), sheet.findChildren(QAbstractButton)[-1]
    line.setText("half past")
    set_clock.click()
    assert sheet.isVisible()
    line.setText(f"{NOON.astimezone():%H:%M:%S}")
    set_clock.click()
    assert list(one.groups()) == ["Photo of the clock", "ACQ-01"]
    one.page.model.select({e.photo.sha256 for e in one.page.batch.entries if e.fate == "clock"})
    one.page.dock.clock.click()
    assert "Photo of the clock" not in one.groups() and "ACQ-01" not in one.groups()


def test_the_clock_is_kept_for_the_next_import_of_that_phone(phone, camera):
    one = phone()
    photos.save(
        camera.folder / "clock.jpg",
        photos.photographed(photos.code(NOON)),
        "2026:05:20 11:30:00",
        offset="+00:00",
    )
    one.read(camera.folder)
    (camera.folder / "clock.jpg").unlink()
    one.page.batch.clear()
    camera(60, off=1800)
    one.read(camera.folder)
    assert list(one.groups()) == ["ACQ-01"]


def test_the_clock_goes_on_from_second_to_second(phone, qtbot):
    one = phone()
    one.window.go("phone", "clock")
    first = one.page.clock.face.digits
    qtbot.waitUntil(lambda: one.page.clock.face.digits != first, timeout=3000)
    one.page.up()
    assert not one.page.on_clock


# --- the watched folder ---------------------------------------------------------------------------


@pytest.fixture
def watch(desk, camera, qtbot, monkeypatch):
    """A watched folder with one photo in it that was there before."""
    monkeypatch.setattr(folders, "STABLE_MS", 150)
    camera(10)
    made = PhoneFolder.of(desk)
    made.watch(camera.folder)
    qtbot.waitUntil(lambda: bool(made._watcher.directories()))
    return made


def test_new_photos_are_counted_on_the_scoring_page_and_nothing_pops_up(phone, camera, watch, qtbot):
    one = phone()
    one.window.go("scoring")
    scoring = one.window.page
    button = scoring.files.column.adders.phone
    assert (watch.new, button.text()) == ((), "From the phone")
    camera(60, 200)
    qtbot.waitUntil(lambda: len(watch.new) == 2)
    assert button.text() == "2 new photos"
    assert one.window.page is scoring and not one.window.findChildren(Sheet)
    assert one.window.messages.isHidden() or not one.window.messages.findChildren(QAbstractButton)
    button.click()
    one.rest()
    assert one.groups() == {"ACQ-01": ["IMG_One_+0060.jpg"], "ACQ-02": ["IMG_One_+0200.jpg"]}
    assert watch.new == () and button.text() == "From the phone"


def test_a_photo_that_is_still_being_written_is_waited_for(camera, watch, qtbot):
    whole = photos.jpeg(camera.folder.parent / "whole.jpg", size=(900, 700)).read_bytes()
    path = camera.folder / "coming.jpg"
    path.write_bytes(b"")
    counted = []
    watch.counted.connect(counted.append)
    with path.open("ab") as file:
        for at in range(0, len(whole), len(whole) // 4 + 1):
            file.write(whole[at : at + len(whole) // 4 + 1])
            file.flush()
            before = watch._before.get(path)
            qtbot.waitUntil(lambda before=before: watch._before.get(path) not in (None, before))
            assert watch.new == ()
    qtbot.waitUntil(lambda: watch.new == (path,))
    assert counted == [1]


def test_what_came_while_the_program_was_closed_is_counted_at_its_next_start(
    desk, camera, watch, home, qtbot
):
    desk.close()
    camera(60)
    again = Desk(home)
    made = PhoneFolder.of(again)
    with qtbot.waitSignal(again.store_opened):
        again.open_store()
    qtbot.waitUntil(lambda: [path.name for path in made.new] == ["IMG_One_+0060.jpg"])
    made.stop()
    again.close()


def test_a_watched_folder_that_is_gone_says_so_and_comes_back(phone, camera, watch, qtbot):
    one = phone()
    away = camera.folder.rename(camera.folder.parent / "away")
    watch.look()
    qtbot.waitUntil(lambda: watch.fault is not None)
    assert "no such file or folder" in one.page.watched._said.text()
    away.rename(camera.folder)
    watch.look()
    qtbot.waitUntil(lambda: watch.fault is None)
    assert one.page.watched._said.text().endswith("no new photos.")
    one.page.watched.end.click()
    assert watch.folder is None and one.page.watched.begin.isVisible()


# --- the page ---------------------------------------------------------------------------------


def test_a_long_path_that_is_gone_widens_no_window(phone, tmp_path, settled, qtbot):
    one = phone("ru", (800, 600))
    deep = tmp_path / "/".join(["a" * 60] * 4)
    one.page.folder.watch(deep)
    qtbot.waitUntil(lambda: one.page.folder.fault is not None)
    settled()
    card = one.page.watched
    assert card.width() <= 800 and card.end.mapTo(one.window, QPoint(card.end.width(), 0)).x() <= 800
    assert card._said.text().replace("\u200b", "").startswith(f"Папку «{deep}»")


def test_a_folder_is_asked_for_with_the_dialog(phone, camera, qtbot):
    camera(60)
    one = phone()
    one.page.folder_button.click()
    dialog = one.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(camera.folder))
    dialog.reject()
    one.rest()
    assert list(one.groups()) == ["ACQ-01"]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (720, 1000)])
def test_every_control_has_a_name_room_for_a_finger_and_stays_within_the_window(
    phone, camera, lang, size, settled
):
    camera(10, 20, 4000)
    one = phone(lang, size)
    one.read(camera.folder)
    one.click("IMG_One_+0010.jpg")
    settled()
    assert one.window.width() == size[0]
    for control in one.page.findChildren(QWidget) + one.page.tools():
        if isinstance(control, QAbstractButton) and control.isVisible():
            assert control.accessibleName(), control
            assert control.width() >= TOUCH and control.height() >= TOUCH, control.accessibleName()
            assert control.mapTo(one.window, QPoint(control.width(), 0)).x() <= size[0], (
                control.accessibleName()
            )


def test_escape_lets_go_of_the_selection_then_leads_back_to_where_the_page_was_called(phone, camera):
    camera(60)
    one = phone()
    one.window.go("scoring")
    one.window.go("phone")
    one.read(camera.folder)
    one.click("IMG_One_+0060.jpg")
    one.window.up()
    assert one.selected() == set() and one.window.page.key == "phone"
    one.window.up()
    assert one.window.page.key == "scoring"


def test_what_was_scored_next_counts_where_the_trail_says_nothing(phone, camera):
    camera()
    one = phone()
    now = datetime.now(UTC)
    said = (now - timedelta(minutes=2)).strftime("%Y:%m:%d %H:%M:%S")
    photos.jpeg(camera.folder / "before.jpg", said, offset="+00:00")
    store, audit = one.desk.store, one.audit
    store.append(audit.id, [edit(audit, cells.score("LOY-02"), 3)], "A")
    one.read(camera.folder)
    assert one.groups() == {"LOY-02": ["before.jpg"]}
    one.click("before.jpg")
    assert "Scored 2 min" in one.page.dock._note.text()
