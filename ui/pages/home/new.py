"""The sheet that asks for as little as a new audit needs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cxaudit.model import Brief
from ui.countries import suggest_countries
from ui.look import Look
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, LineEdit
from ui.widgets.sheet import Sheet


class NewAuditSheet(Sheet):
    """Asks for the company, and for product, country, wave and auditor if they are known.

    Nothing is made until it is accepted, so a changed mind leaves no empty audit behind.
    """

    put_away = Signal(object)
    """The Brief as far as it was typed: Esc leaves it for the next time, Cancel does not."""

    def __init__(
        self,
        look: Look,
        over: QWidget,
        auditor: str,
        made: Callable[[Brief], None],
        begun: Brief | None = None,
    ) -> None:
        tr = look.tr
        begun = begun or Brief(auditor=auditor)
        super().__init__(look, over, tr("New audit"), tr("The rest of the brief can be filled in later."))
        self._made = made
        self.company = LineEdit(look, tr("Company"), begun.company)
        self.product = LineEdit(look, tr("Product"), begun.product)
        self.country = LineEdit(look, tr("Country"), begun.country)
        self.wave = LineEdit(look, tr("Wave"), begun.wave, example="2026-1")
        self.auditor = LineEdit(look, tr("Auditor"), begun.auditor)
        suggest_countries(self.country)
        self._company = Field(tr("Company"), self.company, help=tr("Required"))
        self.body.addWidget(self._company)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(Field(tr("Product"), self.product), 0, 0, 1, 2)
        grid.addWidget(Field(tr("Country"), self.country), 1, 0)
        grid.addWidget(Field(tr("Wave"), self.wave), 1, 1)
        signs = tr("Your changes are signed {name}, as in Settings", name=auditor)
        signs = signs if auditor else tr("Signs your changes")
        grid.addWidget(Field(tr("Auditor"), self.auditor, help=signs), 2, 0, 1, 2)
        self.body.addLayout(grid)
        self.cancel_button, self.create_button = (
            SecondaryButton(look, tr("Cancel")),
            PrimaryButton(look, tr("Create")),
        )
        self.cancel_button.clicked.connect(self._give_up)
        self.create_button.clicked.connect(self.accept)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.create_button)

    @property
    def brief(self) -> Brief:
        """What is typed so far."""
        return Brief(
            company=self.company.text().strip(),
            product=self.product.text().strip(),
            country=self.country.text().strip(),
            wave=self.wave.text().strip(),
            auditor=self.auditor.text().strip(),
        )

    def accept(self) -> None:
        """Make the audit, if the company is named."""
        brief = self.brief
        if not brief.company:
            self._company.set_error(self.look.tr("Name the company: the list and the report show it."))
            self.company.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.close_with(True)
        self._made(brief)

    def _give_up(self) -> None:
        self.put_away.emit(None)
        self.close_with(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field makes the audit; Esc keeps what is typed for the next time."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit(self.brief)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            event.accept()
        else:
            super().keyPressEvent(event)
