"""A whole audit with one finger on a small tablet: no key is pressed, no mouse is moved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from cxaudit.i18n import translator
from cxaudit.store.doctor import examine
from tests.marks import ALL
from ui.look import TOUCH
from ui.palette.palette import Palette

BETWEEN_MS = 8
"""Longer than what counts as a double tap here; the system's own limit would make a long test."""


@pytest.fixture(scope="module")
def device():
    return QTest.createTouchDevice()


class Finger:
    """Taps what is seen, and lets the system's on-screen keyboard write."""

    def __init__(self, auditor, device, lang: str) -> None:
        self.auditor, self._device, self.tr = auditor, device, translator(lang)
        self.taps = 0

    def tap(self, widget: QWidget, where: QPoint | None = None) -> None:
        """The middle of that widget, which must be in sight and large enough."""
        assert widget.isVisible() and widget.isEnabled(), widget.accessibleName()
        assert widget.width() >= TOUCH <= widget.height(), widget.accessibleName()
        top = widget.window()
        point = widget.mapTo(top, where or widget.rect().center())
        assert top.rect().contains(point)
        QTest.touchEvent(top, self._device).press(0, point, top).commit()
        QTest.touchEvent(top, self._device).release(0, point, top).commit()
        QTest.qWait(BETWEEN_MS)
        self.taps += 1

    def tap_word(self, text: str) -> None:
        """The button in sight with that word."""
        active = QApplication.activeWindow() or self.auditor.window
        found = [b for b in active.findChildren(QAbstractButton) if b.isVisible() and b.text() == text]
        assert found, text
        self.tap(found[-1])

    def write(self, text: str) -> None:
        """What an on-screen keyboard commits to the field that has the focus."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        field = QApplication.focusWidget()
        assert field and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        QApplication.sendEvent(field, event)


@pytest.fixture
def finger(auditor, device, qapp):
    """Start on a screen of 1024x600."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(BETWEEN_MS // 2)

    def start(lang: str) -> Finger:
        auditor.start(lang)
        auditor.window.showNormal()
        auditor.window.resize(1024, 600)
        auditor.rest()
        return Finger(auditor, device, lang)

    yield start
    qapp.setDoubleClickInterval(before)


def begin_audit(one: Finger) -> None:
    one.tap_word(one.tr("New audit"))
    one.auditor.rest()
    one.write("Demo Co")
    one.tap_word(one.tr("Create"))
    one.auditor.wait(lambda: one.auditor.desk.current)
    one.auditor.rest()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_auditor_scores_all_criteria_with_one_finger_and_sees_the_overview(finger, lang):
    one = finger(lang)
    auditor, tr = one.auditor, one.tr
    begin_audit(one)
    one.tap(auditor.window.rail.entries["scoring"])
    assert auditor.page.key == "scoring"
    before = one.taps
    for mark in ALL:
        one.tap(auditor.page.dock.bar.button(int(mark) if mark.isdigit() else mark))
        if mark in "NU":
            one.tap(auditor.page.reason.ready[1])
    assert one.taps - before == 120 + sum(mark in "NU" for mark in ALL)
    overall = auditor.desk.current.scores.overall
    assert (round(overall.score, 6), overall.scored, overall.base) == (2.804264, 113, 118)
    one.tap(auditor.page.dock.next)
    one.tap_word(tr("Overview"))
    auditor.rest()
    assert auditor.page.key == "overview"
    assert auditor.faults == [] and examine(auditor.desk.store) == []


def test_with_auto_advance_off_one_tap_scores_and_one_goes_on(finger):
    one = finger("en")
    begin_audit(one)
    one.auditor.desk.choose(auto_advance=False)
    one.tap(one.auditor.window.rail.entries["scoring"])
    page = one.auditor.page
    for mark in (4, 2):
        one.tap(page.dock.bar.button(mark))
        one.tap(page.dock.next)
    assert [one.auditor.audit.rating(c).mark for c in ("ACQ-01", "ACQ-02")] == [4, 2]
    one.tap(page.dock.previous)
    assert page.criterion.id == "ACQ-02"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_search_filter_note_and_hiding_need_no_key(finger, lang):
    one = finger(lang)
    auditor, tr = one.auditor, one.tr
    begin_audit(one)
    one.tap(auditor.window._title_bar.finder)
    palette = auditor.window.findChildren(Palette)[-1]
    one.write("SEL-10")
    row = palette.rows.visualRect(palette.model.index(1)).center()
    one.tap(palette.rows.viewport(), row)
    page = auditor.page
    assert page.criterion.id == "SEL-10"
    one.tap(page.card.note, QPoint(30, 20))
    one.write("сказал дословно")
    one.tap(page.dock.bar.button(4))
    assert auditor.audit.rating("SEL-10").note == "сказал дословно"
    page.way.choose_filter("unrated")
    one.tap(page.dock.bar.button(3))
    assert page.criterion.id == "SEL-12" and auditor.audit.rating("SEL-11").mark == 3
    one.tap(page.panel.show_every)
    assert page.course.filter == "all"
    one.tap(page.top.hide)
    small = auditor.session._hiding.notes
    auditor.wait(lambda: QApplication.activeWindow() is small)
    one.tap(small.notes.keys.keys[5])
    one.tap(small.notes.keys.keys["U"])
    one.tap_word(tr("There was no time"))
    one.tap(small.notes.blank)
    one.tap(small.paper)
    small.close()
    one.tap(small.question.yes)
    assert auditor.window.isVisible() and page.criterion.id == "SEL-14"
    assert [auditor.audit.rating(c).mark for c in ("SEL-12", "SEL-13")] == [5, "U"]


def test_everything_for_a_score_is_within_the_reach_of_one_thumb(finger):
    """The marks, back and next stand in one line at the foot, the question why in their place."""
    one = finger("ru")
    begin_audit(one)
    one.tap(one.auditor.window.rail.entries["scoring"])
    page, foot = one.auditor.page, 600 - 100
    keys = [
        page.dock.previous,
        page.dock.next,
        *(page.dock.bar.button(m) for m in (0, 1, 2, 3, 4, 5, "N", "U")),
    ]
    assert all(key.mapTo(one.auditor.window, QPoint(0, 0)).y() >= foot for key in keys)
    one.tap(page.dock.bar.button("U"))
    one.auditor.rest()
    for key in page.reason.ready:
        assert key.mapTo(one.auditor.window, QPoint(0, 0)).y() >= 600 // 2
