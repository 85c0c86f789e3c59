"""What stands in place of the growth zones while there is nothing to order."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxaudit.analysis.growth import Growth
from cxaudit.model import Audit
from ui.look import GAP, MARGIN, Look
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.layouts import empty
from ui.widgets.messages import EmptyState
from ui.widgets.rows import ListRow


class NothingYet(QWidget):
    """Why there is no TOP and the way to one; red flags are shown all the same."""

    went = Signal(str, object)
    """A page and its argument."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = look.tr
        self.look = look
        self.flags: dict[str, ListRow] = {}
        self._card = Card(look, tr("Red flags"))
        self.score = SecondaryButton(look, tr("Go to scoring"), "list-checks")
        self.score.clicked.connect(lambda: self.went.emit("scoring", None))
        self.weigh = SecondaryButton(look, tr("Open the weights"), "scale")
        self.weigh.clicked.connect(lambda: self.went.emit("brief", "weights"))
        self._unscored = EmptyState(
            look,
            "sprout",
            tr("There is nothing to order yet"),
            tr("Growth zones need an overall score: stages that carry 60% of the weight."),
            self.score,
        )
        self._contested = EmptyState(
            look,
            "git-compare-arrows",
            tr("The weights are in conflict"),
            tr("The order depends on the weights. Settle them, and the zones follow."),
            self.weigh,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._card)
        column.addWidget(self._unscored, 1)
        column.addWidget(self._contested, 1)

    def show_status(self, audit: Audit, growth: Growth) -> None:
        """Say why there is no order."""
        contested = growth.status == "weights_contested"
        self._contested.setVisible(contested)
        self._unscored.setVisible(not contested)
        empty(self._card.body)
        self.flags = {criterion: self._flag(audit, criterion) for criterion in growth.red_flags}
        for row in self.flags.values():
            self._card.add(row)
        self._card.setVisible(bool(self.flags))

    def _flag(self, audit: Audit, criterion: str) -> ListRow:
        title = audit.framework.criteria[criterion].title[self.look.tr.lang]
        mark = audit.rating(criterion).mark
        row = ListRow(self.look, title, criterion, chip=mark, soft="danger_soft", note_above=True)
        row.clicked.connect(lambda: self.went.emit("scoring", criterion))
        return row
