"""The folder that a phone syncs into: counts the photos that came since it was last looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cxaudit.errors import KnownError
from cxaudit.phone import files as phone_files
from ui import worker
from ui.desk import Desk

_PLACE = "phone/folder"
_RESCAN_MS = 20_000
"""A network folder may never say that something has changed."""
STABLE_MS = 2_000
"""A file that is the same after so long is written to its end."""
_SOON_MS = 400


@dataclass(frozen=True, slots=True)
class _Listing:
    """The pictures in the folder, and the sizes and times of those that are not known yet."""

    paths: tuple[Path, ...]
    fresh: dict[Path, tuple[int, int]]


class PhoneFolder(QObject):
    """Watches one folder for this device; says nothing but a number, and never opens anything by itself."""

    counted = Signal(int)
    """So many photos are new."""
    lost = Signal(object)
    """KnownError, when the folder cannot be read; None when it can be again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.folder: Path | None = None
        self.fault: KnownError | None = None
        self.new: tuple[Path, ...] = ()
        """Photos that came since they were last looked at, whole ones only."""
        self._known: set[str] = set()
        self._before: dict[Path, tuple[int, int]] = {}
        self._looking = self._again = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._look_in(_SOON_MS))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        desk.store_opened.connect(self._resume)
        if desk.store:
            self._resume()

    @classmethod
    def of(cls, desk: Desk) -> PhoneFolder:
        """The one watch of that desk."""
        return desk.findChild(cls) or cls(desk)

    def watch(self, folder: Path) -> None:
        """Count what comes into that folder from now on."""
        self.stop()
        self.folder = folder

        def begin(found: phone_files.Found) -> None:
            if self.folder == folder:
                self.see(found.paths)
                self.look()

        worker.run(lambda _: phone_files.find(folder), begin, self._lose, owner=self)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._timer.stop()
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self.folder, self.fault, self._known, self._before = None, None, set(), {}
        self._desk.keep_place(_PLACE, None)
        self._count(())

    def see(self, paths: tuple[Path, ...]) -> None:
        """These were looked at: they are new no longer."""
        if self.folder:
            self._known |= {self._name(path) for path in paths}
            self._desk.keep_place(_PLACE, {"folder": str(self.folder), "known": sorted(self._known)})
            self._count(tuple(path for path in self.new if self._name(path) not in self._known))

    def look(self) -> None:
        """Look through the folder beside the window."""
        if self._looking or not self.folder:
            self._again = self._looking
            return
        folder, known, self._looking = self.folder, frozenset(self._known), True

        def work(_: object) -> _Listing:
            found = phone_files.find(folder)
            return _Listing(
                found.paths, phone_files.sizes(p for p in found.paths if _name(folder, p) not in known)
            )

        def done(listing: _Listing) -> None:
            self._looking = False
            if self.folder == folder:
                self._take(listing)
            else:
                self.look()

        worker.run(work, done, self._lose, owner=self)

    # --- inside

    def _resume(self) -> None:
        place = self._desk.place(_PLACE)
        if isinstance(place, dict) and place.get("folder"):
            self.folder, self._known = Path(place["folder"]), set(place.get("known", ()))
            self.look()

    def _take(self, listing: _Listing) -> None:
        whole = {path for path, said in listing.fresh.items() if said[0] and self._before.get(path) == said}
        self._before = listing.fresh
        if self.fault:
            self.fault = None
            self.lost.emit(None)
        self._count(tuple(path for path in listing.paths if path in whole))
        self._follow({str(path.parent) for path in listing.paths} | {str(self.folder)})
        waiting = any(said[0] for path, said in listing.fresh.items() if path not in whole)
        self._look_in(STABLE_MS if waiting else _SOON_MS if self._again else _RESCAN_MS)
        self._again = False

    def _follow(self, places: set[str]) -> None:
        """Qt takes no path with bytes that are no letters; such a folder is seen by looking now and then."""
        fresh = places - set(self._watcher.directories())
        if told := sorted(place for place in fresh if place.isprintable()):
            self._watcher.addPaths(told)

    def _lose(self, error: Exception) -> None:
        """The folder is gone for now; a disk or a network may bring it back."""
        self._looking = False
        if isinstance(error, KnownError) and self.folder:
            self.fault = error
            self._before = {}
            self._count(())
            self.lost.emit(error)
            self._look_in(_RESCAN_MS)
        elif self.folder:
            self._desk.failed.emit(error)

    def _look_in(self, wait: int) -> None:
        if not self._timer.isActive() or self._timer.remainingTime() > wait:
            self._timer.start(wait)

    def _count(self, new: tuple[Path, ...]) -> None:
        if new != self.new:
            self.new = new
            self.counted.emit(len(new))

    def _name(self, path: Path) -> str:
        return _name(self.folder, path) if self.folder else str(path)


def _name(folder: Path, path: Path) -> str:
    return os.path.relpath(path, folder)
