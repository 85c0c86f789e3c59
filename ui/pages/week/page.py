"""The field week of the open audit: what is due on which day, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.field import week
from cxaudit.field.week import Contact, Task
from cxaudit.model import Json
from cxaudit.timing import measures
from ui.audit_page import AuditPage
from ui.desk import Desk
from ui.look import MARGIN, Look
from ui.open_audit import OpenAudit
from ui.page import Size
from ui.pages.week.contact_sheet import ContactSheet
from ui.pages.week.contacts import Contacts
from ui.pages.week.plan import Plan
from ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from ui.widgets.messages import EmptyState
from ui.widgets.panes import Pane, Panes

_MINUTE_MS = 60_000
_TEXTS = ("channel", "to", "note")


class WeekPage(AuditPage):
    """Plan at the left, contacts at the right; below each other where width is short."""

    key = "week"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk)
        tr = look.tr
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.earlier = IconButton(look, "chevron-left", tr("Begin a day earlier"))
        self.later = IconButton(look, "chevron-right", tr("Begin a day later"))
        self.earlier.clicked.connect(lambda: self.shift(-1))
        self.later.clicked.connect(lambda: self.shift(1))
        self.today = PrimaryButton(look, tr.context("day", "Today"))
        self.tomorrow = SecondaryButton(look, tr("Tomorrow"))
        self.today.clicked.connect(lambda: self.begin(self._today))
        self.tomorrow.clicked.connect(lambda: self.begin(self._today + timedelta(1)))
        self.empty = EmptyState(
            look,
            "calendar-days",
            tr("When does the field week begin?"),
            tr(
                "The plan counts seven days from then, and what could not be verified is checked again later."
            ),
            self.today,
            self.tomorrow,
        )
        self.plan = Plan(look)
        self.contacts: Contacts | None = None
        self.plan.chosen.connect(self._open)
        self.plan.moved.connect(self.put_on)
        left, right = QWidget(), QWidget()
        for part, holds in ((left, (self.empty, self.plan)), (right, ())):
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            for widget in holds:
                column.addWidget(widget, 1)
        self._right = right
        self.panes = Panes(
            look, tr("Week"), Pane(tr("Plan"), left, 5), Pane(tr("Waiting for a reply"), right, 4)
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.addWidget(self.panes)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tick)
        self.follow()

    # --- what the window asks ---------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.look.tr("Week")

    @property
    def context(self) -> str:
        return self.opened.audit.brief.company if self.opened else ""

    def tools(self) -> list[QWidget]:
        return [self.earlier, self.later]

    def enter(self, argument: object) -> None:
        self._clock.start()
        super().enter(argument)
        self._tick()

    def leave(self) -> None:
        self._clock.stop()

    def fits(self, width: int, height: int, size: Size) -> None:
        self.panes.fits(width, height, size)

    # --- showing ----------------------------------------------------------------------------

    @property
    def _today(self) -> date:
        """The day where the auditor is."""
        return self.now().astimezone().date()

    def bind(self, opened: OpenAudit | None) -> None:
        if opened and opened is not self.opened:
            self._make_contacts(opened)
        super().bind(opened)

    def _make_contacts(self, opened: OpenAudit) -> None:
        if self.contacts:
            self._right.layout().removeWidget(self.contacts)  # type: ignore[union-attr]
            self.contacts.hide()
            self.contacts.deleteLater()
        self.contacts = Contacts(self.look, opened.audit.framework)
        self.contacts.sent.connect(self.send)
        self.contacts.answered.connect(self.answer)
        self.contacts.opened.connect(self._edit)
        self.contacts.removed.connect(self._remove)
        self.contacts.chosen.connect(lambda criterion: self.went.emit("scoring", criterion))
        self._right.layout().addWidget(self.contacts)  # type: ignore[union-attr]

    def show_audit(self, opened: OpenAudit) -> None:
        audit, start, now = opened.audit, week.start_of(opened.audit), self.now()
        for part in (self.plan, self.earlier, self.later):
            part.setVisible(start is not None)
        self.empty.setVisible(start is None)
        if start:
            self.plan.show_tasks(self._tasks(opened), start, self._today, audit.framework)
        if self.contacts:
            self.contacts.show_contacts(week.contacts(audit), now, audit.framework)

    def _tasks(self, opened: OpenAudit) -> list[Task]:
        """The plan, and the follow-up if there is anything to check again."""
        audit = opened.audit
        found, when, again = (
            list(week.tasks(audit, self.now())),
            week.follow_up_day(audit),
            week.unverified(opened.seen),
        )
        if when and again:
            moved = bool(audit.cells.get(cells.plan_day("follow_up"), ()))
            found.append(Task("follow_up", "", when, when, 0, len(again), 0, moved))
        return found

    def _tick(self) -> None:
        if self.opened and self.isVisible():
            self.show_audit(self.opened)

    # --- acting -----------------------------------------------------------------------------

    def begin(self, day: date) -> None:
        """Let the field week begin on that day."""
        if self.opened:
            self.opened.set_value(cells.PLAN_START, day.isoformat())

    def shift(self, days: int) -> None:
        """Begin so many days later; what was moved by hand stays on its day."""
        if self.opened and (start := week.start_of(self.opened.audit)):
            self.begin(start + timedelta(days))

    def put_on(self, key: str, day: date | None) -> None:
        """Put an item on another day, or None: where the plan has it."""
        if self.opened:
            self.opened.set_value(cells.plan_day(key), day.isoformat() if day else None)

    def send(self, criterion: str, channel: str, to: str) -> None:
        """Write down that something was sent now."""
        if self.opened:
            now, at = self.now(), uuid4().hex[:12]
            said: dict[str, Json] = {
                "criterion": criterion,
                "channel": channel,
                "to": to,
                "sent": week.moment(now),
                "due": week.moment(week.promised(criterion, now)),
            }
            values = {cells.contact(at, name): value for name, value in said.items()}
            if self.opened.set_values(values) and self.contacts:
                self.contacts.empty()

    def answer(self, one: Contact) -> None:
        """The answer has come now; where its criterion is timed, that is a measure."""
        opened, now = self.opened, self.now()
        if not opened:
            return
        values: dict[str, Json] = {cells.contact(one.id, "answered"): week.moment(now)}
        if taken := week.measure_of(opened.audit, one, now):
            values[cells.measure(taken.id)] = measures.value_of(taken)
        opened.set_values(values)

    def _edit(self, one: Contact) -> None:
        opened = self.opened
        if opened:
            each = [cells.contact(one.id, name) for name in cells.CONTACT_FIELDS]
            seen = {cell: opened.begin(cell) for cell in each}
            several: dict[str, Any] = {
                name: "" for name in _TEXTS if cells.contact(one.id, name) in opened.audit.conflicts
            }
            one = replace(one, **several)  # versions that disagree are never one text to go on from
            ContactSheet(self.look, self, one, partial(opened.set_values, seen=seen)).open()

    def _remove(self, one: Contact) -> None:
        opened, tr = self.opened, self.look.tr

        def bring_back() -> None:
            if opened and self.desk.current is opened:
                opened.set_value(cells.contact(one.id, "removed"), False)

        if opened and opened.set_value(cells.contact(one.id, "removed"), True):
            self.say(
                "ok",
                tr("The contact for {criterion} is removed.", criterion=one.criterion),
                tr("Undo"),
                bring_back,
            )

    def _open(self, key: str) -> None:
        """Go where the item is worked on."""
        if key == "follow_up" and self.opened:
            again = week.unverified(self.opened.seen)
            self.went.emit("scoring", again[0] if again else None)
        elif key in ("brief", "report"):
            self.went.emit("review" if key == "report" else "brief", None)
        else:
            self.went.emit("scoring", key)
