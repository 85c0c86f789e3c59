"""The passphrase of a store: one lock for the audits and for the evidence beside them."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from cxaudit.blobs import INCOMING, Blobs
from cxaudit.progress import Progress
from cxaudit.store import encryption
from cxaudit.store.database import Database
from cxaudit.store.memory import Memory
from cxaudit.store.migrations import BACKUPS

_KEY, _SEALED = "key of the evidence", "evidence is sealed"


class Safe:
    """Locked, the database is encrypted under the passphrase, and evidence under a key that lies in it."""

    def __init__(self, folder: Path, database: Database, memory: Memory) -> None:
        self._folder, self._database, self._memory = folder, database, memory
        self.blobs = Blobs(folder / "evidence", self._key())

    @property
    def is_locked(self) -> bool:
        """Whether audits and evidence are locked with a passphrase."""
        return self._database.is_encrypted

    def lock_with(self, passphrase: str, progress: Progress | None = None) -> None:
        """Lock audits and evidence with that passphrase, or with none; KnownError if it is too short.

        Killed at any moment everything is there, and the next start goes on. Copies from before an upgrade
        that anybody could read are removed once the audits are locked.
        """
        told = progress or Progress()
        if passphrase:
            self._lock(passphrase, told)
        elif self.is_locked:
            self._unlock(told)
        # What was fetched by half is fetched again.
        shutil.rmtree(self._folder / INCOMING, ignore_errors=True)

    def seal(self, progress: Progress | None = None) -> None:
        """Seal the evidence that is not sealed yet in a locked store; most times that is nothing."""
        if self.is_locked and self._memory.place(_SEALED) is not True:
            self.blobs.seal(self._key(), progress or Progress())
            self._memory.keep_place(_SEALED, True)

    def _lock(self, passphrase: str, progress: Progress) -> None:
        if not self.is_locked:
            # Anybody could have read a key that an interrupted unlocking left.
            self._memory.keep_place(_KEY, None)
        self._database.lock_with(passphrase)
        self._memory.keep_place(_SEALED, False)
        self._key()
        for copy in (self._folder / BACKUPS).glob("*.sqlite"):
            if not encryption.is_encrypted(copy):
                copy.unlink()
        self.seal(progress)

    def _unlock(self, progress: Progress) -> None:
        self._memory.keep_place(_SEALED, False)
        self.blobs.unseal(progress)
        self._database.lock_with("")
        self._memory.keep_place(_KEY, None)

    def _key(self) -> bytes:
        """The key that seals evidence: inside the locked database, and none in an open one."""
        if not self.is_locked:
            return b""
        said = self._memory.place(_KEY)
        if not isinstance(said, str):
            said = secrets.token_hex(32)
            self._memory.keep_place(_KEY, said)
        return bytes.fromhex(said)
