"""A lead gives out the stages and a second score that is blind; all meet over a folder."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cxaudit import cells
from cxaudit.field.assignment import Assignment, assignments
from cxaudit.field.assignment import value as asked
from cxaudit.model import Brief
from cxaudit.phone.trail import Span
from cxaudit.quality import talk
from cxaudit.store.summary import Listing
from tests.journeys.members import click, meet
from tests.journeys.test_team import two_moments
from ui.blindness import HIDDEN
from ui.intake import Given
from ui.pages.scoring.filters import counts
from ui.pages.scoring.talk import TalkSheet
from ui.widgets.messages import MessageBar


def criteria(person, stage):
    return [one.id for one in person.audit.framework.stage(stage).criteria]


def assign(lead, name, *stages, blind=False):
    """Ask somebody of the team, on the page of the brief."""
    page = lead.front("brief", "visits")
    menu = page.assigned.menu()
    next(action for action in menu.actions() if action.text() == name).trigger()
    row = next(row for row in page.assigned.rows.values() if row.one.name == name)
    for stage in stages:
        click(row.stages[stage])
    if blind:
        click(row.blind)
    lead.rest()


def give_out_three_parts(people, ann, *others):
    """Ann leads; Bob and Cem get a stage each, Dee the stage of Bob once more, blind."""
    meet(people, ann, *others)
    assert ann.desk.current.set_value("brief/auditor", "Bob")
    assign(ann, "Bob", "OFF")
    assign(ann, "Cem", "LOY")
    assign(ann, "Dee", "OFF", blind=True)
    for person in (ann, *others):
        person.sync()


def ask_for_a_blind_second(people, ann, dee):
    """Ann leads, and Dee gets a stage that Bob scores first, blind."""
    meet(people, ann, dee)
    assert ann.desk.current.set_value("brief/auditor", "Bob")
    assign(ann, "Dee", "OFF", blind=True)
    for person in (ann, dee):
        person.sync()


@pytest.fixture
def blind(people):
    return people.after(ask_for_a_blind_second, "Ann", "Dee")


def labels(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def fill_in(person, stage, mark):
    """Score what is asked with keys alone, under the filter."""
    page = person.front("scoring")
    page.way.choose_filter("asked")
    for _ in criteria(person, stage):
        person.press(str(mark))
    person.rest()


def test_the_parts_that_are_given_out_come_together_and_the_blind_second_is_compared(people):
    ann, bob, cem, dee = people("Ann", "Bob", "Cem", "Dee")
    give_out_three_parts(people, ann, bob, cem, dee)
    assert [(a.name, a.stages, a.blind) for a in assignments(dee.audit)] == [
        ("Bob", ("OFF",), False),
        ("Cem", ("LOY",), False),
        ("Dee", ("OFF",), True),
    ]
    assert {a.member for a in assignments(ann.audit)} == {p.one.now.signer for p in (bob, cem, dee)}
    for person, stage in ((bob, "OFF"), (cem, "LOY")):
        page = person.front("scoring")
        assert counts(person.audit, page.course.asked)["asked"] == len(criteria(person, stage))
        fill_in(person, stage, 4)
        person.sync()
    dee.sync()
    assert all(dee.audit.rating(c).mark == 4 for c in criteria(dee, "OFF"))

    assert dee.front("overview").key == "blind"
    click(dee.page.score)
    dee.rest()
    assert dee.page.key == "scoring" and not dee.page.top.sheets.isVisible()
    fill_in(dee, "OFF", 2)
    bars = [bar.sentence for bar in dee.window.messages.findChildren(MessageBar)]
    assert "All that was asked of you is scored. The first scores are shown again." in bars
    for person in (dee, ann):
        person.sync()
    for person in (ann, dee):
        found = person.front("calibration").found
        assert {d.criterion: (d.a, d.b) for d in found.shared} == dict.fromkeys(criteria(ann, "OFF"), (4, 2))
    n = len(criteria(ann, "OFF"))
    assert labels(ann.front("brief", "visits").assigned).count(f"{n} of {n} scored") >= 2


def test_whoever_is_blind_sees_the_first_scores_nowhere(blind):
    ann, dee = blind
    for criterion in criteria(ann, "OFF"):
        ann.score(criterion, 4)
    for person in (ann, dee):
        person.sync()
    for key in (*HIDDEN, "scoring"):
        assert dee.front(key).key == "blind", key
    dee.press(Qt.Key.Key_F9)
    assert dee.page.key == "blind" and dee.window.isVisible()
    dee.press(Qt.Key.Key_Return)
    dee.rest()
    first = criteria(dee, "OFF")[0]
    page = dee.front("scoring", first)
    assert page.audit.rating(first).mark is None
    dee.desk.current.choose_sheet("1")
    assert dee.desk.current.sheet != "1" and page.audit.rating(first).mark is None
    page.open_history()
    dee.rest()
    assert "Nobody has changed anything here yet." in labels(dee.window)
    dee.press(Qt.Key.Key_Escape)
    dee.press(Qt.Key.Key_Escape)
    assert dee.page.key == "blind"
    dee.press(Qt.Key.Key_Escape)
    assert dee.page.key == "home"
    (row,) = dee.desk.store.catalog.listed(Listing())
    assert row.hidden and row.score is None
    assert "hidden while you score" in dee.page.model._says(dee.page.model.row(0))
    assert dee.window.rail.entries["debrief"]._count == 0
    assert dee.front("brand").preview._seen is None  # the pages of the sample are shown


def test_files_of_the_first_auditor_are_shown_once_the_second_score_is_given(blind, tmp_path):
    ann, dee = blind
    first, *others = criteria(ann, "OFF")
    files = {}
    for person in (ann, dee):
        files[person] = tmp_path / f"{person.name}.txt"
        files[person].write_text(f"{person.name} has seen it")
    ann.front("scoring", first).files.give([Given("Ann.txt", files[ann])])
    ann.wait(lambda: ann.audit.evidence)
    ann.rest()
    for person in (ann, dee):
        person.sync()
    dee.front("blind")
    click(dee.page.score)
    dee.rest()
    page = dee.front("scoring", first)
    assert not page.files.column.tiles.tiles and dee.audit.evidence
    page.files.give([Given("Dee.txt", files[dee])])
    dee.wait(lambda: len(dee.audit.evidence) == 2)
    dee.rest()
    assert [tile.file.name for tile in page.files.column.tiles.tiles] == ["Dee.txt"]
    for criterion in (first, *others):
        assert dee.desk.current.set_score(criterion, 2)
    assert [tile.file.name for tile in page.files.column.tiles.tiles] == ["Ann.txt", "Dee.txt"]
    dee.front("home")
    assert not dee.page.model.row(0).hidden and not dee.faults


def test_who_loses_the_own_sheet_or_never_said_a_name_stays_blind(blind):
    dee = blind[1]
    dee.front("scoring")
    click(dee.page.score)
    dee.rest()
    assert dee.page.key == "scoring"
    assert dee.desk.current.remove_sheet(dee.desk.current.sheet)
    assert dee.page.key == "blind"
    dee.desk.choose(auditor="")
    dee.quit()
    dee.start()
    assert dee.desk.open_audit(dee.desk.store.catalog.listed(Listing())[0].audit)
    dee.window.go("overview")
    assert dee.desk.current.author == "Bob" and dee.page.key == "blind"


def test_blindness_outlasts_another_language_and_the_end_of_the_program(blind):
    dee = blind[1]
    assert dee.front("report").key == "blind"
    dee.desk.choose(language="ru")
    dee.rest()
    assert (dee.page.key, dee.page.title) == ("blind", "Вторая оценка")
    dee.quit()
    dee.start()
    dee.wait(lambda: dee.page.key == "blind")
    click(dee.page.score)
    dee.rest()
    dee.quit()
    dee.start()
    dee.wait(lambda: dee.page.key == "scoring")
    assert dee.desk.current.sheet != "1" and not dee.faults
    assert dee.front("inbox").key == "blind" and dee.page.score.text() == "Continue scoring"


def test_a_look_at_the_first_scores_is_asked_about_and_everybody_sees_that_it_was_taken(blind):
    ann, dee = blind
    page = dee.front("calibration")
    click(page.look_anyway)
    dee.accept()
    assert dee.page.key == "calibration"
    for person in (dee, ann):
        person.sync()
    row = ann.front("brief", "visits").assigned.rows[dee.one.now.signer]
    assert row.blind.isChecked() and row.blind.accessibleDescription().startswith("They have looked")
    assert not ann.faults and not dee.faults


def test_an_auditor_reads_who_scores_what_and_changes_nothing_of_it(blind):
    dee = blind[1]
    card = dee.front("brief", "visits").assigned
    assert "Only a reviewer or the lead of the team says who scores what." in labels(card)
    assert not card.more.isVisible()
    assert not any(row.remove.isVisible() or row.blind.isVisible() for row in card.rows.values())
    cell = cells.assigned("somebody")
    assert dee.desk.current.set_value(cell, asked(Assignment("somebody", "Eve")))
    why = "only a reviewer or a lead says who is to score what"
    bars = [bar.sentence for bar in dee.window.messages.bars]
    assert bars == [f"The team “North House 2026-2” does not take this: {why}. It stays on this device."]
    dee.sync()
    assert any(line.startswith("Dee: Work of Eve") for line in dee.page.view.course.lines)
    assert not dee.window.messages.bars


def test_the_overview_says_who_else_is_at_work_in_the_audit(people):
    ann, bob = people.after(meet, "Ann", "Bob")
    bob.front("scoring", "SEL-07")
    bob.desk.store.memory.keep_trail(bob.audit.id, [Span("SEL-07", "1", *two_moments())])
    bob.sync()
    page = ann.front("overview")
    assert "At work here" not in labels(page)
    ann.team.sync()
    ann.settle()
    assert "At work here: Bob (SEL-07, " in labels(page) and "Ann (" not in labels(page)
    other = ann.desk.create_audit(Brief(company="South House")).audit.id
    assert ann.desk.open_audit(other) and "At work here" not in labels(ann.front("overview"))


def test_comments_of_others_wait_for_a_blind_score_but_for_those_to_its_author(
    blind,
):
    ann, dee = blind
    first, *others = criteria(ann, "OFF")
    elsewhere = criteria(ann, "ACQ")[0]
    said = {"1": (first, "A clear 4, see the sign", ()), "2": (first, "@Dee ask for the boss", ("Dee",))}
    said["3"] = elsewhere, "Closed at noon", ()
    for comment, (criterion, text, to) in said.items():
        assert ann.desk.current.set_value(cells.talk(comment), talk.value(criterion, text, to))
    for person in (ann, dee):
        person.sync()
    dee.front("scoring")
    dee.press(Qt.Key.Key_Return)
    dee.rest()
    page = dee.front("scoring", first)
    assert page.comments._counts == {first: 1, elsewhere: 1}
    page.press("C")
    [sheet] = dee.window.findChildren(TalkSheet)
    texts = labels(sheet)
    assert "ask for the boss" in texts and "A clear 4" not in texts
    assert "1 comment is shown once your scores are given." in texts
    sheet.text.setPlainText("Why?")
    click(sheet.send)
    assert "Why?" in labels(sheet)
    sheet.close_with(False)
    dee.desk.current.set_values({cells.score(c, dee.desk.current.sheet): 3 for c in (first, *others)})
    dee.rest()
    assert page.comments._counts == {first: 3, elsewhere: 1}
