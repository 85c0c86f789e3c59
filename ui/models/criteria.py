"""The criteria of a stage or a filter as a Qt list over the frozen audit; an edit repaints only its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cxaudit.model import Audit, Criterion, Rating
from cxaudit.proof import is_draft
from ui.look import Look
from ui.widgets.chips import chip_says

CRITERION = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class CriterionRow(NamedTuple):
    """What a row shows: the criterion, its rating, whether it is a draft, how many files prove it."""

    criterion: Criterion
    rating: Rating
    draft: bool
    files: int


class CriteriaModel(QAbstractListModel):
    """One row a criterion."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._audit: Audit | None = None
        self._criteria: tuple[Criterion, ...] = ()
        self._rows: dict[str, int] = {}

    def set_criteria(self, audit: Audit, criteria: Sequence[Criterion]) -> None:
        """Show these criteria; a single one that is gone leaves without the list being read anew."""
        rows, self._audit = tuple(criteria), audit
        if rows == self._criteria:
            return
        pairs = enumerate(zip(self._criteria, rows, strict=False))
        at = next((i for i, (old, new) in pairs if old != new), len(rows))
        if self._criteria and self._criteria[:at] + self._criteria[at + 1 :] == rows:
            self.beginRemoveRows(QModelIndex(), at, at)
            self._set(rows)
            self.endRemoveRows()
        else:
            self.beginResetModel()
            self._set(rows)
            self.endResetModel()

    def _set(self, rows: tuple[Criterion, ...]) -> None:
        self._criteria = rows
        self._rows = {c.id: row for row, c in enumerate(rows)}

    def set_audit(self, audit: Audit, criterion: str = "") -> None:
        """Read the rows from another state of the audit; only the row of that criterion is repainted."""
        self._audit = audit
        row = self.row_of(criterion)
        if row >= 0:
            at = self.createIndex(row, 0)  # `index` would first ask how many rows there are
            self.dataChanged.emit(at, at)
        elif not criterion and self._criteria:
            self.dataChanged.emit(self.index(0), self.index(len(self._criteria) - 1))

    def row_of(self, criterion: str) -> int:
        """The row of that criterion, or -1."""
        return self._rows.get(criterion, -1)

    def shown(self, row: int) -> CriterionRow:
        """What that row shows; asked for by each painting, which roles of Qt would take long to answer."""
        assert self._audit
        criterion, audit = self._criteria[row], self._audit
        files = len(audit.evidence_of(criterion.id))
        return CriterionRow(criterion, audit.rating(criterion.id), is_draft(audit, criterion.id), files)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._criteria)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._audit is None:
            return None
        criterion = self._criteria[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return criterion.title[self._look.tr.lang]
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._says(criterion)
        return criterion if role == CRITERION else None

    def _says(self, criterion: Criterion) -> str:
        assert self._audit
        rating = self._audit.rating(criterion.id)
        draft = is_draft(self._audit, criterion.id)
        said = self._look.tr("in conflict") if rating.conflict else chip_says(self._look, rating.mark, draft)
        return f"{criterion.id}, {criterion.title[self._look.tr.lang]}, {said}"
