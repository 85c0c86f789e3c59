"""An editor that is open while somebody else's change comes in keeps both: what is typed and what came."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from cxaudit import auditfile, cells, trends
from cxaudit.edits import edit
from cxaudit.field import week
from cxaudit.quality import approval, review
from cxaudit.store.store import Store
from tests.marks import ALL, marks_of
from tests.said import MEASURE
from tests.ui.audits import make
from ui.discreet.notes import Notes
from ui.pages.benchmark.page import BenchmarkPage
from ui.pages.benchmark.trends import TrendSheet
from ui.pages.brief.page import BriefPage
from ui.pages.growth.page import GrowthPage
from ui.pages.potential.page import PotentialPage
from ui.pages.review.page import ReviewPage
from ui.pages.scoring.page import ScoringPage
from ui.pages.scoring.stopwatch_sheet import MeasureSheet
from ui.pages.week.contact_sheet import ContactSheet
from ui.pages.week.page import WeekPage

MINE, THEIRS = "What I was typing", "What came in"
FILE = {
    "criterion": "SEL-05",
    "kind": "file",
    "name": "b.txt",
    "media_type": "text/plain",
    "size": 1,
    "sha256": "0" * 64,
    "added": "2026-01-02",
}
SENT = "2027-01-15T09:00:00.000000Z"
GROUND = {
    cells.evidence("f"): FILE,
    cells.action("a", "zone"): "SAL-D",
    cells.action("a", "title"): "Train",
    cells.contact("k", "criterion"): "SEL-10",
    cells.contact("k", "sent"): SENT,
    cells.contact("k", "due"): SENT,
    cells.persona("p", "begun"): True,
    cells.persona("p", "name"): "Anna",
    cells.visit("two", "of"): "",
    cells.staff("s"): {"name": "Ivan", "role": "consultant", "allowed": False},
    cells.recording("allowed"): True,
    cells.measure("m"): MEASURE,
    cells.CONSENT: {"given": True, "by": "Anna"},
    cells.trend("t"): {"text": "Prices rise", "source": "A", "date": "", "country": "", "product": ""},
}


@pytest.fixture
def audit(desk):
    """An audit with something of everything, open on the desk."""
    made = make(desk.store, marks=marks_of(ALL))
    edits = [edit(desk.store.audit(made), cell, value) for cell, value in GROUND.items()]
    desk.store.append(made, edits, "Auditor One")
    desk.open_audit(made)
    return made


@pytest.fixture
def comes_in(desk, audit, tmp_path, qtbot):
    """Import a file of the same audit in which somebody else wrote into these cells."""
    before = desk.store.package(audit)

    def come(*said):
        with Store(tmp_path / "elsewhere") as other:
            other.merge(before)
            edits = [edit(other.audit(audit), cell, value) for cell, value in said]
            other.append(audit, edits, "Auditor Two")
            auditfile.write(other.package(audit), tmp_path / "theirs.cxaudit")
        with qtbot.waitSignal(desk.current.replaced):
            desk.import_file(tmp_path / "theirs.cxaudit", lambda _: None)
        qtbot.wait(1)

    return come


def said(desk, cell):
    return [head.value for head in desk.current.audit.cells.get(cell, ())]


def field_named(page, name):
    found = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return next(one for one in found if one.accessibleName() == name and one.isVisible())


def put(field, text):
    """Type a text in place of what is there, with the field in focus."""
    field.setFocus()
    field.selectAll()
    if isinstance(field, QPlainTextEdit):
        field.insertPlainText(text)
    else:
        QTest.keyClicks(field, text)


def text_of(field):
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()


TEXTS = [
    (ScoringPage, "SEL-05", "Note", cells.note("SEL-05")),
    (ScoringPage, "SEL-05", "Caption of b.txt", cells.caption("f")),
    (BriefPage, "city", "City", cells.brief("city")),
    (BriefPage, "scenario", "Scenario", cells.brief("scenario")),
    (BriefPage, cells.brief("cover_story"), "Cover story", cells.brief("cover_story")),
    (BriefPage, cells.persona("p", "need"), "What they need", cells.persona("p", "need")),
    (BriefPage, "visits", "Place", cells.visit("1", "place")),
    (BriefPage, "recording", "Legal basis", cells.recording("basis")),
    (GrowthPage, ("SAL-D", "a"), "What is to be done", cells.action("a", "title")),
    (GrowthPage, ("SAL-D", "a"), "Owner (role)", cells.action("a", "owner")),
    (GrowthPage, ("SAL-D", "a"), "Was and goal", cells.action("a", "effect")),
    (GrowthPage, ("SAL-D", "a"), "Metric of the result", cells.action("a", "metric")),
    (GrowthPage, "SAL-D", "Text of the report", cells.growth_text("SAL-D", "en")),
]


@pytest.mark.parametrize(("page", "argument", "name", "cell"), TEXTS, ids=lambda one: str(one)[:40])
def test_a_text_that_is_being_typed_stays_and_is_left_beside_what_came_in(
    opened_page, desk, audit, comes_in, page, argument, name, cell
):
    shown = opened_page(page)
    shown.enter(argument)
    field = field_named(shown, name)
    put(field, MINE[:9])
    comes_in((cell, THEIRS))
    assert field_named(shown, name) is field and text_of(field) == MINE[:9]
    if isinstance(field, QPlainTextEdit):
        field.insertPlainText(MINE[9:])
    else:
        QTest.keyClicks(field, MINE[9:])
    shown.leave()
    assert sorted(said(desk, cell)) == sorted([MINE, THEIRS])
    assert cell in desk.current.audit.conflicts


def test_the_caption_that_is_typed_stays_with_its_file_while_others_come_and_go(
    opened_page, desk, audit, comes_in
):
    page = opened_page(ScoringPage)
    page.enter("SEL-05")
    field = field_named(page, "Caption of b.txt")
    put(field, MINE[:9])
    comes_in(
        (cells.evidence("e"), {**FILE, "name": "a.txt", "added": "2026-01-01"}), (cells.evidence("f"), None)
    )
    QTest.keyClicks(field, MINE[9:])
    page.leave()
    assert said(desk, cells.caption("f")) == [MINE] and said(desk, cells.caption("e")) == []


def test_a_date_that_is_being_typed_is_left_beside_the_one_that_came_in(opened_page, desk, audit, comes_in):
    page = opened_page(GrowthPage)
    page.enter(("SAL-D", "a"))
    field, due = field_named(page, "Due"), cells.action("a", "due")
    put(field, "2027-03")
    comes_in((due, "2027-02-01"))
    QTest.keyClicks(field, "-01")
    page.leave()
    assert sorted(said(desk, due)) == ["2027-02-01", "2027-03-01"]


def test_a_figure_that_is_being_typed_is_left_beside_the_one_that_came_in(opened_page, desk, audit, comes_in):
    page = opened_page(PotentialPage)
    field, traffic = field_named(page, "Visits or leads a year"), cells.baseline("traffic")
    put(field, "12")
    comes_in((traffic, {"value": 7, "source": "CRM"}))
    QTest.keyClicks(field, "00")
    page.leave()
    assert sorted(value["value"] for value in said(desk, traffic)) == [7, 1200]


@pytest.mark.parametrize(
    ("name", "typed", "theirs"),
    [
        ("channel", "letter", "phone"),
        ("to", "Manager", "Clerk"),
        ("note", MINE, THEIRS),
        ("due", "2027-01-20 12:00", "2027-01-19T09:00:00.000000Z"),
    ],
)
def test_a_contact_that_is_open_keeps_what_came_in_beside_what_is_saved(
    opened_page, desk, audit, comes_in, name, typed, theirs
):
    page, cell = opened_page(WeekPage), cells.contact("k", name)
    page.contacts.opened.emit(week.contacts(desk.current.audit)[0])
    sheet = page.window().findChild(ContactSheet)
    put(getattr(sheet, name), typed)
    comes_in((cell, theirs))
    sheet.accept()
    assert theirs in said(desk, cell) and len(said(desk, cell)) == 2


def test_a_measure_that_is_open_keeps_what_came_in_beside_what_is_saved(opened_page, desk, audit, comes_in):
    page, cell = opened_page(ScoringPage), cells.measure("m")
    page.enter("SEL-10")
    page.stopwatch._edit("m")
    sheet = page.window().findChild(MeasureSheet)
    put(sheet.channel, "phone")
    comes_in((cell, {**MEASURE, "seconds": 9.0}))
    sheet.accept()
    assert sorted((value["seconds"], value["label"]) for value in said(desk, cell)) == [
        (5.0, "phone"),
        (9.0, "chat"),
    ]


def test_a_trend_that_is_open_keeps_what_came_in_beside_what_is_saved(opened_page, desk, audit, comes_in):
    page, cell = opened_page(BenchmarkPage), cells.trend("t")
    page.ask_trend(trends.trends_of(desk.current.audit)[0])
    sheet = page.window().findChild(TrendSheet)
    put(sheet.text, MINE)
    comes_in((cell, {**GROUND[cell], "text": THEIRS}))
    sheet.accept.click()
    assert sorted(value["text"] for value in said(desk, cell)) == sorted([MINE, THEIRS])


def test_a_name_of_staff_that_is_being_typed_is_left_beside_what_came_in(opened_page, desk, audit, comes_in):
    page, cell = opened_page(BriefPage), cells.staff("s")
    page.enter("visits")
    field = field_named(page, "Role of Ivan")
    put(field, "cashier")
    comes_in((cell, None))
    assert text_of(field) == "cashier"
    page.leave()
    assert {str(value and value["role"]) for value in said(desk, cell)} == {"cashier", "None"}


def test_the_days_of_a_recording_that_are_being_typed_are_left_beside_what_came_in(
    opened_page, desk, audit, comes_in
):
    page, cell = opened_page(BriefPage), cells.recording("days")
    page.enter("recording")
    put(field_named(page, "Days until a recording is to be deleted"), "30")
    comes_in((cell, 60))
    page.leave()
    assert sorted(said(desk, cell)) == [30, 60]


def test_the_giver_of_a_consent_that_is_being_typed_waits_in_its_field(opened_page, desk, audit, comes_in):
    page = opened_page(BenchmarkPage)
    field = field_named(page, "Who agreed, when and how")
    put(field, "Boris")
    comes_in((cells.CONSENT, {"given": False, "by": ""}))
    page.leave()
    assert [value["by"] for value in said(desk, cells.CONSENT)] == [""]
    assert text_of(field) == "Boris"
    page.sources.switch.click()
    assert sorted(value["by"] for value in said(desk, cells.CONSENT)) == ["", "Boris"]


def test_a_reason_that_is_being_typed_keeps_the_mark_that_came_in(opened_page, desk, audit, comes_in):
    page, cell = opened_page(ScoringPage), cells.score("SEL-05")
    page.enter("SEL-05")
    page.score("U")
    put(page.reason.line, MINE)
    comes_in((cell, 1))
    assert page.reason.line.text() == MINE
    page.reason._confirm()
    assert {str(value) for value in said(desk, cell)} == {"1", str({"mark": "U", "reason": MINE})}


def test_a_comment_of_the_review_is_left_beside_the_one_that_came_in(opened_page, desk, audit, comes_in):
    desk.choose(auditor="Reviewer")
    state = approval.value("in_review", "r1", ())
    desk.current.set_value(approval.CELL, state)
    page = opened_page(ReviewPage)
    page.show_criterion("ACQ-16")
    cell = review.of_round("r1", "comment", page.item.criterion)
    put(field_named(page, "Comment for the auditor"), MINE)
    comes_in((cell, THEIRS), (approval.CELL, state))
    page.leave()
    assert sorted(said(desk, cell)) == sorted([MINE, THEIRS])


def test_the_note_in_discreet_mode_is_left_beside_the_one_that_came_in(
    qtbot, desk, audit, comes_in, plain, active
):
    window = Notes(plain, desk, desk.current, "SEL-05")
    qtbot.addWidget(window)
    active(window)
    cell = cells.note(window.criterion.id)
    comes_in((cell, "Earlier"))
    assert text_of(window.note) == "Earlier"
    put(window.note, MINE)
    comes_in((cell, THEIRS))
    assert window.leave() and sorted(said(desk, cell)) == sorted([MINE, THEIRS])


def test_two_notes_that_disagree_are_never_one_text_to_go_on_from(opened_page, desk, audit, comes_in):
    cell = cells.note("SEL-05")
    desk.current.set_text(cell, "Ours", ())
    comes_in((cell, THEIRS))
    page = opened_page(ScoringPage)
    page.enter("SEL-05")
    assert page.card.note.text == "" and page.card.note_rivals.isVisible()
    page.leave()
    assert sorted(said(desk, cell)) == sorted(["Ours", THEIRS])


def test_two_texts_of_a_contact_are_never_one_text_to_go_on_from(opened_page, desk, audit, comes_in):
    cell = cells.contact("k", "note")
    desk.current.set_text(cell, "Ours", ())
    comes_in((cell, THEIRS))
    page = opened_page(WeekPage)
    page.contacts.opened.emit(week.contacts(desk.current.audit)[0])
    sheet = page.window().findChild(ContactSheet)
    assert sheet.note.text == ""
    sheet.accept()
    assert sorted(said(desk, cell)) == sorted(["Ours", THEIRS])


def test_two_captions_that_disagree_are_never_one_text_to_go_on_from(opened_page, desk, audit, comes_in):
    cell = cells.caption("f")
    desk.current.set_text(cell, "Ours", ())
    comes_in((cell, THEIRS))
    page = opened_page(ScoringPage)
    page.enter("SEL-05")
    field = field_named(page, "Caption of b.txt")
    assert text_of(field) == "" and "conflict" in field.placeholderText()
    page.leave()
    assert sorted(said(desk, cell)) == sorted(["Ours", THEIRS])
    desk.current.set_value(cell, "Ours")
    assert text_of(field) == "Ours" and "conflict" not in field.placeholderText()
