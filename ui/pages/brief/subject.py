"""Who is audited, and as whom: the lines of the brief that reports print."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from cxaudit import cells
from cxaudit.field import briefing
from ui.countries import suggest_countries
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import BriefField
from ui.widgets.card import Card
from ui.widgets.fields import LineEdit

_LONG = ("company", "product")


class SubjectCard(Card):
    """Company and product, whose names are long, in rows of their own; place, wave and auditor below."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        super().__init__(look, tr("Who is audited"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        labels = {
            "company": (tr("Company"), ""),
            "product": (tr("Product"), ""),
            "country": (tr("Country"), ""),
            "city": (tr("City"), ""),
            "wave": (tr("Wave"), "2026-1"),
            "auditor": (tr("Auditor"), ""),
        }
        self.fields = {
            name: BriefField(look, opened, cells.brief(name), label, example=example)
            for name, (label, example) in labels.items()
        }
        self.arrange()
        country = self.fields["country"].edit
        if isinstance(country, LineEdit):
            suggest_countries(country)
        self.add(self._grid)

    def arrange(self) -> None:
        """Two short fields in a row; one with several versions has a row of its own."""
        row = column = 0
        for name, field in self.fields.items():
            self._grid.removeWidget(field)
            wide = field.contested or name in _LONG
            if column and wide:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            column += 2 if wide else 1
            if column >= 2:
                row, column = row + 1, 0


class ApproachCard(Card):
    """Persona and scenario in the words of the report's cover, and what the audit is for."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        super().__init__(look, tr("Scenario and purpose"))
        self.body.setSpacing(10)
        purpose = briefing.TITLES["purpose"]
        texts = {
            "persona": (
                tr("The client in one sentence, for the report"),
                3,
                tr("Who the client is and what they need"),
            ),
            "scenario": (tr("Scenario"), 4, tr("What the auditor buys, asks and tries, and when")),
            "purpose": (
                tr(purpose),
                2,
                tr("What the audit is to decide, and what it does not look at"),
            ),
        }
        self.fields = {
            name: BriefField(look, opened, cells.brief(name), label, lines, example)
            for name, (label, lines, example) in texts.items()
        }
        for field in self.fields.values():
            self.add(field)
