"""What this device knows of the places where it meets others, and what is on its way to and from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from cxaudit import auditfile, cells
from cxaudit.changes import digest
from cxaudit.errors import KnownError
from cxaudit.model import Change
from cxaudit.store import log
from cxaudit.store.database import Database, driver_of
from cxaudit.store.parcels import Way
from cxaudit.store.rows import Unreadable
from cxaudit.store.tables import changes, members, outbox, parcels, segments, shared, spaces, summaries

State = Literal["new", "taken", "waiting", "refused", "replaced"]
"""Of a segment: ours and not at the place yet; what it says is in the log; it waits for a checklist, a key or
an admission; it was forged; a larger one of the same device holds all of it."""


@dataclass(frozen=True, slots=True)
class Space:
    """A place where this device meets others; `identity`, `ring` and `secret` never leave the store."""

    id: str
    founder: str
    """The public key of whoever founded it, as text."""
    address: str
    identity: str = field(repr=False)
    ring: bytes | None = field(default=None, repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A segment as it is known here."""

    state: State
    size: int
    why: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether its bytes are here, to be read again and put back."""
        return self.state in ("new", "taken", "waiting")


class Spaces:
    """The tables of the spaces; which audits are shared is remembered, since every edit asks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.transaction() as connection:
            self._shared: dict[str, tuple[str, ...]] = {}
            for audit, space in connection.execute(select(shared)):
                self._shared[audit] = (*self._shared.get(audit, ()), space)

    # --- spaces -----------------------------------------------------------------------------

    def all(self) -> tuple[Space, ...]:
        with self._database.transaction() as connection:
            return tuple(_space(row) for row in connection.execute(select(spaces).order_by(spaces.c.id)))

    def get(self, space_id: str) -> Space:
        """KnownError if this device is in no such space."""
        for space in self.all():
            if space.id == space_id:
                return space
        raise KnownError("This device is in no such team. Nothing was changed; join it first.")

    def put(self, space: Space) -> None:
        """Keep a space, new or changed."""
        row = {
            "id": space.id,
            "founder": space.founder,
            "identity": space.identity,
            "address": space.address,
            "options": json.dumps(dict(space.options), ensure_ascii=False),
            "ring": space.ring,
        }
        with self._database.transaction() as connection:
            connection.execute(upsert(spaces).on_conflict_do_update(index_elements=["id"], set_=row), row)

    def change(self, space: Space, **options: Any) -> Space:
        """The space with these options, kept."""
        changed = replace(space, options={**space.options, **options})
        self.put(changed)
        return changed

    def leave(self, space_id: str) -> None:
        """Forget a space; audits, evidence and what lies at the place stay as they are."""
        with self._database.transaction() as connection:
            for table in (shared, outbox, segments, parcels, members):
                connection.execute(delete(table).where(table.c.space == space_id))
            connection.execute(delete(spaces).where(spaces.c.id == space_id))
        kept = {a: tuple(s for s in found if s != space_id) for a, found in self._shared.items()}
        self._shared = {audit: found for audit, found in kept.items() if found}

    # --- which audits -----------------------------------------------------------------------

    def of_audit(self, audit_id: str) -> tuple[str, ...]:
        """The spaces that an audit is shared in."""
        return self._shared.get(audit_id, ())

    def audits(self, space_id: str) -> list[str]:
        return [audit for audit, found in self._shared.items() if space_id in found]

    def share(self, space_id: str, audit_id: str) -> None:
        """Send everything of an audit to a space from now on, also what was written before."""
        if space_id in self.of_audit(audit_id):
            return
        with self._database.transaction() as connection:
            row = {"audit": audit_id, "space": space_id}
            connection.execute(upsert(shared).on_conflict_do_nothing(), row)
            made = log.changes_of(connection, audit_id)
            _enqueue(driver_of(connection), space_id, made, "out")
        self._shared[audit_id] = (*self.of_audit(audit_id), space_id)

    def unshare(self, space_id: str, audit_id: str) -> None:
        """Send nothing more of an audit to a space, not even what waits; what was sent stays there."""
        with self._database.transaction() as connection:
            unsent = log.read(connection, _unsent(space_id).where(outbox.c.audit == audit_id))
            waiting = {change.id for change in unsent}
            said = [one for one in log.changes_of(connection, audit_id) if one.id not in waiting]
            for sha, file in auditfile.blobs_of(unsent).items() - auditfile.blobs_of(said).items():
                if not log.is_named_elsewhere(connection, sha, audit_id, cells.evidence(file)):
                    here = and_(parcels.c.space == space_id, parcels.c.sha256 == sha)
                    connection.execute(delete(parcels).where(here, parcels.c.way == "out"))
            for table in (shared, outbox):
                here = and_(table.c.space == space_id, table.c.audit == audit_id)
                connection.execute(delete(table).where(here))
            self._shared[audit_id] = tuple(s for s in self.of_audit(audit_id) if s != space_id)

    def note(
        self,
        driver: Any,
        audit_id: str,
        made: Sequence[Change],
        came_from: str = "",
        before: Sequence[Change] = (),
    ) -> None:
        """In the transaction that writes changes: send them wherever their audit is shared.

        An audit that comes from a space is shared there, with all that this device had said of it `before`.
        """
        if came_from and came_from not in self.of_audit(audit_id):
            driver.execute("INSERT OR IGNORE INTO shared (audit, space) VALUES (?, ?)", (audit_id, came_from))
            _enqueue(driver, came_from, before, "out")
            self._shared[audit_id] = (*self.of_audit(audit_id), came_from)
        for space_id in self._shared.get(audit_id, ()):
            _enqueue(driver, space_id, made, "in" if space_id == came_from else "out")

    def checklists(self, space_id: str) -> list[str]:
        """The hashes of the checklists that the audits of a space were made with."""
        joined = shared.join(summaries, summaries.c.audit == shared.c.audit)
        query = select(summaries.c.framework).select_from(joined).where(shared.c.space == space_id).distinct()
        with self._database.transaction() as connection:
            return list(connection.execute(query).scalars())

    # --- what is to be sent -----------------------------------------------------------------

    def unsent(self, space_id: str, most: int) -> list[Change]:
        """Changes that are in no segment yet, those of one audit together, no more than that many."""
        with self._database.transaction() as connection:
            return log.read(connection, _unsent(space_id).order_by(outbox.c.audit).limit(most))

    def unsend(self, space_id: str, said: Set[str]) -> None:
        """Send none of these changes: they stand in a segment."""
        columns = (outbox.c.audit, outbox.c.cell, outbox.c.change)
        with self._database.transaction() as connection:
            every = connection.execute(select(*columns).where(outbox.c.space == space_id)).all()
            if rows := [(space_id, *row) for row in every if row.change in said]:
                driver_of(connection).executemany(_SENT, rows)

    def waiting(self, space_id: str, audit_id: str = "") -> int:
        """How many changes, of one audit or all, are in no segment yet."""
        query = select(func.count()).select_from(outbox).where(outbox.c.space == space_id)
        if audit_id:
            query = query.where(outbox.c.audit == audit_id)
        with self._database.transaction() as connection:
            return connection.execute(query).scalar_one()

    def keep_sent(
        self,
        space_id: str,
        name: str,
        data: bytes,
        sent: Iterable[Change] = (),
        instead_of: Collection[str] = (),
        why: str = "",
    ) -> None:
        """Keep a new segment of our own; what it holds goes out no more, nor what it replaces."""
        row = {"space": space_id, "name": name, "state": "new", "why": why, "data": data}
        with self._database.transaction() as connection:
            connection.execute(upsert(segments).on_conflict_do_update(set_=row), row)
            if found := [(space_id, *_key(one)) for one in sent]:
                driver_of(connection).executemany(_SENT, found)
            _drop(connection, space_id, [other for other in instead_of if other != name])

    def astray(self, space_id: str) -> int:
        """How many rows of what is to be sent name a change or an audit that is not here."""
        with self._database.transaction() as connection:
            counts = [select(func.count()).select_from(t).where(w) for t, w in _astray(space_id)]
            return sum(connection.execute(count).scalar_one() for count in counts)

    def drop_astray(self, space_id: str) -> None:
        """Forget such rows; what they meant is known from the segments and the log."""
        with self._database.transaction() as connection:
            for table, wanted in _astray(space_id):
                connection.execute(delete(table).where(wanted))

    def send_unsaid(self, space_id: str, said: Set[str]) -> None:
        """Send every change of the shared audits that is not among these."""
        joined = changes.join(shared, shared.c.audit == changes.c.audit)
        columns = (changes.c.audit, changes.c.cell, changes.c.id)
        query = select(*columns).select_from(joined).where(shared.c.space == space_id)
        with self._database.transaction() as connection:
            every = connection.execute(query).all()
            if rows := [(space_id, *row) for row in every if row.id not in said]:
                driver_of(connection).executemany(_TO_SEND, rows)

    # --- segments ---------------------------------------------------------------------------

    def known(self, space_id: str) -> dict[str, Known]:
        """Every segment that is known here, by its name."""
        columns = (segments.c.name, segments.c.state, func.length(segments.c.data), segments.c.why)
        with self._database.transaction() as connection:
            found = connection.execute(select(*columns).where(segments.c.space == space_id)).all()
        return {name: Known(state, size, why) for name, state, size, why in found}

    def keep(self, space_id: str, found: Iterable[tuple[str, bytes, State, str]]) -> None:
        """Keep segments by name, with their bytes, their state and why they are in it."""
        rows = [
            {"space": space_id, "name": name, "data": data, "state": state, "why": why}
            for name, data, state, why in found
        ]
        put = upsert(segments)
        replaced = {name: put.excluded[name] for name in ("data", "state", "why")}
        if rows:
            with self._database.transaction() as connection:
                connection.execute(
                    put.on_conflict_do_update(index_elements=["space", "name"], set_=replaced), rows
                )

    def data(self, space_id: str, name: str) -> bytes:
        """The bytes of a segment that is known here."""
        wanted = and_(segments.c.space == space_id, segments.c.name == name)
        with self._database.transaction() as connection:
            return bytes(connection.execute(select(segments.c.data).where(wanted)).scalar_one())

    def mark(self, space_id: str, state: State, names: Collection[str], why: str = "") -> None:
        """Say in which state these segments are now, and why if it is said."""
        wanted = and_(segments.c.space == space_id, segments.c.name == bindparam("of"))
        if names:
            with self._database.transaction() as connection:
                said = {"state": state, "why": why} if why else {"state": state}
                connection.execute(update(segments).where(wanted).values(said), [{"of": n} for n in names])

    def forget(self, space_id: str, names: Collection[str]) -> None:
        """Know these segments no more; the next sync reads them where they lie."""
        wanted = and_(segments.c.space == space_id, segments.c.name == bindparam("gone"))
        if names:
            with self._database.transaction() as connection:
                connection.execute(delete(segments).where(wanted), [{"gone": name} for name in names])

    def drop(self, space_id: str, names: Collection[str]) -> None:
        """Mark segments as replaced, and let go of their bytes."""
        with self._database.transaction() as connection:
            _drop(connection, space_id, names)

    def spoilt(self, space_id: str) -> list[str]:
        """The kept segments whose bytes are not those that their names promise."""
        query = select(segments.c.name, segments.c.data).where(segments.c.space == space_id)
        with self._database.transaction() as connection:
            kept = connection.execute(query.where(segments.c.data != b""))
            return [name for name, data in kept if hashlib.sha256(data).hexdigest() != name[-64:]]

    # --- the team ---------------------------------------------------------------------------

    def keep_members(self, space_id: str, signer: str, number: int, said: Iterable[Change]) -> None:
        """Keep what a segment says of the team."""
        rows = [
            {
                "space": space_id,
                "change": one.id,
                "signer": signer,
                "number": number,
                "said": msgspec.json.encode(one).decode(),
            }
            for one in said
        ]
        if rows:
            with self._database.transaction() as connection:
                connection.execute(upsert(members).on_conflict_do_nothing(), rows)

    def members(self, space_id: str) -> list[tuple[str, int, Change]]:
        """What was said of the team: by whom, in the segment of which number."""
        query = select(members).where(members.c.space == space_id)
        with self._database.transaction() as connection:
            return [(row.signer, row.number, _statement(row)) for row in connection.execute(query)]

    def drop_spoilt_members(self, space_id: str) -> None:
        """Forget what was said of the team where its row is damaged; the segments say it again."""
        query = select(members).where(members.c.space == space_id)
        with self._database.transaction() as connection:
            for row in connection.execute(query).all():
                try:
                    _statement(row)
                except Unreadable:
                    wanted = and_(members.c.space == space_id, members.c.change == row.change)
                    connection.execute(delete(members).where(wanted))


_TO_SEND = "INSERT OR IGNORE INTO outbox (space, audit, cell, change) VALUES (?, ?, ?, ?)"
_TO_CARRY = "INSERT OR IGNORE INTO parcels (space, sha256, way, evidence) VALUES (?, ?, ?, ?)"
_SENT = "DELETE FROM outbox WHERE space = ? AND audit = ? AND cell = ? AND change = ?"


def _key(change: Change) -> tuple[str, str, str]:
    return change.audit, change.cell, change.id


def _unsent(space_id: str) -> Select[Any]:
    """The changes that a space is still to be sent."""
    joined = outbox.join(changes, _is_change(outbox))
    return select(changes).select_from(joined).where(outbox.c.space == space_id)


def _is_change(table: Table) -> ColumnElement[bool]:
    """Whether a row of that table names a change by its whole key."""
    named, key = table.c, changes.c
    return and_(key.audit == named.audit, key.cell == named.cell, key.id == named.change)


def _statement(row: Any) -> Change:
    """What a row says of the team; Unreadable if it is damaged."""
    try:
        said = msgspec.json.decode(row.said, type=Change)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Unreadable(str(error)) from error
    if not row.change == said.id == digest(said):
        raise Unreadable(row.change)
    return said


def _astray(space_id: str) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """The tables of what is to be sent, and which of their rows name nothing."""
    lost = ~exists().where(_is_change(outbox))
    nowhere = shared.c.audit.not_in(select(summaries.c.audit))
    return (
        (outbox, and_(outbox.c.space == space_id, lost)),
        (shared, and_(shared.c.space == space_id, nowhere)),
    )


def _drop(connection: Connection, space_id: str, names: Iterable[str]) -> None:
    wanted = and_(segments.c.space == space_id, segments.c.name == bindparam("gone"))
    if found := [{"gone": name} for name in names]:
        connection.execute(update(segments).where(wanted).values(state="replaced", why="", data=b""), found)


def _space(row: Any) -> Space:
    return Space(row.id, row.founder, row.address, row.identity, row.ring, json.loads(row.options))


def _enqueue(driver: Any, space_id: str, made: Sequence[Change], way: Way) -> None:
    """Changes go out unless they have just come in; files go where they are not yet."""
    if way == "out":
        driver.executemany(_TO_SEND, [(space_id, *_key(change)) for change in made])
    if files := auditfile.blobs_of(made):
        rows = [(space_id, sha, way, file) for sha, file in files.items()]
        driver.executemany(_TO_CARRY, rows)
