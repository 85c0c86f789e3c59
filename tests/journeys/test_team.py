"""Several people share audits through a folder, each at a window of their own."""

from __future__ import annotations

import re
import shutil
import threading
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from cxaudit import cells
from cxaudit.errors import KnownError
from cxaudit.i18n import translator
from cxaudit.model import Brief
from cxaudit.phone.trail import Span
from cxaudit.sync import founder
from cxaudit.sync.targets import address
from cxaudit.sync.targets.folder import Folder
from tests.journeys.members import click, meet
from ui.intake import Given
from ui.meeting import meetings, work
from ui.pages.brief.assigned import AssignedCard
from ui.pages.help.text import sections
from ui.pages.team.recovery import RecoveryOffer
from ui.widgets.labels import Pill
from ui.widgets.messages import MessageBar
from ui.widgets.rows import ListRow
from ui.widgets.sheet import Sheet


@pytest.fixture
def trio(people):
    return people.after(meet, "Ann", "Bob", "Cem")


@pytest.fixture
def pair(people):
    return people.after(meet, "Ann", "Bob")


def test_three_people_begin_join_and_see_the_same_audit(trio):
    for person in trio:
        assert person.audit.brief.company == "North House"
        assert {m.name for m in person.one.now.team.members.values()} == {"Ann", "Bob", "Cem"}
        assert person.said.startswith("Synced at")
    assert [person.one.now.role for person in trio] == ["lead", "auditor", "auditor"]


def test_who_has_asked_is_told_to_wait_and_then_that_they_are_in(people, folder):
    ann, bob = people("Ann", "Bob")
    ann.begin(folder)
    bob.ask(ann.invitation(), folder)
    assert bob.page.view.bar.sentence == "Asked. Ann has to admit you."
    assert bob.said == "Asked to join"
    ann.sync()
    assert ann.said == "1 person asks to join"
    click(next(iter(ann.page.view.members.asking.values())).admit)
    ann.settle()
    bob.sync()
    assert bob.page.view.bar is None
    bars = bob.window.messages.findChildren(MessageBar)
    assert "You are in the team “North House 2026-2” now." in [bar.sentence for bar in bars]


def test_what_two_score_offline_is_a_conflict_that_one_settles_for_all(trio):
    ann, bob, cem = trio
    ann.score("SEL-05", 4)
    bob.score("SEL-05", 1)
    for person in (ann, bob, ann, cem):
        person.sync()
    for person in trio:
        assert set(person.audit.rating("SEL-05").rivals) == {4, 1}
        person.wait(lambda person=person: person.window.rail.entries["inbox"]._count == 1)
    assert cem.desk.current.settle_score("SEL-05", 2, "", "asked both")
    for person in (cem, ann, bob):
        person.sync()
    heads = [{cell: {h.id for h in found} for cell, found in p.audit.cells.items()} for p in trio]
    assert heads[0] == heads[1] == heads[2]
    assert all(person.audit.rating("SEL-05").mark == 2 for person in trio)


def test_a_place_out_of_reach_is_calm_and_what_waits_is_sent_when_it_is_back(pair, folder):
    ann, bob = pair
    folder.rename(folder.with_name("away"))
    ann.score("SEL-05", 3)
    ann.score("SEL-06", 3)
    ann.sync()
    assert ann.said == "Offline, 2 wait"
    assert ann.page.view.bar.sentence == "Offline. 2 changes wait."
    assert not ann.faults
    ann.front("scoring", "SEL-07")
    ann.press("4")
    ann.wait(lambda: ann.said == "Offline, 3 wait")
    folder.with_name("away").rename(folder)
    ann.sync()
    bob.sync()
    assert ann.said.startswith("Synced at")
    assert [bob.audit.rating(c).mark for c in ("SEL-05", "SEL-06", "SEL-07")] == [3, 3, 4]


def test_the_folder_of_another_team_is_named_and_nothing_is_sent_there(people, tmp_path):
    ann, eve = people("Ann", "Eve")
    places = [tmp_path / "one", tmp_path / "two"]
    for person, place in zip((ann, eve), places, strict=True):
        place.mkdir()
        person.begin(place, person.name)
    before = sorted(p.name for p in places[1].rglob("*"))
    shutil.rmtree(places[0])
    shutil.copytree(places[1], places[0])
    ann.sync()
    assert ann.said == "Needs attention"
    assert ann.page.view.bar.sentence.startswith("Another team's audits lie at")
    assert sorted(p.name for p in places[0].rglob("*")) == before


def test_an_invitation_does_not_lead_into_a_folder_of_somebody_else(people, tmp_path, folder):
    ann, bob = people("Ann", "Bob")
    ann.begin(folder)
    invitation = ann.invitation()
    empty = tmp_path / "empty"
    empty.mkdir()
    bob.ask(invitation, empty)
    assert bob.page.form.message.sentence.startswith("The team of this invitation is not at")
    assert not bob.team.all
    bob.page.form.place.fields["place"].setText(str(folder))
    click(bob.page.form.go)
    bob.settle()
    assert bob.one.now.title == "North House 2026-2"


def test_a_note_that_is_typed_while_another_one_comes_keeps_both(pair):
    ann, bob = pair
    page = ann.front("scoring", "SEL-05")
    page.card.note.setFocus()
    ann.type("What Ann types")
    assert bob.desk.current.set_value(cells.note("SEL-05"), "What Bob wrote")
    for person in (bob, ann):
        person.team.sync()
        person.settle()
    assert page.card.note.text == "What Ann types"
    ann.front("overview")
    assert {head.value for head in ann.audit.cells[cells.note("SEL-05")]} == {
        "What Ann types",
        "What Bob wrote",
    }


def test_who_is_let_go_keeps_what_they_have_and_gets_nothing_new(pair):
    ann, bob = pair
    bob.score("SEL-06", 4)
    bob.sync()
    ann.sync()
    bob.score("SEL-07", 4)
    bob.sync()
    page = ann.front("team")
    row = next(row for row in page.view.members.rows.values() if row.member.name == "Bob")
    click(row.let_go)
    (sheet,) = [s for s in ann.window.findChildren(Sheet) if s.isVisible()]
    assert any("sync first" in said for said in _texts(sheet))
    ann.accept()
    ann.settle()
    bob.score("SEL-05", 5)
    bob.sync()
    ann.sync()
    assert ann.audit.rating("SEL-05").mark is None
    assert bob.audit.rating("SEL-05").mark == 5
    assert bob.one.now.role == "out"
    assert any("Bob: " in line and "SEL-05" in line for line in ann.page.view.course.lines)
    assert [ann.audit.rating(one).mark for one in ("SEL-06", "SEL-07")] == [4, None]
    (card,) = ann.front("brief", "assigned").findChildren(AssignedCard)
    assert [name for _, name in card.candidates()] == ["Ann"]


def test_what_waits_is_sent_when_the_window_closes_and_a_lost_place_holds_it_open_no_longer(pair, folder):
    ann, bob = pair
    ann.score("SEL-05", 3)
    ann.quit()
    bob.sync()
    assert bob.audit.rating("SEL-05").mark == 3
    folder.rename(folder.with_name("away"))
    bob.score("SEL-06", 3)
    bob.quit()
    assert not ann.faults and not bob.faults


def test_what_a_broken_line_has_kept_here_still_waits(pair, folder):
    ann, _ = pair
    own = folder / "segments" / ann.one.now.signer
    own.rename(own.with_name("away"))
    own.write_bytes(b"nothing can be put here")
    ann.score("SEL-05", 3)
    ann.sync()
    assert ann.one.now.unsent == 1
    own.unlink()
    own.with_name("away").rename(own)
    ann.sync()
    assert ann.one.now.unsent == 0 and ann.said.startswith("Synced at")


def test_leaving_a_team_keeps_every_audit_and_sends_nothing_any_more(pair):
    ann, bob = pair
    bob.score("SEL-05", 3)
    page = bob.front("team")
    click(page.view.options.leave)
    [sheet] = [s for s in bob.window.findChildren(Sheet) if s.isVisible()]
    assert "1 change is on this device only." in " ".join(_texts(sheet))
    bob.accept()
    bob.settle()
    assert not bob.team.all and page.start.isVisible()
    ann.sync()
    assert ann.audit.rating("SEL-05").mark is None
    assert bob.audit.rating("SEL-05").mark == 3
    assert bob.said == "Only this device"


def test_who_leaves_while_the_place_is_away_hears_before_and_after_that_nobody_was_told(pair, folder):
    _, bob = pair
    folder.rename(folder.with_name("away"))
    bob.sync()
    click(bob.front("team").view.options.leave)
    [sheet] = [s for s in bob.window.findChildren(Sheet) if s.isVisible()]
    assert any("The team cannot be told now" in text for text in _texts(sheet))
    bob.accept()
    bob.settle()
    assert not bob.team.all
    said = [bar.sentence for bar in bob.window.messages.bars]
    assert said[-1] == "The team could not be told. Tell whoever leads it."


def test_an_option_shares_what_is_begun_from_then_on(pair):
    ann, bob = pair
    page = ann.front("team")
    page.view.shared.new.click()
    made = ann.desk.create_audit(Brief(company="South House")).audit.id
    ann.settle()
    bob.sync()
    assert bob.desk.store.knows(made)


def test_a_file_that_is_still_on_its_way_is_shown_as_that_and_then_as_itself(pair, tmp_path):
    ann, bob = pair
    ann.team.choose(ann.one.id, metered=True)
    note = tmp_path / "receipt.txt"
    note.write_text("two coffees")
    page = ann.front("scoring", "SEL-05")
    page.files.give([Given(note.name, note)])
    ann.wait(lambda: ann.audit.evidence)
    ann.rest()
    for person in (ann, bob):
        person.sync()
    assert bob.front("overview").context.endswith("1 file is still on its way")
    page = bob.front("scoring", "SEL-05")
    tile = page.files.column.tiles.tiles[0]
    assert tile._time.text().startswith("on its way")
    page.files._open_file(tile.file)
    bars = [bar.sentence for bar in bob.window.messages.findChildren(MessageBar)]
    assert any("“receipt.txt” is still on its way" in said for said in bars)
    ann.team.choose(ann.one.id, metered=False)
    ann.sync()
    bob.team.sync()
    bob.settle()
    assert not tile._time.text().startswith("on its way")
    assert "on its way" not in bob.front("overview").context


def test_an_audit_is_shared_from_where_it_is_shown_and_the_list_marks_it(people, folder):
    (ann,) = people("Ann")
    ann.begin(folder)
    opened = ann.desk.create_audit(Brief(company="North House"))
    page = ann.front("overview")
    click(page.share_button)
    ann.accept()
    ann.settle()
    assert not page.share_button.isVisible()
    home = ann.front("home")
    index = home.model.index(0)
    assert home.model.row(0).audit == opened.audit.id
    assert "shared" in home.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert not any("Share" in action.text() for action in home.acts.menu_of(home.model.row(0)).actions())


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_help_names_every_button_as_the_window_does(people, folder, lang):
    (ann,) = people("Ann")
    ann.begin(folder)
    ann.desk.choose(language=lang)
    ann.rest()
    [about] = [section for section in sections(lang) if section.key == "team"]
    words = " ".join(block.words for block in about.blocks)
    named = set(re.findall("[“«](.+?)[”»]", words))
    ann.front("team")
    said = _texts(ann.page)
    for form in ("begin", "join"):
        said |= _texts(ann.front("team", form))
    ann.team.leave(ann.one.id, lambda _: None, ann.faults.append)
    ann.settle()
    said |= _texts(ann.front("team")) | {ann.window.rail.entries["team"].text(), translator(lang)("Admit")}
    said |= {ann.page.sync_button.text(), "Команда", "Конфликтах", "Последних обменах"}
    assert named <= said, named - said


def _texts(page):
    return {widget.text() for kind in (QLabel, QAbstractButton) for widget in page.findChildren(kind)}


def test_with_a_key_nobody_reads_before_they_are_admitted_and_the_sheet_is_offered_once(
    people, folder, tmp_path
):
    ann, bob = people("Ann", "Bob")
    sheet = ann.begin_with_a_key(folder)
    assert not sheet.done.isEnabled()
    ann.press(Qt.Key.Key_Escape)
    assert sheet.isVisible()
    sheet.write(tmp_path / "sheet.pdf")
    ann.rest()
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    click(sheet.safe)
    click(sheet.done)
    ann.rest()
    audit = ann.desk.create_audit(Brief(company="North House")).audit.id
    bob.ask(ann.invitation(), folder)
    assert bob.page.view.bar.sentence == "Asked. Whoever invited you has to admit you."
    ann.admit_all()
    ann.share(audit)
    bob.sync()
    assert bob.desk.store.audit(audit).brief.company == "North House"
    assert not bob.faults and bob.said.startswith("Synced at")


def test_who_began_a_team_leads_it_again_with_the_sheet_on_a_new_device(people, folder, tmp_path):
    ann, new, bob = people("Ann", "Ann again", "Bob")
    sheet = ann.begin_with_a_key(folder)
    key = " ".join(sheet._recovery.groups()).lower()
    audit = ann.desk.create_audit(Brief(company="North House")).audit.id
    ann.team.share(ann.one.id, audit)
    ann.settle()
    ann.quit()
    page = new.front("team")
    click(page.start.sheet)
    page.form.text.setPlainText(key[:-1] + ("q" if key[-1] != "q" else "p"))
    page.form.place.fields["place"].setText(str(folder))
    click(page.form.go)
    assert page.form._text.error
    new.desk.choose(auditor="")
    page.form.name.setText("")
    page.form.text.setPlainText(key)
    click(page.form.go)
    assert page.form._name.error and page.form.name.hasFocus()
    page.form.name.setText("Ann")
    click(page.form.go)
    new.settle()
    assert new.desk.settings.auditor == "Ann"
    assert new.one.now.title == "North House 2026-2" and new.one.now.role == "lead"
    assert new.desk.store.knows(audit)
    bob.ask(new.invitation(), folder)
    new.admit_all()
    bob.sync()
    assert bob.desk.store.knows(audit) and not new.faults


def test_the_audits_meet_by_themselves_when_the_program_starts(pair):
    ann, bob = pair
    ann.quit()
    bob.score("SEL-05", 5)
    bob.sync()
    ann.start()
    ann.desk.open_audit(bob.audit.id)
    ann.wait(lambda: ann.audit.rating("SEL-05").mark == 5)
    ann.wait(lambda: ann.said.startswith("Synced at"))
    assert not ann.faults


def test_a_reader_is_told_that_changes_stay_and_a_new_role_lets_them_out(pair):
    ann, bob = pair
    signer = bob.one.now.signer
    ann.front("team").view.members.rows[signer].role.chosen.emit("viewer")
    ann.settle()
    bob.sync()
    assert bob.page.view.bar.sentence == "You read and comment: what else you change stays on this device."
    bob.score("SEL-05", 4)
    bars = [bar.sentence for bar in bob.window.messages.findChildren(MessageBar)]
    assert any(said.startswith("You are a reader in the team “North House 2026-2”") for said in bars)
    bob.sync()
    ann.sync()
    assert ann.audit.rating("SEL-05").mark is None
    assert any("Bob: " in line and "a reader" in line for line in ann.page.view.course.lines)
    ann.page.view.members.rows[signer].role.chosen.emit("auditor")
    ann.settle()
    bob.score("SEL-06", 4)
    for person in (bob, ann):
        person.sync()
    assert ann.audit.rating("SEL-06").mark == 4


def test_work_that_a_new_role_forbids_is_told_wherever_its_author_is_until_they_have_seen_it(pair):
    ann, bob = pair
    bob.score("SEL-05", 4)
    bob.sync()
    signer = bob.one.now.signer
    ann.front("team").view.members.rows[signer].role.chosen.emit("viewer")
    ann.settle()
    bob.score("SEL-06", 3)

    def said():
        bars = [bar for bar in bob.window.messages.bars if "has refused" in bar.sentence]
        return [bar.sentence for bar in bars]

    bob.front("scoring")
    bob.team.sync()
    bob.settle()
    why = "a reader may comment, and changes nothing else"
    assert said() == [f"The team “North House 2026-2” has refused 2 changes of yours: {why}."]
    bob.front("home")
    assert len(said()) == 1
    bob.desk.choose(language="ru")
    bars = [bar.sentence for bar in bob.window.messages.bars]
    assert any(bar.startswith("Команда «North House 2026-2» не приняла 2 ваших изменения") for bar in bars)
    bob.desk.choose(language="en")
    bob.window.resize(1024, 600)
    click(bob.window.messages.bars[-1].link)
    bob.rest()
    assert bob.page.key == "team" and not said()
    first = bob.page.view.course.findChild(ListRow)
    assert first.visibleRegion().boundingRect().size() == first.size()
    for criterion in ("SEL-05", "SEL-06"):
        assert any(line.startswith("Bob: ") and criterion in line for line in bob.page.view.course.lines)
    bob.sync()
    bob.quit()
    bob.start()
    bob.window.go("team")
    bob.team = meetings.of(bob.desk)
    bob.settle()
    assert not said()
    bob.score("SEL-07", 3)  # that a reader is not heard is said at once
    bob.sync()
    assert not said()


def test_what_a_team_has_refused_is_told_no_more_once_it_is_left(pair):
    ann, bob = pair
    ann.front("team").view.members.rows[bob.one.now.signer].role.chosen.emit("viewer")
    ann.settle()
    bob.score("SEL-06", 3)

    def said():
        return [bar for bar in bob.window.messages.bars if "has refused" in bar.sentence]

    bob.sync()
    bob.window.go("team")
    assert len(said()) == 1
    click(bob.page.view.options.leave)
    bob.accept()
    bob.settle()
    assert not bob.team.all and not said()


def test_a_device_in_two_teams_keeps_them_apart(pair, tmp_path):
    ann, bob = pair
    other = tmp_path / "Other"
    other.mkdir()
    ann.begin(other, "South House 2026-2")
    page = ann.page
    assert [page.chooser.itemText(i) for i in range(page.chooser.count())] == [
        "North House 2026-2",
        "South House 2026-2",
    ]
    assert page.title == "South House 2026-2"
    made = ann.desk.create_audit(Brief(company="South House")).audit.id
    ann.share(made)
    page.chooser.chosen.emit(next(one.id for one in ann.team.all if one.now.title.startswith("North")))
    assert page.title == "North House 2026-2"
    ann.sync()
    bob.sync()
    assert not bob.desk.store.knows(made)


def test_who_is_not_admitted_now_is_asked_about_again_later(people, folder):
    ann, bob = people("Ann", "Bob")
    ann.begin(folder)
    bob.ask(ann.invitation(), folder)
    ann.sync()
    click(next(iter(ann.page.view.members.asking.values())).later)
    assert not ann.page.view.members.asking
    ann.quit()
    ann.start()
    ann.front("team")
    ann.wait(lambda: ann.page.view.members.asking)


def test_the_members_are_shown_where_they_were_when_they_last_synced(pair):
    ann, bob = pair
    bob.front("scoring", "SEL-07")
    bob.desk.store.memory.keep_trail(bob.audit.id, [Span("SEL-07", "1", *two_moments())])
    bob.sync()
    ann.sync()
    row = ann.page.view.members.rows[bob.one.now.signer]
    assert "North House, SEL-07" in " ".join(label.text() for label in row.findChildren(QLabel))


def two_moments():
    now = datetime.now(UTC)
    return now, now + timedelta(seconds=9)


def test_a_second_team_does_not_begin_where_one_meets(people, folder):
    ann, eve = people("Ann", "Eve")
    ann.begin(folder)
    page = eve.front("team", "begin")
    page.form.title.setText("Mine")
    page.form.place.fields["place"].setText(str(folder))
    click(page.form.test)
    eve.settle()
    assert page.form.message.sentence.startswith("A team meets there already.")
    page.form.title.setFocus()
    eve.enter()
    eve.settle()
    assert page.form.message.sentence.startswith("A team meets at")
    assert not eve.team.all


def test_who_has_left_comes_back_with_the_same_invitation(pair, folder):
    ann, bob = pair
    invitation = ann.invitation()
    bob.score("SEL-06", 2)
    click(bob.front("team").view.options.leave)
    bob.accept()
    bob.settle()
    ann.score("SEL-05", 5)
    bob.ask(invitation, folder)
    ann.admit_all()
    bob.sync()
    ann.sync()
    assert bob.audit.rating("SEL-05").mark == 5 and ann.audit.rating("SEL-06").mark == 2


def test_whoever_came_back_is_one_person_and_their_earlier_device_is_named_until_it_is_let_go(pair, folder):
    ann, bob = pair
    invitation, before = ann.invitation(), bob.one.now.signer
    click(bob.front("team").view.options.leave)
    bob.accept()
    bob.settle()
    ann.sync()
    row = ann.page.view.members.rows[before]
    assert row.findChild(Pill).text == "has left" and "1 member" in ann.page.context
    bob.ask(invitation, folder)
    ann.admit_all()
    members = ann.page.view.members
    assert [*members.rows] == [ann.one.now.signer, bob.one.now.signer, before]
    assert f"earlier device {before[:8]}" in " ".join(_texts(members.rows[before]))
    assert "device" not in " ".join(_texts(members.rows[bob.one.now.signer]))
    assert members.rows[before].role is None and "2 members" in ann.page.context
    brief = ann.front("brief")
    brief.choose_section("visits")
    assert [member for member, name in brief.assigned.candidates() if name == "Bob"] == [bob.one.now.signer]
    assert meetings.names_in(ann.desk, ann.audit.id).count("Bob") == 1
    ann.front("team")
    click(ann.page.view.members.rows[before].let_go)
    ann.accept()
    ann.settle()
    assert [*ann.page.view.members.rows] == [ann.one.now.signer, bob.one.now.signer]
    assert ann.page.view.members.note.text() == "2"


def test_who_began_a_team_and_left_it_leads_it_again_by_its_own_invitation(people, folder):
    (ann,) = people("Ann")
    ann.begin(folder)
    invitation = ann.invitation()
    assert "open Team" in invitation and "откройте «Команда»" in invitation
    click(ann.front("team").view.options.leave)
    [sheet] = [s for s in ann.window.findChildren(Sheet) if s.isVisible()]
    assert "You began this team" in " ".join(_texts(sheet))
    ann.accept()
    ann.settle()
    ann.ask(invitation, folder)
    assert ann.one.now.role == "lead" and ann.one.now.title == "North House 2026-2" and not ann.faults


def test_a_space_that_is_paused_sends_nothing_by_itself(pair):
    ann, bob = pair
    bob.front("team").view.options.every.emit(0)
    bob.score("SEL-05", 3)
    bob.quit()
    ann.sync()
    assert ann.audit.rating("SEL-05").mark is None


def test_an_audit_that_is_shared_no_more_stays_on_both_sides_and_can_be_shared_again(pair):
    ann, bob = pair
    bob.score("SEL-05", 3)
    shared = bob.front("team").view.shared
    [audit] = shared.rows
    click(shared.rows[audit])
    [sheet] = [s for s in bob.window.findChildren(Sheet) if s.isVisible()]
    assert "1 change has not been sent and stays on this device only." in _texts(sheet)
    sheet.close_with(False)
    assert shared.rows[audit].isChecked() and bob.desk.store.spaces.of_audit(audit)
    click(shared.rows[audit])
    bob.accept()
    bob.settle()
    ann.score("SEL-06", 2)
    ann.sync()
    bob.sync()
    ann.sync()
    assert not shared.rows[audit].isChecked()
    assert [ann.audit.rating(c).mark for c in ("SEL-05", "SEL-06")] == [None, 2]
    assert [bob.audit.rating(c).mark for c in ("SEL-05", "SEL-06")] == [3, None]
    click(shared.rows[audit])
    bob.accept()
    bob.settle()
    ann.sync()
    assert shared.rows[audit].isChecked()
    for person in (ann, bob):
        assert [person.audit.rating(c).mark for c in ("SEL-05", "SEL-06")] == [3, 2]


def test_all_audits_are_shared_at_once_but_those_that_are_off_the_list(pair):
    ann, bob = pair
    made = [ann.desk.create_audit(Brief(company=f"House {n}")).audit.id for n in range(4)]
    ann.desk.remove_audit(made[0])
    page = ann.front("team")
    assert page.view.shared.all.text() == "Share all 3 others…"
    click(page.view.shared.all)
    ann.accept()
    ann.settle()
    bob.sync()
    assert [bob.desk.store.knows(audit) for audit in made] == [False, True, True, True]
    assert not page.view.shared.all.isVisible()


def test_a_form_stays_until_its_team_has_begun(people, folder, monkeypatch):
    (ann,) = people("Ann")
    let_go, real = threading.Event(), work.connect

    def slowly(*where):
        let_go.wait(20)
        return real(*where)

    monkeypatch.setattr(work, "connect", slowly)
    page = ann.front("team", "begin")
    page.form.title.setText("North House")
    page.form.place.fields["place"].setText(str(folder))
    click(page.form.go)
    for _ in range(3):
        ann.press(Qt.Key.Key_Escape)
    page.join()
    assert page.form.title.text() == "North House" and not page.form.cancel.isEnabled()
    let_go.set()
    ann.settle()
    assert page.form is None and page.title == "North House"


def test_a_page_that_was_made_anew_meanwhile_is_not_told(pair, folder):
    ann, _ = pair
    folder.rename(folder.with_name("away"))
    page = ann.front("team")
    click(next(row.let_go for row in page.view.members.rows.values() if row.let_go))
    ann.accept()
    ann.desk.choose(theme="dark")
    ann.settle()
    assert not ann.faults


def test_a_comment_for_somebody_of_the_team_opens_with_the_keys_in_it(pair):
    ann, _ = pair
    page = ann.front("scoring", "SEL-05")
    page.setFocus()
    with ann.watched() as strays:
        ann.press("c")
        ann.rest()
    assert strays == set()
    ann.type("Why 1?")
    [sheet] = [s for s in ann.window.findChildren(Sheet) if s.isVisible()]
    assert sheet.text.text == "Why 1?" and sheet.to.isVisible()
    assert ann.audit.rating("SEL-05").mark is None


def test_who_asks_is_told_the_code_by_which_the_lead_knows_the_device(people, folder):
    ann, bob = people("Ann", "Bob")
    ann.begin(folder)
    bob.ask(ann.invitation(), folder)
    ann.sync()
    row = next(iter(ann.page.view.members.asking.values()))
    code = row.request.public.signer[:8]
    assert f"device {code}" in " ".join(label.text() for label in row.findChildren(QLabel))
    bob.front("team")
    assert code in " ".join(_texts(bob.page.view.members))


def test_two_devices_of_one_name_are_told_apart(people, folder):
    ann, laptop = people("Ann", "Ann at home")
    laptop.desk.choose(auditor="Ann")
    ann.begin(folder)
    laptop.ask(ann.invitation(), folder)
    ann.admit_all()
    said = {signer: " ".join(_texts(row)) for signer, row in ann.page.view.members.rows.items()}
    assert "this device" in said[ann.one.now.signer]
    assert f"device {laptop.one.now.signer[:8]}" in said[laptop.one.now.signer]


def test_what_is_wrong_with_a_form_is_in_sight_in_a_low_window(people):
    (ann,) = people("Ann")
    ann.window.resize(1024, 600)
    page = ann.front("team", "begin")
    page.form.title.setText("North House")
    page.form.place.kind.set_value("webdav")
    page.form.place.kind.chosen.emit("webdav")
    ann.rest()
    click(page.form.go)
    ann.rest()
    for part in (page.form.message, page.form.go):
        assert part.visibleRegion().boundingRect().height() == part.height()
    where = page.form.place.fields["place"]
    ann.type("https")
    assert where.text() == "https" and page.form.message is None
    assert where.visibleRegion().boundingRect().height() == where.height()


@pytest.mark.parametrize("form", ["begin", "join", "recover"])
def test_the_button_of_a_form_is_in_sight_in_a_low_window(people, form):
    (ann,) = people("Ann")
    ann.window.resize(1024, 600)
    page = ann.front("team")
    getattr(page, form)()
    ann.rest()
    seen = page.form.go.visibleRegion().boundingRect().height()
    assert (seen, page.form.first.hasFocus()) == (page.form.go.height(), True)


def ask_where_a_key_is(people, ann, bob):
    """Ann leads a team with a key; Bob asks to join."""
    sheet = ann.begin_with_a_key(people.place)
    sheet.safe.setChecked(True)
    click(sheet.done)
    bob.ask(ann.invitation(), people.place)


@pytest.fixture
def keyed(people):
    ann, bob = people.after(ask_where_a_key_is, "Ann", "Bob")
    ann.sync()
    return ann, bob


def test_who_is_admitted_while_the_place_is_away_still_asks_when_it_is_back(keyed, folder):
    ann, bob = keyed
    folder.rename(folder.with_name("away"))
    click(next(iter(ann.page.view.members.asking.values())).admit)
    ann.settle()
    said = f"“{folder}” cannot be reached now, so nothing was changed in the team. Do it again later."
    assert ann.page.view.bar.sentence == said
    ann.sync()
    assert ann.page.view.bar.sentence == said
    folder.with_name("away").rename(folder)
    ann.sync()
    assert ann.page.view.bar is None and not ann.window.messages.bars
    ann.admit_all()
    ann.sync()
    bob.sync()
    assert bob.one.now.role == "auditor"


def test_nobody_is_let_go_while_the_keys_of_the_others_cannot_be_renewed(keyed, folder):
    ann, bob = keyed
    ann.admit_all()
    ann.sync()
    bob.sync()
    folder.rename(folder.with_name("away"))
    click(ann.front("team").view.members.rows[bob.one.now.signer].let_go)
    ann.accept()
    ann.settle()
    folder.with_name("away").rename(folder)
    ann.sync()
    assert ann.one.now.team.members[bob.one.now.signer].now == "auditor"


def test_another_sheet_counts_once_it_was_said_to_be_safe(keyed, folder):
    ann, bob = keyed
    founder_, place = ann.one.now.team.founder, Folder(address.parse(str(folder)))
    view = ann.page.view
    keys = []
    for answer in (lambda sheet: ann.press(Qt.Key.Key_Escape), use):
        click(view.options.sheet)
        [sheet] = [s for s in ann.window.findChildren(RecoveryOffer) if s.isVisible()]
        keys.append(sheet._recovery)
        answer(sheet)
        ann.settle()
    with pytest.raises(KnownError):
        founder.by_sheet(place, ann.one.id, founder_, keys[0])
    assert founder.by_sheet(place, ann.one.id, founder_, keys[1])
    bob.sync()
    assert not bob.page.view.options.sheet.isVisible() and not ann.faults


def use(sheet):
    sheet.safe.setChecked(True)
    click(sheet.done)


def test_a_lead_of_a_team_with_a_key_admits_while_the_founder_is_away(keyed, people, folder):
    ann, bob = keyed
    (row,) = ann.page.view.members.asking.values()
    row.role.set_value("lead")
    click(row.admit)
    ann.settle()
    ann.sync()
    invitation = ann.invitation()
    bob.sync()
    (cem,) = people("Cem")
    cem.ask(invitation, folder)
    bob.sync()
    (row,) = bob.page.view.members.asking.values()
    assert [row.role.itemText(n) for n in range(row.role.count())] == ["reviewer", "auditor", "reader"]
    click(row.admit)
    bob.settle()
    bob.sync()
    cem.sync()
    assert cem.one.now.role == "auditor" and not bob.faults and not cem.faults
