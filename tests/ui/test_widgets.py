"""The shared widgets: what a person presses, types and hears."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import TOUCH, Look
from ui.widgets.bars import BoundsBar, SegmentProgress
from ui.widgets.buttons import FilterChip, IconButton, LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chips import DASH, ScoreChip
from ui.widgets.choices import CheckRow, SegmentedChoice, Switch
from ui.widgets.fields import ComboBox, Field, LineEdit, TextEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ElidedLabel, Label, Pill
from ui.widgets.messages import EmptyState, MessageBar
from ui.widgets.rows import ListRow
from ui.widgets.score_bar import ScoreBar
from ui.widgets.sheet import ask
from ui.widgets.stepper import Stepper


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def press(look: Look) -> list[QWidget]:
    """One of everything that can be pressed."""
    return [
        PrimaryButton(look, "Next"),
        SecondaryButton(look, "Import", "import"),
        LinkButton(look, "All 32"),
        IconButton(look, "timer", "Stopwatch"),
        FilterChip(look, "In the field", 2),
        Switch(look, "Keep the screen on"),
        CheckRow(look, "Consent is given"),
        ListRow(look, "Protection from a wrong choice", "SEL-05", chip=1),
    ]


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5])
def test_everything_pressable_is_large_enough_for_a_finger_and_has_a_name(
    qtbot, dressed: Callable[..., Look], scale: float
) -> None:
    for widget in press(dressed("ru", "light", scale)):
        qtbot.addWidget(widget)
        assert widget.sizeHint().height() >= TOUCH, type(widget)
        assert widget.sizeHint().width() >= TOUCH, type(widget)
        assert widget.accessibleName(), type(widget)
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, type(widget)


def test_keyboard_focus_can_be_seen_and_moves_nothing(
    qtbot, plain: Look, active: Callable[[QWidget], None]
) -> None:
    for widget in press(plain):
        holder = QWidget()
        qtbot.addWidget(holder)
        widget.setParent(holder)
        active(holder)
        widget.resize(widget.sizeHint())
        widget.clearFocus()
        before, size = picture(widget), widget.sizeHint()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert picture(widget) != before, f"{type(widget).__name__} shows no focus"
        assert widget.sizeHint() == size


def test_a_mouse_click_draws_no_ring_and_leaves_enter_to_the_page(
    qtbot, plain: Look, active: Callable[[QWidget], None], type_key: Callable[..., None]
) -> None:
    class Page(QWidget):
        def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
            heard.append("page")

    heard: list[str] = []
    page = Page()
    qtbot.addWidget(page)
    button = SecondaryButton(plain, "Import", parent=page)
    button.clicked.connect(lambda: heard.append("button"))
    active(page)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    type_key(button, Qt.Key.Key_Return)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    type_key(button, Qt.Key.Key_Return)
    assert heard == ["page", "button"]


def test_arrow_keys_and_digits_on_a_button_reach_the_page(
    qtbot, plain: Look, active: Callable[[QWidget], None], type_key: Callable[..., None]
) -> None:
    class Page(QWidget):
        def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
            heard.append(event.key())

    heard: list[int] = []
    page = Page()
    qtbot.addWidget(page)
    bar = ScoreBar(plain, page)
    active(page)
    bar.button(3).setFocus(Qt.FocusReason.TabFocusReason)
    for key, text in ((Qt.Key.Key_Down, ""), (Qt.Key.Key_4, "4")):
        type_key(bar.button(3), key, text)
    assert heard == [Qt.Key.Key_Down, Qt.Key.Key_4]


def test_the_score_bar_says_what_was_pressed_and_shows_what_it_is_told(qtbot, plain: Look) -> None:
    bar = ScoreBar(plain)
    qtbot.addWidget(bar)
    heard: list[object] = []
    bar.scored.connect(heard.append)
    for mark in (0, 5, "N", "U"):
        qtbot.mouseClick(bar.button(mark), Qt.MouseButton.LeftButton)
    assert heard == [0, 5, "N", "U"]
    assert not bar.button("U").isChecked(), "the page decides what stands"
    bar.set_mark(4)
    assert bar.button(4).isChecked() and not bar.button(5).isChecked()
    bar.set_mark(None)
    assert not any(bar.button(mark).isChecked() for mark in (0, 1, 2, 3, 4, 5, "N", "U"))
    assert bar.button(4).sizeHint().height() >= 60


def test_a_tapped_score_does_not_look_touched_once_the_finger_is_off(qtbot, plain: Look, active) -> None:
    """Else the next criterion would seem to have that score half chosen."""
    bar = ScoreBar(plain)
    qtbot.addWidget(bar)
    active(bar)
    heard: list[object] = []
    bar.scored.connect(heard.append)
    device = QTest.createTouchDevice()
    point = bar.button(2).mapTo(bar, bar.button(2).rect().center())
    QTest.touchEvent(bar, device).press(0, point, bar).commit()
    QTest.touchEvent(bar, device).release(0, point, bar).commit()
    assert heard == [2] and not bar.button(2).hovered


@pytest.mark.parametrize(
    ("value", "lang", "said"),
    [
        (3, "en", "Score 3"),
        (2.804264, "en", "Score 2.80"),
        (2.804264, "ru", "Балл 2,80"),
        (None, "ru", "Балла пока нет"),
        ("N", "en", "Not applicable"),
        ("U", "ru", "Не проверено"),
        (DASH, "en", "No score published"),
    ],
)
def test_a_chip_says_its_score_in_words(
    qtbot, dressed: Callable[..., Look], value: object, lang: str, said: str
) -> None:
    chip = ScoreChip(dressed(lang), value)  # type: ignore[arg-type]
    qtbot.addWidget(chip)
    assert chip.accessibleName() == said


def test_four_kinds_of_nothing_look_different(qtbot, plain: Look) -> None:
    seen = []
    for value in (0, None, "N", "U"):
        chip = ScoreChip(plain, value)
        qtbot.addWidget(chip)
        seen.append(picture(chip))
    assert all(one != other for i, one in enumerate(seen) for other in seen[i + 1 :])


def test_draft_and_provisional_are_said(qtbot, plain: Look) -> None:
    chip = ScoreChip(plain, 3.09, provisional=True)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Score 3.09, provisional"
    chip.set_value(4, draft=True)
    assert chip.accessibleName() == "Score 4, draft"


@pytest.mark.parametrize("width", [187, 208])
def test_a_text_that_gets_a_bar_breaks_its_lines_beside_it(plain, qtbot, settled, width):
    edit = TextEdit(
        plain, "Invitation", "cxspace1-" + "0123456789abcdefghjkmnpqrstvwxyz" * 8, lines=3, most=5
    )
    qtbot.addWidget(edit)
    edit.resize(width, 80)
    edit.show()
    settled()
    assert edit.verticalScrollBar().isVisible() and not edit.horizontalScrollBar().maximum()


def test_a_field_says_its_text_once_when_it_is_left(
    qtbot, plain: Look, active: Callable[[QWidget], None]
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    note, company = TextEdit(plain, "Note"), LineEdit(plain, "Company")
    column.addWidget(note)
    column.addWidget(company)
    heard: list[str] = []
    note.left.connect(heard.append)
    company.left.connect(heard.append)
    active(holder)
    note.setFocus()
    note.insertPlainText("Asked twice.")
    company.setFocus()
    company.insert("Demo Co")
    note.setFocus()
    company.flush()
    note.set_text("From elsewhere")
    company.setFocus()
    assert heard == ["Asked twice.", "Demo Co"]


def test_looking_at_a_text_does_not_change_it(qtbot, plain: Look, active: Callable[[QWidget], None]) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    said = "4\u00a0500 ₽,\r\nэто «итог»"
    fields = [TextEdit(plain, "Note", said), LineEdit(plain, "Caption", said), TextEdit(plain, "New")]
    heard: list[str] = []
    for field in fields:
        field.left.connect(heard.append)
        column.addWidget(field)
    fields[2].set_text(said)
    active(holder)
    for field in (*fields, fields[0]):
        field.setFocus()
        field.flush()
    assert heard == []
    fields[0].moveCursor(QTextCursor.MoveOperation.End)
    fields[0].insertPlainText("!")
    fields[0].flush()
    assert heard == ["4\u00a0500 ₽,\nэто «итог»!"]


def test_a_field_shows_its_rule_when_left_and_its_help_when_mended(
    qtbot, plain: Look, active: Callable[[QWidget], None]
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    share, other = LineEdit(plain, "Share"), LineEdit(plain, "Other")
    field = Field("Share", share, help="A share of 1.", rule=lambda t: "" if t == "0.5" else "From 0 to 1.")
    column.addWidget(field)
    column.addWidget(other)
    active(holder)
    share.setFocus()
    share.setText("12")
    other.setFocus()
    assert field.error == "From 0 to 1."
    assert share.accessibleDescription() == "From 0 to 1."
    share.setFocus()
    share.setText("0.5")
    other.setFocus()
    assert field.error == "" and field.under.text() == "A share of 1."


def test_an_empty_list_chooses_nothing_and_the_wheel_leaves_a_combo_alone(qtbot, plain: Look) -> None:
    combo = ComboBox(plain, "Country", [("RU", "Russia"), ("KZ", "Kazakhstan")], "KZ")
    qtbot.addWidget(combo)
    heard: list[object] = []
    combo.chosen.connect(heard.append)
    assert combo.value == "KZ"
    combo.set_value("AM")
    assert combo.value is None
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert heard == ["RU"]


@pytest.mark.parametrize("typed", ["12,5", "12.5", " 12.5 "])
def test_a_stepper_takes_comma_and_point(qtbot, dressed: Callable[..., Look], typed: str) -> None:
    stepper = Stepper(dressed("ru"), "Подбор", 10)
    qtbot.addWidget(stepper)
    heard: list[float] = []
    stepper.changed.connect(heard.append)
    stepper._number.setText(typed)
    stepper._number.editingFinished.emit()
    assert heard == [12.5]
    assert stepper._number.text() == "12,5"


@pytest.mark.parametrize("typed", ["", "ten", "nan", "1e999"])
def test_a_stepper_stays_within_its_limits_and_ignores_what_is_no_number(
    qtbot, plain: Look, typed: str
) -> None:
    stepper = Stepper(plain, "Sale", 99, most=100)
    qtbot.addWidget(stepper)
    stepper._number.setText(typed)
    stepper._number.editingFinished.emit()
    assert stepper.value in (99, 100)
    for _ in range(3):
        stepper._more.click()
    assert stepper.value == 100 and not stepper._more.isEnabled()


def test_a_segmented_choice_moves_with_arrows_and_speaks_only_for_people(
    qtbot, plain: Look, active: Callable[[QWidget], None], type_key: Callable[..., None]
) -> None:
    choice = SegmentedChoice(plain, "Form", [("full", "Full"), ("short", "Short"), ("one", "1 page")], "full")
    qtbot.addWidget(choice)
    heard: list[object] = []
    choice.chosen.connect(heard.append)
    choice.set_value("one")
    assert heard == []
    active(choice)
    choice._segments[2].setFocus()
    type_key(choice._segments[2], Qt.Key.Key_Right)
    assert heard == ["full"] and choice.value == "full"


def test_a_segmented_choice_folds_instead_of_cutting(qtbot, dressed: Callable[..., Look]) -> None:
    look = dressed("ru", "light", 1.5)
    choice = SegmentedChoice(
        look, "Профиль", [(i, name) for i, name in enumerate(("Базовый", "Подписка", "Ритейл"))]
    )
    qtbot.addWidget(choice)
    assert choice.heightForWidth(1000) < choice.heightForWidth(200)


def test_a_short_title_needs_no_more_room_than_it_takes(qtbot, plain: Look) -> None:
    label = ElidedLabel(plain, "Me", "title")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == label.sizeHint().width()


def test_the_text_of_an_empty_page_stands_in_short_lines_in_the_middle(qtbot, plain: Look, settled) -> None:
    empty = EmptyState(plain, "columns-3", "Nothing here", "A long sentence says what can be done here. " * 5)
    qtbot.addWidget(empty)
    empty.resize(1100, 400)
    empty.show()
    settled()
    _, note = empty.findChildren(Label)
    assert note.width() <= 560 and abs(note.geometry().center().x() - 550) <= 1


def test_long_titles_wrap_to_two_lines_in_a_row(qtbot, plain: Look) -> None:
    short, long = ListRow(plain, "Short"), ListRow(plain, "A title that needs a second line here " * 3)
    for row in (short, long):
        qtbot.addWidget(row)
    assert long.heightForWidth(300) > short.heightForWidth(300)
    assert long.heightForWidth(300) <= 74


def test_user_text_stays_plain_everywhere(qtbot, plain: Look) -> None:
    nasty = "<b>bold</b><img src='file:///x'>"
    label = Label(plain, nasty, wrap=False)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    measured = label.fontMetrics().horizontalAdvance(nasty)
    assert label.sizeHint().width() >= measured, "every character is shown as it is"


def test_a_busy_button_keeps_its_width_and_takes_no_second_press(qtbot, plain: Look) -> None:
    button = PrimaryButton(plain, "Save PDF", "download")
    qtbot.addWidget(button)
    width = button.sizeHint().width()
    presses: list[str] = []
    button.clicked.connect(lambda: presses.append("pressed"))
    button.set_busy(True)
    button.click()
    assert button.sizeHint().width() == width and not presses
    button.set_busy(False)
    button.click()
    assert len(presses) == 1


def test_a_message_bar_does_what_its_link_says(qtbot, plain: Look) -> None:
    heard: list[str] = []
    bar = MessageBar(plain, "danger", "The file did not open.", "Open the copy", lambda: heard.append("copy"))
    qtbot.addWidget(bar)
    assert bar.link
    bar.link.click()
    assert heard == ["copy"]


def test_flowing_widgets_take_as_many_rows_as_they_need(qtbot, plain: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=8)
    for _ in range(6):
        flow.addWidget(FilterChip(plain, "In the field", 2))
    assert flow.heightForWidth(2000) == TOUCH
    assert flow.heightForWidth(250) >= 3 * TOUCH


def test_a_card_lets_its_body_be_as_high_as_the_text_needs(
    qtbot, plain: Look, settled: Callable[[], None]
) -> None:
    card = Card(plain, "Missing", right=Pill(plain, "4"))
    qtbot.addWidget(card)
    label = Label(plain, "A sentence that goes on and on. " * 12)
    card.add(label)
    card.add(EmptyState(plain, "search-x", "Nothing found", "Change the filter."))
    card.resize(320, card.heightForWidth(320))
    card.show()
    settled()
    assert label.height() >= label.heightForWidth(label.width())


def test_bars_say_their_figures(qtbot, dressed: Callable[..., Look]) -> None:
    look = dressed("ru")
    bounds = BoundsBar(look, "Итог", 2.804264, 2.6995, 2.887)
    segments = SegmentProgress(look, "Этапы", [1, 0.5], "1 из 8")
    for widget in (bounds, segments):
        qtbot.addWidget(widget)
    assert bounds.accessibleName() == "Итог: 2,80 (2,70–2,89)"
    assert segments.accessibleName() == "Этапы: 1 из 8"


def test_a_dangerous_question_treats_enter_and_escape_as_no(
    qtbot, plain: Look, active: Callable[[QWidget], None], type_key: Callable[..., None]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    active(window)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        heard: list[str] = []
        ask(
            window,
            plain,
            "Delete the audit?",
            "It cannot be brought back.",
            "Delete",
            lambda heard=heard: heard.append("yes"),
            lambda heard=heard: heard.append("no"),
            danger=True,
        )
        type_key(window.focusWidget(), key)
        assert heard == ["no"], key


def test_nothing_under_a_question_can_be_reached(
    qtbot, plain: Look, active: Callable[[QWidget], None], settled: Callable[[], None]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    under = SecondaryButton(plain, "Under", parent=window)
    active(window)
    under.setFocus()
    sheet = ask(window, plain, "Sign off the audit?", "Scores close.", "Sign off", lambda: None)
    settled()
    for _ in range(5):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(window.focusWidget())
    assert window.childAt(under.geometry().center()) is not under
    sheet.close_with(False)
    assert window.focusWidget() is under
    assert window.childAt(QPoint(10, 10)) is under


def test_the_menu_of_a_text_field_speaks_the_language_of_the_program(
    qtbot, dressed: Callable[..., Look]
) -> None:
    for lang, word in (("ru", "Копировать"), ("en", "Copy"), ("ru", "Копировать")):
        field = LineEdit(dressed(lang), "Company")
        qtbot.addWidget(field)
        said = " ".join(action.text() for action in field.createStandardContextMenu().actions())
        assert word in said.replace("&", "")


def test_a_choice_that_is_too_long_for_a_line_is_shown_to_its_end(qtbot, plain: Look) -> None:
    combo = ComboBox(
        plain, "Criterion", [(end, f"ACQ-14 Speed of the first reply by a {end}") for end in "ab"]
    )
    qtbot.addWidget(combo)
    combo.resize(272, combo.height())
    pictures = []
    for value in "ab":
        combo.set_value(value)
        pictures.append(combo.grab().toImage())
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_a_list_of_choices_is_as_wide_as_its_longest_one_in_any_size_of_text(dressed, scale):
    look = dressed(scale=scale)
    made = ComboBox(look, "Country", [("", "All countries"), ("ru", "Russia")], "")
    beside = 13 + look.px(20) + 16
    assert made.sizeHint().width() - beside >= made.fontMetrics().horizontalAdvance("All countries")
