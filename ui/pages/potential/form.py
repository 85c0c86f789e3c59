"""The client's baseline as a form: eleven numbers, the currency, and what the profit is now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis.baseline import FIGURES, Entries
from cxaudit.i18n import Translator
from cxaudit.model import Json
from ui.look import Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.pages.potential.figure import FigureField
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.fields import ComboBox
from ui.widgets.labels import Label, Line

_CODES = (
    "RUB KZT BYN UZS AMD AZN GEL KGS RSD EUR USD GBP CHF CNY AED TRY INR PLN CZK HUF RON BGN SEK NOK "
    "DKK ILS JPY KRW BRL MXN CAD AUD SGD THB VND IDR"
)
CURRENCIES = tuple(_CODES.split())


class BaselineForm(Card):
    """Every number with its unit; help and sources are shown on demand, or while one is missing."""

    def __init__(self, look: Look, opened: OpenAudit) -> None:
        tr = look.tr
        self.toggle = LinkButton(look, tr("Sources"))
        super().__init__(look, tr("Client figures"), right=self.toggle)
        self.opened = opened
        self.detailed = False
        self.body.setSpacing(3)
        self.toggle.clicked.connect(lambda: self.show_details(not self.detailed))
        self._add_currency()
        self.fields = {figure.name: FigureField(look, opened, figure) for figure in FIGURES}
        order = list(self.fields.values())
        for field, after in zip(order, [*order[1:], None], strict=True):
            field.confirmed.connect(lambda after=after: self._go_on(after))
            self.add(field)
        self._add_profit()

    def _add_currency(self) -> None:
        look, tr = self.look, self.look.tr
        self.currency = ComboBox(look, tr("Currency"))
        self.currency.setPlaceholderText(tr("choose"))
        self.currency.chosen.connect(lambda code: self._write_currency(str(code)))
        self.rivals = Rivals(look, self._write_currency, str)
        label = Label(look, tr("Currency"))
        label.setBuddy(self.currency)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(label)
        line.addWidget(self.currency, 1)
        self.add(line)
        self.add(self.rivals)

    def _add_profit(self) -> None:
        look, tr = self.look, self.look.tr
        self.profit = Label(look, "\u2014", "strong", wrap=False)
        self.foot = QWidget()
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addWidget(Line(look))
        row = QHBoxLayout()
        row.addWidget(Label(look, tr("Profit now"), "strong"), 1)
        row.addWidget(self.profit)
        column.addLayout(row)
        column.addWidget(Label(look, tr("From one year's new clients, before overheads."), "caption"))
        self.add(self.foot)

    # --- showing

    def show_entries(self, entries: Entries) -> None:
        """Show what the audit says, field by field."""
        for name, field in self.fields.items():
            field.show_entry(entries.figures[name], entries.currency)
        self.currency.set_options(_currencies(self.look.tr, entries.currency), entries.currency or None)
        heads = self.opened.audit.cells.get(cells.CURRENCY, ())
        self.rivals.show_heads(heads if entries.currencies else ())
        self.foot.setVisible(entries.baseline is not None)

    def show_details(self, shown: bool) -> None:
        """With help and source under each number, or the numbers alone."""
        self.detailed = shown
        self.toggle.setText(self.look.tr("Numbers only") if shown else self.look.tr("Sources"))
        self.toggle.setAccessibleName(self.toggle.text())
        for field in self.fields.values():
            field.show_details(shown)

    def show_profit(self, said: str) -> None:
        self.profit.setText(said)

    # --- acts

    def focus(self, name: str) -> None:
        """Bring the cursor into the field of that number, or to the currency."""
        part = self.currency if name == "currency" else self.fields[name].number
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Write now what is still being typed."""
        for field in self.fields.values():
            field.flush()

    def _go_on(self, after: FigureField | None) -> None:
        if after:
            after.number.setFocus(Qt.FocusReason.TabFocusReason)

    def _write_currency(self, value: Json) -> None:
        self.opened.set_value(cells.CURRENCY, value, by=self)


def _currencies(tr: Translator, current: str) -> list[tuple[object, str]]:
    """The currencies to choose from, each as its code and name; a rarer one that was said comes first."""
    from babel.numbers import get_currency_name

    codes = CURRENCIES if not current or current in CURRENCIES else (current, *CURRENCIES)
    return [(code, f"{code} · {get_currency_name(code, locale=tr.lang)}") for code in codes]
