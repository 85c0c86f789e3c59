"""The names of staff on the brief page, over a real store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from cxaudit import cells, staff
from cxaudit.model import Brief
from cxaudit.store.store import Store
from ui.desk import Desk
from ui.look import TOUCH
from ui.main_window import MainWindow
from ui.pages.brief.page import BriefPage


@pytest.fixture
def brief(qtbot, dressed, active, tmp_path):
    """Open the brief of a new audit: `brief("ru", size=(1024, 600))`."""
    desk = Desk(tmp_path / "store")

    def make(lang="en", scale=1.0, size=(1280, 800)):
        look = dressed(lang, "light", scale)
        desk.store = Store(tmp_path / "store")
        desk.create_audit(Brief(company="North House", auditor="Auditor One"))
        window = MainWindow(look, {"brief": lambda now: BriefPage(now, desk), "scoring": lambda now: None})
        desk.failed.connect(window.fail)
        qtbot.addWidget(window)
        window.resize(*size)
        active(window)
        window.go("brief")
        return desk, window

    yield make
    desk.close()


def listed(desk):
    return [(one.forms, one.role, one.allowed) for one in staff.members(desk.current.audit)]


def add(window, names, role=""):
    card = window.page.staff
    card.more.click()
    QTest.keyClicks(window.focusWidget(), names)
    row = list(card.rows.values())[-1]
    row.role.setFocus()
    QTest.keyClicks(row.role, role)
    window.page.setFocus()
    card.more.setFocus()
    return row


def test_a_name_is_on_the_list_as_soon_as_its_field_is_left(brief):
    desk, window = brief()
    add(window, "Anna Petrova, Anna", "consultant")
    assert listed(desk) == [(("Anna Petrova", "Anna"), "consultant", False)]


def test_a_name_may_be_allowed_removed_and_brought_back_by_undo(brief):
    desk, window = brief()
    row = add(window, "Anna", "consultant")
    row.allowed.click()
    assert listed(desk) == [(("Anna",), "consultant", True)]
    row.remove.click()
    assert listed(desk) == [] and window.page.staff.rows == {}
    desk.current.undo()
    assert listed(desk) == [(("Anna",), "consultant", True)]
    (again,) = window.page.staff.rows.values()
    assert (again.name.text(), again.role.text(), again.allowed.isChecked()) == ("Anna", "consultant", True)
    desk.current.undo()
    assert not again.allowed.isChecked()


def test_a_row_without_a_name_says_nothing(brief):
    desk, window = brief()
    window.page.staff.more.click()
    (row,) = window.page.staff.rows.values()
    row.allowed.click()
    row.remove.click()
    assert listed(desk) == [] and not any(cell.startswith("staff/") for cell in desk.current.audit.cells)


def test_what_is_typed_is_saved_when_the_page_is_left(brief):
    desk, window = brief()
    window.page.staff.more.click()
    QTest.keyClicks(window.focusWidget(), "Anna")
    window.page.leave()
    assert listed(desk) == [(("Anna",), "", False)]


def test_what_comes_in_by_a_merge_is_shown(brief):
    desk, window = brief()
    said = {cells.staff("x"): staff.value_of("Boris", "cashier", False)}
    desk.current.set_values(said)
    (row,) = window.page.staff.rows.values()
    assert (row.name.text(), row.role.text()) == ("Boris", "cashier")
    assert row.remove.accessibleName() == "Remove Boris"


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (800, 1280), (720, 520)])
@pytest.mark.parametrize(("lang", "scale"), [("en", 1.0), ("ru", 1.5)])
def test_every_control_of_a_row_is_named_large_enough_and_inside_the_window(
    brief, settled, size, lang, scale
):
    desk, window = brief(lang, scale, size)
    said = staff.value_of("Анна Петрова, Анны Петровой", "консультант", False)
    desk.current.set_value(cells.staff("x"), said)
    settled()
    (row,) = window.page.staff.rows.values()
    controls = [*row.findChildren(QAbstractButton), *row.findChildren(QLineEdit)]
    for control in controls:
        assert control.accessibleName()
        assert control.width() >= TOUCH and control.height() >= TOUCH, control.accessibleName()
        assert control.mapTo(window, QPoint(control.width(), 0)).x() <= size[0]
    assert len(controls) == 4
