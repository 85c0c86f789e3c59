"""What leaves with the report, in view before it is saved."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from cxaudit.model import Audit
from ui.look import Look
from ui.widgets.card import Card
from ui.widgets.labels import Label


class DisclosureCard(Card):
    """A line for each kind of thing that readers of the report will see, and for what stays here."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, look.tr("What leaves with it"), parent=parent)
        self.body.setSpacing(6)
        self._lines: list[Label] = []

    def show_audit(
        self, audit: Audit, sections: Collection[str], kind: str = "pdf", stages: Collection[str] = ()
    ) -> None:
        from cxaudit.reports.disclosure import disclosed

        tr = self.look.tr
        lines = disclosed(audit, sections, tr, kind, stages) or [tr("Scores only.")]
        while len(self._lines) < len(lines):
            self._lines.append(Label(self.look, "", "second"))
            self.add(self._lines[-1])
        for at, label in enumerate(self._lines):
            label.setText(lines[at] if at < len(lines) else "")
            label.setVisible(at < len(lines))

    @property
    def text(self) -> str:
        return "\n".join(label.text() for label in self._lines if label.text())
