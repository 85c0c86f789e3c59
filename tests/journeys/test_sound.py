"""A visit is recorded and heard again, with a source of sound that hands over what the test gives it."""

from __future__ import annotations

from array import array
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt

from cxaudit import auditfile, cells
from cxaudit.changes import stamp
from cxaudit.errors import KnownError
from cxaudit.quality import approval
from cxaudit.sound import recording
from cxaudit.sound.recording import recordings, terms
from cxaudit.sound.take import About, Take, kept
from cxaudit.store.database import driver_of
from cxaudit.store.doctor import examine
from ui.pages.scoring.history import HistorySheet
from ui.pages.scoring.recording import MomentButton
from ui.recorder import player as recorder_player
from ui.recorder import recorder
from ui.recorder.button import StandingButton
from ui.widgets.buttons import PrimaryButton

RATE = 16_000
TERMS = {"jurisdiction": "RU", "basis": "Consent", "consented": "The client, in the contract"}


class ByHand:
    rate = RATE

    def start(self, take):
        self._take = take

    def stop(self):
        pass

    def give(self, seconds: float, loud: int = 8000) -> None:
        self._take(array("h", [loud, -loud] * round(seconds * RATE / 2)).tobytes())


class Heard:
    """Keeps what would be heard, and goes on only while the test lets it."""

    def __init__(self) -> None:
        self.samples = array("h")
        self.stopped = False

    def start(self, rate):
        pass

    def write(self, samples):
        self.samples.frombytes(samples)

    def stop(self):
        self.stopped = True


class Endless(Heard):
    """Takes its time over every piece, as a loudspeaker does."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = Event()

    def write(self, samples):
        self.waiting.set()
        Event().wait(0.02)


def begin(auditor, lang="en"):
    auditor.start(lang)
    auditor.press("N", held=Qt.KeyboardModifier.ControlModifier)
    auditor.type("Demo Co")
    auditor.enter()
    return prepare(auditor)


def prepare(auditor):
    source = ByHand()
    recorder.of(auditor.desk).microphone = lambda: source
    return source


def allow(auditor):
    """What the card of the brief asks for, through its own controls."""
    auditor.window.go("brief", "recording")
    card = auditor.page.recording
    card.switch.click()
    for name, said in TERMS.items():
        card.fields[name].edit.setText(said)
    auditor.window.go("scoring", "SEL-01")


def press_record(auditor, state):
    auditor.page.top.record.click()
    auditor.wait(lambda: recorder.of(auditor.desk).state == state)


def stop(auditor):
    press_record(auditor, "idle")
    auditor.wait(lambda: any(not one.deleted for one in recordings(auditor.audit)))
    auditor.rest()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_visit_is_recorded_scored_and_heard_again_at_the_moment_of_a_score(auditor, lang, tmp_path):
    source = begin(auditor, lang)
    auditor.window.go("scoring", "SEL-01")
    assert auditor.page.top.record.isHidden()
    allow(auditor)
    assert auditor.page.top.record.isVisible()
    press_record(auditor, "on")
    source.give(5)
    auditor.press("4")
    source.give(2)
    auditor.press("2")
    auditor.wait(lambda: recorder.of(auditor.desk).level > -20)
    stop(auditor)
    (one,) = recordings(auditor.audit)
    assert (one.seconds, one.sheet) == (7.0, "1")
    assert [(s.second, s.cell) for s in one.stamps] == [
        (5.0, cells.score("SEL-01")),
        (7.0, cells.score("SEL-02")),
    ]
    (file,) = auditor.audit.evidence
    assert file.internal and file.kind == "audio" and auditor.desk.store.blobs.check(file.sha256)
    assert not kept(auditor.home / "recordings")

    heard = Heard()
    recorder_player.of(auditor.desk).output = lambda: heard
    auditor.window.go("scoring", "SEL-02")
    button = auditor.page.card.heard
    assert button.isVisible() and button.text() == "0:00:07"
    button.click()
    auditor.wait(lambda: heard.stopped)
    auditor.rest()
    assert len(heard.samples) == 3 * RATE
    auditor.window.go("scoring", "SEL-03")
    assert auditor.page.card.heard.isHidden()
    hear_in_history(auditor)
    assert auditor.faults == [] and examine(auditor.desk.store) == []


def hear_in_history(auditor):
    """The history of the first score plays its moment, and a second press ends it."""
    heard = Endless()
    recorder_player.of(auditor.desk).output = lambda: heard
    auditor.window.go("scoring", "SEL-01")
    auditor.page.open_history()
    (button,) = auditor.window.findChild(HistorySheet).findChildren(MomentButton)
    assert button.text() == "0:00:05"
    button.click()
    auditor.wait(lambda: heard.waiting.is_set())
    name = button.accessibleName()
    button.click()
    auditor.rest()
    assert heard.stopped and button.accessibleName() != name
    auditor.press(Qt.Key.Key_Escape)


def test_nothing_is_recorded_while_the_brief_does_not_say_all(auditor):
    begin(auditor)
    auditor.window.go("brief")
    auditor.page.recording.switch.click()
    auditor.window.go("scoring")
    auditor.page.top.record.click()
    auditor.rest()
    assert recorder.of(auditor.desk).state == "idle"
    assert "which law" in auditor.window.messages.bars[0].sentence
    auditor.window.messages.bars[0].link.click()
    assert auditor.page.key == "brief"


def test_no_other_window_flashes_up_while_the_auditor_records_and_scores(auditor):
    source = begin(auditor)
    with auditor.watched() as strays:
        allow(auditor)
        press_record(auditor, "on")
        source.give(1)
        auditor.press("4")
        auditor.window.go("overview")
        auditor.window.go("scoring")
        stop(auditor)
        auditor.window.go("scoring", "SEL-01")
        auditor.rest()
    assert strays == set()


def test_a_recording_that_ends_after_the_approval_comes_in_as_a_revision(auditor):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(2)
    auditor.desk.current.set_value(approval.CELL, approval.value("approved", "r1", ()))
    stop(auditor)
    (one,) = recordings(auditor.audit)
    assert one.seconds == 2
    said = auditor.desk.store.history(auditor.audit.id, cells.evidence(one.id))
    assert [change.reason for change in said] == ["The recording ended after the approval."]
    assert auditor.faults == []


def test_a_note_stands_at_the_second_at_which_its_typing_began(auditor):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(6)
    auditor.press(Qt.Key.Key_F2)
    auditor.type("He said")
    source.give(30)
    auditor.type(" it costs more")
    auditor.press(Qt.Key.Key_Escape)
    auditor.window.go("scoring", "SEL-02")
    source.give(4)
    auditor.press("3")
    stop(auditor)
    (one,) = recordings(auditor.audit)
    assert [(s.second, s.cell) for s in one.stamps] == [
        (6.0, cells.note("SEL-01")),
        (40.0, cells.score("SEL-02")),
    ]


def test_a_recording_is_seen_and_can_be_ended_on_every_page(auditor):
    source = begin(auditor)
    allow(auditor)
    standing = auditor.window.findChild(StandingButton)
    press_record(auditor, "on")
    source.give(1)
    assert standing.isHidden()
    auditor.window.go("overview")
    assert standing.isVisible()
    auditor.desk.choose(language="ru")
    auditor.rest()
    standing = next(b for b in auditor.window.findChildren(StandingButton) if b.isVisible())
    standing.click()
    auditor.wait(lambda: recordings(auditor.audit))
    assert not standing.isVisible() and standing.accessibleName() == "Записывать звук"


def test_the_recording_ends_when_the_switch_goes_off(auditor):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(1)
    auditor.window.go("brief")
    auditor.page.recording.switch.click()
    auditor.wait(lambda: recordings(auditor.audit))
    assert not terms(auditor.audit).allowed and recorder.of(auditor.desk).state == "idle"


def test_without_a_microphone_one_sentence_says_so_and_scoring_goes_on(auditor):
    begin(auditor)
    allow(auditor)

    def nothing():
        raise KnownError("There is no microphone.")

    recorder.of(auditor.desk).microphone = nothing
    press_record(auditor, "idle")
    auditor.wait(lambda: auditor.faults)
    assert [str(fault) for fault in auditor.faults] == ["There is no microphone."]
    auditor.press("3")
    assert auditor.audit.rating("SEL-01").mark == 3


def test_nothing_but_silence_is_said_once_and_the_recording_goes_on(auditor):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(4, loud=0)
    source.give(1)
    auditor.wait(lambda: recorder.of(auditor.desk).level > -20)
    source.give(6, loud=0)
    auditor.wait(lambda: auditor.faults)
    source.give(60, loud=0)
    source.give(1)
    auditor.wait(lambda: recorder.of(auditor.desk).level > -20)
    assert ["nothing but silence" in str(fault) for fault in auditor.faults] == [True]
    stop(auditor)
    assert recordings(auditor.audit)[0].seconds == 72.0


def test_a_recording_whose_microphone_is_lost_is_kept_and_scoring_goes_on(auditor, monkeypatch):
    source = begin(auditor)
    allow(auditor)
    monkeypatch.setattr(Take.__init__, "__defaults__", (0.1,))
    press_record(auditor, "on")
    source.give(2)
    auditor.press("5")
    auditor.wait(lambda: recordings(auditor.audit))
    assert "no sound any more" in str(auditor.faults[0])
    auditor.press("1")
    (one,) = recordings(auditor.audit)
    assert one.seconds == 2.0 and auditor.audit.rating("SEL-02").mark == 1


def test_a_store_that_takes_no_recording_says_so_once_and_gets_it_with_the_next(auditor):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(1.0)
    refuse(auditor, True)
    press_record(auditor, "idle")
    auditor.wait(lambda: auditor.faults)
    auditor.rest()
    assert len(auditor.faults) == 1 and isinstance(auditor.faults[0], KnownError)
    assert recordings(auditor.audit) == () and len(kept(auditor.desk.store.folder / "recordings")) == 1
    refuse(auditor, False)
    press_record(auditor, "on")
    source.give(1.0)
    press_record(auditor, "idle")
    auditor.wait(lambda: len(recordings(auditor.audit)) == 2)
    auditor.rest()
    assert len(auditor.faults) == 1 and kept(auditor.desk.store.folder / "recordings") == []


def refuse(auditor, writing):
    """Let the store refuse to write, as on a medium that became read-only."""
    driver_of(auditor.desk.store._database._connection).execute(f"PRAGMA query_only = {int(writing)}")


def test_who_quits_while_recording_finds_the_recording_at_the_next_start_and_is_told_once(auditor):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(3)
    auditor.press("4")
    audit = auditor.audit.id
    auditor.quit()
    auditor.start()
    auditor.wait(lambda: auditor.desk.current and recordings(auditor.audit))
    auditor.rest()
    (one,) = recordings(auditor.audit)
    assert (one.seconds, [s.second for s in one.stamps], auditor.audit.id) == (3.0, [3.0], audit)
    assert [b.sentence for b in auditor.window.messages.bars if "0:00:03" in b.sentence]
    auditor.quit()
    auditor.start()
    auditor.wait(lambda: auditor.desk.current is not None)
    auditor.rest()
    assert not [b for b in auditor.window.messages.bars if "0:00:03" in b.sentence]
    assert len(recordings(auditor.audit)) == 1 and auditor.faults == []


def test_a_take_up_that_was_cut_off_after_its_changes_makes_no_second_recording(auditor):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(1)
    stop(auditor)
    (one,) = recordings(auditor.audit)
    about = About(one.id, auditor.audit.id, "1", "A", one.begun, RATE)
    left = Take(auditor.home / "recordings", about, source)
    left.begin()
    source.give(1)
    left.end()
    recorder.of(auditor.desk).archive.take_up()
    auditor.rest()
    assert len(recordings(auditor.audit)) == 1 and not left.folder.exists()


def test_a_recording_that_is_kept_too_long_is_named_and_deleted_on_request(auditor, tmp_path):
    source = begin(auditor)
    allow(auditor)
    press_record(auditor, "on")
    source.give(1)
    stop(auditor)
    (one,) = recordings(auditor.audit)
    (sha,) = {e.sha256 for e in auditor.audit.evidence}
    old = {**recording.value_of(one), "begun": stamp(datetime.now(UTC) - timedelta(days=91))}
    auditor.desk.current.set_value(cells.recording(one.id), old)
    audit = auditor.audit.id
    auditor.window.go("home")
    auditor.desk.close_audit()
    auditor.desk.open_audit(audit)
    (bar,) = [b for b in auditor.window.messages.bars if "longer than" in b.sentence]
    assert "90 days" in bar.sentence
    bar.link.click()
    (delete,) = [b for b in auditor.window.findChildren(PrimaryButton) if b.text() == "Delete"]
    delete.click()
    (gone,) = recordings(auditor.audit)
    assert gone.deleted and not auditor.desk.store.blobs.has(sha)
    auditor.window.go("brief", "recording")
    assert auditor.page.recording.delete_buttons == []
    auditor.press("Z", held=Qt.KeyboardModifier.ControlModifier)
    assert recordings(auditor.audit)[0].deleted and auditor.audit.evidence == ()
    auditor.desk.export_audit(audit, tmp_path / "out.cxaudit", lambda path: None)
    auditor.rest()
    assert auditfile.verify(tmp_path / "out.cxaudit") == [] and examine(auditor.desk.store) == []
