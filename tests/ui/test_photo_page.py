"""Drawing upon a photo in the real window: what is blurred is gone, and the original is not touched."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from cxaudit import cells, reports
from cxaudit.evidence import is_plain_jpeg, take_in
from cxaudit.model import Brief, Evidence
from cxaudit.reports.brand.kit import DEFAULT
from cxaudit.reports.options import Options
from cxaudit.store.store import Store
from ui.desk import Desk
from ui.look import TOUCH
from ui.main_window import MainWindow
from ui.pages.photo.page import PhotoPage
from ui.pages.scoring.page import ScoringPage
from ui.sketch import MOST_CELLS, History, Stroke, drawn, saved

WIDE, HIGH = 800, 600
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def noise() -> Image.Image:
    """Detail in every pixel, so that any that is left would show."""
    return Image.fromarray(np.random.default_rng(7).integers(0, 256, (HIGH, WIDE, 3), dtype=np.uint8))


def camera_photo() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x9C9B] = "Camera", b"Somebody"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    noise().save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def pixels(jpeg: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"), dtype=float)


class Studio:
    """The window with the photo page over a new audit with one photo."""

    def __init__(self, desk: Desk, window: MainWindow, qtbot, send) -> None:
        self.desk, self.window, self._qtbot, self._send = desk, window, qtbot, send

    @property
    def page(self) -> PhotoPage:
        return self.window.page

    @property
    def canvas(self):
        return self.page.canvas

    @property
    def audit(self):
        return self.desk.current.audit

    @property
    def file(self) -> Evidence:
        return self.audit.evidence[0]

    def read(self, sha: str) -> bytes:
        return self.desk.store.blobs.read(sha)

    def press(self, key, text: str = "", held=Qt.KeyboardModifier.NoModifier) -> None:
        self._send(self.window.focusWidget(), key, text, held)

    def point(self, x: float, y: float) -> QPoint:
        """A place of the picture, from 0 to 1, on the screen."""
        return self.canvas.to_screen(
            QPointF(x * self.canvas.picture.width(), y * self.canvas.picture.height())
        ).toPoint()

    def drag(self, begin: tuple[float, float], end: tuple[float, float]) -> None:
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, pos=self.point(*begin))
        for share in (0.3, 0.7, 1.0):
            way = [a + (b - a) * share for a, b in zip(begin, end, strict=True)]
            QTest.mouseMove(self.canvas, self.point(*way))
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, pos=self.point(*end))

    def save(self) -> Evidence:
        count = len(self.audit.evidence)
        self.page.save_button.click()
        self._qtbot.waitUntil(lambda: len(self.audit.evidence) == count + 1, timeout=20_000)
        return self.audit.evidence[-1]


@pytest.fixture
def studio(qtbot, dressed, active, type_key, tmp_path):
    """Open the photo: `studio("ru", scale=1.5, size=(1024, 600))`."""
    desks: list[Desk] = []

    def make(lang="en", scale=1.0, size=(1280, 800)) -> Studio:
        look = dressed(lang, "light", scale)
        desk = Desk(tmp_path / "store")
        desks.append(desk)
        desk.store = Store(tmp_path / "store")
        desk.create_audit(Brief(company="North House", auditor="Auditor One"))
        photo = take_in(
            camera_photo(),
            name="counter.jpg",
            criterion="ONB-03",
            author="A",
            now=NOW,
            blobs=desk.store.blobs,
            evidence_id="counter",
        )
        desk.current.add_evidence([photo])
        pages = {"scoring": lambda now: ScoringPage(now, desk), "photo": lambda now: PhotoPage(now, desk)}
        window = MainWindow(look, pages)
        desk.failed.connect(window.fail)
        qtbot.addWidget(window)
        window.resize(*size)
        active(window)
        window.go("scoring", "ONB-03")
        window.go("photo", "counter")
        qtbot.waitUntil(lambda: not window.page.canvas.picture.isNull(), timeout=5000)
        return Studio(desk, window, qtbot, type_key)

    yield make
    for desk in desks:
        desk.close()


# --- what is saved ----------------------------------------------------------------------------


def test_nothing_of_a_blurred_area_is_left_in_the_saved_picture(studio):
    one = studio()
    one.drag((0.2, 0.2), (0.6, 0.7))
    made = one.save()
    before, after = pixels(one.read(one.file.preview)), pixels(one.read(made.preview))
    inside = (slice(round(0.22 * HIGH), round(0.68 * HIGH)), slice(round(0.22 * WIDE), round(0.58 * WIDE)))
    was, now = before[inside].mean(axis=2), after[inside].mean(axis=2)
    assert was.std() > 20
    fine = now - np.asarray(Image.fromarray(now).resize((5, 4), Image.Resampling.BOX).resize(now.shape[::-1]))
    assert fine.std() < 4
    assert abs(np.corrcoef((was - was.mean()).ravel(), (now - now.mean()).ravel())[0, 1]) < 0.1
    outside = (slice(0, round(0.15 * HIGH)), slice(0, WIDE))
    assert np.corrcoef(before[outside].ravel(), after[outside].ravel())[0, 1] > 0.8


def test_a_blurred_area_holds_no_more_than_the_means_of_a_few_cells():
    raw = noise().tobytes()
    picture = QImage(raw, WIDE, HIGH, 3 * WIDE, QImage.Format.Format_RGB888)
    made = drawn(picture, [Stroke("blur", 100, 100, 500, 420)])
    colours = {made.pixel(x, y) for x in range(100, 500) for y in range(100, 420)}
    assert 1 < len(colours) <= MOST_CELLS**2
    cell = np.asarray(noise(), dtype=float)[100:180, 100:180].mean(axis=(0, 1))
    shown = made.pixelColor(140, 140)
    assert np.abs(cell - [shown.red(), shown.green(), shown.blue()]).max() < 3


def test_a_narrow_line_of_text_becomes_one_row_of_cells():
    picture = QImage(noise().tobytes(), WIDE, HIGH, 3 * WIDE, QImage.Format.Format_RGB888)
    made = drawn(picture, [Stroke("blur", 500, 300, 100, 320)])
    assert len({made.pixel(x, y) for x in range(100, 500) for y in range(300, 320)}) <= MOST_CELLS


def test_the_saved_picture_knows_nothing_but_its_pixels_and_the_original_is_unchanged(studio):
    one = studio()
    one.drag((0.2, 0.2), (0.6, 0.7))
    made = one.save()
    for sha in (made.sha256, made.preview, made.thumb):
        assert is_plain_jpeg(one.read(sha))
        assert not Image.open(io.BytesIO(one.read(sha))).getexif()
    assert one.read(one.file.sha256) == camera_photo()
    assert (made.width, made.height, made.criterion) == (WIDE, HIGH, "ONB-03")
    assert (made.name, made.derived_from) == ("counter (edited).jpg", "counter")


def test_reports_show_the_edited_picture_and_not_the_original(studio, tmp_path):
    one = studio()
    one.desk.current.set_text(cells.caption("counter"), "Counter at noon", ())
    one.drag((0.2, 0.2), (0.6, 0.7))
    made = one.save()
    assert one.file.internal and not made.internal
    read: list[str] = []

    def read_blob(sha: str) -> bytes:
        read.append(sha)
        return one.read(sha)

    options = Options("en", DEFAULT, NOW)
    for kind in ("pdf", "json", "xlsx"):
        reports.save(one.audit, one.desk.current.scores, read_blob, options, tmp_path / f"r.{kind}")
    told = json.loads((tmp_path / "r.json").read_bytes())["evidence"]
    assert [(e["id"], e["caption"]) for e in told] == [(made.id, "Counter at noon")]
    assert made.preview in read
    assert not {one.file.sha256, one.file.preview, one.file.thumb} & set(read)


def test_one_undo_takes_the_picture_back_and_lets_the_original_into_reports_again(studio):
    one = studio()
    one.drag((0.2, 0.2), (0.6, 0.7))
    one.save()
    assert one.window.page.key == "scoring"
    one.window.messages.bars[0].link.click()
    assert [(e.id, e.internal) for e in one.audit.evidence] == [("counter", False)]


def test_the_original_stays_in_reports_if_the_auditor_says_so(studio):
    one = studio()
    one.page.panel.withhold.click()
    one.drag((0.2, 0.2), (0.6, 0.7))
    one.save()
    assert [e.internal for e in one.audit.evidence] == [False, False]


# --- drawing ----------------------------------------------------------------------------------


def test_each_tool_draws_what_it_is_named_after(studio):
    one = studio()
    for at in (1, 2, 3):
        one.press(Qt.Key(ord(str(at))), str(at))
        one.drag((0.1, 0.2 * at), (0.3, 0.2 * at + 0.1))
        one.press(Qt.Key.Key_Escape)
    one.press(Qt.Key.Key_4, "4")
    one.drag((0.5, 0.1), (0.9, 0.2))
    QTest.keyClicks(one.window.focusWidget(), "Closed")
    strokes = one.canvas.strokes
    assert [s.tool for s in strokes] == ["blur", "arrow", "box", "text"]
    assert strokes[3].text == "Closed"
    plain = drawn(one.canvas.picture, ())
    for stroke in strokes:
        assert drawn(one.canvas.picture, [stroke]) != plain


def test_a_picture_is_edited_and_saved_with_the_keys_alone(studio):
    one = studio()
    one.press(Qt.Key.Key_Return)
    first = one.canvas.stroke
    for _ in range(3):
        one.press(Qt.Key.Key_Right)
    one.press(Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    step = WIDE / 100
    moved = one.canvas.stroke
    assert (moved.x1, moved.y1) == pytest.approx((first.x1 + 3 * step, first.y1))
    assert (moved.x2, moved.y2) == pytest.approx((first.x2 + 3 * step, first.y2 + step))
    one.press(Qt.Key.Key_Return)
    assert len(one.canvas.strokes) == 2
    assert one.canvas.accessibleDescription() == "Blur: 2 of 2"
    one.press(Qt.Key.Key_PageUp)
    assert one.canvas.stroke == moved
    one.press(Qt.Key.Key_Delete)
    assert len(one.canvas.strokes) == 1
    assert one.save().derived_from == "counter"


def test_a_tap_adds_a_mark_the_next_one_lets_go_of_it_and_a_third_chooses_it_again(studio):
    one = studio()
    QTest.mouseClick(one.canvas, Qt.MouseButton.LeftButton, pos=one.point(0.5, 0.5))
    assert one.canvas.chosen == 0
    QTest.mouseClick(one.canvas, Qt.MouseButton.LeftButton, pos=one.point(0.05, 0.05))
    assert (one.canvas.chosen, len(one.canvas.strokes)) == (None, 1)
    QTest.mouseClick(one.canvas, Qt.MouseButton.LeftButton, pos=one.point(0.5, 0.5))
    assert (one.canvas.chosen, len(one.canvas.strokes)) == (0, 1)


def test_a_chosen_mark_is_moved_by_its_middle_and_stretched_by_its_end(studio):
    one = studio()
    one.drag((0.2, 0.2), (0.5, 0.5))
    one.drag((0.35, 0.35), (0.45, 0.45))
    moved = one.canvas.stroke
    assert (moved.x1 / WIDE, moved.y2 / HIGH) == pytest.approx((0.3, 0.6), abs=0.01)
    one.drag((0.6, 0.6), (0.8, 0.9))
    stretched = one.canvas.stroke
    assert (stretched.x1, stretched.y1) == (moved.x1, moved.y1)
    assert (stretched.x2 / WIDE, stretched.y2 / HIGH) == pytest.approx((0.8, 0.9), abs=0.01)
    assert len(one.canvas.strokes) == 1


def test_a_finger_draws_as_the_mouse_does(studio):
    one = studio()
    device = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    QTest.touchEvent(one.canvas, device).press(0, one.point(0.2, 0.2), one.canvas).commit()
    for share in (0.3, 0.4, 0.5):
        QTest.touchEvent(one.canvas, device).move(0, one.point(share, share), one.canvas).commit()
    QTest.touchEvent(one.canvas, device).release(0, one.point(0.5, 0.5), one.canvas).commit()
    drawn_box = one.canvas.strokes[0].box
    assert (drawn_box.x() / WIDE, drawn_box.right() / WIDE) == pytest.approx((0.2, 0.5), abs=0.01)


def test_undo_and_redo_go_step_by_step_and_typing_is_one_step(studio):
    one = studio()
    one.drag((0.1, 0.1), (0.3, 0.3))
    one.press(Qt.Key.Key_4, "4")
    one.drag((0.5, 0.1), (0.9, 0.2))
    QTest.keyClicks(one.window.focusWidget(), "Closed")
    one.press(Qt.Key.Key_Return)
    control = Qt.KeyboardModifier.ControlModifier
    one.press(Qt.Key.Key_Z, held=control)
    assert [s.text for s in one.canvas.strokes] == ["", ""]
    one.press(Qt.Key.Key_Z, held=control)
    one.press(Qt.Key.Key_Z, held=control)
    assert one.canvas.strokes == () and not one.page.undo_button.isEnabled()
    one.press(Qt.Key.Key_Z, held=control)
    assert one.audit.evidence, "the audit itself is not undone here"
    for _ in range(3):
        one.press(Qt.Key.Key_Z, held=control | Qt.KeyboardModifier.ShiftModifier)
    assert [s.text for s in one.canvas.strokes] == ["", "Closed"]
    assert not one.page.redo_button.isEnabled()


def test_what_is_drawn_after_an_undo_ends_what_could_be_redone():
    history = History()
    first, second = Stroke("box", 0, 0, 1, 1), Stroke("box", 2, 2, 3, 3)
    history.say((first,))
    history.undo()
    history.say((second,))
    assert history.now == (second,) and not history.can_redo


def test_a_text_without_words_is_not_drawn_and_nothing_is_saved_for_it(studio):
    one = studio()
    one.press(Qt.Key.Key_4, "4")
    one.drag((0.5, 0.1), (0.9, 0.2))
    assert len(one.canvas.strokes) == 1 and not one.page.save_button.isEnabled()
    assert drawn(one.canvas.picture, one.canvas.strokes) == drawn(one.canvas.picture, ())


# --- the page ---------------------------------------------------------------------------------


def test_the_way_back_asks_only_if_something_is_drawn_and_not_saved(studio):
    one = studio()
    one.drag((0.1, 0.1), (0.3, 0.3))
    one.press(Qt.Key.Key_Escape)
    one.press(Qt.Key.Key_Escape)
    assert one.window.page.key == "photo"
    leave = next(b for b in one.window.findChildren(QAbstractButton) if b.text() == "Leave")
    leave.click()
    assert (one.window.page.key, one.window.page.criterion.id) == ("scoring", "ONB-03")
    one.window.go("photo", "counter")
    one._qtbot.waitUntil(lambda: not one.canvas.picture.isNull())
    assert one.canvas.strokes == ()
    one.window.up()
    assert one.window.page.key == "scoring"


def test_what_is_drawn_survives_another_language(studio, dressed, qtbot):
    one = studio()
    one.drag((0.1, 0.1), (0.3, 0.3))
    before = one.canvas.strokes
    one.window.set_look(dressed("ru"))
    qtbot.waitUntil(lambda: not one.canvas.picture.isNull())
    assert one.canvas.strokes == before and one.page.save_button.isEnabled()


def test_a_picture_on_the_scoring_page_opens_here(studio, qtbot):
    one = studio()
    one.window.go("scoring", "ONB-03")
    tile = one.window.page.files.column.tiles.shown[0]
    next(b for b in tile.findChildren(QAbstractButton) if b.accessibleName() == "Open counter.jpg").click()
    assert one.window.page.key == "photo" and one.page.title == "counter.jpg"


def test_a_damaged_preview_is_never_decoded_and_says_so(studio, qtbot):
    one = studio()
    one.desk.store.blobs.path(one.file.preview).write_bytes(b"not a picture")
    one.window.forget("photo")
    one.window.go("photo", "counter")
    qtbot.waitUntil(lambda: one.page._nothing.isVisible())
    assert not one.page.save_button.isEnabled()


def test_without_a_picture_there_is_nothing_to_open_undo_or_save(studio):
    one = studio()
    one.window.forget("photo")
    one.window.go("photo", "unknown")
    tools = (one.page.original, one.page.undo_button, one.page.redo_button, one.page.save_button)
    assert not any(tool.isEnabled() for tool in tools)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (800, 1280), (720, 520)])
@pytest.mark.parametrize(("lang", "scale"), [("en", 1.0), ("ru", 1.5)])
def test_every_control_is_named_large_enough_and_inside_the_window(studio, settled, size, lang, scale):
    one = studio(lang, scale, size)
    one.press(Qt.Key.Key_4, "4")
    one.press(Qt.Key.Key_Return)
    settled()
    assert (one.window.width(), one.window.height()) == size
    controls = [w for w in one.window.findChildren(QAbstractButton) if w.isVisible()]
    for control in (*controls, one.canvas, one.page.panel.words):
        assert control.accessibleName(), control
        assert control.width() >= TOUCH and control.height() >= TOUCH, control.accessibleName()
        right = control.mapTo(one.window, QPoint(control.width(), 0)).x()
        assert right <= size[0], control.accessibleName()
    assert len(controls) >= 9


def test_a_picture_saved_twice_from_the_same_strokes_is_the_same_to_the_byte(studio):
    one = studio()
    strokes = [Stroke("blur", 10, 10, 90, 90), Stroke("text", 10, 200, 300, 240, "Да — это так")]
    assert saved(one.canvas.picture, strokes) == saved(one.canvas.picture, strokes)
