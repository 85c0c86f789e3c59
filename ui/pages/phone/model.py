"""The photos of a batch as a list: a heading for each criterion, then its photos; bad files last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from cxaudit.model import Audit
from ui.look import Look
from ui.pages.phone import words
from ui.pages.phone.batch import Entry, Fate

ROW = Qt.ItemDataRole.UserRole + 1
_KEPT = 300
_THUMB = 320
_ORDER: tuple[Fate, ...] = ("clock", "criterion", "unmatched", "left", "known")
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Heading:
    """Names the photos after it; `hashes` are those of them that can be selected."""

    title: str
    count: int
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Bad:
    """A sentence about a file that could not be read."""

    sentence: str


@dataclass(frozen=True)
class Tile:
    """A photo."""

    entry: Entry
    sha: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha", self.entry.photo.sha256)


Row = Heading | Tile | Bad


class PhotoModel(QAbstractListModel):
    """Rows over a batch; which photos are selected is kept here, by their hashes."""

    selection_changed = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: list[Row] = []
        self.selected: set[str] = set()
        self._pictures: dict[str, QPixmap] = {}

    def show_batch(self, audit: Audit, entries: Sequence[Entry], bad: Sequence[str]) -> None:
        """Show these; what is selected stays so where it is still there."""
        rows = _rows(audit, entries, bad, self._look)
        if rows == self.rows:
            return
        there = {row.sha for row in rows if isinstance(row, Tile) and _may_be_selected(row.entry)}
        self.beginResetModel()
        self.rows, self.selected = rows, self.selected & there
        self.endResetModel()
        self.selection_changed.emit()

    def entries(self) -> list[Entry]:
        """The selected photos, in their order on the page."""
        return [row.entry for row in self.rows if isinstance(row, Tile) and row.sha in self.selected]

    def row_of(self, sha: str) -> int:
        """The row of that photo, or -1."""
        return next((at for at, row in enumerate(self.rows) if isinstance(row, Tile) and row.sha == sha), -1)

    def press(self, index: _Index) -> None:
        """Turn the selection of a photo; of a heading, that of all its photos at once."""
        row = self.rows[index.row()] if index.isValid() else None
        if isinstance(row, Tile) and _may_be_selected(row.entry):
            self.select({row.sha} ^ self.selected)
        elif isinstance(row, Heading) and row.hashes:
            whole = set(row.hashes) <= self.selected
            self.select(self.selected - set(row.hashes) if whole else self.selected | set(row.hashes))

    def select_between(self, first: int, last: int) -> None:
        """Select every photo from one row to another as well."""
        between = self.rows[min(first, last) : max(first, last) + 1]
        found = {row.sha for row in between if isinstance(row, Tile) and _may_be_selected(row.entry)}
        self.select(self.selected | found)

    def select_all(self) -> None:
        """Select every photo that is not in the audit yet; a second time, none."""
        every = {row.sha for row in self.rows if isinstance(row, Tile) and _may_be_selected(row.entry)}
        self.select(set() if self.selected == every else every)

    def select(self, hashes: Iterable[str]) -> None:
        """Select these and no others."""
        self.selected = set(hashes)
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        self.selection_changed.emit()

    def picture(self, entry: Entry) -> QPixmap:
        """The small picture, decoded when it is first painted."""
        sha = entry.photo.sha256
        if sha not in self._pictures:
            while len(self._pictures) >= _KEPT:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[sha] = _decoded(entry.photo.thumb)
        return self._pictures[sha]

    # --- Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            match row:
                case Heading():
                    return f"{row.title}, {self._look.tr.plural('{n} photo', '{n} photos', row.count)}"
                case Tile():
                    return words.says(row.entry, self._look, row.sha in self.selected)
                case Bad():
                    return row.sentence
        return None


def _rows(audit: Audit, entries: Sequence[Entry], bad: Sequence[str], look: Look) -> list[Row]:
    groups: dict[tuple[Fate, str], list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: (one.match.at.timestamp(), one.photo.name)):
        groups.setdefault((entry.fate, entry.criterion if entry.fate == "criterion" else ""), []).append(
            entry
        )
    places = {criterion: at for at, criterion in enumerate(audit.framework.criteria)}
    rows: list[Row] = []
    for fate, criterion in sorted(groups, key=lambda key: (_ORDER.index(key[0]), places.get(key[1], 0))):
        group = groups[fate, criterion]
        title = (
            words.criterion_title(criterion, audit, look.tr) if criterion else words.fate_title(fate, look.tr)
        )
        hashes = tuple(entry.photo.sha256 for entry in group if _may_be_selected(entry))
        rows += [Heading(title, len(group), hashes), *map(Tile, group)]
    if bad:
        rows += [Heading(look.tr("Could not be read"), len(bad), ()), *map(Bad, bad)]
    return rows


def _may_be_selected(entry: Entry) -> bool:
    return entry.fate != "known"


def _decoded(thumb: bytes) -> QPixmap:
    """The picture if it is what intake makes; one that came with a foreign file may be anything."""
    from cxaudit.evidence import is_plain_jpeg

    if not is_plain_jpeg(thumb, _THUMB):
        return QPixmap()
    return QPixmap.fromImage(QImage.fromData(thumb, "JPEG"))  # type: ignore[arg-type]
