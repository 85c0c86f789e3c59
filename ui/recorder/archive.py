"""Makes evidence of what was recorded, right after a recording or at the next start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from shutil import rmtree
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cxaudit import cells
from cxaudit.edits import edit
from cxaudit.errors import KnownError
from cxaudit.model import Audit, Evidence
from cxaudit.progress import Progress
from cxaudit.quality import approval
from cxaudit.sound.take import Kept, kept
from ui import worker
from ui.desk import Desk

if TYPE_CHECKING:
    from cxaudit.store.store import Store

FOLDER = "recordings"
"""Of the store: what was recorded and is not evidence yet."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A recording that was packed, or why it could not be."""

    kept: Kept
    outcome: Evidence | Exception


class Archive(QObject):
    """Packs recordings beside the window, while nothing is being recorded."""

    taken_up = Signal(object)
    """The recordings that an earlier run had left, as Kept: they are evidence now."""

    def __init__(self, desk: Desk, may_begin: Callable[[], bool]) -> None:
        super().__init__(desk)
        self._desk, self._may_begin = desk, may_begin
        self._left = True
        """Whether what lies on the disk is an earlier run's."""
        self._packing = False

    def take_up(self) -> None:
        """Make evidence of what was recorded and is not evidence yet."""
        store = self._desk.store
        if not store or self._packing or not self._may_begin():
            return
        left, self._left = self._left, False
        found = [one for one in kept(store.folder / FOLDER) if _is_wanted(store, one)]
        if not found:
            return
        blobs, titled = store.blobs, self._desk.settings.language

        def work(progress: Progress) -> list[_Packed]:
            from cxaudit.i18n import translator
            from cxaudit.sound.packing import take_in

            packed = []
            for one in found:
                name = _name(one, translator(titled))
                try:
                    packed.append(_Packed(one, take_in(one, name, blobs, datetime.now(UTC), progress)))
                except KnownError as error:
                    packed.append(_Packed(one, error))
            return packed

        def done(packed: list[_Packed]) -> None:
            self._packing = False
            if self._name_all(left, packed):
                self.take_up()  # what was recorded meanwhile; what failed waits for the next one

        self._packing = True
        worker.run(work, done, self._fail_packing, owner=self)

    def _fail_packing(self, error: Exception) -> None:
        self._packing = False
        self._desk.failed.emit(error)

    def _why(self, audit: Audit) -> str:
        """The reason that an approved audit asks for: its sound was under way when it was approved."""
        if not approval.is_protected(audit.cells):
            return ""
        from cxaudit.i18n import translator

        tr = translator(self._desk.settings.language)
        return tr("The recording ended after the approval.")

    def _name_all(self, left: bool, packed: list[_Packed]) -> bool:
        """Write the changes, also when the audit is no longer the open one; False if any could not be."""
        from cxaudit.sound.packing import values

        named = []
        for one in packed:
            store, current = self._desk.store, self._desk.current
            if not store:
                return False
            if not isinstance(one.outcome, Evidence):
                self._desk.failed.emit(one.outcome)
                continue
            try:
                audit = store.audit(one.kept.about.audit)
                said = values(one.kept, one.outcome)
                why = self._why(audit)
                edits = [edit(audit, cell, value, why) for cell, value in said.items()]
                saved = store.append(audit.id, edits, one.kept.about.author)
            except KnownError as error:
                self._desk.failed.emit(error)
                continue
            rmtree(one.kept.folder, ignore_errors=True)
            if current and current.audit.id == saved.audit.id:
                current.take_merge(saved.audit, saved.scores)
            named.append(one.kept)
        if left and named:
            self.taken_up.emit(named)
        return len(named) == len(packed)


def _is_wanted(store: Store, found: Kept) -> bool:
    """Whether its audit is here and does not name it yet; what it names already is only left over."""
    try:
        known = cells.recording(found.about.id) in store.audit(found.about.audit).cells
    except KnownError:
        return False
    if known:
        rmtree(found.folder, ignore_errors=True)
    return not known


def _name(found: Kept, tr: Callable[..., str]) -> str:
    begun = datetime.fromisoformat(found.about.begun).astimezone()
    return tr("Recording {time}", time=f"{begun:%Y-%m-%d %H-%M}") + ".ogg"
