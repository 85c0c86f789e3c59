"""Photos from a phone: when they were taken by this device's clock, and which criterion they are of; pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import accumulate
from pathlib import Path
from typing import Literal

from cxaudit import qr
from cxaudit.model import Change
from cxaudit.phone.trail import Span

Certainty = Literal["sure", "likely", "none"]
Reason = Literal["on_screen", "scored_next", "nothing_near"]

NEXT_WITHIN = timedelta(minutes=10)
"""So long after a photo a score may be what it was taken for."""
ATTENTION = timedelta(minutes=30)
"""So long somebody works on what is on screen; a screen that is merely left on matches no private photos."""
MEASURED, UNMEASURED = timedelta(seconds=2), timedelta(seconds=30)
"""How far off a camera's clock may be: one that was compared with this device's, and any other."""
_ZONE_STEP = timedelta(minutes=15)
"""Zones differ by whole quarters of an hour; a clock is off by the rest."""
_CODE = re.compile(r"CXAUDIT CLOCK (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture file that may become evidence.

    `said` is the time that the camera wrote: naive if it wrote no zone, then it is local time by the camera's
    clock. Of a file `by_file` it is the aware time of the file, which may be that of a copy. `shows` is the
    moment on the clock screen, if the photo is of that. `name` can be shown, whatever the file is called.
    """

    path: Path
    sha256: str
    size: int
    said: datetime
    by_file: bool = False
    camera: str = ""
    shows: datetime | None = None
    thumb: bytes = b""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """How much a camera's clock is behind this device's: its local time, and its time with a zone."""

    wall: timedelta
    zoned: timedelta


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion got its score at that moment of this device's clock."""

    criterion: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """Which criterion a photo seems to belong to, empty for none, and why.

    `at` is when it was taken by this device's clock; `gap` is how much later the criterion was scored.
    """

    photo: Photo
    at: datetime
    criterion: str = ""
    certainty: Certainty = "none"
    reason: Reason = "nothing_near"
    gap: timedelta = timedelta(0)


# --- the clock ------------------------------------------------------------------------------


def clock_code(moment: datetime) -> str:
    """What the QR code on the clock screen says, in the letters that make it smallest."""
    return f"CXAUDIT CLOCK {moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def clock_modules(moment: datetime) -> tuple[bytes, ...]:
    """The QR code of that moment, row by row: 0 where it is dark."""
    return qr.modules(clock_code(moment), "Q")


def code_moment(text: str) -> datetime | None:
    """The moment that such a code says, or None."""
    found = _CODE.match(text)
    try:
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def clock_of(photo: Photo, shown: datetime, zone: tzinfo | None = None) -> Clock:
    """The clock of the camera that took a photo of this device's clock, which showed `shown` (aware).

    `zone` is that of this device; None for the system's own.
    """
    wall = _local(shown, zone) - photo.said.replace(tzinfo=None)
    if photo.said.tzinfo:
        return Clock(wall, shown - photo.said)
    return Clock(wall, wall - _ZONE_STEP * round(wall / _ZONE_STEP))


def shown_at(photo: Photo, typed: time, zone: tzinfo | None = None) -> datetime:
    """The moment at which this device's clock showed that time of day, nearest to what the camera wrote."""
    written = photo.said.replace(tzinfo=None)
    if photo.said.tzinfo:
        written = _local(photo.said, zone)
    days = [datetime.combine(written.date() + timedelta(days=d), typed) for d in (-1, 0, 1)]
    return _moment(min(days, key=lambda day: abs(day - written)), zone)


def clocks_of(photos: Iterable[Photo], zone: tzinfo | None = None) -> dict[str, Clock]:
    """The clocks of all cameras that took a photo of the clock screen; the last photo of each counts."""
    seen = [(photo.shows, photo) for photo in photos if photo.shows and not photo.by_file]
    ordered = sorted(seen, key=lambda pair: pair[0])
    return {photo.camera: clock_of(photo, shown, zone) for shown, photo in ordered}


# --- moments --------------------------------------------------------------------------------


def moments(photo: Photo, clocks: Mapping[str, Clock], zone: tzinfo | None = None) -> tuple[datetime, ...]:
    """When the photo was taken by this device's clock, in UTC.

    Two moments for a local time that came twice, or never, as clocks changed between summer and winter.
    """
    clock = None if photo.by_file else clocks.get(photo.camera)
    if photo.said.tzinfo:
        return ((photo.said + (clock.zoned if clock else timedelta(0))).astimezone(UTC),)
    wall = photo.said + (clock.wall if clock else timedelta(0))
    return tuple(sorted({_moment(wall.replace(fold=fold), zone) for fold in (0, 1)}))


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    """The local time of a moment, naive."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _moment(wall: datetime, zone: tzinfo | None) -> datetime:
    """The moment of a naive local time, in UTC; `fold` chooses between two."""
    return (wall.replace(tzinfo=zone) if zone else wall.astimezone()).astimezone(UTC)


# --- matching -------------------------------------------------------------------------------


def scores_in(history: Iterable[Change], device: str) -> list[Scored]:
    """When which criterion was scored on that device: other devices go by other clocks."""
    found = []
    for change in history:
        match change.cell.split("/"):
            case ["visit", _, "rating", criterion, "score"] if change.device == device:
                if change.value is not None:
                    found.append(Scored(criterion, datetime.fromisoformat(change.at)))
    return found


def match(
    photos: Sequence[Photo],
    spans: Sequence[Span],
    scores: Sequence[Scored] = (),
    clocks: Mapping[str, Clock] | None = None,
    zone: tzinfo | None = None,
) -> list[Match]:
    """Each photo with its criterion: what was on screen then, else what was scored next, else none."""
    known, course = clocks or {}, _Course(spans, scores)
    found = []
    for photo in photos:
        measured = photo.camera in known and not photo.by_file
        tolerance = MEASURED if measured else UNMEASURED
        tried = [course.match(photo, at, tolerance) for at in moments(photo, known, zone)]
        best = max(tried, key=lambda one: _RANK[one.certainty])
        found.append(best if len(tried) == 1 else _doubtful(best))
    return found


_RANK: Mapping[Certainty, int] = {"none": 0, "likely": 1, "sure": 2}


def _doubtful(found: Match) -> Match:
    """The same match, of a time that may be an hour off."""
    if found.certainty != "sure":
        return found
    return Match(found.photo, found.at, found.criterion, "likely", found.reason, found.gap)


class _Course:
    """The auditor's way through the criteria, in the order of time."""

    def __init__(self, spans: Sequence[Span], scores: Sequence[Scored]) -> None:
        self._spans = sorted(spans, key=lambda span: span.begun)
        self._scores = sorted(scores, key=lambda score: score.at)
        self._begun = [span.begun for span in self._spans]
        self._latest_end = list(accumulate((span.ended for span in self._spans), max))
        self._scored_at = [score.at for score in self._scores]

    def match(self, photo: Photo, at: datetime, tolerance: timedelta) -> Match:
        if span := self._span(at):
            certain = not photo.by_file and self._is_inside(span, at, tolerance)
            return Match(photo, at, span.criterion, "sure" if certain else "likely", "on_screen")
        number = bisect_left(self._scored_at, at)
        if number < len(self._scores) and self._scored_at[number] - at <= NEXT_WITHIN:
            following = self._scores[number]
            return Match(photo, at, following.criterion, "likely", "scored_next", following.at - at)
        return Match(photo, at)

    def _span(self, at: datetime) -> Span | None:
        """What was worked on at that moment: on screen since not too long ago, or until not much later.

        Where a clock was set back, what began last.
        """
        for number in range(bisect_right(self._begun, at) - 1, -1, -1):
            if self._latest_end[number] <= at:
                break
            span = self._spans[number]
            if span.holds(at) and (at - span.begun <= ATTENTION or span.ended - at <= NEXT_WITHIN):
                return span
        return None

    def _is_inside(self, span: Span, at: datetime, tolerance: timedelta) -> bool:
        """Whether the same criterion was on screen for as long around as the clock may be off."""
        beside = (self._span(at - tolerance), self._span(at + tolerance))
        return all(other is None or other.criterion == span.criterion for other in beside)
