"""What the window works on: the store, the audit that is open, the user's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cxaudit import settings
from cxaudit.errors import KnownError, NotSaved
from cxaudit.progress import Progress
from cxaudit.reasons import reason_of
from ui import worker
from ui.veil import Veil

if TYPE_CHECKING:
    from cxaudit.auditfile import Package
    from cxaudit.model import Brief
    from cxaudit.store.store import Store
    from ui.open_audit import OpenAudit

MOST_RECENT = 8
_AT_WORK = "at work"
"""The place that says whether a window is open on the store; nobody takes it back in a crash."""


class Desk(QObject):
    """Opens the store in a thread, and audits from it; long work reports back by signals."""

    store_opened = Signal()
    list_changed = Signal()
    """An audit came, went or was edited."""
    audit_made = Signal(str)
    """The id of an audit that was begun here, or came in from a file."""
    audit_opened = Signal(object)
    """OpenAudit, or None when the audit was closed."""
    failed = Signal(object)
    """An exception to explain; KnownError is the environment's doing."""
    busy = Signal(str, int, int)
    """What is under way, done, total; total 0 when it has ended."""
    locked = Signal(object)
    """The store is locked and no passphrase opened it so far: Locked says why."""
    settings_changed = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.settings = settings.load(folder)
        self.store: Store | None = None
        self.is_locked = False
        """Whether a passphrase is waited for."""
        self.current: OpenAudit | None = None
        self.begun: Brief | None = None
        """What was typed of a new audit that is not made yet."""
        self.was_cut_off = False
        """Whether the program stopped without warning the last time: a crash, or no more power."""

    # --- store ------------------------------------------------------------------------------

    def open_store(self, passphrase: str = "", remember: bool = False) -> None:
        """Open the store beside the window; `store_opened`, `locked` or `failed` follows.

        A locked store is opened with the passphrase, or with what the system's keyring remembers.
        """

        def work(_: Progress) -> Store:
            from cxaudit import system_keyring
            from cxaudit.store.lock import Locked
            from cxaudit.store.store import Store

            try:
                store = Store(self.folder, passphrase)
            except Locked:
                remembered = "" if passphrase else system_keyring.passphrase_of(self.folder)
                if not remembered:
                    raise
                store = Store(self.folder, remembered)
            if remember:
                system_keyring.remember(self.folder, passphrase)
            return store

        worker.run(work, self._take_store, self._refuse_store, owner=self)

    def _refuse_store(self, error: Exception) -> None:
        from cxaudit.store.lock import Locked

        self.is_locked = isinstance(error, Locked)
        (self.locked if self.is_locked else self.failed).emit(error)

    def close(self) -> None:
        self.close_audit()
        if self.store:
            self.keep_place(_AT_WORK, False)
            self.store.close()
            self.store = None

    def _take_store(self, store: Store) -> None:
        self.store, self.is_locked = store, False
        store.veil = Veil(store, lambda: self.settings.auditor)
        self.was_cut_off = self.place(_AT_WORK) is True
        self.keep_place(_AT_WORK, True)
        self.store_opened.emit()

    def _open(self) -> Store:
        if self.store is None:
            raise KnownError("The audits are still being opened. Wait a moment and repeat.")
        return self.store

    # --- audits -----------------------------------------------------------------------------

    def open_audit(self, audit_id: str) -> OpenAudit | None:
        """Make that audit the current one; None, with `failed`, if the store cannot give it."""
        from ui.open_audit import OpenAudit

        if self.current and self.current.audit.id == audit_id:
            return self.current
        try:
            opened = OpenAudit(self._open(), audit_id, self, self.settings.auditor)
        except KnownError as error:
            self.failed.emit(error)
            return None
        self.close_audit()
        self.current = opened
        opened.saved.connect(self.list_changed)
        opened.refused.connect(self.failed)
        self.audit_opened.emit(opened)
        return opened

    def close_audit(self) -> None:
        """Let go of the current audit; all of it is saved already."""
        if self.current:
            self.current.deleteLater()
            self.current = None
            self.audit_opened.emit(None)

    def create_audit(self, brief: Brief) -> OpenAudit | None:
        """A new audit with that brief, opened; its auditor signs all changes if nobody did so far."""
        try:
            made = self._open().create(brief, author=self.settings.auditor or brief.auditor)
        except KnownError as error:
            self.failed.emit(error)
            return None
        self.begun = None
        if brief.auditor and not self.settings.auditor:
            self.choose(auditor=brief.auditor)
        self.audit_made.emit(made.audit.id)
        self.list_changed.emit()
        return self.open_audit(made.audit.id)

    def remove_audit(self, audit_id: str, removed: bool = True) -> bool:
        """Take an audit off the list, or put it back; its log and evidence stay."""
        from cxaudit import cells
        from cxaudit.edits import edit

        if removed and self.current and self.current.audit.id == audit_id:
            self.close_audit()
        try:
            audit = self._open().audit(audit_id)
            self._open().append(audit_id, [edit(audit, cells.REMOVED, removed)], self.settings.auditor)
        except KnownError as error:
            self.failed.emit(error)
            return False
        self.list_changed.emit()
        return True

    # --- files ------------------------------------------------------------------------------

    def import_file(self, path: Path, then: Callable[[str], None]) -> None:
        """Take in an audit file, or merge it into the audit it belongs to; `then` gets the audit's id."""

        def work(progress: Progress) -> Package:
            from cxaudit import auditfile

            return self._with_blobs(auditfile.read(path), progress)

        self._take_in(work, path.name, then, path)

    def open_sample(self, then: Callable[[str], None]) -> None:
        """Make the sample audit, or find it again; `then` gets its id."""
        lang = self.settings.language

        def work(progress: Progress) -> Package:
            from cxaudit import demo_audit

            return self._with_blobs(demo_audit.package(lang, progress), progress)

        self._take_in(work, "Demo Co", then, None)

    def export_audit(self, audit_id: str, path: Path, then: Callable[[Path], None]) -> None:
        """Write an audit to a file with everything in it."""

        def work(progress: Progress) -> Path:
            from cxaudit import auditfile

            auditfile.write(self._open().package(audit_id), path, progress)
            return path

        def done(written: Path) -> None:
            self._remember_recent(written)
            then(written)

        self._run(work, done, path.name, path)

    def recent_files(self) -> list[Path]:
        """Files that were last imported or exported and are still there, newest first."""
        said = self.store.memory.place("recent") if self.store else None
        return [Path(p) for p in said or [] if Path(p).is_file()]

    def _with_blobs(self, package: Package, progress: Progress) -> Package:
        self._open().take_blobs(package, progress)
        return package

    def _take_in(
        self, work: Callable[[Progress], Package], name: str, then: Callable[[str], None], path: Path | None
    ) -> None:
        def done(package: Package) -> None:
            try:
                saved = self._open().merge(package, self.settings.auditor)
            except KnownError as error:
                self.failed.emit(error)
                return
            if path:
                self._remember_recent(path)
                self.audit_made.emit(package.audit)
            if self.current and self.current.audit.id == package.audit:
                self.current.take_merge(saved.audit, saved.scores)
            self.list_changed.emit()
            then(package.audit)

        self._run(work, done, name, path)

    def _run(
        self, work: Callable[[Progress], Any], done: Callable[[Any], None], name: str, file: Path | None
    ) -> None:
        def ended(outcome: Any) -> None:
            self.busy.emit(name, 0, 0)
            done(outcome)

        def failed(error: Exception) -> None:
            self.busy.emit(name, 0, 0)
            self.failed.emit(error.naming(file) if file and isinstance(error, KnownError) else error)

        self.busy.emit(name, 0, 1)
        worker.run(work, ended, failed, lambda done, total: self.busy.emit(name, done, total), owner=self)

    def _remember_recent(self, path: Path) -> None:
        files = [path.resolve(), *(p for p in self.recent_files() if p != path.resolve())]
        self._open().memory.keep_place("recent", [str(p) for p in files[:MOST_RECENT]])

    # --- settings and places ------------------------------------------------------------------

    def choose(self, **values: object) -> None:
        """Change settings; they act at once and are kept."""
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]
        if self.current:
            self.current.signed = self.settings.auditor
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            settings.save(self.settings, self.folder)
        except OSError as error:
            self.failed.emit(
                NotSaved(
                    "The settings could not be saved: {reason}. They act until you quit.",
                    reason=reason_of(error),
                )
            )
        self.settings_changed.emit(self.settings)

    def keep_place(self, key: str, place: object) -> None:
        """Remember where the window is, so that it opens there again; a failure here is not worth a word."""
        if self.store:
            try:
                self.store.memory.keep_place(key, place)
            except KnownError:
                return

    def place(self, key: str) -> Any:
        """What was remembered under the key, or None; a failure here is not worth a word either."""
        try:
            return self.store.memory.place(key) if self.store else None
        except KnownError:
            return None
