"""The audits of the store as a Qt model: one page of rows at a time, ordered and filtered by SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cxaudit.errors import KnownError

if TYPE_CHECKING:
    from cxaudit.store.store import Store
    from cxaudit.store.summary import AuditRow, State

    Says = Callable[[AuditRow], str]

PAGE = 100
ROW = Qt.ItemDataRole.UserRole
"""The role under which a row is an AuditRow."""


class AuditsModel(QAbstractListModel):
    """Knows how many audits match and reads a page of 100 when one of its rows is wanted.

    `store` gives the store while it is open, `says` puts a row into words for screen readers.
    The scroll bar is right from the start; a list of any length costs one count and one page.
    """

    failed = Signal(object)
    """KnownError: the store could not be read."""

    def __init__(self, store: Callable[[], Store | None], says: Says, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._says = store, says
        self._pages: dict[int, list[AuditRow]] = {}
        self._total = 0
        self.counts: dict[State, int] = {}
        """How many audits match the words in each state."""
        self.words = ""
        self.state: State | None = None
        self.order = "edited"
        self.descending = True

    def ask(self, words: str, state: State | None, order: str, descending: bool) -> None:
        """List what matches the words and the state, in that order."""
        self.words, self.state, self.order, self.descending = words, state, order, descending
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        counts: dict[State, int] = {}
        if store := self._store():
            try:
                counts = store.catalog.counted(self.words)
            except KnownError as error:
                self.failed.emit(error)
        self.beginResetModel()
        self._pages.clear()
        self.counts = counts
        self._total = counts.get(self.state, 0) if self.state else sum(counts.values())
        self.endResetModel()

    def row(self, number: int) -> AuditRow | None:
        """The row of that number; None where there is none or the store cannot read it."""
        page = self._page(number // PAGE)
        at = number % PAGE
        return page[at] if number >= 0 and at < len(page) else None

    def find(self, audit_id: str) -> QModelIndex:
        """Where that audit is among the rows read so far, else an invalid index."""
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                if row.audit == audit_id:
                    return self.index(number * PAGE + at)
        return QModelIndex()

    def _page(self, number: int) -> list[AuditRow]:
        if number not in self._pages and (store := self._store()):
            from cxaudit.store.summary import Listing

            wanted = Listing(self.words, self.state, self.order, self.descending, PAGE, number * PAGE)
            self._pages[number] = []
            try:
                self._pages[number] = store.catalog.listed(wanted)
            except KnownError as error:
                self.failed.emit(error)
        return self._pages.get(number, [])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return self._says(row) if row else ""
        return None
