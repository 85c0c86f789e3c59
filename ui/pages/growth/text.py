"""What the report will say of a zone, one text for each language, edited where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis.growth import DEFAULT, Choices
from cxaudit.analysis.growth_text import draft
from cxaudit.analysis.zones import GrowthZone
from cxaudit.changes import disagree
from cxaudit.i18n import translator
from cxaudit.model import Lang
from ui.look import Look
from ui.moments import said_minute
from ui.open_audit import OpenAudit
from ui.pages.growth.field import CellField
from ui.pages.report.choices import LANGUAGES
from ui.widgets.buttons import LinkButton
from ui.widgets.choices import SegmentedChoice
from ui.widgets.labels import Label


class ZoneText(QWidget):
    """The draft of the program until somebody writes; a language is another text."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = look.tr
        self.look = look
        self.lang: Lang = tr.lang
        self.language = SegmentedChoice(look, tr("Language of the text"), LANGUAGES, self.lang)
        self.language.chosen.connect(self._turn)
        help = tr("The program names no causes: write why it is so.")
        self.field = CellField(look, tr("Text of the report"), lines=6, most=24, help=help)
        self._state = Label(look, "", "caption")
        self.redraft = LinkButton(look, tr("Back to the draft"))
        self.redraft.clicked.connect(self._redraft)
        self._opened: OpenAudit | None = None
        self._zone: GrowthZone | None = None
        self._choices, self._currency = DEFAULT, ""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._state, 1)
        line.addWidget(self.redraft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.language)
        column.addWidget(self.field)
        column.addLayout(line)

    def show_zone(self, opened: OpenAudit, zone: GrowthZone, choices: Choices, currency: str) -> None:
        """Show the text of that zone in the language that was chosen last."""
        self._opened, self._zone = opened, zone
        self._choices, self._currency = choices, currency
        self._show()

    def flush(self) -> None:
        """Make a change of what was typed."""
        self.field.flush()

    def _show(self) -> None:
        opened, zone = self._opened, self._zone
        if not opened or not zone:
            return
        drafted = draft(opened.audit, zone, translator(self.lang), self._choices, self._currency)
        cell = cells.growth_text(zone.code, self.lang)
        self.field.show_cell(opened, cell, drafted.text)
        heads = opened.audit.cells.get(cell, ())
        edited = any(head.value for head in heads)
        self.redraft.setVisible(edited and not disagree(heads))
        self._state.setText(
            self._said(heads[-1].author, heads[-1].at) if edited else self.look.tr("Draft of the program")
        )

    def _said(self, author: str, at: str) -> str:
        tr, when = self.look.tr, said_minute(at, self.look)
        return (
            tr("Edited by {name}, {time}", name=author, time=when)
            if author
            else tr("Edited {time}", time=when)
        )

    def _turn(self, lang: object) -> None:
        """The other language: what was typed in this one is said first."""
        self.flush()
        self.lang = "ru" if lang == "ru" else "en"
        self._show()

    def _redraft(self) -> None:
        if self._opened and self._zone:
            self.flush()
            cell = cells.growth_text(self._zone.code, self.lang)
            self._opened.set_text(cell, "", self._opened.begin(cell))
            self._show()
