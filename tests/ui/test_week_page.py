"""The contacts of the week: many of them, and what stays when one changes."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxaudit import cells
from cxaudit.field import week
from cxaudit.model import Brief
from ui.pages.week.page import WeekPage
from ui.widgets.rows import ListRow

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)


def contacts(count):
    """The cells of so many contacts, each due an hour after the one before."""
    said = {}
    for n in range(count):
        sent, one = NOW + timedelta(hours=n), f"c{n:03}"
        said[cells.contact(one, "criterion")] = "SAL-15"
        said[cells.contact(one, "channel")] = f"mail {n}"
        said[cells.contact(one, "sent")] = week.moment(sent)
        said[cells.contact(one, "due")] = week.moment(sent + timedelta(days=2))
    return said


def week_of(opened_page, desk, count):
    opened = desk.create_audit(Brief(company="North House")) or desk.current
    opened.set_values(contacts(count))
    page = opened_page(WeekPage)
    page.now = lambda: NOW
    page.show_audit(opened)
    return page


def test_of_many_contacts_the_first_are_shown_and_more_on_demand(opened_page, desk):
    shown = week_of(opened_page, desk, 50).contacts
    assert list(shown.answers) == [f"c{n:03}" for n in range(20)]
    assert shown.further.isVisible() and shown.further.text() == "Show 20 more of 50"
    shown.further.click()
    assert len(shown.answers) == 40 and shown.further.text() == "Show 10 more of 50"
    shown.further.click()
    assert len(shown.answers) == 50 and not shown.further.isVisible()


def test_however_long_a_channel_is_the_times_of_a_contact_are_seen(opened_page, desk):
    page = week_of(opened_page, desk, 1)
    desk.current.set_value(cells.contact("c000", "channel"), "chat " * 60 + "end")
    page.refresh()
    [row] = [row for row in page.contacts.findChildren(ListRow) if "end" in row.accessibleName()]
    said = row.accessibleName()
    assert -1 < said.index("sent ") < said.index("due ") < said.index("SAL-15 \u00b7 chat")


def test_a_minute_or_an_answer_leaves_the_other_contacts_and_the_focus_alone(opened_page, desk):
    page = week_of(opened_page, desk, 3)
    edit, answered = page.contacts.editors["c001"], page.contacts.answers["c000"]
    page.window().activateWindow()
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    page.show_audit(desk.current)
    assert page.contacts.editors["c001"] is edit and page.window().focusWidget() is edit
    answered.click()
    page.refresh()
    assert list(page.contacts.answers) == ["c001", "c002"] and page.contacts.editors["c001"] is edit
    rows = page.contacts._rows
    assert rows.indexOf(page.contacts.editors["c000"].parentWidget().parentWidget()) == 2
    page.now = lambda: NOW + timedelta(days=2, minutes=30)
    page.show_audit(desk.current)
    assert page.contacts.editors["c001"] is edit


def test_nothing_is_cut_in_a_narrow_column(opened_page, desk):
    page = week_of(opened_page, desk, 1)
    desk.current.set_value(cells.contact("c000", "to"), "the head of the department that answers letters")
    shown = page.contacts
    shown.setFixedWidth(300)
    page.show_audit(desk.current)
    QApplication.processEvents()
    answered = shown.answers["c000"]
    assert answered.width() >= answered.sizeHint().width()
    hint = shown.channel.fontMetrics().horizontalAdvance(shown.channel.placeholderText())
    assert shown.channel.width() > hint + 24
    row = shown.findChild(ListRow)
    cut = row._heights(row.width(), True)[1]
    row._note_lines = 20
    assert row._heights(row.width(), True)[1] == cut
