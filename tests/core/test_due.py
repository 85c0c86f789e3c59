"""Until when a reply is waited for, as people type it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from cxaudit.field import due, week

SENT = datetime(2026, 12, 30, 9, 15, tzinfo=UTC)
MOSCOW = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30.12 18:00", "2026-12-30T15:00"),
        ("30.12.2026 18:00", "2026-12-30T15:00"),
        ("2.01 9:05", "2027-01-02T06:05"),
        ("2027-01-02 09:05", "2027-01-02T06:05"),
        ("31.12", "2026-12-31T20:59"),
        ("2026-12-31", "2026-12-31T20:59"),
        (" 48 ", "2027-01-01T09:15"),
        ("3 д", "2027-01-02T09:15"),
        ("1 h 30 min", "2026-12-30T10:45"),
    ],
)
def test_a_day_or_a_time_after_the_sending_is_understood(text, expected):
    assert due.typed(text, SENT, MOSCOW) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31.02 12:00", "30.12 25:00", "30.12.2025 12:00", "29.12.2026", "0000-01-01", "9" * 9, "-3"],
)
def test_what_is_no_time_after_the_sending_is_not(text):
    assert due.typed(text, SENT, MOSCOW) is None


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_is_written_is_read_back(lang):
    moment = week.moment(SENT + timedelta(hours=30, minutes=7))
    said = due.written(moment, lang, MOSCOW)
    assert week.moment(due.typed(said, SENT, MOSCOW)) == moment


def test_a_moment_that_cannot_be_read_is_not_written():
    assert due.written("", "en") == ""
