"""A photo finds its criterion by the time at which it was taken, whatever the clock of the phone said."""

import time as system_time
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.phone.matching import (
    NEXT_WITHIN,
    Photo,
    Scored,
    clock_code,
    clock_of,
    clocks_of,
    code_moment,
    match,
    moments,
    scores_in,
    shown_at,
)
from cxaudit.phone.trail import Span

EAST = timezone(timedelta(hours=3))
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def berlin(monkeypatch):
    """The system's zone: summer time from the end of March to the end of October."""
    if not hasattr(system_time, "tzset"):
        pytest.skip("this system takes no zone from its environment")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    system_time.tzset()
    yield
    monkeypatch.undo()
    system_time.tzset()


def at(minute, second=0):
    return NOON + timedelta(minutes=minute, seconds=second)


def photo(said, camera="Phone One", **other):
    return Photo(Path("photo.jpg"), "sha", 1, said, camera=camera, **other)


def spans(*criteria, minutes=2, begun=NOON):
    step = timedelta(minutes=minutes)
    return [Span(c, "1", begun + i * step, begun + (i + 1) * step) for i, c in enumerate(criteria)]


def found(photos, trail=(), scores=(), clocks=None, zone=UTC):
    return [(m.criterion, m.certainty, m.reason) for m in match(photos, trail, scores, clocks, zone)]


# --- which criterion ------------------------------------------------------------------------


def test_a_photo_belongs_to_the_criterion_that_was_on_screen():
    trail = spans("ACQ-01", "ACQ-02", "ACQ-03")
    assert found([photo(at(1)), photo(at(3))], trail) == [
        ("ACQ-01", "sure", "on_screen"),
        ("ACQ-02", "sure", "on_screen"),
    ]


def test_without_the_trail_it_belongs_to_what_was_scored_next():
    scores = [Scored("ACQ-01", at(0)), Scored("ACQ-02", at(4)), Scored("ACQ-03", at(9))]
    (only,) = match([photo(at(1))], [], scores)
    assert (only.criterion, only.certainty, only.reason) == ("ACQ-02", "likely", "scored_next")
    assert only.gap == timedelta(minutes=3)


@pytest.mark.parametrize(
    "late", [NEXT_WITHIN + timedelta(seconds=1), timedelta(hours=5), -timedelta(minutes=1)]
)
def test_a_score_long_after_the_photo_or_before_it_says_nothing(late):
    assert found([photo(at(0))], [], [Scored("ACQ-01", at(0) + late)]) == [("", "none", "nothing_near")]


def test_a_photo_of_another_day_is_not_matched():
    assert found([photo(at(-1440))], spans("ACQ-01")) == [("", "none", "nothing_near")]


def test_the_time_of_a_file_never_makes_a_match_sure():
    assert found([photo(at(1), by_file=True)], spans("ACQ-01")) == [("ACQ-01", "likely", "on_screen")]


def test_at_the_border_of_two_criteria_only_a_measured_clock_is_sure():
    trail, near = spans("ACQ-01", "ACQ-02"), photo(at(2, 10))
    assert found([near], trail) == [("ACQ-02", "likely", "on_screen")]
    measured = {"Phone One": clock_of(photo(NOON), NOON, UTC)}
    assert found([near], trail, clocks=measured) == [("ACQ-02", "sure", "on_screen")]


def test_where_a_clock_was_set_back_what_began_last_counts():
    trail = [*spans("ACQ-01", minutes=60), *spans("ACQ-02", begun=at(20))]
    assert found([photo(at(21))], trail)[0][0] == "ACQ-02"
    assert found([photo(at(28))], trail)[0][0] == "ACQ-01"


def test_a_screen_that_is_left_on_overnight_matches_no_private_photos():
    trail = spans("ACQ-01", minutes=600)
    assert [c for c, _, _ in found([photo(at(10)), photo(at(300)), photo(at(595))], trail)] == [
        "ACQ-01",
        "",
        "ACQ-01",
    ]


def test_only_scores_of_this_device_are_read_of_whichever_sheet(store, audit):
    sheet = store.append(audit.id, [edit(audit, cells.visit("two", "of"), "")], "A").audit
    edits = [
        edit(sheet, cells.score("ACQ-01"), 3),
        edit(sheet, cells.score("ACQ-02", "two"), 4),
        edit(sheet, cells.note("ACQ-03"), "seen"),
    ]
    now = store.append(audit.id, edits, "A").audit
    store.append(audit.id, [edit(now, cells.score("ACQ-01"), None)], "A")
    history = store.history(audit.id)
    assert [s.criterion for s in scores_in(history, store.device)] == ["ACQ-01", "ACQ-02"]
    assert scores_in(history, "elsewhere") == []


# --- the clock ------------------------------------------------------------------------------


def test_the_code_of_the_clock_says_its_second():
    moment = datetime(2026, 5, 20, 15, 0, 7, 900_000, EAST)
    assert code_moment(clock_code(moment)) == datetime(2026, 5, 20, 12, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "CXAUDIT CLOCK", "CXAUDIT CLOCK 2026-13-40T99:00:00Z", "https://example.org", "\0" * 40]
)
def test_other_codes_are_no_clock(text):
    assert code_moment(text) is None


@pytest.mark.parametrize(
    "off", [timedelta(minutes=7, seconds=13), timedelta(minutes=-42), timedelta(hours=5)]
)
def test_a_photo_of_the_clock_puts_right_a_phone_that_is_off(off):
    seen = photo((NOON - off).replace(tzinfo=None), shows=NOON)
    later = photo((at(3) - off).replace(tzinfo=None))
    trail = spans("ACQ-01", "ACQ-02")
    clocks = clocks_of([seen], UTC)
    assert moments(later, clocks, UTC) == (at(3),)
    assert found([later], trail, clocks=clocks) == [("ACQ-02", "sure", "on_screen")]


def test_each_of_two_phones_has_its_own_clock():
    trail = spans("ACQ-01", "ACQ-02", "ACQ-03", "ACQ-04")
    fast, slow = timedelta(minutes=4), timedelta(minutes=-2)
    clocks = clocks_of([photo(NOON + fast, "Fast", shows=NOON), photo(NOON + slow, "Slow", shows=NOON)], UTC)
    photos = [photo(at(1) + fast, "Fast"), photo(at(5) + slow, "Slow"), photo(at(7), "Unknown")]
    assert [criterion for criterion, _, _ in found(photos, trail, clocks=clocks)] == [
        "ACQ-01",
        "ACQ-03",
        "ACQ-04",
    ]


def test_the_last_photo_of_the_clock_counts():
    first = photo(NOON.replace(tzinfo=None), shows=at(1))
    last = photo(at(60).replace(tzinfo=None), shows=at(65))
    assert clocks_of([last, first], UTC)["Phone One"].wall == timedelta(minutes=5)


def test_a_picture_without_a_camera_time_measures_no_clock():
    assert clocks_of([photo(NOON, by_file=True, shows=at(5))], UTC) == {}


def test_a_phone_that_writes_its_zone_only_sometimes_has_one_clock():
    seen = photo(datetime(2026, 5, 20, 14, 59), shows=NOON)
    clock = clock_of(seen, NOON, EAST)
    assert (clock.wall, clock.zoned) == (timedelta(minutes=1), timedelta(minutes=1))
    abroad = clock_of(photo(datetime(2026, 5, 20, 16, 59)), NOON, EAST)
    assert (abroad.wall, abroad.zoned) == (timedelta(hours=-2, minutes=1), timedelta(minutes=1))


def test_a_time_typed_from_the_photo_is_of_the_nearest_day():
    before_midnight = photo(datetime(2026, 5, 20, 23, 58))
    assert shown_at(before_midnight, time(0, 3, 10), EAST) == datetime(2026, 5, 21, 0, 3, 10, tzinfo=EAST)
    after_midnight = photo(datetime(2026, 5, 21, 0, 2))
    assert shown_at(after_midnight, time(23, 59), EAST) == datetime(2026, 5, 20, 23, 59, tzinfo=EAST)


# --- zones, midnight, summer time -----------------------------------------------------------


def test_a_time_without_a_zone_is_local_time():
    assert moments(photo(datetime(2026, 5, 20, 15, 1)), {}, EAST) == (at(1),)


def test_a_time_with_a_zone_is_that_moment_wherever_the_device_is():
    assert moments(photo(datetime(2026, 5, 20, 21, 1, tzinfo=timezone(timedelta(hours=9)))), {}, EAST) == (
        at(1),
    )


def test_an_audit_over_midnight_goes_on(berlin):
    trail = spans("ACQ-01", "ACQ-02", begun=datetime(2026, 5, 20, 21, 59, tzinfo=UTC), minutes=2)
    photos = [photo(datetime(2026, 5, 20, 23, 59, 40)), photo(datetime(2026, 5, 21, 0, 1, 40))]
    assert [c for c, _, _ in found(photos, trail, zone=None)] == ["ACQ-01", "ACQ-02"]


def test_a_clock_measured_in_winter_still_holds_in_summer(berlin):
    winter = datetime(2026, 3, 28, 11, 0, tzinfo=UTC)
    seen = photo(datetime(2026, 3, 28, 11, 58), shows=winter)
    summer = photo(datetime(2026, 3, 30, 12, 58))
    assert moments(summer, clocks_of([seen])) == (datetime(2026, 3, 30, 11, 0, tzinfo=UTC),)


def test_of_the_hour_that_comes_twice_the_one_that_was_worked_in_is_meant(berlin):
    """On 25 October 2026 it is 02:30 at 00:30 and again at 01:30 UTC."""
    twice = photo(datetime(2026, 10, 25, 2, 30))
    early, late = (datetime(2026, 10, 25, hour, 29, tzinfo=UTC) for hour in (0, 1))
    assert moments(twice, {}) == (early + timedelta(minutes=1), late + timedelta(minutes=1))
    for begun in (early, late):
        (only,) = match([twice], spans("ACQ-07", begun=begun))
        assert (only.criterion, only.certainty, only.at) == ("ACQ-07", "likely", begun + timedelta(minutes=1))


def test_a_time_in_the_hour_that_is_left_out_is_still_a_moment(berlin):
    """The phone did not change to summer time yet: its 02:30 is 01:30 UTC."""
    assert datetime(2026, 3, 29, 1, 30, tzinfo=UTC) in moments(photo(datetime(2026, 3, 29, 2, 30)), {})


@given(
    off=st.timedeltas(timedelta(hours=-13), timedelta(hours=13)),
    after=st.timedeltas(timedelta(0), timedelta(days=30)),
    zoned=st.booleans(),
)
def test_the_clock_screen_undoes_whatever_a_phone_is_off_by(off, after, zoned):
    def written(moment):
        said = (moment - off).astimezone(EAST)
        return said if zoned else said.replace(tzinfo=None)

    clocks = clocks_of([photo(written(NOON), shows=NOON)], EAST)
    assert moments(photo(written(NOON + after)), clocks, EAST) == (NOON + after,)


def test_a_thousand_spans_and_two_thousand_photos_are_matched_in_no_time():
    trail = spans(*(f"C-{i}" for i in range(1000)), minutes=1)
    photos = [replace(photo(at(i / 2, 15)), sha256=str(i)) for i in range(2000)]
    begun = system_time.perf_counter()
    assert [m.criterion for m in match(photos, trail)] == [f"C-{i // 2}" for i in range(2000)]
    assert system_time.perf_counter() - begun < 2
