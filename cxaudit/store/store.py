"""The store of one device: audits as logs in SQLite, evidence as files beside it (DESIGN 4)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import delete, insert, select

from cxaudit import audit as audits
from cxaudit import auditfile, cells, changes, framework
from cxaudit.auditfile import Package
from cxaudit.edits import ChainEnd, Edit, edit, opening, write
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Brief, Change, Scores
from cxaudit.progress import Progress
from cxaudit.scoring import Reckoning, reckon
from cxaudit.sound import recording
from cxaudit.store import log, peers, prepared, rows
from cxaudit.store.benchmark import Benchmark
from cxaudit.store.catalog import Catalog
from cxaudit.store.database import Database, driver_of
from cxaudit.store.lock import StoreLock, unusable
from cxaudit.store.memory import Memory
from cxaudit.store.parcels import Parcels
from cxaudit.store.safe import Safe
from cxaudit.store.spaces import Spaces
from cxaudit.store.tables import device as device_table
from cxaudit.store.tables import heads as heads_table
from cxaudit.store.tables import summaries

FILE = "audits.sqlite"

_AT_ONCE = 100
"""So many summary rows are completed in one transaction."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a committed edit left: the audit, its scores and the changes that were written."""

    audit: Audit
    scores: Scores
    changes: tuple[Change, ...]


class Store:
    """Opened on a folder; every method that writes has committed when it returns.

    KnownError from any method says what failed; what had been committed before stays.
    """

    def __init__(self, folder: Path, passphrase: str = "") -> None:
        """Locked if the store is locked and the passphrase is not its own; one that is open needs none."""
        _make_folder(folder)
        self.folder = folder
        self._lock = StoreLock(folder)
        try:
            self._database = Database(folder / FILE, passphrase)
            self.veil: Callable[[], frozenset[str]] = frozenset
            """Gives the audits whose scores no list and no comparison tells whoever works here."""
            self.catalog = Catalog(self._database, lambda: self.veil())
            self.benchmark = Benchmark(self._database, lambda: self.veil())
            self.memory = Memory(self._database)
            self.spaces = Spaces(self._database)
            self.parcels = Parcels(self._database)
            self.device = self._own_device()
            self.safe = Safe(folder, self._database, self.memory)
            self.blobs = self.safe.blobs
            self._now: dict[str, Audit] = {}
            """Audits as they were last read or written here."""
            self._reckoned: dict[str, Reckoning] = {}
            """Their scores, from which the next edit is scored."""
            self._chains: dict[str, ChainEnd] = {}
            """The end of this device's chain in each audit."""
            self._fill_summaries()
            self.safe.seal()
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        self._database.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- one audit --------------------------------------------------------------------------

    def create(self, brief: Brief, weights: Mapping[str, float] | None = None, author: str = "") -> Saved:
        """A new audit with the program's checklist."""
        checklist, raw = framework.default()
        audit_id = uuid.uuid4().hex
        with self._database.transaction() as connection:
            sha = log.keep_framework(connection, raw)
        self._now[audit_id] = audits.read(audit_id, checklist, {})
        try:
            return self.append(audit_id, opening(sha, brief, weights or {}, _clock()), author)
        except BaseException:
            self.forget(audit_id)
            raise

    def audit(self, audit_id: str) -> Audit:
        """The audit as it reads now; KnownError if there is none."""
        if audit_id not in self._now:
            self._now[audit_id] = self.read(audit_id)
        return self._now[audit_id]

    def read(self, audit_id: str) -> Audit:
        """The audit as its rows say, remembered nowhere; KnownError if there is none or it is damaged."""
        with self._database.transaction() as connection:
            checklist = framework.parse(log.framework_of(connection, audit_id), framework.DEFAULT.name)
            heads = log.heads_of(connection, audit_id)
            sound = all(
                auditfile.is_sound(head, audit_id, checklist) for found in heads.values() for head in found
            )
            if not sound or cells.FRAMEWORK not in heads:
                raise rows.Unreadable(audit_id)
        return audits.read(audit_id, checklist, heads)

    def scores(self, audit_id: str) -> Scores:
        """The scores of the audit as it reads now."""
        return self._reckoning(audit_id).scores

    def _reckoning(self, audit_id: str) -> Reckoning:
        if audit_id not in self._reckoned:
            self._reckoned[audit_id] = reckon(self.audit(audit_id))
        return self._reckoned[audit_id]

    def append(self, audit_id: str, edits: Sequence[Edit], author: str) -> Saved:
        """Write the edits as changes in one transaction, and the rows that follow from them.

        An edit that repeats what its cell says is left out.
        """
        with self._database.busy:
            seen, known = self.audit(audit_id), self._reckoning(audit_id)
            end = self._chain(audit_id)
            after, made = write(seen, edits, author=author, device=self.device, end=end, now=_clock())
            if not made:
                return Saved(after, known.scores, ())
            now = reckon(after, known, _stages_of(made, after))

            def save(driver: Any) -> None:
                prepared.add_changes(driver, made)
                prepared.put_heads(driver, after, {c.cell for c in made}, seen.cells)
                prepared.put_summary(driver, after, now)
                self.spaces.note(driver, audit_id, made)

            self._database.write(save)
            self._now[audit_id], self._reckoned[audit_id] = after, now
            self._chains[audit_id] = ChainEnd(made[-1].seq, made[-1].id)
            return Saved(after, now.scores, tuple(made))

    def history(self, audit_id: str, cell: str | None = None) -> tuple[Change, ...]:
        """The changes of an audit, or of one of its cells, oldest first."""
        with self._database.transaction() as connection:
            return changes.ordered(log.changes_of(connection, audit_id, cell))

    def first_scored(self, audit_id: str) -> dict[str, str]:
        """When each score of an audit was first said, by its cell."""
        with self._database.transaction() as connection:
            return log.first_scored(connection, audit_id)

    # --- files ------------------------------------------------------------------------------

    def package(self, audit_id: str) -> Package:
        """The audit as it leaves this device; evidence that is lost or damaged here is left out."""
        known = self.history(audit_id)
        with self._database.transaction() as connection:
            raw = log.framework_of(connection, audit_id)
        blobs = frozenset(sha for sha in auditfile.named_blobs(known) if self.blobs.check(sha))
        refused = changes.holes(known) & self.memory.refused()
        return Package(audit_id, raw, known, blobs, self.blobs.read, refused)

    def take_blobs(self, package: Package, progress: Progress | None = None) -> None:
        """Store the evidence of a package, every hash checked before the first file; safe in any thread.

        What is damaged here is repaired.
        """
        wanted = sorted(sha for sha in package.blobs if not self.blobs.check(sha))
        for sha in wanted:
            package.read_blob(sha)
        for done, sha in enumerate(wanted):
            (progress or Progress()).step(done, len(wanted))
            self.blobs.put_bytes(package.read_blob(sha))

    def merge(self, package: Package, author: str = "") -> Saved:
        """Take in a package whole or not at all; a known audit becomes the union of both."""
        auditfile.framework_hash(changes.merge(self.history(package.audit), package.changes))
        if not all(self.blobs.has(sha) for sha in package.blobs):
            self.take_blobs(package)
        saved = self.take(package.audit, package.framework, package.changes)
        self.memory.keep_refused(package.refused)
        with suppress(KnownError):  # what the disk refuses now is tried again when the audit is opened
            self.drop_deleted(package.audit)
        if cells.removed_in(saved.audit.cells):
            return self.append(package.audit, [edit(saved.audit, cells.REMOVED, False)], author)
        return saved

    def take(self, audit_id: str, raw: bytes, log_of: Iterable[Change], came_from: str = "") -> Saved:
        """Add somebody's changes to an audit, known or new, and the rows that follow; safe in any thread.

        `raw` is the checklist and `came_from` the space that the changes were met in. KnownError if they were
        made with another checklist; then nothing is written.
        """
        with self._database.busy:
            before = self.history(audit_id)
            known = {c.id for c in before}
            came = changes.merge(log_of)
            fresh = [c for c in came if c.id not in known]
            if known and not fresh and (not came_from or came_from in self.spaces.of_audit(audit_id)):
                return Saved(self.audit(audit_id), self.scores(audit_id), ())
            both = changes.merge(before, fresh)
            auditfile.framework_hash(both)
            now = audits.read(audit_id, framework.parse(raw, "framework.toml"), changes.heads(both))
            found = reckon(now)
            with self._database.transaction() as connection:
                driver = driver_of(connection)
                if not before:
                    log.keep_framework(connection, raw)
                prepared.add_changes(driver, fresh)
                prepared.put_heads(driver, now, {c.cell for c in fresh}, {c.cell for c in before})
                prepared.put_summary(driver, now, found)
                there = {c.id for c in came}
                self.spaces.note(driver, audit_id, fresh, came_from, [c for c in before if c.id not in there])
            is_open = audit_id in self._now or not came_from
            self.forget(audit_id)
            if is_open:  # of thousands that a team brings, only those that somebody works on are remembered
                self._now[audit_id], self._reckoned[audit_id] = now, found
        return Saved(now, found.scores, tuple(fresh))

    def checklist(self, sha: str) -> bytes | None:
        """The bytes of the checklist with that hash, or None; the program's own is always there."""
        _, own = framework.default()
        with self._database.transaction() as connection:
            log.keep_framework(connection, own)
            return log.framework_if_here(connection, sha)

    def checklist_of(self, audit_id: str) -> str:
        """The hash of the checklist that an audit was made with; KnownError if there is no such audit."""
        return str(self.audit(audit_id).cells[cells.FRAMEWORK][0].value)

    def knows(self, audit_id: str) -> bool:
        """Whether there is such an audit here."""
        return bool(self.summary_row(audit_id))

    def take_back(self, audit_id: str, ids: Collection[str]) -> bool:
        """Take changes out of the log that their sender was not allowed to write; whether any was there.

        They stay in the segments that brought them. An audit that consists of nothing else stays as it is.
        """
        with self._database.busy:
            before = self.history(audit_id)
            kept = [c for c in before if c.id not in ids]
            gone = [c for c in before if c.id in ids]
            if not gone or not any(c.cell == cells.FRAMEWORK for c in kept):
                return False
            now = audits.read(audit_id, self.audit(audit_id).framework, changes.heads(kept))
            found = reckon(now)
            with self._database.transaction() as connection:
                connection.execute(delete(heads_table).where(heads_table.c.audit == audit_id))
                log.drop(connection, gone)
                driver = driver_of(connection)
                prepared.put_heads(driver, now, now.cells)
                prepared.put_summary(driver, now, found)
            self.forget(audit_id)
        return True

    def drop_deleted(self, audit_id: str) -> None:
        """Remove the sound of an audit's deleted recordings here, unless another file is the same.

        KnownError if the disk refuses; what was written stays, and the next call tries again.
        """
        for one in recording.recordings(self.audit(audit_id)):
            cell = cells.evidence(one.id)
            said = [c.value for c in self.history(audit_id, cell)] if one.deleted else []
            for sha in {v["sha256"] for v in said if v and v["kind"] == "audio"}:
                if self.blobs.has(sha) and not self._is_named_elsewhere(sha, audit_id, cell):
                    self.blobs.remove(sha)

    def _is_named_elsewhere(self, sha: str, audit_id: str, cell: str) -> bool:
        with self._database.transaction() as connection:
            return log.is_named_elsewhere(connection, sha, audit_id, cell)

    # --- checks -----------------------------------------------------------------------------

    def integrity(self) -> list[str]:
        """What is wrong with the database file itself; empty when all is well."""
        return self._database.check()

    def audit_ids(self) -> list[str]:
        """Every audit that the log knows, also the removed ones."""
        with self._database.transaction() as connection:
            return log.audit_ids(connection)

    def summary_row(self, audit_id: str) -> dict[str, Any]:
        """The list's row of an audit as it is stored; empty if there is none."""
        with self._database.transaction() as connection:
            row = (
                connection.execute(select(summaries).where(summaries.c.audit == audit_id)).mappings().first()
            )
        return dict(row) if row else {}

    def rebuild(self) -> None:
        """Write every row that follows from the log anew, and the program's own checklist."""
        ids = self.audit_ids()
        _, own = framework.default()
        with self._database.transaction() as connection:
            log.mend_framework(connection, own)
            connection.execute(delete(heads_table))
            connection.execute(delete(summaries))
            for audit_id in ids:
                known = log.changes_of(connection, audit_id)
                raw = log.framework_named(connection, auditfile.framework_hash(known))
                checklist = framework.parse(raw, framework.DEFAULT.name)
                now = audits.read(audit_id, checklist, changes.heads(known))
                prepared.put_heads(driver_of(connection), now, now.cells)
                prepared.put_summary(driver_of(connection), now, reckon(now))
        self.forget()

    # --- rows -------------------------------------------------------------------------------

    def _fill_summaries(self) -> None:
        """Complete the summary rows that an older program wrote; a damaged audit waits for the doctor."""
        with self._database.transaction() as connection:
            unfilled = connection.execute(peers.unfilled()).scalars().all()
        for start in range(0, len(unfilled), _AT_ONCE):
            read = [now for one in unfilled[start : start + _AT_ONCE] if (now := self._if_sound(one))]
            self._database.write(partial(_put_summaries, read))

    def _if_sound(self, audit_id: str) -> Audit | None:
        try:
            return self.read(audit_id)
        except KnownError:
            return None

    def _chain(self, audit_id: str) -> ChainEnd:
        if audit_id not in self._chains:
            with self._database.transaction() as connection:
                self._chains[audit_id] = log.chain_end(connection, audit_id, self.device)
        return self._chains[audit_id]

    def forget(self, audit_id: str | None = None) -> None:
        """Read that audit, or every one, anew when it is next asked for."""
        for known in (self._now, self._reckoned, self._chains):
            if audit_id is None:
                known.clear()
            else:
                known.pop(audit_id, None)

    def _own_device(self) -> str:
        with self._database.transaction() as connection:
            found = connection.execute(select(device_table.c.id)).scalar()
            if found is None:
                found = uuid.uuid4().hex[:16]
                connection.execute(insert(device_table), {"id": found})
        return str(found)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(folder, error) from error


def _put_summaries(of: Iterable[Audit], driver: Any) -> None:
    for now in of:
        prepared.put_summary(driver, now, reckon(now))


def _clock() -> datetime:
    return datetime.now(UTC)


def _stages_of(made: Iterable[Change], audit: Audit) -> set[str]:
    """The stages whose scores these changes may alter: of rated criteria and weights, or all of them."""
    found: set[str] = set()
    for change in made:
        match change.cell.split("/"):
            case ["visit", _, "rating", criterion, _] if criterion in audit.framework.criteria:
                found.add(audit.framework.criteria[criterion].stage)
            case ["weights", code]:
                found.add(code)
            case ["visit" | "visits", *_]:
                return {stage.code for stage in audit.framework.stages}
    return found
