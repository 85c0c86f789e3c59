"""The field week: its plan, what waits for an answer, what is checked again later; pure (METHOD 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from cxaudit import cells
from cxaudit.changes import disagree
from cxaudit.model import Audit, Json, Measure
from cxaudit.quality import approval

State = Literal["done", "overdue", "today", "ahead"]
FOLLOW_UP_DAYS = 14
LENGTH = 7

WAITS: Mapping[str, int] = {
    "ACQ-14": 24,
    "ACQ-15": 24,
    "ACQ-16": 120,
    "SEL-10": 24,
    "SEL-16": 120,
    "SAL-15": 72,
    "ONB-06": 24,
    "ONB-11": 24,
    "ONB-12": 72,
    "ONB-14": 168,
    "SOL-09": 24,
    "SOL-10": 72,
    "SOL-12": 72,
    "SOL-16": 168,
    "LOY-13": 72,
    "OFF-03": 72,
    "OFF-04": 336,
    "OFF-13": 336,
}
"""The criteria that wait for the company, and how many hours: their texts say so, else it is our choice."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the plan: its days from 1 on, and the stage that it scores, if any."""

    key: str
    first: int
    last: int
    stage: str = ""


PLAN = (
    Item("brief", 1, 1),
    Item("ACQ", 1, 2, "ACQ"),
    Item("SEL", 2, 2, "SEL"),
    Item("SAL", 3, 3, "SAL"),
    Item("ONB", 3, 7, "ONB"),
    Item("SOL", 4, 5, "SOL"),
    Item("LOY", 4, 5, "LOY"),
    Item("EVO", 5, 5, "EVO"),
    Item("OFF", 6, 6, "OFF"),
    Item("report", 7, 7),
)
ITEMS = (*(item.key for item in PLAN), "follow_up")
"""What may be moved to another day."""


@dataclass(frozen=True, slots=True)
class Task:
    """An item on its days; `done` of `total` steps are done, `moved` if somebody put it on another day."""

    key: str
    stage: str
    day: date
    until: date
    done: int
    total: int
    waiting: int
    """How many of its open criteria wait for an answer that may still come in time."""
    moved: bool

    def state(self, today: date) -> State:
        """What it is on that day; it is overdue once its last day is over."""
        if self.done + self.waiting >= self.total:
            return "done" if self.done >= self.total else "ahead"
        return "overdue" if self.until < today else "today" if self.day <= today else "ahead"


@dataclass(frozen=True, slots=True)
class Contact:
    """Something sent to the company, and what is known of the answer; moments are those of the log.

    Of what people say differently every text stands, and the earliest moment.
    """

    id: str
    criterion: str
    channel: str
    to: str
    sent: str
    due: str
    answered: str
    note: str
    contested: bool = field(default=False, kw_only=True)

    @property
    def open(self) -> bool:
        return not self.answered

    def overdue(self, now: datetime) -> bool:
        return self.open and bool(self.due) and datetime.fromisoformat(self.due) < now


def start_of(audit: Audit) -> date | None:
    """The first day of the week; the earliest, while people say different ones."""
    return _day(audit, cells.PLAN_START)


def tasks(audit: Audit, now: datetime) -> tuple[Task, ...]:
    """The plan from its start day on; empty until there is one."""
    start = start_of(audit)
    if start is None:
        return ()
    awaited = {one.criterion for one in contacts(audit) if one.open and not one.overdue(now)}
    return tuple(_task(audit, item, start, awaited) for item in PLAN)


def follow_up_day(audit: Audit) -> date | None:
    """When what could not be verified is checked again."""
    start = start_of(audit)
    if start is None:
        return None
    return _day(audit, cells.plan_day("follow_up")) or start + timedelta(FOLLOW_UP_DAYS)


def unverified(audit: Audit) -> tuple[str, ...]:
    """The criteria that are checked again: those with U."""
    return tuple(c for c in audit.framework.criteria if audit.rating(c).mark == "U")


def contacts(audit: Audit) -> tuple[Contact, ...]:
    """Everything that was sent: open ones first, the earliest due on top."""
    said: dict[str, dict[str, Json]] = {}
    contested: set[str] = set()
    for cell, heads in audit.cells.items():
        match cell.split("/"):
            case ["contact", at, name] if heads and name in cells.CONTACT_FIELDS:
                said.setdefault(at, {})[name] = _of_all(name, [head.value for head in heads])
                contested |= {at} if disagree(heads) else set()
    read = (contact(at, fields) for at, fields in said.items())
    found = [replace(one, contested=one.id in contested) for one in read if one]
    known = (one for one in found if one.criterion in audit.framework.criteria)
    return tuple(sorted(known, key=lambda one: (not one.open, one.due or "9", one.id)))


def _of_all(name: str, values: Sequence[Json]) -> Json:
    """What all versions of a field come to."""
    if name in ("channel", "to", "note"):
        return " ⟷ ".join(dict.fromkeys(value for value in values if value))
    return min(values, key=str)


def contact(at: str, fields: Mapping[str, Json]) -> Contact | None:
    """The contact that these cells say; None if it was removed or is not one."""
    if fields.get("removed") or not fields.get("criterion") or not fields.get("sent"):
        return None
    return Contact(at, *(fields.get(name) or "" for name in cells.CONTACT_FIELDS[:-1]))


def moment(when: datetime) -> str:
    """A moment as the log writes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def promised(criterion: str, sent: datetime) -> datetime:
    """Until when an answer is waited for."""
    return sent + timedelta(hours=WAITS.get(criterion, 24))


def measure_of(audit: Audit, one: Contact, answered: datetime) -> Measure | None:
    """The time from sending to the answer as a measure of its criterion; None where no time is measured.

    A clock that was set back between the two measures nothing.
    """
    kind = audit.framework.criteria[one.criterion].timing
    sent = datetime.fromisoformat(one.sent)
    seconds = (answered - sent).total_seconds()
    if kind is None or kind.active or kind.unit == "steps" or seconds < 0:
        return None
    begun = sent.astimezone().isoformat(timespec="seconds")
    label = one.channel[: cells.LONGEST_LINE]
    sheet = audit.sheets[0].id
    waited = float(round(seconds))
    return Measure(one.id, one.criterion, sheet, "waiting", begun, seconds=waited, label=label, how="clock")


def _task(audit: Audit, item: Item, start: date, awaited: Iterable[str]) -> Task:
    moved = _day(audit, cells.plan_day(item.key))
    day = moved or start + timedelta(item.first - 1)
    until = day + timedelta(item.last - item.first)
    done, total, waiting = _progress(audit, item, set(awaited))
    return Task(item.key, item.stage, day, until, done, total, waiting, moved is not None)


def _progress(audit: Audit, item: Item, awaited: set[str]) -> tuple[int, int, int]:
    if not item.stage:
        return int(_is_signed(audit) if item.key == "brief" else _is_submitted(audit)), 1, 0
    ids = [criterion.id for criterion in audit.framework.stage(item.stage).criteria]
    left = [one for one in ids if audit.rating(one).mark is None and not audit.rating(one).conflict]
    return len(ids) - len(left), len(ids), len(awaited.intersection(left))


def _is_signed(audit: Audit) -> bool:
    return any(head.value for _, heads in cells.below(audit.cells, "signature") for head in heads)


def _is_submitted(audit: Audit) -> bool:
    return approval.standing(audit).state not in ("draft", "returned")


def _day(audit: Audit, cell: str) -> date | None:
    said = [str(head.value) for head in audit.cells.get(cell, ()) if head.value]
    return date.fromisoformat(min(said)) if said else None
