"""An audit is submitted, reviewed by somebody else, approved, and then changed only with a reason."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.model import Brief
from cxaudit.quality import approval, review
from cxaudit.store.doctor import examine
from ui.widgets.sheet import Sheet


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def step(auditor, before, after):
    click(auditor.page.steps[before, after])
    auditor.rest()


def test_an_approved_audit_is_changed_only_as_a_revision_with_a_reason(auditor):
    auditor.start()
    opened = auditor.desk.create_audit(Brief(company="North House", auditor="Auditor One"))
    marks = [edit(opened.audit, cells.score(c), 3) for c in opened.audit.framework.criteria]
    saved = opened.store.append(opened.audit.id, marks, "Auditor One")
    opened.take_merge(saved.audit, saved.scores)
    auditor.window.go("review")
    step(auditor, "draft", "submitted")
    auditor.desk.choose(auditor="Reviewer")
    step(auditor, "submitted", "in_review")
    for _ in range(60):
        if auditor.page.item.scale:
            auditor.press("3")
        auditor.enter()
        auditor.rest()
    step(auditor, "in_review", "approved")
    assert approval.standing(auditor.audit).state == "approved"
    found = review.review_of(auditor.audit)
    assert not any(one.open for one in found.sample) and len(found.sample) == 18

    auditor.window.go("scoring", "SEL-05")
    auditor.press("1")
    assert auditor.audit.rating("SEL-05").mark == 3
    (bar,) = auditor.window.messages.bars
    assert "needs a reason" in bar.sentence
    click(bar.link)
    auditor.rest()
    sheet = auditor.window.findChild(Sheet)
    auditor.enter()
    assert not opened.revision and sheet.isVisible(), "an empty reason is none"
    auditor.type("The receipt was found")
    auditor.enter()
    auditor.rest()
    auditor.page.setFocus()
    auditor.press("2")
    assert auditor.audit.rating("SEL-05").mark == 2
    (change,) = approval.revisions(auditor.audit)
    assert (change.cell, change.reason, change.author) == (
        cells.score("SEL-05"),
        "The receipt was found",
        "Reviewer",
    )
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)
    assert auditor.audit.rating("SEL-05").mark == 3
    assert {c.reason for c in approval.revisions(auditor.audit)} == {"The receipt was found"}
    assert auditor.faults and examine(auditor.desk.store) == []
