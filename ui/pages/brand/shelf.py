"""Brands on this device: the one that reports use, those used before, and the one being worked on."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from cxaudit.errors import KnownError
from cxaudit.reports.brand.file import SUFFIX, load_brand, packed, save_brand
from cxaudit.reports.brand.kit import DEFAULT, Brand
from ui.desk import Desk

MOST = 5
_PLACE = "brands"


@dataclass(frozen=True, slots=True)
class Kept:
    """A brand that was used: its file, how it looks in a list, and whose audit it was last used for."""

    file: str
    name: str
    colour: str
    client: str


class Shelf:
    """Keeps a copy of every brand that is used, so that a stick that is pulled out takes none away."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._folder = desk.folder / "brands"

    @property
    def used(self) -> str:
        """The file of the brand that reports use; empty for the program's own look."""
        said = (self._desk.place("report") or {}).get("brand", "")
        return said if isinstance(said, str) else ""

    def recent(self, client: str) -> list[Kept]:
        """The brands that were used last and are still there, those of this client first."""
        rows = [Kept(**row) for row in self._desk.place(_PLACE) or []]
        there = [row for row in rows if Path(row.file).is_file()]
        return sorted(there, key=lambda row: row.client != client)

    def keep(self, brand: Brand) -> str:
        """Write a copy of the brand, for a thread; returns its file, empty for the program's own look."""
        if brand == DEFAULT:
            return ""
        name = hashlib.sha256(packed(brand)).hexdigest()[:16]
        file = self._folder / f"{name}{SUFFIX}"
        if not file.is_file():
            self._write(brand, file)
        return str(file)

    def use(self, brand: Brand, file: str, client: str) -> None:
        """Let reports have the brand of that file."""
        self._desk.keep_place("report", {**(self._desk.place("report") or {}), "brand": file})
        if not file:
            return
        new = Kept(file, brand.name, brand.colour, client)
        others = [row for row in self.recent(client) if (row.name, row.client) != (new.name, client)]
        self._desk.keep_place(_PLACE, [asdict(row) for row in [new, *others][:MOST]])

    # --- the one being worked on

    @property
    def _draft(self) -> Path:
        return self._folder / f"draft{SUFFIX}"

    def put_aside(self, brand: Brand | None) -> None:
        """Keep what is not used yet for the next time, for a thread; None when there is nothing."""
        if brand:
            self._write(brand, self._draft)
        else:
            with suppress(OSError):
                self._draft.unlink()

    def begin(self, used: str) -> tuple[Brand, Brand]:
        """The brand to go on with and the one that reports use, for a thread; a lost file is the own look."""
        now = DEFAULT
        with suppress(KnownError):
            now = load_brand(Path(used)) if used else DEFAULT
        with suppress(KnownError):
            return load_brand(self._draft), now
        return now, now

    def _write(self, brand: Brand, file: Path) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        save_brand(brand, file)
