"""The window: ways through it, keys, messages, and a change of look."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.errors import KnownError, NotSaved
from cxaudit.paths import ROOT
from cxaudit.progress import Cancelled
from ui.look import MARGIN, TOUCH, Look
from ui.main_window import PREFERRED, MainWindow
from ui.page import Page, size_class
from ui.page_list import makers
from ui.rail import BELOW, GLOBAL, OF_AUDIT
from ui.title_bar import TitleBar
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import LineEdit
from ui.widgets.labels import ElidedLabel
from ui.widgets.sheet import Sheet

KEYS = ("home", "overview", "brief", "scoring", "report", "settings", "help")


class Paper(Page):
    """A page that writes down what happens to it."""

    def __init__(self, look: Look, key: str, log: list[object]) -> None:
        super().__init__(look)
        self.key, self.log = key, log
        self.wants_rail = key != "scoring"
        self.inner = False
        self.size_now = ""
        self.argument: object = None
        self.field = LineEdit(look, "Company")
        self.field.left.connect(lambda text: log.append(("saved", text)))
        QVBoxLayout(self).addWidget(self.field)

    @property
    def title(self) -> str:
        return f"Title of {self.key}"

    def tools(self) -> list[QWidget]:
        return [
            SecondaryButton(self.look, "Bring in from a file", "import"),
            PrimaryButton(self.look, f"Do {self.key}", "plus"),
        ]

    def enter(self, argument: object) -> None:
        self.argument = argument
        self.log.append(("enter", self.key, argument))

    def leave(self) -> None:
        self.field.flush()
        self.log.append(("leave", self.key))

    def place(self) -> object:
        return self.argument

    def fits(self, width: int, height: int, size: str) -> None:
        self.size_now = size

    def up(self) -> bool:
        inner, self.inner = self.inner, False
        return inner

    def press(self, key: str) -> bool:
        self.log.append(("press", key))
        return True


class Kept(dict[str, str]):
    """A memory that lasts as long as the test."""

    def recall(self, name: str) -> str:
        return self.get(name, "")

    def remember(self, name: str, value: str) -> None:
        self[name] = value


@pytest.fixture
def log() -> list[object]:
    return []


@pytest.fixture
def window(qtbot, plain: Look, log: list[object]) -> MainWindow:
    def factory(key: str) -> Callable[[Look], Page]:
        return lambda look: Paper(look, key, log)

    made = MainWindow(plain, {key: factory(key) for key in KEYS})
    qtbot.addWidget(made)
    made.set_audit("Demo Co", "2026-2")
    made.go("home")
    made.show()
    return made


def page(window: MainWindow) -> Paper:
    assert isinstance(window.page, Paper)
    return window.page


def test_pages_are_made_when_first_visited_and_kept(window: MainWindow) -> None:
    first = page(window)
    window.go("brief", "company")
    assert page(window).argument == "company"
    window.go("home")
    assert page(window) is first


def test_back_goes_one_level_up_never_through_history(window: MainWindow) -> None:
    for key in ("overview", "brief", "report", "scoring"):
        window.go(key)
    page(window).inner = True
    window.up()
    assert page(window).key == "scoring", "first out of the inner level"
    window.up()
    assert page(window).key == "overview"
    window.up()
    assert page(window).key == "home"
    window.up()
    assert page(window).key == "home"


def test_settings_and_help_lead_back_to_the_page_they_were_called_from(window: MainWindow) -> None:
    window.go("brief")
    window.go("settings")
    window.go("help")
    window.up()
    assert page(window).key == "brief"


def test_a_page_is_left_before_another_is_shown_so_that_typed_text_is_safe(
    window: MainWindow, log: list[object]
) -> None:
    page(window).field.insert("Demo Co")
    log.clear()
    window.go("overview")
    assert log == [("saved", "Demo Co"), ("leave", "home"), ("enter", "overview", None)]


def test_a_new_look_makes_the_page_anew_in_the_same_place_with_text_safe(
    window: MainWindow, log: list[object], dressed: Callable[..., Look]
) -> None:
    window.go("scoring", "SEL-05")
    old = page(window)
    old.field.insert("typed")
    log.clear()
    window.set_look(dressed("ru", "dark", 1.25))
    assert page(window) is not old
    assert page(window).argument == "SEL-05"
    assert ("saved", "typed") in log
    assert window.rail.entries["overview"].text() == "Обзор"
    assert window.messages.look is window.look


def test_the_rail_hides_the_pages_of_an_audit_while_none_is_open(window: MainWindow) -> None:
    assert window.rail.entries["brief"].isVisible()
    window.set_audit("")
    assert not window.rail.entries["brief"].isVisible()
    assert window.rail.entries["settings"].isVisible()


def test_scoring_takes_the_whole_width(window: MainWindow) -> None:
    window.go("scoring")
    assert not window.rail.isVisible()
    window.up()
    assert window.rail.isVisible()


@pytest.mark.parametrize(("width", "size"), [(1280, "wide"), (1024, "compact"), (760, "narrow")])
def test_the_window_folds_with_its_width(
    window: MainWindow, settled: Callable[[], None], width: int, size: str
) -> None:
    window.resize(width, 600)
    settled()
    assert window.width() == width
    assert page(window).size_now == size
    assert (window.rail.width() == 64) is (size != "wide")


def test_tools_fold_to_icons_before_the_title_is_cut(
    window: MainWindow, settled: Callable[[], None], dressed: Callable[..., Look]
) -> None:
    first = window.findChild(SecondaryButton)
    assert first and first.width() > 100
    window.set_look(dressed("ru", "light", 1.5))
    window.resize(720, 560)
    settled()
    first = window.centralWidget().findChild(SecondaryButton)
    assert first and first.width() == 44 and first.toolTip() == "Bring in from a file"


def test_larger_text_folds_like_a_narrower_window() -> None:
    assert size_class(1280, 1.0) == "wide"
    assert size_class(1280, 1.25) == "compact"
    assert size_class(1100, 1.5) == "narrow"


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_G, "g"), (0x413, "п")], ids=["latin", "russian"])
def test_g_and_a_letter_go_to_a_page_by_the_place_of_the_keys(
    window: MainWindow, type_key: Callable[..., None], key: int, text: str
) -> None:
    second = (Qt.Key.Key_B, "b") if text == "g" else (0x418, "и")
    type_key(window, 0x41F if text == "п" else key, text)
    type_key(window, *second)
    assert page(window).key == "brief"


def test_single_letters_stay_in_a_text_field(window: MainWindow, type_key: Callable[..., None]) -> None:
    for key, text in ((Qt.Key.Key_G, "g"), (Qt.Key.Key_B, "b"), (Qt.Key.Key_4, "4")):
        type_key(page(window).field, key, text)
    assert page(window).key == "home"
    assert page(window).field.text() == "gb4"


def test_keys_nobody_took_reach_the_page_by_name(
    window: MainWindow, log: list[object], type_key: Callable[..., None]
) -> None:
    log.clear()
    type_key(window, Qt.Key.Key_4, "4")
    type_key(window, 0x422, "т")
    type_key(window, Qt.Key.Key_Down)
    type_key(window, Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.ControlModifier)
    assert log == [("press", "4"), ("press", "N"), ("press", "Down"), ("press", "Ctrl+Enter")]
    window.letters = False
    log.clear()
    type_key(window, Qt.Key.Key_4, "4")
    assert log == []


def test_escape_first_leaves_the_field_and_then_the_page(
    window: MainWindow, type_key: Callable[..., None], active: Callable[[QWidget], None]
) -> None:
    active(window)
    window.go("overview")
    page(window).field.setFocus()
    type_key(page(window).field, Qt.Key.Key_Escape)
    assert page(window).key == "overview" and not page(window).field.hasFocus()
    type_key(window, Qt.Key.Key_Escape)
    assert page(window).key == "home"


def test_what_the_page_does_not_do_is_called_out(window: MainWindow, type_key: Callable[..., None]) -> None:
    heard: list[str] = []
    window.called.connect(heard.append)
    for key in (Qt.Key.Key_N, Qt.Key.Key_F, Qt.Key.Key_P, Qt.Key.Key_Z):
        type_key(window, key, "", Qt.KeyboardModifier.ControlModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    type_key(window, Qt.Key.Key_Z, "", both)
    assert heard == ["new", "search", "pdf", "undo", "redo"]


def test_f1_opens_help_and_ctrl_comma_settings(window: MainWindow, type_key: Callable[..., None]) -> None:
    window.go("brief")
    type_key(window, Qt.Key.Key_F1)
    assert page(window).key == "help" and page(window).argument == "brief"
    type_key(window, Qt.Key.Key_Comma, ",", Qt.KeyboardModifier.ControlModifier)
    assert page(window).key == "settings"


def test_never_more_than_two_messages_and_none_twice(window: MainWindow) -> None:
    for sentence in ("One.", "Two.", "Three.", "Three."):
        window.say("warn", sentence)
    assert [bar.sentence for bar in window.messages.bars] == ["Two.", "Three."]


def test_a_page_speaks_and_leads_on_through_the_window(window: MainWindow) -> None:
    followed: list[str] = []
    page(window).say("danger", "The file was refused.", "Another file", lambda: followed.append("yes"))
    bar = window.messages.bars[0]
    assert bar.link
    bar.link.click()
    assert followed == ["yes"]
    assert window.messages.bars == []
    page(window).went.emit("scoring", "SAL-02")
    assert page(window).argument == "SAL-02"


@pytest.mark.parametrize("kind", ["ok", "accent", "warn", "danger"])
def test_what_was_said_on_a_page_goes_with_it(window: MainWindow, kind) -> None:
    page(window).say(kind, "Said here.")
    window.go(page(window).key)
    assert len(window.messages.bars) == 1
    window.go("scoring")
    assert window.messages.bars == []


def test_that_something_was_not_saved_follows_to_every_page(window: MainWindow) -> None:
    window.fail(NotSaved("The disk is full."))
    window.fail(KnownError("The file was refused."))
    window.go("scoring")
    assert [bar.sentence for bar in window.messages.bars] == ["The disk is full."]


def test_a_known_error_is_a_sentence_in_the_readers_language(
    window: MainWindow, dressed: Callable[..., Look]
) -> None:
    window.fail(KnownError("Nothing of {name} was lost.", name="<b>Demo</b>"))
    assert window.messages.bars[0].sentence == "Nothing of <b>Demo</b> was lost."
    window.fail(Cancelled())
    assert len(window.messages.bars) == 1


def test_a_fault_of_ours_is_explained_with_details_to_copy(window: MainWindow, caplog) -> None:
    window.fail(ZeroDivisionError("in the score"))
    sheet = window.findChild(Sheet)
    assert sheet is not None and "mistake" in sheet.accessibleName()
    assert "in the score" in caplog.text


def test_the_window_comes_back_where_it_was(qtbot, plain: Look) -> None:
    memory = Kept()
    first = MainWindow(plain, {"home": lambda look: Paper(look, "home", [])}, memory)
    qtbot.addWidget(first)
    first.resize(740, 560)
    first.show()
    first.close()
    second = MainWindow(plain, {"home": lambda look: Paper(look, "home", [])}, memory)
    qtbot.addWidget(second)
    assert second.size() == first.size()


def test_the_window_is_never_larger_than_its_screen(qtbot, plain: Look) -> None:
    elsewhere = Kept()
    elsewhere.remember("window", "of a larger screen")
    for kept in (None, elsewhere):
        window = MainWindow(plain, {"home": lambda look: Paper(look, "home", [])}, kept)
        qtbot.addWidget(window)
        room = window.screen().availableSize()
        assert room.width() < PREFERRED.width()
        assert window.size().boundedTo(room) == window.size()


def test_a_forgotten_page_is_made_anew(window: MainWindow) -> None:
    window.go("brief")
    old = page(window)
    window.go("home")
    window.forget()
    window.go("brief")
    assert page(window) is not old


def test_the_window_imports_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "matplotlib", "reportlab", "numpy", "PIL", "babel", "PySide6.QtSvg")
    code = (
        "import sys, ui.main_window, ui.worker\n"
        "from ui.widgets import bars, buttons, card, chips, choices, fields, rows, score_bar, sheet\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_every_page_is_found_by_its_key(desk, plain, qtbot):
    for key, make in makers(desk).items():
        made = make(plain)
        qtbot.addWidget(made)
        assert made.key == key


def test_in_a_low_window_the_rail_keeps_its_entries_large_and_the_current_one_in_sight(
    plain, qtbot, active, settled
):
    keys = ("home", *OF_AUDIT, *BELOW)
    window = MainWindow(plain, {key: lambda look, key=key: Paper(look, key, []) for key in keys})
    qtbot.addWidget(window)
    window.resize(1024, 520)
    active(window)
    window.set_audit("Demo Co")
    for key in (*OF_AUDIT, *reversed(OF_AUDIT)):
        window.go(key)
        settled()
        entry, seen = window.rail.entries[key], window.rail._audit.viewport()
        assert key == "scoring" or seen.rect().contains(entry.rect().translated(entry.mapTo(seen, QPoint())))
    assert all(entry.height() >= TOUCH for entry in window.rail.entries.values())


LONGEST = "Электрооборудование и человеконенавистническое делопроизводство " * 5


@pytest.mark.parametrize("context", ["2026-1 \u00b7 Russia", "", LONGEST])
def test_every_page_of_an_audit_is_in_sight_in_a_window_of_usual_size(plain, qtbot, active, settled, context):
    keys = (*GLOBAL, *OF_AUDIT, *BELOW)
    window = MainWindow(plain, {key: lambda look, key=key: Paper(look, key, []) for key in keys})
    qtbot.addWidget(window)
    window.resize(1280, 800)
    active(window)
    window.set_audit("Demo Co", context)
    settled()
    seen = window.rail._audit.viewport()
    for key in OF_AUDIT:
        entry = window.rail.entries[key]
        assert seen.rect().contains(entry.rect().translated(entry.mapTo(seen, QPoint()))), key
    assert [window.rail.entries[key].toolTip() for key in BELOW] == ["Brand", "Help", "Settings"]


def test_a_name_of_any_length_leaves_the_pages_their_room_in_the_rail(plain, qtbot, active, settled):
    keys = (*GLOBAL, *OF_AUDIT, *BELOW)
    window = MainWindow(plain, {key: lambda look, key=key: Paper(look, key, []) for key in keys})
    qtbot.addWidget(window)
    window.resize(1280, 800)
    active(window)
    window.set_audit(LONGEST, LONGEST)
    window.go("report")
    settled()
    rail = window.rail
    assert rail.name.height() <= 3 * plain.metrics(14, 600).height() + 5
    assert rail.name.accessibleName() == f"{LONGEST} \u00b7 {LONGEST}" and rail.name.toolTip()
    assert {entry.mapTo(rail, QPoint()).x() for key, entry in rail.entries.items() if key in OF_AUDIT} == {8}


def test_the_rail_stands_as_before_once_the_window_is_wide_again(plain, qtbot, active, settled):
    keys = ("home", *OF_AUDIT, *BELOW)
    window = MainWindow(plain, {key: lambda look, key=key: Paper(look, key, []) for key in keys})
    qtbot.addWidget(window)
    window.resize(1280, 800)
    active(window)
    window.set_audit("Demo Co", "2026-1 \u00b7 Russia")
    settled()

    def places() -> list[int]:
        return [entry.mapTo(window, QPoint()).y() for entry in window.rail.entries.values()]

    before = places()
    window.resize(1024, 600)
    settled()
    window.resize(1280, 800)
    settled()
    assert places() == before


def test_a_pill_beside_a_short_title_takes_no_room_from_the_tools_beside_a_long_context(qtbot, plain):
    class Busy(Page):
        title, status, context = (
            "Brand",
            ("ok", "In use for now"),
            "How the reports look to those who read them",
        )

        def tools(self):
            return [SecondaryButton(self.look, "Use for the reports", "check")]

    bar, page = TitleBar(plain), Busy(plain)
    qtbot.addWidget(bar)
    bar.adopt(page)
    bar.show_page(page, True)
    [tool] = bar.findChildren(SecondaryButton)
    words = max(label.sizeHint().width() for label in bar.findChildren(ElidedLabel))
    bar.resize(words + tool.sizeHint().width() + 200, 64)
    bar.show()
    assert tool.toolTip() == ""


def test_tools_that_a_page_hides_take_no_room_and_have_it_again_when_they_come(qtbot, plain):
    class Shy(Page):
        def tools(self):
            self.tool = SecondaryButton(self.look, "Swap the waves")
            self.tool.hide()
            return [self.tool]

    bar, page = TitleBar(plain), Shy(plain)
    qtbot.addWidget(bar)
    bar.adopt(page)
    bar.show_page(page, True)
    bar.resize(800, 64)
    bar.show()

    def finder_ends() -> int:
        return bar.finder.geometry().right() + 1

    qtbot.waitUntil(lambda: finder_ends() == 800 - MARGIN)
    page.tool.show()
    qtbot.waitUntil(lambda: page.tool.mapTo(bar, page.tool.rect().topRight()).x() + 1 == 800 - MARGIN)
    assert finder_ends() < page.tool.mapTo(bar, QPoint()).x()
