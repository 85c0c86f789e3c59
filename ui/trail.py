"""Remembers which criterion is on screen from when to when, so that photos can be matched to it later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from cxaudit.errors import KnownError
from cxaudit.phone.trail import Span
from ui.desk import Desk
from ui.open_audit import OpenAudit

_BEAT_MS = 10_000
"""At most so much of the trail is lost in a crash; a key never waits for the disk because of it."""
_GLANCE = timedelta(milliseconds=400)
"""What is on screen for less was only passed on the way."""
_ASLEEP = timedelta(seconds=60)
"""After so long without a beat the device slept: nobody looked at the screen."""


class Trail(QObject):
    """The trail of this desk; whoever shows a criterion calls `show`, and `stop` when it is out of sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._audit = ""
        self._now: Span | None = None
        self._past: list[Span] = []
        """What ended since the last beat."""
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self.keep)

    @classmethod
    def of(cls, desk: Desk) -> Trail:
        """The one trail of that desk."""
        return desk.findChild(cls) or cls(desk)

    def show(self, audit_id: str, sheet: str, criterion: str, now: datetime | None = None) -> None:
        """That criterion is on screen from now on."""
        now = now or datetime.now(UTC)
        if audit_id != self._audit:
            self.stop(now)
            self._audit = audit_id
        self._go_on(now)
        if not self._now or (self._now.sheet, self._now.criterion) != (sheet, criterion):
            self._end()
            self._now = Span(criterion, sheet, now, now)
        if not self._beat.isActive():
            self._beat.start()

    def stop(self, now: datetime | None = None) -> None:
        """No criterion is on screen any more."""
        self._go_on(now or datetime.now(UTC))
        self._end()
        self._beat.stop()
        self._write()

    def keep(self, now: datetime | None = None) -> None:
        """Write down what there is, with what is on screen now."""
        self._go_on(now or datetime.now(UTC))
        self._write()

    def _go_on(self, now: datetime) -> None:
        """The criterion was on screen until now, unless the device slept or its clock was set."""
        if not self._now:
            return
        passed = now - self._now.ended
        if timedelta(0) <= passed <= _ASLEEP:
            self._now = replace(self._now, ended=now)
        else:
            before = self._now
            self._end()
            self._now = replace(before, begun=now, ended=now)

    def _end(self) -> None:
        if self._now and self._now.ended - self._now.begun >= _GLANCE:
            self._past.append(self._now)
        self._now = None

    def _write(self) -> None:
        """In one transaction; a failure here is not worth a word, since the log of scores is there too."""
        spans = [*self._past, *([self._now] if self._now and self._now.ended > self._now.begun else [])]
        if not spans or not self._desk.store:
            return
        try:
            self._desk.store.memory.keep_trail(self._audit, spans)
        except KnownError:
            return
        self._past.clear()


class PageTrail(QObject):
    """Tells the trail which criterion a page shows, for as long as the page is the one that is shown.

    Beware: a key waits for each filter in Python on its way, so `page` is better not what has the keys.
    """

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._trail, self._page = Trail.of(desk), page
        self._open: OpenAudit | None = None
        self._criterion = ""
        desk.audit_opened.connect(self._leave)
        page.installEventFilter(self)

    def turn(self, opened: OpenAudit, criterion: str) -> None:
        """The page shows that criterion."""
        if opened is not self._open:
            opened.sheet_changed.connect(self._show)
        self._open, self._criterion = opened, criterion
        self._show()

    def _leave(self, opened: OpenAudit | None) -> None:
        if opened is not self._open:
            self._open = None
            self._trail.stop()

    def _show(self) -> None:
        if self._open and self._page.isVisible():
            self._trail.show(self._open.audit.id, self._open.sheet, self._criterion)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is put away for a while leaves the auditor where he was."""
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self._show()
        elif event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._trail.stop()
        return False
