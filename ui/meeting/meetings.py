"""The spaces of a desk: syncs them beside the window, one thing at a time, and tells how it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from cxaudit.errors import KnownError
from cxaudit.sync import leaving
from ui.desk import Desk
from ui.meeting import diary, standing, work
from ui.meeting.lane import Done, Failed, Lane, is_there
from ui.meeting.meeting import Meeting as Meeting
from ui.meeting.timetable import Timetable
from ui.meeting.whereabouts import Whereabouts

if TYPE_CHECKING:
    from cxaudit.store.spaces import Space
    from cxaudit.store.store import Store
    from cxaudit.sync.code import SpaceCode
    from cxaudit.sync.leaving import Left
    from cxaudit.sync.recovery import Recovery
    from cxaudit.sync.request import Request
    from cxaudit.sync.team import Role
    from ui.meeting.work import Synced, Way

FIRST_MS = 1000
"""The first sync lets the window come to rest."""
LAST_SECONDS = 3.0
"""No longer does the window stay open for what is still to be sent."""
_COUNT_MS = 300


class Meetings(QObject):
    """The spaces of a desk; `of` finds them."""

    changed = Signal()
    """Something about a space is otherwise."""
    stepped = Signal()
    """A sync has begun, or is further."""
    synced = Signal(str)
    """The id of a space whose sync has ended, well or not."""
    admitted = Signal(str)
    """The id of a space that has let this device in."""
    left = Signal(str)
    """The id of a space that this device belongs to no longer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.whereabouts = Whereabouts(desk)
        self._all: dict[str, Meeting] = {}
        self._lane = Lane(desk)
        self._lane.begun.connect(self._begin_sync)
        self._times = Timetable(lambda: self.all, self)
        self._times.came.connect(self.sync)
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(_COUNT_MS)
        self._count.timeout.connect(self._count_waiting)
        desk.store_opened.connect(self.read)
        desk.list_changed.connect(self._count.start)
        desk.audit_made.connect(self._share_new)
        if desk.store:
            self.read()

    # --- reading ----------------------------------------------------------------------------

    @property
    def all(self) -> tuple[Meeting, ...]:
        """Every space of this device, by its title."""
        return tuple(sorted(self._all.values(), key=lambda one: (one.now.title.casefold(), one.id)))

    def of_audit(self, audit_id: str) -> list[Meeting]:
        """Those that an audit is shared in."""
        store = self.desk.store
        found = (self._all.get(space) for space in (store.spaces.of_audit(audit_id) if store else ()))
        return [one for one in found if one]

    def get(self, space_id: str) -> Meeting | None:
        return self._all.get(space_id)

    def read(self) -> None:
        """Read every space from the store, and sync it soon."""
        store = self.desk.store
        if store is None:
            return
        try:
            self._all = {space.id: self._meeting(store, space) for space in store.spaces.all()}
        except KnownError as error:
            self.desk.failed.emit(error)
        self._times.begin(FIRST_MS / 1000)
        self.changed.emit()

    def _meeting(self, store: Store, space: Space) -> Meeting:
        return Meeting(standing.read(store, space), diary.read(store, space.id))

    # --- syncing ----------------------------------------------------------------------------

    @property
    def automatic(self) -> bool:
        """Whether spaces are synced by themselves."""
        return self._times.automatic

    @automatic.setter
    def automatic(self, on: bool) -> None:
        self._times.automatic = on
        self._times.plan()

    @property
    def is_busy(self) -> bool:
        return self._lane.is_busy

    def sync(self, space_id: str = "", verify: bool = False) -> None:
        """Sync that space, or all; `verify` reads back all that this device has sent."""
        for one in [self._all[space_id]] if space_id in self._all else self.all:
            if not self._lane.has(one.id):
                self._enqueue(one, verify=verify)

    def cancel(self) -> None:
        """Stop what is under way; what was sent and taken by then stays."""
        self._lane.cancel()

    def close(self, seconds: float = LAST_SECONDS) -> None:
        """Send what waits, if it can be done soon, and sync no more."""
        self._times.stop()
        self._count.stop()
        self._lane.stop()
        self._count_waiting()
        for one in self._all.values():
            waits = one.now.unsent or (one.now.files_out and not one.kept.metered)
            if one.kept.every and waits and not one.offline:
                self._enqueue(one, hurried=True)
        self._lane.wait(seconds)
        self._lane.stop()

    def _enqueue(self, one: Meeting, verify: bool = False, hurried: bool = False) -> None:
        store = self.desk.store
        if store is None:
            return
        evidence, at = not one.kept.metered, self.whereabouts.now(one.id)
        self._lane.put(
            lambda progress: work.sync(store, one.id, progress, evidence, verify, hurried, at),
            partial(self._take, one),
            partial(self._miss, one),
            partial(self._step, one),
            one.id,
        )

    def _begin_sync(self, space_id: str) -> None:
        if one := self._all.get(space_id):
            one.share = 0.0
            self.stepped.emit()

    def _step(self, one: Meeting, done: int, total: int) -> None:
        one.share = done / total if total else 0.0
        self.stepped.emit()

    def _take(self, one: Meeting, done: Synced) -> None:
        """Write down what a sync did, and show what it brought."""
        store, was_asked = self.desk.store, one.kept.asked
        one.take(done, datetime.now(UTC).isoformat())
        if store:
            self._keep(one)
            self._show_news(store, done.outcome.audits, bool(done.outcome.files_in))
        self._end(one)
        if was_asked and done.now.role:
            self.admitted.emit(one.id)

    def _show_news(self, store: Store, audits: set[str], files: bool) -> None:
        opened = self.desk.current
        if opened and (opened.audit.id in audits or (files and store.spaces.of_audit(opened.audit.id))):
            opened.take_merge(store.audit(opened.audit.id), store.scores(opened.audit.id))
        if audits:
            self.desk.list_changed.emit()

    def _miss(self, one: Meeting, error: Exception) -> None:
        if not one.miss(error):
            self.automatic = False
            self.desk.failed.emit(error)
        if self.desk.store:
            one.now = replace(one.now, packed=leaving.packed(self.desk.store, one.now.space))
        self._end(one)

    def _end(self, one: Meeting) -> None:
        self._times.put_off(one)
        self._count_waiting()
        self.changed.emit()
        self.synced.emit(one.id)

    def _count_waiting(self) -> None:
        """Count what is still to be sent: edits go on while a place is out of reach."""
        store = self.desk.store
        if not store or not self._all:
            return
        for one in self._all.values():
            try:
                unsent = store.spaces.waiting(one.id) + one.now.packed
                files = store.parcels.files(one.id, "out")
            except KnownError:
                return
            one.now = replace(one.now, unsent=unsent, files_out=files)
        self.changed.emit()

    # --- choices ----------------------------------------------------------------------------

    def choose(self, space_id: str, **values: Any) -> None:
        """Change what is kept of a space on this device: `metered`, `every`, `share_new`."""
        one = self._all[space_id]
        for name, value in values.items():
            setattr(one.kept, name, value)
        self._keep(one)
        if "every" in values:
            one.failures = 0
            self._times.put_off(one)
        self.changed.emit()

    def read_notices(self, space_id: str) -> None:
        """Somebody has read what the last syncs had to say."""
        self._all[space_id].unread = []
        self.changed.emit()

    def share(self, space_id: str, audit_id: str) -> None:
        """Share an audit from now on, with all that was written before."""
        if store := self.desk.store:
            try:
                store.spaces.share(space_id, audit_id)
            except KnownError as error:
                self.desk.failed.emit(error)
                return
            self.desk.list_changed.emit()
            self.sync(space_id)

    def part(self, space_id: str, audit_id: str, failed: Failed) -> None:
        """Share an audit no more: nothing of it goes or comes from then on."""
        store = self._store()

        def parted(_: None) -> None:
            self.desk.list_changed.emit()
            self._read_again(space_id)

        self._lane.put(lambda _: work.part(store, space_id, audit_id), parted, failed)

    def share_all(self, space_id: str) -> None:
        """Share every audit of the list from now on."""
        store = self._store()

        def shared(_: None) -> None:
            self.desk.list_changed.emit()
            self.sync(space_id)

        self._lane.put(
            lambda progress: work.share_all(store, space_id, progress), shared, self.desk.failed.emit
        )

    def _share_new(self, audit_id: str) -> None:
        for one in self.all:
            parted = self._store().memory.apart(one.id) if one.kept.share_new else frozenset()
            if one.kept.share_new and audit_id not in parted:
                self.share(one.id, audit_id)

    def _keep(self, one: Meeting) -> None:
        if self.desk.store:
            try:
                diary.keep(self.desk.store, one.id, one.kept)
            except KnownError as error:
                self.desk.failed.emit(error)

    # --- the team ---------------------------------------------------------------------------

    def look_at(self, way: Way, done: Done, failed: Failed) -> None:
        """Ask a place whether a team meets there; `done` gets the answer."""
        self._lane.put(lambda _: work.look_at(way), done, failed)

    def begin(
        self, way: Way, title: str, name: str, recovery: str | None, done: Done, failed: Failed
    ) -> None:
        """Found a space; `done` gets it."""
        store = self._store()
        self._lane.put(
            lambda _: work.begin(store, way, title, name, recovery), partial(self._enter, done), failed
        )

    def ask(self, way: Way, code: SpaceCode, name: str, done: Done, failed: Failed) -> None:
        """Ask to join; `done` gets the space."""
        store = self._store()
        self._lane.put(lambda _: work.ask(store, way, code, name), partial(self._enter, done), failed)

    def recover(self, way: Way, sheet: Recovery, name: str, done: Done, failed: Failed) -> None:
        """Lead a team again by its recovery sheet; `done` gets the space."""
        store = self._store()
        self._lane.put(lambda _: work.recover(store, way, sheet, name), partial(self._enter, done), failed)

    def move(self, space_id: str, way: Way, done: Done, failed: Failed) -> None:
        """Reach a space at another address from now on."""
        store = self._store()
        self._lane.put(lambda _: work.move(store, space_id, way), partial(self._enter, done), failed)

    def admit(self, space_id: str, one: Request, role: Role, failed: Failed) -> None:
        """Let somebody in, and tell the others."""
        store = self._store()
        self._lane.put(
            lambda _: work.admit(store, space_id, one, role), lambda _: self._read_again(space_id), failed
        )

    def set_role(self, space_id: str, signer: str, role: Role, failed: Failed) -> None:
        """Give a member another role; `out` lets them go."""
        store = self._store()
        self._lane.put(
            lambda _: work.set_role(store, space_id, signer, role),
            lambda _: self._read_again(space_id),
            failed,
        )

    def renew_sheet(self, space_id: str, recovery: str, failed: Failed) -> None:
        """Let another recovery sheet count, and sync."""
        store = self._store()
        self._lane.put(
            lambda _: work.renew_sheet(store, space_id, recovery),
            lambda _: self._read_again(space_id),
            failed,
        )

    def leave(self, space_id: str, done: Done, failed: Failed) -> None:
        """Belong to a space no longer; `done` gets how that went."""
        store = self._store()

        def leave(how: Left) -> None:
            self._all.pop(space_id, None)
            self._times.plan()
            self.left.emit(space_id)
            self.desk.list_changed.emit()
            self.changed.emit()
            done(how)

        self._lane.put(lambda _: work.leave(store, space_id), leave, failed)

    def _store(self) -> Store:
        if self.desk.store is None:
            raise KnownError("The audits are still being opened. Wait a moment and repeat.")
        return self.desk.store

    def _enter(self, done: Done, space: Space) -> None:
        """A space is new here, or reached in another way."""
        found = self._meeting(self._store(), space)
        one = self._all.setdefault(space.id, found)
        one.now, one.kept, one.fault, one.failures = found.now, found.kept, None, 0
        one.kept.asked = one.now.role is None
        self._keep(one)
        self.changed.emit()
        self.sync(space.id)
        if is_there(done):
            done(space)

    def _read_again(self, space_id: str) -> None:
        """Show what was just said of the team, and send it."""
        if (one := self._all.get(space_id)) and self.desk.store:
            space = self.desk.store.spaces.get(space_id)
            one.now = standing.read(self.desk.store, space, one.now.requests)
            self.changed.emit()
            self.sync(space_id)


def of(desk: Desk) -> Meetings:
    """The spaces of that desk."""
    return desk.findChild(Meetings) or Meetings(desk)


def names_in(desk: Desk, audit_id: str) -> list[str]:
    """What those are called who are in the teams that share an audit."""
    found = of(desk).of_audit(audit_id)
    return [member.name for one in found for member in one.now.team.members.values() if member.is_here]
