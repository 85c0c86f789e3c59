"""One number of the client's baseline: its value, unit, help and source, and both versions of a conflict."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxaudit import cells
from cxaudit.analysis.baseline import Entry, Figure, entries_of, fault, value_of
from cxaudit.analysis.figure_number import shown, typed
from cxaudit.model import Json
from cxaudit.money import symbol
from cxaudit.words import N_
from ui import refused
from ui.look import TOUCH, Look
from ui.open_audit import OpenAudit
from ui.pages.brief.field import Rivals
from ui.refused import NOT_SAVED, Refused
from ui.widgets.fields import LineEdit, TextEdit
from ui.widgets.labels import Label, plain_tip

_NO_NUMBER = N_("This is not a number: write digits, with a comma or a point.")


class FigureField(QWidget):
    """Shows a cell of the baseline and writes it when a field is left and says a sound number.

    What is typed says which versions were on screen, so that a newer number is never overwritten.
    """

    confirmed = Signal()
    """Enter was pressed in the number."""

    def __init__(self, look: Look, opened: OpenAudit, figure: Figure) -> None:
        super().__init__()
        tr = look.tr
        self.look, self.opened, self.figure = look, opened, figure
        self.cell = cells.baseline(figure.name)
        self.entry = Entry()
        self._seen: tuple[str, ...] = ()
        self._said = self._currency = ""
        title = tr(figure.title)
        self.number = LineEdit(look, title)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(look.px(108))
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.number.left.connect(lambda _: self.flush())
        self.number.returnPressed.connect(self.confirmed)
        named = tr("Source: {source}", source=title)
        self.source = TextEdit(look, named, example=tr("Source: report, system, period"), lines=1, most=4)
        self.source.left.connect(lambda _: self.flush())
        self.unit = Label(look, "", "second")
        self.unit.setFixedWidth(look.px(68))
        self.label = Label(look, title)
        self.label.setBuddy(self.number)
        self.lacks = Label(look, tr("no source"), "caption", "warn")
        self.error = Label(look, "", "caption", "danger")
        self.help = Label(look, tr(figure.help), "caption")
        self.rivals = Rivals(look, self._keep, self._version)
        self._lay_out()
        self.show_details(False)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.label)
        words.addWidget(self.lacks)
        words.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(words, 1)
        line.addWidget(self.number)
        line.addWidget(self.unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line.addStrut(TOUCH)
        column.addLayout(line)
        for part in (self.error, self.help, self.source, self.rivals):
            column.addWidget(part)

    # --- showing

    def show_entry(self, entry: Entry, currency: str) -> None:
        """Show what the audit says, unless something else is being typed."""
        self._currency = currency
        self._show_unit(currency)
        if self.typing:
            return
        self.entry = entry
        self._seen = self.opened.begin(self.cell)
        self._said = "" if entry.value is None else shown(self.look.tr, entry.value, self.figure.unit)
        self.number.set_text(self._said)
        self.source.set_text(entry.source)
        heads = self.opened.audit.cells.get(self.cell, ())
        self.rivals.show_heads(heads if entry.conflict else ())
        self._complain(fault(self.figure.name, entry.value) if entry.value is not None else "")
        if waiting := refused.of(self.opened, self.cell):
            number, _, source = waiting.text.partition("\n")
            self.number.set_text(number)
            self.source.set_text(source)
            self._seen = waiting.seen
            self._complain(self._read()[1] or NOT_SAVED)
        self._show_lack()

    def show_details(self, shown: bool) -> None:
        """With its help and source, or the number alone."""
        self.setContentsMargins(0, 0, 0, 14 if shown else 0)
        self.help.setVisible(shown)
        self.source.setVisible(shown)
        self._show_lack()

    @property
    def typing(self) -> bool:
        """Whether there is something that is not a change yet."""
        return self.number.text() != self._said or _line(self.source.text) != self.entry.source

    def _show_lack(self) -> None:
        lacks = self.entry.value is not None and not self.entry.source
        self.lacks.setVisible(lacks and self.source.isHidden())
        self.number.setToolTip(plain_tip(self.entry.source))
        self._describe()

    def _describe(self) -> None:
        """What is read out with the number."""
        tr = self.look.tr
        unit = tr("Unit: {unit}.", unit=self.unit.text())
        source = tr("Source: {source}", source=self.entry.source) if self.entry.source else ""
        parts = (self.error.text(), tr(self.figure.help), unit, source)
        self.number.setAccessibleDescription(" ".join(part for part in parts if part))

    def _show_unit(self, currency: str) -> None:
        tr = self.look.tr
        money = symbol(tr, currency) if currency else tr("money")
        self.unit.setText(
            {
                "count": tr("a year"),
                "share": "%",
                "money": money,
                "money_a_year": tr("{currency} a year", currency=money),
                "years": tr.context("unit", "years"),
            }[self.figure.unit]
        )

    def _complain(self, rule: str) -> None:
        """Show what is wrong with the number, as one sentence; empty takes it away."""
        wrong = bool(rule)
        self.error.setText(self.look.tr(rule) if rule else "")
        self.error.setVisible(wrong)
        if wrong != bool(self.number.property("wrong")):
            self.number.setProperty("wrong", wrong)
            self.number.style().unpolish(self.number)
            self.number.style().polish(self.number)
        self._describe()

    # --- writing

    def flush(self) -> None:
        """Write now what was typed, if it is a number that can be computed with; else say why not."""
        if not self.typing:
            refused.drop(self.opened, self.cell)
            self._complain("")
            return
        value, rule = self._read()
        self._complain(rule)
        if rule or not self._write(value_of(value, self.source.text), self._seen):
            waiting = Refused(f"{self.number.text()}\n{self.source.text}", self._seen)
            refused.keep(self.opened, self.cell, waiting)

    def _read(self) -> tuple[float | None, str]:
        """The number that was typed, None for none, and what is wrong with it."""
        text = self.number.text().strip()
        value = typed(text, self.figure.unit, self.look.tr.lang) if text else None
        if text and value is None:
            return None, _NO_NUMBER
        return value, fault(self.figure.name, value) if value is not None else ""

    def _keep(self, value: Json) -> None:
        self._write(value, self.opened.begin(self.cell))

    def _write(self, value: Json, seen: tuple[str, ...]) -> bool:
        """Whether it was written; a refused value stays in the field, and is tried again on leaving."""
        done = self.opened.set_value(self.cell, value or value_of(None, ""), by=self, seen=seen)
        if done:
            refused.drop(self.opened, self.cell)
            self._said, self.entry = self.number.text(), Entry(source=_line(self.source.text))
            self.show_entry(entries_of(self.opened.audit).figures[self.figure.name], self._currency)
        return done

    def _version(self, value: Json) -> str:
        """A version of a conflict in words: the number, its unit and its source."""
        if not value or value["value"] is None:
            return self.look.tr("(empty)")
        number = shown(self.look.tr, value["value"], self.figure.unit)
        return " · ".join(part for part in (f"{number} {self.unit.text()}", value["source"]) if part)


def _line(text: str) -> str:
    """A source on one line, as it is kept."""
    return " ".join(text.split())
