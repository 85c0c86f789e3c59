"""Every page can be used with a finger, with the keyboard and with a screen reader."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from cxaudit import cells
from tests.ui.audits import disagree
from ui.look import TOUCH
from ui.page_list import PAGES

LONG = "Электрооборудование и человеконенавистническое делопроизводство " * 4
TYPED = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def controls(window):
    """What can be pressed or typed into, and is seen."""
    for widget in window.findChildren(QWidget):
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        is_holder = isinstance(widget, QAbstractScrollArea) and not isinstance(widget, TYPED)
        if is_holder or isinstance(widget.parent(), QLineEdit):
            continue
        pressed = isinstance(widget, QAbstractButton) or (takes_focus and widget is not window)
        if pressed and widget.isVisible() and not isinstance(widget, QScrollBar):
            yield widget


def name_of(widget):
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize(("lang", "size"), [("en", (1280, 800)), ("ru", (1024, 600))])
def test_every_control_of_every_page_has_a_name_room_for_a_finger_and_is_whole(auditor, lang, size):
    auditor.start(lang)
    auditor.open_sample()
    unnamed, small, seen = [], [], 0
    auditor.window.showNormal()
    auditor.window.resize(*size)
    for page in PAGES:
        auditor.window.go(page)
        auditor.rest()
        auditor.wait(lambda: all(control.height() for control in controls(auditor.window)))
        assert (auditor.window.width(), auditor.window.height()) == size
        assert (page, cut_off(auditor)) == (page, [])
        assert (page, list(scrolled_past_its_end(auditor))) == (page, [])
        for control in controls(auditor.window):
            seen += 1
            where = f"{page} {size[0]}: {type(control).__name__} «{name_of(control)}»"
            if not name_of(control):
                unnamed.append(where)
            if isinstance(control, QAbstractItemView):
                continue
            if control.width() < TOUCH or control.height() < TOUCH:
                small.append(f"{where} {control.width()}x{control.height()}")
    assert unnamed == []
    assert small == []
    assert seen > 100


def test_every_page_is_left_with_escape_and_help_comes_and_goes(auditor):
    auditor.start()
    auditor.open_sample()
    for page in ("brief", "scoring", "report"):
        auditor.window.go(page)
        auditor.rest()
        auditor.press(Qt.Key.Key_F1)
        assert auditor.page.key == "help"
        auditor.press(Qt.Key.Key_Escape)
        assert auditor.page.key == page
        auditor.window.setFocus()
        auditor.page.setFocus()
        auditor.press(Qt.Key.Key_Escape)
        assert auditor.page.key == "overview"
    auditor.press(Qt.Key.Key_Escape)
    assert auditor.page.key == "home"


def is_cut(control, window):
    """Whether a parent hides a part of it that no scrolling brings into view."""
    if control.mapTo(window, QPoint(control.width(), 0)).x() > window.width():
        return True
    seen, parent = QRect(control.pos(), control.size()), control.parentWidget()
    while parent is not window:
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            sideways = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            return not sideways and not -1 <= seen.left() <= seen.right() <= parent.width()
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(seen):
            return True
        seen, parent = QRect(parent.mapToParent(seen.topLeft()), seen.size()), parent.parentWidget()
    return False


def cut_off(auditor):
    """What stays cut once heights that follow widths have come to rest."""
    found = []
    for _ in range(20):
        found = [name_of(control) for control in controls(auditor.window) if is_cut(control, auditor.window)]
        if not found:
            break
        auditor.rest()
    return found


def scrolled_past_its_end(auditor):
    """What is higher than its lines at the width it has, as a plain widget with texts in a list is."""
    for area in auditor.page.findChildren(QScrollArea):
        inside = area.widget()
        layout = inside.layout() if inside and area.isVisible() else None
        if layout and layout.hasHeightForWidth():
            needed = max(layout.totalHeightForWidth(inside.width()), area.viewport().height())
            if inside.height() > needed + 8:
                yield type(area.parent()).__name__, inside.height(), needed


@pytest.mark.parametrize(("size", "scale"), [((1024, 600), 1.5), ((800, 600), 1.0)])
def test_nothing_is_cut_off_in_a_smaller_window_or_with_large_text(auditor, size, scale):
    auditor.start("ru")
    audit = auditor.open_sample()
    auditor.desk.close_audit()
    contested = {
        cells.score("SEL-05"): (1, 4),
        cells.brief("product"): (LONG, "Tea"),
        cells.weight("SAL"): (9, 20),
    }
    for cell, said in contested.items():
        disagree(auditor.desk.store, audit, cell, *said)
    auditor.desk.open_audit(audit)
    auditor.desk.current.set_value(cells.brief("company"), LONG)
    auditor.desk.choose(scale=scale)
    auditor.window.showNormal()
    auditor.window.resize(*size)
    for page in PAGES:
        auditor.window.go(page)
        auditor.rest()
        assert (auditor.window.width(), auditor.window.height()) == size
        assert (page, cut_off(auditor)) == (page, [])
