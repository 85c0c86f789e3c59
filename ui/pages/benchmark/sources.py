"""Where the compared audits come from: consent of the open audit, imported rows, what stays out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cxaudit import cells
from cxaudit.changes import disagree
from cxaudit.model import Audit
from cxaudit.peer import consented
from ui.look import Look
from ui.pages.benchmark import words
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.choices import Switch
from ui.widgets.fields import Field, LineEdit
from ui.widgets.labels import Label


class SourcesCard(Card):
    """Records the consent and says what the comparison rests on."""

    agreed = Signal(bool, str)
    """Given or taken back, and by whom."""
    dropped = Signal()
    """The imported rows shall go."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.tr("What is compared"))
        tr = look.tr
        self._given = False
        self.seen: tuple[str, ...] = ()
        """The consents that were on screen when somebody began to write."""
        self.switch = Switch(
            look,
            tr("This audit may be compared with those of other clients"),
            tr("Its scores, with the company's name, then stand beside theirs in comparisons and reports."),
        )
        self.switch.clicked.connect(self._turn)
        self.by = LineEdit(look, tr("Who agreed, when and how"))
        self.by.left.connect(self._name)
        self.field = Field(tr("Who agreed, when and how"), self.by)
        self.contested = Label(
            look, tr("Two people recorded different consents. Until one is set, there is none.")
        )
        self.contested.set_colour("danger")
        left = QVBoxLayout()
        left.setSpacing(6)
        for part in (self.switch, self.field, self.contested):
            left.addWidget(part)
        left.addStretch()
        self.imported = Label(look)
        self.drop = LinkButton(look, tr("Remove the imported rows"), "trash-2")
        self.drop.clicked.connect(lambda: self.dropped.emit())
        self.withheld = Label(look)
        self.weights = Label(look, tr("Every overall score here is computed with the weights of this audit."))
        right = QVBoxLayout()
        right.setSpacing(6)
        for part in (self.weights, self.withheld, self.imported):
            right.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.drop)
        line.addStretch()
        right.addLayout(line)
        right.addStretch()
        self._both = QHBoxLayout()
        self._both.setSpacing(32)
        self._both.addLayout(left, 1)
        self._both.addLayout(right, 1)
        self.add(self._both)

    def fold(self, narrow: bool) -> None:
        """Where width is short the second half stands under the first."""
        directions = QHBoxLayout.Direction
        self._both.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._both.setSpacing(12 if narrow else 32)

    def set_sources(self, audit: Audit, imported: int, withheld: int) -> None:
        tr = self.look.tr
        heads = audit.cells.get(cells.CONSENT, ())
        self._given = consented(audit)
        self.switch.setChecked(self._given)
        said = " ⟷ ".join(dict.fromkeys(str(h.value["by"]) for h in heads if h.value and h.value.get("by")))
        if not self.by.isModified():
            self.by.set_text(said)
            self.seen = tuple(head.id for head in heads)
        self.contested.setVisible(disagree(heads))
        self.imported.setText(
            tr.plural("{n} row was imported from a table.", "{n} rows were imported from tables.", imported)
        )
        self.imported.setVisible(bool(imported))
        self.drop.setVisible(bool(imported))
        self.withheld.setText(words.withheld(tr, withheld))
        self.withheld.setVisible(bool(withheld))

    def flush(self) -> None:
        """Say a typed name that was not left yet."""
        self.by.flush()

    def _turn(self) -> None:
        """The switch acts at once, but consent without its giver is none."""
        given, by = self.switch.isChecked(), self.by.text().strip()
        if given and not by:
            self.switch.setChecked(False)
            self.field.set_error(self.look.tr("Write who agreed, then switch it on."))
            self.by.setFocus()
            return
        self.field.set_error("")
        self._agree(given, by)

    def _name(self, text: str) -> None:
        if text.strip():
            self.field.set_error("")
        if self._given and text.strip():
            self._agree(True, text.strip())
        elif self._given:
            self._agree(False, "")

    def _agree(self, given: bool, by: str) -> None:
        self.by.setModified(False)
        self.agreed.emit(given, by)
