"""The trends of the market that the consultant writes down, each with source and date."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cxaudit.analysis.actions import day
from cxaudit.model import Audit, Brief, Json
from cxaudit.trends import Trend, trends_of
from ui.look import Look
from ui.moments import said_day
from ui.pages.growth.date import no_date, such_as, typed
from ui.theme import Kind
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, LineEdit, TextEdit
from ui.widgets.labels import Label
from ui.widgets.layouts import empty
from ui.widgets.rows import ListRow
from ui.widgets.sheet import Sheet


class TrendsCard(Card):
    """A row a trend, the newest first; a press edits it."""

    opened = Signal(object)
    """The trend that was pressed; None for a new one."""

    def __init__(self, look: Look) -> None:
        self.add_button = SecondaryButton(look, look.tr("Add a trend"), "plus")
        super().__init__(look, look.tr("Trends of the market"), right=self.add_button)
        self.add_button.clicked.connect(lambda: self.opened.emit(None))
        self.rows: list[ListRow] = []
        self.body.setSpacing(2)

    def show_trends(self, audit: Audit) -> None:
        """Show what was written down for this audit."""
        tr, found = self.look.tr, trends_of(audit)
        empty(self.body)
        self.rows = []
        if not found:
            said = tr("Nothing is written down yet. A trend needs a source; reports print source and date.")
            self.add(Label(self.look, said, "second"))
        for trend in found:
            pill: tuple[Kind, str] | None = ("danger", tr("in conflict")) if trend.contested else None
            note = origin(trend, self.look)
            row = ListRow(self.look, trend.text, note, "chart-no-axes-combined", pill=pill)
            row.clicked.connect(lambda _=False, one=trend: self.opened.emit(one))
            self.rows.append(row)
            self.add(row)


def origin(trend: Trend, look: Look) -> str:
    """Source, date and place of a trend on one line."""
    said = (trend.source, said_day(trend.date, look), trend.country, trend.product)
    return " · ".join(part for part in said if part)


class TrendSheet(Sheet):
    """What changes, who says so, when and where; `take` gets the value of its cell, None to remove it."""

    def __init__(
        self,
        look: Look,
        over: QWidget,
        trend: Trend | None,
        brief: Brief,
        take: Callable[[Json], str],
    ) -> None:
        """`take` returns what is wrong, or nothing, which closes the sheet."""
        tr = look.tr
        super().__init__(look, over, tr("Trend") if trend else tr("Add a trend"), width=560)
        self._take = take
        self.text = TextEdit(look, tr("What is changing"), trend.text if trend else "", lines=3, most=6)
        self.source = LineEdit(look, tr("Source"), trend.source if trend else "")
        self.date = LineEdit(look, tr("Date"), typed(look, trend.date) if trend else "", such_as(look))
        self.country = LineEdit(look, tr("Country"), trend.country if trend else brief.country)
        self.product = LineEdit(look, tr("Product"), trend.product if trend else brief.product)
        self.text_field = Field(tr("What is changing"), self.text)
        help = tr("Study, article or person, so that others find it.")
        self.source_field = Field(tr("Source"), self.source, help)
        self.date_field = Field(tr("Date"), self.date)
        self.body.addWidget(self.text_field)
        self.body.addWidget(self.source_field)
        self.body.addLayout(self._place())
        self._make_buttons(trend)
        self.open(self.text)

    def _place(self) -> QGridLayout:
        """Date and country side by side; a product has a long name."""
        tr = self.look.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.date_field, 0, 0)
        grid.addWidget(Field(tr("Country"), self.country), 0, 1)
        grid.addWidget(Field(tr("Product"), self.product), 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _make_buttons(self, trend: Trend | None) -> None:
        look, tr = self.look, self.look.tr
        if trend:
            self.remove = SecondaryButton(look, tr("Remove"), "trash-2")
            self.remove.clicked.connect(lambda: self._give(None))
            self.buttons.insertWidget(0, self.remove)
        cancel = SecondaryButton(look, tr("Cancel"))
        cancel.clicked.connect(lambda: self.close_with(False))
        self.accept = PrimaryButton(look, tr("Save") if trend else tr("Add"))
        self.accept.clicked.connect(self._answer)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.accept)

    def _answer(self) -> None:
        """A trend without its text or its source is none."""
        tr, text, source = self.look.tr, self.text.text.strip(), self.source.text().strip()
        self.text_field.set_error("" if text else tr("Write what is changing."))
        self.source_field.set_error("" if source else tr("Name the source."))
        date = self._date()
        self.date_field.set_error(no_date(self.look) if date is None else "")
        if text and source and date is not None:
            place = {"country": self.country.text().strip(), "product": self.product.text().strip()}
            self._give({"text": text, "source": source, "date": date, **place})

    def _date(self) -> str | None:
        try:
            return day(self.date.text())
        except ValueError:
            return None

    def _give(self, value: Json) -> None:
        wrong = self._take(value)
        if wrong:
            self.text_field.set_error(wrong)
        else:
            self.close_with(True)
