"""The criteria that the brief leaves out, why, and the choice of further ones."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit.changes import disagree
from cxaudit.field import exclusions
from cxaudit.field.exclusions import Exclusion
from cxaudit.model import Criterion, Json
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.pages.brief.pick import PickSheet
from ui.pages.home.row import edited_of
from ui.widgets.buttons import IconButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import Label, Line, Pill


class LeftOutCard(Card):
    """A row for each criterion that is left out; `rows` has them by id."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        self.count = Pill(look, "")
        super().__init__(look, tr("Left out (N)"), right=self.count)
        self.opened = opened
        self.rows: dict[str, LeftOutRow] = {}
        said = tr(
            "What the business model does not have, or the client does not want audited. These criteria are "
            "N with the reason given here, on every visit, and stay out of every mean."
        )
        self.add(Label(look, said, "second"))
        self.more = SecondaryButton(look, tr("Leave criteria out"), "plus")
        self.more.clicked.connect(self.ask)
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        self.add(line)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.add(self._list)
        self.show_brief()

    def show_brief(self) -> None:
        """Show what is left out now."""
        audit = self.opened.audit
        found = exclusions.exclusions(audit)
        self.count.set_pill(str(len(found)), "quiet")
        self.count.setAccessibleName(
            self.look.tr.plural("{n} criterion left out", "{n} criteria left out", len(found))
        )
        known = {one.criterion: one for one in found}
        for gone in [at for at in self.rows if at not in known]:
            row = self.rows.pop(gone)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for n, one in enumerate(found):
            row = self.rows.get(one.criterion) or self._add(one.criterion)
            if self._list.indexOf(row) != n:
                self._list.insertWidget(n, row)
            row.show_exclusion(one, audit.rating(one.criterion).mark == "N")

    def flush(self) -> None:
        """Nothing is typed here."""

    def ask(self) -> None:
        """Let the user choose criteria, and say why."""
        audit = self.opened.audit
        out = {one.criterion for one in exclusions.exclusions(audit)}
        free: Mapping[str, bool] = {
            c: exclusions.can_leave_out(audit, c) for c in audit.framework.criteria if c not in out
        }
        sheet = PickSheet(self.look, self, audit.framework, free)
        sheet.picked.connect(self.leave_out)
        sheet.open(sheet.search)

    def leave_out(self, criteria: tuple[str, ...], reason: str) -> None:
        """Leave them out as one step of undo."""
        audit = self.opened.audit
        still = [c for c in criteria if exclusions.can_leave_out(audit, c)]
        self.opened.set_values(exclusions.leaving_out(audit, still, reason))

    def _add(self, criterion: str) -> LeftOutRow:
        row = LeftOutRow(self.look, self.opened.audit.framework.criteria[criterion])
        row.remove.clicked.connect(lambda: self._take_back(criterion))
        row.kept.connect(lambda value: self._keep(criterion, value))
        self.rows[criterion] = row
        return row

    def _take_back(self, criterion: str) -> None:
        self.opened.set_values(exclusions.taking_back(self.opened.audit, criterion))
        self.more.setFocus()

    def _keep(self, criterion: str, value: Json) -> None:
        """Settle two versions: one reason, or none."""
        self.opened.set_values(exclusions.settling(self.opened.audit, criterion, value))


class LeftOutRow(QWidget):
    """One criterion: what it is, why it is left out, who said so and when."""

    kept = Signal(object)

    def __init__(self, look: Look, criterion: Criterion) -> None:
        super().__init__()
        self.look = look
        tr = look.tr
        title = f"{criterion.id}  {criterion.title[tr.lang]}"
        self.remove = IconButton(look, "undo-2", tr("Take back: {name}", name=title), framed=False)
        self._reason = Label(look, "", "second", "text")
        self._who = Label(look, "", "caption")
        self.rivals = Rivals(look, self.kept.emit, lambda value: value or tr("Not left out"))
        words = QVBoxLayout()
        words.setSpacing(1)
        for label in (Label(look, title, "strong"), self._reason, self._who):
            words.addWidget(label)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Line(look))
        column.addLayout(row)
        column.addWidget(self.rivals)

    def show_exclusion(self, one: Exclusion, is_n: bool) -> None:
        """Show the reason; versions that disagree all stand until one is kept."""
        tr, head = self.look.tr, one.heads[-1]
        contested = disagree(one.heads)
        self._reason.setText(one.reason)
        self._reason.setVisible(not contested)
        self.remove.setVisible(not contested)
        self.rivals.show_heads(one.heads if contested else ())
        parts = [head.author, edited_of(self.look, head.at)]
        if not is_n:
            parts.append(tr("its rating was changed since"))
        self._who.setText(", ".join(part for part in parts if part))
        self._who.setVisible(not contested)
