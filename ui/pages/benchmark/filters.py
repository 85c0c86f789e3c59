"""With which audits to compare: companies, country, product, wave, criteria."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxaudit.analysis.comparison import LATEST, Choice
from cxaudit.peer import Scope
from ui.look import Look
from ui.widgets.buttons import FilterChip
from ui.widgets.fields import ComboBox, LineEdit
from ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from cxaudit.store.peers import Place

_TYPING_MS = 150
_PRODUCT = 180
"""Products have long names, which stand in two lines."""


class Filters(QWidget):
    """Keeps a choice and a scope, and says when a person has changed one of them."""

    changed = Signal()

    def __init__(self, look: Look, core: int) -> None:
        """`core` is how many criteria an outsider can check."""
        super().__init__()
        self.look = look
        tr = look.tr
        self.choice = Choice()
        self.scope: Scope = "full"
        self.company = LineEdit(look, tr("Companies"), example=tr("All companies"), icon="search")
        self.company.setToolTip(tr("Parts of names, between commas"))
        self.company.setFixedWidth(look.metrics().horizontalAdvance(tr("All companies")) + look.px(64))
        self.company.setClearButtonEnabled(True)
        self.country = ComboBox(look, tr("Country"))
        self.product = ComboBox(look, tr("Product"))
        self.product.setMaximumWidth(look.px(_PRODUCT))
        self.wave = ComboBox(look, tr("Wave"))
        options = [("full", tr("All criteria")), ("core", tr("External core {n}", n=core))]
        self.scopes = ComboBox(look, tr("Criteria"), options, "full")
        self.scopes.setToolTip(tr("The external core is what an outsider can check without client data."))
        self.comparable = FilterChip(look, tr("Comparable only"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._wire()
        row = FlowLayout(self, gap=8)
        for part in (self.company, self.country, self.product, self.wave, self.scopes, self.comparable):
            row.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _wire(self) -> None:
        self.company.textEdited.connect(lambda _: self._typing.start())
        self.company.textChanged.connect(lambda text: self._typing.start() if not text else None)
        self._typing.timeout.connect(lambda: self._choose(company=self.company.text()))
        self.country.chosen.connect(lambda value: self._choose(country=value))
        self.product.chosen.connect(lambda value: self._choose(product=value))
        self.wave.chosen.connect(lambda value: self._choose(wave=value))
        self.comparable.toggled.connect(lambda on: self._choose(comparable=on))
        self.scopes.chosen.connect(self._take_scope)

    def _choose(self, **said: object) -> None:
        choice = replace(self.choice, **said)  # type: ignore[arg-type]
        if choice != self.choice:
            self.choice = choice
            self.changed.emit()

    def _take_scope(self, scope: object) -> None:
        self.scope = "core" if scope == "core" else "full"
        self.changed.emit()

    def set_places(self, places: Sequence[Place], choice: Choice, scope: Scope) -> None:
        """Offer what there is, and show that choice."""
        tr = self.look.tr
        self.choice, self.scope = choice, scope
        countries = [("", tr("All countries")), *_options((p.country for p in places), choice.country)]
        products = [("", tr("All products")), *_options((p.product for p in places), choice.product)]
        waves = [(LATEST, tr("Latest wave")), ("", tr("All waves"))]
        waves += reversed(_options((p.wave for p in places), "" if choice.wave == LATEST else choice.wave))
        self.country.set_options(countries, choice.country)
        self.product.set_options(products, choice.product)
        self.wave.set_options(waves, choice.wave)
        self.company.set_text(choice.company)
        self.scopes.set_value(scope)
        self.comparable.blockSignals(True)
        self.comparable.setChecked(choice.comparable)
        self.comparable.blockSignals(False)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout else 0


def _options(values: Iterable[str], chosen: str) -> list[tuple[str, str]]:
    """Every different value in order, the chosen one always among them."""
    return [(value, value) for value in sorted({*values, chosen} - {""}, key=str.casefold)]
