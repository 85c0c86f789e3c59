"""A running stopwatch: outlives a crash and a change of the clock; pure but for `now`.

Waiting goes on while the computer sleeps, so the ticks are those of a clock that counts sleep. They are
comparable only within one start of the computer; beyond it the wall clock has to do, which `by_clock` says.
"""

from __future__ import annotations

import sys
import time
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

import msgspec

from cxaudit.cells import LONGEST_MEASURE
from cxaudit.model import Json, Limits, Measure, Timing
from cxaudit.timing import durations
from cxaudit.timing import suggestion as timing
from cxaudit.timing.measures import Kind

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_CLOCK: int | None = getattr(time, "CLOCK_MONOTONIC" if sys.platform == "darwin" else "CLOCK_BOOTTIME", None)
"""The clock that counts sleep, where time.monotonic does not: not on Windows, whose one does."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A reading of both clocks, in seconds, and which start of the computer the ticks belong to."""

    ticks: float
    clock: float
    boot: str


def now() -> Moment:
    """The clocks as they are."""
    return Moment(_ticks(), time.time(), _boot())


def _ticks() -> float:
    if _CLOCK is not None:
        return time.clock_gettime(_CLOCK)
    return time.monotonic()


@cache
def _boot() -> str:
    """Names this start of the computer, or where that has no name this run of the program."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except (OSError, ValueError):
        return f"run {uuid4().hex}"


@dataclass(frozen=True, slots=True)
class Watch:
    """A stopwatch of one criterion, counting or at a pause since `since`."""

    id: str
    """The id that its measure will have."""
    criterion: str
    sheet: str
    kind: Kind
    begun: str
    since: Moment
    counted: float = 0.0
    """Seconds that had been counted by then."""
    paused: float = 0.0
    """Seconds of pauses that had ended by then."""
    pausing: bool = False
    robot: float | None = None
    label: str = ""
    by_clock: bool = False
    trusted: bool = False
    """Whether somebody said that it is rightly still running."""


def begin(criterion: str, sheet: str, kind: Kind, label: str, at: Moment) -> Watch:
    """Start counting."""
    begun = datetime.fromtimestamp(at.clock).astimezone().isoformat(timespec="seconds")
    return Watch(uuid4().hex[:12], criterion, sheet, kind, begun, at, label=label)


def elapsed(watch: Watch, at: Moment) -> float:
    """The seconds that count, without pauses."""
    return watch.counted + (0.0 if watch.pausing else _passed(watch.since, at))


def rested(watch: Watch, at: Moment) -> float:
    """The seconds of all pauses."""
    return watch.paused + (_passed(watch.since, at) if watch.pausing else 0.0)


def settled(watch: Watch, at: Moment) -> Watch:
    """The same watch, counted up to that moment."""
    by_clock = watch.by_clock or not _comparable(watch.since, at)
    return replace(watch, counted=elapsed(watch, at), paused=rested(watch, at), since=at, by_clock=by_clock)


def pause(watch: Watch, at: Moment) -> Watch:
    """Stop counting for own doing."""
    return replace(settled(watch, at), pausing=True)


def go_on(watch: Watch, at: Moment) -> Watch:
    """Count again."""
    return replace(settled(watch, at), pausing=False)


def hear_robot(watch: Watch, at: Moment) -> Watch:
    """Note when a robot answered; the waiting for a person goes on. Only the first answer is noted."""
    settled_watch = settled(watch, at)
    return settled_watch if watch.robot is not None else replace(settled_watch, robot=settled_watch.counted)


def measure(watch: Watch, at: Moment, unit: str) -> Measure:
    """What the watch has measured if it is stopped then; no time is longer than a measure may be."""
    done = settled(watch, at)

    def kept(seconds: float) -> float:
        return min(durations.kept(seconds, unit), float(LONGEST_MEASURE))

    return Measure(
        done.id,
        done.criterion,
        done.sheet,
        done.kind,
        done.begun,
        seconds=kept(done.counted),
        paused=kept(done.paused),
        robot=None if done.robot is None else kept(done.robot),
        label=done.label,
        how="clock" if done.by_clock else "stopwatch",
    )


def _comparable(since: Moment, at: Moment) -> bool:
    return since.boot == at.boot and at.ticks >= since.ticks


def _passed(since: Moment, at: Moment) -> float:
    return at.ticks - since.ticks if _comparable(since, at) else max(0.0, at.clock - since.clock)


# --- forgotten -------------------------------------------------------------------------------

_PATIENCE = {"s": 2_700, "min": 2_700, "h": 86_400, "days": 7 * 86_400}
"""Seconds after which one asks at the earliest, by the unit of the criterion."""


def patience(kind: Timing, limits: Limits | None) -> int:
    """After how many seconds a watch seems forgotten: three times the worst limit, and not at once."""
    known = [n for n in (limits.zero, limits.three, limits.five) if n is not None] if limits else []
    worst = max(known, default=0.0) * timing.SECONDS[kind.unit]
    return max(_PATIENCE[kind.unit], int(3 * worst))


def is_forgotten(watch: Watch, at: Moment, seconds: int) -> bool:
    """Whether it has been counting for longer than that and nobody said that it should."""
    return not watch.trusted and not watch.pausing and elapsed(watch, at) > seconds


# --- kept on this device ---------------------------------------------------------------------


def as_json(watch: Watch) -> Json:
    return asdict(watch)


def read(value: Json) -> Watch | None:
    """The watch that was kept; None for what is none."""
    try:
        return msgspec.convert(value, Watch)
    except (msgspec.ValidationError, TypeError):
        return None
