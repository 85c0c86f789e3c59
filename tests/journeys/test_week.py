"""The field week: it begins with one tap, an answer is written down with one more and becomes a measure."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.field import week
from cxaudit.model import Brief
from cxaudit.store.store import Store
from ui.pages.week.contact_sheet import ContactSheet
from ui.widgets.buttons import PrimaryButton
from ui.widgets.labels import Label
from ui.widgets.rows import ListRow


def rows(page):
    return page.contacts.findChildren(ListRow)


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_week_is_planned_sent_answered_and_moved(auditor, lang):
    auditor.start(lang)
    opened = auditor.desk.create_audit(Brief(company="North House", auditor="Auditor One"))
    auditor.press("g")
    auditor.press("w")
    page = auditor.page
    assert page.key == "week" and page.empty.isVisible()
    click(page.today)
    auditor.rest()
    today = page._today
    assert week.start_of(auditor.audit) == today
    assert "OFF" in page.plan.rows and not page.empty.isVisible()
    plan = page.plan._scroll.widget()
    needed = plan.layout().totalHeightForWidth(plan.width())
    assert plan.height() <= max(needed, page.plan._scroll.viewport().height()), "it ends at its last row"

    page.contacts.criterion.set_value("ACQ-14")
    page.contacts.channel.setFocus()
    auditor.type("чат")
    page.contacts.to.setFocus()
    auditor.type("support")
    click(page.contacts.send)
    auditor.rest()
    (one,) = week.contacts(auditor.audit)
    assert (one.criterion, one.channel, one.to, one.open) == ("ACQ-14", "чат", "support", True)

    page.now = lambda: datetime.now(UTC) + timedelta(minutes=41)
    click(page.contacts.answers[one.id])
    auditor.rest()
    (taken,) = auditor.audit.measures["ACQ-14"]
    assert 2460 <= taken.seconds < 2520 and taken.label == "чат"
    assert not week.contacts(auditor.audit)[0].open
    opened.undo()
    assert week.contacts(auditor.audit)[0].open and not auditor.audit.measures.get("ACQ-14"), "one step"

    task = next(t for t in week.tasks(auditor.audit, page.now()) if t.key == "SOL")
    page.plan.menu_of(task).actions()[6].trigger()
    auditor.rest()
    task = next(t for t in week.tasks(auditor.audit, page.now()) if t.key == "SOL")
    assert task.day == today + timedelta(6) and task.moved

    click(page.plan.rows["SAL"])
    assert auditor.page.key == "scoring" and auditor.page.criterion.stage == "SAL"
    assert not auditor.faults


def test_what_was_not_verified_is_checked_again_after_fourteen_days(auditor):
    auditor.start()
    opened = auditor.desk.create_audit(Brief(company="North House"))
    opened.set_score("OFF-14", "U", "The account is too new")
    opened.set_value(cells.PLAN_START, "2027-01-01")
    auditor.window.go("week")
    auditor.rest()
    page = auditor.page
    page.now = lambda: datetime(2027, 1, 16, 12, tzinfo=UTC)
    page._tick()
    assert "overdue" in page.plan.rows["follow_up"].accessibleName()
    click(page.plan.rows["follow_up"])
    assert auditor.page.criterion.id == "OFF-14"


def test_a_removed_contact_comes_back_and_a_crash_loses_none(auditor):
    auditor.start()
    opened = auditor.desk.create_audit(Brief(company="North House"))
    auditor.window.go("week")
    auditor.page.send("SAL-15", "mail", "")
    (one,) = week.contacts(auditor.audit)
    auditor.page._remove(one)
    assert week.contacts(auditor.audit) == ()
    click(auditor.window.messages.bars[0].link)
    assert week.contacts(auditor.audit) == (one,)
    audit = opened.audit.id
    auditor.quit()
    with Store(auditor.home) as again:
        assert week.contacts(again.audit(audit)) == (one,)


@pytest.mark.parametrize(("lang", "said"), [("en", "overdue"), ("ru", "просрочено")])
def test_the_list_of_audits_leads_to_what_is_due_with_one_press(auditor, lang, said):
    auditor.start(lang)
    opened = auditor.desk.create_audit(Brief(company="North House"))
    opened.set_score("OFF-14", "U", "The account is too new")
    begun = datetime.now().astimezone().date() - timedelta(days=16)
    opened.set_value(cells.PLAN_START, begun.isoformat())
    auditor.window.resize(1280, 800)
    auditor.window.go("home")
    auditor.wait(lambda: auditor.page.agenda.rows)
    (row,) = auditor.page.agenda.rows
    assert "OFF-14" in row.text() and said in row.accessibleName()
    click(row)
    assert auditor.page.key == "scoring" and auditor.page.criterion.id == "OFF-14"

    auditor.window.go("week")
    auditor.page.send("SAL-15", "mail", "")
    auditor.window.resize(1024, 600)
    auditor.window.go("home")
    auditor.wait(lambda: auditor.page.agenda.bar)
    auditor.rest()
    assert "1" in auditor.page.agenda.bar.sentence
    opened.set_score("OFF-14", 3)
    auditor.rest()
    click(auditor.page.agenda.bar.link)
    assert auditor.page.key == "week"


def test_the_time_a_reply_is_due_and_a_note_are_edited_with_one_step_back(auditor):
    auditor.start()
    opened = auditor.desk.create_audit(Brief(company="North House"))
    auditor.window.go("week")
    page = auditor.page
    page.send("SAL-15", "mail", "")
    (one,) = week.contacts(auditor.audit)
    page.refresh()
    click(page.contacts.editors[one.id])
    sheet = auditor.window.findChild(ContactSheet)
    sheet.due.setText("yesterday")
    sheet.note.setPlainText("They promised a call <b>")
    sheet.accept()
    assert sheet.due_field.error and week.contacts(auditor.audit) == (one,)
    sheet.due.setText("3 d")
    sheet.accept()
    page.refresh()
    (after,) = week.contacts(auditor.audit)
    sent = datetime.fromisoformat(one.sent)
    assert datetime.fromisoformat(after.due) == sent + timedelta(days=3)
    assert after.note == "They promised a call <b>" and not sheet.isVisible()
    assert "They promised a call <b>" in [label.text() for label in page.contacts.findChildren(Label)]
    page.now = lambda: sent + timedelta(days=4)
    page._tick()
    assert any("overdue" in row.accessibleName() for row in rows(page))
    opened.undo()
    assert week.contacts(auditor.audit) == (one,)


def test_a_contact_that_is_saved_as_it_was_changes_nothing(auditor):
    auditor.start()
    opened = auditor.desk.create_audit(Brief(company="North House"))
    auditor.window.go("week")
    auditor.page.send("SAL-15", "mail", "support")
    before = len(opened.audit.cells)
    ContactSheet(auditor.page.look, auditor.page, week.contacts(opened.audit)[0], opened.set_values).accept()
    assert len(opened.audit.cells) == before and opened.can_undo
    opened.undo()
    assert week.contacts(auditor.audit) == ()


def test_before_the_week_has_begun_one_button_alone_is_the_primary_one(auditor):
    auditor.start()
    auditor.desk.create_audit(Brief(company="North House"))
    auditor.window.go("week")
    auditor.rest()
    shown = [one for one in auditor.window.findChildren(PrimaryButton) if one.isVisible()]
    assert shown == [auditor.page.today]


def test_what_was_typed_of_a_contact_stays_until_it_is_saved(auditor):
    auditor.start()
    auditor.desk.create_audit(Brief(company="North House"))
    auditor.window.go("week")
    contacts = auditor.page.contacts
    contacts.channel.setText("mail")
    contacts.to.setText("x" * 501)
    click(contacts.send)
    auditor.rest()
    assert len(auditor.faults) == 1 and week.contacts(auditor.audit) == ()
    assert (contacts.channel.text(), len(contacts.to.text())) == ("mail", 501)
    contacts.to.setText("support")
    click(contacts.send)
    auditor.rest()
    assert contacts.channel.text() == contacts.to.text() == ""
    assert [(one.channel, one.to) for one in week.contacts(auditor.audit)] == [("mail", "support")]
