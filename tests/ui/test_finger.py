"""A finger that is drawn over a page scrolls it and presses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScroller, QVBoxLayout, QWidget

from ui.widgets.buttons import SecondaryButton
from ui.widgets.scroll import Content, ListView, ScrollArea


@pytest.fixture(scope="module")
def device():
    return QTest.createTouchDevice()


@pytest.fixture
def draw(device):
    """Draw a finger over a widget from a point, by so much, in so many steps."""

    def finger(widget: QWidget, start: QPoint, by: int, steps: int = 20, rest: int = 8) -> None:
        top = widget.window()
        QTest.touchEvent(top, device).press(0, start, top).commit()
        for step in range(1, steps + 1 if by else 1):
            QTest.qWait(8)
            QTest.touchEvent(top, device).move(0, start + QPoint(0, by * step // steps), top).commit()
        QTest.qWait(rest)
        QTest.touchEvent(top, device).release(0, start + QPoint(0, by), top).commit()
        QTest.qWait(40)
        QScroller.scroller(widget.viewport()).stop()

    return finger


@pytest.fixture
def pressed() -> list[object]:
    return []


@pytest.fixture
def form(plain, qtbot, active, pressed) -> ScrollArea:
    content = Content()
    content.setMinimumHeight(1600)
    column = QVBoxLayout(content)
    for i in range(20):
        button = SecondaryButton(plain, f"Button {i}")
        button.clicked.connect(lambda _=False, i=i: pressed.append(i))
        column.addWidget(button)
    made = ScrollArea(plain, content)
    made.resize(300, 400)
    qtbot.addWidget(made)
    active(made)
    return made


@pytest.fixture
def rows(plain, qtbot, active, pressed) -> ListView:
    made = ListView(plain, "Rows")
    made.setModel(QStringListModel([str(n) for n in range(200)], made))
    made.clicked.connect(lambda index: pressed.append(index.row()))
    made.resize(300, 400)
    qtbot.addWidget(made)
    active(made)
    return made


def _middle(area) -> QPoint:
    """The middle of the button, or of the row, next to the middle of the area."""
    buttons = [b for b in area.findChildren(SecondaryButton) if 150 < b.mapTo(area, QPoint(0, 0)).y() < 300]
    return buttons[0].mapTo(area, buttons[0].rect().center()) if buttons else QPoint(150, 200)


@pytest.mark.parametrize(("steps", "rest"), [(8, 8), (40, 8), (40, 300)], ids=["flung", "drawn", "held"])
@pytest.mark.parametrize("what", ["form", "rows"])
def test_a_finger_that_is_drawn_scrolls_and_presses_nothing(request, draw, pressed, what, steps, rest):
    area = request.getfixturevalue(what)
    for x in (20, 150):
        area.verticalScrollBar().setValue(0)
        draw(area, QPoint(x, 330), -250, steps, rest)
        assert area.verticalScrollBar().value() >= 150
    assert pressed == []


@pytest.mark.parametrize("what", ["form", "rows"])
def test_a_tap_presses_what_is_under_it_also_after_scrolling(request, draw, pressed, what):
    area = request.getfixturevalue(what)
    draw(area, _middle(area), 0)
    assert len(pressed) == 1
    draw(area, QPoint(150, 330), -250)
    there = area.verticalScrollBar().value()
    draw(area, _middle(area), 0)
    assert area.verticalScrollBar().value() == there
    assert len(pressed) == 2 and pressed[1] > pressed[0]


@pytest.mark.parametrize("what", ["form", "rows"])
def test_a_mouse_that_is_drawn_does_not_scroll_and_still_presses(request, pressed, what):
    area = request.getfixturevalue(what)
    target = area.childAt(_middle(area))
    where = target.mapFrom(area, _middle(area))
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseMove(target, where - QPoint(0, 150))
    QTest.mouseMove(target, where)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=where)
    assert area.verticalScrollBar().value() == 0
    assert len(pressed) == 1
