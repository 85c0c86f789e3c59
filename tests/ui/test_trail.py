"""The window remembers which criterion was on screen from when to when, without waiting for the disk."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.ui.audits import make
from ui.pages.help.page import HelpPage
from ui.pages.scoring.page import ScoringPage
from ui.trail import Trail

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def trail(desk):
    return Trail.of(desk)


def kept(desk, audit="a"):
    return [
        (span.criterion, (span.begun - NOON).total_seconds(), (span.ended - NOON).total_seconds())
        for span in desk.store.memory.trail(audit)
    ]


def test_each_criterion_is_on_screen_until_the_next(desk, trail):
    trail.show("a", "1", "ACQ-01", at(0))
    trail.show("a", "1", "ACQ-02", at(20))
    trail.show("a", "1", "ACQ-02", at(25))
    trail.stop(at(50))
    assert kept(desk) == [("ACQ-01", 0, 20), ("ACQ-02", 20, 50)]


def test_what_is_only_passed_on_the_way_is_not_kept_and_no_key_writes_to_the_disk(desk, trail):
    for number in range(40):
        trail.show("a", "1", f"ACQ-{number:02}", at(number / 10))
    assert kept(desk) == []
    trail.stop(at(10))
    assert kept(desk) == [("ACQ-39", 3.9, 10)]


def test_a_crash_loses_no_more_than_one_beat(desk, trail):
    trail.show("a", "1", "ACQ-01", at(0))
    trail.keep(at(10))
    trail.keep(at(20))
    assert kept(desk) == [("ACQ-01", 0, 20)]


def test_going_on_from_criterion_to_criterion_puts_off_no_beat(trail, qtbot):
    trail.show("a", "1", "ACQ-01")
    left = trail._beat.remainingTime()
    qtbot.waitUntil(lambda: trail._beat.remainingTime() < left - 20)
    trail.show("a", "1", "ACQ-02")
    assert trail._beat.remainingTime() < left - 20


def test_while_the_device_sleeps_nothing_is_on_screen(desk, trail):
    trail.show("a", "1", "ACQ-01", at(0))
    trail.keep(at(10))
    trail.keep(at(7200))
    trail.stop(at(7210))
    assert kept(desk) == [("ACQ-01", 0, 10), ("ACQ-01", 7200, 7210)]


def test_a_clock_that_is_set_back_begins_anew(desk, trail):
    trail.show("a", "1", "ACQ-01", at(100))
    trail.keep(at(110))
    trail.keep(at(50))
    trail.stop(at(60))
    assert kept(desk) == [("ACQ-01", 50, 60), ("ACQ-01", 100, 110)]


def test_another_audit_ends_the_trail_of_the_first(desk, trail):
    trail.show("a", "1", "ACQ-01", at(0))
    trail.show("b", "1", "SEL-01", at(30))
    trail.stop(at(40))
    assert kept(desk) == [("ACQ-01", 0, 30)] and kept(desk, "b") == [("SEL-01", 30, 40)]


def test_the_scoring_page_leaves_its_trail_only_while_it_is_shown(desk, opened_window):
    opened = desk.open_audit(make(desk.store))
    window = opened_window(ScoringPage, HelpPage)
    begun = datetime.now(UTC)
    window.page.show_criterion("ACQ-03")
    Trail.of(desk).keep(begun + timedelta(seconds=30))
    window.go("help")
    spans = desk.store.memory.trail(opened.audit.id)
    assert ("ACQ-03", "1") in {(span.criterion, span.sheet) for span in spans}
    count = len(spans)
    Trail.of(desk).keep(begun + timedelta(seconds=45))
    assert len(desk.store.memory.trail(opened.audit.id)) == count
    window.go("scoring")
    now = datetime.now(UTC)
    Trail.of(desk).keep(now + timedelta(seconds=5))
    assert desk.store.memory.trail(opened.audit.id)[-1].ended == now + timedelta(seconds=5)
